"""Who says what of one event across articles: each voice once, who was first, and what cannot all be right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from itertools import combinations
from typing import Any, Literal

from msgspec import Struct

from readout.lexicon import table
from readout.link.events import repeated
from readout.link.mentions import Mention, name_key
from readout.link.news import denies, sentence
from readout.link.records import Records, Sketches
from readout.link.sketch import Sketch
from readout.model import Record, Span

Stance = Literal["says", "denies", "reports"]
# Two articles with this share of their neighbouring words are copies of one.
_COPY = 0.7
# Days further apart than this are those of two happenings.
_APART = 7
_NUMBER = re.compile(r"(?<![\w.])(\d[\d,]*(?:\.\d+)?)[\s-]+(percent|per cent|[a-z]+)|(?<![\w.])(\d[\d,]*(?:\.\d+)?)(%)")


@cache
def _counts() -> tuple[dict[str, int], re.Pattern[str], frozenset[str], frozenset[str]]:
    """Numbers as words, their pattern before a noun, the nouns of tolls, and words that no number counts."""
    rows: Any = table("link_news")["numbers"]
    words = {word: number for number, word in enumerate(rows["from_two"], 2)}
    pattern = re.compile(rf"\b({'|'.join(words)})\s+([a-z]+)")
    return words, pattern, frozenset(rows["tolls"]), frozenset(rows["uncounted"])


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

    about: Literal["status", "date", "place", "number"]
    one: Value
    other: Value


class Claim(Struct, frozen=True):
    """An event with all who speak of it, the first of them first, and what contradicts; `sources` counts each once."""

    type: str
    parties: tuple[str, ...]
    voices: tuple[Voice, ...]
    sources: int
    contradictions: tuple[Contradiction, ...]


def claim(tellings: Sequence[Mention], records: Records, sketches: Sketches, beside: Sequence[int]) -> Claim:
    """What is said of one event; `beside` are other articles that may deny it."""
    cast = {name_key(e): e.name for t in tellings for e in records[t.article].entities}
    parties = tuple(sorted({cast.get(p, p) for t in tellings for p in t.parties}))
    voices = _voices(tellings, records, sketches)
    spoken = {(v.via[0] if v.via else v.name, v.stance) for v in voices}
    return Claim(tellings[0].kind, parties, voices, len(spoken), contradictions(tellings, records, beside))


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
    where = sentence(article, telling.event.trigger.start)
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


def contradictions(
    tellings: Sequence[Mention], records: Records, beside: Sequence[int] = ()
) -> tuple[Contradiction, ...]:
    """What two articles that tell of one event cannot both be right about, each pair of values once."""
    found: dict[tuple[str, str, str], Contradiction] = {}
    rows = sorted(_values(tellings, records, beside), key=lambda row: (row[1].day or "", row[1].article, row[1].start))
    for (about, one, unit), (other_about, other, other_unit) in combinations(rows, 2):
        if (
            about == other_about
            and unit == other_unit
            and one.article != other.article
            and _disagree(about, one, other, unit)
        ):
            low, high = sorted((one.value, other.value))
            found.setdefault((about, low, high), Contradiction(about, one, other))
    return tuple(found.values())


About = Literal["status", "date", "place", "number"]


def _values(tellings: Sequence[Mention], records: Records, beside: Sequence[int]) -> Iterator[tuple[About, Value, str]]:
    """Each value that an article gives: about what, its words, and what a number counts."""
    parties = sorted({p for t in tellings for p in t.parties})
    for telling in tellings:
        record, span = records[telling.article], telling.event.trigger
        if telling.status in ("happened", "ongoing", "denied") and _is_one(telling, tellings):
            word = "denied" if telling.status == "denied" else "happened"
            yield "status", _value(record, word, span), ""
        if telling.status not in ("happened", "ongoing"):
            continue
        by = getattr(telling.event.time, "by", None)
        if telling.days and telling.days[0] == telling.days[1] and by == "clause":
            yield "date", _value(record, date.fromordinal(telling.days[0]).isoformat(), span), ""
        place = next((e for e in record.entities if e.id == telling.event.place), None)
        if place is not None and place.kind == "place":
            yield "place", _value(record, place.name, span), ""
        yield from (("number", value, unit) for value, unit in _numbers(record, span))
    kind = tellings[0].kind
    told = {t.article for t in tellings if t.status == "denied"}
    for number in beside:
        if number not in told:
            for span in denies(records[number], kind, parties):
                yield "status", _value(records[number], "denied", span), ""


def _is_one(telling: Mention, tellings: Sequence[Mention]) -> bool:
    """Whether what a telling says of the status bears on the others: not of what is done again and again, nor a denial
    that names none of their parties.
    """
    others = {party for other in tellings if other.article != telling.article for party in other.parties}
    stranger = telling.status == "denied" and others and telling.parties.isdisjoint(others)
    return telling.kind not in repeated() and not stranger


def _value(record: Record, value: str, span: Span) -> Value:
    article = record.article
    where = sentence(article, span.start)
    day = article.published[:10] if article.published else None
    return Value(value, article.id, day, where.start, where.end, article.text[where.start : where.end])


def _numbers(record: Record, trigger: Span) -> Iterator[tuple[Value, str]]:
    """The numbers in a telling's sentence and the word that each counts."""
    text, where = record.article.text, sentence(record.article, trigger.start)
    words, worded, _, uncounted = _counts()
    for found in _NUMBER.finditer(text, where.start, where.end):
        number, unit = (found[1], found[2]) if found[1] else (found[3], "percent")
        if unit not in uncounted:
            value = number.replace(",", "").rstrip(".")
            yield _value(record, value, Span(*found.span())), "percent" if unit.startswith("per") else unit
    for found in worded.finditer(text, where.start, where.end):
        if found[2] not in uncounted:
            yield _value(record, str(words[found[1]]), Span(*found.span())), found[2]


def _disagree(about: About, one: Value, other: Value, unit: str) -> bool:
    if one.value == other.value:
        return False
    if about == "date":
        return abs((date.fromisoformat(one.value) - date.fromisoformat(other.value)).days) <= _APART
    if about == "place":
        return one.value.lower() not in other.value.lower() and other.value.lower() not in one.value.lower()
    if about == "status":
        return (one.value, other.value) == ("happened", "denied") or one.day == other.day
    return unit not in _counts()[2] or one.day == other.day
