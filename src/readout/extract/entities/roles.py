"""Which office each person holds and for which state; phrases that name an office and mean a person."""

from __future__ import annotations

from readout.extract.entities.beside import office_after, office_before, office_beyond, office_of_be, office_of_change
from readout.extract.entities.offices import Office, is_national, is_style, lent, office_at
from readout.extract.entities.phrases import end_of, is_person_noun, is_plural
from readout.extract.entities.scene import Draft, Scene
from readout.extract.entities.words import offices, word_map, word_set

HEADS = ("state", "government", "leader")
QUALIFIERS = {"vice", "deputy", "former", "ex", "then", "assistant", "late", "acting", "first"}
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
            changed = office_of_change(scene, last - 1)
            now = changed or office_of_be(scene, last - 1)
            for office in (found, described, now):
                if office is None or office.head in spoken_for:
                    continue
                if office is now and (person.role or "").startswith("former"):
                    person.role = None
                spoken_for.add(office.head)
                if office is found and scene.a.lowers[office.head] not in office.role.split():
                    _share(scene, office, last)
                if office not in (found, changed) and office.definite:
                    end = max(office.last, end_of(scene.a, office.head))
                    scene.mention(person, office.first, end, "description")
                if office.role.endswith("counterpart"):
                    person.country = person.country or state_of(office)
                    counterparts.append((person, office))
                else:
                    take_office(person, office)
            _party(scene, person, first, last)
            if (
                first
                and is_person_noun(scene.a, first - 1)
                and scene.a.sentence_of[first - 1] == scene.a.sentence_of[first]
            ):
                person.nouns.add(scene.a.lowers[first - 1])
            _realm(scene, person, last)
            person.country = person.country or _nation(scene, first, last) or _headed(scene, last)
    for person in persons:
        for first, _, _ in list(person.refs) if person.role is None else ():
            office = _listed(scene, first)
            if office is not None:
                take_office(person, office)
    for person, office in counterparts:
        model = counterpart_of(scene, office)
        weak = _PLAIN.get(person.family or "", 2) < 2
        if model is not None and model is not person and (weak or not person.role):
            person.role, person.family = model.role, model.family


def _share(scene: Scene, office: Office, end: int) -> None:
    """Give an office in the plural ("Sens.", "Presidents") to the persons that follow in its list too."""
    a = scene.a
    stop = a.sentences[a.sentence_of[office.head]][1]
    while end + 1 < stop:
        if a.lowers[end] == "of" and scene.cover[end + 1] is not None:
            held = scene.cover[end + 1]
            end += 1
            while end < stop and scene.cover[end] is held:
                end += 1
            continue
        end = _past_aside(scene, end, stop)
        while end + 1 < stop and a.lowers[end] in (",", "and", "&"):
            end += 1
        other = scene.holder[end] if a.lowers[end - 1] in (",", "and", "&") else None
        if other is None or other.kind != "person":
            return
        take_office(other, office)
        while end < stop and scene.holder[end] is other:
            end += 1


def _listed(scene: Scene, first: int) -> Office | None:
    """The office of several who are named behind a comma: "three Soviet astronauts, X, Y and Z"."""
    a = scene.a
    begin = a.sentences[a.sentence_of[first]][0]
    while first - 1 > begin and a.lowers[first - 1] in ("and", ","):
        held = scene.holder[first - 2]
        if a.lowers[first - 1] == "," and a.tags[first - 2] == "NNS" and (held is None or held.kind != "person"):
            counted = any(a.deps[c] == "nummod" for c in a.children[first - 2])
            return office_at(scene, first - 2) if counted and a.lowers[first - 2][:-1] in offices().family else None
        first -= 1 + (a.words[first - 2] == ",")
        held = scene.holder[first - 1]
        if held is None or held.kind != "person":
            return None
        while first - 1 >= begin and scene.holder[first - 1] is held:
            first -= 1
    return None


def _past_aside(scene: Scene, end: int, stop: int) -> int:
    """The comma behind ", Republican of Iowa" when one stands at `end`."""
    a = scene.a
    if end + 1 >= stop or a.words[end] != "," or a.lowers[end + 1] not in word_map("groups", "party_words"):
        return end
    return next((t for t in range(end + 1, min(stop, end + 8)) if a.words[t] == ","), end)


