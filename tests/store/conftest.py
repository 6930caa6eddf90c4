"""A store with two articles, in a file and in a Postgres database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from readout.store import Store, open_store
from tests.store.made import parade, talks

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


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a store can be made in a file."""
    return tmp_path / "data" / "store.sqlite3"


@pytest.fixture(params=ENGINES)
def place(request: pytest.FixtureRequest, file: Path) -> Iterator[str]:
    """Where a store can be made: a file, and then a database."""
    with new_place(request, file) as where:
        yield where


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    """A store with the two hand-made records."""
    with open_store(place) as opened:
        assert [a.outcome for a in opened.add([parade(), talks()])] == ["new", "new"]
        yield opened
