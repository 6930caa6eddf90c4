"""Where an event takes place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from readout.extract.events.grammar import prepositions
from readout.extract.events.kinds import lexicon, people, words
from readout.extract.events.participants import Parties
from readout.extract.events.triggers import Trigger
from readout.model import Analysis, Entity

_AT = (
    "in",
    "at",
    "near",
    "outside",
    "inside",
    "on",
    "across",
    "around",
    "off",
    "throughout",
    "along",
    "through",
    "into",
)
_WITHIN = frozenset({"at", "in", "outside", "inside", "near", "off"})
_WIDE = frozenset({"in", "across", "inside", "into", "throughout"})
# A phrase of place hangs at most so many phrases below the verb: `a market in a suburb of Lyon`.
_DEEP = 3
_BLOWS = frozenset({"attack", "war"})


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
        things = [t for t in slots.get("object", []) if a.lemmas[t].lower() not in people()]
        for entity in parties.all(things, True):
            if entity.kind == "place":
                return entity
    given = [word for word, role in trigger.frame.roles.items() if role == "place" and word not in _AT]
    for word in (*_AT, *given):
        for token in slots.get(word, ()):
            for entity in _places(a, token, parties):
                if _is_place(entity, word):
                    return entity
    return next(chain(_behind(a, trigger, parties), _of_doers(a, trigger, parties)), None)


def _is_place(entity: Entity, word: str) -> bool:
    """Whether an entity is a place behind a preposition; a university or court is one when something happens there."""
    if entity.kind == "organisation" and word in _WITHIN:
        return entity.name.split()[-1].lower() in words("buildings")
    return entity.kind == "place" or (entity.kind == "country" and word in _WIDE)


def _behind(a: Analysis, trigger: Trigger, parties: Parties) -> Iterator[Entity]:
    """The places of phrases behind a party: `met the minister in Oslo`, `was stabbed in a market in Lyon`."""
    kind, roles = trigger.frame.kind, trigger.frame.roles
    if kind.speech or not (kind.unnamed == "all" or kind.arranged) or trigger.form != "verb":
        return
    for slot, tokens in trigger.slots.items():
        if slot in ("subject", "clause", "inner") or (slot not in _AT and roles.get(slot, "none") == "none"):
            continue
        for token in tokens:
            yield from _below(a, token, trigger, parties, _DEEP)


def _of_doers(a: Analysis, trigger: Trigger, parties: Parties) -> Iterator[Entity]:
    """The place of those who do it where they are: `police in Berlin detained 12`."""
    if trigger.form == "verb" and trigger.frame.kind.unnamed == "all":
        for token in trigger.slots.get("subject", ()):
            if a.lemmas[token].lower() in people():
                below = [p for word, p in prepositions(a, token) if word == "in"]
                yield from (e for p in below for e in _places(a, p, parties) if _is_place(e, "in"))


def _below(a: Analysis, token: int, trigger: Trigger, parties: Parties, depth: int) -> Iterator[Entity]:
    if depth == 0 or token < trigger.token or (token not in trigger.also and _is_blow(a, token)):
        return
    for word, below in prepositions(a, token):
        if word in _AT:
            yield from (entity for entity in _places(a, below, parties) if _is_place(entity, word))
            yield from _below(a, below, trigger, parties, depth - 1)


def _is_blow(a: Analysis, noun: int) -> bool:
    """Whether a noun has a place of its own: `the war in X`, against which one protests elsewhere."""
    return any(frame.kind.name in _BLOWS for frame in lexicon().nouns.get(a.lemmas[noun].lower(), ()))
