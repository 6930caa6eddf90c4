"""Who met whom: pairs with their meetings, and a picture of them whose places are found here, the same each time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from itertools import combinations
from math import sqrt
from typing import NamedTuple

from msgspec import Struct

from readout.link.questions import OPEN, Line, Quote
from readout.present.web.known import Told

_KINDS = frozenset({"meeting", "talks"})
# Of a room with more people than this it is not known that each met each.
_MOST_AT_TABLE = 8
_MOST_DRAWN = 32
_WIDTH, _HEIGHT, _EDGE = 1100, 620, 80
# A picture of few people is smaller: so much of each side for each of them.
_PART = 0.07
_ROUNDS = 160
_LABEL = 28


class Pair(Struct, frozen=True):
    """Two who met (`meetings` times, from `first` to `last`) or are to (`planned` times), with the words of each."""

    one: str
    other: str
    meetings: int
    planned: int
    first: str | None
    last: str | None
    quotes: tuple[Quote, ...]
    events: tuple[str, ...]


class Node(NamedTuple):
    """Someone in the picture, with the name below."""

    name: str
    x: float
    y: float
    radius: float


class Edge(NamedTuple):
    """A line between two in the picture, as thick as they met often."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    planned: bool
    label: str


class Picture(NamedTuple):
    """The graph with its size; `left` are those who did not fit."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left: int


def meetings(rows: Iterable[Told], named: Container[str]) -> list[Pair]:
    """Pairs of parties of meetings and talks who are known by name, those that met most first."""
    found: dict[tuple[str, str], list[Told]] = {}
    for told in rows:
        line = told.line
        at_table = sorted({name for name in line.parties if name in named})
        if line.kind in _KINDS and len(at_table) <= _MOST_AT_TABLE and line.status in {"happened", *OPEN}:
            for one, other in combinations(at_table, 2):
                found.setdefault((one, other), []).append(told)
    pairs = [_pair(*names, told) for names, told in found.items()]
    return sorted(pairs, key=lambda p: (-p.meetings, -p.planned, p.one, p.other))


def _pair(one: str, other: str, rows: Sequence[Told]) -> Pair:
    met = [told.line for told in rows if told.line.status == "happened"]
    days = sorted(day for line in met for day in (line.begin or _told(line),) if day)
    quotes = [(quote, of) for told in rows for quote, of in zip(told.line.quotes, told.ids, strict=True)]
    return Pair(
        one,
        other,
        len(met),
        len(rows) - len(met),
        days[0] if days else None,
        days[-1] if days else None,
        tuple(quote for quote, _ in quotes),
        tuple(of for _, of in quotes),
    )


def _told(line: Line) -> str | None:
    return min((q.day for q in line.quotes if q.day), default=None)


def drawn(pairs: Sequence[Pair]) -> Picture | None:
    """A picture of the pairs with those who met most; None when nobody did."""
    weights: Counter[str] = Counter()
    inside: dict[str, int] = {}
    for pair in pairs:
        weights.update({pair.one: pair.meetings + pair.planned, pair.other: pair.meetings + pair.planned})
        new = [name for name in (pair.one, pair.other) if name not in inside]
        if len(inside) + len(new) <= _MOST_DRAWN:
            inside.update({name: len(inside) + n for n, name in enumerate(new)})
    if not inside:
        return None
    kept = [p for p in pairs if p.one in inside and p.other in inside]
    part = min(1.0, 0.3 + _PART * len(inside))
    width, height = round(_WIDTH * part), round(_HEIGHT * part)
    at = _placed(len(inside), [(inside[p.one], inside[p.other]) for p in kept], width, height)
    nodes = tuple(Node(_short(name), *at[n], round(4 + 2.5 * sqrt(weights[name]), 1)) for name, n in inside.items())
    edges = tuple(
        Edge(
            *at[inside[p.one]],
            *at[inside[p.other]],
            round(min(1 + 1.2 * (p.meetings + p.planned - 1), 8), 1),
            not p.meetings,
            f"{p.one} and {p.other}: {p.meetings} met, {p.planned} planned",
        )
        for p in kept
    )
    return Picture(width, height, nodes, edges, len(weights) - len(inside))


def _short(name: str) -> str:
    return name if len(name) <= _LABEL else f"{name[: _LABEL - 1].rstrip()}…"


def _placed(many: int, edges: Sequence[tuple[int, int]], width: int, height: int) -> list[tuple[float, float]]:
    """Places in the picture by springs and repulsion (Fruchterman and Reingold 1991), from a circle in fixed rounds."""
    import numpy as np

    turn = np.arange(many) * (2 * np.pi / max(many, 1))
    at = np.stack([np.cos(turn), np.sin(turn)], axis=1) * 0.8
    pull = np.zeros((many, many))
    for one, other in edges:
        pull[one, other] = pull[other, one] = 1.0
    reach = sqrt(6 / max(many, 1))
    for number in range(_ROUNDS):
        apart = at[:, None, :] - at[None, :, :]
        far = np.maximum(np.sqrt((apart**2).sum(axis=2)), 0.01)
        force = reach**2 / far - pull * far**2 / reach
        step = (apart / far[:, :, None] * force[:, :, None]).sum(axis=1) - at * 1.5
        size = np.maximum(np.sqrt((step**2).sum(axis=1, keepdims=True)), 1e-9)
        at = at + step / size * np.minimum(size, 0.12 * (1 - number / _ROUNDS))
    low, high = at.min(axis=0), at.max(axis=0)
    spread = np.where(high - low > 1e-6, high - low, 1.0)
    inner = np.array([width - 2 * _EDGE, height - 1.5 * _EDGE])
    placed = (at - low) / spread * inner + (_EDGE, _EDGE / 2) if many > 1 else np.array([[width / 2, height / 2]])
    return [(round(float(x), 1), round(float(y), 1)) for x, y in placed]
