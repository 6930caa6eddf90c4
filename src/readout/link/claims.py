"""Who says what of one event across articles: each voice once, who was first, and what cannot all be right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import combinations
from math import cos, hypot, inf, radians
from typing import Any, Literal, NamedTuple

from msgspec import Struct

from readout.lexicon import table
from readout.link.events import repeated
from readout.link.history import common
from readout.link.mentions import Mention, name_key
from readout.link.news import denies, told_of
from readout.link.records import Records, Sketches
from readout.link.sentences import sentence
from readout.link.sketch import Sketch, stem
from readout.link.titles import marked_title
from readout.model import Entity, Record, Span

Stance = Literal["says", "denies", "reports"]
# Two articles with this share of their neighbouring words are copies of one.
_COPY = 0.7
# Days further apart than this are those of two happenings; a plan denied so many days later may have been given up.
_APART, _ANEW = 7, 3
# What is told of a plan is compared with no deed.
_PLAN = "plan"
# A number and what it counts, with the state in between: `12 Algerian diplomats`.
_NUMBER = re.compile(
    r"(?<![\w.])(?<!\d,)(?P<number>\d[\d,]*(?:\.\d+)?)"
    r"(?:%|[\s-]+(?P<of>(?:[A-Z]\w+ )?)(?P<unit>percent|per cent|[a-z]+))"
)


# Characters between a number and the telling that it may belong to; how far a number said to be rough may be off, and
# one that is even; kilometres in a degree, and across a large city.
_NEAR, _ROUNDED, _EVEN = 100, 0.25, 0.05
_KM, _WITHIN = 111.2, 60.0
# What stands between a telling and a number of something else.
_APART_FROM = re.compile(r"[;:—–]|, and\b|\b(?:but|while)\b")
About = Literal["status", "date", "place", "number"]


class _Rules(NamedTuple):
    """Numbers as words and their pattern before a noun; what hedges a number, and what makes it one of a time gone by;
    nouns of tolls, words that no number counts; kinds of events that last, and those held in one place.
    """

    words: dict[str, int]
    worded: re.Pattern[str]
    hedge: re.Pattern[str]
    since: re.Pattern[str]
    tolls: frozenset[str]
    uncounted: frozenset[str]
    lasting: frozenset[str]
    held: frozenset[str]


@cache
def _rules() -> _Rules:
    table_of: Any = table("link_news")
    rows = table_of["numbers"]
    words = {word: number for number, word in enumerate(rows["from_two"], 2)}
    least, most, rough = ("|".join(rows["hedges"][name]) for name in ("least", "most", "rough"))
    return _Rules(
        words,
        re.compile(rf"\b({'|'.join(words)})\s+([a-z]+)"),
        re.compile(rf"\b(?:(?P<least>{least})|(?P<most>{most})|{rough})\s+(?:\w+\s+)?[^\w\s]?$", re.I),
        re.compile(rf"\s+(?:{'|'.join(rows['since'])})\b"),
        frozenset(rows["tolls"]),
        frozenset(rows["uncounted"]),
        frozenset(table_of["lasting"]),
        frozenset(table_of["held"]),
    )


class Voice(Struct, frozen=True):
    """Someone who speaks of an event: `quote` is article.text[start:end], the sentence; `via` who passed it on.

    `says` and `denies` are a named or unnamed source's; an article that names none `reports` it. `copies` are further
    articles with the same text.
    """

    name: str
    stance: Stance
    article: str
    day: str | None
    start: int
    end: int
    quote: str
    via: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()


class Value(Struct, frozen=True):
    """What an article gives for something, with its words article.text[start:end]."""

    value: str
    article: str
    day: str | None
    start: int
    end: int
    quote: str


class Contradiction(Struct, frozen=True):
    """Two articles that cannot both be right about an event: its status, date, place or a number."""

    about: About
    one: Value
    other: Value


class Claim(Struct, frozen=True):
    """An event with all who speak of it, the first of them first, and what contradicts; `sources` counts each once.

    `title` names it in the words of the first telling, with who says so.
    """

    type: str
    parties: tuple[str, ...]
    voices: tuple[Voice, ...]
    sources: int
    contradictions: tuple[Contradiction, ...]
    title: str = ""


def claim(tellings: Sequence[Mention], records: Records, sketches: Sketches, beside: Sequence[int]) -> Claim:
    """What is said of one event; `beside` are other articles that may deny it."""
    cast = {name_key(e): e.name for t in tellings for e in records[t.article].entities}
    parties = tuple(sorted({cast.get(p, p) for t in tellings for p in t.actors | t.others}))
    voices = _voices(tellings, records, sketches)
    spoken = {(v.via[0] if v.via else v.name, v.stance) for v in voices}
    against, title = contradictions(tellings, records, beside), _title(tellings, records)
    return Claim(tellings[0].kind, parties, voices, len(spoken), against, title)


def _title(tellings: Sequence[Mention], records: Records) -> str:
    first = min(tellings, key=lambda t: (t.published or 0, t.article, t.event.trigger.start))
    record = records[first.article]
    return marked_title(record, first.event, first.status, record.article.publisher or record.article.id)


def _voices(tellings: Sequence[Mention], records: Records, sketches: Sketches) -> tuple[Voice, ...]:
    """All voices by day; a copied article speaks once, and no voice repeats itself."""
    found: dict[tuple[str, Stance], Voice] = {}
    order = sorted(tellings, key=lambda t: (t.published or 0, t.article, t.event.trigger.start))
    original: dict[int, int] = {}
    for telling in order:
        first = next((n for n in original.values() if _copies(sketches[n], sketches[telling.article])), telling.article)
        original[telling.article] = first
    for telling in order:
        for voice in _of(telling, records[telling.article]):
            known = found.setdefault((voice.name, voice.stance), voice)
            same = original[telling.article] == next(n for n in original if records[n].article.id == known.article)
            if same and voice.article != known.article and voice.article not in known.copies:
                values = {f: getattr(known, f) for f in Voice.__struct_fields__}
                found[voice.name, voice.stance] = Voice(**{**values, "copies": (*known.copies, voice.article)})
    return tuple(v for v in found.values() if not _is_copy(v, original, records))


def _is_copy(voice: Voice, original: dict[int, int], records: Records) -> bool:
    """Whether a report without a source stands in a copied article."""
    number = next(n for n in original if records[n].article.id == voice.article)
    return voice.stance == "reports" and original[number] != number


def _copies(one: Sketch, other: Sketch) -> bool:
    if one is other:
        return True
    mine, theirs = set(one.pairs.tolist()), set(other.pairs.tolist())
    return len(mine & theirs) >= _COPY * max(len(mine | theirs), 1)


def _of(telling: Mention, record: Record) -> Iterator[Voice]:
    article, names = record.article, {e.id: e.name for e in record.entities}
    where = sentence(article.text, telling.trigger.start)
    stance: Stance = "denies" if telling.status == "denied" else "says"
    day = article.published[:10] if article.published else None
    quote = article.text[where.start : where.end]
    sources = [s for s in record.statements if s.id in telling.event.sources]
    for one in sources:
        named = names.get(one.speaker or "")
        words = article.text[one.source.start : one.source.end] if one.source else "unnamed source"
        via = tuple(names[v] for v in one.via if v in names)
        yield Voice(named or words, stance, article.id, day, where.start, where.end, quote, via)
    if not sources:
        who = article.publisher or article.id
        yield Voice(who, "denies" if stance == "denies" else "reports", article.id, day, where.start, where.end, quote)


class _Given(NamedTuple):
    """A value that an article gives: about what, its words, what must agree for it to be compared, and its bounds."""

    about: About
    value: Value
    unit: str = ""
    low: float = 0.0
    high: float = 0.0
    place: Entity | None = None


def contradictions(
    tellings: Sequence[Mention], records: Records, beside: Sequence[int] = ()
) -> tuple[Contradiction, ...]:
    """What two articles that tell of one event cannot both be right about, each pair of values once."""
    found: dict[tuple[str, str, str], Contradiction] = {}
    rows = sorted(
        _unmixed(_values(tellings, records, beside)), key=lambda r: (r.value.day or "", r.value.article, r.value.start)
    )
    for one, other in combinations(rows, 2):
        alike = one.about == other.about and one.unit == other.unit
        if alike and one.value.article != other.value.article and _disagree(one, other):
            low, high = sorted((one.value.value, other.value.value))
            found.setdefault((one.about, low, high), Contradiction(one.about, one.value, other.value))
    return tuple(found.values())


def _unmixed(rows: Iterable[_Given]) -> Iterator[_Given]:
    """Values without those of articles that give several of one thing: which of them is meant is not known."""
    every = list(rows)
    values: dict[tuple[str, str, str], set[str]] = {}
    for row in every:
        values.setdefault((row.about, row.value.article, row.unit), set()).add(row.value.value)
    for row in every:
        if len(values[row.about, row.value.article, row.unit]) == 1:
            yield row


def _values(tellings: Sequence[Mention], records: Records, beside: Sequence[int]) -> Iterator[_Given]:
    """Each value that an article gives."""
    parties = sorted({p for t in tellings for p in t.parties})
    kind = tellings[0].kind
    for telling in tellings:
        record, span = records[telling.article], telling.trigger
        done = telling.status in ("happened", "ongoing")
        if done and any(cue.end <= span.start <= end for cue, end in denies(record, kind, parties)):
            yield _Given("status", _value(record, "denied", span))
            continue
        if (done or telling.status == "denied") and _is_one(telling, tellings):
            yield _Given("status", _value(record, "happened" if done else "denied", span))
        if telling.status in ("scheduled", "expected"):
            yield _Given("status", _value(record, "planned", span), _PLAN)
        if not done:
            continue
        by = getattr(telling.event.time, "by", None)
        if telling.days and telling.days[0] == telling.days[1] and by == "clause":
            # What lasts has many days: only the same words for it (arrived, left) tell of the same one.
            words = record.article.text[span.start : span.end].split()
            unit = stem(words[0]) if telling.kind in _rules().lasting and words else ""
            yield _Given("date", _value(record, date.fromordinal(telling.days[0]).isoformat(), span), unit)
        place = next((e for e in record.entities if e.id == telling.event.place), None)
        if place is not None and place.location is not None and telling.kind in _rules().held:
            yield _Given("place", _value(record, place.name, span), place=place)
        yield from _numbers(record, span)
    told = {t.article for t in tellings if t.status in ("denied", "happened", "ongoing")}
    both = common(tellings)
    for number in beside:
        if number not in told:
            for span, _ in denies(records[number], kind, parties):
                yield _Given("status", _value(records[number], "denied", span))
            for cue in told_of(records[number], kind, both) if both else ():
                if cue.status == "denied":
                    yield _Given("status", _value(records[number], "denied", cue.words), _PLAN)


def _is_one(telling: Mention, tellings: Sequence[Mention]) -> bool:
    """Whether what a telling says of the status bears on the others: not of what is done again and again, nor a denial
    that names none of their parties.
    """
    others = {party for other in tellings if other.article != telling.article for party in other.parties}
    stranger = telling.status == "denied" and others and telling.parties.isdisjoint(others)
    return telling.kind not in repeated() and not stranger


def _value(record: Record, value: str, span: Span) -> Value:
    article = record.article
    where = sentence(article.text, span.start)
    day = article.published[:10] if article.published else None
    return Value(value, article.id, day, where.start, where.end, article.text[where.start : where.end])


def _numbers(record: Record, trigger: Span) -> Iterator[_Given]:
    """The numbers near a telling's words, within its sentence, and the word that each counts."""
    text, where, rules = record.article.text, sentence(record.article.text, trigger.start), _rules()
    states = {m.start for e in record.entities if e.kind == "country" for m in e.mentions}
    counted = (m for m in _NUMBER.finditer(text, where.start, where.end) if not m["of"] or m.start("of") in states)
    found = [(m, m["number"], m["unit"] or "percent") for m in counted]
    found += [(m, str(rules.words[m[1]]), m[2]) for m in rules.worded.finditer(text, where.start, where.end)]
    for match, number, unit in found:
        first, last = min(match.end(), trigger.end), max(match.start(), trigger.start)
        if last - first > _NEAR or _APART_FROM.search(text, first, last):
            continue
        if unit in rules.uncounted or rules.since.match(text, match.end(), where.end):
            continue
        value = number.replace(",", "").rstrip(".")
        low = high = float(value)
        before = rules.hedge.search(text[where.start : match.start()])
        if before:
            low = 0.0 if before["most"] else low * (1 if before["least"] else 1 - _ROUNDED)
            high = inf if before["least"] else high * (1 if before["most"] else 1 + _ROUNDED)
        elif value.endswith("00"):
            low, high = low * (1 - _EVEN), high * (1 + _EVEN)
        unit = "percent" if unit.startswith("per") else unit
        yield _Given("number", _value(record, value, Span(*match.span())), unit, low, high)


