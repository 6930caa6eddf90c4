"""Tellings of the same parties and kind, by their days: which hang together, kept so that few are looked at."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from readout.link.events import follows
from readout.link.joined import BEFORE
from readout.link.mentions import Place
from readout.model import Status


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
    near: list[list[int]] = [[] for _ in rows]
    found = []
    for at, later in enumerate(rows):
        near[at] = [n for n in range(max(0, at - BEFORE), at) if follows(rows[n], later)]
        if at >= begin:
            own = set(near[at])
            kept = (n for n in near[at] if not any(n in near[between] for between in own if between > n))
            found.append(tuple(rows[n].at for n in kept))
    return found
