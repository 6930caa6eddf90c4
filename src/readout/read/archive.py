"""Zip archives: zipped folders of pages, and WACZ, the archives of the web that come zipped."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from readout.model import Article, Problem
from readout.read.decode import clean
from readout.read.format import Format
from readout.read.opening import opened
from readout.read.stream import MOST_INSIDE, DamagedError, Room, Source, Stream

_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_OFFICE = ("[Content_Types].xml", "mimetype")
_WARC = (".warc", ".warc.gz", ".warc.zst")
MOST_MEMBERS = 1_000_000
# More empty members than these are told in one line.
FEW_EMPTY = 3


def _matches(head: bytes, name: str) -> bool:
    return head.startswith(_MAGIC)


def _read(stream: Stream, source: Source) -> Iterator[Article | Problem]:
    file = stream.file()
    room = source.room or Room(file.seek(0, 2))
    if source.room:
        room.inside += 1
        if room.over:
            yield Problem(source.name, f"one of more than {MOST_INSIDE} archives in one; unpack it first")
            return
    try:
        archive = zipfile.ZipFile(file)
        members = archive.infolist()
    except Exception as error:  # the library has no one exception for damage
        yield Problem(source.name, f"the zip archive is damaged: {_said(error)}; fetch the file again")
        return
    names = {member.filename for member in members}
    if names.intersection(_OFFICE):
        yield Problem(source.name, "an office document or an electronic book; save its text and read that")
        return
    chosen = _pages(members, names)
    if not chosen:
        yield Problem(source.name, "no pages in this archive; name one with .html, .txt, .json, .jsonl or .warc files")
    empty = [member for member in chosen if not member.file_size]
    if len(empty) > FEW_EMPTY:
        first = clean(empty[0].filename)
        yield Problem(source.name, f"{len(empty)} of the {len(chosen)} files in it are empty, the first is {first}")
        chosen = [member for member in chosen if member.file_size]
    for member in chosen[:MOST_MEMBERS]:
        yield from _member(archive, member, replace(source.member(clean(member.filename)), room=room), room)
        if room.over:
            return


def _pages(members: list[zipfile.ZipInfo], names: set[str]) -> list[zipfile.ZipInfo]:
    """The members that may be pages in the order of their names; of a WACZ its archives of the web."""
    from readout.read.formats import is_beside

    web = "datapackage.json" in names and [m for m in members if m.filename.lower().endswith(_WARC)]
    kept = web or [m for m in members if not m.filename.endswith("/") and not _hidden(m.filename) and not is_beside(m.filename)]
    return sorted(kept, key=lambda m: m.filename)


def _hidden(path: str) -> bool:
    return path.startswith("__MACOSX/") or path.rpartition("/")[2].startswith(".")


class _Member:
    """A member as a file to read from, counted against the size of its archive."""

    def __init__(self, file: Any, room: Room) -> None:
        self._file, self._room = file, room

    def read(self, size: int = -1) -> bytes:
        try:
            data: bytes = self._file.read(size)
        except Exception as error:
            raise DamagedError(f"damaged in its archive: {_said(error)}; fetch the file again") from error
        self._room.grow(len(data))
        return data


def _member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: Source, room: Room
) -> Iterator[Article | Problem]:
    if member.flag_bits & 1:
        yield Problem(source.name, "locked with a password; unpack it first")
        return
    try:
        file = archive.open(member)
    except Exception as error:
        yield Problem(source.name, f"damaged in its archive: {_said(error)}; fetch the file again")
        return
    with file:
        yield from opened(_Member(file, room), source)  # type: ignore[arg-type]


def _said(error: Exception) -> str:
    return " ".join(clean(str(error) or type(error).__name__).split())[:120]


FORMAT = Format("zip archive", _matches, _read, binary=True)
