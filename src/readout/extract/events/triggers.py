"""Words that tell an event: verbs, light verbs with their noun, event nouns, nouns for whoever does it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, get_args

from readout.extract.events.complements import complement, predicate
from readout.extract.events.grammar import (
    clause_subjects,
    conjuncts,
    content,
    inner,
    is_passive,
    matches,
    objects,
    own_subject,
    prepositions,
    start_of,
    surface_subject,
)
from readout.extract.events.headlines import headline_verbs
from readout.extract.events.kinds import Frame, lexicon, words
from readout.extract.events.participants import Parties
from readout.extract.verbs import ancestors, is_verb
from readout.model import Analysis, EntityKind

Slots = dict[str, list[int]]
# A light verb further than this from its noun is quoted alone.
_NEAR = 6
_KINDS = frozenset(get_args(EntityKind))
_STATES = frozenset({"be", "feel", "remain", "become", "stand"})
_SETTINGS = frozenset({"for", "during", "on", "in", "at", "after", "before", "pending", "following"})
_COPULAS = frozenset({"become", "be", "remain"})
_ACTING = frozenset({"act", "serve", "emerge", "step"})


@dataclass(slots=True)
class Trigger:
    """A word that tells an event by a frame; tokens [first, last) are quoted, `also` are words that it uses up."""

    token: int
    first: int
    last: int
    frame: Frame
    form: Literal["verb", "noun", "agent"]
    slots: Slots
    also: list[int] = field(default_factory=list)


def find_triggers(a: Analysis, parties: Parties) -> list[Trigger]:
    """The triggers of an article in the order of the text, before it is asked whether they tell something real."""
    found: list[Trigger] = []
    tables = lexicon()
    for token, lemma in enumerate(a.lemmas):
        if lemma.lower() in tables.verb_heads and is_verb(a, token) and not _is_helper(a, token):
            found += _verb(a, token, parties)
    for token, slots in headline_verbs(a, parties):
        found += _verb(a, token, parties, slots)
    used = {t for trigger in found for t in trigger.also}
    taken = {t.token for t in found}
    for token, lemma in enumerate(a.lemmas):
        known = lemma.lower() in tables.noun_heads or a.lowers[token] in tables.noun_heads
        if known and a.pos[token] in ("NOUN", "PROPN") and token not in used and token not in taken:
            found += _noun(a, token, parties)
    return sorted(found, key=lambda t: t.token)


def _is_helper(a: Analysis, verb: int) -> bool:
    """Whether a verb only helps another, or is a noun by what stands before it: `their standing`."""
    owned = a.tags[verb] == "VBG" and any(a.deps[c] in ("poss", "det") for c in a.children[verb])
    return owned or a.deps[verb] in ("aux", "auxpass")


# --- verbs


def _keys(a: Analysis, verb: int) -> list[tuple[str, int | None]]:
    """What a verb is looked up by, with the token of its particle."""
    lemma = a.lemmas[verb].lower()
    particles = [c for c in a.children[verb] if a.deps[c] == "prt"]
    near = [
        c for c in a.children[verb] if c > verb and a.deps[c] in ("prep", "advmod", "acomp", "oprd") and c - verb <= 3
    ]
    rows: list[tuple[str, int | None]] = [(f"{lemma} {a.lowers[p]}", p) for p in (*particles, *near)]
    return rows if particles else [*rows, (lemma, None)]


def _verb(a: Analysis, verb: int, parties: Parties, slots: Slots | None = None) -> Iterator[Trigger]:
    """The frames that fit a verb, the most telling first."""
    verbs = lexicon().verbs
    rows = [(frame, particle) for key, particle in _keys(a, verb) for frame in verbs.get(key, ())]
    for frame, particle in sorted(rows, key=lambda row: row[0].weak):
        slots = slots if slots is not None else _verb_slots(a, verb, parties)
        trigger = _fits(a, verb, particle, frame, slots, parties)
        if trigger is not None:
            yield trigger


def _verb_slots(a: Analysis, verb: int, parties: Parties) -> Slots:
    """The phrases round a verb by their place."""
    slots: Slots = {"object": objects(a, verb)}
    passive = is_passive(a, verb)
    for word, token in prepositions(a, verb):
        if passive and word == "by" and a.deps[a.heads[token]] == "agent":
            slots.setdefault("subject", []).append(token)
            slots.setdefault("by", []).append(token)
        elif word == "by" and slots["object"] and a.deps[token] == "pobj":
            slots["object"].append(token)
        else:
            slots.setdefault(word, []).append(token)
    if not passive:
        subject = surface_subject(a, verb)
        if subject is not None and subject not in slots["object"]:
            slots["subject"] = [_meant(a, verb, subject, parties)]
    for child in a.children[verb]:  # `is critical of X`, not `called it a win for X`
        if a.deps[child] == "acomp" or (a.deps[child] == "oprd" and not (a.pos[child] == "NOUN" and slots["object"])):
            for word, token in prepositions(a, child):
                slots.setdefault(word, []).append(token)
    slots["clause"] = clause_subjects(a, verb)
    slots["inner"] = inner(a, verb)
    return slots


def _meant(a: Analysis, verb: int, subject: int, parties: Parties) -> int:
    """The subject, or who is meant in its stead.

    For a pronoun of nobody the subject of the clause before: `while China ..., it criticised ...`. For a thing that
    shares its clause with a deed, whoever speaks: `he said the measures were illegal and accused them`.
    """
    if a.deps[verb] == "conj" and own_subject(a, verb) is None and a.deps[a.heads[verb]] == "ccomp":
        speaker = surface_subject(a, a.heads[a.heads[verb]])
        if speaker is not None and not parties.all([subject], False) and parties.all([speaker], False):
            return speaker
    if a.tags[subject] != "PRP" or parties.named(subject) is not None:
        return subject
    before = [c for c in a.children[verb] if a.deps[c] == "advcl" and c < subject]
    found = next((s for c in before if (s := own_subject(a, c)) is not None), None)
    return subject if found is None else found


def _fits(a: Analysis, verb: int, particle: int | None, frame: Frame, slots: Slots, parties: Parties) -> Trigger | None:
    """The trigger that a verb makes by a frame, if all the frame's conditions hold."""
    if particle is not None and a.deps[particle] == "prep":
        below = [p for p in a.children[particle] if a.deps[p] == "pobj"]
        slots = {**slots, "object": [*slots["object"], *below], a.lowers[particle]: []}
    fits, noun = _object(a, frame, slots["object"], parties)
    if not fits:
        return None
    if (noun is not None and _is_called_names(a, verb, noun)) or not parties.is_amid(verb, frame.amid, frame.apart):
        return None
    phrase = _required(a, frame, slots, parties)
    if frame.preps and phrase is None:
        return None
    if frame.whom and not _is_whom(frame, slots["object"], parties):
        return None
    if frame.complements and not complement(a, verb, frame.complements):
        return None
    if frame.unless and _beside(a, verb, noun) & frame.unless:
        return None
    if frame.who and not _is_who(a, frame, slots.get("subject", []), parties):
        return None
    trigger = Trigger(verb, verb, verb + 1, frame, "verb", dict(slots))
    last = particle if particle is not None else verb
    if noun is not None:
        trigger.also.append(noun)
        trigger.slots["object"] = [t for t in slots["object"] if t <= max(noun, a.heads[noun]) or a.deps[t] == "pobj"]
        if start_of(a, noun, frame.objects) > verb or noun > verb:
            last = max(last, noun)
        for word, tokens in noun_slots(a, noun).items():
            trigger.slots.setdefault(word, [])
            trigger.slots[word] = [*trigger.slots[word], *tokens]
        owned = frame.roles["object"] != "none" and not names_kind(a, frame, noun)
        if frame.roles["poss"] == "actor" and ("subject" in trigger.slots or owned):
            trigger.slots.pop("poss", None)  # `their helicopter was shot down`
        trigger.slots["own"] = trigger.slots.pop("modifier", [])
    elif a.lemmas[verb] in _STATES and (said := predicate(a, verb, frame.complements)) is not None:
        last = max(last, said)
    elif phrase is not None and phrase > verb and not _is_party(frame):
        trigger.also.append(phrase)
        last = max(last, phrase)
    if last - verb <= _NEAR:
        trigger.last = last + 1
    return trigger


