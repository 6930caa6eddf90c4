"""Values of durations, of repeated times, and of `now`, `recently` and `soon`."""

from __future__ import annotations

from readout.extract.times.context import Context
from readout.extract.times.make_relative import hence, stretch
from readout.extract.times.makers import count, maker
from readout.extract.times.rules import Match
from readout.extract.times.values import Made, Value, duration, of_quarter, of_year
from readout.extract.times.words import lexicon
from readout.extract.verbs import is_verb

_EACH = {"other": 2.0, "second": 2.0, "third": 3.0}
_RATED = frozenset({"percent", "%", "dollars", "cents", "million", "billion", "euros", "times", "twice", "thousand"})


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


_AFTER = (["-", "old"], ["of", "age"], ["-", "ago"], ["-", "earlier"], ["-", "long"], ["-", "on"])
_YOUNG = frozenset(
    {
        "baby",
        "boy",
        "boys",
        "girl",
        "girls",
        "son",
        "daughter",
        "child",
        "children",
        "infant",
        "twins",
        "brother",
        "sister",
    }
    | {"man", "woman", "who", "and", ",", "."}
)


def _is_age(m: Match) -> bool:
    """Whether a counted duration is somebody's age: `52 years old`, `a 30-year-old`, but not `an 8-month-old truce`."""
    after = m.after(3)
    if m.before() == "aged":
        return True
    if m.text().endswith("- old"):
        return "year" in m.text("u") or (after[0] if after else ".") in _YOUNG
    return "".join(after[:1]) == "old" or after[:2] in _AFTER


@maker
def counted(m: Match, c: Context) -> Made:
    """A counted duration; an age and a rate (`$10 a year`) are none."""
    number, letter, article = _number(m, "n"), _letter(m, "u"), m.text("n") in ("a", "an")
    if number is None or not letter or _is_age(m):
        return None
    unit = m.text("u")
    if article and (unit in ("quarter", "second") or unit.endswith("s")):
        return None
    if letter == "Q" and "-" in m.text().split() and unit != "quarter":
        return None
    if article and m.text() == f"{m.text('n')} {unit}" and (_is_rate(m) or c.measures()):
        return None
    if m.text().endswith("and a half") and not isinstance(number, str) and m.text("n") != m.text():
        number += 0.5
    value = duration(number, letter)
    if m.before() == "in" and not isinstance(number, str) and c.tense() == "future":
        return hence(c, value, number, letter)
    return Value("DURATION", value)


def _is_rate(m: Match) -> bool:
    before = m.before()
    return before[:1].isdigit() or before in _RATED


def _seasons(m: Match) -> Made:
    number = count(m, "n")
    return Value("DURATION", f"P{number:g}{m.code('s', 'SEASONS')}") if isinstance(number, float | int) else None


@maker
def span(m: Match, c: Context) -> Made:
    """A counted duration that may end or begin now: `the past two years`."""
    if m.has("s"):
        return _seasons(m)
    number, letter = (_number(m, "n") if m.has("n") else 1.0), _letter(m, "u")
    if (
        m.text("r") == "last"
        and not m.text().startswith("the")
        and c.analysis.tags[c.analysis.tokens(c.start, c.end)[0]][:2] == "VB"
    ):
        return None  # to last two weeks
    if number is None or not letter or _is_age(m):
        return None
    which = m.text("r").split()[-1:] or [""]
    step = -1 if which[0] in ("past", "last", "latest", "recent") else 1 if which[0] in ("next", "coming") else 0
    if m.after() == ["of"] or (step > 0 and c.tense() == "past"):
        step = 0  # `the last days of the war`, `the next two years were hard`: not counted from today
    return stretch(c, duration(number, letter), number, letter, step)


@maker
def one_unit(m: Match, c: Context) -> Made:
    letter = _letter(m, "x")
    return Value("DURATION", duration(1.5 if m.text().endswith("half") else 1, letter))


@maker
def unit_old(m: Match, c: Context) -> Made:
    """`a week-old truce`; `a year-old boy` is an age."""
    word = (m.after() or [""])[0]
    if word in _YOUNG or not word.isalpha() or m.before() == "-":
        return None
    return Value("DURATION", duration(1, _letter(m, "u")))


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


@maker
def year_ago(m: Match, c: Context) -> Made:
    """The quarter, the year or the stretch a year before the one at hand."""
    if m.has("n"):
        return counted(m, c)
    near = c.near_quarter()
    number = m.number("q", "FOURTH") or (near[1] if near else None)
    base = near[0] if near else c.published.year if c.published else None
    if base is None:
        return Value("DATE", "XXXX")
    return of_quarter(base - 1, number) if number else of_year(base - 1)


# --- sets


@maker
def every(m: Match, c: Context) -> Made:
    number = _number(m, "n") if m.has("n") else 1.0
    return Value("SET", duration(number, _letter(m, "u"))) if number is not None else None


@maker
def each(m: Match, c: Context) -> Made:
    """`every other week`, `each July`, `every Friday morning`."""
    if m.has("u"):
        return Value("SET", duration(_EACH.get(m.text("o"), 1.0), _letter(m, "u")))
    if m.has("mo"):
        return Value("SET", f"XXXX-{m.number('mo', 'MONTH'):02}")
    if m.has("w"):
        return every_weekday(m, c)
    part = m.code("p", "PART")
    return Value("SET", f"XXXX-XX-XXT{part}" if part else f"XXXX-{m.code('s', 'SEASON')}")


@maker
def vague_set(m: Match, c: Context) -> Made:
    return Value("SET", duration("X", _letter(m, "u")))


@maker
def every_weekday(m: Match, c: Context) -> Made:
    number = m.number("w", "WEEKDAY")
    number = m.number("w", "WEEKDAYS") if number is None else number
    part = m.code("p", "PART")
    return Value("SET", f"XXXX-WXX-{(number or 0) + 1}" + (f"T{part}" if part else ""))


@maker
def regular(m: Match, c: Context) -> Made:
    """`weekly` as an adverb; before a noun it tells a kind (`the annual meeting`), after a number a rate."""
    a = c.analysis
    token, end = a.tokens(c.start, c.end)
    if token >= end or a.deps[token] != "advmod" or not is_verb(a, a.heads[token]) or _is_rate(m):
        return None
    return Value("SET", m.code("s", "REGULAR"))


# --- now, then, some day


@maker
def ref(m: Match, c: Context, value: str) -> Made:
    return None if m.is_name() else Value("DATE", value)


@maker
def the_past(m: Match, c: Context) -> Made:
    """`the past` as a noun, not before one."""
    a = c.analysis
    first, last = a.tokens(c.start, c.end)
    return Value("DATE", "PAST_REF") if first < last and a.tags[last - 1] == "NN" else None


@maker
def one_day(m: Match, c: Context) -> Made:
    return Value("DATE", "FUTURE_REF") if c.tense() == "future" else None
