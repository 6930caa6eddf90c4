"""How sure: the status of an event or of a participant, by grammar and cue."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple, cast, get_args

from readout.extract.verbs import DEPTH, ancestors, form, governor, is_verb, marker, negated, with_particle
from readout.lexicon import table
from readout.model import Analysis, EventTime, Status

_UNSURE: frozenset[Status] = frozenset({"uncertain", "denied", "postponed", "cancelled"})
_COMING: frozenset[Status] = frozenset({"scheduled", "expected"})
_STATUSES: frozenset[str] = frozenset(get_args(Status))


class _Cues(NamedTuple):
    """`lexicon/status.yaml` turned round: from a word to what it makes of an event."""

    verbs: dict[str, Status]
    adjectives: dict[str, Status]
    nouns: dict[str, Status]
    absent: dict[str, Status]
    light: frozenset[str]
    occur: frozenset[str]
    realised: frozenset[str]
    topics: frozenset[str]
    claims: frozenset[str]
    attendance: frozenset[str]
    attend: frozenset[str]
    reasons: tuple[tuple[str, ...], ...]


@cache
def _cues() -> _Cues:
    rows = table("status")

    def turned(name: str) -> dict[str, Status]:
        return {word: cast(Status, status) for status, words in rows[name].items() for word in words}

    def words(name: str) -> frozenset[str]:
        return frozenset(rows[name])

    return _Cues(
        verbs=turned("verbs"),
        adjectives=turned("adjectives"),
        nouns=turned("nouns"),
        absent=turned("absent"),
        light=words("light"),
        occur=words("occur"),
        realised=words("realised"),
        topics=words("topics"),
        claims=words("claims"),
        attendance=words("attendance"),
        attend=words("attend"),
        reasons=tuple(tuple(reason.split()) for reason in rows["reasons"]),
    )


def claims(cue_lemma: str) -> bool:
    """Whether a cue marks its content as one party's claim (`claimed`, `alleged`), not as a report."""
    return cue_lemma.lower() in _cues().claims


def event_status(analysis: Analysis, trigger: int, when: EventTime | None = None) -> tuple[Status, str | None]:
    """The status of the event that a token tells, and the words of the reason that the text gives for it.

    `when` is the event's time if known: a noun's event whose day lies after the publication date is yet to come.
    """
    if is_verb(analysis, trigger):
        status = _verb(analysis, trigger, 0)
    else:
        status = _noun(analysis, trigger, 0)
        if status in ("happened", "ongoing") and _is_later(analysis, when):
            status = "scheduled"
    return status, _reason(analysis, trigger) if status in _UNSURE else None


def _is_later(a: Analysis, when: EventTime | None) -> bool:
    published = (a.article.published or "")[:10]
    return bool(published and when is not None and when.begin is not None and when.begin > published)


# --- verbs


def _verb(a: Analysis, verb: int, depth: int) -> Status:
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
    if shape == "infinitive":
        return _infinitive(a, verb, depth)
    if shape == "future":
        return "expected" if _has(a, verb, "likely", "probably", "presumably") else "scheduled"
    if shape == "would":
        said = governor(a, verb)
        conditional = said is None or a.deps[verb] not in ("ccomp", "conj", "acl", "relcl") or _has(a, verb, "have")
        return "uncertain" if conditional or _if(a, verb) else "scheduled"
    if shape == "may":
        return "uncertain"
    if shape == "should":
        return "proposed"
    if shape == "progressive":
        return "scheduled" if _has(a, verb, "tomorrow", "next", "later", "soon") else "ongoing"
    if shape == "present":
        return _present(a, verb, depth)
    if shape == "past":
        return "happened"
    return _bare(a, verb, depth)


def _has(a: Analysis, verb: int, *lowers: str) -> bool:
    """Whether one of these words stands directly under a verb or begins a phrase that does."""
    return any(a.lowers[t] in lowers for c in a.children[verb] for t in (c, *a.children[c][:2]))


def _if(a: Analysis, verb: int) -> bool:
    """Whether a verb's clause has a condition beside it."""
    return any(a.deps[c] == "advcl" and marker(a, c) in ("if", "unless") for c in a.children[verb])