def names_kind(a: Analysis, frame: Frame, noun: int) -> bool:
    """Whether a light verb's noun tells the kind by itself: `cancelled a trip`, not `shot down a plane`."""
    return any(other.kind is frame.kind for other in lexicon().nouns.get(a.lemmas[noun].lower(), ()))


def _is_whom(frame: Frame, found: list[int], parties: Parties) -> bool:
    """Whether the objects are of a kind that a frame wants, or people without a name."""
    known = parties.all(found, False)
    if not known and "group" in frame.whom:
        return any(parties.somebody(token) for token in found)
    return any(entity.kind in frame.whom for entity in known)


def _is_called_names(a: Analysis, verb: int, noun: int) -> bool:
    """Whether a verb only says what its object is: `called the vote a farce`."""
    beside = (c for t in (verb, noun) for c in a.children[t] if c > noun)
    return a.lemmas[verb] == "call" and any(a.deps[c] in ("oprd", "appos", "ccomp", "attr") for c in beside)


def _required(a: Analysis, frame: Frame, slots: Slots, parties: Parties) -> int | None:
    """The first phrase after a preposition that a frame asks for, under the verb or under its object."""
    for word, wanted in frame.preps.items():
        below = [p for t in slots["object"] for other, p in prepositions(a, t) if other == word]
        for phrase in _phrases(a, slots.get(word, []) + below, wanted, parties):
            return phrase
    return None


