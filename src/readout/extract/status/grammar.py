"""The status of what a verb or a noun tells, by tense and by what governs it."""

from __future__ import annotations

from readout.extract.status.cues import COMING, UNSURE, asking, cues, keyed
from readout.extract.status.moods import accomplished, called_off, embedded, joined, negation, would
from readout.extract.status.signs import awaited, block_kind, has, is_believed, is_conditional, is_delayed, is_headless
from readout.extract.verbs import DEPTH, ancestors, auxiliaries, form, governor, is_verb, marker, negated
from readout.model import Analysis, Status

_TO_COME = ("tomorrow", "next", "later", "soon")
# What stands behind these is taken for given: `because of the attack`, `in light of the vote`.
_REASON = frozenset({"because", "light", "wake", "aftermath", "face", "view", "account", "result", "anniversary"})
_ONCE_OVER = frozenset({"after", "since", "following", "despite", "for", "by", "before", "without"})
_DONE = frozenset({"over", "finished", "done", "complete"})
_LEAVES = frozenset({"leave", "depart", "head", "go", "travel", "fly"})
_ARRANGED_BY = frozenset({"organize", "organise", "plan", "prepare", "arrange", "set up", "schedule"})
_PERHAPS = ("perhaps", "maybe", "possibly", "conceivably")

# --- verbs


def verb_status(a: Analysis, verb: int, depth: int) -> Status:
    """The status of what a verb tells."""
    if depth > DEPTH:
        return "happened"
    status = _own(a, verb, depth)
    if negated(a, verb):
        return status if is_delayed(a, verb) and status != "ongoing" else negation(status)
    return embedded(a, verb, status, depth)


def _own(a: Analysis, verb: int, depth: int) -> Status:
    """The status by the verb's own group, or by what governs it when it has no tense of its own."""
    shape = form(a, verb)
    if (ahead := awaited(a, verb)) is not None:
        return ahead
    if shape != "past" and has(a, verb, *_PERHAPS):
        return "uncertain"
    if _is_perceived(a, verb):
        return verb_status(a, a.heads[verb], depth + 1)
    if shape == "infinitive":
        return _infinitive(a, verb, depth)
    if shape == "future":
        if a.lemmas[verb].lower() in ("remain", "stay"):
            return "ongoing"
        return "expected" if has(a, verb, "likely", "probably", "presumably") or is_believed(a, verb) else "scheduled"
    if shape == "would":
        return would(a, verb)
    if shape == "may":
        return "uncertain"
    if shape == "should":
        return "denied" if has(a, verb, "have") else "proposed"
    first = a.heads[verb] if a.deps[verb] == "conj" else verb
    if shape == "progressive" and a.deps[first] == "pcomp" and a.lowers[a.heads[first]] in _ONCE_OVER:
        return _bare(a, verb, depth)  # `fled after being beaten`
    if shape == "progressive":
        return "scheduled" if has(a, verb, *_TO_COME) else "ongoing"
    if shape == "present":
        return _present(a, verb, depth)
    if shape == "past":
        return "ongoing" if _goes_on(a, verb) else "happened"
    return _bare(a, verb, depth)


def _is_perceived(a: Analysis, verb: int) -> bool:
    """Whether a verb is what somebody sees, hears or lets be done: `to see him go`."""
    head = a.heads[verb]
    bare = a.tags[verb] in ("VB", "VBP") and not any(a.deps[c] in ("aux", "mark") for c in a.children[verb])
    return bare and head < verb and a.deps[verb] in ("ccomp", "xcomp") and a.lemmas[head].lower() in cues().perceived


