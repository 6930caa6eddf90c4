"""SQL over many articles: DuckDB sees Arrow tables and nothing else, neither files nor the network."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from threading import Event, Timer
from typing import Any

from readout.bulk.arrow import arrow, as_arrow, library, schema
from readout.bulk.query import checked, first_line
from readout.bulk.tables import TABLES, Row
from readout.model import ReadoutError, Record

# What DuckDB must not do is closed before it sees a query, and the query cannot open it again.
_CLOSED = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
}
# Articles whose rows are turned into Arrow at once, and rows of an answer that are taken at once.
_ARTICLES, _ROWS = 256, 1_000

Numbered = Iterable[tuple[Record, int]]
# Gives a connection at least the tables of these names.
Tables = Callable[[Any, set[str]], None]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gives: the names of its columns, each once, and rows as they come."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


@contextmanager
def asked(sql: str, tables: Tables, seconds: float | None = None) -> Iterator[Answer]:
    """The answer to a query over what `tables` gives.

    Raises ReadoutError for what is no query, for one that fails, and for one that takes longer than `seconds`.
    """
    duckdb = library("duckdb", "ask")
    with tempfile.TemporaryDirectory(prefix="readout-ask-") as spill:
        connection = duckdb.connect(":memory:", config={**_CLOSED, "temp_directory": spill})
        late = Event()

        def end() -> None:
            late.set()
            connection.interrupt()

        timer = Timer(seconds or 0.0, end)
        timer.daemon = True
        try:
            tables(connection, checked(connection, sql))
            connection.execute("SET lock_configuration = true")
            if seconds:
                timer.start()
            connection.execute(sql)
            yield Answer(_names(connection.description), _rows(connection))
        except duckdb.Error as error:
            if late.is_set():
                what = f"took more than {seconds:g} seconds"
                raise ReadoutError("SQL", what, "ask for less, or give it more with --timeout") from error
            do = "readout ask --tables lists tables and columns"
            raise ReadoutError("SQL", first_line(str(error)), do) from error
        finally:
            timer.cancel()
            connection.close()


def _names(description: list[tuple[Any, ...]]) -> tuple[str, ...]:
    """The columns' names; one that comes again gets a number."""
    names: list[str] = []
    for column in description:
        name, number = str(column[0]), 1
        while name in names:
            number += 1
            name = f"{column[0]}_{number}"
        names.append(name)
    return tuple(names)


def _rows(connection: Any) -> Iterator[tuple[Any, ...]]:
    while rows := connection.fetchmany(_ROWS):
        yield from rows


def of_records(records: Numbered, folder: Path, connection: Any, names: set[str]) -> None:
    """Give a connection the tables of these names out of records with their versions' numbers, kept in a folder
    meanwhile; the others are there and empty.
    """
    dataset = library("pyarrow.dataset", "parquet")
    paths = {name: str(folder / f"{name}.parquet") for name in sorted(names)}
    if paths:
        _write(records, paths)
    for name, table in TABLES.items():
        made = dataset.dataset(paths[name], schema=schema(table)) if name in paths else schema(table).empty_table()
        connection.register(name, made)


def _write(records: Numbered, paths: Mapping[str, str]) -> None:
    arrow()
    parquet = library("pyarrow.parquet", "parquet")
    writers = {
        name: parquet.ParquetWriter(path, schema(TABLES[name]), compression="zstd") for name, path in paths.items()
    }
    source = iter(records)
    try:
        while some := list(islice(source, _ARTICLES)):
            for name, writer in writers.items():
                if rows := list(_rows_of(name, some)):
                    writer.write_table(as_arrow(TABLES[name], rows))
    finally:
        for writer in writers.values():
            writer.close()


def _rows_of(name: str, some: Numbered) -> Iterator[Row]:
    for record, version in some:
        yield from TABLES[name].rows(record, version)
