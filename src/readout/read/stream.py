"""Bytes that are read only as far as needed: a page has a limit, lines come one at a time."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

PAGE_LIMIT = 20_000_000
HEAD = 16_384
# An archive inside another one, or from a pipe, is kept on the disk while it is read: no larger than this.
SPOOL_LIMIT = 4_000_000_000
_IN_MEMORY = 8_000_000


class TooLargeError(Exception):
    """A page, or a line of JSON lines, is longer than PAGE_LIMIT bytes after unpacking."""


class BombError(Exception):
    """Packed data grows beyond all measure when it is unpacked."""


class DamagedError(Exception):
    """Packed data is cut short or damaged; its text says so to the user."""


# News packs to a tenth or a twentieth; what unpacks to more than this, after the first bytes, is made to do harm.
MOST_TIMES, FREE = 200, 40_000_000
# Archives that lie in one archive, at whatever depth.
MOST_INSIDE = 2000


def outgrown(given: int, taken: int) -> bool:
    """Whether so many bytes out of so many are more than an archive of pages gives."""
    return given > FREE and given > MOST_TIMES * taken


@dataclass(slots=True)
class Room:
    """How much all that lies in an archive of `size` bytes, at any depth, may grow to; `inside` counts its archives."""

    size: int
    given: int = 0
    inside: int = 0

    @property
    def over(self) -> bool:
        """Whether the archive has outgrown its bounds: then nothing else in it is looked at."""
        return outgrown(self.given, self.size) or self.inside > MOST_INSIDE

    def grow(self, size: int) -> None:
        """Count bytes that came out; raises BombError when they are too many."""
        self.given += size
        if outgrown(self.given, self.size):
            raise BombError


@dataclass(frozen=True, slots=True)
class Source:
    """Where bytes come from: `name` as the user wrote it, `file` the file's own name, `url` the page's address.

    `retrieved` is when they were fetched; `depth` counts the archives that they lie in, `room` bounds the outermost.
    With `later`, a file that is one page stays Unread.
    """

    name: str
    file: str | None = None
    url: str | None = None
    retrieved: str | None = None
    depth: int = 0
    room: Room | None = None
    later: bool = False

    def line(self, number: int) -> Source:
        """The source of one line of a file of many articles, or of one entry or record."""
        return replace(self, name=f"{self.name}:{number}", file=None, url=None)

    def member(self, path: str) -> Source:
        """The source of one file of an archive."""
        return replace(self, name=f"{self.name}/{path}", file=path.rpartition("/")[2], url=None, depth=self.depth + 1)


@dataclass(frozen=True, slots=True)
class Unread:
    """The unpacked bytes of one page that is still to be read, perhaps by another process."""

    data: bytes
    where: Source

    @property
    def source(self) -> str:
        """Where the page comes from."""
        return self.where.name


class Stream:
    """Bytes with a `head` to tell the format by; reading starts at the first byte."""

    def __init__(self, raw: BinaryIO | io.RawIOBase) -> None:
        self._raw = raw
        self.head = raw.read(HEAD) or b""
        self._ahead = self.head

    def unread(self, data: bytes) -> None:
        """Put bytes that were read back in front."""
        self._ahead = data + self._ahead

    def chunk(self, size: int = 1_000_000) -> bytes:
        """The next bytes, none at the end."""
        if self._ahead:
            data, self._ahead = self._ahead, b""
            return data
        return self._raw.read(size) or b""

    def up_to(self, limit: int) -> bytes:
        """All bytes when they are at most `limit`, else more than `limit` of them."""
        parts, size = [self._ahead], len(self._ahead)
        self._ahead = b""
        while size <= limit and (part := self._raw.read(1_000_000)):
            parts.append(part)
            size += len(part)
        return b"".join(parts)

    def page(self) -> bytes:
        """The bytes of one page; raises TooLargeError."""
        data = self.up_to(PAGE_LIMIT)
        if len(data) > PAGE_LIMIT:
            raise TooLargeError
        return data

    def file(self) -> BinaryIO:
        """All of the bytes as a file to be read at any place, before anything is read; raises TooLargeError."""
        if isinstance(self._raw, io.BufferedReader | io.BytesIO) and self._raw.seekable():
            self._raw.seek(-len(self.head), io.SEEK_CUR)
            if self._raw.tell() == 0:
                return self._raw
            self._raw.seek(len(self.head), io.SEEK_CUR)
        kept = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - it goes when nobody holds it
        size = 0
        while data := self.chunk():
            size += len(data)
            if size > SPOOL_LIMIT:
                raise TooLargeError
            kept.write(data)
        kept.seek(0)
        return kept  # type: ignore[return-value]

    def lines(self) -> Iterator[bytes | None]:
        """Each line without its end; None stands for a line that is too large."""
        rest: list[bytes] = []
        size = 0
        while data := self.chunk():
            *whole, last = data.split(b"\n")
            for part in whole:
                yield None if size + len(part) > PAGE_LIMIT else b"".join((*rest, part))
                rest, size = [], 0
            size += len(last)
            rest = [*rest, last] if size <= PAGE_LIMIT else []
        if size:
            yield None if size > PAGE_LIMIT else b"".join(rest)
