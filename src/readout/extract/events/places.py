"""Where an event takes place."""

from __future__ import annotations

from readout.extract.events.participants import Parties
from readout.extract.events.triggers import Trigger
from readout.model import Analysis, Entity

_AT = ("in", "at", "near", "outside", "inside", "on", "across", "around", "off", "throughout", "along")


def place_of(a: Analysis, trigger: Trigger, parties: Parties) -> Entity | None:
    """The place that a phrase of place under the trigger, or a role that is a place, gives."""
    slots, roles = trigger.slots, trigger.frame.roles
    for word in _AT:
        for token in slots.get(word, ()):
            for entity, _, _ in parties.of(token, False):
                if entity.kind == "place" or (entity.kind == "country" and word in ("in", "across", "inside", "throughout")):
                    return entity
    for slot, role in roles.items():
        if slot == "object" and role == "recipient" and trigger.frame.kind.plover == "FIGHT":
            for entity, _, _ in parties.all(slots.get(slot, []), False):
                if entity.kind == "place":
                    return entity
    return None
