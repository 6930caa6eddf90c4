"""Offices in the text's words: "Slovak Prime Minister", "his Russian counterpart", "the president of Turkey"."""

from __future__ import annotations

from dataclasses import dataclass

from readout.extract.entities.scene import Draft, Scene
from readout.extract.entities.words import offices

REACH = 9
_WIDE = ("envoy", "spokesman", "aide", "business", "trade", "law", "legislator", "deputy")
_LINKS = ("of", "for", "at", "to", "in", "from", "with")


@dataclass(frozen=True, slots=True)
class Office:
    """An office phrase on tokens [first, last): its role and family; whose it is: a state's, a body's, a person's."""

    first: int
    last: int
    head: int
    role: str
    family: str
    country: str | None = None
    organisation: Draft | None = None
    owner: Draft | None = None
    pronoun: int | None = None
    definite: bool = False
    hypothetical: bool = False


def is_office(scene: Scene, token: int) -> bool:
    """Is a token the last word of an office ("minister", "Sen."), and no part of a name?"""
    o, lower = offices(), scene.a.lowers[token]
    held = scene.holder[token]
    return (lower in o.family or lower in o.short) and (held is None or held.kind != "person")


def office_at(scene: Scene, head: int) -> Office:
    """The office whose last word is token `head`, with what belongs to it on the left and "of ..." on the right."""
    a, o = scene.a, offices()
    begin = max(a.sentences[a.sentence_of[head]][0], head - REACH)
    token, first = head - 1, head
    words: list[str] = [_singular(a.lowers[head])]
    country: str | None = None
    organisation = owner = None
    pronoun = None
    definite = outside = hypothetical = stated = False
    while token >= begin:
        held, lower = scene.holder[token], a.lowers[token]
        hypothetical = hypothetical or lower in o.hypothetical
        if a.tags[token] == "POS":
            held = scene.cover[token - 1] if token > begin else None
            if held is not None:
                owner = held
                country = country or held.country
                while token > begin and scene.cover[token - 1] is held:
                    token -= 1
                first, definite = token, True
            elif token > begin:
                first, definite = max(begin, a.edges[token - 1][0]), True
            break
        if a.tags[token] == "PRP$":
            pronoun, first, definite = token, token, True
            break
        if a.pos[token] == "DET":
            definite, first = lower in ("the", "this", "that", "a", "an"), token
            break
        small = a.words[token][0].islower()
        if outside and lower in ("former", "ex", "acting", "then"):
            words.insert(0, lower)
            first, token = token, token - 1
            continue
        if not outside and lower in o.modifiers and not (small and lower in o.passing) and _joinable(scene, token):
            words.insert(0, a.words[token].lower())
        elif lower == "in" and token > begin and a.words[token - 1] == a.words[token + 1] == "-":
            words.insert(0, lower)
        elif lower == "-" or lower == "and" or lower == "&":
            if lower == "and" and not _linked(scene, token, begin):
                break
            if not outside:
                words.insert(0, lower)
        elif held is not None and held.kind in ("country", "organisation", "place", "group"):
            country = country or held.country
            stated = stated or held.kind != "place"
            organisation = organisation or (held if held.kind == "organisation" else None)
            outside = True
        elif lower in o.short or (
            lower in o.family
            and not outside
            and (not small or a.words[token + 1] == "-" or f"{lower} {a.lowers[token + 1]}" in o.family)
        ):
            words.insert(0, o.short.get(lower, lower))
        elif (
            held is None
            and a.words[token][0].isupper()
            and a.words[head][0].isupper()
            and a.pos[token] in ("PROPN", "NOUN", "ADJ")
        ):
            if not outside:
                words.insert(0, lower)
        elif (
            lower in o.passing
            or a.pos[token] in ("ADJ", "NUM")
            or (a.pos[token] == "NOUN" and a.deps[token] == "compound")
        ):
            outside = True
        else:
            break
        first = token
        token -= 1
    role = " ".join(words).replace(" - ", "-").strip(" -&")
    family = _family(role, a.lowers[head])
    if family in ("business", "trade") and not (organisation or owner or stated):
        country = None
    last, role, right_country, right_org = _complement(scene, head, role, family in _WIDE)
    return Office(
        first,
        last,
        head,
        role,
        family,
        country or right_country,
        organisation or right_org,
        owner,
        pronoun,
        definite,
        hypothetical,
    )


def _joinable(scene: Scene, token: int) -> bool:
    """Can a word belong to an office: no part of a name, or a name of one word such as "Senate"?"""
    held, holder = scene.holder[token], scene.holder
    if held is None:
        return True
    beside = holder[token - 1] is held or (token + 1 < len(holder) and holder[token + 1] is held)
    return held.kind == "organisation" and not beside


def _is_person(scene: Scene, token: int) -> bool:
    held = scene.holder[token]
    return held is not None and held.kind == "person"


