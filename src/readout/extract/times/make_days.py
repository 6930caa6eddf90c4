"""Values of days, of their parts and of clock times: `today`, `Tuesday evening`, `10 a.m. Friday`."""

from __future__ import annotations

import re
from datetime import date

from readout.extract.times.context import Context
from readout.extract.times.make_dates import month_day
from readout.extract.times.makers import count, maker
from readout.extract.times.rules import Match
from readout.extract.times.values import Made, Value, of_day, shifted
from readout.extract.times.words import lexicon
from readout.lexicon import table

_BACK = ("last", "past", "previous", "preceding", "this past", "the previous")
# The weekday that a clock time has after a second one in brackets: `08:45 local time (00:45 GMT) on Saturday`.
_DAY_AFTER = re.compile(r"(?: \([^()]{1,25}\)|\)),? on ((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b")
# How far back, in characters, a day that the text named still is the one that it speaks of.
_REACH = 500
_ON = ("next", "coming", "following", "this coming", "the following", "the next")


def step_of(which: str) -> int:
    return -1 if which in _BACK else 1 if which in _ON else 0


@maker
def day(m: Match, c: Context, step: str) -> Made:
    if m.is_name():
        return None
    return of_day(shifted(c.published, "D", int(step)) if c.published else None)


def _weekday(m: Match, c: Context) -> date | None:
    """The day that a weekday's name means: the last one in a past clause, the next in a future one, today included."""
    number, which = m.number("w", "WEEKDAY") or 0, m.text("r")
    if c.published is None:
        return None
    if which in ("the previous", "the following", "the next") and c.reference is not None:
        return _weekday_from(c.reference, number, -1 if which == "the previous" else 1)
    ahead = (number - c.published.weekday()) % 7
    if which in ("last", "this past", "the previous"):
        return shifted(c.published, "D", (ahead or 7) - 7 if ahead else -7)
    if which in ("next", "the next", "the following"):
        same_week = ahead and c.published.weekday() + ahead <= 6
        return shifted(c.published, "D", ahead + 7 if same_week or not ahead else ahead)
    if which == "this coming":
        return shifted(c.published, "D", ahead or 7)
    return _by_tense(c, number)


def _by_tense(c: Context, number: int) -> date | None:
    """The weekday that the clause's tense means: the last one, today included, or the next one."""
    if c.published is None:
        return None
    ahead = (number - c.published.weekday()) % 7
    back = ahead and c.tense() == "past" and not c.is_term()
    return shifted(c.published, "D", ahead - 7 if back else ahead)


def _weekday_from(start: date, number: int, direction: int) -> date | None:
    ahead = (number - start.weekday()) % 7
    return shifted(start, "D", (ahead or 7) if direction > 0 else ahead - 7)


@maker
def weekday(m: Match, c: Context) -> Made:
    number = m.number("w", "WEEKDAY") or 0
    if m.before() in table("times")["named_days"]:
        return None
    article = m.text().split()[0] in ("a", "one")
    if c.published is None or (article and not c.modifies()):
        return Value("DATE", f"XXXX-WXX-{number + 1}")
    day = of_day(_weekday(m, c))
    return [("w", day)] if article else day  # `a Tuesday breakfast`: the article is the breakfast's


@maker
def weekday_ago(m: Match, c: Context) -> Made:
    """`a week ago Tuesday`: that many weeks before the last one; `two Sundays ago` counts the Sundays."""
    number = m.number("w", "WEEKDAY")
    weeks = count(m, "n") if m.has("n") else 1.0
    if number is None:
        number, weeks = m.number("w", "WEEKDAYS") or 0, weeks - 1 if isinstance(weeks, float | int) else weeks
    if c.published is None or not isinstance(weeks, float | int):
        return Value("DATE", f"XXXX-WXX-{number + 1}")
    last = (c.published.weekday() - number - 1) % 7 + 1
    return of_day(shifted(c.published, "D", -last - 7 * weeks))


@maker
def weekday_of(m: Match, c: Context) -> Made:
    number = m.number("w", "WEEKDAY") or 0
    if c.published is None:
        return Value("DATE", f"XXXX-WXX-{number + 1}")
    return of_day(shifted(c.published, "D", 7 * step_of(m.text("r")) + number - c.published.weekday()))


