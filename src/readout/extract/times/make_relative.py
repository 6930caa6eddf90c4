"""Values of days and spans counted from the publication or from a day that the text named before."""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil

from readout.extract.times.context import Context
from readout.extract.times.make_dates import month_day, nearest
from readout.extract.times.makers import count, maker
from readout.extract.times.rules import Match
from readout.extract.times.values import (
    Made,
    Value,
    dated,
    duration,
    make_day,
    of_day,
    of_month,
    of_quarter,
    of_week,
    shifted,
)
from readout.lexicon import table

_BACK = ("last", "past", "previous", "preceding", "this past", "the previous")
# How far back, in characters, a day that the text named still is the one that it speaks of.
_REACH = 500
_OVER = ("over", "in", "for", "within", "during", "through", "throughout", "of")
_ON = ("next", "coming", "following", "this coming", "the following", "the next")


def _step(which: str) -> int:
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
    past = c.tense() == "past"
    return shifted(c.published, "D", ahead - 7 if past and ahead else ahead)


def _weekday_from(start: date, number: int, direction: int) -> date | None:
    ahead = (number - start.weekday()) % 7
    return shifted(start, "D", (ahead or 7) if direction > 0 else ahead - 7)


@maker
def weekday(m: Match, c: Context) -> Made:
    number = m.number("w", "WEEKDAY") or 0
    if m.before() in table("times")["named_days"]:
        return None
    if c.published is None or m.text().split()[0] in ("a", "one"):
        return Value("DATE", f"XXXX-WXX-{number + 1}")
    return of_day(_weekday(m, c))


@maker
def weekday_of(m: Match, c: Context) -> Made:
    number = m.number("w", "WEEKDAY") or 0
    if c.published is None:
        return Value("DATE", f"XXXX-WXX-{number + 1}")
    return of_day(shifted(c.published, "D", 7 * _step(m.text("r")) + number - c.published.weekday()))


@maker
def feast(m: Match, c: Context) -> Made:
    month, number = (int(p) for p in m.code("f", "FEAST").split("-"))
    number -= m.text().endswith("eve")
    if c.published is None:
        return Value("DATE", f"XXXX-{month:02}-{number:02}")
    return of_day(nearest(c, lambda y: make_day(y, month, number)))


@maker
def new_year(m: Match, c: Context) -> Made:
    month, number = (12, 31) if m.text("f") == "eve" else (1, 1)
    if c.published is None:
        return Value("DATE", f"XXXX-{month:02}-{number:02}")
    return of_day(nearest(c, lambda y: make_day(y, month, number)))


# --- parts of a day


def _timed(day: date | None, tail: str) -> Value:
    if day is None:
        return Value("TIME", f"XXXX-XX-XXT{tail}")
    return Value("TIME", f"{day.isoformat()}T{tail}", day.isoformat(), day.isoformat())


def _moved(c: Context, step: int) -> date | None:
    return shifted(c.published, "D", step) if c.published else None


def _told(c: Context) -> date | None:
    """The day that the text speaks of: the one it named last, else that of its publication."""
    return _named(c) or c.published


def _named(c: Context) -> date | None:
    """The day that the text named last, if that was not long ago."""
    return c.reference if c.start - c.reference_end < _REACH else None


def _loose(c: Context, value: Value) -> Value:
    """A time of day that names no day and follows none: that it is the day of publication is only likely."""
    return value if _named(c) is not None else Value(value.type, value.value)


@maker
def part(m: Match, c: Context, step: str, code: str = "") -> Made:
    return _timed(_moved(c, int(step)), "EV" if "evening" in m.text() else code or m.code("p", "PART"))


@maker
def part_of_day(m: Match, c: Context) -> Made:
    step = {"yesterday": -1, "tomorrow": 1}.get(m.text("a"), 0)
    return _timed(_moved(c, step), m.code("p", "PART"))


@maker
def weekday_part(m: Match, c: Context) -> Made:
    if c.published is None:
        return Value("TIME", f"XXXX-WXX-{(m.number('w', 'WEEKDAY') or 0) + 1}T{m.code('p', 'PART')}")
    return _timed(_weekday(m, c), m.code("p", "PART"))


@maker
def hours_of(m: Match, c: Context) -> Made:
    """`the early hours of Tuesday`."""
    start = _weekday(m, c) if m.has("w") else _moved(c, {"yesterday": -1, "tomorrow": 1}.get(m.text("a"), 0))
    return _timed(start, "NI" if m.text("h") in ("late", "evening") else "MO")