def _singular(word: str) -> str:
    """The office in full and of one person: "sen." and "senators" are "senator"."""
    o = offices()
    if word in o.short:
        return o.short[word]
    return word[:-1] if word not in o.family and word.endswith("s") and word[:-1] in o.family else word


def _linked(scene: Scene, token: int, begin: int) -> bool:
    """Does "and" join two parts of one office, as in "Planning and Investment Minister"?"""
    a, o = scene.a, offices()
    left, right = token - 1, token + 1
    return (
        left >= begin
        and a.lowers[left] in o.modifiers
        and a.lowers[right] in o.modifiers
        and scene.holder[left] is None
    )


def _family(role: str, head: str) -> str:
    family, words = offices().family, role.split()
    for size in (3, 2):
        key = " ".join(words[-size:])
        if len(words) >= size and key in family:
            return family[key]
    return family.get(words[-1] if words else head, family.get(offices().short.get(head, head), "trade"))


def _complement(scene: Scene, head: int, role: str, wide: bool) -> tuple[int, str, str | None, Draft | None]:
    """What follows an office: "of Turkey", "for the Pentagon", "of State"; as (end, role, state, organisation)."""
    a, o = scene.a, offices()
    end = a.sentences[a.sentence_of[head]][1]
    token = head + 1
    if token >= end or a.lowers[token] not in (_LINKS if wide else _LINKS[:1]):
        return head + 1, role, None, None
    link = token
    token += 1
    while token < end and (a.pos[token] == "DET" or a.lowers[token] in o.passing):
        token += 1
    if token >= end:
        return head + 1, role, None, None
    held = scene.cover[token]
    if held is not None and held.kind in ("country", "organisation", "place", "group"):
        inside = token
        while token < end and scene.cover[token] is held:
            token += 1
        noun = a.heads[token - 1]
        nouns = all(
            a.pos[t] in ("NOUN", "PROPN", "ADJ") and not _is_person(scene, t) for t in range(token, min(noun + 1, end))
        )
        if inside < noun < token + 4 and token <= noun and nouns and a.deps[token - 1] in ("compound", "amod", "nmod"):
            token = noun + 1
        return token, role, held.country, held if held.kind == "organisation" else None
    if a.lowers[link] != "of":
        return head + 1, role, None, None
    first = token
    if (
        a.words[token][0].isupper()
        and a.pos[token] == "PROPN"
        and a.lowers[token] not in o.modifiers | {"state", "staff"}
    ):
        while token < end and token < first + 5 and a.pos[token] in ("PROPN", "NOUN") and scene.holder[token] is None:
            token += 1
        return token, role, None, None
    known = o.modifiers | {
        "state",
        "staff",
        "health",
        "affairs",
        "services",
        "exchequer",
        "operations",
        "mission",
        "parliament",
    }
    while token < end and token < first + 4 and (a.lowers[token] in known or a.lowers[token] in ("and", "&")):
        token += 1
    if a.lowers[token - 1] in ("and", "&"):
        token -= 1
    while (
        first < token < end and a.words[first][0].isupper() and a.pos[token] == "PROPN" and scene.holder[token] is None
    ):
        token += 1
    if token == first:
        return head + 1, role, None, None
    role = f"{role} of {a.text(first, token).lower()}"
    if token + 1 < end and a.lowers[token] == "of" and scene.cover[token + 1] is not None:
        held = scene.cover[token + 1]
        if held is not None and held.kind in ("country", "organisation"):
            stop = token + 1
            while stop < end and scene.cover[stop] is held:
                stop += 1
            return stop, role, held.country, None
    return token, role, None, None


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
        return office_at(scene, at)
    for head in range(at - 1, max(begin, at - REACH) - 1, -1):
        if a.pos[head] in ("VERB", "AUX", "PUNCT"):
            return None
        if is_office(scene, head):
            office = office_at(scene, head)
            return office if office.last == at + 1 and office.last > head + 1 else None
    return None


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
    if token + 1 < stop and a.pos[token] == "NUM" and a.words[token + 1] == ",":
        token += 2
    if token + 1 < stop and a.lowers[token] in ("who", "which") and a.lemmas[token + 1] in ("be", "become"):
        token += 2
    return _office_from(scene, token, stop)


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
    if office.first > token or (after is not None and after.kind == "person"):
        return None
    return office


def office_of_be(scene: Scene, name_head: int) -> Office | None:
    """The office in "X is the president of Turkey"."""
    a = scene.a
    verb = a.heads[name_head]
    if a.deps[name_head] != "nsubj" or a.lemmas[verb] not in ("be", "become", "remain"):
        return None
    for child in a.children[verb]:
        if a.deps[child] == "attr" and child > verb and is_office(scene, child):
            return office_at(scene, child)
    return None
