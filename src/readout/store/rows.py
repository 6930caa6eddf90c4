"""What the store answers with: each row leads back to its article and to the words there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from readout.link.sentences import sentence
from readout.model import (
    Article,
    Entity,
    Event,
    EventTime,
    Record,
    Relation,
    RelationStatus,
    Role,
    Span,
    Statement,
    StatementKind,
    Status,
)

Outcome = Literal["new", "unchanged", "corrected", "reread"]

_QUOTE_LIMIT = 600


class Added(Struct, frozen=True):
    """What adding one article did."""

    article: str
    version: int
    outcome: Outcome
    headline: str | None = None
    statements: int = 0
    events: int = 0


class ArticleRow(Struct, frozen=True):
    """An article of the store in its newest version; `added` and `changed` are UTC times (ISO 8601)."""

    article: str
    version: int
    headline: str | None
    publisher: str | None
    published: str | None
    url: str | None
    source: str
    language: str | None
    word_count: int
    added: str
    changed: str
    statements: int
    events: int


class VersionRow(Struct, frozen=True):
    """One state of an article as it was added."""

    article: str
    version: int
    added: str
    headline: str | None


class Hit(Struct, frozen=True):
    """An article that a search found: `snippet` is article.text[start:end], `matches` are offsets of the same text."""

    article: str
    version: int
    headline: str | None
    publisher: str | None
    published: str | None
    url: str | None
    score: float
    snippet: str
    start: int
    end: int
    matches: tuple[Span, ...]


class Named(Struct, frozen=True):
    """An entity by its id in the article and by its name."""

    entity: str
    name: str
    kind: str
    role: str | None = None
    country: str | None = None


class Part(Struct, frozen=True):
    """A participant of an event; `status` is its own, where it differs from the event's."""

    entity: str
    name: str
    kind: str
    role: Role
    country: str | None = None
    status: Status | None = None
    reason: str | None = None


class SourceRow(Struct, frozen=True):
    """Who reports an event: the statement, its speaker's name or the words that stand for it, and who passed it on."""

    statement: str
    name: str
    via: tuple[str, ...] = ()


class EventRow(Struct, frozen=True):
    """An event: `quote` is the sentence article.text[start:end], `trigger` the words of `trigger_span` inside it."""

    article: str
    version: int
    event: str
    headline: str | None
    publisher: str | None
    published: str | None
    url: str | None
    type: str
    plover: str | None
    cameo: str | None
    status: Status
    participants: tuple[Part, ...]
    place: Named | None
    time: EventTime | None
    attendee_count: int | None
    sources: tuple[SourceRow, ...]
    probability: float
    trigger: str
    trigger_span: Span
    quote: str
    start: int
    end: int


class RelationRow(Struct, frozen=True):
    """A relation: `words` are those of its first telling, `quote` the sentence article.text[start:end] round them."""

    article: str
    version: int
    relation: str
    headline: str | None
    publisher: str | None
    published: str | None
    url: str | None
    type: str
    subject: Named
    object: Named | None
    value: str | None
    status: RelationStatus
    since: str | None
    until: str | None
    sources: tuple[SourceRow, ...]
    probability: float
    words: str
    spans: tuple[Span, ...]
    quote: str
    start: int
    end: int


class StatementRow(Struct, frozen=True):
    """A statement: `quote` is its content's words (pieces joined by " ... "), `content` the spans of the pieces.

    `said_by` is the speaker's name, or the words that stand for an unnamed one, or None when the text gives neither.
    """

    article: str
    version: int
    statement: str
    headline: str | None
    publisher: str | None
    published: str | None
    url: str | None
    said_by: str | None
    speaker: Named | None
    source: str | None
    cue: str | None
    kind: StatementKind
    act: str
    said_on: str | None
    addressee: str | None
    via: tuple[str, ...]
    probability: float
    quote: str
    content: tuple[Span, ...]
    start: int
    end: int


class Counts(Struct, frozen=True):
    """How much a store holds; entities, statements and events are those of the newest versions."""

    articles: int
    versions: int
    entities: int
    statements: int
    events: int


def event_rows(record: Record, version: int = 1) -> Iterator[EventRow]:
    """The events of a record as rows, in their order."""
    article, cast = record.article, {e.id: e for e in record.entities}
    said = {s.id: s for s in record.statements}
    for event in record.events:
        yield _event_row(article, version, event, cast, said)


def statement_rows(record: Record, version: int = 1) -> Iterator[StatementRow]:
    """The statements of a record as rows, in their order."""
    article, cast = record.article, {e.id: e for e in record.entities}
    for statement in record.statements:
        yield _statement_row(article, version, statement, cast)


