"""An article's text cut wherever a span begins or ends, so that markup never has to overlap and offsets never drift."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from readout.model import Article, Record

_RANK = (
    "event",
    "discrepancy",
    "person",
    "organisation",
    "country",
    "place",
    "group",
    "time",
    "relation",
    "cue",
    "source",
    "statement",
)


class Cover(NamedTuple):
    """A span of the record laid over the text: `of` is the id of what it belongs to, `part` the part that it plays.

    `part` is statement, source, cue, event, relation, time, discrepancy or an entity's kind; `form` is a mention's.
    """

    start: int
    end: int
    of: str
    part: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under the same spans, the shortest first; `begins` names what has its first words here."""

    start: int
    end: int
    text: str
    covers: tuple[Cover, ...] = ()
    begins: tuple[str, ...] = ()

    @property
    def of(self) -> tuple[str, ...]:
        """The ids of all that covers this segment, each once, the innermost first."""
        return tuple(dict.fromkeys(cover.of for cover in self.covers))

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that the words play, each once."""
        return tuple(dict.fromkeys(cover.part for cover in self.covers))


@dataclass(frozen=True, slots=True)
class Strip:
    """A block of the article as segments; kind `other` is text that belongs to no block."""

    kind: str
    start: int
    end: int
    segments: tuple[Segment, ...]


def covers(record: Record) -> list[Cover]:
    """Every span that a reader may want to see marked."""
    found: list[Cover] = []
    for statement in record.statements:
        found += (Cover(s.start, s.end, statement.id, "statement") for s in statement.content)
        for part, span in (("source", statement.source), ("cue", statement.cue)):
            if span is not None:
                found.append(Cover(span.start, span.end, statement.id, part))
    for event in record.events:
        found.append(Cover(event.trigger.start, event.trigger.end, event.id, "event"))
    for relation in record.relations:
        found += (Cover(s.start, s.end, relation.id, "relation") for s in relation.spans)
    for entity in record.entities:
        found += (Cover(m.start, m.end, entity.id, entity.kind, m.form) for m in entity.mentions)
    for time in record.times:
        found.append(Cover(time.start, time.end, time.id, "time"))
    for number, discrepancy in enumerate(record.discrepancies, 1):
        found += (Cover(s.start, s.end, discrepancy_id(number), "discrepancy") for s in discrepancy.spans)
    return found


def discrepancy_id(number: int) -> str:
    """Discrepancies have no id of their own: they are counted from 1."""
    return f"d{number}"


def begin(of: str, part: str, start: int) -> str:
    """The name of the place where something begins; each side of a discrepancy has its own."""
    return f"{of}-{start}" if part == "discrepancy" else of


def strips(record: Record) -> tuple[Strip, ...]:
    """The article's blocks, and what text stands between them, cut into segments."""
    marks = sorted(covers(record))
    seen: set[str] = set()
    cut, at = [], 0
    for kind, start, end in _stretches(record.article):
        while at < len(marks) and marks[at].start < end:
            at += 1
        cut.append((kind, start, end, at))
    open_marks: list[Cover] = []
    first = 0
    found = []
    for kind, start, end, last in cut:
        inside = [m for m in open_marks if m.end > start] + [m for m in marks[first:last] if m.end > start]
        found.append(Strip(kind, start, end, tuple(_segments(record.article.text, start, end, inside, seen))))
        open_marks = [m for m in inside if m.end > end]
        first = last
    return tuple(found)


def _stretches(article: Article) -> Iterator[tuple[str, int, int]]:
    """(kind, start, end) of each block in the order of the text, and of what words lie outside of all blocks."""
    text, at = article.text, 0
    for block in sorted(article.blocks, key=lambda b: (b.start, b.end)):
        start, end = max(block.start, at), min(block.end, len(text))
        if start < end:
            yield from _outside(text, at, start)
            yield block.kind, start, end
            at = end
    yield from _outside(text, at, len(text))


def _outside(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    words = text[start:end]
    if words.strip():
        lead = len(words) - len(words.lstrip())
        yield "other", start + lead, start + len(words.rstrip())


def _segments(text: str, start: int, end: int, marks: Sequence[Cover], seen: set[str]) -> Iterator[Segment]:
    """Cut [start, end) at every edge of `marks`, sorted by start; `seen` collects the ids that have begun."""
    edges = sorted({start, end, *(e for m in marks for e in (m.start, m.end) if start < e < end)})
    active: list[Cover] = []
    at = 0
    for low, high in pairwise(edges):
        active = [m for m in active if m.end > low]
        while at < len(marks) and marks[at].start <= low:
            active.append(marks[at])
            at += 1
        here = tuple(sorted(active, key=lambda m: (m.end - m.start, _RANK.index(m.part), m.of)))
        new = tuple(dict.fromkeys(name for m in here if (name := begin(m.of, m.part, m.start)) not in seen))
        seen.update(new)
        yield Segment(low, high, text[low:high], here, new)
