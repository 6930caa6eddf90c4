"""`readout bench`: figures of a run, and what follows from them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.made import LINES, call, rows


def test_bench_tells_what_many_pages_take(pages: Path) -> None:
    (found,) = rows(call("bench", "--fast", "--json", "--price", "3.6", pages).stdout)
    assert found["articles"] == 4
    million, billion = found["forecast"]
    assert million["hours"] == pytest.approx(1e6 / 3600 / found["articles_per_second"], rel=0.2)
    assert million["cost"] == pytest.approx(3.6 * million["hours"], rel=0.2)
    assert million["gigabytes"] == pytest.approx(found["bytes_per_article"] / 1000, rel=0.02)
    assert billion["pages"] == 1_000_000_000
    shown = call("bench", "--fast", "--pages", "3", pages).stdout
    assert shown.startswith("3 articles of ")
    assert "1,000,000,000 pages: " in shown
    assert "price" not in shown


def test_one_page_measures_nothing(tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text(json.dumps(LINES[0]))
    done = call("bench", "--fast", tmp_path / "one.jsonl")
    assert done.returncode == 1
    assert "two articles at least" in done.stderr
