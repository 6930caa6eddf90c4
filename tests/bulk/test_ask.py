"""SQL over tables: right answers, and nothing but answers."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import readout
from readout.bulk.ask import Answer, asked, of_records
from readout.bulk.tables import TABLES
from readout.model import ReadoutError, Record
from tests.bulk.made import record

RECORDS = [record("p1"), record("p2", "2024-04-02"), record("p3", None)]


def _ask(sql: str, folder: Path, seconds: float | None = 30) -> list[tuple[Any, ...]]:
    with asked(sql, partial(of_records, [(r, 1) for r in RECORDS], folder), seconds) as answer:
        return list(answer.rows)


def test_every_table_and_every_column_can_be_asked_without_quotes(tmp_path: Path) -> None:
    for name, table in TABLES.items():
        found = _ask(f"SELECT {', '.join(table.columns)} FROM {name} ORDER BY article", tmp_path)
        rows = [row for r in RECORDS for row in table.rows(r, 1)]
        assert found == [tuple(list(v) if isinstance(v := row[c], tuple) else v for c in table.columns) for row in rows]


@pytest.mark.parametrize(
    ("sql", "rows"),
    [
        ("SELECT count(*) FROM articles WHERE day >= '2024-03-15'", [(1,)]),
        ("select article from ARTICLES where day is null", [("p3",)]),
        ("SELECT a.article, trim(s.words) FROM articles a JOIN statements s USING (article) WHERE month(a.day) = 4",
         [("p2", "Ann Osei will visit Accra on 5 March, “she”")]),
        (("SELECT substring(text, start_char + 1, end_char - start_char) FROM articles"
         " JOIN times USING (article) LIMIT 1"),
         [("5 March",)]),
        ("WITH v AS (SELECT unnest(actors) AS who FROM events) SELECT who, count(*) FROM v GROUP BY 1",
         [("Ann Osei", 3)]),
        (("SELECT p.status FROM participants p JOIN events e USING (article, event)"
         " WHERE e.status = 'scheduled' LIMIT 1"),
         [("uncertain",)]),
        ("SELECT record->>'$.article.id' FROM records ORDER BY 1 DESC LIMIT 1", [("p3",)]),
        ("SELECT name FROM (SHOW TABLES) WHERE name LIKE 'e%'", [("entities",), ("events",)]),
        ("SELECT count(*) FROM range(3), generate_series(1, 2)", [(6,)]),
    ],
)  # fmt: skip
def test_answers(sql: str, rows: list[tuple[Any, ...]], tmp_path: Path) -> None:
    assert _ask(sql, tmp_path) == rows


def test_columns_of_one_name_are_told_apart(tmp_path: Path) -> None:
    with asked("SELECT 1 AS a, 2 AS a, 3 AS b", partial(of_records, (), tmp_path)) as answer:
        assert answer.columns == ("a", "a_2", "b")


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "secret.csv"
    file.write_text("a\n1\n")
    return file


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('{file}')",
        "SELECT * FROM '{file}'",
        "SELECT * FROM read_text('{file}')",
        "SELECT * FROM sniff_csv('{file}')",
        "SELECT * FROM glob('{folder}/*')",
        "SELECT * FROM query('SELECT * FROM ''{file}''')",
        "SELECT * FROM query_table('events')",
        "SELECT * FROM (SELECT * FROM (SELECT * FROM parquet_metadata('{file}')))",
        "SELECT (SELECT count(*) FROM read_blob('{file}'))",
        "SELECT * FROM arrow_scan(1, 2, 3)",
        "SELECT * FROM RECORDS_OF_THE_TESTS",
        "COPY (SELECT 1) TO '{folder}/made.csv'",
        "WITH x AS (COPY (SELECT 1) TO '{folder}/made.csv') SELECT 1",
        "WITH x AS (DELETE FROM events RETURNING *) SELECT * FROM x",
        "EXPORT DATABASE '{folder}/made'",
        "ATTACH '{folder}/made.db'",
        "CREATE TABLE t AS SELECT 1",
        "INSERT INTO events SELECT * FROM events",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "PRAGMA database_list",
        "CALL pragma_version()",
        "SELECT 1; SELECT 2",
        "SELECT 1; COPY (SELECT 1) TO '{folder}/made.csv'",
        "SELECT * FROM 'http://127.0.0.1:{port}/a.parquet'",
        "SELECT * FROM read_parquet('http://127.0.0.1:{port}/a.parquet')",
        "SELECT getenv('HOME')",
        "SELEC",
        "",
    ],
)
def test_nothing_but_the_tables(sql: str, secret: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        asking = sql.format(file=secret, folder=tmp_path, port=server.getsockname()[1])
        with pytest.raises(ReadoutError) as error:
            _ask(asking, tmp_path)
        assert error.value.where == "SQL"
        assert "\n" not in str(error.value)
        with pytest.raises(BlockingIOError):
            server.accept()
    assert not list(tmp_path.glob("made*"))


def test_duckdb_itself_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Should the check of the query let something through, DuckDB still refuses it."""
    monkeypatch.setattr("readout.bulk.ask.checked", lambda connection, sql: set())
    for sql in (
        "COPY (SELECT 1) TO '{0}/made.csv'",
        "SELECT * FROM glob('{0}/*')",
        "SET enable_external_access = true",
    ):
        with pytest.raises(ReadoutError, match=r"disabled|locked|Cannot"):
            _ask(sql.format(tmp_path), tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_query_has_its_time(tmp_path: Path) -> None:
    endless = "SELECT count(*) FROM range(100000000) a, range(1000000) b WHERE a.range * b.range % 7 = 3"
    with pytest.raises(ReadoutError, match=r"took more than 0\.2 seconds"):
        _ask(endless, tmp_path, 0.2)


def test_an_answer_that_comes_slowly_has_no_more(tmp_path: Path) -> None:
    with (
        pytest.raises(ReadoutError, match="took more than"),
        asked("SELECT range FROM range(10000000000000)", partial(of_records, (), tmp_path), 0.2) as answer,
    ):
        for _ in answer.rows:
            pass


def test_only_what_is_named_is_made(tmp_path: Path) -> None:
    def records() -> Iterator[tuple[Record, int]]:
        raise AssertionError("read")
        yield

    def rows(answer: Answer) -> list[tuple[Any, ...]]:
        return list(answer.rows)

    with asked("SELECT 1", partial(of_records, records(), tmp_path)) as answer:
        assert rows(answer) == [(1,)]


def test_a_store_gives_its_newest_versions(tmp_path: Path) -> None:
    with readout.open(tmp_path / "s.sqlite3") as kept:
        for made in (record("p1"), record("p1", text="New: " + RECORDS[0].article.text), record("p2")):
            list(kept.add([made]))
        numbers = kept.numbers()
        numbered = [(r, numbers.get(r.article.id, 1)) for r in kept.records()]
    with asked("SELECT article, version FROM articles", partial(of_records, numbered, tmp_path)) as answer:
        assert list(answer.rows) == [("p1", 2), ("p2", 1)]
