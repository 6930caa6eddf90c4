"""Who acts, in the codes of the field: actor code, sectors, COW number, by the tables of `lexicon/coding.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from readout.lexicon import table
from readout.model import Entity

Scheme = Literal["plover", "cameo"]
_SPLIT = re.compile(r"[^\w.']+")


@dataclass(frozen=True, slots=True)
class Coded:
    """An entity in codes: `actor` is ISO 3166-1 alpha-3 or IGO, NGO, IMG; `sectors` with the primary one first."""

    actor: str
    sectors: tuple[str, ...]
    cow: int | None


def coded(entity: Entity, scheme: Scheme = "plover") -> Coded:
    """An entity's codes; what the tables do not tell stays empty."""
    beyond = _beyond().get(entity.name.lower()) if entity.kind == "organisation" else None
    if beyond is not None:
        return Coded(beyond, (beyond,) if beyond != "IMG" else ("REB",), None)
    actor = entity.country or ""
    rows = dict.fromkeys(str(row.get(scheme, row["code"])) for row in table("coding")["sectors"] if _fits(row, entity))
    return Coded(actor, tuple(rows), table("coding")["cow"].get(actor))


@cache
def _beyond() -> Mapping[str, str]:
    """The actor code of each organisation that belongs to no state, by its names in small letters."""
    found: dict[str, str] = {}
    for code, row in reversed(table("coding")["actors"].items()):
        names = {n for section in row.get("lists", ()) for n in _names(table("organisations")[section])}
        found |= {name.lower(): code for name in (*row.get("names", ()), *names)}
    return found


@cache
def _listed(section: str) -> frozenset[str]:
    return frozenset(name.lower() for name in _names(table("organisations")[section]))


def _names(rows: Any) -> Iterator[str]:
    """All names in a section of `organisations.yaml`, however it nests them."""
    if isinstance(rows, str):
        yield rows
    else:
        for row in rows.values() if isinstance(rows, Mapping) else rows:
            yield from _names(row)


def _fits(row: Mapping[str, Any], entity: Entity) -> bool:
    """Whether a line of the table of sectors is true of an entity."""
    if entity.kind not in row["kinds"] or (row.get("countries") and not entity.country):
        return False
    if entity.kind == "country":
        return True
    if entity.kind == "person":
        role = (entity.role or "").lower()
        if _any(row.get("unless", ()), role):
            return False
        return role in row.get("whole", ()) or _any(row.get("roles", ()), role)
    name = entity.name.lower()
    if name in {n.lower() for n in row.get("names", ())} or any(name in _listed(s) for s in row.get("lists", ())):
        return True
    return _any(row.get("words", ()), name)


def _any(words: Any, text: str) -> bool:
    """Whether one of the words, or phrases, stands in a text as whole words."""
    spaced = f" {' '.join(_SPLIT.split(text))} "
    return any(f" {word} " in spaced for word in words)
