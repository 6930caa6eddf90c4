"""What readout gets wrong about events, how often it tells one twice, and what finding them costs.

python benchmarks/events.py report tests/gold/build      a confusion table and 100 errors
python benchmarks/events.py duplicates ../shared         pairs of events of one record that may be the same, to read
python benchmarks/events.py cost ../shared               seconds of the bare spaCy pass and of finding the events
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import combinations, islice
from pathlib import Path

from readout.analyse import analyse, language_model
from readout.evaluate import Reading, load, rules
from readout.evaluate.match import Match
from readout.extract import find_entities, find_events, find_statements, find_times
from readout.flow import records
from readout.model import Analysis, Article, Event, Record
from readout.read import read_inputs

ERRORS, ARTICLES, MOST_COST = 100, 100, 1 / 3
FILE = "polnear/train.jsonl.gz"
NOTHING = "(nothing)"


def quoted(record: Record, event: Event) -> str:
    """A trigger in its sentence, the trigger in brackets."""
    text, starts = record.article.text, rules.sentence_starts(record.article)
    first = max(s for s in starts if s <= event.trigger.start)
    last = next((s for s in starts if s > event.trigger.start), len(text))
    before, after = text[first : event.trigger.start], text[event.trigger.end : last]
    words = f"{before[-80:]}[{text[event.trigger.start : event.trigger.end]}]{after[:100]}"
    return " ".join(words.replace("|", "/").split())


def parties(record: Record, event: Event) -> str:
    names = {e.id: e.name for e in record.entities}
    return "; ".join(f"{p.role} {names.get(p.entity, '?')}"[:50] for p in event.participants).replace("|", "/")


def report(gold: str) -> Iterator[str]:
    """The confusion table and the errors, as Markdown."""
    wanted = load(gold)
    found = {r.article.id: r for r in records(reading.record.article for reading in wanted.values())}
    confusion: Counter[tuple[str, str]] = Counter()
    errors: list[tuple[float, str, str, str, str]] = []
    for name, reading in wanted.items():
        record, match = found[name], Match(reading, Reading(found[name]))
        confusion.update((one.type, one.type) for one, _ in match.events.pairs)
        spare = list(match.events.invented)
        for gone in match.events.missing:
            near = next((e for e in spare if rules.touch(e.trigger, gone.trigger)), None)
            spare = [e for e in spare if e is not near]
            confusion[gone.type, near.type if near else NOTHING] += 1
            row = ("missing", gone.type, quoted(record, gone), parties(reading.record, gone))
            errors.append((0.5, *row))
        errors.extend(
            (extra.probability, "invented", extra.type, quoted(record, extra), parties(record, extra))
            for extra in match.events.invented
        )
        confusion.update((NOTHING, extra.type) for extra in spare)
        for one, other in match.events.pairs:
            if absent := match.absent(one, other):
                names = ", ".join(match.name(entity) for entity in absent)
                errors.append((0.4, f"without {names}", one.type, quoted(record, other), parties(record, other)))
    yield from table(confusion)
    yield "\n| what | kind | where | parties | chance |\n|---|---|---|---|---|"
    for chance, what, kind, where, who in sorted(errors, key=lambda row: -row[0])[:ERRORS]:
        yield f"| {what} | {kind} | {where} | {who} | {chance if what == 'invented' else ''} |"


def table(confusion: Counter[tuple[str, str]]) -> Iterator[str]:
    """Each kind with how often it is found, and as what else its words are read."""
    yield "| kind | in the gold | found | missing | read as another kind | invented |\n|---|---|---|---|---|---|"
    for kind in sorted({name for pair in confusion for name in pair} - {NOTHING}):
        row = {other: n for (one, other), n in confusion.items() if one == kind}
        others = ", ".join(f"{o} {n}" for o, n in sorted(row.items()) if o not in (kind, NOTHING))
        invented = confusion[NOTHING, kind]
        yield f"| {kind} | {sum(row.values())} | {row.get(kind, 0)} | {row.get(NOTHING, 0)} | {others} | {invented} |"


def articles(data: str) -> list[Article]:
    """The first articles of a corpus that no reading by hand was made of."""
    found = (a for a in read_inputs([str(Path(data) / "data" / FILE)]) if isinstance(a, Article))
    return list(islice(found, ARTICLES))


def alike(record: Record, one: Event, other: Event) -> bool:
    """Whether two events of a record may be the same: the kind, a shared party or none, no other time."""
    if one.type != other.type:
        return False
    ours, theirs = ({p.entity for p in e.participants} for e in (one, other))
    if one.time and other.time and not rules.same_time(one.time, other.time):
        return False
    return bool(ours & theirs) or not (ours and theirs)


def duplicates(data: str) -> Iterator[str]:
    """Each pair that may be the same, and the counts."""
    told = pairs = 0
    for record in records(articles(data)):
        told += len(record.events)
        for one, other in combinations(record.events, 2):
            if alike(record, one, other):
                pairs += 1
                yield f"{record.article.id} {one.type}\n  {quoted(record, one)}\n  {quoted(record, other)}"
    yield f"{told} events in {ARTICLES} articles, {pairs} pairs to read"


def cost(data: str) -> Iterator[str]:
    """Seconds of the bare pass and of finding the events on articles that are analysed already."""
    texts = articles(data)
    for _ in language_model().pipe([texts[0].text]):
        pass
    start = time.process_time()
    for _ in language_model().pipe(a.text for a in texts):
        pass
    bare = time.process_time() - start
    parts = [(a, find_entities(a), find_times(a)) for a in analyse(texts)]
    ready: list[tuple[Analysis, object, object, object]] = [
        (a, cast, times, find_statements(a, cast, times)) for a, cast, times in parts
    ]
    start = time.process_time()
    for row in ready:
        find_events(*row)  # type: ignore[arg-type]
    found = time.process_time() - start
    yield f"bare spaCy pass {bare:.1f} s, events {found:.1f} s: {found / bare:.2f} of it (most: {MOST_COST:.2f})"


def main() -> int:
    """Print what is asked for."""
    asked = {"report": report, "duplicates": duplicates, "cost": cost}
    if len(sys.argv) != 3 or sys.argv[1] not in asked:
        print(__doc__)
        return 2
    for line in asked[sys.argv[1]](sys.argv[2]):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