def take_office(person: Draft, office: Office) -> None:
    """Let a person hold an office, unless the one that it holds says more."""
    if office.hypothetical:
        return
    if is_style(office.role):
        person.nouns.update(office.role.split())
        person.country = person.country or state_of(office)
        return
    relation = office.role.split(" of ")[0].split()[-1] in offices().relations
    rank = _PLAIN.get(office.family, 2)
    if not relation and (person.role is None or rank > _PLAIN.get(person.family or "", 2)):
        person.role, person.family = office.role, office.family
        person.body = office.organisation
        if office.organisation is not None and office.family in HEADS:
            person.family = "business"
    if not relation or office.country:
        person.country = person.country or (None if relation and office.owner else state_of(office))
    words = set(office.role.split())
    if person.gender is None:
        person.gender = "m" if words & offices().male else "f" if words & offices().female else None


def state_of(office: Office) -> str | None:
    if office.country:
        return office.country
    return lent(office.organisation) if office.organisation is not None else None


def _owner_before(scene: Scene, person: Draft, first: int) -> None:
    """ "Turkey's Demir": the state that owns a name, or an adjective right before it."""
    a = scene.a
    if first < 2 or a.sentence_of[first - 2] != a.sentence_of[first]:
        return
    owner = (
        scene.holder[first - 2] if a.tags[first - 1] == "POS" or a.words[first - 1] in ("'s", "’s", "'", "’") else None
    )
    if owner is not None and owner.kind == "country":
        person.country = person.country or owner.country


def _party(scene: Scene, person: Draft, first: int, last: int) -> None:
    """ "(R-Texas)", ", D-N.Y.,": a member of the United States Congress; "Republican nominee X": of a party."""
    a = scene.a
    parties = word_map("groups", "party_words")
    for token in range(first - 1, max(a.sentences[a.sentence_of[first]][0], first - 5) - 1, -1):
        held = scene.holder[token]
        if a.pos[token] not in ("ADJ", "NOUN", "PROPN") or (held is not None and held.kind == "person"):
            break
        if a.lowers[token] in parties:
            person.party = person.party or parties[a.lowers[token]]
    text = a.article.text[a.starts[last - 1] : a.ends[last - 1] + 12][len(a.words[last - 1]) :].lstrip(" ,(")
    if text[:2] in ("R-", "D-", "I-", "R–", "D–") and text[2:3].isupper():
        person.country = person.country or "USA"
        person.party = person.party or {"R": "republican", "D": "democratic"}.get(text[0])


def _realm(scene: Scene, person: Draft, last: int) -> None:
    """ "King Abdullah II of Jordan": the state after the name of one who stands for a state."""
    held = scene.cover[last + 1] if last + 1 < len(scene.a) and scene.a.lowers[last] == "of" else None
    states = held is not None and held.kind == "country" and person.family in (*HEADS, "royal", "minister", "envoy")
    places = held is not None and held.kind == "place" and person.family in ("local", "legislator", "law")
    if held is not None and (states or places):
        person.country = person.country or held.country


def _nation(scene: Scene, first: int, last: int) -> str | None:
    """The state of "Dutch tourist X", "X, an Egyptian,", "two Americans, X and Y"."""
    a = scene.a
    begin, stop = a.sentences[a.sentence_of[first]]
    token = first - 1
    if token > begin and is_person_noun(a, token) and a.pos[token] == "NOUN" and not is_plural(a, token):
        while token > begin and a.pos[token] in ("NOUN", "ADJ") and scene.holder[token] is None:
            token -= 1
        held = scene.holder[token]
        if held is not None and held.kind == "country" and is_national(scene, token, held):
            return held.country
    after = a.lowers[last : last + 2] in ([",", "a"], [",", "an"]) and last + 3 < stop and a.words[last + 3] in ",.)"
    held = scene.holder[last + 2] if after else None
    if held is not None and held.kind == "country" and is_national(scene, last + 2, held):
        return held.country
    while first - 2 > begin and a.lowers[first - 1] in ("and", ","):
        held = scene.holder[first - 2]
        if held is None or held.kind not in ("person", "group"):
            break
        if held.kind == "group":
            return held.country
        first -= 1
        while first - 1 >= begin and scene.holder[first - 1] is held:
            first -= 1
    return None


def _headed(scene: Scene, last: int) -> str | None:
    """The state of "X, who heads Mali's junta"."""
    a = scene.a
    if a.lowers[last : last + 2] != [",", "who"] or last + 4 >= len(a):
        return None
    verb = last + 2
    if a.lemmas[verb] not in word_set("offices", "heading"):
        return None
    thing = next((c for c in a.children[verb] if a.deps[c] == "dobj"), verb)
    return next((d.country for t in range(verb + 1, thing) if (d := scene.holder[t]) and d.kind == "country"), None)


def counterpart_of(scene: Scene, office: Office) -> Draft | None:
    """Whose counterpart is meant: the owner that the phrase names, else the nearest officeholder before it."""
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