def _disagree(one: _Given, other: _Given) -> bool:
    if one.value.value == other.value.value:
        return False
    if one.about == "date":
        days = (date.fromisoformat(given.value.value) for given in (one, other))
        return abs((next(days) - next(days)).days) <= _APART
    if one.about == "place":
        return one.place is not None and other.place is not None and _far(one.place, other.place)
    same_day = one.value.day == other.value.day
    if one.about == "status" and one.unit == _PLAN:
        return _days_between(one, other) <= _ANEW
    if one.about == "status":
        return (one.value.value, other.value.value) == ("happened", "denied") or same_day
    return (one.unit not in _rules().tolls or same_day) and (one.high < other.low or other.high < one.low)


def _days_between(one: _Given, other: _Given) -> float:
    """How far apart the articles came out; endless where one has no day."""
    if one.value.day is None or other.value.day is None:
        return inf
    return abs((date.fromisoformat(one.value.day) - date.fromisoformat(other.value.day)).days)


def _far(one: Entity, other: Entity) -> bool:
    """Whether two places are too far from each other for one to lie in the other."""
    if one.location is None or other.location is None:
        return False
    north = one.location.lat - other.location.lat
    east = (one.location.lon - other.location.lon) * cos(radians((one.location.lat + other.location.lat) / 2))
    return _KM * hypot(north, east) > _WITHIN
