"""What the pages of the review show: rows of the queue, and an article's items with all that can be changed of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from readout.model import Entity, Event, Record, Span, Statement
from readout.present.words import plain
from readout.store.corrections import Doubtful
from readout.store.corrections_anchor import envelope, overlap
from readout.store.corrections_doubt import why_of
from readout.store.corrections_model import Part
from readout.store.corrections_words import place_of
from readout.store.rows import sentence_around

_SHOWN = 400


class Item(Struct, frozen=True):
    """An event, statement or entity as a reviewer meets it: what it says, on which words, and how sure that is.

    `quote` is article.text[start:end], `marks` are the words in it that tell it; `settled` tells that a person vouches.
    """

    part: Part
    of: str
    kind: str
    status: str
    parties: tuple[str, ...]
    quote: str
    start: int
    marks: tuple[Span, ...]
    at: Span
    probability: float
    settled: bool = False
    why: tuple[str, ...] = ()


class Row(Struct, frozen=True):
    """A row of the queue: the item, its article, and what of the article's corrections its reader has seen."""

    article: str
    version: int
    headline: str | None
    publisher: str | None
    published: str | None
    seen: int
    doubt: float
    item: Item


def row(doubtful: Doubtful, record: Record, version: int, seen: int) -> Row | None:
    """A row of the queue; None for an item that the record no longer has."""
    found = item(record, doubtful.part, doubtful.ref, doubtful.settled, doubtful.why)
    page = record.article
    if found is None:
        return None
    return Row(page.id, version, page.headline, page.publisher, page.published, seen, doubtful.doubt, found)


def item(record: Record, part: Part, of: str, settled: bool = False, why: Sequence[str] = ()) -> Item | None:
    """One item of a record."""
    at = place_of(record, part, of)
    if at is None:
        return None
    reasons = tuple(why_of(name) for name in why)
    names = {e.id: e.name for e in record.entities}
    if part == "event":
        return _event(record, next(e for e in record.events if e.id == of), names, at, settled, reasons)
    if part == "statement":
        return _statement(record, next(s for s in record.statements if s.id == of), names, at, settled, reasons)
    return _entity(record, next(e for e in record.entities if e.id == of), at, settled)


def _event(record: Record, event: Event, names: dict[str, str], at: Span, settled: bool, why: tuple[str, ...]) -> Item:
    around = sentence_around(record.article, event.trigger)
    parties = tuple(names[p.entity] for p in event.participants if p.entity in names)
    return Item(
        part="event",
        of=event.id,
        kind=plain(event.type),
        status=event.status,
        parties=parties,
        quote=record.article.text[around.start : around.end],
        start=around.start,
        marks=(event.trigger,),
        at=at,
        probability=event.probability,
        settled=settled,
        why=why,
    )


def _statement(
    record: Record, said: Statement, names: dict[str, str], at: Span, settled: bool, why: tuple[str, ...]
) -> Item:
    text = record.article.text
    spans = [s for s in (*said.content, said.cue, said.source) if s]
    around = envelope([*spans, sentence_around(record.article, said.content[0])])
    if around.end - around.start > 2 * _SHOWN:
        around = Span(at.start, min(at.end, at.start + _SHOWN))
    speaker = names.get(said.speaker or "") or (text[said.source.start : said.source.end] if said.source else "")
    return Item(
        part="statement",
        of=said.id,
        kind=plain(said.act),
        status=said.kind,
        parties=(speaker,) if speaker else (),
        quote=text[around.start : around.end],
        start=around.start,
        marks=tuple(sorted(said.content)),
        at=at,
        probability=said.probability,
        settled=settled,
        why=why,
    )


def _entity(record: Record, entity: Entity, at: Span, settled: bool) -> Item:
    around = sentence_around(record.article, at)
    marks = tuple(Span(m.start, m.end) for m in entity.mentions if around.start <= m.start and m.end <= around.end)
    return Item(
        part="entity",
        of=entity.id,
        kind=entity.kind,
        status="",
        parties=(entity.name,),
        quote=record.article.text[around.start : around.end],
        start=around.start,
        marks=marks,
        at=at,
        probability=1.0,
        settled=settled,
    )


class Choice(Struct, frozen=True):
    """A value to choose in a form, and how it reads."""

    value: str
    label: str


def entities(record: Record, kinds: Iterable[str] = ()) -> list[Choice]:
    """The entities to choose from, those of most mentions first; names that several have are told apart."""
    wanted = tuple(kinds)
    some = sorted(record.entities, key=lambda e: (-len(e.mentions), e.name))
    kept = [e for e in some if not wanted or e.kind in wanted]
    names = [e.name for e in kept]
    return [Choice(e.id, e.name if names.count(e.name) == 1 else f"{e.name} ({e.kind}, {e.id})") for e in kept]


def sources(record: Record, event: Event) -> list[tuple[Choice, bool]]:
    """The statements that an event may rest on, and whether it does: its own, and those that hold its words."""
    text = record.article.text
    found = []
    for said in record.statements:
        holds = any(overlap(span, event.trigger) for span in said.content)
        if holds or said.id in event.sources:
            span = envelope(said.content)
            words = " ".join(text[span.start : span.end].split())
            found.append((Choice(said.id, words if len(words) < 90 else words[:88] + "…"), said.id in event.sources))
    return found


def twins(record: Record, part: Part, of: str) -> list[Choice]:
    """What of its part an item may be the same as."""
    text = record.article.text
    if part == "event":
        return [
            Choice(e.id, f"{plain(e.type)}: {' '.join(text[e.trigger.start : e.trigger.end].split())} ({e.id})")
            for e in record.events
            if e.id != of
        ]
    own = next((e for e in record.entities if e.id == of), None)
    return [choice for choice in entities(record, [own.kind] if own else ()) if choice.value != of]


def tellings(record: Record, part: Part, of: str) -> list[tuple[str, str]]:
    """(START-END, words) of each telling of an event, or mention of an entity, that may be split off."""
    text = record.article.text
    if part == "event":
        event = next(e for e in record.events if e.id == of)
        spans = list(dict.fromkeys((event.trigger, *event.mentions)))
    else:
        entity = next(e for e in record.entities if e.id == of)
        spans = [Span(m.start, m.end) for m in entity.mentions]
    if len(spans) < 2:
        return []
    return [(f"{s.start}-{s.end}", _beside(text, s)) for s in sorted(spans)]


def _beside(text: str, span: Span) -> str:
    """Words with a little of what stands beside them."""
    low, high = max(0, span.start - 24), min(len(text), span.end + 24)
    before, after = " ".join(text[low : span.start].split()), " ".join(text[span.end : high].split())
    return f"…{before} [{' '.join(text[span.start : span.end].split())}] {after}…"
