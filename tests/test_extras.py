"""Optional parts that are missing: the command that is told installs them from where readout came from."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from readout import extras


@pytest.mark.parametrize(
    ("url", "there", "wanted"),
    [
        ("file://{folder}/readout%20news-1.whl", True, "'{folder}/readout news-1.whl[audio]'"),
        ("file://{folder}/gone.whl", False, "'readout-news[audio]'"),
        ("https://host.example/readout_news-1.whl", False, "'readout-news[audio]'"),
        (None, False, "'readout-news[audio]'"),
    ],
)
def test_a_wheel_that_is_on_no_index_is_named_by_its_file(
    url: str | None, there: bool, wanted: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if there:
        (tmp_path / "readout news-1.whl").write_bytes(b"")
    said = None if url is None else json.dumps({"url": url.format(folder=tmp_path), "archive_info": {}})
    came: Any = lambda _: SimpleNamespace(read_text=lambda _: said)  # noqa: E731
    monkeypatch.setattr(extras, "distribution", came)
    assert extras.command("audio").endswith(f" -m pip install {wanted.format(folder=tmp_path)}")


def test_the_error_names_what_is_missing() -> None:
    error = extras.missing("speak", ImportError("no", name="hibari"), "audio")
    assert (error.where, error.what) == ("speak", "hibari is not installed")
    assert "[audio]" in error.do
