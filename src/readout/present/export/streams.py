"""Files that libraries write as bytes, handed on in pieces as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import RawIOBase
from typing import Any

from lxml import etree


class Sink(RawIOBase):
    """A file to write to whose content is taken away bit by bit."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._taken = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._held += data
        return len(data)

    def tell(self) -> int:
        """How much was written in all."""
        return self._taken + len(self._held)

    def taken(self) -> bytes:
        """What was written since this was last asked."""
        data = bytes(self._held)
        self._taken += len(data)
        self._held.clear()
        return data


def xml(body: Callable[[Any], Iterator[None]]) -> Iterator[bytes]:
    """An XML file: `body` writes to lxml's `xmlfile` and yields where a piece may be handed on."""
    sink = Sink()
    with etree.xmlfile(sink, encoding="utf-8") as out:
        out.write_declaration()
        for _ in body(out):
            out.flush()
            if piece := sink.taken():
                yield piece
    yield sink.taken()
