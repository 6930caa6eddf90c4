"""A month as weeks of days, Monday first, each with its events."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from readout.present.web.known import Told

# What lasts longer stands on its first day only.
_LONG = 10


class Day(NamedTuple):
    """A day of the sheet; `inside` the month asked for or of its neighbours."""

    iso: str
    number: int
    inside: bool
    told: tuple[Told, ...]


def month_of(month: str) -> tuple[str, str, str, str]:
    """The first and last day of a month (ISO), and the months before and after it."""
    first = date.fromisoformat(f"{month}-01")
    after = (first + timedelta(days=32)).replace(day=1)
    before = first - timedelta(days=1) if first > date.min else first
    return first.isoformat(), (after - timedelta(days=1)).isoformat(), before.isoformat()[:7], after.isoformat()[:7]


def weeks(month: str, rows: Sequence[Told]) -> list[list[Day]]:
    """The weeks that the month has days in."""
    year, number = int(month[:4]), int(month[5:])
    by_day: dict[str, list[Told]] = {}
    first = f"{month}-01"
    for told in rows:
        begin, until = told.line.begin or "", told.line.until or told.line.begin or ""
        length = (date.fromisoformat(until) - date.fromisoformat(begin)).days
        if length >= _LONG:
            by_day.setdefault(max(begin, first), []).append(told)
            continue
        for offset in range(length + 1):
            by_day.setdefault((date.fromisoformat(begin) + timedelta(days=offset)).isoformat(), []).append(told)
    days = [
        Day(d.isoformat(), d.day, d.month == number, tuple(by_day.get(d.isoformat(), ())) if d.month == number else ())
        for d in Calendar().itermonthdates(year, number)
    ]
    return [days[at : at + 7] for at in range(0, len(days), 7)]
