"""Shards asked in SQL, and merged into a store."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

import readout
from readout.bulk.ask import asked
from readout.bulk.asked import prepare
from readout.bulk.manifest import Folder
from readout.bulk.merge import news, records
from readout.many.keeping import keep
from readout.model import Problem, ReadoutError
from tests.bulk.made_shards import bulk, make_shards, said


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bulk")
    bulk(make_shards(folder / "in"), folder / "out")
    return folder / "out"


def _ask(sql: str, out: Path) -> list[tuple[Any, ...]]:
    with asked(sql, lambda connection, names: prepare(connection, Folder(out))) as answer:
        return list(answer.rows)


def test_an_article_counts_once_in_its_last_state(out: Path) -> None:
    assert _ask("SELECT count(*), count(DISTINCT article) FROM articles", out) == [(8, 8)]
    assert _ask("SELECT text FROM articles WHERE article = 'p0'", out)[0][0].endswith(said(10))
    assert _ask("SELECT count(*) FROM records", out) == [(8,)]


def test_problems_of_pages_are_there(out: Path) -> None:
    assert _ask("SELECT count(*) FROM problems WHERE what LIKE 'broken JSON%'", out) == [(1,)]


def test_by_folders(out: Path) -> None:
    assert _ask("SELECT count(*) FROM articles WHERE month = '2024-02'", out) == [(2,)]
    assert _ask("SELECT count(*) FROM articles WHERE month IS NULL AND day IS NULL", out) == [(3,)]


def test_a_table_without_any_row(out: Path) -> None:
    assert _ask("SELECT count(*), max(first_day) FROM events", out) == [(0, None)]


def test_only_what_is_done_is_seen(out: Path) -> None:
    stray = out / "articles" / "month=2024-01" / "feedfeedfeedfeed-00000.parquet"
    stray.write_bytes(next((out / "articles" / "month=2024-01").glob("*.parquet")).read_bytes())
    try:
        assert _ask("SELECT count(*) FROM articles", out) == [(8,)]
    finally:
        stray.unlink()


def test_a_folder_of_something_else(tmp_path: Path) -> None:
    with pytest.raises(ReadoutError, match="no output of readout bulk"):
        _ask("SELECT 1", tmp_path)


def _merged(out: Path, store: Path) -> list[str]:
    told: list[str] = []

    def complain(problem: Problem) -> None:
        raise AssertionError(problem)

    with readout.open(store) as kept:
        keep(news(kept, records(Folder(out))), kept, lambda a: told.append(f"{a.article} {a.outcome}"), complain)
    return told


def test_merging_gives_what_was_read_and_twice_changes_nothing(out: Path, tmp_path: Path) -> None:
    store = tmp_path / "s.sqlite3"
    first = _merged(out, store)
    assert first[:5] == ["p0 new", "p1 new", "p2 new", "p3 new", "p0 corrected"]
    assert len(first) == 9
    with readout.open(store) as kept:
        before, versions = list(kept.records()), kept.versions("p0")
    assert before[0].article.text.endswith(said(10))
    assert {line.split()[1] for line in _merged(out, store)} == {"unchanged"}
    with readout.open(store) as kept:
        assert (list(kept.records()), kept.versions("p0")) == (before, versions)


def test_a_missing_file_is_told(out: Path, tmp_path: Path) -> None:
    copy = tmp_path / "out"
    shutil.copytree(out, copy)
    for file in copy.glob("records/*/*.parquet"):
        file.unlink()
    with pytest.raises(ReadoutError, match="missing or damaged"):
        list(records(Folder(copy)))
    for sql in ("SELECT count(record) FROM records", "SELECT record FROM records"):
        with pytest.raises(ReadoutError):
            _ask(sql, copy)
