"""Fixtures that every test may use."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from readout.evaluate import in_loader
from readout.model import Analysis, Article, Block

if TYPE_CHECKING:
    from tests.postgres import Server

# A busy machine is no failure; in CI the same examples are drawn each time, so that a red run is the change's own.
settings.register_profile(
    "readout", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize="CI" in os.environ
)
settings.load_profile("readout")

REPORT = os.path.realpath(Path(__file__).parent / "gold" / "report") + os.sep


def guard(event: str, arguments: tuple[Any, ...]) -> None:
    """Fail when anything but evaluate's loader opens the readings that are only reported on: no rule may see them."""
    if event == "open" and isinstance(arguments[0], str | bytes | os.PathLike) and not in_loader.get():
        path = os.fsdecode(arguments[0])
        if ("report" in path or path.endswith(".json")) and os.path.realpath(path).startswith(REPORT):
            raise PermissionError(f"{path}: only evaluate opens this")


sys.addaudithook(guard)


def article(text: str, published: str | None = None) -> Article:
    """An article of plain text: one paragraph a line."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            start = at + len(line) - len(line.lstrip())
            blocks.append(Block("paragraph", start, start + len(line.strip())))
        at += len(line) + 1
    return Article("test", "test", text, published=published, language="en", blocks=tuple(blocks))


@pytest.fixture(scope="session")
def analysed() -> Callable[..., Analysis]:
    """`analysed(text, published=...)`: the Analysis of some plain text."""
    from readout.analyse import analyse

    def run(text: str, published: str | None = None) -> Analysis:
        return next(analyse([article(text, published)]))

    return run


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A Postgres server, started for the first test that asks for it and stopped after the last test."""
    from tests.postgres import served

    with served() as server:
        yield server
