"""A record as its reader meets it: the article in segments and the cards beside it. Pure, and free of markup."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from urllib.parse import urlsplit

from readout.lexicon import table
from readout.model import (
    Article,
    Discrepancy,
    Entity,
    Event,
    Image,
    Problem,
    Record,
    Relation,
    Span,
    Statement,
    Status,
    Time,
)
from readout.present.anatomy import page_says
from readout.present.segments import Strip, discrepancy_id, strips
from readout.present.words import GROUPS, KINDS, Quote, count, day, days, lasting, percent, plain, quote, timex, when


@dataclass(frozen=True, slots=True)
class Link:
    """A named entity; `of` is None when only words of the text name it."""

    name: str
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Someone's part in an event, with the status and reason that are theirs alone."""

    who: Link
    role: str
    status: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A statement that an event rests on: who says so, in which words."""

    of: str
    who: Link
    cue: str


@dataclass(frozen=True, slots=True)
class EventCard:
    """One event: what, who, where, when, how sure, says who, in which words."""

    of: str
    type: str
    status: Status
    parts: tuple[Part, ...]
    place: Link | None
    when: str
    attendees: str
    sources: tuple[Source, ...]
    quote: Quote
    sure: str


@dataclass(frozen=True, slots=True)
class RelationCard:
    """One relation: who stands in it to whom, what the text calls it, since when, says who, in which words."""

    of: str
    type: str
    status: str
    who: Link
    other: Link | None
    value: str
    when: str
    sources: tuple[Source, ...]
    quote: Quote
    sure: str


@dataclass(frozen=True, slots=True)
class StatementCard:
    """One statement: its words, how they are reported, when said, to whom, passed on by whom."""

    of: str
    act: str
    cue: str
    kind: str
    said_on: str
    to: Link | None
    via: tuple[Link, ...]
    quotes: tuple[Quote, ...]
    sure: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """What one speaker is reported to say, in the order of the text."""

    who: Link
    note: str
    statements: tuple[StatementCard, ...]


@dataclass(frozen=True, slots=True)
class EntityCard:
    """One entity with its role and country, and how often the article mentions it."""

    of: str
    name: str
    kind: str
    note: str
    mentions: int


@dataclass(frozen=True, slots=True)
class TimeCard:
    """A time expression in the article's words, and how it is read."""

    of: str
    words: str
    reading: str


@dataclass(frozen=True, slots=True)
class DiscrepancyCard:
    """What the article says in two ways, each with its words."""

    of: str
    about: str
    sides: tuple[tuple[str, Quote | None], ...]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """Everything that the page of one article shows; `unmarked` statements have neither cue nor source in the text."""

    article: Article
    title: str
    url: str | None
    strips: tuple[Strip, ...]
    events: tuple[tuple[str, tuple[EventCard, ...]], ...]
    speakers: tuple[Speaker, ...]
    relations: tuple[RelationCard, ...]
    entities: tuple[tuple[str, tuple[EntityCard, ...]], ...]
    times: tuple[TimeCard, ...]
    discrepancies: tuple[DiscrepancyCard, ...]
    pictures: tuple[str, ...]
    page_says: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]
    unmarked: frozenset[str]
    statement_count: int
    event_count: int
    entity_count: int

    @property
    def headline(self) -> Strip | None:
        """The headline where the text holds it, shown above all else."""
        return next((strip for strip in self.strips if strip.kind == "headline"), None)

    @property
    def body(self) -> tuple[Strip, ...]:
        """All of the text but the headline."""
        headline = self.headline
        return tuple(strip for strip in self.strips if strip is not headline)


def view(record: Record) -> ArticleView:
    """What to show of a record: every card in the order of the text, events grouped by how sure they are."""
    desk = _Desk(record)
    cut = strips(record)
    cards = [desk.event(e) for e in sorted(record.events, key=lambda e: e.trigger.start)]
    kinds = {kind: tuple(desk.entity(e) for e in record.entities if e.kind == kind) for kind in KINDS}
    return ArticleView(
        article=record.article,
        title=title(record.article),
        url=web_address(record.article.url),
        strips=cut,
        events=tuple((name, g) for name, kept in GROUPS if (g := tuple(c for c in cards if c.status in kept))),
        speakers=desk.speakers(),
        relations=tuple(card for r in record.relations if (card := desk.relation(r))),
        entities=tuple((KINDS[kind], found) for kind, found in kinds.items() if found),
        times=tuple(desk.time(t) for t in record.times),
        discrepancies=tuple(desk.discrepancy(n, d) for n, d in enumerate(record.discrepancies, 1)),
        pictures=tuple(line for image in record.article.images if (line := _credit(image))),
        page_says=page_says(record.article),
        problems=record.problems,
        unmarked=frozenset(s.id for s in record.statements if s.cue is None and s.source is None),
        statement_count=len(record.statements),
        event_count=len(record.events),
        entity_count=len(record.entities),
    )


def title(article: Article) -> str:
    """The headline, or the first words of an article that has none, or its id."""
    if article.headline and article.headline.strip():
        return article.headline
    first = article.text[:400].split("\n\n")[0].split()
    words = " ".join(first[:12])
    return (words + "…" if len(first) > 12 else words) or article.id


