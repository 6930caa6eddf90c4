"""Where the words of the model's statements stand: each must be found at its place or in one place only."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from readout.llm.question import Claim, Passage, Piece
from readout.model import Article, Problem, Span, Statement

# Marks that models like to write in another way; one character stands for one, so that offsets hold.
_SAME = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " ", "\u202f": " ", "\n": " "})
_SHOWN = 60


class _Lost(Exception):
    """A piece whose words cannot be placed: why."""


def located(
    article: Article, found: Iterable[Claim], part: list[Passage]
) -> tuple[tuple[Statement, ...], tuple[Problem, ...]]:
    """The statements of the model that rest on words of these paragraphs, and a Problem for each of the others.

    Statements have spans only: whose they are is for who knows the article's entities to say.
    """
    places = {p.number: p for p in part}
    folded = article.text.translate(_SAME)
    statements: dict[tuple[Span, ...], Statement | None] = {}
    problems = []
    for claim in found:
        try:
            statement = _statement(folded, claim, places)
            known = statements.setdefault(statement.content, statement)
            if known is None or known.source != statement.source:
                statements[statement.content] = None
                raise _Lost(f"{_shown(claim.content[0].words)} is given to more than one source")
        except _Lost as lost:
            problems.append(Problem("statements llm", f"{lost}; left out"))
    return tuple(s for s in statements.values() if s is not None), tuple(problems)


def _statement(text: str, claim: Claim, places: dict[int, Passage]) -> Statement:
    if not claim.content:
        raise _Lost("a statement has no content")
    if claim.source is None and claim.cue is None:
        raise _Lost(f"nothing ascribes {_shown(claim.content[0].words)} to anyone")
    content = sorted(_place(text, piece, places, ()) for piece in claim.content)
    if any(before.end > after.start for before, after in pairwise(content)):
        raise _Lost(f"pieces of {_shown(claim.content[0].words)} overlap")
    cue = None if claim.cue is None else _place(text, claim.cue, places, content)
    near = content if cue is None else [cue]
    source = None if claim.source is None else _place(text, claim.source, places, content, near)
    if cue is not None and source is not None and cue.start < source.end and source.start < cue.end:
        raise _Lost(f"source and cue of {_shown(claim.content[0].words)} are the same words")
    return Statement("", tuple(content), None, source, cue, claim.kind or "indirect", found_by="llm")


def _place(
    text: str, piece: Piece, places: dict[int, Passage], taken: Iterable[Span], near: Iterable[Span] | None = None
) -> Span:
    """Where a piece's words stand outside the spans that are taken: at its `start`, alone, or nearest to `near`."""
    passage = places.get(piece.paragraph)
    if passage is None:
        raise _Lost(f"there is no paragraph {piece.paragraph} for {_shown(piece.words)}")
    words = piece.words.translate(_SAME)
    lead = len(words) - len(words.lstrip())
    words = words.strip()
    if not any(c.isalnum() for c in words) or len(words) > passage.end - passage.start:
        raise _Lost(f"{_shown(piece.words)} is no part of paragraph {piece.paragraph}")
    taken = tuple(taken)
    if piece.start is not None:
        at = passage.start + piece.start + lead
        if piece.start < 0 or at + len(words) > passage.end or not text.startswith(words, at):
            raise _Lost(f"{_shown(piece.words)} does not stand at {piece.start} of paragraph {piece.paragraph}")
        spans = [Span(at, at + len(words))]
    else:
        spans = _all(text, words, passage)
    spans = [s for s in spans if _is_whole(text, s) and not any(s.start < t.end and t.start < s.end for t in taken)]
    if not spans:
        raise _Lost(f"{_shown(piece.words)} is no part of paragraph {piece.paragraph}")
    around = tuple(taken if near is None else near)
    if len(spans) > 1 and around:
        ways = sorted((min(_way(s, t) for t in around), s) for s in spans)
        if ways[0][0] < ways[1][0]:
            return ways[0][1]
    if len(spans) > 1:
        raise _Lost(f"{_shown(piece.words)} stands {len(spans)} times in paragraph {piece.paragraph}")
    return spans[0]


def _all(text: str, words: str, passage: Passage) -> list[Span]:
    spans, at = [], text.find(words, passage.start, passage.end)
    while at >= 0:
        spans.append(Span(at, at + len(words)))
        at = text.find(words, at + 1, passage.end)
    return spans


def _is_whole(text: str, span: Span) -> bool:
    """Whether a span begins and ends between words: `art` is no word of `party`."""
    return not any(
        0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum() for at in (span.start, span.end)
    )


def _way(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end)


def _shown(words: str) -> str:
    """The beginning of what a model wrote, fit for a line."""
    line = " ".join("".join(c if c.isprintable() else " " for c in words[: 2 * _SHOWN]).split())
    return f'"{line[:_SHOWN]}{"…" if len(words) > _SHOWN else ""}"'
