"""Average-link clustering of a small set, from its matrix of likenesses."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
# So few are joined quicker number by number.
_FEW = 10


def average_link(likeness: Matrix, least: float) -> list[list[int]]:
    """Join the two likest clusters until none are likelier than `least`; the clusters, each sorted, in order.

    `likeness` is square and symmetric, its diagonal unused; a pair that must stay apart is -inf.
    """
    many = len(likeness)
    if many == 2:
        return [[0, 1]] if likeness[0, 1] >= least else [[0], [1]]
    if many <= _FEW:
        return _of_few(likeness.tolist(), least)
    rows = likeness.astype(np.float64)
    np.fill_diagonal(rows, -np.inf)
    members = [[i] for i in range(many)]
    sizes = np.ones(many)
    best, where = (rows.max(1), rows.argmax(1)) if many else (np.zeros(0), np.zeros(0, int))
    for _ in range(many - 1):
        keep = int(best.argmax())
        gone = int(where[keep])
        if not best[keep] >= least:
            break
        keep, gone = min(keep, gone), max(keep, gone)
        new = (rows[keep] * sizes[keep] + rows[gone] * sizes[gone]) / (sizes[keep] + sizes[gone])
        new[[keep, gone]] = -np.inf
        rows[keep], rows[:, keep] = new, new
        rows[gone], rows[:, gone] = -np.inf, -np.inf
        sizes[keep] += sizes[gone]
        members[keep] += members[gone]
        members[gone] = []
        stale = np.flatnonzero((where == keep) | (where == gone) | (new > best))
        stale = np.append(stale, [keep, gone])
        best[stale], where[stale] = rows[stale].max(1), rows[stale].argmax(1)
    return sorted(sorted(m) for m in members if m)


def _of_few(rows: list[list[float]], least: float) -> list[list[int]]:
    """`average_link` by plain numbers: the same sums in the same order."""
    members = {i: [i] for i in range(len(rows))}
    while len(members) > 1:
        left = list(members)
        found = max(((rows[a][b], -a, -b) for at, a in enumerate(left) for b in left[at + 1 :]), default=None)
        if found is None or not found[0] >= least:
            break
        keep, gone = -found[1], -found[2]
        mine, theirs = len(members[keep]), len(members[gone])
        for other in left:
            new = (rows[keep][other] * mine + rows[gone][other] * theirs) / (mine + theirs)
            rows[keep][other] = rows[other][keep] = new
        members[keep] += members.pop(gone)
    return sorted(sorted(m) for m in members.values())
