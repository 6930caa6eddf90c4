"""WARC, the archives of web crawlers: each page that was answered well, read as it streams by."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from readout.model import Article, Problem
from readout.read.decode import clean
from readout.read.format import Format
from readout.read.opening import read_payload
from readout.read.stream import PAGE_LIMIT, BombError, DamagedError, Source, Stream

_KINDS = frozenset({"response", "resource", "conversion"})
# What a server may call a page, a feed, an article.
PAGES = frozenset(
    {"text/html", "application/xhtml+xml", "text/plain", "application/pdf", "text/xml", "application/xml",
     "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json",
     "application/json", "application/ld+json", "application/x-ndjson", "message/rfc822"}
)  # fmt: skip


def is_page_type(content_type: str | None) -> bool:
    """Whether a server's name for what it sent may be a page; none says nothing against it."""
    return not content_type or content_type.partition(";")[0].strip().lower() in PAGES


def _matches(head: bytes, name: str) -> bool:
    return head.lstrip(b"\r\n").startswith(b"WARC/")


def _read(stream: Stream, source: Source) -> Iterator[Article | Problem]:
    found = False
    for item in _records(stream, source):
        found = True
        yield item
    if not found:
        yield Problem(source.name, "no page in this archive that was answered with one")


def _records(stream: Stream, source: Source) -> Iterator[Article | Problem]:
    from warcio.archiveiterator import ArchiveIterator

    logging.getLogger("warcio").addHandler(logging.NullHandler())
    archive = ArchiveIterator(_Bytes(stream))
    archive.INC_RECORD = ""  # else the library writes on standard error what it makes of damage
    records = iter(archive)
    number = 0
    while True:
        number += 1
        try:
            record = next(records, None)
        except (BombError, DamagedError):
            raise
        except Exception as error:  # the library has no one exception for damage
            yield Problem(source.line(number).name, f"the archive is damaged here: {_said(error)}; fetch it again")
            return
        if record is None:
            return
        yield from _page(record, source.line(number))


def _page(record: Any, source: Source) -> Iterator[Article | Problem]:
    """What a record holds, when it is a page."""
    head = record.http_headers
    kind = (head or record.rec_headers).get_header("Content-Type") if record.rec_type in _KINDS else None
    if record.rec_type not in _KINDS or not is_page_type(kind):
        return
    if head is not None and head.get_statuscode() != "200":
        return
    try:
        data = record.content_stream().read(PAGE_LIMIT + 1)
    except (BombError, DamagedError):
        raise
    except Exception as error:
        yield Problem(source.name, f"this record is damaged: {_said(error)}; left out")
        return
    headers = record.rec_headers
    where = Source(source.name, None, _address(headers), _moment(headers), source.depth + 1, source.room, source.later)
    yield from read_payload(data, kind, where)


def _said(error: Exception) -> str:
    """What an error says, in one short line."""
    return " ".join(clean(str(error) or type(error).__name__).split())[:120]


def _address(headers: Any) -> str | None:
    address = (headers.get_header("WARC-Target-URI") or "").strip("<> ")
    return clean(address) if address.startswith(("http://", "https://")) else None


def _moment(headers: Any) -> str | None:
    """When the page was fetched, in whole seconds of UTC."""
    date = headers.get_header("WARC-Date") or ""
    return f"{date[:19]}+00:00" if len(date) >= 20 and date.endswith("Z") else None


class _Bytes:
    """A Stream as the file that the library reads from."""

    def __init__(self, stream: Stream) -> None:
        self._stream, self._left = stream, b""

    def read(self, size: int = -1) -> bytes:
        if not self._left:
            self._left = self._stream.chunk()
        size = len(self._left) if size < 0 else size
        data, self._left = self._left[:size], self._left[size:]
        return data


FORMAT = Format("WARC", _matches, _read, binary=True)
