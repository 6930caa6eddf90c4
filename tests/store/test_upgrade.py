"""Stores that earlier schemas wrote: opened, brought up and asked, with nothing lost."""

from __future__ import annotations

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from readout.store import open_store, schema

# Each was written by the last readout of its schema: `add` of the two pages of tests/cli/made.py, then what it knew of
# `same`, `alert add` and `token add`.
OLD = sorted(Path("tests/store/old").glob("*.sqlite3.gz"))


def unpacked(old: Path, folder: Path) -> Path:
    file = folder / "news.sqlite3"
    file.write_bytes(gzip.decompress(old.read_bytes()))
    return file


@pytest.mark.parametrize("old", OLD, ids=lambda path: path.name[:4])
def test_a_store_of_an_earlier_schema_is_brought_up_with_all_it_holds(old: Path, tmp_path: Path) -> None:
    file = unpacked(old, tmp_path)
    with closing(sqlite3.connect(file)) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == (old.name[:4],)
    with open_store(file) as store:
        titles = {record.article.headline for record in store.records()}
        assert titles == {"Governor opens bridge", "Dock workers end strike"}
        assert [hit.headline for hit in store.search("bridge")] == ["Governor opens bridge"]
        assert {row.type for row in store.events(who="Macron")} == {"visit"}
        assert [row.said_by for row in store.statements(by="Mensah")]
        assert [one.name for one in store.who("Macron")] == ["Emmanuel Macron"]
        if old.name >= "0002":
            [judged] = store.judgements()
            assert judged.judgement == "positive"
        if old.name >= "0003":
            assert [alert.name for alert in store.alerts.all()] == ["kenya"]
        if old.name >= "0005":
            assert [token.name for token in store.tokens.all()] == ["desk"]
    with closing(sqlite3.connect(file)) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == (schema.NEWEST,)
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
