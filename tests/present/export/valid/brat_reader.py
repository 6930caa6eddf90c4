"""A reader of brat's standoff format by its rules: ids, offsets, types of the configuration, what names what."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

_TYPE = re.compile(r"[A-Za-z0-9_-]+")


@dataclass
class Types:
    """What `annotation.conf` allows: relations and events with the arguments of each."""

    entities: set[str] = field(default_factory=set)
    relations: dict[str, set[str]] = field(default_factory=dict)
    events: dict[str, set[str]] = field(default_factory=dict)
    attributes: dict[str, set[str]] = field(default_factory=dict)


@dataclass
class Document:
    """What an annotation file holds, by id."""

    spans: dict[str, tuple[str, list[tuple[int, int]]]] = field(default_factory=dict)
    events: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    relations: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    attributes: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    notes: dict[str, tuple[str, str]] = field(default_factory=dict)
    same: list[list[str]] = field(default_factory=list)


def configuration(text: str) -> Types:
    """The sections of `annotation.conf`; fails on a line outside brat's grammar."""
    types, section = Types(), ""
    for line in filter(None, text.splitlines()):
        if line.startswith("["):
            section = line.strip("[]")
            continue
        name, _, rest = line.partition("\t")
        arguments = dict(part.split(":", 1) for part in rest.split(", ") if ":" in part)
        if section == "entities":
            assert _TYPE.fullmatch(name)
            types.entities.add(name)
        elif section == "relations":
            types.relations[name] = {a.rstrip("*?+") for a in arguments}
        elif section == "events":
            types.events[name] = {a.rstrip("*?+") for a in arguments}
        elif section == "attributes":
            types.attributes[name] = set(arguments["Value"].split("|"))
    assert types.entities
    assert types.events
    return types


def read(text: str, annotations: str, types: Types) -> Document:
    """The annotations of a text; fails where a line breaks a rule of the format or of the configuration."""
    found = Document()
    for line in annotations.splitlines() if annotations else ():
        name, _, rest = line.partition("\t")
        {"T": _span, "E": _event, "R": _relation, "A": _attribute, "#": _note, "*": _same}[name[0]](
            found, name, rest, text, types
        )
    return found


def _span(found: Document, name: str, rest: str, text: str, types: Types) -> None:
    head, words = rest.split("\t")
    kind, _, where = head.partition(" ")
    assert kind in types.entities or kind in types.events, kind
    pieces = [(int(start), int(end)) for start, end in (p.split(" ") for p in where.split(";"))]
    assert all(0 <= start < end <= len(text) for start, end in pieces), name
    assert all(one[1] <= other[0] for one, other in pairwise(pieces)), name
    assert " ".join(text[start:end] for start, end in pieces) == words, name
    assert "\n" not in words
    assert name not in found.spans
    found.spans[name] = (kind, pieces)


def _event(found: Document, name: str, rest: str, text: str, types: Types) -> None:
    parts = [tuple(part.split(":")) for part in rest.split(" ")]
    kind, trigger = parts[0]
    assert found.spans[trigger][0] == kind
    for role, argument in parts[1:]:
        assert role.rstrip("0123456789") in types.events[kind], role
        assert argument in found.spans
    assert len({role for role, _ in parts}) == len(parts)
    found.events[name] = [(role, argument) for role, argument in parts]


def _relation(found: Document, name: str, rest: str, text: str, types: Types) -> None:
    kind, one, other = rest.split(" ")
    assert types.relations[kind] == {"Arg1", "Arg2"}
    assert one.startswith("Arg1:")
    assert other.startswith("Arg2:")
    assert {one[5:], other[5:]} <= found.spans.keys()
    found.relations[name] = (kind, one[5:], other[5:])


def _attribute(found: Document, name: str, rest: str, text: str, types: Types) -> None:
    kind, target, value = rest.split(" ")
    assert value in types.attributes[kind]
    assert target in found.events
    found.attributes[name] = (kind, target, value)


def _note(found: Document, name: str, rest: str, text: str, types: Types) -> None:
    head, words = rest.split("\t")
    _, target = head.split(" ")
    assert target in found.spans or target in found.events or target in found.relations
    found.notes[name] = (target, words)


def _same(found: Document, name: str, rest: str, text: str, types: Types) -> None:
    kind, *members = rest.split(" ")
    assert kind in types.relations
    assert set(members) <= found.spans.keys()
    found.same.append(members)
