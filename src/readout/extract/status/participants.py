"""The status of one participant's own part in an event."""

from __future__ import annotations

from readout.extract.status.cues import UNSURE, cues
from readout.extract.status.grammar import noun_status, verb_status
from readout.extract.status.moods import joined
from readout.extract.status.reasons import reason
from readout.extract.verbs import DEPTH, ancestors, is_verb, negated, with_particle
from readout.model import Analysis, Status

# What stands for an event that was told before.
_THE_EVENT = frozenset({"it", "event", "plan", "invitation", "celebration", "festivity", "ceremony", "gathering"})


def participant_status(
    analysis: Analysis, mention_first: int, mention_last: int, trigger: int
) -> tuple[Status | None, str | None]:
    """Where one mention's own part in an event is less sure than the event: its status and the reason given.

    The mention is tokens [mention_first, mention_last); `trigger` tells the event that it has a part in.
    """
    a, known = analysis, cues()
    top = next((t for t in range(mention_first, mention_last) if not mention_first <= a.heads[t] < mention_last), None)
    if top is None:
        return None, None
    while a.deps[top] == "conj" and a.heads[top] < top and not is_verb(a, a.heads[top]):
        top = a.heads[top]
    head = a.heads[top]
    if a.deps[top] == "pobj" and a.lowers[head] in ("of", "by"):
        head = a.heads[head]
    if head not in (top, trigger) and not is_verb(a, head) and a.lemmas[head].lower() in known.attendance:
        status = noun_status(a, head, 0)
        return (status, reason(a, head)) if status in UNSURE else (None, None)
    if a.deps[top] not in ("nsubj", "nsubjpass") or not is_verb(a, head):
        return None, None
    for child in a.children[head]:
        described = known.adjectives.get(a.lowers[child]) if a.deps[child] == "acomp" else None
        if described in UNSURE and not negated(a, head):
            return described, reason(a, head)
    absent = known.absent.get(with_particle(a, head)) if _of_event(a, head, trigger) else None
    chain = (trigger, *ancestors(a, trigger))
    if absent is not None:
        status = joined(verb_status(a, head, 0), absent)
        return (status, reason(a, head)) if status in UNSURE else (None, None)
    verb = _last_of_chain(a, head)
    if verb in chain and trigger in (verb, *a.children[verb]) and a.lemmas[verb] not in known.attend:
        return None, None
    if a.lemmas[verb].lower() in known.attend:
        status = verb_status(a, verb, 0)
        return (status, reason(a, verb)) if status in UNSURE else (None, None)
    return None, None


def _of_event(a: Analysis, verb: int, trigger: int) -> bool:
    """Whether what a verb has as its object is the event, or going there: who cancels dinners may still attend."""
    things = [c for c in a.children[verb] if a.deps[c] in ("dobj", "nsubjpass")]
    first, last = a.edges[trigger]
    told = {a.lemmas[t].lower() for t in range(first, last)} | cues().attendance | _THE_EVENT
    return not things or any(a.lemmas[t].lower() in told or t in ancestors(a, trigger) for t in things)


def _last_of_chain(a: Analysis, verb: int) -> int:
    """The last verb of `is expected to attend`."""
    for _ in range(DEPTH):
        below = next((c for c in a.children[verb] if a.deps[c] == "xcomp" and is_verb(a, c)), None)
        if below is None:
            return verb
        verb = below
    return verb
