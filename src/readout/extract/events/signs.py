"""The signs by which the chance of an event is told: how its words stand in the clause and who is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from readout.extract.events.kinds import words
from readout.extract.verbs import ancestors, form, is_verb
from readout.model import Analysis

if TYPE_CHECKING:
    from readout.extract.events.reading import Found

_ROLES = ("actor", "recipient", "attendee")
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_BLOWS = frozenset({"attack", "coerce", "war"})
_CONTESTS = frozenset({"attack", "criticise", "election", "agreement", "protest", "war"})
# So many words of sports make an article one of sports.
_PLAYED = 5
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def signs(a: Analysis, found: Found, told: str, against: str, adjunct: bool) -> Iterator[str]:
    """The signs of one reading: `told` is how far its frame is filled, `against` what speaks against its being real."""
    trigger, frame = found.trigger, found.frame
    token = trigger.token
    shape = trigger.form
    yield ""
    yield f"form {shape}"
    yield f"kind {frame.kind.name}"
    yield f"told {told}"
    yield f"{shape} told {told}"
    yield f"doubt {against or 'none'}"
    yield f"status {found.status}"
    yield f"block {found.block}"
    yield f"weight {min(frame.weight, 9) // 3}"
    yield f"parties {min(len(found.parts), 3)}"
    yield f"word {found.deed.lower()}"
    yield f"depth {min(sum(is_verb(a, head) for head in ancestors(a, token)), 3)}"
    if found.sentence < 2:
        yield "lead"
    if len(a.sentences) < 3:
        yield "snippet"
        yield f"snippet {shape}"
    if frame.kind.name in _BLOWS and _is_disaster(a, found.sentence):
        yield "disaster"
    if trigger.also:
        yield "light"
    if frame.weak:
        yield f"{shape} weak"
        yield f"weak {frame.kind.name}"
    if found.place is not None:
        yield f"{shape} place"
    if found.time is not None:
        yield f"{shape} time"
    for role in _ROLES:
        kinds = {p.entity.kind for p in found.parts if p.role == role}
        yield from (f"{role} {kind}" for kind in kinds)
        yield f"{shape} {role if kinds else 'no ' + role}"
    if any(p.entity.kind != "group" for p in found.parts):
        yield f"{shape} somebody named"
    yield from _verb_signs(a, token) if shape == "verb" else _noun_signs(a, token, adjunct)


def among(a: Analysis, rows: list[Found]) -> None:
    """Add to readings, in the order of the text, the signs that come of each other: rivals, what was told before."""
    at = Counter(one.trigger.token for one in rows)
    near: dict[int, set[str]] = {}
    for one in rows:
        if one.full:
            near.setdefault(one.sentence, set()).add(one.frame.kind.name)
    played = sum(lemma.lower() in words("classes.sports") for lemma in a.lemmas) >= _PLAYED
    told: dict[str, list[frozenset[str]]] = {}
    for one in rows:
        kind, ours = one.frame.kind.name, frozenset(p.entity.id for p in one.parts)
        fresh = {f"rivals {min(at[one.trigger.token], 3)}"}
        if played and kind in _CONTESTS:
            fresh.add("sports")
        if near.get(one.sentence, set()) - {kind}:
            fresh.add("beside another kind")
        if kind in told:
            fresh.add("again with the same" if any(ours & before for before in told[kind]) else "again")
        one.signs |= fresh
        if one.full:
            told.setdefault(kind, []).append(ours)


def _is_disaster(a: Analysis, sentence: int) -> bool:
    """Whether a sentence, or the one before, tells of an accident or a force of nature."""
    first, last = a.sentences[max(0, sentence - 1)][0], a.sentences[sentence][1]
    return any(a.lemmas[t].lower() in words("disasters") for t in range(first, last))


def _verb_signs(a: Analysis, verb: int) -> Iterator[str]:
    yield f"tense {form(a, verb)}"
    dep = a.deps[verb]
    yield f"clause {'main' if a.heads[verb] == verb else dep}"
    if any(a.lowers[c] in ("i", "we", "you") for c in a.children[verb] if a.deps[c] in _SUBJECTS):
        yield "spoken"


def _noun_signs(a: Analysis, noun: int, adjunct: bool) -> Iterator[str]:
    dep, head = a.deps[noun], a.heads[noun]
    if adjunct:
        yield "adjunct"
    if is_verb(a, head) and dep in ("nsubj", "nsubjpass", "dobj"):
        yield f"noun {dep}"
    elif dep == "pobj":
        yield f"noun {a.lowers[head]}"
    else:
        yield f"noun {dep}"
    below = a.children[noun]
    if any(a.deps[c] == "poss" for c in below):
        yield "noun owned"
    elif any(a.lowers[c] in _DEFINITE for c in below):
        yield "noun definite"
    elif any(a.lowers[c] in ("a", "an", "another") for c in below):
        yield "noun indefinite"
    else:
        yield "noun bare"
    if a.tags[noun] in ("NNS", "NNPS"):
        yield "noun plural"
