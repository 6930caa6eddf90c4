"""Bytes that are read only as far as needed: a page has a limit, lines come one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

PAGE_LIMIT = 20_000_000
HEAD = 16_384


class TooLargeError(Exception):
    """A page, or a line of JSON lines, is longer than PAGE_LIMIT bytes after unpacking."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where bytes come from: `name` as the user wrote it, `file` the file's own name, `url` the page's address."""

    name: str
    file: str | None = None
    url: str | None = None

    def line(self, number: int) -> Source:
        """The source of one line of a file of many articles."""
        return Source(f"{self.name}:{number}")


class Stream:
    """Bytes with a `head` to tell the format by; reading starts at the first byte."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self.head = raw.read(HEAD)
        self._ahead = self.head

    def unread(self, data: bytes) -> None:
        """Put bytes that were read back in front."""
        self._ahead = data + self._ahead

    def chunk(self, size: int = 1_000_000) -> bytes:
        """The next bytes, none at the end."""
        if self._ahead:
            data, self._ahead = self._ahead, b""
            return data
        return self._raw.read(size)

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
