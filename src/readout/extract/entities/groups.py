"""Unnamed actors: "Turkish police", "Israeli troops", "the opposition", as entities of their own."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from readout.extract.entities.descriptions import both
from readout.extract.entities.phrases import Phrase, is_person_noun, is_plural, is_specific, phrase_at
from readout.extract.entities.scene import Draft, Scene
from readout.extract.entities.words import people, word_set
from readout.model import Analysis, EntityKind, MentionForm

_ARGUMENTS = {"nsubj", "nsubjpass", "dobj", "dative", "iobj", "pobj", "conj", "poss", "appos", "agent", "ROOT"}
_TIES = ("in", "of", "from", "throughout", "across", "at", "inside")
_BARE = ("countries", "nations", "states", "leaders", "powers", "governments", "sides")
_NUMBERS = ("group", "groups", "team", "teams", "force", "crowd", "crowds", "delegation", "party", "union", "coalition")
_REACH, _MEMORY = 8, 20
_CALLED = ("agencies", "companies", "armed")  # "the Interfax news agency" is Interfax
_ONE = (
    "team",
    "delegation",
    "group",
    "majority",
    "minority",
    "population",
    "community",
    "leadership",
    "family",
    "staff",
)
# Nouns that mean a body only with a determiner: no "threat of force".
_COUNTED = ("force", "mission", "union", "federation", "company", "party", "group", "team", "firm", "club", "bank")
_ROUGH = ("lot", "lots", "number", "plenty")
_NEW = ("another", "other", "a", "an")
_COUNTING = ("some", "many", "several", "few", "more", "most", "all", "other", "such", "own", "certain", "various")


class States(NamedTuple):
    """The words [first, head] of a noun phrase without its article, with the states that its words name, in order."""

    first: int
    countries: dict[str, tuple[int, int]]


def find_groups(scene: Scene) -> None:
    """Enter each noun phrase whose head is a collective noun and which is an argument of something."""
    a = scene.a
    bodies, crowd, single = (word_set("groups", key) for key in ("organisation", "group", "single"))
    entered: dict[str, list[Draft]] = defaultdict(list)
    for head in range(len(a)):
        lower = a.lowers[head]
        several = (lower in crowd and lower not in _ONE) or (
            lower not in bodies and is_plural(a, head) and is_person_noun(a, head)
        )
        if lower not in bodies and lower not in crowd and not several and lower not in single:
            continue
        of_person = lower == "administration" and _is_person(scene, head - 1)
        if a.pos[head] not in ("NOUN", "PROPN", "ADJ") or not (a.deps[head] in _ARGUMENTS or of_person):
            continue
        if a.lowers[head - 2 : head] == ["chief", "of"]:
            continue
        if scene.holder[head] is not None or both(scene, head) is not None:
            continue
        named = scene.holder[head + 1] if head + 1 < len(a) else None
        if named is not None and named.kind == "person" and a.sentence_of[head + 1] == a.sentence_of[head]:
            continue
        phrase = _phrase(scene, head)
        if _is_apposition(scene, phrase, head, lower in bodies):
            continue
        if lower == "sides":
            for first, _ in phrase.countries.values():
                if (side := scene.holder[first]) is not None:
                    scene.mention(side, phrase.first, head + 1, "description")
            continue
        whole = phrase_at(a, head)
        if not (whole.determiner or whole.number or phrase.countries) and lower in _COUNTED:
            continue
        tied, of = _tied(scene, head)
        if any(_of_world(scene.holder[t]) for t in range(whole.first, head)):
            tied = None
        if (lower in single or lower in _BARE) and not phrase.countries:
            continue
        if lower in _NUMBERS and of and not phrase.countries:
            continue
        told_by = bool(phrase.countries) or tied or any(_is_body(scene, t) for t in range(whole.first, head))
        loose = lower not in bodies and lower not in single and not told_by and not is_specific(a, whole)
        if loose or (lower == "people" and not told_by and _is_count(a, whole)):
            continue
        one = lower in single and not several and is_person_noun(a, head)
        kind: EntityKind = "organisation" if lower in bodies else "person" if one else "group"
        told = _told(scene, whole, kind == "organisation")
        for country, name in _each(scene, phrase, head, tied):
            draft = _same(entered[lower], country, whole, told)
            if draft is None:
                if len(phrase.countries) < 2 and kind == "group":
                    name = a.text(min(phrase.first, whole.first), whole.last)
                draft = Draft(kind, name, country, head=lower, told=told, number=whole.number, latent=loose)
                draft.gender = "n" if kind == "organisation" else people().get(lower) or None
                draft.plural = several or lower in crowd or lower in word_set("groups", "plural_bodies")
                entered[lower].append(scene.draft(draft))
            elif country and not draft.country:
                draft.country, draft.name = country, name
            form: MentionForm = "name" if of_person else "description"
            first = min(phrase.first, whole.first)
            while of_person and scene.holder[first - 1] is scene.holder[head - 1]:
                first -= 1
            scene.mention(draft, first, whole.last, form)


def _is_count(a: Analysis, phrase: Phrase) -> bool:
    """Are people only counted, roughly or as dwellers: "many people", "a lot of people", "a city of 160,000 people"?"""
    alone = phrase.last == phrase.noun + 1 and not phrase.definite
    rough = all(a.lowers[t] in _COUNTING for t in range(phrase.first, phrase.noun)) or a.lowers[phrase.head] in _ROUGH
    of = a.deps[phrase.head] == "pobj" and a.lowers[a.heads[phrase.head]] == "of"
    dwellers = of and a.lowers[a.heads[a.heads[phrase.head]]] in word_set("groups", "areas")
    return alone and (rough or dwellers)


def _is_body(scene: Scene, token: int) -> bool:
    """Is a token part of an organisation's name?"""
    held = scene.holder[token]
    return held is not None and held.kind == "organisation" and not held.head


