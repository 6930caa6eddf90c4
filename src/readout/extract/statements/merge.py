"""Statements that a large language model gave, joined with those the reader found. The model adds; it never takes away.

What both found keeps the reader's words and becomes surer. What only the model found is taken when source, cue and
content hang together in the text and nothing that the reader found speaks against it.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from readout.extract.cast import Cast
from readout.extract.statements.chain import chained
from readout.extract.statements.draft import Draft
from readout.extract.statements.finish import finish
from readout.extract.statements.grammar import Range, is_verb, lemma_of
from readout.extract.statements.quotes import find_quotes
from readout.extract.statements.table import Speech, speech
from readout.model import Analysis, Problem, Span, Statement, Time

# Contents are the same when they share this part of their characters (Dice).
_SAME = 0.5
# The share of a statement's doubt that is left when the model finds it too; the chance of one that it alone finds.
_AGREED, _ALONE = 0.5, 0.6
_SHOWN = 60


def merge_statements(
    a: Analysis, cast: Cast, times: tuple[Time, ...], own: tuple[Statement, ...], given: Iterable[Statement]
) -> tuple[tuple[Statement, ...], tuple[Problem, ...]]:
    """The reader's `own` statements with those `given` by a model, and a Problem for each that is not taken."""
    kept = list(own)
    fresh: list[Statement] = []
    problems = []
    for statement in given:
        like = max(range(len(own)), key=lambda n: _alike(own[n], statement), default=-1)
        if like >= 0 and _alike(own[like], statement) >= _SAME:
            if not _same_source(kept[like], statement):
                problems.append(_left_out(a, statement, "is somebody else's here"))
                continue
            doubt = (1.0 - own[like].probability) * _AGREED
            kept[like] = replace(kept[like], probability=round(1.0 - doubt, 2))
        elif why := _against(a, statement, own):
            problems.append(_left_out(a, statement, why))
        else:
            fresh.append(statement)
    drafts = [_draft(a, s, speech()) for s in fresh]
    added = finish(a, drafts, find_quotes(a), cast, times, 1.0)
    return chained([*kept, *(replace(s, found_by="llm") for s in added)]), tuple(problems)


def _left_out(a: Analysis, statement: Statement, why: str) -> Problem:
    words = " ".join(a.article.text[statement.content[0].start : statement.content[0].end].split())
    shown = words[:_SHOWN] + ("…" if len(words) > _SHOWN else "")
    return Problem("statements llm", f'"{shown}" {why}; left out')


def _alike(one: Statement, other: Statement) -> float:
    """The Dice overlap of two contents by characters."""
    shared = sum(max(0, min(c.end, d.end) - max(c.start, d.start)) for c in one.content for d in other.content)
    return 2 * shared / sum(c.end - c.start for c in (*one.content, *other.content))


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _same_source(own: Statement, given: Statement) -> bool:
    if own.source is None or given.source is None:
        return own.source is given.source
    return _meet(own.source, given.source)


def _against(a: Analysis, given: Statement, own: tuple[Statement, ...]) -> str:
    """What speaks against a statement of the model alone; empty when nothing does."""
    if given.cue is not None and any(s.cue is not None and _meet(s.cue, given.cue) for s in own):
        return "has the cue of another statement"
    pieces = [a.tokens(c.start, c.end) for c in given.content]
    if any(first >= last for first, last in pieces):
        return "holds no word"
    anchors = [a.tokens(s.start, s.end)[0] for s in (given.cue, given.source) if s is not None]
    if len({a.sentence_of[t] for t in anchors}) > 1:
        return "has its source and its cue in different sentences"
    if not any(_touches(a, a.sentence_of[anchors[0]], piece) for piece in pieces):
        return "stands apart from its cue"
    return ""


def _touches(a: Analysis, sentence: int, piece: Range) -> bool:
    """Whether a piece has words in the cue's sentence or follows the colon that ends it."""
    first, last = a.sentences[sentence]
    return (piece[0] < last and first < piece[1]) or (piece[0] == last and a.words[last - 1].endswith(":"))


def _draft(a: Analysis, given: Statement, table: Speech) -> Draft:
    content = [a.tokens(c.start, c.end) for c in given.content]
    cue = None if given.cue is None else a.tokens(given.cue.start, given.cue.end)
    source = None if given.source is None else a.tokens(given.source.start, given.source.end)
    head = content[0][0] if cue is None else _head(a, cue)
    draft = Draft("given", head, cue, content, None if source is None else _top(a, source), source, chance=_ALONE)
    draft.lemma = lemma_of(a, head)
    known = (table.verbs if is_verb(a, head) else table.nouns).get(draft.lemma) if cue else None
    draft.act = known.act if known else "say"
    return draft


def _head(a: Analysis, cue: Range) -> int:
    """The last verb of a cue, else its top word."""
    verbs = [t for t in range(*cue) if is_verb(a, t)]
    return verbs[-1] if verbs else _top(a, cue)


def _top(a: Analysis, words: Range) -> int:
    """The token whose own head lies outside."""
    first, last = words
    return next((t for t in range(first, last) if a.heads[t] == t or not first <= a.heads[t] < last), last - 1)
