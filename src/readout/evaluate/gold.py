"""Readings in files. Nothing else opens the half of the gold that is only reported on (see tests/conftest.py)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from readout.model import ReadoutError, Record, spans

in_loader: ContextVar[bool] = ContextVar("in_loader", default=False)
_MARKED = ("entities", "times", "statements", "events", "discrepancies")


@dataclass(frozen=True, slots=True)
class Reading:
    """A record and its optional items, which neither help nor hurt, as (part, number in that part)."""

    record: Record
    optional: frozenset[tuple[str, int]] = frozenset()

    def items(self, part: str) -> list[tuple[Any, bool]]:
        """The items of a part, each with whether it is optional."""
        return [(item, (part, n) in self.optional) for n, item in enumerate(getattr(self.record, part))]

    def spare(self, part: str) -> set[str]:
        """The ids of a part's optional items."""
        return {item.id for item, optional in self.items(part) if optional}


def load(where: str | Path) -> dict[str, Reading]:
    """The readings of a file or of all *.json and *.jsonl files under a folder, in order, by their article's id.

    A file holds one record, or one a line. Raises ReadoutError where there is none or one is no record.
    """
    token = in_loader.set(True)
    try:
        return readings((line for file in _files(Path(where)) for line in _lines(file)), str(where))
    finally:
        in_loader.reset(token)


def readings(lines: Iterable[tuple[str, bytes]], where: str) -> dict[str, Reading]:
    """The readings of (place, JSON) pairs by their article's id; raises ReadoutError as `load` does."""
    found: dict[str, Reading] = {}
    for place, data in lines:
        reading = _reading(data, place)
        if found.setdefault(reading.record.article.id, reading) is not reading:
            raise ReadoutError(place, f"a second record of article {reading.record.article.id}")
    if not found:
        raise ReadoutError(where, "no records here")
    return found


def _files(where: Path) -> list[Path]:
    if not where.exists():
        raise ReadoutError(str(where), "no such file or folder")
    return sorted(f for f in where.rglob("*") if f.suffix in (".json", ".jsonl")) if where.is_dir() else [where]


def _lines(file: Path) -> Iterator[tuple[str, bytes]]:
    """(place, JSON of a record): the whole file, or each line of one that has several records."""
    data = file.read_bytes()
    if file.suffix == ".json":
        yield str(file), data
        return
    for number, line in enumerate(data.splitlines(), 1):
        if line.strip():
            yield f"{file}:{number}", line


def _reading(data: bytes, place: str) -> Reading:
    try:
        plain: dict[str, Any] = msgspec.json.decode(data)
        record = msgspec.convert(plain, Record)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise ReadoutError(place, f"no record: {error}") from error
    wrong = next((w for w, start, end in spans(record) if not record.article.text[start:end].strip()), None)
    if wrong:
        raise ReadoutError(place, f"{wrong} quotes no words of the text")
    marked = ((part, n) for part in _MARKED for n, item in enumerate(plain.get(part, ())) if item.get("optional"))
    return Reading(record, frozenset(marked))
