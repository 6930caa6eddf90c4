"""Rows as CSV or TSV that spreadsheets open without running anything."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from typing import Literal

from readout.present.export.clean import line

Cell = str | int | float | tuple[str, ...] | None
Row = Mapping[str, Cell]
Form = Literal["csv", "tsv"]

# A cell that begins so is a formula to a spreadsheet, full-width signs to some; a quote mark in front makes it words.
# Longer cells are cut: spreadsheets refuse more than 32,767 characters in one.
MOST = 32_000
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def lines(columns: Sequence[str], rows: Iterable[Row], form: Form) -> Iterator[str]:
    """The header and each row as a line; several values stand in one cell with `; ` between them."""
    out = StringIO()
    writer = csv.writer(out, dialect="excel" if form == "csv" else "excel-tab", lineterminator="\n")
    yield _line(writer, out, list(columns))
    for row in rows:
        yield _line(writer, out, [_cell(row.get(column)) for column in columns])


def _line(writer: object, out: StringIO, cells: list[str]) -> str:
    writer.writerow(cells)  # type: ignore[attr-defined]
    line = out.getvalue()
    out.seek(0)
    out.truncate()
    return line


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return str(value)
    words = line("; ".join(value) if isinstance(value, tuple) else value, MOST)
    return f"'{words}" if words.startswith(_FORMULA) else words
