"""Questions over linked records: timelines, whereabouts, who met whom, what is coming, what changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from msgspec import Struct

from readout.link.claims import Claim
from readout.link.history import State, Step
from readout.link.linker import Linked, Wanted
from readout.link.mentions import Mention, name_key
from readout.link.news import sentence
from readout.model import Entity

# Kinds of events at which people are in one room, and those that take a person somewhere.
_MET = frozenset({"meeting", "talks"})
_THERE = frozenset({"visit", "meeting", "talks", "ceremony", "agreement"})
# Of what these say, an end told by itself is its last day; of a plan it may be a term.
_RUNS = frozenset({"happened", "ongoing"})
OPEN = frozenset({"planned", "confirmed", "uncertain"})
# How far a state of affairs is believed where the article itself is right.
_BELIEF: dict[State, float] = {"happened": 1.0, "confirmed": 0.85, "planned": 0.7, "uncertain": 0.4}


class Quote(Struct, frozen=True):
    """The sentence article.text[start:end] that tells it, by whom it was said and published, and the article's day."""

    article: str
    day: str | None
    start: int
    end: int
    quote: str
    said_by: tuple[str, ...] = ()
    publisher: str | None = None


class Line(Struct, frozen=True):
    """One event over all articles: its days (ISO, inclusive), the newest status, and every telling's words."""

    kind: str
    status: State | None
    begin: str | None
    until: str | None
    parties: tuple[str, ...]
    place: str | None
    quotes: tuple[Quote, ...]


class Leg(Struct, frozen=True):
    """Where someone was or is to be; `confidence` grows with the articles that say so, and a plan has less of it."""

    who: str
    place: str
    begin: str
    until: str
    status: State
    confidence: float
    quotes: tuple[Quote, ...]


class Change(Struct, frozen=True):
    """A step of an event's history that came in the time asked for, and the status before it."""

    line: Line
    step: Step
    before: State | None


class Brief(Struct, frozen=True):
    """What changed, what cannot all be right, what is new and what is coming; no event is in two of the last three."""

    changed: tuple[Change, ...]
    contradicted: tuple[Claim, ...]
    new: tuple[Line, ...]
    coming: tuple[Line, ...]


