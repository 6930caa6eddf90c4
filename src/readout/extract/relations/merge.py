"""One relation told in several places is one relation with several spans."""

from __future__ import annotations

from collections.abc import Iterable

from readout.extract.relations.grammar import Draft
from readout.model import Analysis, Relation, RelationStatus, Span

# How often a relation told by this grammar is right (docs/relations.md), and what a pronoun between takes off.
_CERTAINTY = {"title": 0.92, "appos": 0.92, "list": 0.9, "copula": 0.88, "joined": 0.9, "verb": 0.87, "bond": 0.8}
_WEAK = 0.08
# What counts where two tellings differ: an end is told on purpose, a title is only kept.
_ORDER: tuple[RelationStatus, ...] = ("ended", "holds", "held", "expected", "claimed")
Told = tuple[Draft, tuple[str, ...]]


def merged(a: Analysis, drafts: Iterable[Told]) -> tuple[Relation, ...]:
    """The relations behind the drafts, numbered in the order of their first words."""
    groups: dict[tuple[str, ...], list[Told]] = {}
    for draft, sources in drafts:
        x, y = draft.subject.id, draft.object.id if draft.object is not None else ""
        sides = tuple(sorted((x, y))) if draft.kind.symmetric else (x, y)
        groups.setdefault((draft.kind.name, *sides, draft.value or ""), []).append((draft, sources))
    _bring_home(groups)
    rows = sorted(groups.values(), key=lambda told: min(d.first for d, _ in told))
    return tuple(_relation(a, number, told) for number, told in enumerate(rows, 1))


def _relation(a: Analysis, number: int, told: list[Told]) -> Relation:
    best = min(told, key=lambda row: (_ORDER.index(row[0].status), row[0].object is None))[0]
    home = next((d.object for d, _ in told if d.object is not None), None)
    spans = sorted({a.span(d.first, d.last) for d, _ in told})
    bare = any(not sources for _, sources in told)
    certainty = max(_CERTAINTY[d.form] - _WEAK * d.weak for d, _ in told)
    return Relation(
        f"r{number}",
        best.kind.name,
        best.subject.id,
        tuple(Span(s.start, s.end) for s in spans),
        home.id if home is not None else None,
        best.value,
        next((d.since for d, _ in told if d.since), None),
        next((d.until for d, _ in told if d.until), None),
        best.status,
        () if bare else tuple(dict.fromkeys(s for _, sources in told for s in sources)),
        round(certainty, 2),
    )


def _bring_home(groups: dict[tuple[str, ...], list[Told]]) -> None:
    """An office told once with its state or body and once without (`the president`) is one office."""
    for key in [k for k in groups if k[2] == ""]:
        homes = [k for k in groups if k[2] and (k[0], k[1], k[3]) == (key[0], key[1], key[3])]
        if len(homes) == 1:
            groups[homes[0]] += groups.pop(key)
