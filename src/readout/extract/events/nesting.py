"""Events inside one another: which of a governing word and a governed one tells the event."""

from __future__ import annotations

from readout.extract.events.reading import Found, Part
from readout.extract.verbs import ancestors, marker
from readout.model import Analysis

_SCENES = frozenset({"after", "during", "since", "in", "on", "at"})
_BLOWS = frozenset({"attack", "war"})


def settled(a: Analysis, found: list[Found]) -> list[Found]:
    """The events without those that another one tells better, and with what an accusation holds marked as claimed."""
    by_token = {f.trigger.token: f for f in found}
    dropped: set[int] = set()
    struck = {a.sentence_of[f.trigger.token] for f in found if f.frame.kind.name in _BLOWS and not _is_outcome(a, f)}
    for one in found:
        token = one.trigger.token
        if _is_outcome(a, one) and a.sentence_of[token] in struck:
            dropped.add(token)
        above = ancestors(a, token)
        outer = next((by_token[t] for t in above if t in by_token), None)
        if outer is None:
            continue
        head = a.heads[token]
        if outer.frame.kind.name == "agreement" and (
            (outer.frame.complements and head == outer.trigger.token) or head in outer.trigger.also
        ):
            dropped.add(outer.trigger.token)
        elif a.deps[token] == "pcomp" and a.lowers[head] == "by" and a.heads[head] == outer.trigger.token:
            _take_over(outer, one)
            dropped.add(outer.trigger.token)
        elif outer.frame.kind is one.frame.kind and (
            any(a.tags[c] == "TO" for c in a.children[token])
            or (head == outer.trigger.token and a.deps[token] == "ccomp" and bool(outer.frame.complements))
            or _is_blow_told(a, outer, one)
        ):
            _take_over(one, outer)
            outer.place = outer.place or one.place
            dropped.add(token)
        elif (
            outer.frame.kind.name == "accuse"
            and one.status in ("happened", "ongoing", "claimed")
            and _is_inside(a, token, outer.trigger.token)
        ):
            one.status = "claimed"
            if not (one.of("actor") and one.of("recipient")):
                dropped.add(token)
    return [f for f in found if f.trigger.token not in dropped and (f.complete or f.trigger.form == "noun")]


def _is_outcome(a: Analysis, one: Found) -> bool:
    """Whether an event only tells what a blow led to: `shelled the town, killing ten`."""
    token = one.trigger.token
    return one.frame.kind.name in _BLOWS and a.deps[token] == "advcl" and a.tags[token] == "VBG"


def _is_blow_told(a: Analysis, outer: Found, one: Found) -> bool:
    """Whether a clause tells the blow by which others came to harm: `two were hurt when a drone hit a market`."""
    token = one.trigger.token
    blow = one.frame.kind.name in _BLOWS and a.heads[token] == outer.trigger.token
    return blow and a.deps[token] == "advcl" and marker(a, token) in ("when", "as", "after")


def _is_inside(a: Analysis, token: int, verb: int) -> bool:
    """Whether a token stands in what a verb says, not in a clause beside it."""
    top = token
    for head in ancestors(a, token):
        if head == verb:
            return a.deps[top] in ("prep", "ccomp", "xcomp") and a.lowers[top] not in _SCENES
        top = head
    return False


def _take_over(outer: Found, inner: Found) -> None:
    """`supports X by providing weapons`: the deed gets the parties of what it does."""
    roles = {p.role for p in inner.parts}
    inner.parts += [Part(p.entity, p.role) for p in outer.parts if p.role not in roles]
    inner.complete = True