def web_address(url: str | None) -> str | None:
    """The address if it is one that a page may link to: http or https, nothing that runs."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def _credit(image: Image) -> str:
    credit = image.credit
    names = [n for n in (credit.photographer, credit.agency, credit.via and f"via {credit.via}") if n] if credit else []
    said = [" / ".join(names)] if names else []
    return ", ".join(said + ([day(image.date)] if image.date else []))


class _Desk:
    """Looks up names, statements and blocks while the cards of one record are made."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.text = record.article.text
        self.names = {e.id: e for e in record.entities}
        self.statements = {s.id: s for s in record.statements}
        self.blocks = sorted((b.start, b.end) for b in record.article.blocks)

    def link(self, entity: str | None) -> Link | None:
        found = self.names.get(entity or "")
        return Link(found.name, found.id) if found else None

    def words(self, span: Span | None) -> str:
        return " ".join(self.text[span.start : span.end].split()) if span else ""

    def quote(self, span: Span) -> Quote:
        at = bisect_right(self.blocks, (span.start, len(self.text) + 1)) - 1
        low, high = self.blocks[at] if at >= 0 else (0, len(self.text))
        return quote(self.text, span, min(low, span.start), max(high, span.end))

    def exactly(self, span: Span) -> Quote:
        return Quote(span.start, span.end, "", self.text[span.start : span.end], "")

    def speaker(self, statement: Statement) -> Link:
        return self.link(statement.speaker) or Link(self.words(statement.source) or "Unnamed source")

    def event(self, event: Event) -> EventCard:
        seats = (
            Part(w, p.role, p.status or "", p.reason or "") for p in event.participants if (w := self.link(p.entity))
        )
        return EventCard(
            of=event.id,
            type=plain(event.type),
            status=event.status,
            parts=tuple(seats),
            place=self.link(event.place),
            when=when(event.time),
            attendees=count(event.attendee_count, "attending", "attending") if event.attendee_count else "",
            sources=self.sources(event.sources),
            quote=self.quote(event.trigger),
            sure=percent(event.probability),
        )

    def sources(self, ids: tuple[str, ...]) -> tuple[Source, ...]:
        said = (self.statements[s] for s in ids if s in self.statements)
        return tuple(Source(s.id, self.speaker(s), self.words(s.cue)) for s in said)

    def relation(self, relation: Relation) -> RelationCard | None:
        who = self.link(relation.subject)
        if who is None:
            return None
        return RelationCard(
            of=relation.id,
            type=plain(relation.type),
            status=relation.status,
            who=who,
            other=self.link(relation.object),
            value=relation.value or "",
            when=lasting(relation.since, relation.until),
            sources=self.sources(relation.sources),
            quote=self.quote(relation.spans[0]),
            sure=percent(relation.probability),
        )

    def statement(self, statement: Statement) -> StatementCard:
        return StatementCard(
            of=statement.id,
            act=plain(statement.act),
            cue=self.words(statement.cue),
            kind=statement.kind,
            said_on=days(statement.said_on, statement.said_on),
            to=self.link(statement.addressee),
            via=tuple(w for v in statement.via if (w := self.link(v))),
            quotes=tuple(self.exactly(span) for span in statement.content),
            sure=percent(statement.probability),
        )

    def speakers(self) -> tuple[Speaker, ...]:
        said: dict[Link, list[StatementCard]] = {}
        for statement in sorted(self.record.statements, key=lambda s: min((c.start for c in s.content), default=0)):
            said.setdefault(self.speaker(statement), []).append(self.statement(statement))
        return tuple(Speaker(who, self.note(who), tuple(cards)) for who, cards in said.items())

    def note(self, who: Link) -> str:
        found = self.names.get(who.of or "")
        return _note(found) if found else ""

    def entity(self, entity: Entity) -> EntityCard:
        return EntityCard(entity.id, entity.name, entity.kind, _note(entity), len(entity.mentions))

    def time(self, time: Time) -> TimeCard:
        reading = timex(time.value) or days(time.begin, time.until) or time.value
        return TimeCard(time.id, self.words(Span(time.start, time.end)), reading)

    def discrepancy(self, number: int, discrepancy: Discrepancy) -> DiscrepancyCard:
        spans = [self.quote(span) for span in discrepancy.spans]
        sides = [(v, spans[i] if i < len(spans) else None) for i, v in enumerate(discrepancy.values)]
        sides += [("", q) for q in spans[len(sides) :]]
        shown = tuple((day(value), words) for value, words in sides)
        return DiscrepancyCard(discrepancy_id(number), plain(discrepancy.about), shown)


def _note(entity: Entity) -> str:
    """Role and country in words; a country does not say its own."""
    country = entity.country if entity.kind != "country" else None
    return ", ".join(n for n in (entity.role, country_name(country)) if n)


def country_name(code: str | None) -> str:
    """The English name of a country by its ISO 3166-1 alpha-3 code, or the code."""
    known = table("countries")["countries"].get(code or "")
    return str(known["names"][0]) if known else code or ""
