"""Relations told by a verb, an adjective, a hyphened participle or a noun for the bond itself."""

from __future__ import annotations

from collections.abc import Iterator

from readout.extract.events.grammar import conjuncts, is_passive, objects, own_subject, surface_subject
from readout.extract.relations.grammar import Draft, fits, is_question, marked, objects_of, state_of
from readout.extract.relations.names import Names
from readout.extract.relations.table import Frame, lexicon
from readout.extract.status import event_status
from readout.extract.verbs import form, is_verb, negated
from readout.model import Analysis, Entity, RelationStatus

_HYPHENS = frozenset({"-", "–", "‑"})
_HAVING = frozenset({"have", "maintain", "keep", "retain"})
_BEING = frozenset({"be", "remain", "stay"})


def named(a: Analysis, names: Names, token: int | None) -> list[Entity]:
    """The entities that a phrase and what is coordinated with it name."""
    return [e for t in conjuncts(a, token) if (e := names.named(t)) is not None] if token is not None else []


def verb_drafts(a: Analysis, names: Names, verb: int) -> Iterator[Draft]:
    """The relations that a verb tells."""
    frames = lexicon().verbs.get(a.lemmas[verb].lower(), ())
    if not frames or not is_verb(a, verb) or is_question(a, verb):
        return
    status = state_of(a, verb)
    beside = {a.lowers[t] for c in a.children[verb] for t in (c, *a.children[c])}
    for frame in frames:
        kept = None if frame.words("unless") & beside else status
        if kept is None or (frame.row.get("tense") == "present" and form(a, verb) not in ("present", "progressive")):
            continue
        if frame.flag("begins") and kept == "held":
            kept = "holds"
        subjects, others, last = _sides(a, names, verb, frame)
        who = frame.words("who")
        value = next((a.lemmas[p].lower() for _, p in objects_of(a, verb, frame.words("needs"))), None)
        if frame.words("needs") and value is None:
            continue
        for x in subjects:
            for y in others:
                if fits(frame.kind, x, y) and (not who or x.kind in who):
                    first = min(verb, last - 1)
                    begins = frame.flag("begins")
                    yield Draft(frame.kind, x, y, value, kept, verb, first, max(last, verb + 1), "verb", (), begins)


def _sides(a: Analysis, names: Names, verb: int, frame: Frame) -> tuple[list[Entity], list[Entity], int]:
    """Who stands in a verb's relation to whom, and the end of the words that say so."""
    passive = is_passive(a, verb)
    if frame.flag("object"):
        if passive:
            agent = next((p for _, p in objects_of(a, verb, ("by",))), None)
            undergoer = next(iter(objects(a, verb)), None)
            return named(a, names, agent), named(a, names, undergoer), names.end_of(agent) if agent else verb + 1
        thing = next(iter(objects(a, verb)), None)
        last = names.end_of(thing) if thing is not None and thing > verb else verb + 1
        return named(a, names, surface_subject(a, verb)), named(a, names, thing), last
    if frame.flag("passive") and not (passive or a.tags[verb] == "VBN"):
        return [], [], verb + 1
    behind = next((p for _, p in objects_of(a, verb, frame.words("prep"))), None)
    last = names.end_of(behind) if behind is not None else verb + 1
    return named(a, names, surface_subject(a, verb)), named(a, names, behind), last


def adjective_drafts(a: Analysis, names: Names, token: int) -> Iterator[Draft]:
    """The relations that an adjective tells: `X is married to Y`."""
    for frame in lexicon().adjectives.get(a.lowers[token], ()):
        verb = a.heads[token]
        if a.deps[token] not in ("acomp", "oprd") or not is_verb(a, verb) or negated(a, verb) or is_question(a, token):
            continue
        status = state_of(a, verb)
        behind = next((p for _, p in objects_of(a, token, frame.words("prep"))), None)
        if status is None or behind is None:
            continue
        for x in named(a, names, own_subject(a, verb)):
            for y in named(a, names, behind):
                if fits(frame.kind, x, y):
                    last = names.end_of(behind)
                    yield Draft(frame.kind, x, y, None, status, token, token, last, "verb", (verb,))


