"""What the mood of a clause and the words above it make of the status of its verb."""

from __future__ import annotations

from readout.extract.status.cues import UNSURE, cues, keyed
from readout.extract.status.signs import has, is_asked, is_believed, is_conditional, is_drafted, is_inverted
from readout.extract.verbs import form, is_verb, marker, negated
from readout.model import Analysis, Status


def negation(status: Status) -> Status:
    """What is left of a status under `not`."""
    if status in ("uncertain", "denied"):
        return "uncertain"
    return "scheduled" if status in ("cancelled", "postponed") else "denied"


def joined(above: Status, found: Status) -> Status:
    """A cue's status under the status of the cue itself: `is expected to`, `may be expected to`, `did not offer to`."""
    if above in ("denied", "cancelled"):
        return negation(found)
    return "uncertain" if above == "uncertain" else found


def would(a: Analysis, verb: int) -> Status:
    """`would`: arranged when somebody announces it, a proposal in `a bill that would ...`, else supposed."""
    above = a.heads[verb]
    while a.deps[above] == "conj" and a.heads[above] != above and above > a.heads[above]:
        above = a.heads[above]
    if is_conditional(a, verb) or has(a, verb, "have"):
        return "uncertain"
    if a.deps[verb] == "relcl" or is_drafted(a, verb):
        return "proposed"
    if a.deps[verb] == "ccomp" and is_verb(a, above):
        found = cues().verbs.get(keyed(a, above))
        if found in ("proposed", "expected") and above != verb:
            return found
    announced = a.deps[verb] in ("ccomp", "conj", "acl") and a.lemmas[above].lower() in cues().announcing
    if announced or (a.deps[verb] == "conj" and is_verb(a, a.heads[verb]) and form(a, a.heads[verb]) == "would"):
        return "expected" if has(a, verb, "likely", "probably", "presumably") else "scheduled"
    return "uncertain"


def called_off(a: Analysis, verb: int) -> Status | None:
    """What became of a plan by the verb beside it: `had planned to come but cancelled`."""
    for child in a.children[verb]:
        if a.deps[child] == "conj" and is_verb(a, child) and not any(a.deps[c] == "dobj" for c in a.children[child]):
            status = cues().verbs.get(keyed(a, child))
            if status in ("cancelled", "postponed") and not negated(a, child):
                return status
    return None


def accomplished(a: Analysis, verb: int) -> Status | None:
    """An infinitive of what is over or under way: `is believed to have left`, `seems to be working`."""
    helpers = [a.lemmas[c].lower() for c in a.children[verb] if a.deps[c] in ("aux", "auxpass")]
    over, on = "have" in helpers, a.tags[verb] == "VBG" and "be" in helpers
    head = a.heads[verb]
    if not (over or on) or not is_verb(a, head) or a.lemmas[head] == "be":
        return None
    key = keyed(a, head)
    if negated(a, head) or cues().verbs.get(key) == "denied":
        return "denied"
    if key in cues().claims:
        return "claimed"
    doubted = a.tags[head] == "VBN" and (key in cues().beliefs or cues().verbs.get(key) == "uncertain")
    if form(a, head) in ("would", "may", "future") or doubted:
        return "uncertain"
    if cues().verbs.get(key) in ("expected", "proposed", "scheduled") and key not in cues().beliefs:
        return None
    return "happened" if over else "ongoing"


def embedded(a: Analysis, verb: int, status: Status, depth: int) -> Status:
    """The status under what stands above the clause: `denied that`, `whether`, `if`, a question."""
    mark = marker(a, verb)
    if mark in ("whether", "unless") or (mark == "if" and a.deps[verb] in ("advcl", "ccomp", "mark", "pcomp", "acl")):
        return "uncertain"
    if (status in ("scheduled", "expected") and is_conditional(a, verb)) or is_inverted(a, verb):
        return "uncertain"
    if status == "expected" and is_believed(a, verb):
        return status
    if a.deps[verb] in ("ccomp", "acl", "csubj") and a.heads[verb] != verb:
        head = a.heads[verb]
        found = cues().verbs.get(keyed(a, head)) if is_verb(a, head) else cues().nouns.get(a.lemmas[head].lower())
        if found in ("denied", "uncertain"):
            return found if not negated(a, head) else "uncertain"
        bare = a.tags[verb] == "VBN" and form(a, verb) == "participle"
        if a.deps[verb] == "acl" and not bare and a.deps[head] == "dobj":
            told = a.heads[head]
            if cues().verbs.get(keyed(a, told)) == "denied" and not negated(a, told):
                return "denied"
        if found == "proposed" and a.tags[verb] in ("VB", "VBP") and status not in UNSURE and a.lemmas[head] != "mean":
            return found
        claim = (a.lemmas[head].lower() if is_verb(a, head) else "") in cues().claims or found == "claimed"
        if claim and status in ("happened", "ongoing") and a.deps[verb] != "csubj" and not negated(a, head):
            return "claimed"
        if (supposed := _supposed(a, verb, head)) is not None:
            return supposed
    if status in ("happened", "ongoing", "scheduled") and is_asked(a, verb):
        return "uncertain"
    return status


def _supposed(a: Analysis, verb: int, head: int) -> Status | None:
    """The status of a clause under `it is possible that` or `no evidence that`."""
    if a.deps[verb] == "acl":
        return "uncertain" if marker(a, verb) == "that" and negated(a, head) else None
    if a.lemmas[head] != "be" or a.deps[verb] not in ("ccomp", "csubj"):
        return None
    described = (cues().adjectives.get(a.lowers[c]) for c in a.children[head] if a.deps[c] == "acomp")
    found = next((d for d in described if d in ("uncertain", "expected", "denied")), None)
    return "uncertain" if found is not None and negated(a, head) else found
