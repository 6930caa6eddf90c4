"""What a reviewer should look at first: each item's doubt from 0 to 1, and what makes it doubtful. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from msgspec import Struct

from readout.model import Entity, Record, Span
from readout.settings import EVENT_THRESHOLD
from readout.store.corrections_anchor import overlap
from readout.store.corrections_model import Part

# What makes an item doubtful: how much (probabilities of being wrong that add up as such), and in words.
REASONS: dict[str, tuple[float, str]] = {
    "disagreement": (0.6, "the article gives two values here"),
    "nobody": (0.5, "no named party"),
    "unnamed": (0.4, "a party known only by a pronoun or a description"),
    "nameless": (0.35, "nobody is named as the speaker"),
    "status": (0.25, "claimed or uncertain"),
    "carried": (0.2, "its day stands in another sentence"),
    "model": (0.4, "found by a language model alone"),
    "nested": (0.15, "said inside what another says"),
}
THRESHOLD = "threshold"
# From this nearness on (1 is at the threshold itself) it is a reason that is told.
_NEAR = 0.4
# Statements are kept from this probability on.
_LEAST = {"event": EVENT_THRESHOLD, "statement": 0.5}


def why_of(name: str) -> str:
    """A reason for doubt in words."""
    return "near the threshold below which it is left out" if name == THRESHOLD else REASONS[name][1]


class Doubt(Struct, frozen=True):
    """How doubtful an item of a record is (0 to 1) and why, the weightiest reason first."""

    part: Part
    ref: str
    doubt: float
    why: tuple[str, ...]


def doubts(record: Record) -> Iterator[Doubt]:
    """Each event and statement of a record with its doubt."""
    cast = {e.id: e for e in record.entities}
    disputed = [span for one in record.discrepancies for span in one.spans]
    for event in record.events:
        named = [cast[p.entity] for p in event.participants if p.entity in cast]
        signs = {
            "disagreement": _touches(record, event.trigger, disputed),
            "nobody": not named,
            "unnamed": any(map(_unnamed, named)),
            "status": event.status in ("claimed", "uncertain"),
            "carried": event.time is not None and event.time.by == "carried",
        }
        yield _doubt("event", event.id, event.probability, signs)
    for said in record.statements:
        speaker = cast.get(said.speaker or "")
        signs = {
            "nameless": speaker is None,
            "unnamed": speaker is not None and _unnamed(speaker),
            "model": said.found_by == "llm",
            "nested": said.within is not None,
        }
        yield _doubt("statement", said.id, said.probability, signs)


def _doubt(part: Part, ref: str, probability: float, signs: dict[str, bool]) -> Doubt:
    """Near the threshold an item is as likely wrong as right; each sign makes it likelier to be wrong."""
    near = min(1.0, (1 - probability) / (1 - _LEAST[part]))
    weights = {THRESHOLD: near} | {name: REASONS[name][0] for name, seen in signs.items() if seen}
    told = (name for name, weight in weights.items() if name != THRESHOLD or weight >= _NEAR)
    found = sorted(told, key=lambda name: -weights[name])
    return Doubt(part, ref, round(1 - prod(1 - 0.8 * weight for weight in weights.values()), 4), tuple(found))


def _unnamed(entity: Entity) -> bool:
    return entity.kind != "group" and all(m.form in ("pronoun", "description") for m in entity.mentions)


def _touches(record: Record, span: Span, disputed: list[Span]) -> bool:
    """Whether what the article disagrees with itself about stands in the block of these words."""
    block = next((Span(b.start, b.end) for b in record.article.blocks if b.start <= span.start < b.end), span)
    return any(overlap(block, other) for other in disputed)
