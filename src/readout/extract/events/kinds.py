"""The tables of event kinds, compiled once: which frames a verb or a noun may open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from readout.lexicon import table
from readout.model import Status

_BASE = {
    "subject": "actor",
    "poss": "actor",
    "modifier": "actor",
    "by": "actor",
    "between": "actor",
    "object": "recipient",
}
_FLAGS: Mapping[str, Any] = dict.fromkeys(("adjunct", "arranged", "mutual", "speech", "plain"), False) | {"unnamed": ""}
_VAGUE = {"any": 1, "party": 2, "none": 1, "to": 3, "that": 3}


@dataclass(frozen=True, slots=True)
class Kind:
    """One entry of `event_kinds.yaml`, without its frames."""

    name: str
    plover: str | None
    planned: str | None
    cameo: str
    adjunct: bool
    arranged: bool
    mutual: bool
    speech: bool
    plain: bool
    unnamed: str


@dataclass(frozen=True, slots=True)
class Frame:
    """One way to tell a kind: what must stand beside the word, and which place gives which role."""

    kind: Kind
    roles: Mapping[str, str]
    needs: str
    plover: str | None
    planned: str | None
    cameo: str
    objects: frozenset[str]
    preps: Mapping[str, frozenset[str]]
    complements: frozenset[str]
    unless: frozenset[str]
    amid: frozenset[str]
    apart: frozenset[str]
    who: frozenset[str]
    whom: frozenset[str]
    weight: int
    weak: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Frames by the words that open them, those with most conditions first; `heads` are the words to look for."""

    kinds: Mapping[str, Kind]
    verbs: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    agents: Mapping[str, tuple[Frame, ...]]
    refusal: Frame
    verb_heads: frozenset[str]
    noun_heads: frozenset[str]


@cache
def words(name: str) -> frozenset[str]:
    """A list of `event_words.yaml`: `bodies`, or `unreal.verbs`."""
    tables: Any = table("event_words")
    found: Any = tables
    for part in name.split("."):
        found = found[part]
    return frozenset(found) | {wrong for word, wrong in tables["misread"].items() if word in found}


@cache
def people() -> frozenset[str]:
    """Words for persons and bodies by what they are: of an office, a calling, a group."""
    groups, offices = table("groups"), table("offices")["families"]
    acting = (row for name in ("organisation", "group", "single") for row in groups[name])
    held = (word for words in offices.values() for word in words)
    return words("bodies") | words("people") | frozenset(acting) | frozenset(held)


@cache
def akin(kind: str) -> frozenset[str]:
    """The kinds that one happening of this kind may be told as."""
    return frozenset(name for family in table("event_words")["families"] if kind in family for name in family) | {kind}


@cache
def promising() -> Mapping[str, Status]:
    """Verbs that only promise what their object names, with the status of that."""
    found: Mapping[str, Status] = table("event_words")["promising"]
    return found


def expanded(entries: Iterable[str]) -> frozenset[str]:
    """Words with each $class replaced by its members."""
    classes = table("event_words")["classes"]
    return frozenset(word for entry in entries for word in (classes[entry[1:]] if entry.startswith("$") else (entry,)))


def _weight(conditions: Iterable[frozenset[str]]) -> int:
    """How telling a frame's conditions are: a word counts more than `party`, that more than `any`."""
    return sum(min((_VAGUE.get(word, 4) for word in words), default=0) for words in conditions)


def _frame(kind: Kind, entry: Mapping[str, Any], row: Mapping[str, Any], noun: bool) -> Frame:
    preps = row.get("prep", {})
    preps = dict(preps) | {key: row[key] for key in ("of", "from") if noun and key in row}
    objects = expanded(row.get("object", ()))
    bound = {prep: expanded(found) for prep, found in preps.items()}
    complements, who = expanded(row.get("complement", ())), expanded(row.get("who", ()))
    merged: frozenset[str] = frozenset().union(*bound.values())
    return Frame(
        kind,
        _BASE | entry.get("roles", {}) | row.get("roles", {}),
        row.get("needs", entry["is"].get("needs", "both")),
        row.get("plover", kind.plover),
        row.get("planned", kind.planned),
        row.get("cameo", kind.cameo),
        objects,
        bound,
        complements,
        expanded(row.get("unless", ())),
        expanded(row.get("amid", ())),
        expanded(row.get("apart", ())),
        who,
        frozenset(row.get("whom", ())),
        2 * _weight((objects, merged, complements)) + bool(who),
        row.get("weak", False),
    )


@cache
def lexicon() -> Lexicon:
    """The compiled tables."""
    misread: Mapping[str, str] = table("event_words")["misread"]
    kinds: dict[str, Kind] = {}
    found: dict[str, dict[str, list[Frame]]] = {"verbs": {}, "nouns": {}, "agents": {}}
    for name, entry in table("event_kinds").items():
        head = entry["is"]
        kind = Kind(
            name,
            head["plover"],
            head.get("planned"),
            head["cameo"],
            *(head.get(flag, default) for flag, default in _FLAGS.items()),
        )
        kinds[name] = kind
        for part, frames in found.items():
            for row in entry.get(part, ()):
                frame = _frame(kind, entry, row, part != "verbs")
                for word in expanded(row["verb" if part == "verbs" else "noun"]):
                    frames.setdefault(word, []).append(frame)
                    if word in misread:
                        frames.setdefault(misread[word], []).append(frame)
    verbs, nouns, agents = (
        {word: tuple(sorted(frames, key=lambda f: (f.weak, -f.weight))) for word, frames in part.items()}
        for part in found.values()
    )
    refusal = next(f for f in verbs["refuse"] if f.kind.name == "reject")
    verb_heads = frozenset(word.split()[0] for word in verbs)
    noun_heads = frozenset(word.split()[-1] for word in (*nouns, *agents))
    return Lexicon(kinds, verbs, nouns, agents, refusal, verb_heads, noun_heads)
