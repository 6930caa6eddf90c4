"""The table of relations, compiled once: which words may tell one, and where its two sides stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from readout.lexicon import table


@dataclass(frozen=True, slots=True)
class Kind:
    """One entry of `relations.yaml`, without its words."""

    name: str
    symmetric: bool
    vague: bool
    subject: frozenset[str]
    object: frozenset[str]


@dataclass(frozen=True, slots=True)
class Frame:
    """One way to tell a kind; `row` is its line of the table."""

    kind: Kind
    row: Mapping[str, Any]

    def words(self, key: str) -> frozenset[str]:
        """A list of the line as a set; empty where the line has none."""
        return frozenset(self.row.get(key) or ())

    def flag(self, key: str) -> bool:
        """Whether the line has a flag."""
        return bool(self.row.get(key))


Frames = Mapping[str, tuple[Frame, ...]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Frames by the words that tell them."""

    kinds: Mapping[str, Kind]
    nouns: Frames
    bonds: Frames
    verbs: Frames
    adjectives: Frames
    joined: Frames


_PARTS = {"nouns": "noun", "bonds": "noun", "verbs": "verb", "adjectives": "adjective", "joined": "joined"}


@cache
def marks(name: str) -> frozenset[str]:
    """Words beside a relation's noun: `ended`, `claimed`, `nobody`, `expected`, `about`."""
    return frozenset(table("relations")["marks"][name])


@cache
def lexicon() -> Lexicon:
    """The compiled table."""
    kinds: dict[str, Kind] = {}
    found: dict[str, dict[str, list[Frame]]] = {part: {} for part in _PARTS}
    for name, entry in table("relations").items():
        if name == "marks":
            continue
        head = entry["is"]
        kind = kinds[name] = Kind(
            name,
            bool(head.get("symmetric")),
            bool(head.get("vague")),
            frozenset(head["subject"]),
            frozenset(head["object"]),
        )
        for part, key in _PARTS.items():
            for row in _joined(entry) if part == "joined" else entry.get(part, ()):
                for word in row[key]:
                    found[part].setdefault(word, []).append(Frame(kind, row))
    return Lexicon(kinds, *({word: tuple(frames) for word, frames in part.items()} for part in found.values()))


def _joined(entry: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The participles of an entry as lines: a plain list, or with `swap` beside each."""
    words = entry.get("joined", ())
    if isinstance(words, Mapping):
        return [{"joined": [word], flag: True} for word, flag in words.items()]
    return [{"joined": list(words)}] if words else []
