"""Events whose parties the text does not name: `police arrested two of his aides`, `elections are due in April`."""

from __future__ import annotations

from collections.abc import Iterator, Set

from readout.extract.events.grammar import is_passive
from readout.extract.events.kinds import words
from readout.extract.events.participants import Parties
from readout.extract.events.triggers import Trigger
from readout.extract.verbs import form, is_verb
from readout.model import Analysis

_FINITE = frozenset({"past", "present", "progressive", "future"})
_ROLES = frozenset({"actor", "recipient", "attendee"})


def is_told_of_unnamed(a: Analysis, trigger: Trigger, parties: Parties, named: Set[str], bound: bool) -> bool:
    """Whether a clause tells an event by itself although not all of its parties have a name.

    `named` are the roles of those that have one; `bound` is whether a time or a place ties the event down.
    """
    kind, needs = trigger.frame.kind, trigger.frame.needs
    if trigger.form == "noun":
        return bound and (kind.unnamed == "all" or kind.arranged) and _occurs(a, trigger.token)
    if trigger.form != "verb" or not _is_finite(a, trigger.token):
        return False
    if not kind.unnamed or a.lemmas[trigger.token].lower() in words("stances"):
        return False
    if not (named or (kind.unnamed == "all" and (bound or form(a, trigger.token) == "past"))):
        return False
    filled = {*named, *_filled(a, trigger, parties)}
    if needs != "both":
        return needs in filled or (needs == "any" and bool(filled))
    if kind.mutual and bound and any(_are_several(a, t, parties) for t in trigger.slots.get("subject", ())):
        return True
    if is_passive(a, trigger.token) and not trigger.slots.get("subject"):
        return "recipient" in filled or bool(trigger.also)
    return {"actor", "recipient"} <= filled


def _is_finite(a: Analysis, verb: int) -> bool:
    """Whether a verb has a tense of its own, or is the participle that stands for one in a headline."""
    return form(a, verb) in _FINITE or (a.heads[verb] == verb and a.tags[verb] == "VBN")


def _filled(a: Analysis, trigger: Trigger, parties: Parties) -> Iterator[str]:
    """The roles of the phrases for somebody round a verb; what is said of a thing is said of it."""
    for slot, tokens in trigger.slots.items():
        role = trigger.frame.roles.get(slot, "none")
        role = "recipient" if role == "goal" else role
        if role in _ROLES:
            for token in tokens:
                thing = slot == "object" and trigger.frame.kind.speech and a.tags[token][:2] == "NN"
                if thing or parties.somebody(token):
                    yield role


def _are_several(a: Analysis, token: int, parties: Parties) -> bool:
    """Whether a phrase is of several people or bodies: `the two leaders`."""
    return a.tags[token] in ("NNS", "NNPS") and parties.somebody(token)


def _occurs(a: Analysis, noun: int) -> bool:
    """Whether a clause says of a noun's event that it takes place or when: `the vote is expected in May`."""
    verb = a.heads[noun]
    return (
        a.deps[noun] in ("nsubj", "nsubjpass")
        and is_verb(a, verb)
        and (a.lemmas[verb].lower() in words("occurrences") or a.lemmas[verb] == "be")
    )
