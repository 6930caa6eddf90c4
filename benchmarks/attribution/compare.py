"""Statements of records beside annotated ones, matched as the corpus's scorer does: one to one, the likest first."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Span = tuple[int, int]
# Contents are one statement's when they share this part of their characters (Dice).
ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content as spans of the article; gold ones have probability 1 and no `within`."""

    content: tuple[Span, ...]
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    probability: float = 1.0
    within: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """An article with both readings of it; `pairs` are the matches by number, (gold, found)."""

    id: str
    text: str
    gold: tuple[Attribution, ...]
    found: tuple[Attribution, ...]
    pairs: tuple[tuple[int, int], ...]


def lines(file: Path) -> Iterator[Any]:
    """The objects of a JSON lines file, gzipped or not."""
    data = file.read_bytes()
    for line in (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).splitlines():
        if line.strip():
            yield json.loads(line)


def sheets(gold: Path, records: Path) -> list[Sheet]:
    """The articles of a corpus with the statements of their records; an article without a record has none."""
    found = {record["article"]["id"]: record["statements"] for record in lines(records)}
    return [
        sheet(
            article["id"],
            article["text"],
            tuple(_annotated(a) for a in article["attributions"]),
            tuple(_read(s) for s in found.get(article["id"], [])),
        )
        for article in lines(gold)
    ]


def sheet(name: str, text: str, gold: tuple[Attribution, ...], found: tuple[Attribution, ...]) -> Sheet:
    """An article with its readings matched."""
    return Sheet(name, text, gold, found, tuple(_matched(gold, found)))


def _annotated(attribution: dict[str, list[list[int]]]) -> Attribution:
    content, source, cue = (
        tuple((start, end) for start, end in attribution.get(part) or []) for part in ("content", "source", "cue")
    )
    return Attribution(content, source, cue)


def _read(statement: dict[str, Any]) -> Attribution:
    def spans(value: Any) -> tuple[Span, ...]:
        parts = value if isinstance(value, list) else [value] if value else []
        return tuple((part["start"], part["end"]) for part in parts)

    content, source, cue = (spans(statement[part]) for part in ("content", "source", "cue"))
    return Attribution(content, source, cue, statement["probability"], bool(statement.get("within")))


def chars(spans: Iterable[Span]) -> set[int]:
    """The characters of spans."""
    return {at for start, end in spans for at in range(start, end)}


def dice(one: set[int], other: set[int]) -> float:
    """The share of characters that two sets have in common."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def _matched(gold: tuple[Attribution, ...], found: tuple[Attribution, ...]) -> Iterator[tuple[int, int]]:
    wanted, given = ([chars(a.content) for a in side] for side in (gold, found))
    ways = sorted(
        ((dice(w, h), i, j) for i, w in enumerate(wanted) for j, h in enumerate(given) if w & h), reverse=True
    )
    left: set[int] = set()
    right: set[int] = set()
    for overlap, i, j in ways:
        if overlap >= ALIKE and i not in left and j not in right:
            left.add(i)
            right.add(j)
            yield i, j


def same_source(gold: Attribution, found: Attribution) -> bool:
    """Whether two sources share a character, or both have none."""
    return bool(chars(gold.source) & chars(found.source)) or (not gold.source and not found.source)
