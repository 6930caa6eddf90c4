"""One to one: which item of one reading is which of the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from math import inf

Pair = tuple[int, int]


def best_first(scores: Mapping[Pair, tuple[float, ...]]) -> list[Pair]:
    """The pairs with the best scores, each side once: the best of all, then the best of what is left."""
    left: set[int] = set()
    right: set[int] = set()
    chosen = []
    for i, j in sorted(scores, key=lambda pair: (tuple(-s for s in scores[pair]), pair)):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            chosen.append((i, j))
    return chosen


def heaviest(weights: Mapping[Pair, float]) -> list[Pair]:
    """The pairs, each side once, whose weights (all above 0) have the greatest sum."""
    return sorted(pair for island in _islands(weights) for pair in _solved(island))


def _islands(weights: Mapping[Pair, float]) -> list[dict[Pair, float]]:
    """The pairs in groups that share no item: each can be solved by itself."""
    by_left, by_right = defaultdict(list), defaultdict(list)
    for i, j in weights:
        by_left[i].append(j)
        by_right[j].append(i)
    found, seen = [], set()
    for start in by_left:
        if start in seen:
            continue
        island, open_rows = {}, [start]
        seen.add(start)
        while open_rows:
            i = open_rows.pop()
            for j in by_left[i]:
                island[i, j] = weights[i, j]
                open_rows.extend(k for k in by_right[j] if k not in seen)
                seen.update(by_right[j])
        found.append(island)
    return found


def _solved(weights: Mapping[Pair, float]) -> list[Pair]:
    """The Hungarian method (shortest augmenting paths with potentials) on a small dense matrix."""
    lefts, rights = sorted({i for i, _ in weights}), sorted({j for _, j in weights})
    if len(lefts) > len(rights):
        return [(i, j) for j, i in _solved({(j, i): w for (i, j), w in weights.items()})]
    n, m = len(lefts), len(rights)
    cost = [[-weights.get((i, j), 0.0) for j in rights] for i in lefts]
    of_row, of_column, holder = [0.0] * (n + 1), [0.0] * (m + 1), [0] * (m + 1)
    for row in range(1, n + 1):
        holder[0] = row
        least, before, used = [inf] * (m + 1), [0] * (m + 1), [False] * (m + 1)
        at = 0
        while holder[at]:
            used[at] = True
            here, step, to = holder[at], inf, 0
            for j in range(1, m + 1):
                if not used[j]:
                    reduced = cost[here - 1][j - 1] - of_row[here] - of_column[j]
                    if reduced < least[j]:
                        least[j], before[j] = reduced, at
                    if least[j] < step:
                        step, to = least[j], j
            for j in range(m + 1):
                if used[j]:
                    of_row[holder[j]] += step
                    of_column[j] -= step
                else:
                    least[j] -= step
            at = to
        while at:
            holder[at] = holder[before[at]]
            at = before[at]
    pairs = ((lefts[holder[j] - 1], rights[j - 1]) for j in range(1, m + 1) if holder[j])
    return [pair for pair in pairs if pair in weights]