def _is_person(scene: Scene, token: int) -> bool:
    """Is a token part of a person's name?"""
    held = scene.holder[token] if token >= 0 else None
    return held is not None and held.kind == "person"


def _of_world(held: Draft | None) -> bool:
    """Is a body one that belongs to no state?"""
    return held is not None and held.kind == "organisation" and held.country is None


def _same(drafts: list[Draft], country: str | None, phrase: Phrase, told: frozenset[str]) -> Draft | None:
    """The draft that another phrase with the same noun means: told of the same state and by the same words."""
    if phrase.head != phrase.noun or phrase.determiner in _NEW:
        return None
    fits = [d for d in drafts[-_MEMORY:] if not country or d.country in (country, None)]
    if not country:
        fits = [d for d in fits if not d.country] or (fits if len(fits) == 1 else [])
    if phrase.number and not phrase.definite:
        fits = [d for d in fits if d.number == phrase.number]
    alike = [d for d in fits if d.told == told]
    if not alike and (phrase.definite or not told):
        alike = [d for d in fits if told <= d.told]
    return max(alike, key=lambda d: (d.country == country, d.refs[-1]), default=None)


def _told(scene: Scene, phrase: Phrase, body: bool) -> frozenset[str]:
    """The words by which a phrase tells its group from others: of a body's only nouns ("riot police")."""
    a, kinds = scene.a, ("NOUN", "PROPN") if body else ("NOUN", "PROPN", "ADJ")
    return frozenset(
        a.lowers[t]
        for t in range(phrase.first, phrase.head)
        if a.pos[t] in kinds and t != phrase.owner and scene.holder[t] is None and a.lowers[t] not in _COUNTING
    )


