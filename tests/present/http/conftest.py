"""The API of a store, really served."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from shutil import copy
from typing import Any

import httpx
import pytest

from readout.store import open_store

from .. import serving
from ..made import hostile, summit


@contextmanager
def served(store: Path, **terms: Any) -> Iterator[str]:
    """The address of the API of a store, on some terms."""
    with serving.served(store, **terms) as site:
        yield f"{site}/api/v1"


@pytest.fixture(scope="session")
def small_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of three articles, one with slashes in its id and one hostile; never written to."""
    file = tmp_path_factory.mktemp("api") / "store.sqlite3"
    with open_store(file) as store:
        list(store.add([summit(), summit("b/c?d#e%2F"), hostile()]))
    return file


@pytest.fixture(scope="session")
def site_of_programs(small_store: Path) -> Iterator[str]:
    """Where the small store is asked, by anybody."""
    with served(small_store) as address:
        yield address


@pytest.fixture(scope="session")
def ask(site_of_programs: str) -> Iterator[httpx.Client]:
    """Asks the small store."""
    with httpx.Client(base_url=site_of_programs) as client:
        yield client


@pytest.fixture
def own(small_store: Path, tmp_path: Path) -> Iterator[Callable[..., httpx.Client]]:
    """`own(**terms)`: asks a copy of the small store, on some terms; `tmp_path / "own.sqlite3"` is that copy."""
    file = tmp_path / "own.sqlite3"
    copy(small_store, file)
    with ExitStack() as open_:

        def run(**terms: Any) -> httpx.Client:
            address = open_.enter_context(served(file, **terms))
            return open_.enter_context(httpx.Client(base_url=address))

        yield run
