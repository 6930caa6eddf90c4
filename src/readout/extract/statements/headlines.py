"""What a headline says that someone said: most often the body's own statement in short, and then no second one."""

from __future__ import annotations

from readout.extract.cast import Cast
from readout.extract.statements.draft import Draft
from readout.extract.statements.sources import is_named, speaker_of
from readout.model import Analysis

# The share of a headline's words that its counterpart in the body has: of the same speaker, of anyone.
_SAME, _ANY = 0.25, 0.5
_TELLING = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})


def without_echoes(a: Analysis, drafts: list[Draft], cast: Cast, sure: float) -> list[Draft]:
    """The drafts without those of a headline that the body tells anew; one that it does not tell must be sure."""
    blocks = a.article.blocks
    above = [d for d in drafts if blocks[a.block_of[d.head]].kind == "headline"]
    if not above:
        return drafts
    below = [d for d in drafts if blocks[a.block_of[d.head]].kind != "headline"]
    told = [(speaker_of(a, cast, d.speaker, d.source), d, _telling(a, d)) for d in below]
    return [d for d in above if _stands(a, d, told, cast, sure)] + below


def _stands(a: Analysis, draft: Draft, told: list[tuple[str | None, Draft, set[str]]], cast: Cast, sure: float) -> bool:
    """Whether a headline's draft has no counterpart in the body and is sure, and by a name, without one."""
    speaker = speaker_of(a, cast, draft.speaker, draft.source)
    telling = _telling(a, draft)
    for other, counterpart, words in told:
        shared = len(telling & words) / max(1, len(telling))
        alike = speaker is not None and speaker == other
        if shared >= (_SAME if alike else _ANY) or (alike and draft.act == counterpart.act != "say"):
            return False
    return speaker is not None and is_named(cast.by_id[speaker]) and draft.chance >= sure


def _telling(a: Analysis, draft: Draft) -> set[str]:
    """The lemmas of the words that carry a draft's content."""
    tokens = (t for first, last in draft.content for t in range(first, last))
    return {a.lemmas[t].lower() for t in tokens if a.pos[t] in _TELLING}