def _goes_on(a: Analysis, verb: int) -> bool:
    """Whether what a past tense tells still goes on: `has opposed`, `said it was looking into`."""
    helpers = {a.lemmas[h].lower(): a.tags[h] for h in auxiliaries(a, verb)}
    lasting = a.lemmas[verb].lower() in cues().states
    if helpers.get("have") in ("VBZ", "VBP"):
        return (lasting and a.tags[verb] == "VBN" and "be" not in helpers) or (a.tags[verb] == "VBG" and lasting)
    told = a.deps[verb] == "ccomp" and a.lemmas[a.heads[verb]].lower() in cues().announcing
    return told and lasting and a.tags[verb] == "VBG" and helpers.get("be") == "VBD"


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
    if dep == "conj" and a.tags[verb] == a.tags[head] == "VBG" and not auxiliaries(a, head):
        return verb_status(a, head, depth + 1)
    object_like = dep == "advcl" and a.tags[verb] == "VBG" and 0 < verb - head < 3 and not marker(a, verb)
    if (dep in ("xcomp", "ccomp", "dobj") or object_like) and is_verb(a, head):
        found = cues().verbs.get(keyed(a, head))
        if found is not None and (dep != "ccomp" or found == "proposed"):
            return joined(verb_status(a, head, depth + 1), found)
    if dep == "acl" or (a.tags[verb] == "VBN" and any(a.deps[c] == "nsubj" for c in a.children[verb])):
        verbs = (t for t in ancestors(a, head) if is_verb(a, t))
        above = next((t for t in verbs if form(a, t) not in ("participle", "infinitive", "none")), None)
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
    if (done := accomplished(a, verb)) is not None:
        return done
    if a.deps[verb] == "conj" and is_verb(a, head):
        return _own(a, head, depth + 1) if depth < DEPTH else "happened"
    lemma, lower = a.lemmas[head].lower(), a.lowers[head]
    if is_verb(a, head):
        if lemma == "be":
            return _be_to(a, verb, head)
        found = known.verbs.get(asking(a, head, verb)) or (
            known.adjectives.get(lower) if a.tags[head] in ("VBN", "VBG") else None
        )
        if lemma == "have" and any(a.lowers[c] == "yet" for c in a.children[head]):
            return "uncertain"
        if lemma == "continue":
            found = "ongoing"
        if lemma in ("appear", "seem") and form(a, head) == "past":
            return verb_status(a, head, depth + 1)  # `appeared to shrug it off`: somebody saw it
        if lemma in ("try", "attempt") and form(a, head) in ("present", "progressive"):
            found = "proposed"
        if found == "ongoing" and lemma == "go":
            found = None  # `went on to win`
        above = verb_status(a, head, depth + 1)
        if found == "proposed" and above == "uncertain" and form(a, head) == "would" and not is_conditional(a, head):
            return found  # `would like to`
        if found is not None:
            return called_off(a, head) or joined(above, found)
        if lemma in known.realised or above not in ("happened", "ongoing"):
            return above
        return above if a.deps[verb] == "advcl" and keyed(a, head) not in known.ventures else "expected"
    found = known.adjectives.get(lower) or known.nouns.get(lemma)
    found = "scheduled" if lemma in known.settled else found
    above_verb = governor(a, head)
    if any(a.lowers[c] in known.ranks for c in a.children[head]):
        return "happened"  # `the first leader to visit`
    if above_verb == a.heads[head] and a.lemmas[above_verb].lower() in known.kept and a.deps[head] == "dobj":
        return verb_status(a, above_verb, depth + 1)
    if found is not None:
        off = known.verbs.get(keyed(a, above_verb)) if above_verb == a.heads[head] else None
        if a.deps[head] == "dobj" and off in ("cancelled", "postponed"):
            return off
        if above_verb is not None and a.deps[head] == "acomp" and (called := called_off(a, above_verb)):
            return called
        denied = negated(a, head) or (above_verb is not None and above_verb == a.heads[head] and negated(a, above_verb))
        return negation(found) if denied else found
    if any(a.deps[c] == "auxpass" for c in a.children[verb]) and a.deps[verb] in ("acl", "relcl"):
        return "scheduled"  # `the treaty, to be signed on Friday`
    if above_verb is None or above_verb == head:
        return "expected"
    if a.pos[head] == "ADJ":
        return verb_status(a, above_verb, depth + 1)
    above = verb_status(a, above_verb, depth + 1)
    return above if above not in ("happened", "ongoing") else "expected"


def _be_to(a: Analysis, verb: int, be: int) -> Status:
    """An infinitive under `be`: `is to visit`, `it is premature to speak of`, `the aim is to win`."""
    described = (c for c in a.children[be] if a.deps[c] in ("acomp", "attr", "oprd") and c < verb)
    found = next((cues().adjectives.get(a.lowers[c]) or cues().nouns.get(a.lemmas[c].lower()) for c in described), None)
    subject = next((c for c in a.children[be] if a.deps[c] == "nsubj"), be)
    found = found or (cues().nouns.get(a.lemmas[subject].lower()) if subject != be else None) or "scheduled"
    return negation(found) if negated(a, be) else found


# --- nouns


def noun_status(a: Analysis, noun: int, depth: int) -> Status:
    """The status of the event that a noun names: by its own adjective, unless what governs it calls it off."""
    if depth > DEPTH:
        return "happened"
    if negated(a, noun) or (noun > 1 and a.words[noun - 1] == "-" and a.lowers[noun - 2] == "non"):
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
    return _taken(a, noun, above)


def _taken(a: Analysis, noun: int, above: Status) -> Status:
    """A noun under a verb that says nothing of it: taken for given, but for an indefinite one under what is open."""
    indefinite = any(a.deps[c] == "det" and a.lowers[c] in ("a", "an", "any", "another") for c in a.children[noun])
    return above if indefinite and above not in ("happened", "ongoing", "claimed") else "happened"


