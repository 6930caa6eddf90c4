"""A people file line by line, whatever its format: FollowTheMoney, Wikidata or CSV; gzipped or not."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from readout.model import ReadoutError
from readout.people.csvfile import csv_rows
from readout.people.ftm import ftm_rows
from readout.people.rows import Row
from readout.people.wikidata import wikidata_rows

Lines = Iterator[tuple[int, bytes]]
Reader = Callable[[Lines], Iterator[Row]]

_PEEK = 65_536
FORMATS = "FollowTheMoney JSON lines, Wikidata JSON, or CSV with a header: name, aliases, office, country, from, to, id"


class Part(NamedTuple):
    """Every so manieth stretch of a file's lines: the one of that number, then that of `number + of`, ..."""

    number: int = 0
    of: int = 1
    lines: int = 4_000


def is_by_line(file: str) -> bool:
    """Is a people file one whose lines can be read apart from each other?"""
    with _opened(file) as stream:
        return _reader(file, stream) is not csv_rows


def rows_of(file: str, part: Part | None = None) -> Iterator[Row]:
    """The rows of a people file, or of a part of its lines; raises ReadoutError when it cannot be read or is none."""
    try:
        with _opened(file) as stream:
            lines = _lines(stream)
            if part is not None and part.of > 1:
                lines = (row for row in lines if row[0] // part.lines % part.of == part.number)
            yield from _reader(file, stream)(lines)
    except (OSError, EOFError, zlib.error) as error:
        what = getattr(error, "strerror", None) or str(error)
        raise ReadoutError(file, f"cannot be read: {what}", "name a readable people file") from error


@contextmanager
def _opened(file: str) -> Iterator[_Peekable]:
    path = Path(file).expanduser()
    with path.open("rb") as raw:
        packed = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        with gzip.open(raw) if packed else raw as stream:
            yield _Peekable(stream)


class _Peekable:
    """A stream whose beginning can be looked at before it is read."""

    def __init__(self, stream: BinaryIO | gzip.GzipFile) -> None:
        self.stream = stream
        self.start = stream.read(_PEEK)

    def lines(self) -> Iterator[bytes]:
        """Its lines, without their ends; one JSON text over many lines is no line, so it is given whole."""
        rest = b""
        block = self.start
        while block:
            parts = (rest + block).split(b"\n")
            rest = parts.pop()
            yield from parts
            block = self.stream.read(1 << 20)
        if rest:
            yield rest


def _lines(stream: _Peekable) -> Lines:
    for number, line in enumerate(stream.lines(), 1):
        yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line


def _reader(file: str, stream: _Peekable) -> Reader:
    """The format that the beginning of a file shows."""
    start = stream.start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        raise ReadoutError(file, "the file is empty", f"a people file is {FORMATS}")
    if start[:1] == b"[" or b'"claims"' in start or b'"entities"' in start[:200]:
        return wikidata_rows
    if start[:1] == b"{":
        return ftm_rows
    if b"\x00" in start:
        raise ReadoutError(file, "this is no people file", f"it is {FORMATS}")
    head = start.split(b"\n", 1)[0].lower()
    if b"name" not in head:
        raise ReadoutError(file, "its first line has no column 'name'", f"a people file is {FORMATS}")
    return csv_rows