@maker
def overnight(m: Match, c: Context) -> Made:
    """The night that `overnight` means: by default the one before the publication."""
    if m.has("w"):
        return _timed(_weekday(m, c), "NI")
    return _timed(_moved(c, 0 if m.text("a") == "today" or c.tense() == "future" else -1), "NI")


@maker
def same_part(m: Match, c: Context) -> Made:
    return _loose(c, _timed(_told(c), m.code("p", "PART")))


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
    value = _timed(_clock_day(m, c), f"{hour:02}:{minutes or '00'}{universal}")
    return value if any(m.has(name) for name in ("w", "mo", "a")) else _loose(c, value)


def _clock_day(m: Match, c: Context) -> date | None:
    if m.has("mo"):
        made = month_day(m, c)
        return date.fromisoformat(made.begin) if isinstance(made, Value) and made.begin else None
    if m.has("w"):
        return _weekday(m, c)
    if m.has("a"):
        return _moved(c, {"yesterday": -1, "tomorrow": 1}.get(m.text("a"), 0))
    return _told(c)


# --- this, last, next


@maker
def this_unit(m: Match, c: Context) -> Made:
    if m.is_name():
        return None
    text = m.text()
    which = m.text("r") or next((w for w in ("last", "next") if w in text.split()), "")
    step, unit = _step(which.removeprefix("the ")), m.text("u") or "year"
    if text.startswith("the ") and step and unit != "weekend" and text.count(" ") == 2 and "fiscal" not in text:
        if m.after() == ["of"]:
            return Value("DURATION", _stretch(c, unit, 0).value)
        if step > 0 and c.dated is not None and m.before() not in _OVER and c.tense() == "past":
            return _unit_at(c.dated, unit, step)
        return _stretch(c, unit, step)
    if c.published is None:
        return Value(
            "DATE",
            {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "month": "XXXX-XX"}.get(unit, "XXXX"),
        )
    if unit == "day":
        return of_day(_told(c))
    if unit == "weekend" and not step and c.published.weekday() < 5 and c.tense() == "past":
        step = -1
    return _unit_at(c.published, unit, step)


def _unit_at(start: date, unit: str, step: int) -> Value:
    """The week, month, year and so on that lies some steps from a day's own."""
    letter = {"week": "W", "weekend": "W", "month": "M", "decade": "E", "century": "C", "day": "D"}.get(unit, "Y")
    moved = shifted(start.replace(day=1) if letter in "MYEC" else start, letter, step)
    if moved is None:
        return Value("DATE", "XXXX")
    if letter == "D":
        return of_day(moved)
    if letter == "W":
        # On a Sunday `last week` is the one that ends with it.
        late = step == -1 and unit == "week" and start.weekday() == 6
        return of_week(start if late else moved, unit == "weekend")
    if letter == "M":
        return of_month(moved.year, moved.month)
    return dated(f"{moved.year:04}"[: {"E": 3, "C": 2}.get(letter, 4)])


def _stretch(c: Context, unit: str, step: int) -> Value:
    """`the past year`: a duration that ends or begins with the publication."""
    letter = {"decade": "E", "century": "C"}.get(unit, unit[0].upper())
    return stretch(c, duration(1, letter), 1, letter, step)


def stretch(c: Context, value: str, number: float | str, letter: str, step: int) -> Value:
    """A duration with the days that it covers when it ends (step -1) or begins (step 1) with the publication."""
    if c.published is None or not step or isinstance(number, str):
        return Value("DURATION", value)
    if letter == "TH":
        letter, number = "D", ceil(number / 24)
    other = shifted(c.published, letter, number * step) if letter in tuple("DWMQYEC") else None
    if other is None:
        return Value("DURATION", value)
    first, last = sorted((other, c.published))
    return Value("DURATION", value, first.isoformat(), last.isoformat())


def hence(c: Context, value: str, number: float, letter: str) -> Value:
    """`in two weeks`: a duration that ends with what is told, with the days where that lies."""
    there = away(c.published, letter, number)
    return Value("DURATION", value, there.begin, there.until)


@maker
def unit_end(m: Match, c: Context) -> Made:
    unit = m.text().removeprefix("around ").replace("'", " ").replace("-", " ").split()[0]
    if unit == "year":
        return of_month(c.published.year if c.published else None, 12)
    if c.published is None:
        return Value("DATE", {"week": "XXXX-WXX", "month": "XXXX-XX"}.get(unit, "XXXX"))
    return _unit_at(c.published, unit, 0)