def relation_rows(record: Record, version: int = 1) -> Iterator[RelationRow]:
    """The relations of a record as rows, in their order."""
    article, cast = record.article, {e.id: e for e in record.entities}
    said = {s.id: s for s in record.statements}
    for relation in record.relations:
        if (subject := _named(cast.get(relation.subject))) is not None:
            yield _relation_row(article, version, relation, subject, cast, said)


def sentence_around(article: Article, span: Span) -> Span:
    """The sentence that holds a span, inside the block that holds it; a very long one is cut at both ends."""
    text = article.text
    block = next((b for b in article.blocks if b.start <= span.start < b.end), None)
    low = max(block.start if block else 0, span.start - _QUOTE_LIMIT)
    high = max(span.end, min(block.end if block else len(text), span.end + _QUOTE_LIMIT))
    first, last = sentence(text, span.start), sentence(text, max(span.start, span.end - 1))
    begin, end = max(low, min(first.start, span.start)), min(high, max(last.end, span.end))
    while begin < span.start and text[begin].isspace():
        begin += 1
    while end > span.end and text[end - 1].isspace():
        end -= 1
    return Span(begin, end)


def _named(entity: Entity | None) -> Named | None:
    return Named(entity.id, entity.name, entity.kind, entity.role, entity.country) if entity else None


def _names(ids: tuple[str, ...], cast: dict[str, Entity]) -> tuple[str, ...]:
    return tuple(cast[i].name for i in ids if i in cast)


def _words(article: Article, span: Span | None) -> str | None:
    return article.text[span.start : span.end] if span else None


def _said_by(article: Article, statement: Statement, cast: dict[str, Entity]) -> str | None:
    speaker = cast.get(statement.speaker or "")
    return speaker.name if speaker else _words(article, statement.source)


def _event_row(
    article: Article, version: int, event: Event, cast: dict[str, Entity], said: dict[str, Statement]
) -> EventRow:
    quote = sentence_around(article, event.trigger)
    parts = ((p, cast[p.entity]) for p in event.participants if p.entity in cast)
    return EventRow(
        article=article.id,
        version=version,
        event=event.id,
        headline=article.headline,
        publisher=article.publisher,
        published=article.published,
        url=article.url,
        type=event.type,
        plover=event.plover,
        cameo=event.cameo,
        status=event.status,
        participants=tuple(Part(e.id, e.name, e.kind, p.role, e.country, p.status, p.reason) for p, e in parts),
        place=_named(cast.get(event.place or "")),
        time=event.time,
        attendee_count=event.attendee_count,
        sources=_sources(article, event.sources, cast, said),
        probability=event.probability,
        trigger=article.text[event.trigger.start : event.trigger.end],
        trigger_span=event.trigger,
        quote=article.text[quote.start : quote.end],
        start=quote.start,
        end=quote.end,
    )


def _sources(
    article: Article, ids: tuple[str, ...], cast: dict[str, Entity], said: dict[str, Statement]
) -> tuple[SourceRow, ...]:
    found = (said[s] for s in ids if s in said)
    return tuple(SourceRow(s.id, _said_by(article, s, cast) or "unnamed source", _names(s.via, cast)) for s in found)


def _relation_row(
    article: Article,
    version: int,
    relation: Relation,
    subject: Named,
    cast: dict[str, Entity],
    said: dict[str, Statement],
) -> RelationRow:
    words = relation.spans[0]
    quote = sentence_around(article, words)
    return RelationRow(
        article=article.id,
        version=version,
        relation=relation.id,
        headline=article.headline,
        publisher=article.publisher,
        published=article.published,
        url=article.url,
        type=relation.type,
        subject=subject,
        object=_named(cast.get(relation.object or "")),
        value=relation.value,
        status=relation.status,
        since=relation.since,
        until=relation.until,
        sources=_sources(article, relation.sources, cast, said),
        probability=relation.probability,
        words=article.text[words.start : words.end],
        spans=relation.spans,
        quote=article.text[quote.start : quote.end],
        start=quote.start,
        end=quote.end,
    )


def _statement_row(article: Article, version: int, statement: Statement, cast: dict[str, Entity]) -> StatementRow:
    addressee = cast.get(statement.addressee or "")
    return StatementRow(
        article=article.id,
        version=version,
        statement=statement.id,
        headline=article.headline,
        publisher=article.publisher,
        published=article.published,
        url=article.url,
        said_by=_said_by(article, statement, cast),
        speaker=_named(cast.get(statement.speaker or "")),
        source=_words(article, statement.source),
        cue=_words(article, statement.cue),
        kind=statement.kind,
        act=statement.act,
        said_on=statement.said_on,
        addressee=addressee.name if addressee else None,
        via=_names(statement.via, cast),
        probability=statement.probability,
        quote=" ... ".join(article.text[c.start : c.end] for c in statement.content),
        content=statement.content,
        start=min(c.start for c in statement.content),
        end=max(c.end for c in statement.content),
    )
