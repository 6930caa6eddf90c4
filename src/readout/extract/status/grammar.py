"""The status of what a verb or a noun tells, by tense and by what governs it."""

from __future__ import annotations

from readout.extract.status.cues import COMING, UNSURE, cues, keyed
from readout.extract.status.signs import (
    block_kind,
    has,
    is_asked,
    is_conditional,
    is_headless,
    is_inverted,
)
from readout.extract.verbs import DEPTH, form, governor, is_verb, marker, negated
from readout.model import Analysis, Status

_TO_COME = ("tomorrow", "next", "later", "soon")
_PERHAPS = ("perhaps", "maybe", "possibly", "conceivably")

# --- verbs


def verb_status(a: Analysis, verb: int, depth: int) -> Status:
    """The status of what a verb tells."""
    if depth > DEPTH:
        return "happened"
    status = _own(a, verb, depth)
    if negated(a, verb):
        return _negation(status)
    return _embedded(a, verb, status, depth)


def _negation(status: Status) -> Status:
    """What is left of a status under `not`."""
    if status in ("uncertain", "denied"):
        return "uncertain"
    return "scheduled" if status in ("cancelled", "postponed") else "denied"


def _own(a: Analysis, verb: int, depth: int) -> Status:
    """The status by the verb's own group, or by what governs it when it has no tense of its own."""
    shape = form(a, verb)
    if shape in ("future", "would", "present", "progressive") and has(a, verb, *_PERHAPS):
        return "uncertain"
    if shape == "infinitive":
        return _infinitive(a, verb, depth)
    if shape == "future":
        return "expected" if has(a, verb, "likely", "probably", "presumably") else "scheduled"
    if shape == "would":
        return _would(a, verb)
    if shape == "may":
        return "uncertain"
    if shape == "should":
        return "proposed"
    if shape == "progressive":
        return "scheduled" if has(a, verb, *_TO_COME) else "ongoing"
    if shape == "present":
        return _present(a, verb, depth)
    if shape == "past":
        return "happened"
    return _bare(a, verb, depth)


def _would(a: Analysis, verb: int) -> Status:
    """`would`: arranged when somebody announces it, a proposal in `a bill that would ...`, else supposed."""
    above = a.heads[verb]
    while a.deps[above] == "conj" and a.heads[above] != above and above > a.heads[above]:
        above = a.heads[above]
    if is_conditional(a, verb) or has(a, verb, "have"):
        return "uncertain"
    if a.deps[verb] == "relcl":
        return "proposed"
    announced = a.deps[verb] in ("ccomp", "conj", "acl") and a.lemmas[above].lower() in cues().announcing
    if announced or (a.deps[verb] == "conj" and is_verb(a, a.heads[verb]) and form(a, a.heads[verb]) == "would"):
        return "expected" if has(a, verb, "likely", "probably", "presumably") else "scheduled"
    return "uncertain"


def _present(a: Analysis, verb: int, depth: int) -> Status:
    """Present tense: coming with `tomorrow` or beside a future, done in headlines and captions, else going on."""
    head = a.heads[verb]
    if has(a, verb, *_TO_COME) or marker(a, verb) in ("until", "till", "before", "after", "once"):
        return "scheduled"
    if a.deps[verb] == "advcl" and marker(a, verb) in ("when", "as"):
        main = verb_status(a, head, depth + 1)
        if main in COMING:
            return main
    kind = block_kind(a, verb)
    past = a.tags[verb] == "VBP" and a.lemmas[verb].lower() in cues().invariable
    if kind in ("headline", "caption", "heading") or a.tags[verb] == "VBN" or past:
        return "happened"
    return "ongoing"


