"""Events that several stories tell: one by kind, parties and days, or as plan and outcome."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Protocol, TypeVar

from readout.link.events import Dated, Teller, block, follows
from readout.link.forest import Roots
from readout.link.mentions import Mention, Place, is_person, is_state

# Kinds of events that one party alone tells apart.
_OF_ONE = frozenset({"election", "trial", "vote"})
# Parties of an event that are paired, and earlier tellings of a pair that a telling is compared with.
_PARTIES, BEFORE = 8, 30


class Placed(Protocol):
    """What has a place among all tellings."""

    @property
    def at(self) -> Place:
        """Article, the event's words, the telling's own, the event."""


Told = TypeVar("Told", bound=Placed)


def joined(events: list[list[Mention]]) -> list[list[Mention]]:
    """The events of all stories with those joined that are one; each sorted by article, and all by their first."""
    roots = Roots()
    meeting: dict[str, list[tuple[int, Mention]]] = {}
    for number, event in enumerate(events):
        for telling in event:
            for key in meetings(telling):
                meeting.setdefault(key, []).append((number, telling))
    for rows in meeting.values():
        if len(rows) > 1:
            for one, other in of_one([telling for _, telling in rows]):
                roots.join(rows[one][0], rows[other][0])
    together: dict[int, list[Mention]] = {}
    for number, event in enumerate(events):
        together.setdefault(roots.root(number), []).extend(event)
    return in_order(together.values())


def of_one(rows: Sequence[Dated]) -> Iterator[tuple[int, int]]:
    """The pairs of tellings of one meeting that hang together, by their places: no more than tell the sets apart."""
    roots = Roots()
    order = sorted(range(len(rows)), key=lambda n: (rows[n].published or 0, rows[n].key))
    for at, later in enumerate(order):
        for earlier in order[max(0, at - BEFORE) : at]:
            if roots.root(later) != roots.root(earlier) and follows(rows[earlier], rows[later]):
                roots.join(later, earlier)
                yield earlier, later


def in_order(events: Iterable[list[Told]]) -> list[list[Told]]:
    """Each event's tellings by article and place, and all events by their first telling."""
    return sorted((sorted(event, key=place) for event in events), key=lambda event: place(event[0]))


def place(telling: Placed) -> Place:
    """What orders tellings, and events by their first."""
    return telling.at


def meetings(telling: Teller) -> Iterator[str]:
    """What names an event of named parties wherever it is told: its kind and two of them, or the only one."""
    named = sorted(n for n in telling.parties if is_person(n) or is_state(n))
    if len(named) == 1 and telling.kind in _OF_ONE:
        yield f"{block(telling)}\n{named[0]}"
    if telling.place and telling.place not in named:
        named.append(telling.place)
    for one, other in combinations(named[:_PARTIES], 2):
        yield f"{block(telling)}\n{one}\n{other}"
