"""Descriptions that stand for someone named before: "the Chinese leader", "the ministry", "both countries"."""

from __future__ import annotations

from collections import defaultdict, deque
from typing import NamedTuple

from readout.extract.entities.offices import Office, is_office, office_at
from readout.extract.entities.roles import HEADS, QUALIFIERS, counterpart_of, state_of
from readout.extract.entities.scene import Draft, Scene
from readout.extract.entities.words import offices, word_map, word_set

_MEMORY = 40
_PAIR_REACH = 8
_FEW = 3
_FADE = 0.85


class Seen(NamedTuple):
    """A person's mention: who, in which sentence, and whether as a subject."""

    person: Draft
    sentence: int
    subject: bool


def find_officeholders(scene: Scene, persons: list[Draft]) -> None:
    """Resolve office phrases that stand alone; those that name a state but mean no known person become actors."""
    a = scene.a
    order = sorted((first, last, n) for n, person in enumerate(persons) for first, last, _ in person.refs)
    recent: deque[Seen] = deque(maxlen=_MEMORY)
    unnamed: dict[tuple[str, str], Draft] = {}
    at = 0
    for head in range(len(a)):
        while at < len(order) and order[at][0] <= head:
            first, last, number = order[at]
            subject = any(a.deps[t] in ("nsubj", "nsubjpass") for t in range(first, last))
            recent.append(Seen(persons[number], a.sentence_of[first], subject))
            at += 1
        office = _alone(scene, head)
        if office is None:
            continue
        person = meant(scene, office, recent)
        state = state_of(office)
        if person is not None:
            scene.mention(person, office.first, office.last, "description")
            recent.append(Seen(person, a.sentence_of[head], a.deps[head] in ("nsubj", "nsubjpass")))
        elif not _is_party(scene, head):
            continue
        elif state and scene.cover[head] is None and office.role != "counterpart" and office.family != "trade":
            first = office.first + (a.lowers[office.first] in ("a", "an", "the"))
            key = (office.role, state)
            if key not in unnamed:
                draft = Draft("person", a.text(first, office.head + 1), state, office.role, office.family)
                draft.head = a.lowers[head]
                unnamed[key] = scene.draft(draft)
            scene.mention(unnamed[key], first, office.last, "description")


def _is_party(scene: Scene, head: int) -> bool:
    """Does an office phrase act or is it acted on, rather than tell what somebody else is?"""
    a = scene.a
    by = a.deps[head] == "pobj" and a.lowers[a.heads[head]] == "by" and a.deps[a.heads[head]] != "agent"
    return a.deps[head] not in ("appos", "attr", "oprd") and a.lowers[a.heads[head]] not in ("as", "of") and not by


def _alone(scene: Scene, head: int) -> Office | None:
    """The office phrase with its last word at `head`, when it is a phrase of its own and no name follows it."""
    a = scene.a
    if not is_office(scene, head) or a.deps[head] == "compound" or a.tags[head] in ("NNS", "NNPS"):
        return None
    held = scene.cover[head]
    argument = a.deps[head] in ("nsubj", "nsubjpass", "dobj", "pobj", "appos", "attr")
    if not (a.pos[head] in ("NOUN", "PROPN") or (a.pos[head] == "ADJ" and argument)) or (
        held is not None and held.kind in ("person", "organisation")
    ):
        return None
    office = office_at(scene, head)
    for after in (head + 1, office.last):
        named = scene.holder[after] if after < len(a) and a.sentence_of[after] == a.sentence_of[head] else None
        if named is not None and named.kind == "person":
            return None
    return office


def meant(scene: Scene, office: Office, recent: deque[Seen]) -> Draft | None:
    """The person that an office phrase means; None when none is plain."""
    a = scene.a
    if not office.definite or a.lowers[office.first] in ("a", "an") or office.hypothetical:
        return None
    state = state_of(office)
    if office.role == "counterpart":
        other = counterpart_of(scene, office)
        if other is None or not state:
            return None
        return next((s.person for s in reversed(recent) if _matches(s.person, other, state)), None)
    if office.role in offices().relations or (office.owner is not None and office.owner.kind == "person"):
        return None
    fits = [seen for seen in recent if _holds(seen.person, office, state)]
    if not fits:
        return None
    last = fits[-1].person
    if state or all(seen.person is last for seen in fits):
        return last
    # Two hold such an office: only one who was just now the subject is plainly meant.
    near = [seen for seen in fits if seen.sentence >= a.sentence_of[office.head] - 1]
    subjects = {id(seen.person): seen.person for seen in near if seen.subject}
    return next(iter(subjects.values())) if len(subjects) == 1 and len({id(s.person) for s in near}) == 1 else None


def _matches(person: Draft, other: Draft, state: str) -> bool:
    """May a person be another's counterpart of some state?"""
    same = person.family == other.family or (person.family in HEADS and other.family in HEADS)
    return person is not other and person.country == state and same


def _holds(person: Draft, office: Office, state: str | None) -> bool:
    """Does a person hold an office of that name for that state?"""
    if not person.role or (state and person.country != state):
        return False
    asked, held = set(office.role.split()), set(person.role.split())
    if (asked ^ held) & QUALIFIERS:
        return False
    head = office.role.split(" of ")[0].split()[-1]
    if head == "leader" and person.family in HEADS and state:
        return True
    if head not in held or office.family not in (person.family, "leader"):
        return False
    return len(asked) == 1 or " of " in office.role or asked <= held