def _bare(a: Analysis, verb: int, depth: int) -> Status:
    """A participle, a gerund or a base form: the status of the clause that it hangs on."""
    head, dep = a.heads[verb], a.deps[verb]
    if head == verb:
        return "happened" if a.tags[verb] != "VBG" else "ongoing"
    if dep == "pcomp":
        return _after_preposition(a, verb, head, depth)
    if dep in ("xcomp", "ccomp", "dobj") and is_verb(a, head):
        found = cues().verbs.get(keyed(a, head))
        if found is not None and (dep != "ccomp" or found == "proposed"):
            return joined(verb_status(a, head, depth + 1), found)
    if dep == "acl" or (a.tags[verb] == "VBN" and any(a.deps[c] == "nsubj" for c in a.children[verb])):
        above = governor(a, head)
        told = above is not None and form(a, above) == "past"
        return "ongoing" if a.tags[verb] == "VBG" and not told else "happened"
    above = governor(a, verb)
    return "happened" if above is None else verb_status(a, above, depth + 1)


def _infinitive(a: Analysis, verb: int, depth: int) -> Status:
    """`to` and a verb: what its governor makes of it."""
    head = a.heads[verb]
    if head == verb or (a.heads[head] == head and is_headless(a, verb, head)):
        return "scheduled"
    known = cues()
    if a.deps[verb] == "conj" and is_verb(a, head):
        return _own(a, head, depth + 1) if depth < DEPTH else "happened"
    lemma, lower = a.lemmas[head].lower(), a.lowers[head]
    if is_verb(a, head):
        if lemma == "be":
            return "denied" if negated(a, head) else "scheduled"
        found = known.verbs.get(keyed(a, head)) or (
            known.adjectives.get(lower) if a.tags[head] in ("VBN", "VBG") else None
        )
        if lemma == "have" and any(a.lowers[c] == "yet" for c in a.children[head]):
            return "uncertain"
        if lemma == "continue":
            found = "ongoing"
        above = verb_status(a, head, depth + 1)
        if found is not None:
            return _called_off(a, head) or joined(above, found)
        if lemma in known.realised or above not in ("happened", "ongoing"):
            return above
        return "expected"
    found = known.adjectives.get(lower) or known.nouns.get(lemma)
    above_verb = governor(a, head)
    if any(a.lowers[c] in known.ranks for c in a.children[head]):
        return "happened"  # `the first leader to visit`
    if above_verb == a.heads[head] and a.lemmas[above_verb].lower() in known.kept and a.deps[head] == "dobj":
        return verb_status(a, above_verb, depth + 1)
    if found is not None:
        off = known.verbs.get(keyed(a, above_verb)) if above_verb == a.heads[head] else None
        if a.deps[head] == "dobj" and off in ("cancelled", "postponed"):
            return off
        if above_verb is not None and a.deps[head] == "acomp" and (called := _called_off(a, above_verb)):
            return called
        denied = negated(a, head) or (above_verb is not None and above_verb == a.heads[head] and negated(a, above_verb))
        return _negation(found) if denied else found
    if above_verb is None or above_verb == head:
        return "expected"
    if a.pos[head] == "ADJ":
        return verb_status(a, above_verb, depth + 1)
    above = verb_status(a, above_verb, depth + 1)
    return above if above not in ("happened", "ongoing") else "expected"


def _called_off(a: Analysis, verb: int) -> Status | None:
    """What became of a plan by the verb beside it: `had planned to come but cancelled`."""
    for child in a.children[verb]:
        if a.deps[child] == "conj" and is_verb(a, child) and not any(a.deps[c] == "dobj" for c in a.children[child]):
            status = cues().verbs.get(keyed(a, child))
            if status in ("cancelled", "postponed") and not negated(a, child):
                return status
    return None


def joined(above: Status, found: Status) -> Status:
    """A cue's status under the status of the cue itself: `is expected to`, `may be expected to`, `did not offer to`."""
    if above in ("denied", "cancelled"):
        return _negation(found)
    return "uncertain" if above == "uncertain" else found


