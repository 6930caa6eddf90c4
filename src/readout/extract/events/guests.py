"""Lists of those who come: `other guests include X and Y`, and whose coming is less sure than the rest's."""

from __future__ import annotations

from readout.extract.cast import Cast
from readout.extract.events.kinds import words
from readout.extract.events.participants import Parties
from readout.extract.events.reading import Found, Part
from readout.extract.status import participant_status
from readout.model import Analysis, Participant

# A list of guests stands at most so many sentences after the event that they come to.
_NEAR = 3


def add_guests(a: Analysis, parties: Parties, found: list[Found]) -> None:
    """Add those whom a list names to the event with attendees before it."""
    events = [f for f in found if "attendee" in f.frame.roles.values() and f.complete]
    if not events:
        return
    for token, lemma in enumerate(a.lemmas):
        if lemma in words("guests") and a.deps[token] == "nsubj" and a.lemmas[a.heads[token]] in words("includes"):
            verb, here = a.heads[token], a.sentence_of[token]
            before = [f for f in events if 0 <= here - a.sentence_of[f.trigger.token] <= _NEAR]
            if before:
                event = before[-1]
                listed = [c for c in a.children[verb] if a.deps[c] in ("dobj", "attr")]
                known = {p.entity.id for p in event.parts}
                event.parts += [Part(e, "attendee") for e in parties.all(listed, False) if e.id not in known]


def participants(a: Analysis, cast: Cast, event: Found) -> tuple[Participant, ...]:
    """An event's participants, each with a status of its own where the sentences round tell one."""
    return tuple(_participant(a, cast, event, part) for part in event.parts)


def _participant(a: Analysis, cast: Cast, event: Found, part: Part) -> Participant:
    if not event.frame.kind.arranged:
        return Participant(part.entity.id, part.role)
    here = a.sentence_of[event.trigger.token]
    first = a.sentences[here][0]
    far = here + _NEAR if "attendee" in event.frame.roles.values() else here + 1
    last = a.sentences[min(far, len(a.sentences)) - 1][1]
    for low, high, _, entity in cast.within(first, last):
        if entity.id == part.entity.id:
            status, reason = participant_status(a, low, high, event.trigger.token)
            if status is not None and status != event.status:
                return Participant(part.entity.id, part.role, status, reason)
    return Participant(part.entity.id, part.role)