# --- parts of a day


def timed(day: date | None, tail: str) -> Value:
    if day is None:
        return Value("TIME", f"XXXX-XX-XXT{tail}")
    return Value("TIME", f"{day.isoformat()}T{tail}", day.isoformat(), day.isoformat())


def _moved(c: Context, step: int) -> date | None:
    return shifted(c.published, "D", step) if c.published else None


def told(c: Context) -> date | None:
    """The day that the text speaks of: the one it named last, else that of its publication."""
    return named(c) or c.published


def named(c: Context) -> date | None:
    """The day that the text named last, if that was not long ago."""
    return c.reference if c.start - c.reference_end < _REACH else None


def _loose(c: Context, value: Value) -> Value:
    """A time of day that names no day and follows none: that it is the day of publication is only likely."""
    return value if named(c) is not None else Value(value.type, value.value)


@maker
def part_of_day(m: Match, c: Context) -> Made:
    """`yesterday morning`, `this evening`, `last night`, `tonight`."""
    which = m.text("a")
    step = {"yesterday": -1, "last": -1, "tomorrow": 1}.get(which, 0)
    return timed(_moved(c, step), "NI" if which == "tonight" else m.code("p", "PART"))


@maker
def part_of_date(m: Match, c: Context) -> Made:
    """`the night of 4 May`."""
    made = month_day(m, c)
    if not isinstance(made, Value):
        return None
    tail = f"T{m.code('p', 'PART')}"
    return Value("TIME", made.value + tail, made.begin, made.until)


@maker
def weekday_part(m: Match, c: Context) -> Made:
    if c.published is None:
        return Value("TIME", f"XXXX-WXX-{(m.number('w', 'WEEKDAY') or 0) + 1}T{m.code('p', 'PART')}")
    return timed(_weekday(m, c), m.code("p", "PART"))


@maker
def hours_of(m: Match, c: Context) -> Made:
    """`the early hours of Tuesday`."""
    start = _weekday(m, c) if m.has("w") else _moved(c, {"yesterday": -1, "tomorrow": 1}.get(m.text("a"), 0))
    return timed(start, "NI" if m.text("h") in ("late", "evening") else "MO")


@maker
def overnight(m: Match, c: Context) -> Made:
    """The night that `overnight` means: by default the one before the publication."""
    if m.has("w"):
        return timed(_weekday(m, c), "NI")
    return timed(_moved(c, 0 if m.text("a") == "today" or c.tense() == "future" else -1), "NI")


@maker
def same_part(m: Match, c: Context) -> Made:
    if c.is_told_by_a_clause():
        return None
    return _loose(c, timed(told(c), m.code("p", "PART")))


@maker
def clock(m: Match, c: Context) -> Made:
    text = m.code("c", "NOON") or m.text("c").replace(".", ":")
    text = f"{text[:2]}:{text[2:]}" if len(text) == 4 and text.isdigit() else text
    hours, _, minutes = text.partition(":")
    hour = m.number("c", "SMALL") if not hours.isdigit() else int(hours)
    if hour is None or hour > 24 or (minutes and int(minutes[:2]) > 59):
        return None
    half_day = m.number("p", "AMPM")
    if half_day is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + half_day
    universal = "Z" if {"gmt", "utc"} & set(m.text().split()) else ""
    value = timed(_clock_day(m, c), f"{hour:02}:{minutes or '00'}{universal}")
    return value if any(m.has(name) for name in ("w", "mo", "a")) else _loose(c, value)


def _clock_day(m: Match, c: Context) -> date | None:
    if m.has("mo"):
        made = month_day(m, c)
        return date.fromisoformat(made.begin) if isinstance(made, Value) and made.begin else None
    if m.has("w"):
        return _weekday(m, c)
    if m.has("a"):
        return _moved(c, {"yesterday": -1, "tomorrow": 1}.get(m.text("a"), 0))
    if (later := _DAY_AFTER.match(m.words.text, c.end)) and c.published is not None:
        return _by_tense(c, int(lexicon()["WEEKDAY"][later[1].lower()] or 0))
    return told(c)
