"""Fixtures that every test may use."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from readout.model import Analysis, Article, Block


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
