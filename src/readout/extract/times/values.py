"""TIMEX3 values and the calendar: what days a value covers, and steps from one day to another."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import NamedTuple

from readout.model import TimeType


class Value(NamedTuple):
    """The type and TIMEX3 value of an expression, with the ISO days that it covers where they are known."""

    type: TimeType
    value: str
    begin: str | None = None
    until: str | None = None


Made = Value | None | list[tuple[str, Value]]

_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?(?:-([1-7]))?")
_LARGEST = {"E": 10, "C": 100, "L": 1000}


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or nothing when the calendar has none."""
    return (
        date(year, month, day) if 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= days_in(year, month) else None
    )


def days_in(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def shifted(day: date, letter: str, count: float) -> date | None:
    """A day moved by a number of units (D, W, M, Q, Y, E decades, C centuries), clipped to the month's end."""
    count = int(count)
    if letter in ("D", "W"):
        ordinal = day.toordinal() + count * (7 if letter == "W" else 1)
        return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None
    months = count * {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200, "L": 12000}.get(letter, 0)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, days_in(year, month + 1))) if 1 <= year <= 9999 else None


def of_day(day: date | None) -> Value:
    if day is None:
        return Value("DATE", "XXXX-XX-XX")
    return Value("DATE", day.isoformat(), day.isoformat(), day.isoformat())


def of_week(day: date | None, weekend: bool = False) -> Value:
    """The ISO week of a day, or its weekend."""
    tail = "-WE" if weekend else ""
    if day is None:
        return Value("DATE", "XXXX-WXX" + tail)
    year, week, _ = day.isocalendar()
    return dated(f"{year:04}-W{week:02}{tail}")


def of_month(year: int | None, month: int) -> Value:
    return dated(f"{year:04}-{month:02}") if year else Value("DATE", f"XXXX-{month:02}")


def of_quarter(year: int | None, quarter: int) -> Value:
    return dated(f"{year:04}-Q{quarter}") if year else Value("DATE", f"XXXX-Q{quarter}")


def of_year(year: int | None) -> Value:
    return dated(f"{year:04}") if year and 1 <= year <= 9999 else Value("DATE", "XXXX")


def dated(value: str) -> Value:
    """A DATE with the days that its value covers."""
    begin, until = bounds(value)
    return Value("DATE", value, begin, until)


def bounds(value: str) -> tuple[str | None, str | None]:
    """The first and the last ISO day of a TIMEX3 date value; nothing for one that names no certain days."""
    days = _days(value)
    if days is None:
        return None, None
    first, last = days
    return first.isoformat(), last.isoformat()


def _days(value: str) -> tuple[date, date] | None:
    week = _WEEK.fullmatch(value)
    if week:
        return _of_iso_week(int(week[1]), int(week[2]), bool(week[3]), int(week[4] or 0))
    if value.isdigit() and len(value) in (2, 3, 4):
        wide = 10 ** (4 - len(value))
        low = int(value) * wide
        return (date(max(low, 1), 1, 1), date(low + wide - 1, 12, 31)) if low + wide - 1 >= 1 else None
    year, rest = value[:4], value[5:]
    if not year.isdigit() or year == "0000":
        return None
    if rest in _SEASONS:
        low, high = _SEASONS[rest]
        return _months(int(year), low, high)
    if rest[:1] == "Q" and rest[1:] in ("1", "2", "3", "4"):
        return _months(int(year), int(rest[1]) * 3 - 2, int(rest[1]) * 3)
    if rest in ("H1", "H2"):
        return _months(int(year), int(rest[1]) * 6 - 5, int(rest[1]) * 6)
    if rest.isdigit() and len(rest) == 2 and 1 <= int(rest) <= 12:
        return _months(int(year), int(rest), int(rest))
    return None


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    """From the first month of a year to the last one; month 13 is the next January."""
    end_year, end_month = (year, last) if last <= 12 else (min(year + 1, 9999), last - 12)
    return date(year, first, 1), date(end_year, end_month, days_in(end_year, end_month))


def _of_iso_week(year: int, week: int, weekend: bool, weekday: int) -> tuple[date, date] | None:
    if not 1 <= year <= 9998 or not 1 <= week <= 53 or (week == 53 and date(year, 12, 28).isocalendar()[1] != 53):
        return None
    monday = date.fromisocalendar(year, week, 1)
    if weekday:
        return (monday + timedelta(weekday - 1),) * 2
    return monday + timedelta(5 if weekend else 0), monday + timedelta(6)


def duration(count: float | str, letter: str) -> str:
    """A TIMEX3 duration: `P2Y`, `PT30M`; counted decades and centuries as years, halves in the next smaller unit."""
    letter, time = (letter[1:], "T") if letter[:1] == "T" and len(letter) > 1 else (letter, "")
    if letter == "2W":
        return f"P{count * 2:g}W" if not isinstance(count, str) else "PXW"
    if letter == "WE":
        return f"P{count if isinstance(count, str) else format(count, 'g')}WE"
    if isinstance(count, str):
        return f"P{time}{count}{letter + 'E' if letter == 'C' else 'DE' if letter == 'E' else letter}"
    if letter in _LARGEST:
        count, letter = count * _LARGEST[letter], "Y"
    whole = int(count)
    if whole == count:
        return f"P{time}{whole}{letter}"
    part = count - whole
    smaller = {
        "Y": (12, "M"),
        "H": (60, "M"),
        "M": (60, "S") if time else (30, "D"),
        "D": (24, "H"),
        "W": (7, "D"),
    }.get(letter)
    if smaller is None:
        return f"P{time}{whole}{letter}"
    rest = f"{round(part * smaller[0])}{smaller[1]}"
    glue = "T" if letter == "D" else ""
    head = f"{whole}{letter}" if whole else ""
    return f"P{time}{head}{glue}{rest}"
