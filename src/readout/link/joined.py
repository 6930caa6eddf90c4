"""Events that several stories tell: one by kind, parties and days, or as plan and outcome."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from readout.link.events import block, follows
from readout.link.forest import Roots
from readout.link.mentions import Mention

# Kinds of events that one party alone tells apart.
_OF_ONE = frozenset({"election", "trial", "vote"})
# Parties of an event that are paired, and earlier tellings of a pair that a telling is compared with.
_PARTIES, BEFORE = 8, 30


def joined(events: list[list[Mention]]) -> list[list[Mention]]:
    """The events of all stories with those joined that are one; each sorted by article, and all by their first."""
    roots = Roots()
    meeting: dict[tuple[str, ...], list[tuple[int, Mention]]] = {}
    for number, event in enumerate(events):
        for telling in event:
            for key in meetings(telling):
                meeting.setdefault(key, []).append((number, telling))
    for rows in meeting.values():
        rows.sort(key=lambda row: (row[1].published or 0, row[1].key))
        for at, (number, telling) in enumerate(rows):
            for other, earlier in rows[max(0, at - BEFORE) : at]:
                if roots.root(number) != roots.root(other) and follows(earlier, telling):
                    roots.join(number, other)
    together: dict[int, list[Mention]] = {}
    for number, event in enumerate(events):
        together.setdefault(roots.root(number), []).extend(event)
    return in_order(together.values())


def in_order(events: Iterable[list[Mention]]) -> list[list[Mention]]:
    """Each event's tellings by article and place, and all events by their first telling."""
    return sorted((sorted(event, key=_place) for event in events), key=lambda event: _place(event[0]))


def _place(telling: Mention) -> tuple[int, int]:
    return telling.article, telling.event.trigger.start


def meetings(telling: Mention) -> Iterator[tuple[str, ...]]:
    """What names an event of named parties wherever it is told: its kind and two of them, or the only one."""
    named = sorted(n for n in telling.parties if n[0] == "@" or (len(n) == 3 and n.isupper()))
    if len(named) == 1 and telling.kind in _OF_ONE:
        yield block(telling), named[0]
    if telling.place and telling.place not in named:
        named.append(telling.place)
    for one, other in combinations(named[:_PARTIES], 2):
        yield block(telling), one, other
