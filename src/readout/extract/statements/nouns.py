"""Statements that a noun or an adjective reports: `the claim that`, `his promise to`, `is sure that`."""

from __future__ import annotations

from collections.abc import Iterator

from readout.extract.statements.grammar import Range, child, doer, is_finite, is_infinitive, is_verb, subject
from readout.model import Analysis


def noun_shapes(a: Analysis, noun: int) -> Iterator[tuple[str, list[Range], int | None]]:
    """Each frame of a noun as (frame, content, the preposition that belongs to the cue)."""
    for kid in a.children[noun]:
        if kid < noun:
            continue
        dep = a.deps[kid]
        if dep in ("acl", "ccomp", "relcl"):
            mark = child(a, kid, "mark")
            if mark is not None and a.lowers[mark] == "that" and is_finite(a, kid):
                yield "that", [a.edges[kid]], None
            elif dep != "ccomp" and is_infinitive(a, kid) and a.edges[kid][0] == noun + 1:
                yield "to do", [a.edges[kid]], None
        elif dep == "prep":
            inner = child(a, kid, "pobj", "pcomp")
            if inner is not None and inner > kid:
                yield a.lowers[kid], [(kid + 1, a.edges[kid][1])], kid


def noun_owner(a: Analysis, noun: int) -> tuple[int | None, str]:
    """The head of the words that name who a noun's statement is by, and how they are found."""
    owner = child(a, noun, "poss")
    if owner is not None:
        return owner, "of possessor"
    for kid in a.children[noun]:
        if a.deps[kid] in ("prep", "agent") and a.lowers[kid] in ("by", "from"):
            by = child(a, kid, "pobj")
            if by is not None:
                return by, "of author"
    if a.deps[noun] == "dobj":
        return doer(a, a.heads[noun]), "of subject"
    if a.deps[noun] == "attr" and is_verb(a, a.heads[noun]):
        return subject(a, a.heads[noun]), "of being"
    return None, "of nobody"


def adjective_shapes(a: Analysis, adjective: int) -> Iterator[tuple[str, list[Range], int | None]]:
    """Each frame of an adjective behind a form of be, like those of nouns."""
    kids = [*a.children[adjective], *(k for k in a.children[a.heads[adjective]] if k > adjective)]
    for kid in kids:
        if kid < adjective:
            continue
        dep = a.deps[kid]
        if dep == "ccomp":
            yield "that", [a.edges[kid]], None
        elif dep == "xcomp" and is_infinitive(a, kid):
            yield "to do", [a.edges[kid]], None
        elif dep == "prep" and a.heads[kid] == adjective:
            inner = child(a, kid, "pobj", "pcomp")
            if inner is not None and inner > kid:
                yield a.lowers[kid], [(kid + 1, a.edges[kid][1])], kid
