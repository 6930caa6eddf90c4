"""The chain of reporting: which statement stands inside another one's words, and who passed it on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from readout.model import Statement


def chained(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Statements numbered in the order of the text, each with `within` and with `via`, the outermost last.

    A `via` that a statement has already (who cites it) stays where nothing holds it.
    """
    ordered = sorted(statements, key=_place)
    named = [replace(s, id=f"s{number}") for number, s in enumerate(ordered, 1)]
    return tuple(_linked(s, _holders(s, named)) for s in named)


def _linked(statement: Statement, holders: Sequence[Statement]) -> Statement:
    passed_on = list(statement.via)
    for holder in holders:
        if holder.speaker is not None and holder.speaker not in (statement.speaker, *passed_on):
            passed_on.append(holder.speaker)
    return replace(statement, via=tuple(passed_on), within=holders[0].id if holders else None)


def _holders(statement: Statement, all_of_them: Sequence[Statement]) -> list[Statement]:
    """The statements whose content holds a statement's cue and more than its words, the innermost first."""
    cue = statement.cue
    if cue is None:
        return []
    size = _size(statement)
    found = [
        s
        for s in all_of_them
        if s is not statement and _size(s) > size and any(c.start <= cue.start and cue.end <= c.end for c in s.content)
    ]
    return sorted(found, key=_size)


def _size(statement: Statement) -> int:
    return sum(c.end - c.start for c in statement.content)


def _place(statement: Statement) -> tuple[int, int]:
    spans = [*statement.content, statement.source or statement.content[0], statement.cue or statement.content[0]]
    return min(s.start for s in spans), (statement.cue or statement.content[0]).start
