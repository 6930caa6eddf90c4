"""Values of durations, of repeated times, and of `now`, `recently` and `soon`."""

from __future__ import annotations

from readout.extract.times.context import Context
from readout.extract.times.make_relative import stretch
from readout.extract.times.makers import count, maker
from readout.extract.times.rules import Match
from readout.extract.times.values import Made, Value, duration
from readout.extract.times.words import lexicon

_MONEY = frozenset({"percent", "%", "dollars", "cents"})


def _letter(m: Match, name: str) -> str:
    """The unit's letter of the last unit word in a part."""
    units = lexicon()["UNIT"]
    words = [w for w in m.text(name).split() if w in units]
    return str(units[words[-1]]) if words else ""


def _number(m: Match, name: str) -> float | str | None:
    text = m.text(name)
    if text in ("a", "an", "one"):
        return 1.0
    if text in ("half a", "half an"):
        return 0.5
    return count(m, name)


def _next_word(m: Match, step: int = 0) -> str:
    lowers, at = m.words.lowers, m.found.end() + step
    return lowers[at] if at < len(lowers) else ""


@maker
def counted(m: Match, c: Context) -> Made:
    """A counted duration; an age (`52 years old`) is none."""
    number, letter = _number(m, "n"), _letter(m, "u")
    words = m.text()
    if number is None or not letter or "- old" in words:
        return None
    if (
        _next_word(m) == "old"
        or (_next_word(m) == "-" and _next_word(m, 1) == "old")
        or _next_word(m) == "of"
        and _next_word(m, 1) == "age"
    ):
        return None
    if m.text("n") in ("a", "an") and (m.text("u") in ("quarter", "second") or m.text("u").endswith("s")):
        return None
    if words.endswith("and a half") and not isinstance(number, str) and m.text("n") != words:
        number += 0.5
    return Value("DURATION", duration(number, letter))


@maker
def span(m: Match, c: Context) -> Made:
    """A counted duration that may end or begin now: `the past two years`."""
    number, letter = (_number(m, "n") if m.has("n") else 1.0), _letter(m, "u")
    if number is None or not letter or _next_word(m) == "old":
        return None
    which = m.text("r").split()[-1:] or [""]
    step = -1 if which[0] in ("past", "last", "recent") else 1 if which[0] in ("next", "coming") else 0
    return stretch(c, duration(number, letter), number, letter, step)


@maker
def one_unit(m: Match, c: Context) -> Made:
    letter = _letter(m, "x")
    return Value("DURATION", duration(1.5 if m.text().endswith("half") else 1, letter))


@maker
def half_unit(m: Match, c: Context) -> Made:
    return Value("DURATION", duration(0.5, _letter(m, "x")))


@maker
def duration_range(m: Match, c: Context) -> Made:
    """`two to three weeks`: the lower number."""
    number = _number(m, "n")
    return Value("DURATION", duration(number, _letter(m, "u"))) if number is not None else None


@maker
def vague_duration(m: Match, c: Context) -> Made:
    letter = _letter(m, "u") or _letter(m, "x")
    return Value("DURATION", duration("X", letter)) if letter else None


@maker
def vague(m: Match, c: Context, value: str) -> Made:
    return Value("DURATION", value)


@maker
def recent(m: Match, c: Context) -> Made:
    return Value("DATE", "PAST_REF")


# --- sets


@maker
def every(m: Match, c: Context) -> Made:
    number = _number(m, "n") if m.has("n") else 2.0 if "other" in m.text().split() else 1.0
    return Value("SET", duration(number, _letter(m, "u"))) if number is not None else None


@maker
def every_part(m: Match, c: Context) -> Made:
    part = m.code("p", "PART")
    return Value("SET", f"XXXX-XX-XXT{part}" if part else f"XXXX-{m.code('s', 'SEASON')}")


@maker
def every_weekday(m: Match, c: Context) -> Made:
    number = m.number("w", "WEEKDAY")
    number = m.number("w", "WEEKDAYS") if number is None else number
    return Value("SET", f"XXXX-WXX-{(number or 0) + 1}")


@maker
def regular(m: Match, c: Context) -> Made:
    return Value("SET", m.code("s", "REGULAR"))


# --- now, then, some day


@maker
def ref(m: Match, c: Context, value: str) -> Made:
    return Value("DATE", value)


@maker
def current(m: Match, c: Context) -> Made:
    return Value("DATE", "PRESENT_REF")


@maker
def the_past(m: Match, c: Context) -> Made:
    """`the past` as a noun, not before one."""
    a = c.analysis
    first, last = a.tokens(c.start, c.end)
    return Value("DATE", "PAST_REF") if first < last and a.tags[last - 1] == "NN" else None


@maker
def one_day(m: Match, c: Context) -> Made:
    return Value("DATE", "FUTURE_REF") if c.tense() == "future" else None
