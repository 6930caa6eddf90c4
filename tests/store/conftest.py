"""A store on disk with two articles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from readout.store import Store, open_store
from tests.store.made import parade, talks


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a store can be made."""
    return tmp_path / "data" / "store.sqlite3"


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    """A store with the two hand-made records."""
    with open_store(file) as opened:
        assert [a.outcome for a in opened.add([parade(), talks()])] == ["new", "new"]
        yield opened