class Asked:
    """Linked records with their events as lines; `on` is today (ISO)."""

    def __init__(self, linker: Linked, on: str) -> None:
        self.linker = linker
        self.on = on

    def lines(
        self, who: Sequence[str] = (), since: str | None = None, until: str | None = None, article: str | None = None
    ) -> list[tuple[Line, list[Mention]]]:
        """The events that all of `who` take part in, by day; `article` keeps those of its story only."""
        story = None
        if article is not None:
            number = self.linker.number(article)
            story = () if number is None else tuple(self.linker.story(number))
        found = []
        for event in self.linker.events(Wanted(tuple(who), since, until, story)):
            if story is not None and not any(m.article in story for m in event):
                continue
            if not all(self._takes_part(event, name) for name in who):
                continue
            line = self._line(event)
            first, last = line.begin or first_told(line), line.until or line.begin or first_told(line)
            if (since and (last or "") < since) or (until and (first or "9") > until):
                continue
            found.append((line, event))
        return sorted(found, key=lambda row: (row[0].begin or first_told(row[0]) or "", row[0].kind, row[0].parties))

    def whereabouts(self, who: str, since: str | None = None, until: str | None = None) -> list[Leg]:
        """The places of one person by day, from dated events that take people somewhere."""
        legs = []
        for line, event in self.lines((who,), since, until):
            if line.kind not in _THERE or line.place is None or line.begin is None or line.status not in _BELIEF:
                continue
            name, key = self._named(event, who)
            steps = self.linker.history(event, self.on, key) if key else []
            status = self._not_yet(steps[-1].status if steps else line.status, line.begin, event)
            if status not in _BELIEF or name is None:
                continue
            doubt = 1.0
            for number in {m.article for m in event}:
                doubt *= 1 - max(m.event.probability for m in event if m.article == number) * 0.9
            confidence = round((1 - doubt) * _BELIEF[status], 2)
            legs.append(Leg(name, line.place, line.begin, line.until or line.begin, status, confidence, line.quotes))
        return legs

    def met(self, who: str, since: str | None = None, until: str | None = None) -> list[Line]:
        """The meetings and talks of one person that took place."""
        return [row for row, _ in self.lines((who,), since, until) if row.kind in _MET and row.status == "happened"]

    def upcoming(self, who: Sequence[str] = ()) -> list[Line]:
        """What is planned for today or later, by day."""
        return [row for row, _ in self.lines(who, since=self.on) if self.is_coming(row)]

    def changes(self, since: str, who: Sequence[str] = ()) -> list[Change]:
        """What became of events in articles from a day on, by day: every step of a history after its first."""
        return self._changed(self.lines(who), since)

    def claims(self, who: Sequence[str] = (), contradicted: bool = False) -> list[Claim]:
        """What others say or deny, those with most sources first; only the contradicted ones if asked."""
        return self._claimed((event for _, event in self.lines(who)), contradicted)

    def new(self, since: str, who: Sequence[str] = ()) -> list[Line]:
        """Events first told in articles from a day on."""
        return [row for row, _ in self.lines(who) if (first_told(row) or "") >= since]

    def brief(self, since: str, who: Sequence[str] = ()) -> Brief:
        """What articles from a day on say anew of what all of `who` take part in, and what is planned."""
        rows = self.lines(who)
        changed = self._changed(rows, since)
        before = {change.line for change in changed}
        fresh = [row for row in rows if any((q.day or "") >= since for q in row[0].quotes)]
        coming = [row for row, _ in rows if self.is_coming(row)]
        known = before | set(coming)
        return Brief(
            tuple(changed),
            tuple(self._claimed((event for _, event in fresh), contradicted=True)),
            tuple(row for row, _ in fresh if row not in known and (first_told(row) or "") >= since),
            tuple(row for row in coming if row not in before),
        )

    def is_coming(self, line: Line) -> bool:
        """Whether an event is planned for today or later."""
        return line.status in OPEN and (line.until or "") >= self.on

    def _changed(self, rows: Iterable[tuple[Line, list[Mention]]], since: str) -> list[Change]:
        found = []
        for line, event in rows:
            steps = self.linker.history(event, self.on)
            for before, step in pairwise(steps):
                # Of what no named party takes part in, no later report could be told to be of it.
                if (step.day or "") >= since and (line.parties or step.status != "unreported"):
                    found.append(Change(line, step, before.status))
        return sorted(found, key=lambda change: (change.step.day or "", change.line.kind, change.line.parties))

    def _claimed(self, events: Iterable[list[Mention]], contradicted: bool) -> list[Claim]:
        found = [self.linker.claim(event) for event in events]
        kept = [
            c for c in found if c.contradictions or (not contradicted and any(v.stance != "reports" for v in c.voices))
        ]
        return sorted(kept, key=lambda c: (-len(c.contradictions), -c.sources, c.type, c.parties))

    def _not_yet(self, status: State | None, begin: str | None, event: Iterable[Mention]) -> State | None:
        """The status; what begins after the day asked has not happened where all that tells of it is as old."""
        if status != "happened" or begin is None or begin <= self.on:
            return status
        asked = date.fromisoformat(self.on).toordinal()
        return "planned" if all((m.published or 0) <= asked for m in event) else status

    def _takes_part(self, event: Iterable[Mention], name: str) -> bool:
        return any(_is_called(e, name) for _, e in self._cast(event))

    def _named(self, event: Iterable[Mention], name: str) -> tuple[str | None, str | None]:
        """The full name and the key of the person asked for."""
        rows = [e for _, e in self._cast(event) if e.kind == "person" and _is_called(e, name)]
        longest = max(rows, key=lambda e: len(e.name), default=None)
        return (longest.name, name_key(longest)) if longest else (None, None)

    def _cast(self, event: Iterable[Mention]) -> Iterator[tuple[Mention, Entity]]:
        for telling in event:
            parts = {p.entity for p in telling.event.participants}
            for entity in self.linker.records[telling.article].entities:
                if entity.id in parts:
                    yield telling, entity

    def _line(self, event: list[Mention]) -> Line:
        steps = self.linker.history(event, self.on)
        order = sorted(event, key=lambda m: (m.published or 0, m.article, m.event.trigger.start))
        begin, until = _span(order)
        names: dict[str, str] = {}
        for _, entity in self._cast(order):
            names[name_key(entity)] = max(names.get(name_key(entity), ""), entity.name, key=len)
        return Line(
            kind=order[0].kind,
            status=self._not_yet(steps[-1].status if steps else None, begin, order),
            begin=begin,
            until=until,
            parties=tuple(names[key] for key in sorted(names)),
            place=next((p for m in reversed(order) if (p := self._place(m))), None),
            quotes=tuple(self._quote(m) for m in order),
        )

    def _place(self, telling: Mention) -> str | None:
        entities = self.linker.records[telling.article].entities
        return next((e.name for e in entities if e.id == telling.event.place), None)

    def _quote(self, telling: Mention) -> Quote:
        record = self.linker.records[telling.article]
        page, names = record.article, {e.id: e.name for e in record.entities}
        where = sentence(page, telling.event.trigger.start)
        said = tuple(
            names.get(s.speaker or "") or (page.text[s.source.start : s.source.end] if s.source else "unnamed source")
            for s in record.statements
            if s.id in telling.event.sources
        )
        day = page.published[:10] if page.published else None
        return Quote(page.id, day, where.start, where.end, page.text[where.start : where.end], said, page.publisher)


def _span(order: Iterable[Mention]) -> tuple[str | None, str | None]:
    """First and last day by the newest telling that has them, and a later end that a still newer one gives alone."""
    begin = until = None
    for telling in order:
        if telling.days:
            begin, until = (date.fromordinal(day).isoformat() for day in telling.days)
        elif begin and telling.status in _RUNS and (time := telling.event.time) and time.by == "clause":
            until = max(until or "", time.until or "")
    return begin, until


def first_told(line: Line) -> str | None:
    """The day of the first article that tells of it."""
    return min((q.day for q in line.quotes if q.day), default=None)


def _is_called(entity: Entity, name: str) -> bool:
    """Whether an entity goes by this name: whole words of it in any case, or its state's ISO code."""
    if entity.country and name.upper() == entity.country:
        return True
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", entity.name, re.I) is not None
