"""Of drafts that claim the same words, the likelier ones; a draft inside another's content is kept when it is sure."""

from __future__ import annotations

from readout.extract.statements.draft import Draft


def choose(drafts: list[Draft], size: int, sure: float) -> list[Draft]:
    """The drafts to keep. `size` is the number of tokens; a nested draft needs a chance of `sure`."""
    owner: list[Draft | None] = [None] * size  # whose content a token is
    cues: list[Draft | None] = [None] * size  # whose cue a token is
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (-d.chance, d.head)):
        if draft.cue is not None and cues[draft.head] is not None:
            continue
        if owner[draft.head] is not None and draft.chance < sure:
            continue
        if draft.chance < sure and any(
            cues[t] is not None for first, last in draft.content for t in range(first, last)
        ):
            continue
        kept.append(draft)
        for first, last in draft.content:
            for token in range(first, last):
                owner[token] = draft
        if draft.cue is not None:
            for token in range(*draft.cue):
                cues[token] = draft
    return kept
