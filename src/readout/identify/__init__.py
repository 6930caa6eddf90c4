"""Who and what the entities of a record are outside it: Wikidata items, coordinates, rows of the user's people file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from readout.identify.persons import who_is
from readout.identify.places import Places
from readout.identify.world import item
from readout.model import Record

if TYPE_CHECKING:
    from readout.people import People


def identified(record: Record, people: People | None = None) -> Record:
    """The record with ids, coordinates and, where a people file is set, persons; what is not known stays empty."""
    places, entities = Places(record), []
    for entity in record.entities:
        if entity.kind == "place":
            location = places.location(entity)
            entity = replace(entity, location=location, wikidata=entity.wikidata or places.item(entity))
        elif entity.kind in ("country", "organisation"):
            entity = replace(entity, wikidata=entity.wikidata or item(entity))
        elif entity.kind == "person" and people is not None:
            entity = who_is(entity, record, people)
        entities.append(entity)
    return replace(record, entities=tuple(entities))