def _embedded(a: Analysis, verb: int, status: Status, depth: int) -> Status:
    """The status under what stands above the clause: `denied that`, `whether`, `if`, a question."""
    mark = marker(a, verb)
    if mark in ("whether", "unless") or (mark == "if" and a.deps[verb] in ("advcl", "ccomp", "mark", "pcomp", "acl")):
        return "uncertain"
    if (status in ("scheduled", "expected") and is_conditional(a, verb)) or is_inverted(a, verb):
        return "uncertain"
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
        if found == "proposed" and a.tags[verb] == "VB" and status not in UNSURE:
            return found
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


# --- nouns


def noun_status(a: Analysis, noun: int, depth: int) -> Status:
    """The status of the event that a noun names: by its own adjective, unless what governs it calls it off."""
    if depth > DEPTH:
        return "happened"
    if negated(a, noun):
        return "denied"
    governed = _governed(a, noun, depth)
    described = _described(a, noun)
    settled = governed in ("cancelled", "postponed", "denied", "proposed")
    return governed if described is None or settled else described


def _described(a: Analysis, noun: int) -> Status | None:
    """The status by an adjective or participle at the noun: `the planned visit`, `a meeting scheduled for Friday`."""
    for child in a.children[noun]:
        if a.deps[child] in ("amod", "nmod", "compound", "advmod") or (
            a.deps[child] == "acl" and a.tags[child] == "VBN"
        ):
            found = cues().adjectives.get(a.lowers[child])
            if found is not None and not negated(a, child):
                return found
    return None


def _governed(a: Analysis, noun: int, depth: int) -> Status:
    """The status by the verb, the noun or the preposition above."""
    head, dep = a.heads[noun], a.deps[noun]
    if head == noun:
        return "happened"
    if dep in ("conj", "appos", "compound", "poss", "nmod") and not is_verb(a, head):
        return noun_status(a, head, depth + 1)
    if dep == "pobj":
        return _after_preposition(a, noun, head, depth)
    if is_verb(a, head):
        if dep in ("nsubj", "nsubjpass", "csubj", "expl"):
            return _of_subject(a, noun, head, depth)
        return _of_object(a, noun, head, keyed(a, head), depth)
    return "happened"


def _of_object(a: Analysis, noun: int, verb: int, key: str, depth: int) -> Status:
    known = cues()
    above = verb_status(a, verb, depth + 1)
    if key in known.presence:
        return _attended(a, verb, above)
    if key in known.topics and any(
        a.deps[c] in ("det", "poss") and a.lowers[c] not in ("a", "an") for c in a.children[noun]
    ):
        return "happened"
    if key in known.vouched and negated(a, verb):
        return "uncertain"
    found, lemma = known.verbs.get(key), a.lemmas[noun].lower()
    if f"{key} {lemma}" in known.light:
        return above
    if found == "denied" and lemma in known.presupposed:
        return "happened"
    if key in known.proclaimed and lemma not in known.arranged:
        return above
    if found is not None:
        return joined(above, found)
    if key in known.light or a.deps[noun] in ("attr", "oprd"):
        return above
    return "happened"


def _attended(a: Analysis, verb: int, above: Status) -> Status:
    """What somebody attends or stays away from takes place all the same."""
    if above not in UNSURE and a.lemmas[verb].lower() not in cues().absent:
        return above
    return "happened" if form(a, verb) == "past" else "scheduled"


