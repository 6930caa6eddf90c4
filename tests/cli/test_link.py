"""`readout link`, as users run it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Kept
from tests.cli.made import run
from tests.link.made import storm


def lines(folder: Path) -> Path:
    """A file of six articles in two stories, one of them twice."""
    rows = [storm(place, n).article for n in (0, 1, 2, 0) for place in ("Lissadell", "Korvana")]
    path = folder / "storms.jsonl"
    path.write_text("".join(json.dumps({"id": a.id, "text": a.text}) + "\n" for a in rows), encoding="utf-8")
    return path


def test_groups_of_pages_are_printed_a_line_each(tmp_path: Path) -> None:
    done = run("link", "--json", lines(tmp_path))
    groups = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    stories = sorted(sorted(g["articles"]) for g in groups if g["kind"] == "story")
    assert stories == [[f"{place}-{n}" for n in range(3)] for place in ("Korvana", "Lissadell")]
    texts = {storm(p, n).article.id: storm(p, n).article.text for p in ("Korvana", "Lissadell") for n in range(3)}
    for group in (g for g in groups if g["kind"] == "event"):
        assert all(texts[m["article"]][m["start"] : m["end"]].strip() for m in group["mentions"])


def test_a_store_is_linked_for_people(kept: Kept) -> None:
    done = run("link", store=kept.store)
    assert done.stdout.splitlines()[-1].startswith("4 articles, 4 stories, ")


def test_a_page_that_is_none_is_named_and_fails(tmp_path: Path) -> None:
    done = run("link", "--json", tmp_path / "none.html", lines(tmp_path))
    assert done.returncode == 1
    assert "none.html" in done.stderr
    assert '"kind":"story"' in done.stdout
