"""Of drafts that claim the same words, the likelier ones; a draft inside another's content is kept when it is sure."""

from __future__ import annotations

from readout.extract.statements.draft import Draft
from readout.extract.statements.grammar import minus, trim
from readout.model import Analysis

# Frames of a statement that may report another one, and the chance that it needs for that.
_REPORTS = frozenset({"clause", "late", "aside", "according to"})
_LIKELY = 0.6


def choose(a: Analysis, drafts: list[Draft], floor: float, sure: float) -> list[Draft]:
    """The drafts to keep: they need a chance of `floor`, inside another's content one of `sure`."""
    held = [False] * len(a)  # whether a token is in the content of a draft that is kept
    cues: list[Draft | None] = [None] * len(a)  # whose cue a token is
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (-d.chance, d.head)):
        if draft.cue is not None and cues[draft.head] is not None:
            continue
        if held[draft.head]:
            if draft.alone < sure:
                continue
            draft.chance = draft.alone
        elif draft.chance < floor:
            continue
        if not _clear(a, draft, cues, sure):
            continue
        kept.append(draft)
        for first, last in draft.content:
            held[first:last] = [True] * (last - first)
        if draft.cue is not None:
            for token in range(*draft.cue):
                cues[token] = draft
    return kept


def _clear(a: Analysis, draft: Draft, cues: list[Draft | None], sure: float) -> bool:
    """Whether a draft may hold the cues in its content; a relative clause with its own cue is cut off for that."""
    reports = draft.frame in _REPORTS and draft.chance >= _LIKELY
    for first, last in list(draft.content):
        for token in range(first, last):
            other = cues[token]
            if other is None or other is draft or (reports and other.alone >= sure):
                continue
            low, high = a.edges[other.head]
            if a.deps[other.head] != "relcl" or low <= draft.head < high:
                return False
            draft.content = [trim(a, *r) for r in minus(draft.content, (low, high))]
    draft.content = [r for r in draft.content if any(w[:1].isalnum() for w in a.words[r[0] : r[1]])]
    return bool(draft.content)