def _is_measured(a: Analysis, prep: int) -> bool:
    """Whether a length of time stands before a preposition: `six days before the primary`."""
    return any(
        a.lemmas[t].lower() in ("minute", "hour", "day", "week") for t in (prep - 1, *a.children[prep]) if 0 <= t < prep
    )


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
        if above == "ongoing" and a.tags[verb] == "VBN" and key in _ARRANGED_BY:
            return "scheduled"  # `talks are being organised`
        return above if key in known.light else _lasts(a, noun, verb, above)
    for child in a.children[verb]:
        if a.deps[child] in ("acomp", "oprd", "attr", "advmod", "prep", "prt"):
            words = a.text(child, min(a.edges[child][1], child + 3)).lower()
            found = known.adjectives.get(a.lowers[child]) or known.adjectives.get(words)
            if found is not None:
                return negation(found) if negated(a, verb) else found
    if known.verbs.get(key) == "ongoing" and form(a, verb) == "present":
        return "ongoing"
    if key in known.lapses and taken is None:
        return joined(above, "cancelled")
    if taken is not None and f"{key} {a.lowers[taken]}" in known.occur:
        return above
    if above in COMING and a.lemmas[noun].lower() in known.arranged and form(a, verb) == "future":
        return "scheduled"  # `the address will set out`
    if taken is not None:
        return _lasts(a, noun, verb, above)
    if key in known.verbs and any(a.deps[c] == "xcomp" for c in a.children[verb]):
        return joined(above, known.verbs[key])
    if key == "be" and above == "denied" and any(a.lowers[c] in _DONE for c in a.children[verb]):
        return "ongoing"  # `the strike is not over`
    if key == "be" and above == "denied" and any(a.deps[c] in ("attr", "acomp") for c in a.children[verb]):
        return "happened"  # `the visit was not political`
    says = key == "be" and above == "ongoing" and any(a.deps[c] in ("attr", "acomp") for c in a.children[verb])
    lasting = _lasts(a, noun, verb, above) if key not in known.ends else "happened"
    return above if key in known.occur and not says and lasting != "ongoing" else lasting


def _lasts(a: Analysis, noun: int, verb: int, above: Status) -> Status:
    """An event that lasts goes on while its verb tells of the present: `the war is costing`, `talks have stalled`."""
    helpers = {a.lemmas[h].lower(): a.tags[h] for h in auxiliaries(a, verb)}
    now = above == "ongoing" or helpers.get("have") in ("VBZ", "VBP")
    return (
        "ongoing"
        if now and a.lemmas[noun].lower() in cues().lasting and above in ("ongoing", "happened")
        else "happened"
    )


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
    if a.lowers[head] in _REASON or (word == "to" and a.lowers[head] in ("due", "owing", "thanks")):
        return "happened"
    if word == "because":
        return "happened"
    if word == "before" and _is_measured(a, prep) and a.tags[noun] != "VBG":
        return "scheduled"
    if word in ("before", "until", "till", "pending") or (a.lowers[head] in ("ahead", "prior")):
        return "scheduled" if above != "happened" or a.lowers[head] == "ahead" or word == "pending" else "happened"
    if word == "without" or (word == "of" and a.lowers[head] == "short"):
        return "denied"
    if word == "for" and a.lemmas[head].lower() in _LEAVES and a.lemmas[noun].lower() in known.arranged:
        return "scheduled" if above != "happened" else "happened"
    if word == "at" and a.lemmas[noun].lower() == "war" and a.lemmas[head] == "be":
        helpers = auxiliaries(a, head)
        return "ongoing" if any(a.tags[h] in ("VBZ", "VBP") and a.lemmas[h] == "have" for h in helpers) else above
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
        return above if particle in known.light else _taken(a, noun, above)
    found = known.nouns.get(a.lemmas[head].lower()) if word in ("of", "for", "to", "about", "on", "over") else None
    if word == "of" and a.lemmas[head].lower() in known.aims and any(a.deps[c] == "poss" for c in a.children[noun]):
        return "happened"  # `the goal of his visit`
    if a.pos[head] == "ADJ" and word in ("for", "to"):
        described = known.adjectives.get(a.lowers[head])
        return "happened" if described is None else joined(above, described)
    if found is not None and a.deps[head] == "dobj" and above_verb == a.heads[head]:
        off = known.verbs.get(keyed(a, above_verb))
        if off in ("cancelled", "postponed"):
            return joined(above, off)
    if found is not None:
        return negation(found) if above == "denied" or negated(a, head) else found
    if a.lemmas[head].lower() in known.attendance and word in ("at", "in"):
        return "happened" if above_verb is not None and form(a, above_verb) == "past" else "scheduled"
    if (word in ("of", "in") or (word == "to" and a.lemmas[head].lower() in known.turns)) and head != noun:
        return noun_status(a, head, depth + 1) if not is_verb(a, head) else above
    return "happened"
