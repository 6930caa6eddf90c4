"""The cast of an article: its entities, and which of them stands at a token."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from readout.lexicon import table
from readout.model import Analysis, Entity, Mention

Row = tuple[int, int, Mention, Entity]


@cache
def quantities() -> frozenset[str]:
    """Nouns that count what "of" names: in "thousands of demonstrators" it is the demonstrators who act."""
    return frozenset(table("groups")["quantities"])


def core(a: Analysis, first: int, last: int) -> int:
    """The end of a description without what follows its noun: "three men" in "three men who were killed"."""
    head = head_of(a, first, last)
    if head + 2 < last and a.lowers[head + 1] == "of" and a.lowers[head] in quantities():
        inner = next((c for c in a.children[head + 1] if c < last and a.deps[c] == "pobj"), head)
        return inner + 1
    return head + 1


def head_of(a: Analysis, first: int, last: int) -> int:
    """The token of [first, last) whose own head lies outside."""
    return next((t for t in range(first, last) if a.heads[t] == t or not first <= a.heads[t] < last), last - 1)


class Cast:
    """Entities of an article with their mentions by token. Mentions may nest: the longest one stands first."""

    def __init__(self, analysis: Analysis, entities: tuple[Entity, ...]) -> None:
        self.entities = entities
        self.by_id = {e.id: e for e in entities}
        self._mentions: list[Row] = []
        self._at: dict[int, list[Row]] = {}
        for entity in entities:
            for mention in entity.mentions:
                first, last = analysis.tokens(mention.start, mention.end)
                self._mentions.append((first, last, mention, entity))
        self._mentions.sort(key=lambda m: (m[0], -m[1]))
        self._firsts = [row[0] for row in self._mentions]
        for row in self._mentions:
            end = core(analysis, row[0], row[1]) if row[2].form == "description" else row[1]
            for token in range(row[0], end):
                self._at.setdefault(token, []).append(row)

    def at(self, token: int) -> tuple[Mention, Entity] | None:
        """The innermost mention that holds a token, and whose it is; what follows a description's noun is no part."""
        rows = self._at.get(token)
        if not rows:
            return None
        _, _, mention, entity = min(rows, key=lambda r: r[1] - r[0])
        return mention, entity

    def headed(self, token: int) -> tuple[Mention, Entity] | None:
        """The outermost mention that holds a token: the whole phrase's entity for a phrase's head token."""
        rows = self._at.get(token)
        return (rows[0][2], rows[0][3]) if rows else None

    def within(self, first: int, last: int) -> Iterator[Row]:
        """Mentions inside tokens [first, last), in the order of the text, as (first, last, mention, entity)."""
        for row in self._mentions[bisect_left(self._firsts, first) : bisect_left(self._firsts, last)]:
            if row[1] <= last:
                yield row
