"""Who met whom: the people and bodies that met or held talks, and for each two of them the meetings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from readout.link.entities import Decision, Profile, asked_keys, decide, groups, index_keys, profile
from readout.model import Entity
from readout.present.export.clean import title
from readout.present.export.happenings import DONE, Happening

_KINDS = ("meeting", "talks")


@dataclass(slots=True)
class Node:
    """Someone or something that met others, by the longest name."""

    key: str
    entity: Entity
    articles: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        return title(self.entity.name)


@dataclass(slots=True)
class Edge:
    """Two that met, with each of their meetings."""

    one: str
    other: str
    meetings: list[Happening] = field(default_factory=list)

    @property
    def days(self) -> list[str]:
        """The first days of the dated meetings, in order."""
        return sorted(m.begin for m in self.meetings if m.begin)

    @property
    def articles(self) -> list[str]:
        """The articles that tell of them."""
        return sorted({title(t.article.id) for m in self.meetings for t in m.tellings})


def met(happenings: Iterable[Happening]) -> tuple[list[Node], list[Edge]]:
    """Those who met, and who met whom; only meetings and talks that took place, of parties that have a name."""
    held = [h for h in happenings if h.kind in _KINDS and h.status in DONE]
    there = [(h, [p.entity for p in h.parties if (p.status or h.status) in DONE]) for h in held]
    known = _same(p for _, entities in there for e in entities if (p := profile(e)) is not None)
    nodes: dict[str, Node] = {}
    edges: dict[tuple[str, str], Edge] = {}
    for happening, entities in there:
        present: set[str] = set()
        for entity in entities:
            said = profile(entity)
            if said is None:
                continue
            key = known[said.key]
            present.add(key)
            node = nodes.setdefault(key, Node(key, entity))
            node.entity = max((node.entity, entity), key=lambda e: (len(e.name), bool(e.role)))
            node.articles |= {t.article.id for t in happening.tellings}
        for one, other in combinations(sorted(present), 2):
            edges.setdefault((one, other), Edge(one, other)).meetings.append(happening)
    linked = {key for pair in edges for key in pair}
    return sorted((nodes[key] for key in linked), key=lambda n: n.key), [edges[pair] for pair in sorted(edges)]


def _same(profiles: Iterable[Profile]) -> dict[str, str]:
    """The name of each profile's group: someone once, however an article spells the name."""
    every = {p.key: p for p in profiles}
    by_key: dict[str, list[str]] = defaultdict(list)
    for key, one in every.items():
        for found in index_keys(one):
            by_key[found].append(key)
    decisions: dict[tuple[str, str], Decision] = {}
    for pair in _pairs(every, by_key):
        if pair not in decisions and (decision := decide(every[pair[0]], every[pair[1]])) is not None:
            decisions[pair] = decision
    return {key: min(group) for group in groups(every, decisions, (), ()) for key in group}


def _pairs(every: dict[str, Profile], by_key: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    for key, one in every.items():
        for found in asked_keys(one):
            yield from ((min(key, other), max(key, other)) for other in by_key.get(found, ()) if other != key)
