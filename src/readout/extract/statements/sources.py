"""Who a source's words stand for: the entity at their head."""

from __future__ import annotations

from readout.extract.cast import Cast
from readout.extract.statements.grammar import RELATIVE, Range, child
from readout.model import Analysis, Entity, Mention


def speaker_of(a: Analysis, cast: Cast, token: int | None, source: Range | None) -> str | None:
    """The entity that a source's head names, when the article names it; a relative pronoun is the noun before it."""
    if token is None:
        return None
    if a.lowers[token] in RELATIVE and a.deps[a.heads[token]] == "relcl":
        token = a.heads[a.heads[token]]
    found = cast.at(token) if a.deps[token] == "poss" else cast.headed(token)
    if found is None:
        other = child(a, token, "appos")
        if other is not None and source is not None and source[0] <= other < source[1]:
            found = cast.headed(other)
        elif a.lowers[token] == "it":
            found = body_before(a, cast, token)
    if found is None or all(m.form in ("description", "pronoun") for m in found[1].mentions):
        return None
    return found[1].id


def body_before(a: Analysis, cast: Cast, token: int) -> tuple[Mention, Entity] | None:
    """What an `it` that the cast leaves open stands for: the last subject in its sentence or the one before."""
    sentence = a.sentence_of[token]
    floor = a.sentences[max(0, sentence - 1)][0]
    for before in range(token - 1, floor - 1, -1):
        if a.deps[before] in ("nsubj", "nsubjpass") and a.block_of[before] == a.block_of[token]:
            found = cast.headed(before)
            if found is not None and found[1].kind in ("organisation", "country"):
                return found
    return None