def joined_drafts(a: Analysis, names: Names, token: int) -> Iterator[Draft]:
    """The relations of a participle that a hyphen joins to a name: `Iran-backed rebels`, `the U.S.-led alliance`."""
    word = a.lowers[token].rsplit("-", 1)[-1]
    frames = lexicon().joined.get(word, ())
    if not frames:
        return
    if word != a.lowers[token]:
        held = names.ended(token + 1)
    elif token > 1 and a.words[token - 1] in _HYPHENS:
        held = names.ended(token - 1)
    else:
        return
    noun = a.heads[token]
    if held is None or a.deps[token] not in ("amod", "nmod", "compound") or noun < token:
        return
    target = names.named(noun)
    if target is None or target.name.islower():
        target = next((e for c in a.children[noun] if a.deps[c] == "appos" and (e := names.named(c))), target)
    for frame in frames:
        x, y = (target, held[0]) if frame.flag("swap") else (held[0], target)
        if x is not None and y is not None and fits(frame.kind, x, y):
            beside = [a.lowers[t] for t in range(max(0, held[1] - 2), held[1])]
            status = marked(beside, "holds")
            if status is not None:
                yield Draft(frame.kind, x, y, None, status, token, held[1], token + 1, "joined")


def bond_drafts(a: Analysis, names: Names, token: int) -> Iterator[Draft]:
    """The relations that a noun for the bond itself tells: `at war with Y`, `X's alliance with Y`."""
    key = a.lemmas[token].lower()
    for frame in lexicon().bonds.get(key, ()):
        beside = {a.lowers[t] for t in range(max(0, token - 2), min(len(a), token + 3)) if t != token}
        if frame.words("unless") & beside or is_question(a, token) or names.in_name(token):
            continue
        found = list(_bond(a, names, token, frame))
        if found:
            yield from found
            return


def _bond(a: Analysis, names: Names, token: int, frame: Frame) -> Iterator[Draft]:
    others, last = [], token + 1
    for _, phrase in objects_of(a, token, frame.words("with")):
        others, last = named(a, names, phrase), names.end_of(phrase)
        break
    sides: list[Entity] = []
    status: RelationStatus | None = None
    tops: tuple[int, ...] = ()
    head, prep = a.heads[a.heads[token]], a.lowers[a.heads[token]]
    owner = next(
        (c for c in a.children[token] if a.deps[c] in ("poss", "compound", "amod", "nmod") and names.named(c)), None
    )
    if frame.flag("under"):
        if a.deps[token] == "pobj" and prep == "under" and a.lemmas[head] in _BEING and not negated(a, head):
            sides, others, status, tops = (
                named(a, names, owner),
                named(a, names, own_subject(a, head)),
                state_of(a, head),
                (head,),
            )
    elif frame.flag("have"):
        verb = a.heads[token]
        if a.deps[token] == "dobj" and a.lemmas[verb] in _HAVING and not negated(a, verb):
            sides, status, tops = named(a, names, surface_subject(a, verb)), state_of(a, verb), (verb,)
    elif a.deps[token] == "pobj" and prep in frame.words("at"):
        if a.lemmas[head] in _BEING and not negated(a, head):
            others = others or [e for _, p in objects_of(a, head, frame.words("with")) for e in named(a, names, p)]
            sides, status, tops = named(a, names, own_subject(a, head)), state_of(a, head), (head,)
    elif _is_real(a, token):
        status = "holds" if a.deps[token] in ("nsubj", "nsubjpass") or prep == "amid" else "held"
        between = next((p for _, p in objects_of(a, token, ("between",))), None)
        if between is not None:
            sides = named(a, names, between)[:1]
            others, last = named(a, names, between)[1:], max(names.end_of(c) for c in conjuncts(a, between))
        else:
            sides = named(a, names, owner)
    if status is None:
        return
    first = min((t for t in (owner,) if t is not None), default=token)
    for x in sides:
        for y in others:
            if fits(frame.kind, x, y):
                yield Draft(frame.kind, x, y, None, status, token, first, last, "bond", tops)


def _is_real(a: Analysis, noun: int) -> bool:
    """Whether a bond is told as one that is there: with an owner or an article, and not proposed or feared."""
    definite = any(
        a.deps[c] == "poss" or a.lowers[c] in ("the", "their", "its", "this") or a.deps[c] in ("compound", "amod")
        for c in a.children[noun]
    )
    return definite and not negated(a, noun) and event_status(a, noun)[0] in ("happened", "ongoing")
