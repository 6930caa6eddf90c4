"""A store with more articles than are linked."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from readout.present.web import library
from readout.store import open_store

from .made import summit
from .serving import served


def test_a_page_says_what_is_not_linked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "store.sqlite3"
    with open_store(file) as store:
        list(store.add([summit(f"summit-{n}") for n in range(3)]))
    with served(file) as address:
        assert "are linked here" not in httpx.get(f"{address}/timeline", timeout=20).text
    monkeypatch.setattr(library, "MOST_LINKED", 2)
    with served(file) as address:
        assert "older ones (1) are found" in httpx.get(f"{address}/timeline", timeout=20).text
        assert "are linked here" not in httpx.get(f"{address}/events").text
