"""How right the status and the time of events are, each read at the words that a reader by hand marked for it.

Status: accuracy and macro F1 over the statuses that the readings have, beside a baseline that always says `happened`.
Time: right when it has the reader's bounds (or value), or none where the reader has none; what only the publication
date bounds counts as none. `readout evaluate GOLD --part status` judges the events that the program itself finds.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from readout.analyse import analyse
from readout.evaluate import Reading, load
from readout.evaluate.rules import same_time, told_time
from readout.extract import find_entities, find_statements, find_times, settle_times
from readout.extract.events.kinds import lexicon
from readout.extract.events.sources import Sources, is_claimed
from readout.extract.status import event_status
from readout.extract.when import event_time
from readout.model import Analysis, Event

Pair = tuple[str, str]


def read_again(a: Analysis, events: Sequence[Event]) -> tuple[Event, ...]:
    """The events with the status and the time that the program reads at their triggers."""
    times = find_times(a)
    sources = Sources(a, find_statements(a, find_entities(a), times))
    found = []
    for event in events:
        first, last = a.tokens(event.trigger.start, event.trigger.end)
        token = next((t for t in range(first, last) if not first <= a.heads[t] < last), first)
        time = event_time(a, token, times)
        status, _ = event_status(a, token, time, lexicon().kinds[event.type].speech)
        said = sources.of(token)
        if status in ("happened", "ongoing") and ((said and sources.is_claim(said[0])) or is_claimed(a, token)):
            status = "claimed"
        found.append(Event(event.id, event.type, event.trigger, time=time, status=status))
    return settle_times(a, tuple(found), times)


def pairs(gold: dict[str, Reading]) -> Iterator[tuple[Event, Event]]:
    """(by hand, by the program) for each event that is not optional."""
    for analysis in analyse(reading.record.article for reading in gold.values()):
        reading = gold[analysis.article.id]
        wanted = [event for event, optional in reading.items("events") if not optional]
        yield from zip(wanted, read_again(analysis, wanted), strict=True)


def macro(statuses: Sequence[Pair]) -> tuple[float, dict[str, float]]:
    """The mean F1 over the statuses that the gold has, and each one's."""
    wanted, given, right = (
        Counter(w for w, _ in statuses),
        Counter(g for _, g in statuses),
        Counter(w for w, g in statuses if w == g),
    )
    each = {status: 2 * right[status] / (wanted[status] + given[status]) for status in wanted}
    return sum(each.values()) / len(each), each


def main() -> None:
    """Print the figures of some readings by hand."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("gold", type=Path, help="folder of readings by hand")
    options = parser.parse_args()
    rows = list(pairs(load(options.gold)))
    statuses: list[Pair] = [(w.status, f.status) for w, f in rows]
    for name, some in (("status", statuses), ("always happened", [(w, "happened") for w, _ in statuses])):
        share = sum(w == g for w, g in some) / len(some)
        print(f"{name:16} accuracy {share:.3f}  macro F1 {macro(some)[0]:.3f}  ({len(some)} events)")
    counts = Counter(w for w, _ in statuses)
    for status, score in sorted(macro(statuses)[1].items(), key=lambda row: -counts[row[0]]):
        print(f"  {status:14} F1 {score:.3f}  ({counts[status]})")
    told: Counter[tuple[str, bool]] = Counter()
    for wanted, found in rows:
        one, other = told_time(wanted), told_time(found)
        right = same_time(one, other) if one and other else one is other
        told[other.by if other else "none", right] += 1
    good = sum(number for (_, right), number in told.items() if right)
    print(f"event times      right {good / len(rows):.3f}  ({good} of {len(rows)})")
    for by in ("clause", "sentence", "carried", "none"):
        print(f"  {by:14} right {told[by, True]} of {told[by, True] + told[by, False]}")


if __name__ == "__main__":
    main()
