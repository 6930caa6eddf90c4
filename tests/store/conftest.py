"""A store with two articles, in a file and in a Postgres database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from readout.store import Store, open_store
from tests.store.made import parade, talks
from tests.store.places import ENGINES, new_place


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
