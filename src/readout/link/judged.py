"""What people judged of events wins over the machine: one or two, right or wrong, what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from readout.link.events import odds
from readout.link.group import average_link
from readout.link.judgements import STATUSES, Judgement, Telling
from readout.link.mentions import Mention

# Larger than any odds: what was one event stays one but for the pairs that a person told apart.
_TOGETHER = 1000.0


class Judged:
    """Judgements as they stand: of each telling and each pair the last."""

    def __init__(self, judgements: Iterable[Judgement] = ()) -> None:
        self._verdicts: dict[Telling, str] = {}
        self._statuses: dict[Telling, str] = {}
        pairs: dict[tuple[Telling, Telling], str] = {}
        for row in judgements:
            if row.other is not None:
                low, high = sorted((row.one, row.other))
                pairs[low, high] = row.judgement
            elif row.judgement in STATUSES:
                self._statuses[row.one] = row.judgement
            else:
                self._verdicts[row.one] = row.judgement
        self._same = [pair for pair, judgement in pairs.items() if judgement == "same"]
        self._different = [pair for pair, judgement in pairs.items() if judgement == "different"]

    def tellings(self, article: str, rows: Iterable[Mention]) -> list[Mention]:
        """An article's tellings without the wrong ones, with the statuses that people gave."""
        kept = []
        for row in rows:
            if any(v == "wrong" and _is(row, t, article) for t, v in self._verdicts.items()):
                continue
            given = [status for telling, status in self._statuses.items() if _is(row, telling, article)]
            kept.append(replace(row, status=given[-1]) if given else row)  # type: ignore[arg-type]
        return kept

    def events(self, found: list[list[Mention]], names: Sequence[str]) -> list[list[Mention]]:
        """The events with those joined that are the same, and those split that are not."""
        if not self._same and not self._different:
            return found
        events = list(found)
        for one, other in self._same:
            first, second = _holding(events, one, names), _holding(events, other, names)
            if first is not None and second is not None and first != second:
                events[first] = events[first] + events[second]
                del events[second]
        for one, other in self._different:
            number = _holding(events, one, names)
            if number is not None and number == _holding(events, other, names):
                events[number : number + 1] = _split(events[number], one, other, names)
        order = [sorted(event, key=lambda m: (m.article, m.event.trigger.start)) for event in events]
        return sorted(order, key=lambda event: (event[0].article, event[0].event.trigger.start))


def _is(row: Mention, telling: Telling, article: str) -> bool:
    """Whether a mention is of the words judged: it shares some, even if a later reading set their ends elsewhere."""
    return article == telling.article and any(s.start < telling.end and telling.start < s.end for s in row.spans)


def _holding(events: list[list[Mention]], telling: Telling, names: Sequence[str]) -> int | None:
    return next((n for n, e in enumerate(events) if any(_is(m, telling, names[m.article]) for m in e)), None)


def _split(event: list[Mention], one: Telling, other: Telling, names: Sequence[str]) -> list[list[Mention]]:
    """An event in two, the rest with that of the two that it is likelier to be."""
    table = np.array([[_TOGETHER + odds(a, b) for b in event] for a in event])
    left = [n for n, m in enumerate(event) if _is(m, one, names[m.article])]
    right = [n for n, m in enumerate(event) if _is(m, other, names[m.article])]
    table[np.ix_(left, right)] = table[np.ix_(right, left)] = -np.inf
    return [[event[n] for n in group] for group in average_link(table, -_TOGETHER)]
