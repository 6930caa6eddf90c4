"""Who a source's words stand for: the entity at their head."""

from __future__ import annotations

from readout.extract.cast import Cast
from readout.extract.statements.grammar import RELATIVE, Range, agent, child, is_verb, lemma_of
from readout.extract.statements.table import words
from readout.model import Analysis, Entity, Mention

Found = tuple[Mention, Entity]
_MODIFIERS = frozenset({"compound", "nmod", "amod"})


def speaker_of(a: Analysis, cast: Cast, token: int | None, source: Range | None) -> str | None:
    """The entity that a source's head names, when the article names it; a relative pronoun is the noun before it."""
    if token is None:
        return None
    if a.lowers[token] in RELATIVE and a.deps[a.heads[token]] == "relcl":
        token = a.heads[a.heads[token]]
    found = cast.at(token) if a.deps[token] == "poss" else cast.headed(token)
    if found is None or not is_named(found[1]):
        if source is not None and any(a.lowers[t] in words("anonymous") for t in range(*source)):
            return None  # `people familiar with the matter` are nobody that the article knows
        documents = lemma_of(a, token) in words("documents")
        found = (_maker(a, cast, token) if documents else _named_inside(a, cast, token)) or found
    if found is None:
        other = child(a, token, "appos")
        if other is not None and source is not None and source[0] <= other < source[1]:
            found = cast.headed(other)
        elif a.lowers[token] == "it":
            found = body_before(a, cast, token)
    found = _person(a, cast, source, found) or found
    if found is not None and found[1].kind == "place" and source is not None and a.pos[source[1] - 1] == "NOUN":
        return None  # "the Leeds, Yorkshire-based firm" is no town
    return None if found is None else found[1].id


def _person(a: Analysis, cast: Cast, source: Range | None, found: Found | None) -> Found | None:
    """The one person whom a source names at its end: `the spokesman of the firm, Ann Lee,`, `Acme editor Ann Lee`."""
    if source is None or (found is not None and (found[1].kind != "organisation" or found[0].form != "name")):
        return None
    end = next((t for t in range(*source) if a.lowers[t] in RELATIVE or is_verb(a, t)), source[1])
    rows = [(last, m, e) for _, last, m, e in cast.within(source[0], end) if e.kind == "person" and m.form == "name"]
    if len({e.id for _, _, e in rows}) != 1:
        return None
    last, mention, entity = rows[-1]
    closes = last >= end or a.words[last] in (",", "(", "-", "—", "–")
    return (mention, entity) if closes and not _belongs(a, last - 1) else None


def _belongs(a: Analysis, token: int) -> bool:
    """Whether a name only tells whose or of whom something is: `the lawyer of Ann Lee`, `Ann Lee's lawyer`."""
    while a.deps[token] in _MODIFIERS:
        token = a.heads[token]
    above = a.heads[token]
    hyphened = a.lowers[above] == "in" and a.words[max(0, above - 1)] == "-"  # "editor-in-chief Ann Lee"
    return a.deps[token] == "poss" or (a.deps[token] == "pobj" and not hyphened)


def is_named(entity: Entity) -> bool:
    """Whether an article ever names an entity."""
    return any(m.form not in ("description", "pronoun") for m in entity.mentions)


def _maker(a: Analysis, cast: Cast, document: int) -> Found | None:
    """Who a writing is by: `a statement by the ministry`, `the bank's report`, `a letter sent by X`, `a UN study`."""
    kids = a.children[document]
    for kid in (*(k for k in kids if a.deps[k] not in _MODIFIERS), *(k for k in kids if a.deps[k] in _MODIFIERS)):
        thing: int | None = None
        if a.deps[kid] == "poss" or (a.deps[kid] in _MODIFIERS and kid < document):
            thing = kid
        elif a.deps[kid] in ("prep", "agent") and a.lowers[kid] in ("by", "from", "of"):
            thing = child(a, kid, "pobj")
        elif a.deps[kid] == "acl" and lemma_of(a, kid) in words("makers"):
            thing = agent(a, kid)
        found = None if thing is None else cast.headed(thing)
        if found is not None and found[1].kind in ("person", "organisation", "country", "group"):
            return found
    return None


def _named_inside(a: Analysis, cast: Cast, body: int) -> Found | None:
    """The body that a name right before a common noun is that of: `the opposition Democratic party`."""
    if a.pos[body] not in ("NOUN", "PROPN") or body == 0 or a.heads[body - 1] != body:
        return None
    found = cast.at(body - 1)
    if found is None or found[1].kind != "organisation" or found[0].form != "name":
        return None
    return found if lemma_of(a, body) in words("bodies") else None


def body_before(a: Analysis, cast: Cast, token: int) -> Found | None:
    """What an `it` that the cast leaves open stands for: the last subject in its sentence or the one before."""
    sentence = a.sentence_of[token]
    floor = a.sentences[max(0, sentence - 1)][0]
    for before in range(token - 1, floor - 1, -1):
        if a.deps[before] in ("nsubj", "nsubjpass") and a.block_of[before] == a.block_of[token]:
            found = cast.headed(before)
            if found is not None and found[1].kind in ("organisation", "country"):
                return found
    return None
