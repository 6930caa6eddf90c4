"""What people judged of events wins over the machine: one or two, right or wrong, what became of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar
from zlib import crc32

import numpy as np

from readout.link.events import Teller, odds
from readout.link.group import average_link
from readout.link.joined import Placed, in_order
from readout.link.judgements import STATUSES, Judgement, Telling
from readout.link.mentions import Mention
from readout.model import Span

# Larger than any odds: what was one event stays one but for the pairs that a person told apart.
_TOGETHER = 1000.0


class Spoken(Teller, Placed, Protocol):
    """A telling with its words."""

    @property
    def spans(self) -> tuple[Span, ...]:
        """Its words."""


Told = TypeVar("Told", bound=Spoken)


class Judged:
    """Judgements as they stand: of each telling and each pair the last one counts."""

    def __init__(self, judgements: Iterable[Judgement] = ()) -> None:
        self._verdicts: dict[Telling, str] = {}
        self._statuses: dict[Telling, str] = {}
        self._of: dict[str, list[Telling]] = {}
        self._marks: dict[str, int] = {}
        pairs: dict[tuple[Telling, Telling], str] = {}
        for row in judgements:
            for side in (row.one, row.other):
                if side is not None:
                    self._marks[side.article] = crc32(repr(row).encode(), self._marks.get(side.article, 0))
            one = self._first(row.one)
            if row.other is not None:
                low, high = sorted((one, self._first(row.other)))
                pairs[low, high] = row.judgement
            elif row.judgement in STATUSES:
                self._statuses[one] = row.judgement
            else:
                self._verdicts[one] = row.judgement
        self._same = [pair for pair, judgement in pairs.items() if judgement == "same"]
        self._different = [pair for pair, judgement in pairs.items() if judgement == "different"]

    @property
    def articles(self) -> frozenset[str]:
        """The articles with tellings that are judged to be one with others, or not."""
        return frozenset(one.article for pair in (*self._same, *self._different) for one in pair)

    @property
    def marks(self) -> Mapping[str, int]:
        """What changes when something more is judged, of the articles that are judged."""
        return self._marks

    def beside(self, articles: Collection[str]) -> frozenset[str]:
        """The articles that are judged to tell of one event with any of these, or not."""
        pairs = ({one.article for one in pair} for pair in (*self._same, *self._different))
        return frozenset().union(*(pair for pair in pairs if not pair.isdisjoint(articles)))

    def mark(self, article: str) -> int:
        """What changes when something more is judged of an article; 0 as long as nothing is."""
        return self._marks.get(article, 0)

    def _first(self, telling: Telling) -> Telling:
        """The telling by which these words were first judged: a later reading may have set their ends elsewhere."""
        known = self._of.setdefault(telling.article, [])
        for one in known:
            if one.start < telling.end and telling.start < one.end:
                return one
        known.append(telling)
        return telling

    def tellings(self, rows: Iterable[Mention]) -> list[Mention]:
        """Tellings without the wrong ones, with the statuses that people gave."""
        kept = []
        for row in rows:
            own = [one for one in self._of.get(row.key[0], ()) if _is(row, one)]
            if any(self._verdicts.get(one) == "wrong" for one in own):
                continue
            given = next((self._statuses[one] for one in own if one in self._statuses), None)
            kept.append(replace(row, status=given, judged=True) if given else row)  # type: ignore[arg-type]
        return kept

    def events(self, found: list[list[Told]]) -> list[list[Told]]:
        """The events with those joined that are the same, and those split that are not."""
        if not self._same and not self._different:
            return found
        events = list(found)
        for one, other in self._same:
            first, second = _holding(events, one), _holding(events, other)
            if first is not None and second is not None and first != second:
                events[first] = events[first] + events[second]
                del events[second]
        for one, other in self._different:
            number = _holding(events, one)
            if number is not None and number == _holding(events, other):
                events[number : number + 1] = _split(events[number], one, other)
        return in_order(events)


def _is(row: Spoken, telling: Telling) -> bool:
    """Whether a mention is of the words judged: it shares some, even if a later reading set their ends elsewhere."""
    return row.key[0] == telling.article and any(s.start < telling.end and telling.start < s.end for s in row.spans)


def _holding(events: Sequence[Sequence[Spoken]], telling: Telling) -> int | None:
    return next((n for n, e in enumerate(events) if any(_is(m, telling) for m in e)), None)


def _split(event: list[Told], one: Telling, other: Telling) -> list[list[Told]]:
    """An event in two, the rest with that of the two that it is likelier to be."""
    table = np.array([[_TOGETHER + odds(a, b) for b in event] for a in event])
    left = [n for n, m in enumerate(event) if _is(m, one)]
    right = [n for n, m in enumerate(event) if _is(m, other)]
    table[np.ix_(left, right)] = table[np.ix_(right, left)] = -np.inf
    return [[event[n] for n in group] for group in average_link(table, -_TOGETHER)]
