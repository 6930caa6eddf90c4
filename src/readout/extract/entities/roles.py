"""Which office each person holds and for which state; phrases that name an office and mean a person."""

from __future__ import annotations

from readout.extract.entities.offices import (
    Office,
    is_office,
    office_after,
    office_at,
    office_before,
    office_beyond,
    office_of_be,
)
from readout.extract.entities.scene import Draft, Scene
from readout.extract.entities.words import offices, word_set

_HEADS_OF_STATES = ("state", "government", "leader")
_PLAIN = {"leader": 0, "politics": 0, "trade": 0, "aide": 0, "royal": 1}


def assign_roles(scene: Scene, persons: list[Draft]) -> None:
    """Give each person the offices that stand beside its names; a counterpart takes the other person's office last."""
    counterparts: list[tuple[Draft, Office]] = []
    spoken_for: set[int] = set()
    for person in persons:
        for first, last, _ in list(person.refs):
            found = office_before(scene, first)
            _owner_before(scene, person, first)
            described = office_beyond(scene, first) or office_after(scene, last)
            for office in (found, described, office_of_be(scene, last - 1)):
                if office is None or office.head in spoken_for:
                    continue
                spoken_for.add(office.head)
                if office is not found and office.definite:
                    scene.mention(person, office.first, office.last, "description")
                if office.role.endswith("counterpart"):
                    person.country = person.country or _state(office)
                    counterparts.append((person, office))
                else:
                    take_office(person, office)
            _party(scene, person, last)
    for person, office in counterparts:
        model = counterpart_of(scene, office)
        if model is not None and model is not person and not person.role:
            person.role, person.family = model.role, model.family


def take_office(person: Draft, office: Office) -> None:
    """Let a person hold an office, unless the one that it holds says more."""
    relation = office.role.split(" of ")[0].split()[-1] in offices().relations
    rank = _PLAIN.get(office.family, 2)
    if not relation and (person.role is None or rank > _PLAIN.get(person.family or "", 2)):
        person.role, person.family = office.role, office.family
    if not relation or office.country:
        person.country = person.country or (None if relation and office.owner else _state(office))
    words = set(office.role.split())
    if person.gender is None:
        person.gender = "m" if words & offices().male else "f" if words & offices().female else None


def _state(office: Office) -> str | None:
    if office.country:
        return office.country
    if office.organisation is not None:
        return office.organisation.country
    return None


def _owner_before(scene: Scene, person: Draft, first: int) -> None:
    """ "China's Xi": the state that owns a name, or an adjective right before it."""
    a = scene.a
    if first < 2 or a.sentence_of[first - 2] != a.sentence_of[first]:
        return
    owner = (
        scene.holder[first - 2] if a.tags[first - 1] == "POS" or a.words[first - 1] in ("'s", "’s", "'", "’") else None
    )
    if owner is not None and owner.kind == "country":
        person.country = person.country or owner.country


def _party(scene: Scene, person: Draft, last: int) -> None:
    """ "(R-Texas)", ", D-N.Y.,": a member of the United States Congress."""
    a = scene.a
    text = a.article.text[a.starts[last - 1] : a.ends[last - 1] + 12][len(a.words[last - 1]) :].lstrip(" ,(")
    if text[:2] in ("R-", "D-", "I-", "R–", "D–") and text[2:3].isupper():
        person.country = person.country or "USA"


def counterpart_of(scene: Scene, office: Office) -> Draft | None:
    """The person whose counterpart is meant: the owner that the phrase names, else the nearest subject or officeholder before it."""
    if office.owner is not None and office.owner.kind == "person":
        return office.owner
    a = scene.a
    begin = a.sentences[max(0, a.sentence_of[office.head] - 1)][0]
    best = None
    for token in range(office.first - 1, begin - 1, -1):
        held = scene.holder[token]
        if held is None or held.kind != "person" or not held.role:
            continue
        if a.deps[token] in ("nsubj", "nsubjpass"):
            return held
        best = best or held
    return best


def find_officeholders(scene: Scene, persons: list[Draft]) -> None:
    """Resolve office phrases that stand alone ("the Chinese leader"); those that name a state but no known person become actors."""
    a = scene.a
    order = sorted((first, n) for n, person in enumerate(persons) for first, _, _ in person.refs)
    unnamed: dict[tuple[str, str], Draft] = {}
    described: list[tuple[int, Draft]] = []
    at = 0
    seen: list[Draft] = []
    for head in range(len(a)):
        while at < len(order) and order[at][0] <= head:
            seen.append(persons[order[at][1]])
            at += 1
        held = scene.cover[head]
        if (
            a.deps[head] == "compound"
            or not is_office(scene, head)
            or (held is not None and held.kind in ("person", "organisation"))
        ):
            continue
        if a.tags[head] == "NNPS" or a.tags[head] == "NNS" or a.pos[head] not in ("NOUN", "PROPN", "ADJ"):
            continue
        office = office_at(scene, head)
        if head + 1 < len(a) and scene.holder[head + 1] in persons and a.sentence_of[head + 1] == a.sentence_of[head]:
            continue
        recent = seen + [d for t, d in described if t < head]
        person = meant(scene, office, recent[-40:])
        if person is not None:
            scene.mention(person, office.first, office.last, "description")
            described.append((head, person))
        elif _state(office) and held is None and not office.role.endswith("counterpart") and office.family != "trade":
            key = (office.role, _state(office) or "")
            if key not in unnamed:
                first = office.first + (a.pos[office.first] == "DET")
                name = a.text(first, office.head + 1)
                unnamed[key] = scene.draft(
                    Draft("group", name, key[1], office.role, office.family, head=a.lowers[head])
                )
            scene.mention(unnamed[key], office.first, office.last, "description")


def meant(scene: Scene, office: Office, recent: list[Draft]) -> Draft | None:
    """The person that an office phrase means: the latest one with such an office and state; None when none is plain."""
    a = scene.a
    if (
        not office.definite
        or a.lowers[office.first] in ("a", "an")
        or office.role in offices().relations - {"counterpart"}
    ):
        return None
    state = _state(office)
    if office.role.endswith("counterpart"):
        other = counterpart_of(scene, office)
        fits = [
            p
            for p in recent
            if state and p.country == state and other is not None and p is not other and p.family == other.family
        ]
        return fits[-1] if fits else None
    head = office.role.split(" of ")[0].split()[-1]
    for person in reversed(recent):
        if not person.role or (state and person.country != state):
            continue
        if office.owner is not None and office.owner.kind == "person":
            continue
        same = head in person.role.split() and (office.family == person.family or office.family == "leader")
        leads = head == "leader" and person.family in _HEADS_OF_STATES and bool(state)
        if same and len(office.role.split()) > 1 and " of " not in office.role:
            same = set(office.role.split()) <= set(person.role.split())
        if same and len(person.role.split()) > len(office.role.split()) and person.family != office.family:
            same = False
        if same or leads:
            return person
    return None


def leads_state(draft: Draft) -> bool:
    """Is a person a head of state or government, a leader or a minister?"""
    return draft.kind == "person" and draft.family in (*_HEADS_OF_STATES, "minister", "royal")


def is_body(draft: Draft) -> bool:
    """Is an organisation one that every state has: a ministry, the army?"""
    words = draft.name.lower().split()
    return (
        draft.kind == "organisation"
        and bool(words)
        and bool(set(words) & (word_set("groups", "state_bodies") | {"ministry", "department"}))
    )