def _is_party(frame: Frame) -> bool:
    return any(wanted & {"party", "any"} for wanted in frame.preps.values())


def _object(a: Analysis, frame: Frame, found: list[int], parties: Parties) -> tuple[bool, int | None]:
    """Whether the objects are as a frame wants them, and the noun of a light verb."""
    wanted = frame.objects
    if not wanted:
        return True, None
    if "none" in wanted:
        return not found, None
    for token in found:
        for part in (token, content(a, token), *conjuncts(a, token)[1:]):
            if matches(a, part, wanted):
                return True, part
    if "party" in wanted:
        return bool(parties.all(found, True)) or any(parties.somebody(t) for t in found), None
    return "any" in wanted and bool(found), None


def _phrases(a: Analysis, found: list[int], wanted: frozenset[str], parties: Parties) -> Iterator[int]:
    """The phrases after a preposition that are as the frame wants them."""
    for token in found:
        if (
            "any" in wanted
            or matches(a, token, wanted)
            or matches(a, content(a, token), wanted)
            or ("party" in wanted and (parties.all([token], True) or parties.somebody(token)))
        ):
            yield token


def _beside(a: Analysis, token: int, noun: int | None) -> set[str]:
    """The lemmas and words that stand beside a word, and beside its noun."""
    found: set[str] = set()
    for child in a.children[token]:
        found |= {a.lemmas[child].lower(), a.lowers[child]}
        if noun is None or a.deps[child] in ("prep", "prt", "advmod", "nsubj", "nsubjpass"):
            found |= {a.lemmas[part].lower() for part in a.children[child]}
    if noun is not None:
        for child in a.children[noun]:
            found |= {a.lemmas[part].lower() for part in (child, *a.children[child])} | {a.lowers[child]}
    return found


def _is_who(a: Analysis, frame: Frame, subject: list[int], parties: Parties) -> bool:
    """Whether the subject is of a kind, or one of the words, that a frame wants; a passive without agent may pass."""
    who = frame.who
    if not subject:
        return bool(who & _KINDS)
    if any(matches(a, token, who) for token in subject):
        return True
    known = parties.all(subject, False)
    if not known and "group" in who:
        return any(parties.somebody(token) for token in subject)
    return any(entity.kind in who for entity in known)


# --- nouns


def noun_slots(a: Analysis, noun: int) -> Slots:
    """The phrases round a noun by their place."""
    slots: Slots = {}
    for child in a.children[noun]:
        if a.deps[child] == "poss":
            slots.setdefault("poss", []).append(_owner(a, noun, child))
        elif a.deps[child] in ("amod", "compound", "nmod"):
            slots.setdefault("modifier", []).append(child)
    made = [("by", p) for c in a.children[noun] if a.deps[c] == "acl" and a.tags[c] == "VBN" for p in _agents(a, c)]
    for word, token in [*prepositions(a, noun), *_beyond(a, noun), *made]:
        slots.setdefault(word, []).append(token)
    return slots


def _agents(a: Analysis, verb: int) -> list[int]:
    """By whom something is done: `accusations made by X`."""
    by = [c for c in a.children[verb] if a.deps[c] == "agent"]
    return [p for c in by for p in a.children[c] if a.deps[p] == "pobj"]


