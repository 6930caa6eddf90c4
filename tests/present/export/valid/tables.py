"""Tables: rows as long as the header, cells of the kind that the column holds, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from io import BytesIO, StringIO

import pyarrow.parquet as pq

from readout.present.export import gdelt
from readout.present.export.coding import CAMEO, PLOVER
from readout.present.export.frames import FRAMES, Frame

_RUNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def _sheet(text: str, columns: tuple[str, ...], dialect: str, header: bool = True) -> list[dict[str, str]]:
    rows = list(csv.reader(StringIO(text, newline=""), dialect=dialect, strict=True))
    if header:
        assert tuple(rows.pop(0)) == columns
    for row in rows:
        assert len(row) == len(columns)
        for cell in row:
            assert not cell.startswith(_RUNS) or _number(cell), cell[:80]
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def plover(data: bytes) -> int:
    rows = _sheet(data.decode(), PLOVER, "excel-tab")
    assert {r["Status"] for r in rows} <= {"happened", "ongoing"}
    return len(rows)


def cameo(data: bytes) -> int:
    rows = _sheet(data.decode(), CAMEO, "excel-tab")
    assert all(r["QuadClass"] in ("1", "2", "3", "4") for r in rows)
    return len(rows)


_EVENTS = {"GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "IsRootEvent", "QuadClass", "NumMentions", "NumSources"}


def gdelt_events(data: bytes) -> int:
    """61 columns without a header; whole numbers, days and codes where GDELT's codebook has them."""
    assert len(gdelt.EVENTS) == 61
    rows = _sheet(data.decode(), gdelt.EVENTS, "excel-tab", header=False)
    for row in rows:
        assert all(row[c].isdigit() for c in _EVENTS)
        day = row["SQLDATE"]
        date(int(day[:4]), int(day[4:6]), int(day[6:]))
        assert row["EventCode"].startswith(row["EventBaseCode"])
        assert row["EventBaseCode"].startswith(row["EventRootCode"])
        assert row["DATEADDED"] == "" or len(row["DATEADDED"]) == 14
        assert float(row["FractionDate"]) >= int(row["Year"])
    assert len({r["GLOBALEVENTID"] for r in rows}) == len(rows)
    return len(rows)


def gdelt_mentions(data: bytes) -> int:
    assert len(gdelt.MENTIONS) == 16
    rows = _sheet(data.decode(), gdelt.MENTIONS, "excel-tab", header=False)
    for row in rows:
        assert row["GLOBALEVENTID"].isdigit()
        assert 0 <= int(row["Confidence"]) <= 100
        assert int(row["ActionCharOffset"]) < int(row["MentionDocLen"])
        assert row["MentionIdentifier"]
    return len(rows)


def _frame(name: str) -> Frame:
    return next(f for f in FRAMES if f.name == name)


def csv_of(name: str) -> Callable[[bytes], int]:
    """RFC 4180 with the columns of a table, each cell of its kind."""

    def check(data: bytes) -> int:
        frame = _frame(name)
        rows = _sheet(data.decode("utf-8-sig"), tuple(frame.columns), "excel")
        for row in rows:
            for column, kind in frame.columns.items():
                if kind == "whole" and row[column]:
                    int(row[column])
                elif kind == "number" and row[column]:
                    float(row[column])
            assert row["article"]
        return len(rows)

    return check


def parquet_of(name: str) -> Callable[[bytes], int]:
    def check(data: bytes) -> int:
        table = pq.read_table(BytesIO(data))
        table.validate(full=True)
        assert table.column_names == list(_frame(name).columns)
        return int(table.num_rows)

    return check
