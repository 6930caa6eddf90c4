"""Tellings of the same parties and kind, by their days: which hang together, kept so that few are looked at."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from readout.link.events import all_follow, follows
from readout.link.joined import BEFORE
from readout.link.mentions import Place
from readout.model import Status

# From so many tellings on they are compared all at once.
_MANY = 12


class Met(Struct, frozen=True, array_like=True, gc=False):
    """A telling beside others of the same parties and kind; `earlier` are those it hangs together with."""

    at: Place
    key: tuple[str, int, str]
    days: tuple[int, int] | None
    published: int | None
    status: Status
    earlier: tuple[Place, ...] = ()

    @property
    def order(self) -> bytes:
        """Sorts as (published or 0, key) does."""
        name, start, event = self.key
        return f"{self.published or 0:08}\0{name}\0{start:010}\0{event}".encode()


def hanging(rows: Sequence[Met], begin: int) -> list[tuple[Place, ...]]:
    """For each row from `begin` on the earlier ones it hangs together with, of the last so many before it.

    A pair that a row between them hangs together with anyway is left out, so that what comes or goes changes none but
    the rows close to it.
    """
    near = all_follow(rows) if len(rows) >= _MANY else _follow(rows)
    near &= ~np.tri(len(rows), k=-BEFORE - 1, dtype=bool)
    # The product counts those between: what one of them hangs together with lies before it.
    kept = near & ~(near.astype(np.float32) @ near.astype(np.float32) > 0)
    return [tuple(rows[n].at for n in np.flatnonzero(row).tolist()) for row in kept[begin:]]


def windows(rows: list[Met], points: Sequence[bytes]) -> Iterator[tuple[list[Met], int]]:
    """The rows that may hang together with others where something came or went at these points of their order (sorted),
    behind those that they are compared with, and at which they begin.
    """
    orders, runs = [row.order for row in rows], list[tuple[int, int]]()
    for at in (bisect_left(orders, point) for point in points):
        begin = runs.pop()[0] if runs and at <= runs[-1][1] else at
        runs.append((begin, at + BEFORE + 1))
    for begin, end in runs:
        first = max(0, begin - BEFORE)
        yield rows[first:end], begin - first


def _follow(rows: Sequence[Met]) -> NDArray[np.bool_]:
    found = np.zeros((len(rows), len(rows)), bool)
    for at, later in enumerate(rows):
        for n in range(max(0, at - BEFORE), at):
            found[at, n] = follows(rows[n], later)
    return found
