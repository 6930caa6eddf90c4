"""The rows of a people file as the index's tables take them, read by processes of their own where the file is large."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Generator, Iterator
from contextlib import suppress
from heapq import merge
from itertools import groupby
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import BinaryIO, cast

import msgspec
from msgspec import Struct

from readout.model import ReadoutError
from readout.names import keys
from readout.people.files import Part, is_by_line, rows_of
from readout.people.index import hashed
from readout.people.rows import BadRow, PersonRow, PostRow, Row, TermRow

_AHEAD = 4  # batches
_LARGE = 20_000_000  # bytes: from here on a second process saves more than it takes to start
_LENGTH = 4
_MOST = 4  # processes
_PROGRAM = "from readout.people.staged import main; main()"

PersonTuple = tuple[int, str, str, str | None, str, int]
TermTuple = tuple[int, str, str | None, str | None, str | None, str | None, int, int | None]


class Batch(Struct, frozen=True):
    """Rows for the staging tables, and the lines that could not be read; `failed` is a ReadoutError's parts."""

    number: int = 0
    persons: list[PersonTuple] = []
    names: list[tuple[int, str]] = []
    sounds: list[tuple[int, int]] = []
    terms: list[TermTuple] = []
    posts: list[tuple[int, str, str | None]] = []
    bad: list[tuple[int, str]] = []
    failed: tuple[str, str, str] | None = None
    last: bool = False


def batches(file: str) -> Iterator[Batch]:
    """A people file's rows in batches, in its order; raises ReadoutError when it cannot be read or is none."""
    many = min(_MOST, os.cpu_count() or 1) if sys.executable and _size(file) >= _LARGE else 1
    if many == 1 or not is_by_line(file):
        yield from _own(file, Part())
        return
    readers = [_from_process(file, Part(number, many)) for number in range(many)]
    try:
        yield from merge(*readers, key=lambda batch: batch.number)
    finally:
        for reader in readers:
            reader.close()


def _own(file: str, part: Part) -> Iterator[Batch]:
    for number, rows in groupby(rows_of(file, part), key=lambda row: row.line // part.lines):
        yield _batch(number, list(rows))


def _size(file: str) -> int:
    try:
        return Path(file).expanduser().stat().st_size
    except OSError:
        return 0


def _batch(number: int, rows: list[Row]) -> Batch:
    persons = [row for row in rows if isinstance(row, PersonRow)]
    numbers = [hashed(row.key) for row in persons]
    own = [(n, term) for n, row in zip(numbers, persons, strict=True) for term in row.terms]
    linked = [(hashed(row.person), row) for row in rows if isinstance(row, TermRow)]
    return Batch(
        number,
        [
            (n, r.key, r.names[0], r.wikidata, " ".join(r.countries), r.line)
            for n, r in zip(numbers, persons, strict=True)
        ],
        [(n, name) for n, row in zip(numbers, persons, strict=True) for name in row.names],
        [
            (hashed(key), n)
            for n, row in zip(numbers, persons, strict=True)
            for key in set().union(*map(keys, row.names))
        ],
        [
            (n, t.title, t.country, t.organisation, t.begin, t.until, t.line, hashed(t.post) if t.post else None)
            for n, t in own + linked
        ],
        [(hashed(row.key), row.title, row.country) for row in rows if isinstance(row, PostRow)],
        [(row.line, row.what) for row in rows if isinstance(row, BadRow)],
    )


def _from_process(file: str, part: Part) -> Generator[Batch, None, None]:
    """The batches that another process makes of a file; it is stopped when nobody wants more of them."""
    command = [sys.executable, "-c", _PROGRAM, file, str(part.number), str(part.of)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)
    # A thread reads ahead, so that the process works while the index takes a batch.
    ahead: Queue[bytes] = Queue(_AHEAD)
    stream = cast("BinaryIO", process.stdout)
    Thread(target=_read_ahead, args=(stream, ahead), daemon=True).start()
    decoder, ended = msgspec.msgpack.Decoder(Batch), False
    try:
        while packed := ahead.get():
            batch = decoder.decode(packed)
            if batch.failed is not None:
                raise ReadoutError(*batch.failed)
            if batch.last:
                return
            yield batch
        ended = True
        raise ReadoutError(file, "the process that read it ended too early", "try again; is there memory left?")
    finally:
        process.kill()
        process.wait()
        while not ended:  # lets the thread go, which ends with the pipe
            ended = not ahead.get()


def _read_ahead(stream: BinaryIO, ahead: Queue[bytes]) -> None:
    """Put the frames of a stream into a queue; nothing is the end."""
    with stream, suppress(OSError):
        while len(head := stream.read(_LENGTH)) == _LENGTH:
            size = int.from_bytes(head, "big")
            packed = stream.read(size)
            if len(packed) < size:
                break
            ahead.put(packed)
    ahead.put(b"")


def write(file: str, part: Part, out: BinaryIO) -> None:
    """Write the batches of a part of a file, each behind its length, and a last one or one that says what failed."""
    encoder = msgspec.msgpack.Encoder()

    def put(batch: Batch) -> None:
        packed = encoder.encode(batch)
        out.write(len(packed).to_bytes(_LENGTH, "big") + packed)
        out.flush()

    try:
        for batch in _own(file, part):
            put(batch)
    except ReadoutError as error:
        put(Batch(failed=(error.where, error.what, error.do)))
    else:
        put(Batch(last=True))


def main() -> None:
    """Write the batches of the file, and of the part of it, that the arguments name to the standard output."""
    gc.disable()  # rows make no cycles, and the collector would look through all caches again and again
    with suppress(BrokenPipeError, KeyboardInterrupt):
        write(sys.argv[1], Part(int(sys.argv[2]), int(sys.argv[3])), sys.stdout.buffer)
