"""The library's functions; `readout` offers them without loading anything at import."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from readout.model import Article, Problem, ReadoutError, Record

if TYPE_CHECKING:
    from readout.flow import Means
    from readout.llm import Answer
    from readout.people import People
    from readout.store import Store

Known = TypeVar("Known")


def open(store: str | os.PathLike[str] | None = None, *, create: bool = True) -> Store:
    """The store in a SQLite file or at a `sqlite:///` or `postgresql://` URL; by default the user's own.

    Use it in a `with` block.

    Raises ReadoutError when it is no store, made by a newer readout, locked, or missing and `create` is false.
    """
    from readout.store import open_store

    return open_store(store, create=create)


def read(
    page: str | os.PathLike[str] | bytes,
    *,
    source: str | None = None,
    url: str | None = None,
    fast: bool = False,
    llm: bool = False,
    people: str | os.PathLike[str] | None = None,
) -> Record:
    """The record of one page: a file, or the bytes of one with its name (`source`) and address (`url`) where known.

    `fast`: without the trained tagger; `llm`: ask the large language model of the settings too; `people`: another index
    of people than the user's own. Raises ReadoutError when the page cannot be read or holds more than one article, or
    no such model or index is there.
    """
    articles = list(_pages(page, source, url))
    if len(articles) != 1:
        where = source or ("-" if isinstance(page, bytes) else os.fspath(page))
        raise ReadoutError(where, f"{len(articles)} articles, not one", "use read_all")
    with reading(fast, llm, people) as means:
        return next(each(articles, means=means))  # type: ignore[return-value]


def read_all(
    pages: Iterable[str | os.PathLike[str] | bytes],
    *,
    on_problem: Callable[[Problem], None] | None = None,
    fast: bool = False,
    llm: bool = False,
    people: str | os.PathLike[str] | None = None,
) -> Iterator[Record]:
    """The records of files, folders, JSON lines or bytes, in order and as they are read; memory stays flat.

    What cannot be read is given to `on_problem` in its place; without it, a ReadoutError is raised there.
    """

    def found() -> Iterator[Article | Problem]:
        for page in pages:
            yield from _items(page, None, None)

    with reading(fast, llm, people) as means:
        for item in each(found(), means=means):
            if isinstance(item, Record):
                yield item
            elif on_problem is None:
                raise ReadoutError(item.where, item.what)
            else:
                on_problem(item)


@contextmanager
def reading(fast: bool, llm: bool, people: str | os.PathLike[str] | None = None) -> Iterator[Means]:
    """What a reading is to use: the user's people, and the large language model of the settings when it is wanted.

    Raises ReadoutError when none is set or the `llm` extra is not installed, or the named index of people is not there.
    """
    from readout.flow import Means

    with _people(people) as known:
        if not llm:
            yield Means(fast, people=known)
            return
        with _asker() as ask:
            yield Means(fast, ask, known)


@contextmanager
def _people(where: str | os.PathLike[str] | None) -> Iterator[People | None]:
    """The index of people that is named, or the user's own where there is one."""
    from readout.settings import named_people

    name = named_people(where)
    if name is None:
        yield None
        return
    from readout.people import open_people

    with open_people(name) as known:
        yield known


@contextmanager
def _asker() -> Iterator[Callable[[Article], Answer]]:
    """What asks the large language model of the settings."""
    from readout.extras import missing
    from readout.settings import llm_settings

    settings = llm_settings()
    try:
        from readout.llm import open_asker
    except ImportError as error:
        raise missing("--llm", error, "llm") from error
    with open_asker(settings) as ask:
        yield ask


def each(
    items: Iterable[Article | Problem],
    known: Callable[[Article], Known | None] = lambda _: None,
    means: Means | None = None,
) -> Iterator[Record | Problem | Known]:
    """The record of each article, Problems in their places; what `known` returns stands for an article, not read."""
    waiting: deque[Problem | Known | None] = deque()  # what passes the language model by; None is an article inside it

    def to_read() -> Iterator[Article]:
        for item in items:
            aside = item if isinstance(item, Problem) else known(item)
            waiting.append(aside)
            if aside is None and isinstance(item, Article):
                yield item

    for record in _records(to_read(), means):
        while (aside := waiting.popleft()) is not None:
            yield aside
        yield record
    yield from (aside for aside in waiting if aside is not None)


def _records(articles: Iterator[Article], means: Means | None) -> Iterator[Record]:
    """Their records; the language model is loaded only when there is an article to read."""
    for first in articles:
        from readout.flow import USUAL, records

        yield from records(chain([first], articles), means or USUAL)


def _items(page: str | os.PathLike[str] | bytes, source: str | None, url: str | None) -> Iterator[Article | Problem]:
    from readout.fetch import read_pages
    from readout.read import read_bytes

    if isinstance(page, bytes):
        return read_bytes(page, source or "-", url)
    return read_pages([os.fspath(page)])


def _pages(page: str | os.PathLike[str] | bytes, source: str | None, url: str | None) -> Iterator[Article]:
    for item in _items(page, source, url):
        if isinstance(item, Problem):
            raise ReadoutError(item.where, item.what)
        yield item
