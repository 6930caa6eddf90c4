"""Where places are: the towns of GeoNames, the text's own context deciding between those of one name."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache
from typing import NamedTuple

from readout.lexicon import table
from readout.model import Entity, Location, Record

# Of two towns of one name the larger is meant without a word only when it is so many times larger.
_FAR_LARGER = 8


class Town(NamedTuple):
    """A town of the table: its state (ISO alpha-3), where it is, thousands of people."""

    country: str
    lat: float
    lon: float
    people: int


@cache
def towns(name: str) -> tuple[Town, ...]:
    """The towns of a name, the largest first."""
    rows = table("coordinates").get(_plain(name))
    if not rows:
        return ()
    parts = (row.split(" ") for row in rows.split("|"))
    return tuple(Town(code, float(lat), float(lon), int(people)) for code, lat, lon, people in parts)


def _plain(name: str) -> str:
    text = unicodedata.normalize("NFKD", name.replace("’", "'"))
    return "".join(c for c in text if not unicodedata.combining(c))


class Places:
    """A record's places, seen together: the states that it speaks of decide where a name is that several towns bear."""

    def __init__(self, record: Record) -> None:
        self.states = Counter(e.country for e in record.entities for _ in e.mentions if e.country and e.kind != "place")

    def location(self, entity: Entity) -> Location | None:
        """Where a place is, unless several towns may be meant."""
        town = self._town(entity)
        return Location(town.lat, town.lon) if town else None

    def item(self, entity: Entity) -> str | None:
        """The item of a capital or a part of a state."""
        town = self._town(entity)
        state = entity.country or (town.country if town else None)
        found = table("wikidata")["places"].get(state, {}).get(_plain(entity.name)) if state else None
        return str(found) if found else None

    def _town(self, entity: Entity) -> Town | None:
        some = towns(entity.name)
        if entity.country:
            return _largest([town for town in some if town.country == entity.country])
        told = [town for town in some if self.states[town.country]]
        if len({town.country for town in told}) == 1:
            return _largest(told)
        return _largest(list(some))


def _largest(some: list[Town]) -> Town | None:
    """The one town, or the one that is far larger than the others."""
    if not some:
        return None
    first, rest = some[0], some[1:]
    return first if all(first.people >= _FAR_LARGER * town.people for town in rest) else None