def _of_subject(a: Analysis, noun: int, verb: int, depth: int) -> Status:
    known = cues()
    above = verb_status(a, verb, depth + 1)
    key = keyed(a, verb)
    taken = next((c for c in a.children[verb] if a.deps[c] == "dobj"), None)
    if a.deps[noun] == "nsubjpass" or (taken is None and _clipped(a, verb, key)):
        if key in known.vouched and negated(a, verb):
            return "uncertain"
        found = known.adjectives.get(a.lowers[verb]) or known.verbs.get(key)
        if key == "report":
            return above
        if found == "denied" and a.lemmas[noun].lower() in known.presupposed:
            return "happened"
        if found is not None:
            return joined(above, found)
        return above if key in known.light else "happened"
    for child in a.children[verb]:
        if a.deps[child] in ("acomp", "oprd", "attr", "advmod", "prep", "prt"):
            words = a.text(child, min(a.edges[child][1], child + 3)).lower()
            found = known.adjectives.get(a.lowers[child]) or known.adjectives.get(words)
            if found is not None:
                return _negation(found) if negated(a, verb) else found
    if known.verbs.get(key) == "ongoing" and form(a, verb) == "present":
        return "ongoing"
    if taken is not None:
        return above if f"{key} {a.lowers[taken]}" in known.occur else "happened"
    if key in known.verbs and any(a.deps[c] == "xcomp" for c in a.children[verb]):
        return joined(above, known.verbs[key])
    says = key == "be" and above == "ongoing" and any(a.deps[c] in ("attr", "acomp") for c in a.children[verb])
    return above if key in known.occur and not says else "happened"


def _clipped(a: Analysis, verb: int, key: str) -> bool:
    """Whether a participle without `was`, as in headlines, says what became of its subject: `Vote postponed`."""
    bare = a.tags[verb] in ("VBD", "VBN") and form(a, verb) in ("past", "participle") and a.deps[verb] != "acl"
    helpers = any(a.deps[c] in ("aux", "auxpass") for c in a.children[verb])
    return bare and not helpers and cues().verbs.get(key) in ("cancelled", "postponed", "scheduled")


def _after_preposition(a: Analysis, noun: int, prep: int, depth: int) -> Status:
    known = cues()
    word, head = a.lowers[prep], a.heads[prep]
    if head == prep:
        return "happened"
    above_verb = head if is_verb(a, head) else governor(a, head)
    above = verb_status(a, above_verb, depth + 1) if above_verb is not None else "happened"
    if word in ("before", "until", "till", "pending") or (a.lowers[head] in ("ahead", "prior")):
        return "scheduled" if above != "happened" or a.lowers[head] == "ahead" or word == "pending" else "happened"
    if word == "without":
        return "denied"
    if is_verb(a, head):
        particle = f"{keyed(a, head)} {word}"
        if particle in known.presence:
            return _attended(a, head, above)
        if word in ("during", "at", "amid", "on", "in", "for") and particle not in known.verbs:
            if word == "during" or particle in known.light or a.lemmas[head].lower() in known.light:
                return above
            return above if above in COMING and word == "at" else "happened"
        if particle in known.verbs:
            return joined(above, known.verbs[particle])
        object_noun = next((c for c in a.children[head] if a.deps[c] == "dobj"), None)
        if object_noun is not None and f"{a.lemmas[head].lower()} {a.lowers[object_noun]} {word}" in known.light:
            return above
        return above if particle in known.light else "happened"
    found = known.nouns.get(a.lemmas[head].lower()) if word in ("of", "for", "to", "about", "on", "over") else None
    if a.pos[head] == "ADJ" and word in ("for", "to"):
        described = known.adjectives.get(a.lowers[head])
        return "happened" if described is None else joined(above, described)
    if found is not None and a.deps[head] == "dobj" and above_verb == a.heads[head]:
        off = known.verbs.get(keyed(a, above_verb))
        if off in ("cancelled", "postponed"):
            return joined(above, off)
    if found is not None:
        return "denied" if above == "denied" else found
    if a.lemmas[head].lower() in known.attendance and word in ("at", "in"):
        return "happened" if above_verb is not None and form(a, above_verb) == "past" else "scheduled"
    if (word in ("of", "in") or (word == "to" and a.lemmas[head].lower() in known.turns)) and head != noun:
        return noun_status(a, head, depth + 1) if not is_verb(a, head) else above
    return "happened"
