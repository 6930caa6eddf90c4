"""Common nouns that stand for something named: beside its name, after "is", or later ("the boy", "the country")."""

from __future__ import annotations

from collections import Counter, deque
from functools import cache
from typing import NamedTuple

from readout.extract.cast import head_of
from readout.extract.entities.offices import is_national, is_office, office_at
from readout.extract.entities.phrases import Phrase, is_person_noun, is_plural, is_prefixed, phrase_at, singular
from readout.extract.entities.roles import take_office
from readout.extract.entities.scene import Draft, Scene
from readout.extract.entities.words import offices, people, word_map, word_set
from readout.lexicon import table
from readout.model import Analysis, EntityKind

_MEMORY = 40
_NEAR, _FAR = 2, 8  # sentences
_STEPS = 6  # of a way up in a parse
_OTHER = ("other", "another", "new", "second", "third", "next", "former", "different", "own")
_LINKS = ("be", "become", "remain")
_KINDS: dict[str, tuple[EntityKind, ...]] = {
    "person": ("person",),
    "body": ("organisation",),
    "place": ("place", "country"),
    "country": ("country",),
}


class Seen(NamedTuple):
    """A mention: whose, in which sentence, and whether as a subject."""

    draft: Draft
    sentence: int
    subject: bool


def find_nominals(scene: Scene) -> None:
    """Give noun phrases to the one named thing that they plainly stand for."""
    a = scene.a
    order = sorted((head_of(a, r.first, r.last), n) for n, draft in enumerate(scene.drafts) for r in draft.refs)
    drafts = list(scene.drafts)
    recent: deque[Seen] = deque(maxlen=_MEMORY)
    known: Counter[int] = Counter()
    at = 0
    for noun in range(len(a)):
        while at < len(order) and order[at][0] < noun:
            token, number = order[at]
            recent.append(Seen(drafts[number], a.sentence_of[token], a.deps[token] in ("nsubj", "nsubjpass")))
            known[number] += 1
            at += 1
        sort = _sort(scene, noun)
        if sort is None:
            continue
        phrase = phrase_at(a, noun)
        draft: Draft | None = _beside(scene, phrase, sort)
        if draft is not None:
            draft.nouns.add(singular(a, noun))
            if draft.kind != "place" and draft.family != "world":
                draft.country = draft.country or nationality(scene, phrase)
            if sort == "person" and draft.role is None and is_office(scene, noun):
                take_office(draft, office_at(scene, noun))
        else:
            draft = _meant(scene, phrase, sort, recent)
        if draft is not None:
            if a.lowers[noun] in word_set("groups", "running") and draft.role is None and is_office(scene, noun):
                take_office(draft, office_at(scene, noun))
            scene.mention(draft, phrase.first, phrase.last, "description")
            recent.append(Seen(draft, a.sentence_of[noun], a.deps[noun] in ("nsubj", "nsubjpass")))


def nationality(scene: Scene, phrase: Phrase) -> str | None:
    """The state that a phrase's words give: "a Greek boy", "Russia's gas company", "a Texas-based firm"."""
    a = scene.a
    for token in range(phrase.first, phrase.head):
        held = scene.holder[token]
        if held is not None and held.kind in ("country", "place") and held.country and not is_prefixed(a, token):
            based = a.lowers[token + 1 : token + 3] in (["-", "based"], ["-", "born"])
            owner = held.kind == "country" and (a.tags[token + 1] == "POS" or is_national(scene, token, held))
            if based or owner:
                return held.country
    return None


def _sort(scene: Scene, noun: int) -> str | None:
    """What a common noun in the singular that nobody claims yet is of: a person, a body, a place, a country."""
    a, lower = scene.a, scene.a.lowers[noun]
    if a.pos[noun] not in ("NOUN", "PROPN") or is_plural(a, noun) or a.deps[noun] in ("compound", "amod", "nmod"):
        return None
    if scene.holder[noun] is not None:
        return None
    if lower in word_set("groups", "countries"):
        return "country"
    if lower in word_set("groups", "places"):
        return "place"
    if any(lower in word_set("groups", key) for key in ("organisation", "means_any", "called")):
        return "body"
    return "person" if is_person_noun(a, noun) else None


