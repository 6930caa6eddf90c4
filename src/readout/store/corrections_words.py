"""The items of a record in the words of its article, as corrections name them. Pure."""

from __future__ import annotations

from readout.model import Entity, Record, Span
from readout.store.corrections_anchor import envelope
from readout.store.corrections_model import Change, Part, Seat, Who, Words, words_at


def place_of(record: Record, part: Part, of: str) -> Span | None:
    """Where an item stands; None for one that the record does not have."""
    if part == "event":
        return next((e.trigger for e in record.events if e.id == of), None)
    if part == "statement":
        return next((envelope(s.content) for s in record.statements if s.id == of), None)
    return next((_naming(e) for e in record.entities if e.id == of), None)


def _naming(entity: Entity) -> Span | None:
    """The words that name an entity best."""
    named = [m for m in entity.mentions if m.form == "name"] or list(entity.mentions)
    best = max(named, key=lambda m: (m.end - m.start, -m.start), default=None)
    return Span(best.start, best.end) if best else None


def who_of(record: Record, entity: str | None) -> Who | None:
    """An entity of a record, as corrections name it."""
    found = next((e for e in record.entities if e.id == entity), None)
    if found is None:
        return None
    span = _naming(found)
    return Who(found.name, found.kind, words_at(record.article.text, span) if span else None)


def whole(record: Record, part: Part, of: str) -> Change:
    """An item of a record with all that a correction can set."""
    if part == "event":
        return _event(record, of)
    return _statement(record, of) if part == "statement" else _entity(record, of)


def _event(record: Record, of: str) -> Change:
    event = next(e for e in record.events if e.id == of)
    text = record.article.text
    said = {s.id: envelope(s.content) for s in record.statements}
    seats = ((who_of(record, p.entity), p) for p in event.participants)
    return Change(
        type=event.type,
        status=event.status,
        trigger=words_at(text, event.trigger),
        participants=tuple(Seat(who, p.role, p.status, p.reason) for who, p in seats if who),
        place=who_of(record, event.place),
        time=event.time,
        attendee_count=event.attendee_count,
        sources=tuple(words_at(text, said[s]) for s in event.sources if s in said),
    )


def _statement(record: Record, of: str) -> Change:
    said = next(s for s in record.statements if s.id == of)
    text = record.article.text

    def words(span: Span | None) -> Words | None:
        return words_at(text, span) if span else None

    return Change(
        content=tuple(words_at(text, span) for span in said.content),
        speaker=who_of(record, said.speaker),
        source=words(said.source),
        cue=words(said.cue),
        voice=said.kind,
        act=said.act,
        said_on=said.said_on,
        addressee=who_of(record, said.addressee),
    )


def _entity(record: Record, of: str) -> Change:
    found = next(e for e in record.entities if e.id == of)
    return Change(name=found.name, kind=found.kind, role=found.role, country=found.country)
