"""Records as Parquet files, by table and by when the articles were published.

What a shard gives is a matter of its bytes and of how it is read alone: the same rows in the same files with the same
names, whoever writes them and in whatever order shards are read.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from msgspec import Struct

from readout.bulk.arrow import arrow, as_arrow, library, schema
from readout.bulk.tables import TABLES, Kind, Row, day
from readout.model import Problem, Record
from readout.present.export.clean import text

By = Literal["year", "month", "day"]
# What other programs take for no value in a folder's name.
NONE = "__HIVE_DEFAULT_PARTITION__"
_LENGTH: dict[By, int] = {"year": 4, "month": 7, "day": 10}
# Pages of one part of a shard: so many are in memory as Arrow before they are written. Rows that wait for that.
PAGES, _ROWS = 2_000, 500
# The columns that lead from a row to its place in the input, beside those of its table.
PLACE: dict[str, Kind] = {"shard": "words", "number": "whole"}


class Written(Struct, frozen=True):
    """A file of the output; `path` is relative to the folder."""

    path: str
    rows: int
    bytes: int
    sha256: str


class Parts:
    """Writes what comes of a shard's pages beside its place; `placed` moves the files there."""

    def __init__(self, folder: Path, name: str, by: By) -> None:
        self._folder, self._name, self._by = folder, name, by
        self._beside: Path | None = None
        self._held: dict[tuple[str, str], list[Row]] = {}
        self._made: dict[tuple[str, str], list[Any]] = {}
        self._part = self._pages = self._number = 0
        self._files: list[Written] = []
        self.counts: Counter[str] = Counter(dict.fromkeys(TABLES, 0))

    def __enter__(self) -> Self:
        beside = self._folder / "_tmp"
        beside.mkdir(exist_ok=True)
        self._beside = Path(tempfile.mkdtemp(prefix=f"{self._name}-", dir=beside))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if self._beside:
            shutil.rmtree(self._beside, ignore_errors=True)

    def take(self, outcomes: tuple[Record | Problem, ...]) -> None:
        """Take what came of one page."""
        for outcome in outcomes:
            if isinstance(outcome, Problem):
                row: Row = {"source": text(outcome.where), "what": text(outcome.what), "article": None}
                self._row("problems", NONE, row)
                continue
            where = self._partition(outcome)
            for table in TABLES.values():
                for row in table.rows(outcome, 1):
                    self._row(table.name, where, row)
            self._number += 1
        self._pages += 1
        if self._pages >= PAGES:
            self._write()

    def placed(self) -> tuple[Written, ...]:
        """Write the rest and move all files to their places."""
        self._write()
        assert self._beside is not None
        for file in self._files:
            target = self._folder / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            (self._beside / file.path).replace(target)
        return tuple(self._files)

    def _partition(self, record: Record) -> str:
        found = day(record.article.published)
        return found.isoformat()[: _LENGTH[self._by]] if found else NONE

    def _row(self, table: str, where: str, row: Row) -> None:
        self.counts[table] += 1
        rows = self._held.setdefault((table, where), [])
        rows.append({**row, "shard": self._name, "number": self._number})
        if len(rows) >= _ROWS:
            self._pack(table, where)

    def _pack(self, table: str, where: str) -> None:
        if rows := self._held.pop((table, where), None):
            made = as_arrow(TABLES[table], rows, PLACE)
            self._made.setdefault((table, where), []).append(made)

    def _write(self) -> None:
        for table, where in list(self._held):
            self._pack(table, where)
        for (table, where), made in sorted(self._made.items(), key=lambda item: item[0]):
            self._files.append(self._written(Path(table) / f"{self._by}={where}", arrow().concat_tables(made)))
        self._made.clear()
        self._pages = 0
        self._part += 1

    def _written(self, place: Path, rows: Any) -> Written:
        assert self._beside is not None
        path = place / f"{self._name}-{self._part:05}.parquet"
        file = self._beside / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as out:
            library("pyarrow.parquet", "parquet").write_table(rows, out, compression="zstd")
            out.flush()
            os.fsync(out.fileno())
        data = file.read_bytes()
        return Written(path.as_posix(), rows.num_rows, len(data), hashlib.sha256(data).hexdigest())


def partitioned(table: str, by: By) -> Any:
    """The types of a table in shards: its own columns, its place, and the folder's."""
    pa = arrow()
    return schema(TABLES[table], PLACE).append(pa.field(by, pa.string()))


def files_of(folder: Path) -> Iterator[Path]:
    """All files of the output that lie in their places, whether their shard is done or not."""
    for table in TABLES:
        yield from (folder / table).glob("*/*.parquet")
