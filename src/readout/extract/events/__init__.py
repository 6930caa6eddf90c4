"""What happened or is planned: the kinds of `lexicon/event_kinds.yaml`, found by grammar."""

from __future__ import annotations

from readout.extract.cast import Cast
from readout.extract.events.chance import chance
from readout.extract.events.guests import add_guests, participants
from readout.extract.events.merge import merged
from readout.extract.events.nesting import settled
from readout.extract.events.participants import Parties
from readout.extract.events.reading import Found, read
from readout.extract.events.signs import among
from readout.extract.events.sources import Sources, is_claimed, is_free
from readout.extract.events.triggers import find_triggers
from readout.model import Analysis, Event, Statement, Time
from readout.settings import EVENT_THRESHOLD

_COMING = frozenset({"scheduled", "expected", "proposed"})


def find_events(
    analysis: Analysis,
    cast: Cast,
    times: tuple[Time, ...],
    statements: tuple[Statement, ...],
    threshold: float = EVENT_THRESHOLD,
) -> tuple[Event, ...]:
    """The events of an article whose chance is at least `threshold`, in the order of their triggers."""
    read = readings(analysis, cast, times, statements)
    for one in read:
        one.chance = chance(one.signs)
    return as_events(analysis, cast, told(analysis, Parties(analysis, cast), read, threshold))


def as_events(analysis: Analysis, cast: Cast, events: list[Found]) -> tuple[Event, ...]:
    """Events as the record has them."""
    return tuple(_event(analysis, cast, number, found) for number, found in enumerate(events, 1))


def readings(analysis: Analysis, cast: Cast, times: tuple[Time, ...], statements: tuple[Statement, ...]) -> list[Found]:
    """What each word may tell, one reading a kind, in the order of the text; chances are not yet given."""
    parties, sources = Parties(analysis, cast), Sources(analysis, statements)
    found: dict[tuple[int, str], Found] = {}
    for trigger in find_triggers(analysis, parties):
        key = trigger.token, trigger.frame.kind.name
        known = found.get(key)
        if known is not None and (known.full or trigger.frame.weak):
            continue
        one = read(analysis, trigger, parties, times)
        if one is None or (known is not None and not one.full):
            continue
        said = sources.of(trigger.token)
        one.sources = tuple(s.id for s in said if not is_free(analysis, one, s))
        one.signs |= {f"said {said[0].kind}" if said else "said by the reporter"}
        if one.status in ("happened", "ongoing") and (
            (said and sources.is_claim(said[0])) or is_claimed(analysis, trigger.token)
        ):
            one.status = "claimed"
        found[key] = one
    rows = sorted(found.values(), key=lambda f: f.trigger.token)
    among(analysis, rows)
    return rows


def told(analysis: Analysis, parties: Parties, read: list[Found], threshold: float) -> list[Found]:
    """The events of readings with their chances: the likeliest of each word, one event for all that tell the same."""
    best: dict[int, Found] = {}
    for one in read:
        known = best.get(one.trigger.token)
        if known is None or (one.chance, one.borrows) > (known.chance, known.borrows):
            best[one.trigger.token] = one
    rows = list(best.values())
    for one in rows:
        one.complete = one.chance >= threshold
    add_guests(analysis, parties, rows)
    known_events = settled(analysis, [f for f in rows if f.complete or f.borrows])
    return sorted(merged(known_events), key=lambda f: f.trigger.token)


def plover(found: Found) -> str | None:
    """The PLOVER type of an event: that of one to come where its kind has another for these."""
    frame = found.frame
    coming = found.status in _COMING or (found.status == "uncertain" and frame.planned == "THREATEN")
    return frame.planned if coming and frame.planned is not None else frame.plover


def _event(a: Analysis, cast: Cast, number: int, found: Found) -> Event:
    frame = found.frame
    return Event(
        f"v{number}",
        frame.kind.name,
        a.span(found.trigger.first, found.trigger.last),
        plover(found),
        frame.cameo,
        participants(a, cast, found),
        found.place.id if found.place is not None else None,
        found.time,
        found.status,
        found.count,
        found.sources,
        round(found.chance, 2),
        tuple(sorted({a.span(t.first, t.last) for t in (found.trigger, *found.retold)})),
        found.background,
    )
