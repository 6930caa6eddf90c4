"""The process that reads pages for the server: what it gives, and what becomes of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from threading import Event

import pytest

from readout.cli.reader import ReaderProcess
from readout.model import Article, Problem, ReadoutError, Record


def made(page: bytes, source: str, url: str | None) -> Iterator[Record | Problem]:
    if page == b"end":
        os._exit(1)
    if page == b"hang":
        Event().wait()
    if page == b"none":
        raise ReadoutError("people", "not there", "import some")
    for word in page.split():
        yield Record(Article(word.decode(), source, str(os.getpid())))
    yield Problem(source, f"of {url}")


@pytest.fixture
def reader() -> Iterator[ReaderProcess]:
    found = ReaderProcess(made)
    yield found
    found.close()


def test_pages_are_read_in_one_process_that_is_not_this_one(reader: ReaderProcess) -> None:
    one, two, told = reader(b"a b", "x.html", "http://x/")
    assert isinstance(one, Record)
    assert isinstance(two, Record)
    assert (one.article.id, two.article.id, told) == ("a", "b", Problem("x.html", "of http://x/"))
    assert one.article.text != str(os.getpid())
    again = next(reader(b"c", "y.html", None))
    assert isinstance(again, Record)
    assert again.article.text == one.article.text


def test_a_page_that_ends_the_process_is_given_up_and_the_next_is_read(reader: ReaderProcess) -> None:
    assert list(reader(b"end", "bad.html", None)) == [
        Problem("bad.html", "reading it ended the program that reads; the page was given up")
    ]
    assert len(list(reader(b"a", "x.html", None))) == 2


def test_what_is_not_taken_to_its_end_does_not_mix_with_the_next(reader: ReaderProcess) -> None:
    some = reader(b"a b c", "x.html", None)
    next(some)
    some.close()  # type: ignore[attr-defined]
    found = next(reader(b"d", "y.html", None))
    assert isinstance(found, Record)
    assert found.article.id == "d"


def test_a_page_that_takes_too_long_is_given_up() -> None:
    reader = ReaderProcess(made, patience=0.2)
    (told,) = reader(b"hang", "slow.html", None)
    assert isinstance(told, Problem)
    assert "given up" in told.what
    reader.close()


def test_what_fails_altogether_is_said(reader: ReaderProcess) -> None:
    with pytest.raises(ReadoutError, match="not there"):
        list(reader(b"none", "x.html", None))
    assert len(list(reader(b"a", "x.html", None))) == 2
