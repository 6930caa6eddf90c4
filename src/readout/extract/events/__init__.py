"""What happened or is planned: the kinds of `lexicon/event_kinds.yaml`, found by grammar."""

from __future__ import annotations

from readout.extract.cast import Cast
from readout.extract.events.guests import add_guests, participants
from readout.extract.events.merge import merged
from readout.extract.events.nesting import settled
from readout.extract.events.participants import Parties
from readout.extract.events.reading import Found, read
from readout.extract.events.sources import Sources, is_claimed
from readout.extract.events.triggers import find_triggers
from readout.model import Analysis, Event, Statement, Time

_COMING = frozenset({"scheduled", "expected", "proposed"})
_CERTAINTY = {"verb": 0.9, "noun": 0.75, "agent": 0.8}


def find_events(
    analysis: Analysis, cast: Cast, times: tuple[Time, ...], statements: tuple[Statement, ...]
) -> tuple[Event, ...]:
    """The events of an article, in the order of their triggers."""
    events = sorted(merged(event_mentions(analysis, cast, times, statements)), key=lambda f: f.trigger.token)
    return tuple(_event(analysis, cast, number, found) for number, found in enumerate(events, 1))


def event_mentions(
    analysis: Analysis, cast: Cast, times: tuple[Time, ...], statements: tuple[Statement, ...]
) -> list[Found]:
    """Each mention of an event by itself, in the order of the text, before those of one event are brought together."""
    parties, sources = Parties(analysis, cast), Sources(analysis, statements)
    found: list[Found] = []
    for trigger in find_triggers(analysis, parties):
        if not (found and found[-1].trigger.token == trigger.token):
            one = read(analysis, trigger, parties, times)
            found += [one] if one is not None else []
    add_guests(analysis, parties, found)
    for one in found:
        said = sources.of(one.trigger.token)
        one.sources = tuple(s.id for s in said)
        if one.status in ("happened", "ongoing") and (
            (said and sources.is_claim(said[0])) or is_claimed(analysis, one.trigger.token)
        ):
            one.status = "claimed"
    return settled(analysis, found)


def _event(a: Analysis, cast: Cast, number: int, found: Found) -> Event:
    frame = found.frame
    coming = found.status in _COMING or (found.status == "uncertain" and frame.planned == "THREATEN")
    planned = coming and frame.planned is not None
    return Event(
        f"v{number}",
        frame.kind.name,
        a.span(found.trigger.first, found.trigger.last),
        frame.planned if planned else frame.plover,
        frame.cameo,
        participants(a, cast, found),
        found.place.id if found.place is not None else None,
        found.time,
        found.status,
        found.count,
        found.sources,
        round(_CERTAINTY[found.trigger.form] - (0.15 if found.adjunct else 0.0), 2),
    )
