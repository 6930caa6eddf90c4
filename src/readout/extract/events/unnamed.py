"""Events whose parties the text does not name: `police arrested two of his aides`, `elections are due in April`."""

from __future__ import annotations

from collections.abc import Iterator, Set

from readout.extract.events.grammar import is_passive, matches
from readout.extract.events.kinds import words
from readout.extract.events.participants import Parties
from readout.extract.events.triggers import Trigger
from readout.extract.verbs import form, is_verb
from readout.model import Analysis

_FINITE = frozenset({"past", "present", "progressive", "future"})
_AFTER = frozenset({"after", "since", "following"})
_FIRST = frozenset({"i", "me", "we", "us"})
_ROLES = frozenset({"actor", "recipient", "attendee"})


def is_told_of_unnamed(a: Analysis, trigger: Trigger, parties: Parties, named: Set[str], bound: bool) -> bool:
    """Whether a clause tells an event by itself although not all of its parties have a name.

    `named` are the roles of those that have one; `bound` is whether a time or a place ties the event down.
    """
    kind, needs = trigger.frame.kind, trigger.frame.needs
    if trigger.form == "noun":
        return bound and (kind.unnamed == "all" or kind.arranged) and _occurs(a, trigger.token)
    if trigger.form != "verb" or not (_is_finite(a, trigger.token) or (bound and _is_done(a, trigger.token))):
        return False
    if kind.mutual and bound and any(_are_several(a, t, parties) for t in trigger.slots.get("subject", ())):
        return True
    if not kind.unnamed or a.lemmas[trigger.token].lower() in words("stances"):
        return False
    if not (named or (kind.unnamed == "all" and (bound or form(a, trigger.token) == "past"))):
        return False
    filled = {*named, *_filled(a, trigger, parties)}
    if needs == "any":
        return bool(filled) or bool(trigger.also and is_passive(a, trigger.token))
    if needs != "both":
        return needs in filled
    if is_passive(a, trigger.token) and not trigger.slots.get("subject"):
        return "recipient" in filled or bool(trigger.also)
    return {"actor", "recipient"} <= filled


def _is_finite(a: Analysis, verb: int) -> bool:
    """Whether a verb has a tense of its own, or is the participle that stands for one in a headline."""
    return form(a, verb) in _FINITE or (a.heads[verb] == verb and a.tags[verb] == "VBN")


def _is_done(a: Analysis, verb: int) -> bool:
    """Whether a clause without a tense tells something done: `after being deported`, `the budget approved in April`."""
    if not is_passive(a, verb):
        return False
    after = a.deps[verb] == "pcomp" and a.lowers[a.heads[verb]] in _AFTER
    return after or (a.deps[verb] == "acl" and a.tags[verb] == "VBN")


def _filled(a: Analysis, trigger: Trigger, parties: Parties) -> Iterator[str]:
    """The roles of the phrases for somebody round a verb; what is said of a thing is said of it."""
    kind = trigger.frame.kind
    for slot, tokens in trigger.slots.items():
        role = trigger.frame.roles.get(slot, "none")
        role = "recipient" if role == "goal" else role
        if role not in _ROLES:
            continue
        for token in tokens:
            thing = slot == "object" and kind.speech and a.tags[token][:2] == "NN" and token not in trigger.also
            wanted = slot == "subject" and matches(a, token, trigger.frame.who)
            first = kind.unnamed == "all" and a.lowers[token] in _FIRST
            if thing or wanted or first or parties.somebody(token):
                yield role


def _are_several(a: Analysis, token: int, parties: Parties) -> bool:
    """Whether a phrase is of several people or bodies: `the two leaders`."""
    return a.tags[token] in ("NNS", "NNPS") and parties.somebody(token)


def _occurs(a: Analysis, noun: int) -> bool:
    """Whether a clause says of a noun's event that it takes place or when: `the vote is expected in May`."""
    verb = a.heads[noun]
    if a.deps[noun] not in ("nsubj", "nsubjpass") or not is_verb(a, verb):
        return False
    dated = any(a.deps[c] in ("acomp", "prep") for c in a.children[verb])
    return a.lemmas[verb].lower() in words("occurrences") or (a.lemmas[verb] == "be" and dated)
