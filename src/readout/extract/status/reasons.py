"""The reason that a text gives for what is uncertain, off or put off."""

from __future__ import annotations

from readout.extract.status.cues import cues
from readout.extract.verbs import ancestors, governor, is_verb
from readout.model import Analysis

# A reason further away, in tokens, is not looked for.
_REACH = 80


def reason(a: Analysis, token: int) -> str | None:
    """The words of the reason that stands in the token's clause: `due to illness` gives `illness`."""
    verb = token if is_verb(a, token) else governor(a, token)
    if verb is None:
        return None
    chain = {token, verb, *ancestors(a, verb)}
    first, last = a.sentences[a.sentence_of[token]]
    first, last = max(first, token - _REACH), min(last, token + _REACH)
    for at in range(first, last):
        for words in cues().reasons:
            end = at + len(words)
            if end < last and tuple(a.lowers[at:end]) == words and _hangs_on(a, at, chain):
                return _phrase(a, at, end)
    return None


def _hangs_on(a: Analysis, token: int, chain: set[int]) -> bool:
    """Whether a token's phrase hangs on one of the verbs of a chain, or on a noun or adjective directly under one."""
    above = ancestors(a, token)[:4]
    return any(head in chain for head in above)


def _phrase(a: Analysis, at: int, end: int) -> str | None:
    """The words from `end` that belong to the phrase or clause which the tokens [at, end) open."""
    top = a.heads[at] if a.deps[at] == "mark" else at
    limit = max(a.edges[top][1], a.edges[a.heads[end]][1] if a.heads[end] >= at else end)
    while limit > end and a.deps[limit - 1] == "punct":
        limit -= 1
    return a.text(end, limit) if limit > end else None