def _beyond(a: Analysis, noun: int) -> list[tuple[str, int]]:
    """The phrases that the parse hangs on what counts a noun: `the second day of an offensive by the army`."""
    head = a.heads[a.heads[noun]]
    counted = a.deps[noun] == "pobj" and a.lowers[a.heads[noun]] == "of" and head < noun
    if not counted or a.lemmas[head].lower() not in words("occasions") | words("counts"):
        return []
    return [(word, token) for word, token in prepositions(a, head) if token > noun]


def _owner(a: Analysis, noun: int, owner: int) -> int:
    """Whose a noun is; `whose` stands for what its clause is about."""
    if a.lowers[owner] != "whose":
        return owner
    clause = next((t for t in (noun, *ancestors(a, noun)) if a.deps[t] == "relcl"), None)
    return owner if clause is None else a.heads[clause]


def _noun(a: Analysis, noun: int, parties: Parties) -> Iterator[Trigger]:
    """The frame that fits a noun best."""
    lemma = a.lemmas[noun].lower()
    keys = {lemma, a.lowers[noun]}
    if noun:
        keys.add(f"{a.lowers[noun - 1]} {lemma}")
        if noun > 1:
            keys.add(f"{a.lowers[noun - 2]} {a.lowers[noun - 1]} {lemma}")
    tables = lexicon()
    for key in sorted(keys, key=len, reverse=True):
        for frame in tables.nouns.get(key, ()):
            trigger = _names(a, noun, key, frame, parties)
            if trigger is not None:
                yield trigger
        for frame in tables.agents.get(key, ()):
            trigger = _agent(a, noun, frame)
            if trigger is not None:
                yield trigger
                return


def _names(a: Analysis, noun: int, key: str, frame: Frame, parties: Parties) -> Trigger | None:
    """The trigger that a noun makes by a frame."""
    if a.deps[noun] in ("compound", "nmod", "amod", "npadvmod") or parties.named(noun) is not None:
        return None
    if a.words[noun] == "March" and a.tags[noun] == "NNP":
        return None  # the month
    slots = noun_slots(a, noun)
    for word, wanted in frame.preps.items():
        if not any(_phrases(a, slots.get(word, []), wanted, parties)):
            return None
    if frame.unless and _beside(a, noun, None) & frame.unless:
        return None
    if not parties.is_amid(noun, frame.amid, frame.apart):
        return None
    if frame.who and "poss" in slots and not _is_who(a, frame, slots["poss"], parties):
        return None
    _add_governor(a, noun, frame, slots)
    first = noun - key.count(" ")
    return Trigger(noun, first, noun + 1, frame, "noun", slots)


def _add_governor(a: Analysis, noun: int, frame: Frame, slots: Slots) -> None:
    """Add to a noun's places those of the verb that begins or arranges its event, or that goes or acts for it."""
    head, dep = a.heads[noun], a.deps[noun]
    if dep in ("dobj", "nsubjpass") and is_verb(a, head) and a.lemmas[head].lower() in words("phases"):
        subject = surface_subject(a, head) if dep == "dobj" else None
        if subject is not None and "poss" not in slots:
            slots["subject"] = [subject]
        for word, token in prepositions(a, head):
            slots.setdefault(word, []).append(token)
    elif frame.kind.arranged and dep == "pobj" and "poss" not in slots and a.lowers[head] in _SETTINGS:
        old = any(a.lowers[c] in ("the", "this", "that") for c in a.children[noun])
        old = old or (a.lowers[head] not in ("for", "during", "on") and "with" not in slots)
        subject = surface_subject(a, a.heads[head]) if is_verb(a, a.heads[head]) and not old else None
        if subject is not None:
            slots["subject"] = [subject]


def _agent(a: Analysis, noun: int, frame: Frame) -> Trigger | None:
    """The trigger that a noun for the actor makes: `became their supplier`, `acted as a mediator`."""
    head = a.heads[noun]
    if a.deps[noun] == "attr" and a.lemmas[head] in _COPULAS:
        verb = head
    elif a.deps[noun] == "pobj" and a.lowers[head] == "as" and a.lemmas[a.heads[head]].lower() in _ACTING:
        verb = a.heads[head]
    else:
        return None
    slots = noun_slots(a, noun)
    slots["verb"] = [verb]
    subject = surface_subject(a, verb)
    if subject is not None:
        slots["subject"] = [subject]
    return Trigger(noun, noun, noun + 1, frame, "agent", slots)
