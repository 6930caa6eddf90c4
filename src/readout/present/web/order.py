"""Events in the order of their days, so that those of some days, a kind or a story are found without a look at all."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from readout.link.accounts import Account, Line
from readout.link.questions import first_told

Row = tuple[Line, Account]


class Order:
    """Where events stand in a list of them by day: places in it, each answer in its order."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.told = [first_told(line) or "" for line, _ in rows]
        self._first = [line.begin or told for (line, _), told in zip(rows, self.told, strict=True)]
        last = (line.until or first for (line, _), first in zip(rows, self._first, strict=True))
        self._last = [(line.until or first) for (line, _), first in zip(rows, self._first, strict=True)]
        self._reach = list(accumulate(last, max))
        self._dateless = bisect_right(self._first, "")
        self._by_told = sorted(range(len(rows)), key=self.told.__getitem__)
        self._days = [self.told[place] for place in self._by_told]
        self._kinds: dict[str, list[int]] = {}
        self._articles: dict[int, list[int]] = {}
        for place, (line, account) in enumerate(rows):
            self._kinds.setdefault(line.kind, []).append(place)
            for number in {number for number, _, _ in account.told}:
                self._articles.setdefault(number, []).append(place)

    def between(self, since: str | None, until: str | None, kind: str | None = None) -> Iterable[int]:
        """Events whose days overlap with these; where an event has none, the day on which it was first told counts."""
        low = bisect_left(self._reach, since) if since else 0
        high = bisect_right(self._first, until) if until else len(self._first)
        if until:
            low = max(low, self._dateless)
        within: Sequence[int] = range(low, high)
        if kind is not None:
            some = self._kinds.get(kind, [])
            within = some[bisect_left(some, low) : bisect_left(some, high)]
        return [place for place in within if self._last[place] >= since] if since else within

    def first_told(self, since: str, until: str) -> list[int]:
        """Events that were first told between two days."""
        return sorted(self._by_told[bisect_left(self._days, since) : bisect_right(self._days, until)])

    def of_articles(self, numbers: Iterable[int]) -> list[int]:
        """Events that one of these articles tells of."""
        return sorted({place for number in numbers for place in self._articles.get(number, ())})
