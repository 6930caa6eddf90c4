"""Values of calendar dates: days, months, years, seasons, quarters, decades, centuries."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from readout.extract.times.context import Context
from readout.extract.times.makers import maker
from readout.extract.times.rules import Match
from readout.extract.times.values import (
    Made,
    Value,
    dated,
    days_in,
    make_day,
    of_day,
    of_month,
    of_quarter,
    of_week,
    of_year,
    shifted,
)
from readout.extract.times.words import lexicon
from readout.lexicon import table

# A day of a month without a year is the nearest one, unless the tense points clearly the other way.
_SLACK = 30
# So many days after it an election or a summit still is the one that a clause speaks of, whatever its tense.
_JUST_OVER = 60
# What stands before the last part of a telephone number or a code: digits and a hyphen, but no year.
_PHONE = re.compile(r"(?<!\b(?:19|20)\d\d)(?<=\d)-\Z")
# What makes September 11 the day of 2001.
_ATTACK = frozenset({"attack", "attacks", "terror", "terrorist", "terrorists", "hijackings", "hijackers"})
# What makes `30-7 Oct. 19` a score before a date.
_SCORE = re.compile(r"\d[-–]\Z")
_SINCE = ("in", "since", "until", "before", "after")
# A year that is part of a law's name.
_LAW = re.compile(r"(?<=\bAct |\bLaw )of \Z")


@maker
def iso(m: Match, c: Context) -> Made:
    day = make_day(int(m.text("y")), int(m.text("m")), int(m.text("d")))
    return of_day(day) if day else None


@maker
def numeric(m: Match, c: Context) -> Made:
    """3/25/2024 or 25.3.2024; where day and month could be either, only the year is certain."""
    first, second, third = (int(p) for p in m.text("d").replace(".", "/").split("/"))
    if first > 31:
        day = make_day(first, second, third)
    elif "." in m.text("d") or first > 12:
        day = make_day(third, second, first)
    elif second > 12 or first == second:
        day = make_day(third, first, second)
    else:
        return of_year(third)
    return of_day(day) if day else None


def year_of(m: Match) -> int:
    """The year of the part `y`, in digits or spoken: `nineteen ninety-four`, `two thousand`."""
    text = m.text("y")
    if text.isdigit():
        return int(text)
    first, *rest = text.replace("-", " ").replace(" and ", " ").split()
    if first == "two":
        first, rest = "twenty", rest[1:]
    values = lexicon()
    return int(values["CENTURIES"][first] or 0) + sum(
        int(values["TENS"].get(word) or values["SMALL"].get(word) or 0) for word in rest
    )


def _number_of_day(m: Match, name: str) -> int:
    text = m.text(name)
    digits = "".join(ch for ch in text if ch.isdigit())
    return int(digits) if digits else m.number(name, "ORD") or 0


def _month_day(c: Context, month: int, day: int, year: int | None) -> Value | None:
    if year is not None:
        made = make_day(year, month, day)
        return of_day(made) if made else None
    if day < 1 or day > days_in(2000, month):
        return None
    if c.published is None:
        return Value("DATE", f"XXXX-{month:02}-{day:02}")
    near = nearest(c, lambda y: make_day(y, month, day))
    return of_day(near) if near else None


def nearest(c: Context, of: Callable[[int], date | None], tensed: bool = True) -> date | None:
    """The day of the years around the publication that lies nearest, on the side that the tense clearly asks for."""
    published = c.published
    if published is None:
        return None
    year = published.year
    days = [d for y in range(year - 4, year + 5) if 1 <= y <= 9999 and (d := of(y)) is not None]
    if not days:
        return None
    best = min(days, key=lambda d: abs((d - published).days))
    tense = c.tense()
    if not tensed or (c.is_awaited() and (tense == "past" or 0 <= (published - best).days < _JUST_OVER)):
        return best
    if tense == "past" and (best - published).days > _SLACK:
        return max((d for d in days if d <= published), default=best)
    if tense != "past" and (published - best).days > _SLACK:
        return min((d for d in days if d >= published), default=best)
    return best


@maker
def month_day(m: Match, c: Context) -> Made:
    month = m.number("mo", "MONTH") or 0
    year = year_of(m) if m.has("y") else _year_of(m, c) if m.has("r") else None
    day = _number_of_day(m, "d")
    if _SCORE.search(m.words.text, max(c.start - 3, 0), c.start) and (m.after() or [""])[0].isdigit():
        return None
    if year is None and (month, day) == (9, 11) and "".join(m.after()) in _ATTACK:
        year = 2001
    return _month_day(c, month, day, year)


def nth_of_month(year: int, month: int, nth: int, weekday: int) -> date | None:
    """The nth weekday of a month, Monday being 0; -1 the last one."""
    if not 1 <= year <= 9999:
        return None
    first = 1 + (weekday - date(year, month, 1).weekday()) % 7
    if nth < 0:
        return make_day(year, month, first + 28) or make_day(year, month, first + 21)
    return make_day(year, month, first + 7 * (nth - 1))


@maker
def nth_weekday(m: Match, c: Context) -> Made:
    """`the first Sunday of June`."""
    month, weekday = m.number("mo", "MONTH") or 0, m.number("w", "WEEKDAY") or 0

    nth = -1 if m.text("n") == "last" else m.number("n", "FOURTH") or 1

    def of(year: int) -> date | None:
        return nth_of_month(year, month, nth, weekday)

    if m.has("y"):
        return of_day(of(year_of(m)))
    return of_day(nearest(c, of)) if c.published else Value("DATE", f"XXXX-{month:02}")


@maker
def days(m: Match, c: Context) -> Made:
    """Two days of one month: `May 8-10`, `10 to 12 May`."""
    month = m.number("mo", "MONTH") or 0
    year = year_of(m) if m.has("y") else None
    first = _month_day(c, month, _number_of_day(m, "d"), year)
    second = _month_day(c, month, _number_of_day(m, "d2"), year)
    if first is None or second is None:
        return None
    if first.begin and second.begin and first.begin > second.begin:
        return None if m.text("a")[0].isdigit() else [("a", first)]
    return [("a", first), ("b", second)]


@maker
def month_year(m: Match, c: Context) -> Made:
    return of_month(year_of(m) if m.has("y") else _year_of(m, c), m.number("mo", "MONTH") or 0)


def _year_of(m: Match, c: Context) -> int | None:
    """The year of `last`, `this` or `next year`."""
    step = {"last": -1, "next": 1}.get(m.text("r"), 0)
    return c.published.year + step if c.published else None


@maker
def month(m: Match, c: Context) -> Made:
    number = m.number("mo", "MONTH") or 0
    if c.published is None:
        return of_month(None, number)
    year, now = c.published.year, c.published.month
    which = m.text("r")
    if which in ("last", "this past"):
        # the month before this one is `last month`, seldom `last February`
        return of_month(year if number < now - (which == "last") else year - 1, number)
    if which in ("next", "this coming"):
        return of_month(year if number > now else year + 1, number)
    if which == "this":
        return of_month(year, number)
    awaited = c.is_awaited()
    if c.modifies() and not awaited:
        # `the March high`: one that was, unless that month is just ahead
        return of_month(year - (number > now) + ((now - number) % 12 > 8), number)
    tense = "present" if m.before() in ("through", "until", "till") else c.tense()
    if tense == "past" and not awaited:
        return of_month(year if number <= now else year - 1, number)
    if tense == "future":
        return of_month(year if number >= now else year + 1, number)
    return of_month(year + (1 if now - number > 6 else -1 if number - now > 6 else 0), number)


@maker
def year(m: Match, c: Context) -> Made:
    """A number of four digits, unless the words about it count something."""
    if m.text().startswith("twenty ") and 2000 < year_of(m) < 2010:
        return None  # `twenty six` people
    if len(m.text().split()) == 1 and not (_is_year(m) and (m.text() >= "1900" or _is_old_year(m, c))):
        return None
    return of_year(year_of(m))


def _is_old_year(m: Match, c: Context) -> bool:
    """Whether a number from before 1900 is a year: `in 1848`, not `in 1200 cities`."""
    token, end = c.analysis.tokens(c.start, c.end)
    return m.before() in _SINCE and token < end and c.analysis.deps[token] != "nummod"


def _is_year(m: Match) -> bool:
    counting = table("times")["counting"]
    before, after = m.before(), (m.after() or [""])[0]
    start = m.words.starts[m.found.start()]
    if before == "of" and _LAW.match(m.words.text, max(start - 3, 0), start):
        return False
    if before in counting["before"] or after in counting["after"]:
        return False
    return before not in (":", ".", "+", "/") and not _PHONE.match(m.words.text, max(start - 1, 0), start)


@maker
def years(m: Match, c: Context) -> Made:
    """A season over two years: `2024-25`."""
    text = m.text("y")
    first = int(text[:4])
    last = int(text[:2] + (text[5:7] or m.text("y2")))
    if not first < last <= first + 1:
        return of_year(first) if last == first + 1 else None
    return Value("DATE", f"{first:04}", f"{first:04}-01-01", f"{last:04}-12-31")


@maker
def half(m: Match, c: Context) -> Made:
    which = m.text("n") or ("1" if m.text("h") == "first" else "2")
    year = year_of(m) if m.has("y") else _year_of(m, c)
    if year is None or which not in ("1", "2"):
        return None
    return dated(f"{year:04}-H{which}")


@maker
def decade(m: Match, c: Context) -> Made:
    if tens := m.number("d", "TIES"):
        return dated(f"19{tens}")
    digits = m.text("d").rstrip("s")
    if len(digits) == 2:
        digits = ("20" if int(digits) <= 10 else "19") + digits
    return dated(digits[:3])


@maker
def century(m: Match, c: Context) -> Made:
    number = _number_of_day(m, "n")
    return dated(f"{number - 1:02}") if 1 <= number <= 99 else None


@maker
def season(m: Match, c: Context) -> Made:
    code = m.code("s", "SEASON")
    if m.text() == "the fall" and m.after() == ["of"]:
        return None  # of Kabul, of the Wall
    if m.has("y"):
        return dated(f"{year_of(m)}-{code}")
    if c.published is None:
        return Value("DATE", f"XXXX-{code}")
    year = c.published.year
    order = ("SP", "SU", "FA", "WI").index(code)
    # The season of the publication day; January and February belong to the winter that began the year before.
    now = (c.published.month // 3 - 1) if c.published.month >= 3 else -1
    which = m.text("r")
    if which in ("last", "past", "this past"):
        return dated(f"{year if order < now else year - 1:04}-{code}")
    if which in ("next", "coming", "this coming"):
        return dated(f"{year if order > now else year + 1:04}-{code}")
    if (order == 3 and now == -1) or (which != "this" and order > now and c.tense() == "past"):
        year -= 1
    return dated(f"{max(year, 1):04}-{code}")


_GAMES = frozenset({"season", "game", "match", "final", "century"})
# A quarter that is told of without its number: the last one that is over.
_REPORTED = ("quarter", "latest", "recent")


def _quarter_of(day: date) -> int:
    return (day.month + 2) // 3


@maker
def quarter(m: Match, c: Context) -> Made:
    """A quarter of a year; without a year the last one that has begun, or the next one under a future tense."""
    number = m.number("q", "FOURTH") or (int(m.text("n")) if m.has("n") else None)
    if m.after(3)[:2] == ["of", "the"] and (m.after(3)[2:] or [""])[0] in _GAMES:
        return None
    year = year_of(m) if m.has("y") else _year_of(m, c) if m.has("r") else None
    near = c.near_quarter()
    if number is None:
        if near is None:
            return of_year(year) if "quarter" not in m.text() else None
        number = near[1]
    if not 1 <= number <= 4:
        return None
    if year is None and c.published is not None:
        year, now = c.published.year, _quarter_of(c.published)
        back = (now - number) % 4
        ahead = back > 1 and c.tense() == "future"
        year += (number < now) if ahead else -(number > now)
    if year is not None:
        c.name_quarter(year, number)
    return of_quarter(year, number)


@maker
def this_quarter(m: Match, c: Context) -> Made:
    near, which = c.near_quarter(), m.text("r")
    period = m.text().endswith("period")
    if which in ("current", "this", "last", "previous", "next") and not period:
        step = {"last": -1, "previous": -1, "next": 1}.get(which, 0)
        moved = shifted(c.published, "Q", step) if c.published else None
        return of_quarter(moved.year, _quarter_of(moved)) if moved else Value("DATE", "XXXX-QX")
    if near is None and c.published and which in _REPORTED:
        over = shifted(c.published, "Q", -1)
        near = c.name_quarter(over.year, _quarter_of(over)) if over else None
    if near is not None:
        return of_quarter(*near)
    if period:
        return None
    return Value("DATE", f"{c.published.year:04}-QX" if c.published else "XXXX-QX")


@maker
def quarter_ended(m: Match, c: Context) -> Made:
    """`the quarter ended Sept. 30`: the one that the month lies in."""
    month = m.number("mo", "MONTH") or 0
    if near := c.near_quarter():
        return of_quarter(*near)  # a company's own quarters may end in any month
    if c.published is None:
        return of_quarter(None, (month + 2) // 3)
    year = c.published.year - (month > c.published.month)
    return of_quarter(*c.name_quarter(year, (month + 2) // 3))


@maker
def same_last_year(m: Match, c: Context) -> Made:
    """`the same period last year`: the quarter that the text speaks of, or its month or week, a year before."""
    if c.published is None:
        return Value("DATE", "XXXX")
    near, unit, year = c.near_quarter(), m.text("u"), c.published.year - 1
    if number := m.number("q", "FOURTH"):
        return of_quarter((near[0] - 1) if near else year, number)
    if unit == "month":
        return of_month(year, c.published.month)
    if unit == "week":
        return of_week(shifted(c.published, "Y", -1))
    if near is not None or unit == "quarter":
        return of_quarter(*(near[0] - 1, near[1]) if near else (year, _quarter_of(c.published)))
    return of_year(year)