@maker
def from_reference(m: Match, c: Context) -> Made:
    """`the following month`, `that day`: counted from the date that the text named last."""
    which, unit = m.text("r"), m.text("u")
    step = 0 if which in ("that", "the same", "same", "") else _step(which)
    fine = unit in ("day", "morning", "afternoon", "evening", "night")
    start = _named(c) if fine else c.dated
    if start is None and (not which or not fine):
        start = c.published if not step or which in ("previous", "preceding") else None
    if start is None:
        return (
            Value("TIME", "XXXX-XX-XXTXX")
            if fine and unit != "day"
            else Value("DATE", "XXXX-XX-XX" if unit == "day" else "XXXX")
        )
    season = {"summer": "SU", "spring": "SP", "winter": "WI", "fall": "FA", "autumn": "FA"}.get(unit)
    if season:
        return dated(f"{start.year:04}-{season}")
    if fine and unit != "day":
        codes = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}
        return _timed(shifted(start, "D", step), codes[unit])
    return _unit_at(start, unit, step)


@maker
def nth(m: Match, c: Context) -> Made:
    """`is the second day of the siege`: today."""
    if m.text("u") != "day" or c.tense() != "present" or c.published is None:
        return None
    return of_day(c.published)


# --- ago, earlier, later


@maker
def ago(m: Match, c: Context) -> Made:
    number = 1.0 if m.text("n") in ("a", "an") else count(m, "n")
    letter = m.code("u", "UNIT")
    if number is None:
        return None
    if isinstance(number, str):
        return Value("DATE", "PAST_REF")
    near = c.near_quarter()
    if letter == "Y" and number == 1 and near is not None:
        return of_quarter(near[0] - 1, near[1])
    return away(c.published, letter, -number)


def away(start: date | None, letter: str, number: float) -> Value:
    """What lies a number of units from a day, as exactly as the unit says."""
    if letter[:1] == "T":
        if start is None:
            return Value("TIME", "XXXX-XX-XXTXX:XX")
        around = start - timedelta(1) if start > date.min else start
        return Value("TIME", f"{start.isoformat()}TXX:XX", around.isoformat(), start.isoformat())
    if letter == "2W":
        letter, number = "W", number * 2
    if start is None or letter == "WE":
        return Value("DATE", {"D": "XXXX-XX-XX", "W": "XXXX-XX-XX", "M": "XXXX-XX"}.get(letter, "XXXX"))
    moved = shifted(start, letter, number)
    if letter in ("Y", "M") and number != int(number):
        moved = shifted(start, "M", number * (12 if letter == "Y" else 1))
        letter = "M"
    if moved is None:
        return Value("DATE", "PAST_REF" if number < 0 else "FUTURE_REF")
    if letter == "W":
        week = of_week(moved)
        return Value("DATE", moved.isoformat(), week.begin, week.until)
    if letter == "D":
        return of_day(moved)
    if letter == "M":
        return of_month(moved.year, moved.month)
    if letter == "Q":
        return of_quarter(moved.year, (moved.month + 2) // 3)
    return dated(f"{moved.year:04}"[: {"E": 3, "C": 2, "L": 2}.get(letter, 4)])


@maker
def long_ago(m: Match, c: Context) -> Made:
    return Value("DATE", "PAST_REF")


@maker
def earlier(m: Match, c: Context) -> Made:
    """`two days later`: from the date that the text named last."""
    number = 1.0 if m.text("n") in ("a", "an") else count(m, "n")
    letter = m.code("u", "UNIT")
    back = m.text("r") == "earlier"
    if number is None or isinstance(number, str):
        return Value("DATE", "PAST_REF" if back else "FUTURE_REF")
    near = c.near_quarter()
    if back and letter == "Y" and number == 1 and near is not None:
        return of_quarter(near[0] - 1, near[1])
    start = c.reference if letter in ("D", "W") or letter[:1] == "T" else c.dated
    if start is None and back:
        start = c.published
    return away(start, letter, -number if back else number)


@maker
def from_now(m: Match, c: Context) -> Made:
    number = 1.0 if m.text("n") in ("a", "an") else count(m, "n")
    if number is None or isinstance(number, str):
        return Value("DATE", "FUTURE_REF")
    return away(c.published, m.code("u", "UNIT"), number)