def find_several(scene: Scene, persons: list[Draft]) -> None:
    """Give "the senators" to the few who were named with that office."""
    a = scene.a
    for head in range(1, len(a)):
        one = a.lowers[head][:-1]
        if a.tags[head] != "NNS" or a.lowers[head - 1] != "the" or one not in offices().family or scene.holder[head]:
            continue
        if head + 1 < len(a) and a.lowers[head + 1] in ("of", "who", "in", "from"):
            continue
        here = a.sentence_of[head]
        seen = {
            id(p): p
            for p in persons
            for ref in p.refs
            if ref.first < head and here - a.sentence_of[ref.first] <= _PAIR_REACH and one in (p.role or "").split()
        }
        for person in seen.values() if 2 <= len(seen) <= _FEW else ():
            scene.mention(person, head, head + 1, "description")


def find_bodies(scene: Scene) -> None:
    """Resolve "the ministry", "the company", "the group", "the bloc" to the last such body that was named."""
    a = scene.a
    kinds: dict[str, set[str | None]] = defaultdict(set)
    for key, family in (
        ("means_armed", "armed"),
        ("means_world", "world"),
        ("means_any", None),
        ("means_any", "companies"),
    ):
        for word in word_set("groups", key):
            kinds[word].add(family)
    named = word_set("groups", "organisation") | kinds.keys() | word_map("groups", "called_by").keys()
    named |= word_set("groups", "media") | word_set("groups", "called")
    bodies = [(n, draft) for n, draft in enumerate(scene.drafts) if draft.kind == "organisation"]
    order = sorted((ref.first, n) for n, draft in bodies for ref in draft.refs)
    seen: deque[Draft] = deque(maxlen=_MEMORY)
    at = 0
    for head in range(len(a)):
        while at < len(order) and order[at][0] < head:
            seen.append(scene.drafts[order[at][1]])
            at += 1
        lower = a.lowers[head]
        if lower not in named or scene.holder[head] is not None or head == 0 or a.lowers[head - 1] != "the":
            continue
        if a.deps[head] == "compound" or (head + 1 < len(a) and a.lowers[head + 1] == "of"):
            continue
        body = next((d for d in reversed(seen) if _is_such(d, lower, kinds.get(lower))), None)
        if body is not None:
            scene.mention(body, head - 1, head + 1, "description")


def _is_such(draft: Draft, noun: str, families: set[str | None] | None) -> bool:
    """Can a body be called by a noun?"""
    words = {*draft.name.lower().split(), *draft.nouns}
    if noun in words or words & set(word_map("groups", "called_by").get(noun, ())):
        return True
    media = draft.family == "agencies" and noun in word_set("groups", "media")
    return media or (families is not None and draft.family in families)


def find_pairs(scene: Scene) -> None:
    """Give "both countries" and "the two leaders" to the two that the article has in view."""
    a = scene.a
    pairs = {word: kind for kind in ("country", "leader") for word in word_set("groups", f"pair_{kind}")}
    asked = [t for t in range(len(a)) if a.lowers[t] in pairs and t]
    if not asked:
        return
    views = _views(scene)
    for token in asked:
        first = both(scene, token)
        if first is None:
            continue
        sentence = a.sentence_of[token]
        scores: dict[int, float] = {}
        drafts: dict[int, Draft] = {}
        for here in range(max(0, sentence - _PAIR_REACH), sentence + 1):
            for at, draft in views[pairs[a.lowers[token]]][here]:
                if at < first and _can_be(draft, a.lowers[token]):
                    scores[id(draft)] = scores.get(id(draft), 0.0) + _FADE ** (sentence - here)
                    drafts[id(draft)] = draft
        best = sorted(scores, key=lambda key: -scores[key])[:2]
        for key in best if len(best) == 2 else ():
            scene.mention(drafts[key], first, token + 1, "description")


def _can_be(draft: Draft, noun: str) -> bool:
    """Can a person be one of two presidents, ministers, leaders, men?"""
    if draft.kind != "person":
        return True
    if noun in ("men", "women"):
        return draft.gender in ("m" if noun == "men" else "f", None)
    if noun == "leaders":
        return draft.family in (*HEADS, "royal")
    return noun in ("rivals", "politicians", "statesmen") or noun[:-1] in (draft.role or "").split()


def both(scene: Scene, token: int) -> int | None:
    """The first token of "both countries", "the two (neighbouring) countries"; None when it is no such phrase."""
    a = scene.a
    for first in range(token - 1, max(-1, token - 4), -1):
        if a.sentence_of[first] != a.sentence_of[token]:
            return None
        if a.lowers[first] == "both":
            return first
        if a.lowers[first] == "two":
            return first - 1 if first and a.lowers[first - 1] in ("the", "these", "those", "their") else None
    return None


def _views(scene: Scene) -> dict[str, list[list[tuple[int, Draft]]]]:
    """By kind, for each sentence the states and the leaders that its mentions bring into view."""
    a = scene.a
    views: dict[str, list[list[tuple[int, Draft]]]] = {
        kind: [[] for _ in a.sentences] for kind in ("country", "leader")
    }
    states = {draft.country: draft for draft in scene.drafts if draft.kind == "country"}
    for draft in scene.drafts:
        state = states.get(draft.country) if draft.kind in ("country", "person", "group") else None
        for ref in draft.refs:
            if state is not None:
                views["country"][a.sentence_of[ref.first]].append((ref.first, state))
            if draft.kind == "person":
                views["leader"][a.sentence_of[ref.first]].append((ref.first, draft))
    return views
