"""The recipes of docs/recipes.md, each run as it stands, in the order of the page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.made import BRIDGE

RECIPES = re.findall(r"^## (.+?)\n.*?```python\n(.+?)```", Path("docs/recipes.md").read_text("utf-8"), re.M | re.S)


def test_every_recipe_of_the_page_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("page.html").write_text(BRIDGE, "utf-8")
    assert len(RECIPES) == 6
    said = {}
    for name, code in RECIPES:
        exec(compile(code, name, "exec"), {})
        said[name] = capsys.readouterr().out
    assert "Ruto" in said["Who said what, with the exact words"]
    assert "Nairobi" in said["Events of a store over all articles: where someone is to be, and who says so"]
    assert Path("news.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
