"""Where the tests keep stores: a file and a Postgres database, and what is the same of both."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select

from readout.store import Store, schema
from readout.store.engine import store_url

ENGINES = ("sqlite", "postgres")


@contextmanager
def new_place(request: pytest.FixtureRequest, file: Path) -> Iterator[str]:
    """The address of a store that nothing was added to, kept by the engine that the fixture is asked for."""
    if request.param == "sqlite":
        yield str(file)
        return
    server = request.getfixturevalue("postgres")
    with server.database() as name:
        yield server.url(name)


def impatient(place: str) -> str:
    """The address of a store for one who waits a tenth of a second for other writers."""
    if "://" in place:
        return f"{place}&options=-clock_timeout%3D100"
    return f"sqlite:///{place}?timeout=0.1"


def all_kept(store: Store) -> bytes:
    """All that a store keeps: the bytes of its files, or the rows of its database."""
    if store.engine.dialect.name == "sqlite":
        return b"".join(path.read_bytes() for path in Path(store.where).parent.iterdir())
    with store.engine.connect() as connection:
        rows = [tuple(row) for table in schema.metadata.sorted_tables for row in connection.execute(select(table))]
    return repr(rows).encode()


def as_first(place: str) -> None:
    """Make a store one of the first schema, with the articles that it has."""
    engine = create_engine(store_url(place))
    first = {"article", "version", "name", "entity", "entity_name", "statement", "statement_about", "event"}
    with engine.begin() as connection:
        for table in reversed(schema.metadata.sorted_tables):
            if table.name not in first | {"participant"}:
                connection.exec_driver_sql(f"DROP TABLE {table}")
        for index in ("participant_status", "event_plover"):  # of a later schema, on tables of the first
            connection.exec_driver_sql(f"DROP INDEX {index}")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    engine.dispose()
