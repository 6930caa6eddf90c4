"""Wikidata items of states and international bodies, by the table that `tools/build_world_ids.py` makes."""

from __future__ import annotations

from functools import cache

from readout.lexicon import table
from readout.model import Entity


@cache
def _bodies() -> dict[str, str]:
    """Bodies of no state by all their names in lower case."""
    ids: dict[str, str] = table("wikidata")["bodies"]
    found = {name.lower(): qid for name, qid in ids.items()}
    for names in table("organisations")["world"]:
        if qid := next((ids[name] for name in names if name in ids), None):
            found |= {name.lower(): qid for name in names}
    return found


def item(entity: Entity) -> str | None:
    """The item of a state, or of an international body that belongs to none; None when it is not known."""
    if entity.kind == "country":
        return table("wikidata")["states"].get(entity.country or "") if entity.country else None
    if entity.kind == "organisation" and entity.country is None:
        return _bodies().get(entity.name.lower().removeprefix("the "))
    return None
