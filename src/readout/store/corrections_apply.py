"""Corrections laid over a machine's reading: they win, whatever it reads next time. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from msgspec.structs import replace

from readout.lexicon import table
from readout.model import Entity, Event, Mention, Participant, Record, Relation, Span, Statement
from readout.store.corrections_anchor import anchored, entity_at, event_at, overlap, statement_at
from readout.store.corrections_model import Change, Correction, Part, Who, Words

_COMING = frozenset({"scheduled", "expected", "proposed", "uncertain", "postponed", "cancelled"})
_PLACED = ("accept", "correct", "add")


class Corrected(NamedTuple):
    """A record with corrections: `settled` are the items (part, id) that people vouch for, `adrift` the numbers of the
    corrections whose words the article no longer has.
    """

    record: Record
    settled: frozenset[tuple[Part, str]]
    adrift: frozenset[int]


def corrected(record: Record, rows: Sequence[Correction]) -> Corrected:
    """The record with these corrections, which must stand, one after another."""
    desk, adrift = _Desk(record), set()
    for row in rows:
        span = anchored(desk.text, row.at)
        if span is None or not desk.do(row, span):
            adrift.add(row.number)
    return Corrected(desk.record() if rows else record, frozenset(desk.settled), frozenset(adrift))


class _Desk:
    """A record being corrected: its items by their ids."""

    def __init__(self, record: Record) -> None:
        self._of = record
        self.text = record.article.text
        self.entities = {e.id: e for e in record.entities}
        self.statements = {s.id: s for s in record.statements}
        self.events = {e.id: e for e in record.events}
        self.relations = list(record.relations)
        self.settled: set[tuple[Part, str]] = set()

    def record(self) -> Record:
        """The record as it stands now."""
        return replace(
            self._of,
            entities=tuple(self.entities.values()),
            statements=tuple(self.statements.values()),
            events=tuple(self.events.values()),
            relations=tuple(self.relations),
        )

    def do(self, row: Correction, span: Span) -> bool:
        """Do what a correction asks for; whether it could be done."""
        if row.part == "event":
            return self._on_event(row, span)
        if row.part == "statement":
            return self._on_statement(row, span)
        return self._on_entity(row, span)

    # Events

    def _on_event(self, row: Correction, span: Span) -> bool:
        found = event_at(self.events.values(), span, row.whole.type)
        if row.action in _PLACED:
            kind = row.whole.type
            if row.action == "add" or found is None:
                if not isinstance(kind, str):
                    return False
                found = Event(_fresh("v", self.events), kind, span)
            asked = row.change if row.action == "correct" and found.id in self.events else row.whole
            self.events[found.id] = replace(self._event(found, asked), probability=1.0)
            self.settled.add(("event", found.id))
            return True
        if row.action == "reject":
            if found is not None:
                del self.events[found.id]
            return True
        if found is None:
            return False
        return self._merge_events(found, row.change) if row.action == "merge" else self._split_event(found, row.change)

    def _event(self, event: Event, change: Change) -> Event:
        fields: dict[str, Any] = {
            k: v for k, v in change.fields().items() if k in ("type", "status", "time", "attendee_count")
        }
        if isinstance(change.trigger, Words) and (trigger := anchored(self.text, change.trigger)):
            others = tuple(m for m in event.mentions if not overlap(m, event.trigger))
            fields |= {"trigger": trigger, "mentions": tuple(sorted({trigger, *others})) if event.mentions else ()}
        if isinstance(change.participants, tuple):
            seats = [(self._entity(seat.who), seat) for seat in change.participants]
            fields["participants"] = tuple(Participant(of, s.role, s.status, s.reason) for of, s in seats if of)
        if isinstance(change.place, Who) or change.place is None:
            fields["place"] = self._entity(change.place)
        if isinstance(change.sources, tuple):
            spans = (anchored(self.text, words) for words in change.sources)
            said = (statement_at(self.statements.values(), span) for span in spans if span)
            fields["sources"] = tuple(dict.fromkeys(one.id for one in said if one))
        made = replace(event, **fields)
        return replace(made, **_codes(made, event)) if {"type", "status"} & fields.keys() else made

    def _merge_events(self, gone: Event, change: Change) -> bool:
        span = anchored(self.text, change.into) if isinstance(change.into, Words) else None
        kept = event_at([e for e in self.events.values() if e.id != gone.id], span) if span else None
        if kept is None:
            return False
        spans = {kept.trigger, *kept.mentions, gone.trigger, *gone.mentions}
        seated = {p.entity for p in kept.participants}
        more = tuple(p for p in gone.participants if p.entity not in seated)
        self.events[kept.id] = replace(
            kept,
            mentions=tuple(sorted(spans)),
            participants=kept.participants + more,
            sources=tuple(dict.fromkeys(kept.sources + gone.sources)),
            place=kept.place or gone.place,
            time=kept.time or gone.time,
            probability=1.0,
        )
        del self.events[gone.id]
        self.settled.add(("event", kept.id))
        return True

    def _split_event(self, event: Event, change: Change) -> bool:
        spans = self._spans(change.mentions)
        left = [s for s in dict.fromkeys((event.trigger, *event.mentions)) if not any(overlap(s, t) for t in spans)]
        if not spans or not left:
            return False
        first = event.trigger if event.trigger in left else left[0]
        self.events[event.id] = replace(event, trigger=first, mentions=tuple(sorted(left)), probability=1.0)
        new = _fresh("v", self.events)
        self.events[new] = replace(event, id=new, trigger=spans[0], mentions=tuple(spans), probability=1.0)
        return True

    # Statements

    def _on_statement(self, row: Correction, span: Span) -> bool:
        found = statement_at(self.statements.values(), span)
        if row.action in _PLACED:
            if row.action == "add" or found is None:
                found = Statement(_fresh("s", self.statements), (span,))
            asked = row.change if row.action == "correct" and found.id in self.statements else row.whole
            self.statements[found.id] = replace(self._statement(found, asked), probability=1.0)
            self.settled.add(("statement", found.id))
            return True
        if row.action == "reject":
            if found is not None:
                self._drop_statement(found.id)
            return True
        return False

    def _statement(self, said: Statement, change: Change) -> Statement:
        fields: dict[str, Any] = {k: v for k, v in change.fields().items() if k in ("act", "said_on")}
        if isinstance(change.content, tuple) and (spans := self._spans(change.content)):
            fields["content"] = tuple(spans)
        if isinstance(change.voice, str):
            fields["kind"] = change.voice
        for name in ("speaker", "addressee"):
            if isinstance(who := getattr(change, name), Who) or who is None:
                fields[name] = self._entity(who)
        for name in ("source", "cue"):
            if isinstance(words := getattr(change, name), Words) or words is None:
                fields[name] = anchored(self.text, words) if words else None
        return replace(said, **fields)

    def _drop_statement(self, of: str) -> None:
        """Take a statement out; what only it says has one source less."""
        outer = self.statements.pop(of).within
        for one in self.statements.values():
            if one.within == of:
                self.statements[one.id] = replace(one, within=outer)
        for event in self.events.values():
            if of in event.sources:
                self.events[event.id] = replace(event, sources=tuple(s for s in event.sources if s != of))
        self.relations = [replace(r, sources=tuple(s for s in r.sources if s != of)) for r in self.relations]

    # Entities

    def _on_entity(self, row: Correction, span: Span) -> bool:
        found = entity_at(self.entities.values(), span, row.whole.kind, row.whole.name)
        if row.action == "reject":
            if found is not None:
                self._put(found.id, None)
                del self.entities[found.id]
            return True
        if found is None:
            who = row.whole
            if row.action not in _PLACED or not isinstance(who.name, str) or not isinstance(who.kind, str):
                return False
            found = self.entities[self._new(who.name, who.kind, span)]
        if row.action in _PLACED:
            asked = row.change if row.action == "correct" else row.whole
            names = ("name", "kind", "role", "country")
            self.entities[found.id] = replace(found, **{k: v for k, v in asked.fields().items() if k in names})
            self.settled.add(("entity", found.id))
            return True
        return self._merge_entities(found, row.change) if row.action == "merge" else self._split_entity(found, row)

    def _merge_entities(self, gone: Entity, change: Change) -> bool:
        span = anchored(self.text, change.into) if isinstance(change.into, Words) else None
        kept = entity_at([e for e in self.entities.values() if e.id != gone.id], span) if span else None
        if kept is None:
            return False
        mentions = tuple(sorted({*kept.mentions, *gone.mentions}, key=lambda m: (m.start, m.end)))
        self.entities[kept.id] = replace(
            kept, mentions=mentions, role=kept.role or gone.role, country=kept.country or gone.country
        )
        self._put(gone.id, kept.id)
        del self.entities[gone.id]
        return True

    def _split_entity(self, entity: Entity, row: Correction) -> bool:
        spans = self._spans(row.change.mentions)
        taken = [m for m in entity.mentions if any(overlap(Span(m.start, m.end), s) for s in spans)]
        left = [m for m in entity.mentions if m not in taken]
        if not taken or not left:
            return False
        longest = max((self.text[m.start : m.end] for m in taken), key=len)
        name = row.change.name if isinstance(row.change.name, str) else longest
        new = _fresh("e", self.entities)
        self.entities[entity.id] = replace(entity, mentions=tuple(left))
        self.entities[new] = Entity(new, entity.kind, name, mentions=tuple(taken))
        self._follow(entity.id, new, taken, left)
        return True

    def _follow(self, old: str, new: str, taken: list[Mention], left: list[Mention]) -> None:
        """What rests on the words that were taken out alone is of the new one."""
        for said in self.statements.values():
            if said.speaker == old and said.source and _within(taken, said.source) and not _within(left, said.source):
                self.statements[said.id] = replace(said, speaker=new)
        for event in self.events.values():
            block = self._block(event.trigger)
            if any(p.entity == old for p in event.participants) and _within(taken, block) and not _within(left, block):
                seats = tuple(replace(p, entity=new) if p.entity == old else p for p in event.participants)
                self.events[event.id] = replace(event, participants=seats)

    def _block(self, span: Span) -> Span:
        blocks = (Span(b.start, b.end) for b in self._of.article.blocks)
        return next((b for b in blocks if b.start <= span.start < b.end), Span(0, len(self.text)))

    def _put(self, old: str, new: str | None) -> None:
        """One entity in the place of another wherever it takes part, or nobody."""

        def put(of: str | None) -> str | None:
            return new if of == old else of

        for event in list(self.events.values()):
            moved = (replace(p, entity=new) if p.entity == old and new else p for p in event.participants)
            seats = {(p.entity, p.role): p for p in moved if p.entity != old}
            self.events[event.id] = replace(event, participants=tuple(seats.values()), place=put(event.place))
        for said in list(self.statements.values()):
            via = tuple(v for v in map(put, said.via) if v)
            self.statements[said.id] = replace(
                said, speaker=put(said.speaker), addressee=put(said.addressee), via=tuple(dict.fromkeys(via))
            )
        kept: list[Relation] = []
        for one in self.relations:
            subject, other = put(one.subject), put(one.object)
            if subject and subject != other and (other or not one.object):
                kept.append(replace(one, subject=subject, object=other))
        self.relations = kept

    def _entity(self, who: Who | None) -> str | None:
        """The id of whom a correction names; a new one where the record has nobody at those words or of that name."""
        if who is None:
            return None
        span = anchored(self.text, who.at) if who.at else None
        found = entity_at(self.entities.values(), span, who.kind, who.name) if span else None
        if found is None or (found.kind, found.name) != (who.kind, who.name):
            named = (e for e in self.entities.values() if (e.kind, e.name) == (who.kind, who.name))
            found = next(named, found)
        if found is not None:
            return found.id
        return self._new(who.name, who.kind, span) if span else None

    def _new(self, name: str, kind: Any, span: Span) -> str:
        new = _fresh("e", self.entities)
        self.entities[new] = Entity(new, kind, name, mentions=(Mention(span.start, span.end, "name"),))
        return new

    def _spans(self, words: object) -> list[Span]:
        found = (anchored(self.text, one) for one in words) if isinstance(words, tuple) else ()
        return sorted(span for span in found if span)


def _within(mentions: Iterable[Mention], span: Span) -> bool:
    return any(overlap(Span(m.start, m.end), span) for m in mentions)


def _fresh(letter: str, known: Iterable[str]) -> str:
    """An id that none has yet."""
    taken = set(known)
    number = len(taken) + 1
    while f"{letter}{number}" in taken:
        number += 1
    return f"{letter}{number}"


def _codes(event: Event, before: Event) -> dict[str, str | None]:
    """The coders' codes of an event whose kind or status changed; its own where they still hold."""
    kind = table("event_kinds").get(event.type)
    coming, was = event.status in _COMING, before.status in _COMING
    if kind is None or (event.type == before.type and coming == was):
        return {"plover": event.plover, "cameo": event.cameo}
    own = kind["is"]
    plover = own.get("planned") if coming else None
    return {"plover": plover or own.get("plover"), "cameo": own.get("cameo")}
