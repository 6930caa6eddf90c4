"""Whose president is meant where only the world knows: "President Clinton" in an article about two other states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container
from functools import cache

from readout.extract.entities.people import name_parts, same_name
from readout.extract.entities.scene import Draft
from readout.lexicon import table

_FAMILIES = ("state", "government", "deputy", "leader", "royal")
_TITLES = ("king", "queen")
_FAMILY_NAME = "*"


def ruled(draft: Draft, named: Container[str]) -> str | None:
    """The state, of those that the text names, in which a person holds one of the highest offices."""
    if draft.kind != "person" or draft.head or draft.body is not None or draft.family not in _FAMILIES:
        return None
    parts, role = name_parts(draft.name), (draft.role or "").split()
    states = {
        state
        for state, title, surname, full in _by_word().get(parts[-1], ()) + _by_word().get(parts[0], ())
        if (not title or title in role) and (parts == (surname,) or (len(parts) > 1 and same_name(parts, full)))
    }
    states = {state for state in states if state in named}
    return states.pop() if len(states) == 1 else None


@cache
def _by_word() -> dict[str, tuple[tuple[str, str, str, tuple[str, ...]], ...]]:
    """By first or family name: state, title that must stand before the name, family name, all parts of the name."""
    found: dict[str, dict[tuple[str, str, str, tuple[str, ...]], None]] = defaultdict(dict)
    for state, names in table("rulers").items():
        for name in names:
            first, *rest = name.split()
            title = first.lower() if first.lower() in _TITLES else ""
            own = " ".join(rest) if title else name
            full = name_parts(own.replace(_FAMILY_NAME, ""))
            marked = next((word for word in own.split() if word.endswith(_FAMILY_NAME)), None)
            surname = name_parts(marked[:-1])[0] if marked else full[-1]
            for key in {surname, full[0]}:
                found[key][state, title, surname, full] = None
    return {key: tuple(rows) for key, rows in found.items()}