def _present(a: Analysis, verb: int, depth: int) -> Status:
    """Present tense: done in headlines and captions, coming in a clause of time beside a future, else going on."""
    head = a.heads[verb]
    if a.deps[verb] == "advcl" and marker(a, verb) in ("before", "when", "until", "after", "once", "as"):
        main = _verb(a, head, depth + 1)
        if main in _COMING:
            return main
    kind = _block(a, verb)
    if kind in ("headline", "caption", "heading") or a.tags[verb] == "VBN":
        return "happened"
    return "ongoing"


def _block(a: Analysis, token: int) -> str:
    blocks = a.article.blocks
    number = a.block_of[token]
    return blocks[number].kind if number < len(blocks) else "paragraph"


def _bare(a: Analysis, verb: int, depth: int) -> Status:
    """A participle, a gerund or a base form: the status of the clause that it hangs on."""
    head, dep = a.heads[verb], a.deps[verb]
    if head == verb:
        return "happened" if a.tags[verb] != "VBG" else "ongoing"
    if dep == "pcomp":
        return _after_preposition(a, verb, head, depth)
    if dep in ("xcomp", "ccomp", "dobj") and is_verb(a, head):
        found = _cues().verbs.get(with_particle(a, head))
        if found is not None and (dep != "ccomp" or found == "proposed"):
            return _joined(_verb(a, head, depth + 1), found)
    if dep == "acl" and a.tags[verb] == "VBG":
        return "ongoing"
    if dep == "acl":
        return "happened"
    above = governor(a, verb)
    return "happened" if above is None else _verb(a, above, depth + 1)


def _infinitive(a: Analysis, verb: int, depth: int) -> Status:
    """`to` and a verb: what its governor makes of it."""
    head = a.heads[verb]
    if head == verb or (a.heads[head] == head and _headless(a, verb, head)):
        return "scheduled"
    cues = _cues()
    if a.deps[verb] == "conj" and is_verb(a, head):
        return _own(a, head, depth + 1)
    lemma, lower = a.lemmas[head].lower(), a.lowers[head]
    if is_verb(a, head):
        if lemma == "be":
            return "denied" if negated(a, head) else "scheduled"
        found = cues.verbs.get(with_particle(a, head)) or (
            cues.adjectives.get(lower) if a.tags[head] in ("VBN", "VBG") else None
        )
        if lemma == "have" and any(a.lowers[c] == "yet" for c in a.children[head]):
            return "uncertain"
        if lemma == "continue":
            found = "ongoing"
        above = _verb(a, head, depth + 1)
        if found is not None:
            return _joined(above, found)
        if lemma in cues.realised or above not in ("happened", "ongoing"):
            return above
        return "expected"
    found = cues.adjectives.get(lower) or cues.nouns.get(lemma)
    above_verb = governor(a, head)
    if found is not None:
        denied = negated(a, head) or (above_verb is not None and above_verb == a.heads[head] and negated(a, above_verb))
        return _negation(found) if denied else found
    if above_verb is None or above_verb == head:
        return "expected"
    if a.pos[head] == "ADJ":
        return _verb(a, above_verb, depth + 1)
    above = _verb(a, above_verb, depth + 1)
    return above if above not in ("happened", "ongoing") else "expected"


def _headless(a: Analysis, verb: int, root: int) -> bool:
    """Whether an infinitive is the only verb of its sentence, as in the headline `Minister to visit Peru`."""
    first, last = a.sentences[a.sentence_of[verb]]
    finite = (t for t in range(first, min(last, first + 60)) if a.tags[t] in ("VBD", "VBZ", "VBP", "MD"))
    return first < verb and a.lowers[first] != "to" and a.words[root][:1].isupper() and next(finite, None) is None


def _joined(above: Status, found: Status) -> Status:
    """A cue's status under the status of the cue itself: `is expected to`, `may be expected to`, `did not offer to`."""
    if above in ("denied", "cancelled"):
        return _negation(found)
    return "uncertain" if above == "uncertain" and found not in _UNSURE else found


