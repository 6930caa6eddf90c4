"""Open bytes to articles: unpacked, told apart by format, each article checked for words and language."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace as changed
from typing import BinaryIO

from msgspec.structs import replace

from readout.model import Article, Problem
from readout.read.build import body_text
from readout.read.decode import is_binary
from readout.read.english import other_language
from readout.read.stream import (
    MOST_TIMES,
    PAGE_LIMIT,
    BombError,
    DamagedError,
    Source,
    Stream,
    TooLargeError,
    Unread,
)
from readout.read.unpack import packing, unpacked

# Archives inside archives inside archives are made to do harm.
DEEPEST = 4
# The formats whose files are one page each, and cost much more to read than to open.
_ONE_PAGE = ("HTML", "PDF", "text")


def opened(raw: BinaryIO | io.RawIOBase, source: Source) -> Iterator[Article | Problem]:
    """The articles of open bytes in order; what cannot be read is a Problem in its place."""
    try:
        stream = Stream(raw)
        if how := packing(stream.head):
            stream = unpacked(stream, how, source.room)
        for item in _articles(stream, source):
            yield _checked(item, source) if isinstance(item, Article) else item
    except TooLargeError:
        yield Problem(source.name, f"more than {PAGE_LIMIT // 1_000_000} MB for one page; split it, or use JSON lines")
    except BombError:
        yield Problem(source.name, f"unpacks to more than {MOST_TIMES} times its size; unpack it and look at it first")
    except DamagedError as error:
        yield Problem(source.name, str(error))


def read_unread(page: Unread) -> Iterator[Article | Problem]:
    """The articles of a page that was left for later."""
    yield from opened(io.BytesIO(page.data), page.where)


def read_payload(data: bytes, content_type: str | None, source: Source) -> Iterator[Article | Problem]:
    """The articles of what a web server sent; the encoding that it declared counts before the page's own."""
    yield from opened(io.BytesIO(as_declared(data, content_type)), source)


def as_declared(data: bytes, content_type: str | None) -> bytes:
    """Text in the encoding that a server declares as UTF-8 with its mark; all else as it is."""
    from email.message import Message

    header = Message()
    header["content-type"] = content_type or ""
    charset = header.get_content_charset("utf-8")
    if not header.get_content_type().startswith("text/") or charset in ("utf-8", "utf8", "iso-8859-1", "us-ascii"):
        return data  # the last two are what servers say of pages that they know nothing about
    try:
        return b"\xef\xbb\xbf" + data.decode(charset).encode()
    except (LookupError, UnicodeError, ValueError):
        return data


def _articles(stream: Stream, source: Source) -> Iterator[Article | Problem]:
    from readout.read.formats import foreign, format_of

    if not stream.head:
        yield Problem(source.name, "empty; name a file with a page in it")
    elif source.depth > DEEPEST:
        yield Problem(source.name, f"an archive inside {DEEPEST} others; unpack it first")
    elif source.later and format_of(stream.head, source.name).name in _ONE_PAGE:
        yield Unread(stream.page(), changed(source, later=False, room=None))  # type: ignore[misc]
    elif (known := format_of(stream.head, source.name)).binary:
        yield from known.read(stream, source)
    elif what := foreign(stream.head):
        yield Problem(source.name, what)
    elif is_binary(stream.head):
        yield Problem(source.name, "not a text in any known encoding; name a page")
    else:
        yield from known.read(stream, source)


def _checked(article: Article, source: Source) -> Article | Problem:
    if not article.retrieved and source.retrieved:
        article = replace(article, retrieved=source.retrieved)
    body = body_text(article.text, article.blocks)
    if not body:
        return Problem(article.source, "no article text found; name a page that has some")
    language = other_language(body)
    return replace(article, language=language) if language else article