def _beside(scene: Scene, phrase: Phrase, sort: str) -> Draft | None:
    """The named thing that a phrase stands beside: in apposition, after "is", or before "of" and its own name."""
    a, head = scene.a, phrase.head
    if phrase.determiner in ("another", "no", "any", "every"):
        return None
    if a.deps[head] == "appos":
        return _of_kind(scene, a.heads[head], sort)
    for child in a.children[head]:
        if a.deps[child] == "appos" and child > head and not _is_inside(a, head, child) and _is_next(a, head, child):
            return _of_kind(scene, child, sort)
    if a.deps[head] == "attr" and a.lemmas[a.heads[head]] in _LINKS and sort != "country":
        verb = a.heads[head]
        subject = next((c for c in a.children[verb] if a.deps[c] == "nsubj"), None)
        plain = not any(a.deps[c] == "neg" or a.tags[c] == "MD" for c in a.children[verb]) and a.deps[verb] != "ccomp"
        if subject is not None and plain:
            return _of_kind(scene, subject, sort)
    told = phrase.noun > phrase.first and phrase.last > phrase.noun + 2 and a.lowers[phrase.noun + 1] == "of"
    return _of_kind(scene, phrase.noun + 2, sort) if sort == "place" and told else None


def _is_next(a: Analysis, noun: int, name: int) -> bool:
    """Does no other title stand before a name in apposition: "the successor of dictator X" is not X?"""
    first = a.edges[name][0]
    return first <= noun + 1 or a.words[first - 1] in (",", "—", "–", ":", "(") or not is_person_noun(a, first - 1)


def _is_inside(a: Analysis, noun: int, name: int) -> bool:
    """Does a name behind a noun belong to the person whose clause the noun ends: "the man who shot the boy, X, was"?"""
    verb, steps = a.heads[noun], 0
    while a.deps[verb] != "relcl" and a.heads[verb] != verb and steps < _STEPS:
        verb, steps = a.heads[verb], steps + 1
    outer = a.heads[verb]
    return a.deps[verb] == "relcl" and is_person_noun(a, outer) and a.heads[outer] > name


def _of_kind(scene: Scene, token: int, sort: str) -> Draft | None:
    """The named draft at a token, when a noun of that sort may stand for it."""
    held = scene.cover[token]
    if held is None or held.head or held.kind not in _KINDS[sort]:
        return None
    return held


def _meant(scene: Scene, phrase: Phrase, sort: str, recent: deque[Seen]) -> Draft | None:
    """The thing named before that a definite phrase means; None when none is plain."""
    a = scene.a
    if any(a.lowers[t] in _OTHER for t in range(phrase.first, phrase.head)):
        return None
    word, here = a.lowers[phrase.noun], a.sentence_of[phrase.noun]
    if phrase.determiner == "own" and sort == "person" and word in offices().relations:
        owner = scene.cover[phrase.owner] if phrase.owner is not None else None
        akin = [s.draft for s in recent if s.draft.kind == "person" and word in s.draft.nouns and s.draft is not owner]
        return akin[-1] if akin and len({id(d) for d in akin}) == 1 else None
    if phrase.determiner not in ("the", "this"):
        return None
    if sort == "person" and word in word_set("groups", "running"):
        return _runner(scene, phrase, recent)
    fits = [s for s in recent if s.draft.kind in _KINDS[sort] and not s.draft.head and here - s.sentence <= _FAR]
    called = next((s.draft for s in reversed(fits) if word in s.draft.nouns or _bears(s.draft, word)), None)
    if called is not None:
        return called
    if phrase.last > phrase.noun + 1:
        return None
    if sort == "country":
        return _country(fits, here)
    near = [s for s in fits if here - s.sentence <= _NEAR]
    if sort == "place" and word == "state":
        states = [s.draft for s in fits if s.draft.name in _federal_states()]
        return states[-1] if states else None
    if sort == "place" and word in word_set("groups", "towns"):
        towns = [s.draft for s in near if s.draft.kind == "place" and not _is_area(s.draft)]
        return towns[-1] if towns else None
    if sort == "person" and word in word_set("groups", "anyone") and not _is_introduced(a, phrase):
        above = _subjects_above(scene, phrase.head)
        return _person([s for s in near if s.draft not in above], people().get(word, ""))
    return None


