"""What is read: files of many pages, each told by its bytes and opened to pages."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec

from readout.bulk.arrow import library
from readout.many.pages import Page
from readout.model import Problem
from readout.read import open_inputs
from readout.read.decode import clean
from readout.read.opening import opened
from readout.read.stream import Source

# Files of a folder that hold many pages; others must be named.
_MANY = (".parquet", ".warc", ".wacz", ".zip", ".jsonl", ".ndjson", ".jsonlines")
_PACKED = (".gz", ".zst")
_MAGIC = b"PAR1"
# Rows of a Parquet file that are in memory at once.
_ROWS = 256


@dataclass(frozen=True, slots=True)
class Shard:
    """A file of many pages, by its name as given and by its bytes; `modified` in nanoseconds."""

    path: Path
    sha256: str
    size: int
    modified: int

    @property
    def name(self) -> str:
        """What its output's files begin with."""
        return self.sha256[:16]


def files(names: Iterable[str]) -> Iterator[Path | Problem]:
    """The files that are named and those of the folders that are, by name; each once."""
    seen: set[Path] = set()
    for name in names:
        path = Path(name)
        found = sorted(p for p in path.rglob("*") if is_shard(p)) if path.is_dir() else [path]
        if not found:
            yield Problem(clean(name), f"no file of many pages in this folder ({', '.join(_MANY)}); name them")
        for one in found:
            if not one.is_file():
                yield Problem(clean(str(one)), "no such file; name a file of many pages, or a folder of them")
            elif (real := one.resolve()) not in seen:
                seen.add(real)
                yield one


def is_shard(path: Path) -> bool:
    """Whether a file's name says that it holds many pages, and it is neither hidden nor made by readout."""
    name = path.name.lower()
    for packing in _PACKED:
        name = name.removesuffix(packing)
    return name.endswith(_MANY) and not any(part.startswith((".", "_")) for part in path.parts) and path.is_file()


def digest(path: Path) -> str:
    """What tells a file's bytes: their SHA-256 in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def pages(path: Path) -> Iterator[Page]:
    """The pages of a file in order; what cannot be read is a Problem in its place."""
    try:
        with path.open("rb") as file:
            is_parquet = file.read(4) == _MAGIC
    except OSError as error:
        yield Problem(clean(str(path)), f"cannot be opened: {error.strerror or error}; check its permissions")
        return
    yield from _parquet(path) if is_parquet else open_inputs([str(path)])


def _parquet(path: Path) -> Iterator[Page]:
    """Each row is read as a line of JSON lines with the same names of fields would be."""
    source = Source(clean(str(path)), f"{path.stem}.jsonl")
    try:
        rows = _Lines(path)
    except (OSError, ValueError) as error:
        yield Problem(source.name, f"is a damaged Parquet file: {str(error).partition(chr(10))[0]}")
        return
    yield from opened(io.BufferedReader(rows), source)
    if rows.damage:
        yield Problem(source.name, f"is a damaged Parquet file: {rows.damage}; what stands before was read")


class _Lines(io.RawIOBase):
    """A Parquet file's rows as JSON lines; `damage` says what ended them early. Raises OSError or ValueError."""

    def __init__(self, path: Path) -> None:
        parquet = library("pyarrow.parquet", "parquet")
        self._batches = parquet.ParquetFile(path).iter_batches(_ROWS)
        self._held = b""
        self.damage = ""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._held and (batch := self._next()) is not None:
            self._held = b"".join(_line(row) for row in batch.to_pylist())
        taken, self._held = self._held[: len(buffer)], self._held[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)

    def _next(self) -> Any:
        try:
            return next(self._batches, None)
        except (OSError, ValueError) as error:
            self.damage = str(error).partition("\n")[0]
            return None


def _line(row: dict[str, Any]) -> bytes:
    return msgspec.json.encode({str(name): _plain(value) for name, value in row.items()}) + b"\n"


def _plain(value: Any) -> Any:
    """A value as JSON has it; a moment without hours is a day."""
    if isinstance(value, bytes):
        return value.decode(errors="replace")
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, (date, Decimal)):
        return str(value)
    if isinstance(value, dict):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)
