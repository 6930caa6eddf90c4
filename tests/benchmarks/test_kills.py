"""A worker, the process that workers are forked from and the parent are killed while a store is filled."""

from __future__ import annotations

import random
from pathlib import Path

from benchmarks.kills import content, disturb, make_pages, start


def test_after_kills_the_store_is_whole_and_has_all_once(tmp_path: Path) -> None:
    pages = make_pages(tmp_path / "pages", 50)
    _, errors = start(pages, tmp_path / "calm.sqlite3").communicate(timeout=120)
    assert errors == ""
    ends = disturb(pages, tmp_path / "store.sqlite3", ["worker", "forker", "parent"], random.Random(5), 20)
    assert content(tmp_path / "store.sqlite3") == content(tmp_path / "calm.sqlite3")
    assert ends["parent"] <= 1
