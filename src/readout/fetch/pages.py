"""What the user names, addresses too: each is fetched and read like a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from readout.fetch.client import Answer
from readout.fetch.errors import FetchError
from readout.fetch.web import Web
from readout.model import Article, Problem
from readout.read import Unread, open_inputs, read_inputs
from readout.read.decode import clean
from readout.read.opening import read_payload
from readout.read.stream import Source


def is_address(name: str) -> bool:
    """Whether a name means something on the web."""
    return name.startswith(("http://", "https://"))


def read_pages(names: Iterable[str], web: Web | None = None) -> Iterator[Article | Problem]:
    """The articles of files, folders, `-` and web addresses in order; what cannot be read is a Problem there."""
    for name in names:
        if is_address(name):
            web = web or Web()
            yield from _fetched(name, web)
        else:
            yield from read_inputs([name])


def open_pages(names: Iterable[str], web: Web | None = None) -> Iterator[Article | Problem | Unread]:
    """The same, but for files that are one page each: these are opened alone, and `read_unread` reads them."""
    for name in names:
        if is_address(name):
            web = web or Web()
            yield from _fetched(name, web)
        else:
            yield from open_inputs([name])


def _fetched(name: str, web: Web) -> Iterator[Article | Problem]:
    try:
        answer = web.get(name)
    except FetchError as error:
        yield Problem(clean(name), error.what)
        return
    yield from read_answer(answer, clean(name))


def read_answer(answer: Answer, name: str) -> Iterator[Article | Problem]:
    """The articles of a page that was fetched."""
    path = answer.url.partition("?")[0].rstrip("/")
    source = Source(name, path.rpartition("/")[2] or None, clean(answer.url), now())
    yield from read_payload(answer.data, answer.fields.get("content-type"), source)


def now() -> str:
    """This moment in whole seconds of UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")
