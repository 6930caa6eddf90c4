"""One run of `readout add` that many tests look at."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.made import make_bad_pages, make_pages, run


class Kept(NamedTuple):
    """A store filled by `readout add`, what was added and how the run ended."""

    store: Path
    pages: Path
    bad: list[Path]
    done: subprocess.CompletedProcess[str]


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of good pages."""
    return make_pages(tmp_path_factory.mktemp("cli") / "pages")


@pytest.fixture(scope="session")
def kept(pages: Path) -> Kept:
    """The good pages in a store, added in one run with bad ones between them."""
    bad = make_bad_pages(pages.parent / "bad")
    store = pages.parent / "kept" / "store.sqlite3"
    done = run("add", "-v", bad[0], bad[1], pages / "bridge.html", *bad[2:], pages, store=store)
    return Kept(store, pages, bad, done)
