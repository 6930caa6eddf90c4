"""Where a correction's words stand in a text, and which item of a record stands on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import TypeVar

from readout.model import Entity, Event, Span, Statement
from readout.store.corrections_model import Words

Item = TypeVar("Item", Event, Statement, Entity)

# So many characters beside the words must agree, where there are as many, before a place in another text is theirs.
_LEAST = 12


def anchored(text: str, words: Words) -> Span | None:
    """The words in a text, which may be a later version: where most of what stands beside them agrees, else None."""
    wanted = min(_LEAST, len(words.before) + len(words.after))
    found = [(_beside(text, at, words), -abs(at - words.start), at) for at in _places(text, words.exact)]
    score, _, at = max(found, default=(-1, 0, 0))
    return Span(at, at + len(words.exact)) if score >= wanted else None


def _places(text: str, exact: str) -> Iterator[int]:
    at = text.find(exact) if exact else -1
    while at >= 0:
        yield at
        at = text.find(exact, at + 1)


def _beside(text: str, at: int, words: Words) -> int:
    """How many characters before and after agree."""
    before = zip(reversed(words.before), reversed(text[max(0, at - len(words.before)) : at]), strict=False)
    end = at + len(words.exact)
    after = zip(words.after, text[end : end + len(words.after)], strict=False)
    return sum(sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs)) for pairs in (before, after))


def overlap(one: Span, other: Span) -> int:
    """How many characters two spans share."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def event_at(events: Iterable[Event], span: Span, kind: object = None) -> Event | None:
    """The event that is told by these words, the one of this kind if several are."""
    rows = []
    for number, event in enumerate(events):
        own = overlap(event.trigger, span)
        if shared := max(own, *(overlap(s, span) for s in event.mentions), 0):
            rows.append(((event.trigger == span, event.type == kind, own, shared, -number), event))
    return _best(rows)


def envelope(spans: Iterable[Span]) -> Span:
    """From the first word to the last."""
    some = list(spans)
    return Span(min(s.start for s in some), max(s.end for s in some))


def statement_at(statements: Iterable[Statement], span: Span) -> Statement | None:
    """The statement whose content is these words, or shares more than half of them."""
    rows = []
    for number, one in enumerate(statements):
        own = envelope(one.content)
        shared = overlap(own, span)
        if 2 * shared > max(own.end, span.end) - min(own.start, span.start):
            rows.append(((shared / (max(own.end, span.end) - min(own.start, span.start)), -number), one))
    return _best(rows)


def entity_at(entities: Iterable[Entity], span: Span, kind: object = None, name: object = None) -> Entity | None:
    """The entity that these words mention."""
    rows = []
    for number, one in enumerate(entities):
        for mention in one.mentions:
            own = Span(mention.start, mention.end)
            if shared := overlap(own, span):
                rows.append(((own == span, one.kind == kind, one.name == name, shared, -number), one))
    return _best(rows)


def _best(rows: Sequence[tuple[tuple[float, ...], Item]]) -> Item | None:
    return max(rows, key=lambda row: row[0])[1] if rows else None
