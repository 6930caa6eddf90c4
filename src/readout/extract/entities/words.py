"""Sets of words out of the tables, made once a process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from readout.lexicon import table


@dataclass(frozen=True, slots=True)
class Offices:
    """Offices by their last word or words: family, plus what may stand before them."""

    family: dict[str, str]
    relations: frozenset[str]
    short: dict[str, str]
    address: dict[str, str]
    male: frozenset[str]
    female: frozenset[str]
    modifiers: frozenset[str]
    passing: frozenset[str]
    hypothetical: frozenset[str]
    styles: frozenset[str]
    kin: frozenset[str]


@dataclass(frozen=True, slots=True)
class NameWords:
    """Words that tell what a run of capitals names."""

    not_person: frozenset[str]
    organisation: frozenset[str]
    trade: frozenset[str]
    place: frozenset[str]
    event: frozenset[str]
    particles: frozenset[str]
    suffixes: frozenset[str]
    opening: frozenset[str]
    followers: frozenset[str]
    credits: frozenset[str]
    ends: frozenset[str] = frozenset()


@cache
def offices() -> Offices:
    """The table of offices."""
    t = table("offices")
    family = {word: name for name, words in reversed(t["families"].items()) for word in words}
    sets = (frozenset(t[key]) for key in ("male", "female", "modifiers", "passing", "hypothetical", "styles", "kin"))
    return Offices(family, frozenset(t["relations"]), t["short"], t["address"], *sets)


@cache
def name_words() -> NameWords:
    """The table of words in names."""
    t = table("names")
    sets = {key: frozenset(t[key]) for key in NameWords.__slots__ if key != "ends"}
    sets["organisation"] |= frozenset(t["firm"])
    return NameWords(**sets, ends=sets["organisation"] | sets["place"] | sets["event"])


@cache
def given_names() -> dict[str, str]:
    """Given names in lower case with their gender: m, f, or nothing where both bear them."""
    t = table("given_names")
    genders = {"m": "m", "f": "f", "both": ""}
    return {name: gender for key, gender in genders.items() for name in t[key].split()}


@cache
def people() -> dict[str, str]:
    """Nouns of persons in the singular with their gender: m, f, or nothing where it may be both."""
    t = table("people")
    return {word: gender for key, gender in {"both": "", "m": "m", "f": "f"}.items() for word in t[key].split()}


@cache
def weights() -> dict[str, float]:
    """What each feature of a pronoun's candidate weighs."""
    return dict(table("pronouns"))


@cache
def word_set(name: str, key: str) -> frozenset[str]:
    """One list of a table as a set."""
    return frozenset(table(name)[key])


@cache
def word_map(name: str, key: str) -> dict[str, Any]:
    """One mapping of a table."""
    return dict(table(name)[key])
