"""Values of named days: `Thanksgiving`, `Good Friday`, `Ukraine's Independence Day`."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from readout.extract.times.context import Context
from readout.extract.times.make_dates import nearest, nth_of_month, year_of
from readout.extract.times.makers import maker
from readout.extract.times.rules import Match
from readout.extract.times.values import Made, Value, make_day, of_day, shifted
from readout.extract.times.words import split
from readout.lexicon import table

_FIXED = re.compile(r"(\d\d)-(\d\d)")
_NTH = re.compile(r"(\d\d) (-?\d) (\d)(?: ([+-]\d+))?")
_MOVING = re.compile(r"(.+?)(?: ([+-]\d+))?")
_NAME = re.compile(r"[A-Z][\w.’']*(?:[ -][A-Z][\w.’']*)*")
_POSSESSIVE = re.compile(r"['’]s?$")
# So many characters about a national day the name of its country stands.
_REACH = 90


@cache
def _rules() -> dict[str, str]:
    return {" ".join(split(name)): str(rule) for name, rule in table("times")["feasts"].items()}


@cache
def _countries() -> dict[str, str]:
    """Names of countries, their adjectives and their people -> ISO 3166-1 alpha-3."""
    found: dict[str, str] = {}
    for code, row in table("countries")["countries"].items():
        for kind in ("names", "adjectives", "people"):
            for name in row.get(kind, ()):
                found.setdefault(name, code)
    return found


@maker
def feast(m: Match, c: Context) -> Made:
    """A named day of the year that the text gives, else the nearest one."""
    name, text = m.text("f"), m.words.text[c.start : c.end]
    span = m.span("f")
    if span is None or not _is_written_as_name(m, span) or (m.after() or [""])[0] in table("times")["feast_things"]:
        return None
    rule = _rules()[name]
    if rule == "national":
        rule = _national(name, m.words.text, c)
    if not rule or (c.published is None and not m.has("y")):
        fixed = _FIXED.fullmatch(rule)
        return Value("DATE", f"XXXX-{rule}" if fixed else "XXXX-XX-XX")
    day = _chosen(m, c, rule, text.split()[0].lower())
    if name.startswith("ram") and day is not None:
        end = next((d for y in (day.year, day.year + 1) if (d := _moving("eid al-fitr", y, day)) is not None), None)
        until = shifted(end, "D", -1) if end else None
        if until is not None:
            return Value("DATE", f"{day.year:04}-XX", day.isoformat(), until.isoformat())
    return of_day(day) if day is not None else Value("DATE", "XXXX-XX-XX")


def _is_written_as_name(m: Match, span: tuple[int, int]) -> bool:
    """Whether the words are a name by their capitals: not `easter` of a poem, nor `a good Friday`."""
    words = [m.words.text[m.words.starts[n]] for n in range(*span) if len(m.words.lowers[n]) > 2]
    return all(first.isupper() for first in words[:1] + words[-1:])


def _chosen(m: Match, c: Context, rule: str, which: str) -> date | None:
    """The feast of the year that is meant."""
    if m.has("y"):
        return _day(rule, year_of(m))
    published = c.published
    if published is None:
        return None
    days = [d for y in range(published.year - 2, published.year + 3) if (d := _day(rule, y)) is not None]
    if m.has("s"):
        year = published.year + {"last": -1, "next": 1}.get(m.text("s"), 0)
        return next((d for d in days if d.year == year), None)
    if which == "last" or m.text("r") == "this past":
        return max((d for d in days if d < published), default=None)
    if which == "next" or m.text("r") == "this coming":
        return min((d for d in days if d > published), default=None)
    if which == "this":
        return next((d for d in days if d.year == published.year), None)
    return nearest(c, lambda y: _day(rule, y), tensed=not c.modifies() and c.tense() != "present")


def _day(rule: str, year: int) -> date | None:
    """The day of a rule in a year; nothing where the table ends."""
    if fixed := _FIXED.fullmatch(rule):
        return make_day(year, int(fixed[1]), int(fixed[2]))
    if nth := _NTH.fullmatch(rule):
        day = nth_of_month(year, int(nth[1]), int(nth[2]), int(nth[3]))
        return shifted(day, "D", int(nth[4] or 0)) if day else None
    moving = _MOVING.fullmatch(rule)
    start = _moving(moving[1], year) if moving else None
    return shifted(start, "D", int(moving[2] or 0)) if moving and start else None


def _moving(name: str, year: int, after: date = date.min) -> date | None:
    days = table("holidays")["moving"].get(name, {}).get(str(year), ())
    found = (make_day(year, int(day[:2]), int(day[3:])) for day in days)
    return next((day for day in found if day is not None and day > after), None)


def _national(name: str, text: str, c: Context) -> str:
    """The day of a country's own feast, by the country that the sentence names nearest to it."""
    days: dict[str, str] = table("holidays")["national"].get(
        name.removeprefix("national ") if name != "national day" else name, {}
    )
    low, high = max(c.start - _REACH, 0), min(c.end + _REACH, len(text))
    near = sorted(
        (min(abs(low + found.start() - c.end), abs(c.start - low - found.end())), code)
        for found in _NAME.finditer(text[low:high])
        for code in _named(found.group())
    )
    return next((days[code] for _, code in near if code in days), "")


def _named(words: str) -> list[str]:
    """The countries that capitalised words name."""
    pieces = words.split(" ")
    some = {" ".join(pieces[n:m]) for n in range(len(pieces)) for m in range(n + 1, min(n + 4, len(pieces) + 1))}
    return [code for piece in some if (code := _countries().get(_POSSESSIVE.sub("", piece)))]