def _is_apposition(scene: Scene, phrase: States, head: int, body: bool) -> bool:
    """Does a body's name stand beside ("the state news agency Xinhua")? Then the phrase describes it."""
    a = scene.a
    if not body:
        return False
    beside = [head + 1] if head + 1 < len(a) and a.sentence_of[head + 1] == a.sentence_of[head] else []
    beside += [a.heads[head]] if a.deps[head] == "appos" else []
    beside += [child for child in a.children[head] if a.deps[child] == "appos"]
    if any(_is_named_body(scene, t) and a.deps[t] == "compound" for t in range(phrase.first, head)):
        return True
    for token in beside:
        named = scene.holder[token]
        if named is not None and named.kind == "organisation" and not named.head:
            named.country = named.country or next(iter(phrase.countries), None)
            scene.mention(named, phrase.first, head + 1, "description")
            return True
    return False


def _is_named_body(scene: Scene, token: int) -> bool:
    """Is a token part of an organisation's name?"""
    held = scene.holder[token]
    return _is_body(scene, token) and held is not None and held.family in _CALLED


def _each(scene: Scene, phrase: States, head: int, tied: str | None) -> list[tuple[str | None, str]]:
    """One (state, name) for each group that a phrase names: two for "US and British forces"."""
    a = scene.a
    if len(phrase.countries) < 2:
        return [(next(iter(phrase.countries), tied), a.text(phrase.first, head + 1))]
    rest = max(last for _, last in phrase.countries.values())
    tail = a.text(min(rest, head), head + 1)
    return [(code, f"{a.text(first, last)} {tail}") for code, (first, last) in phrase.countries.items()]


def _phrase(scene: Scene, head: int) -> States:
    """The phrase to the left of a head."""
    a = scene.a
    begin = max(a.sentences[a.sentence_of[head]][0], head - _REACH)
    first, token = head, head - 1
    found: list[tuple[str, tuple[int, int]]] = []
    while token >= begin:
        held = scene.holder[token]
        if a.tags[token] == "POS":
            owner = scene.holder[token - 1] if token > begin else None
            if owner is not None and owner.country and owner.kind != "person":
                while token > begin and scene.holder[token - 1] is owner:
                    token -= 1
                if not found:
                    found.append((owner.country, (token, token + 1)))
                first = token
            break
        joins = a.words[token] == "-" or (
            a.lowers[token] == "and" and bool(found) and scene.holder[token - 1] is not None
        )
        if (
            held is not None
            and held.kind in ("country", "place", "organisation", "group")
            and a.pos[token] not in ("ADP", "DET")
        ):
            end = token + 1
            while token > begin and scene.holder[token - 1] is held:
                token -= 1
            if held.country:
                found.append((held.country, (token, end)))
        elif not joins and not _belongs(scene, token, first, head):
            break
        if not (joins and a.lowers[token] == "and"):
            first = token
        token -= 1
    while first < head and (a.words[first] == "-" or a.tags[first] == "POS"):
        first += 1
    return States(first, dict(reversed(found)))


def _belongs(scene: Scene, token: int, first: int, head: int) -> bool:
    """Is a token a word of the phrase on [first, head]?"""
    a = scene.a
    word = scene.holder[token] is None and a.pos[token] in ("ADJ", "NOUN", "PROPN")
    return word and (a.heads[token] == head or first <= a.heads[token] <= head)


def _tied(scene: Scene, head: int) -> tuple[str | None, bool]:
    """The state of "rebels in Darfur", "the government of Burundi"; and whether "of" follows the head."""
    a = scene.a
    of = head + 1 < len(a) and a.lowers[head + 1] == "of"
    for child in a.children[head]:
        abroad = a.lowers[head] in ("embassy", "consulate", "envoys", "diplomats") and a.lowers[child] != "of"
        if child > head and a.deps[child] == "prep" and a.lowers[child] in _TIES and not abroad:
            for place in a.children[child]:
                held = scene.cover[place]
                if a.deps[place] == "pobj" and held is not None and held.country:
                    return held.country, of
    return None, of