def _embedded(a: Analysis, verb: int, status: Status, depth: int) -> Status:
    """The status under what stands above the clause: `denied that`, `whether`, `if`, a question."""
    mark = marker(a, verb)
    if mark in ("whether", "unless") or (mark == "if" and a.deps[verb] in ("advcl", "ccomp", "mark", "pcomp", "acl")):
        return "uncertain"
    if status in ("scheduled", "expected") and _if(a, verb):
        return "uncertain"
    if a.deps[verb] in ("ccomp", "acl", "csubj") and a.heads[verb] != verb:
        head = a.heads[verb]
        found = (
            _cues().verbs.get(with_particle(a, head)) if is_verb(a, head) else _cues().nouns.get(a.lemmas[head].lower())
        )
        if found in ("denied", "uncertain"):
            return found if not negated(a, head) else "uncertain"
        if found == "proposed" and a.tags[verb] == "VB":
            return found
    if status in ("happened", "ongoing", "scheduled") and _asked(a, verb):
        return "uncertain"
    return status


def _asked(a: Analysis, verb: int) -> bool:
    """Whether a verb is asked about: a question that no question word opens."""
    first, last = a.sentences[a.sentence_of[verb]]
    ends = [t for t in range(max(first, last - 2), last) if a.words[t] == "?"]
    return bool(ends) and not any(a.tags[t] in ("WP", "WRB", "WDT", "WP$") for t in range(first, min(last, first + 60)))


# --- nouns


def _noun(a: Analysis, noun: int, depth: int) -> Status:
    """The status of the event that a noun names."""
    cues = _cues()
    if depth > DEPTH:
        return "happened"
    for child in a.children[noun]:
        if a.deps[child] in ("amod", "nmod", "compound", "advmod") or (
            a.deps[child] == "acl" and a.tags[child] == "VBN"
        ):
            found = cues.adjectives.get(a.lowers[child])
            if found is not None and not negated(a, child):
                return found
    if negated(a, noun):
        return "denied"
    head, dep = a.heads[noun], a.deps[noun]
    if head == noun:
        return "happened"
    if dep in ("conj", "appos", "compound", "poss", "nmod") and not is_verb(a, head):
        return _noun(a, head, depth + 1)
    if dep == "pobj":
        return _after_preposition(a, noun, head, depth)
    if is_verb(a, head):
        if dep in ("nsubj", "nsubjpass", "csubj", "expl"):
            return _of_subject(a, noun, head, depth)
        return _of_object(a, noun, head, with_particle(a, head), depth)
    return "happened"


def _of_object(a: Analysis, noun: int, verb: int, key: str, depth: int) -> Status:
    cues = _cues()
    above = _verb(a, verb, depth + 1)
    if key in cues.topics and any(
        a.deps[c] in ("det", "poss") and a.lowers[c] not in ("a", "an") for c in a.children[noun]
    ):
        return "happened"
    found = cues.verbs.get(key)
    if found is not None:
        return _joined(above, found)
    if key in cues.light or a.deps[noun] in ("attr", "oprd"):
        return above
    return "happened"


def _of_subject(a: Analysis, noun: int, verb: int, depth: int) -> Status:
    cues = _cues()
    above = _verb(a, verb, depth + 1)
    key = with_particle(a, verb)
    taken = next((c for c in a.children[verb] if a.deps[c] == "dobj"), None)
    if a.deps[noun] == "nsubjpass":
        found = cues.adjectives.get(a.lowers[verb]) or cues.verbs.get(key)
        if found is not None:
            return _joined(above, found)
        return above if key in cues.light else "happened"
    for child in a.children[verb]:
        if a.deps[child] in ("acomp", "oprd", "attr", "advmod", "prep", "prt"):
            words = a.text(child, min(a.edges[child][1], child + 3)).lower()
            found = cues.adjectives.get(a.lowers[child]) or cues.adjectives.get(words)
            if found is not None:
                return _negation(found) if negated(a, verb) else found
    if taken is not None:
        return above if f"{key} {a.lowers[taken]}" in cues.occur else "happened"
    if key in cues.verbs and any(a.deps[c] == "xcomp" for c in a.children[verb]):
        return _joined(above, cues.verbs[key])
    return above if key in cues.occur else "happened"


