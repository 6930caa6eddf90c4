"""Where an event takes place."""

from __future__ import annotations

from readout.extract.events.participants import Parties
from readout.extract.events.triggers import Trigger
from readout.model import Analysis, Entity

_AT = ("in", "at", "near", "outside", "inside", "on", "across", "around", "off", "throughout", "along")


def _places(a: Analysis, token: int, parties: Parties) -> list[Entity]:
    """The place that a phrase names, or the one that it describes: `the city of X`, `the Russian capital`."""
    named = parties.named(token)
    if named is not None:
        return [named]
    rows = parties.of(token, False)
    if a.lemmas[token].lower() == "capital":
        return [capital for entity in rows if (capital := parties.capital_of(entity)) is not None]
    below = {p for c in a.children[token] if a.lowers[c] == "of" for p in a.children[c]}
    return [row for p in below if (row := parties.named(p)) is not None]


def place_of(a: Analysis, trigger: Trigger, parties: Parties) -> Entity | None:
    """The place that a phrase of place under the trigger, or a role that is a place, gives."""
    slots = trigger.slots
    if trigger.frame.kind.plain:
        for entity in parties.all(slots.get("object", []), True):
            if entity.kind == "place":
                return entity
    for word in _AT:
        for token in slots.get(word, ()):
            for entity in _places(a, token, parties):
                if entity.kind == "place" or (
                    entity.kind == "country" and word in ("in", "across", "inside", "throughout")
                ):
                    return entity
    return None
