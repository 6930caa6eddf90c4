"""The office that stands beside a person's name: before it, beyond a comma, after it, or after "is"."""

from __future__ import annotations

from dataclasses import replace

from readout.extract.entities.offices import REACH, Office, is_office, office_at
from readout.extract.entities.scene import Scene
from readout.extract.entities.words import offices, word_set
from readout.model import Analysis


def office_before(scene: Scene, name: int) -> Office | None:
    """The office right before a name's first token: "Slovak Prime Minister", "Secretary of State", "Sen."."""
    a = scene.a
    begin = a.sentences[a.sentence_of[name]][0]
    at = name - 1
    while at >= begin and (a.lowers[at] in offices().address or a.words[at] in ('"', "“", ".")):
        if a.words[at] == "." and (at == begin or a.lowers[at - 1] not in offices().short):
            return None
        at -= 1
    if at < begin:
        return None
    if is_office(scene, at) or (a.lowers[at].endswith("s") and a.lowers[at][:-1] in offices().family):
        office = office_at(scene, at)
        return _behind_style(scene, office, begin) or office
    for head in range(at - 1, max(begin, at - REACH) - 1, -1):
        if a.pos[head] in ("VERB", "AUX", "PUNCT"):
            return None
        if is_office(scene, head):
            office = office_at(scene, head)
            return office if office.last == at + 1 and office.last > head + 1 else None
    return None


def _behind_style(scene: Scene, office: Office, begin: int) -> Office | None:
    """The office before a rank or style: "army spokesman Rear Adm. ...", "its supreme leader, Ayatollah ..."."""
    a, styles = scene.a, offices().styles
    if not office.role or any(word not in styles for word in office.role.split()):
        return None
    at = office.head - 1
    while at > begin and (a.lowers[at] in styles or offices().short.get(a.lowers[at]) in styles or a.words[at] == "."):
        at -= 1
    at -= at > begin and a.words[at] in (",", "—", "–")
    if at < begin or not is_office(scene, at) or a.lowers[at] in offices().styles or a.pos[at] == "VERB":
        return None
    outer = office_at(scene, at)
    return outer if a.words[at + 1] != "," or outer.definite else None


def office_beyond(scene: Scene, name: int) -> Office | None:
    """The office before a name and a comma: "his Russian counterpart, ...", "the president of Turkey, ..."."""
    a = scene.a
    begin = a.sentences[a.sentence_of[name]][0]
    title = name
    while title - 1 > begin and (is_office(scene, title - 1) or a.lowers[title - 1] in offices().modifiers):
        title -= 1
    if title - 2 < begin or a.words[title - 1] not in (",", "—", "–", ":"):
        return None
    office = office_before(scene, title - 1)
    if office is None or not office.definite:
        return None
    end = name
    while end < len(a) and scene.holder[end] is scene.holder[name]:
        end += 1
    head = next((t for t in range(name, end) if not name <= a.heads[t] < end), name)
    closed = end < len(a) and a.pos[end] == "PUNCT"
    if a.deps[head] == "appos" or (closed and a.deps[head] != "nsubj") or (closed and office.first == begin):
        return office
    return None


def office_after(scene: Scene, end: int) -> Office | None:
    """The office after a name and a comma, as in "X, the president of Turkey,"; `end` follows the name."""
    a = scene.a
    stop = a.sentences[a.sentence_of[end - 1]][1]
    if end >= stop or a.words[end] not in (",", "—", "–", "("):
        return None
    token = end + 1
    if a.words[end] == "(":
        closed = next((t for t in range(token, min(stop, token + 8)) if a.words[t] == ")"), token)
        beyond = closed + 1 < stop and a.words[closed + 1] == ","
        token = closed + 2 if beyond and closed > token else token
    if token + 1 < stop and a.pos[token] == "NUM" and a.words[token + 1] == ",":
        token += 2
    if token + 1 < stop and a.lowers[token] in ("who", "which") and a.lemmas[token + 1] in ("be", "become"):
        token += 2
    office = _office_from(scene, token, stop)
    past = token > end + 1 and a.lowers[token - 1] == "was" and office is not None and office.last < stop
    if office is not None and past and a.lowers[office.last] in ("until", "from", "before", "till"):
        return replace(office, role=office.role if office.role.startswith("former") else f"former {office.role}")
    return office


def _office_from(scene: Scene, token: int, stop: int) -> Office | None:
    """The office phrase that starts at `token`."""
    a = scene.a
    head = None
    for t in range(token, min(stop, token + REACH + 3)):
        held = scene.holder[t]
        if held is not None and held.kind == "person" and a.tags[min(t + 1, stop - 1)] != "POS":
            break
        if is_office(scene, t):
            head = t
        elif a.words[t] != "-" and a.pos[t] in ("VERB", "AUX", "ADP", "PUNCT", "SCONJ", "CCONJ"):
            break
    if head is None or (a.deps[head] == "compound" and a.heads[head] > head):
        return None
    office = office_at(scene, head)
    after = scene.holder[office.last] if office.last < stop else None
    if office.first > token + (a.pos[token] == "DET") or (after is not None and after.kind == "person"):
        return None
    return office


def office_of_be(scene: Scene, name_head: int) -> Office | None:
    """The office in "X is the president of Turkey"."""
    a = scene.a
    verb = a.heads[name_head]
    if a.deps[name_head] != "nsubj" or a.lemmas[verb] not in ("be", "become", "remain"):
        return None
    if a.lemmas[verb] == "become" and not _is_done(a, verb):
        return None
    for child in a.children[verb]:
        if a.deps[child] == "attr" and child > verb and is_office(scene, child):
            return office_at(scene, child)
    return None


def office_of_change(scene: Scene, name_head: int) -> Office | None:
    """The office in "X was appointed minister of culture", "X resigned as mayor": who has it or has just left it."""
    a = scene.a
    verb, dep = a.heads[name_head], a.deps[name_head]
    named = dep == "nsubjpass" and a.lemmas[verb] in word_set("offices", "appointing")
    serves = dep == "nsubj" and a.lemmas[verb] in word_set("offices", "serving")
    if not (named or serves) or not _is_done(a, verb):
        return None
    for child in a.children[verb]:
        inner = [c for c in a.children[child] if a.deps[c] == "pobj"] if a.lowers[child] == "as" else []
        if named and a.deps[child] in ("oprd", "attr", "dobj"):
            inner = [child]
        for head in inner:
            if head > verb and is_office(scene, head):
                return office_at(scene, head)
    return None


def _is_done(a: Analysis, verb: int) -> bool:
    """Does a verb tell what was or is so, rather than what may be or is denied?"""
    return not any(a.tags[c] in ("MD", "TO") or a.deps[c] == "neg" for c in a.children[verb])