def _is_introduced(a: Analysis, phrase: Phrase) -> bool:
    """Was an unnamed one told of before whom a noun may mean: "a man" before "the man", "a girl" before "the child"?"""
    word = a.lowers[phrase.noun]
    gender = people().get(word, "")
    for token in range(phrase.first):
        other = a.lowers[token]
        if other not in word_set("deeds", "anybody") | {word} or is_plural(a, token):
            continue
        alike = not gender or people().get(other, "") in (gender, "")
        if alike and phrase_at(a, token).determiner in ("a", "an", "another"):
            return True
    return False


def _subjects_above(scene: Scene, token: int) -> list[Draft]:
    """The subjects of the clause that a token stands in and of those above it, which it is none of."""
    a, found, steps = scene.a, [], 0
    while a.heads[token] != token and steps < _STEPS * 2:
        if a.deps[token] == "relcl":
            found += [held for held in (scene.holder[a.heads[token]], scene.cover[a.heads[token]]) if held is not None]
        below, token, steps = token, a.heads[token], steps + 1
        for child in a.children[token]:
            held = scene.holder[child] if a.deps[child] in ("nsubj", "nsubjpass") and child != below else None
            if held is not None:
                found.append(held)
    return found


def _runner(scene: Scene, phrase: Phrase, recent: deque[Seen]) -> Draft | None:
    """Who runs for office, of the party that a phrase names if any: whom the article speaks of most till here."""
    parties = word_map("groups", "party_words")
    asked = {parties[word] for t in range(phrase.first, phrase.head) if (word := scene.a.lowers[t]) in parties}
    runs = word_set("groups", "running")
    persons = {id(s.draft): s.draft for s in recent if s.draft.kind == "person" and not s.draft.head}
    fits = [d for d in persons.values() if not asked or d.party in (None, *asked)]
    named = (
        [d for d in fits if runs & {*d.nouns, *(d.role or "").split()}] or [d for d in fits if d.party in asked] or fits
    )
    begin = phrase.first
    times = {id(d): sum(ref.first < begin for ref in d.refs) for d in named}
    ranked = sorted(named, key=lambda d: -times[id(d)])
    if not ranked or times[id(ranked[0])] < 2 or phrase.last > phrase.noun + 1:
        return ranked[0] if len(ranked) == 1 and named is not fits else None
    return None if len(ranked) > 1 and times[id(ranked[1])] == times[id(ranked[0])] else ranked[0]


@cache
def _federal_states() -> frozenset[str]:
    places = table("places")
    return frozenset((*places["us_states"].values(), *places["unabbreviated"]))


def _is_area(draft: Draft) -> bool:
    """Does a place's own name say that it is no town: "South China Sea", "Lake Chad"?"""
    return any(word in word_set("names", "place") for word in draft.name.lower().split())


def _bears(draft: Draft, word: str) -> bool:
    """Is a word part of a thing's own name: "Yida refugee camp", "Supreme Court"?"""
    return draft.kind in ("organisation", "place") and word in draft.name.lower().split()


def _country(fits: list[Seen], here: int) -> Draft | None:
    """The state in view: of those of the last sentences the one that the article speaks of most."""
    scores: dict[int, float] = {}
    drafts = {id(s.draft): s.draft for s in fits}
    for seen in fits:
        scores[id(seen.draft)] = scores.get(id(seen.draft), 0.0) + 0.7 ** (here - seen.sentence) * (1 + seen.subject)
    best = max(scores, key=lambda key: scores[key], default=None)
    return drafts[best] if best is not None else None


def _person(near: list[Seen], gender: str) -> Draft | None:
    """The only person in view of a gender, or the one who was the last subject."""
    fits = [s for s in near if s.draft.gender in (gender or None, None) or not gender]
    if len({id(s.draft) for s in fits}) == 1:
        return fits[-1].draft
    subjects = [s.draft for s in fits if s.subject]
    return subjects[-1] if subjects and len({id(d) for d in subjects}) == 1 else None
