"""Values of weeks, months, years and spans counted from the publication or from a day that the text named before."""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil

from readout.extract.times.context import Context
from readout.extract.times.make_days import named, step_of, timed, told
from readout.extract.times.makers import count, maker
from readout.extract.times.rules import Match
from readout.extract.times.values import (
    Made,
    Value,
    dated,
    duration,
    of_day,
    of_month,
    of_quarter,
    of_week,
    shifted,
)

_OVER = ("over", "in", "for", "within", "during", "through", "throughout", "of")


# --- this, last, next


@maker
def this_unit(m: Match, c: Context) -> Made:
    if m.is_name() or m.before() in ("a", "an"):
        return None
    text = m.text()
    which = m.text("r") or next((w for w in ("last", "next") if w in text.split()), "")
    step, unit = step_of(which.removeprefix("the ")), m.text("u") or "year"
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
        return of_day(told(c))
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
    step = 0 if which in ("that", "the same", "same", "") else step_of(which)
    fine = unit in ("day", "morning", "afternoon", "evening", "night")
    start = named(c) if fine else c.dated
    if start is None and unit == "day" and step <= 0 and c.published is not None:
        day = shifted(c.published, "D", step)  # only likely: that no day is named makes it the publication's
        return Value("DATE", day.isoformat()) if day else Value("DATE", "XXXX-XX-XX")
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
        return timed(shifted(start, "D", step), codes[unit])
    return _unit_at(start, unit, step)


@maker
def day_before(m: Match, c: Context) -> Made:
    """`the day before` with nothing after it to count from but the date that the text named."""
    if (m.after() or ["."])[0] not in ".,;":
        return None
    step = -1 if m.text("r") == "before" else 1
    start = named(c) if m.text("u") in ("day", "night") else c.dated or c.published
    if start is None:
        return None
    if m.text("u") == "night":
        return timed(shifted(start, "D", step), "NI")
    return _unit_at(start, m.text("u"), step)


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
    if letter == "Y" and number == 1 and (month := c.near_month()):
        return of_month(month[0] - 1, month[1])
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
    if letter in ("C", "E") and number != int(number):
        letter, number = "Y", number * (100 if letter == "C" else 10)
        moved = shifted(start, letter, number)
    elif letter in ("Y", "M") and number != int(number):
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
    if back and letter == "Y" and number == 1 and (month := c.near_month()):
        return of_month(month[0] - 1, month[1])
    if back and letter == "Y" and number == 1 and near is not None:
        return of_quarter(near[0] - 1, near[1])
    start = c.reference if letter in ("D", "W") or letter[:1] == "T" else c.dated
    if start is None and back:
        start = c.published
    return away(start, letter, -number if back else number)


@maker
def some_earlier(m: Match, c: Context) -> Made:
    return Value("DATE", "PAST_REF" if m.text("r") == "earlier" else "FUTURE_REF")


@maker
def from_now(m: Match, c: Context) -> Made:
    number = 1.0 if m.text("n") in ("a", "an") else count(m, "n")
    if number is None or isinstance(number, str):
        return Value("DATE", "FUTURE_REF")
    return away(c.published, m.code("u", "UNIT"), number)