def _after_preposition(a: Analysis, noun: int, prep: int, depth: int) -> Status:
    cues = _cues()
    word, head = a.lowers[prep], a.heads[prep]
    if head == prep:
        return "happened"
    above_verb = head if is_verb(a, head) else governor(a, head)
    above = _verb(a, above_verb, depth + 1) if above_verb is not None else "happened"
    if word in ("before", "until", "till", "pending") or (a.lowers[head] in ("ahead", "prior")):
        return "scheduled" if above != "happened" or a.lowers[head] == "ahead" or word == "pending" else "happened"
    if word == "without":
        return "denied"
    if is_verb(a, head):
        particle = f"{with_particle(a, head)} {word}"
        if word in ("during", "at", "amid", "on", "in", "for") and particle not in cues.verbs:
            if word == "during" or particle in cues.light or a.lemmas[head].lower() in cues.light:
                return above
            return above if above in _COMING and word == "at" else "happened"
        if particle in cues.verbs:
            return _joined(above, cues.verbs[particle])
        object_noun = next((c for c in a.children[head] if a.deps[c] == "dobj"), None)
        if object_noun is not None and f"{a.lemmas[head].lower()} {a.lowers[object_noun]} {word}" in cues.light:
            return above
        return above if particle in cues.light else "happened"
    found = cues.nouns.get(a.lemmas[head].lower()) if word in ("of", "for", "to", "about", "on", "over") else None
    if found is not None:
        return "denied" if above == "denied" else found
    if word in ("of", "in") and head != noun:
        return _noun(a, head, depth + 1) if not is_verb(a, head) else above
    return "happened"


# --- participants


def participant_status(
    analysis: Analysis, mention_first: int, mention_last: int, trigger: int
) -> tuple[Status | None, str | None]:
    """Where one mention's own part in an event is less sure than the event: its status and the reason given.

    The mention is tokens [mention_first, mention_last); `trigger` tells the event that it has a part in.
    """
    a, cues = analysis, _cues()
    top = next((t for t in range(mention_first, mention_last) if not mention_first <= a.heads[t] < mention_last), None)
    if top is None:
        return None, None
    head = a.heads[top]
    if a.deps[top] == "pobj" and a.lowers[head] in ("of", "by"):
        head = a.heads[head]
    if head not in (top, trigger) and not is_verb(a, head) and a.lemmas[head].lower() in cues.attendance:
        status = _noun(a, head, 0)
        return (status, _reason(a, head)) if status in _UNSURE else (None, None)
    if a.deps[top] not in ("nsubj", "nsubjpass") or not is_verb(a, head):
        return None, None
    absent = cues.absent.get(with_particle(a, head))
    chain = (trigger, *ancestors(a, trigger))
    if absent is not None:
        status = _joined(_verb(a, head, 0), absent)
        return (status, _reason(a, head)) if status in _UNSURE else (None, None)
    verb = _last_of_chain(a, head)
    if verb in chain and trigger in (verb, *a.children[verb]) and a.lemmas[verb] not in cues.attend:
        return None, None
    if a.lemmas[verb].lower() in cues.attend:
        status = _verb(a, verb, 0)
        return (status, _reason(a, verb)) if status in _UNSURE else (None, None)
    return None, None


def _last_of_chain(a: Analysis, verb: int) -> int:
    """The last verb of `is expected to attend`."""
    for _ in range(DEPTH):
        below = next((c for c in a.children[verb] if a.deps[c] == "xcomp" and is_verb(a, c)), None)
        if below is None:
            return verb
        verb = below
    return verb


# --- reasons


def _reason(a: Analysis, token: int) -> str | None:
    """The words of the reason that stands in the token's clause: `due to illness` gives `illness`."""
    verb = token if is_verb(a, token) else governor(a, token)
    if verb is None:
        return None
    chain = {token, verb, *ancestors(a, verb)}
    first, last = a.sentences[a.sentence_of[token]]
    for at in range(first, last):
        for words in _cues().reasons:
            end = at + len(words)
            if end < last and tuple(a.lowers[at:end]) == words and _hangs_on(a, at, chain):
                return _phrase(a, at, end)
    return None


def _hangs_on(a: Analysis, token: int, chain: set[int]) -> bool:
    """Whether a token's phrase hangs on one of the verbs of a chain, or on a noun or adjective directly under one."""
    above = ancestors(a, token)[:4]
    return any(head in chain for head in above)


def _phrase(a: Analysis, at: int, end: int) -> str | None:
    """The words from `end` that belong to the phrase or clause which the tokens [at, end) open."""
    top = a.heads[at] if a.deps[at] == "mark" else at
    limit = max(a.edges[top][1], a.edges[a.heads[end]][1] if a.heads[end] >= at else end)
    while limit > end and a.deps[limit - 1] == "punct":
        limit -= 1
    return a.text(end, limit) if limit > end else None
