"""Offices in the text's words: "Slovak Prime Minister", "his Russian counterpart", "the president of Turkey"."""

from __future__ import annotations

from dataclasses import dataclass

from readout.extract.entities.gazetteer import countries
from readout.extract.entities.scene import Draft, Scene
from readout.extract.entities.words import offices, people, word_set

REACH = 9
_WIDE = ("envoy", "spokesman", "aide", "business", "trade", "law", "legislator", "deputy")
_CALLINGS = ("trade", "aide", "law", "politics")
# Callings that stay as they are behind a noun: a "party spokesman" is a spokesman.
_BARE = (
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "leader",
    "official",
    "chief",
    "owner",
    "founder",
    "boss",
    "member",
    "director",
    "fan",
    "player",
    "star",
)
# How an office is held, said before the body that it is of: "Interim BART Police Chief".
_HELD = ("former", "ex", "acting", "then", "interim", "incoming", "outgoing", "deputy", "caretaker", "vice")
_LONGEST_SECOND = 5  # tokens
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
    a = scene.a
    left = _Left(scene, head)
    left.read(max(a.sentences[a.sentence_of[head]][0], head - REACH))
    role = " ".join(left.words).replace(" - ", "-").strip(" -&")
    family = _family(role, a.lowers[head])
    market = family == "business" and left.owner is not None and left.owner.kind == "organisation"
    named = left.national or (left.noun if family not in _CALLINGS and not market else None)
    local = left.place if family not in ("business", *_CALLINGS) or left.organisation else None
    last, role, country, organisation = _complement(scene, head, role, family)
    return Office(
        left.first,
        last,
        head,
        role,
        family,
        named or local or country,
        left.organisation or organisation,
        left.owner,
        left.pronoun,
        left.definite,
        left.hypothetical,
    )


class _Left:
    """What stands to the left of an office's last word: its words, and whose it is.

    `national` is the state of an adjective, owner or organisation, `noun` of a country's name, `place` of a place's.
    """

    def __init__(self, scene: Scene, head: int) -> None:
        self.scene, self.head, self.first = scene, head, head
        self.words = [_singular(scene.a.lowers[head])]
        self.national: str | None = None
        self.noun: str | None = None
        self.place: str | None = None
        self.organisation: Draft | None = None
        self.owner: Draft | None = None
        self.pronoun: int | None = None
        self.definite = self.hypothetical = self.outside = False

    def read(self, begin: int) -> None:
        """Read the tokens before the head down to `begin`, up to the phrase's first word."""
        token = self.head - 1
        while token >= begin:
            self.hypothetical = self.hypothetical or self.scene.a.lowers[token] in offices().hypothetical
            if self._opens(token, begin):
                return
            if not (self._is_word(token, begin) or self._is_name(token) or self._passes(token)):
                return
            self.first = token
            token -= 1

    def _opens(self, token: int, begin: int) -> bool:
        """Does an owner or an article stand here, with which the phrase begins?"""
        a, scene = self.scene.a, self.scene
        if a.tags[token] == "POS":
            self.owner = scene.cover[token - 1] if token > begin else None
            if self.owner is not None:
                self.national = self.national or lent(self.owner)
                while token > begin and scene.cover[token - 1] is self.owner:
                    token -= 1
                self.first, self.definite = token, True
            elif token > begin:
                self.first, self.definite = max(begin, a.edges[token - 1][0]), True
            return True
        if a.tags[token] == "PRP$":
            self.pronoun, self.first, self.definite = token, token, True
            return True
        if a.pos[token] == "DET":
            self.first, self.definite = token, a.lowers[token] in ("the", "this", "that", "a", "an")
            return True
        return False

    def _is_word(self, token: int, begin: int) -> bool:
        """Is a token a word of the office itself?"""
        a, o = self.scene.a, offices()
        lower, small = a.lowers[token], a.words[token][0].islower()
        if self.outside:
            word = lower in _HELD
        elif lower in ("-", "&"):
            word = True
        elif lower == "and":
            word = _linked(self.scene, token, begin)
        elif lower == "in":
            word = token > begin and a.words[token - 1] == a.words[token + 1] == "-"
        elif lower in word_set("groups", "organisation") and self.scene.a.lowers[self.head] in _BARE[:3]:
            word = False
        elif lower in o.modifiers and not (small and lower in o.passing):
            word = _joinable(self.scene, token)
        elif small and a.pos[token] == "NOUN" and self._narrows(token):
            word = True
        elif lower in o.short or lower in o.family:
            joined = a.words[token + 1] == "-" or f"{lower} {a.lowers[token + 1]}" in o.family
            word = lower in o.short or not small or joined
        else:
            capital = (
                a.words[token][0].isupper()
                and a.words[self.head][0].isupper()
                and a.pos[token] in ("PROPN", "NOUN", "ADJ")
                and lower not in o.passing
                and a.lowers[self.head] not in word_set("offices", "plain")
            )
            word = capital and self.scene.holder[token] is None
        if word:
            self.words.insert(0, o.short.get(lower, lower))
        return word or (lower == "." and token > begin and a.lowers[token - 1] in o.short)

    def _narrows(self, token: int) -> bool:
        """Is a common noun before an office what the office is about: "market analyst"?"""
        a = self.scene.a
        about = a.deps[token] == "compound" and a.heads[token] == self.head == token + 1
        other = a.lowers[token] in word_set("groups", "organisation") or a.lowers[token] in people()
        free = not other and self.scene.holder[token] is None
        return about and free and a.lowers[self.head] not in _BARE and a.lowers[token] not in offices().passing

    def _is_name(self, token: int) -> bool:
        """Is a token part of the name of a state, place or body that the office belongs to?"""
        held = self.scene.holder[token]
        if held is None or held.kind == "person":
            return False
        self.outside = True
        if held.kind == "organisation":
            self.organisation = self.organisation or held
            self.national = self.national or lent(held)
        elif held.kind == "place":
            self.place = self.place or held.country
        elif is_national(self.scene, token, held) or self._opens_body(token):
            self.national = self.national or held.country
        else:
            self.noun = self.noun or held.country
        return True

    def _opens_body(self, token: int) -> bool:
        """Does a state's name open that of a body: "Puerto Rico" Police?"""
        whole = self.scene.cover[token]
        return whole is not None and whole.kind == "organisation"

    def _passes(self, token: int) -> bool:
        """Is a token an evaluation, a number or a noun before the office that is no part of it?"""
        a = self.scene.a
        noun = a.pos[token] == "NOUN" and a.deps[token] == "compound"
        passes = a.lowers[token] in offices().passing or a.pos[token] in ("ADJ", "NUM") or noun or a.words[token] == "-"
        self.outside = self.outside or passes
        return passes


def lent(held: Draft) -> str | None:
    """The state that an office takes from whom it belongs to: a company or a newspaper says nothing of its people's."""
    return None if held.family in ("companies", "agencies") else held.country


def is_national(scene: Scene, token: int, held: Draft) -> bool:
    """Is a state's mention an adjective ("Chinese", "U.S.") rather than its name as a noun ("China scholar")?"""
    adjectives = countries()[held.country]["adjectives"] if held.kind == "country" and held.country else ()
    return any(scene.a.words[token] == adjective.split()[-1] for adjective in adjectives)


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
    if left >= begin and a.lowers[left] in o.family and a.lowers[right] in o.family and a.pos[right] != "VERB":
        return True
    if left >= begin and is_office(scene, left) and a.words[left][0].isupper() and a.lowers[right] in o.modifiers:
        return a.words[right][0].isupper()
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


def _complement(scene: Scene, head: int, role: str, family: str) -> tuple[int, str, str | None, Draft | None]:
    """What follows an office: "of Turkey", "for the Pentagon", "of State"; as (end, role, state, organisation)."""
    a = scene.a
    end = a.sentences[a.sentence_of[head]][1]
    joined = _and_another(scene, head, end)
    if joined is not None:
        last, _, country, organisation = _complement(scene, joined, role, family)
        return last, f"{role} and {a.text(head + 2, joined + 1).lower()}", country, organisation
    link, token = head + 1, head + 2
    if link >= end or a.lowers[link] not in (_LINKS if family in _WIDE else _LINKS[:1]):
        return head + 1, role, None, None
    while token < end and (a.pos[token] == "DET" or a.lowers[token] in offices().passing):
        token += 1
    held = scene.cover[token] if token < end else None
    if held is not None and held.kind == "organisation" and held.family == "houses" and family == "minister":
        end = _name_end(scene, token, end, held)
        return end, f"{role} of {a.text(token, end).lower()}", lent(held), None
    if held is not None and held.kind in ("country", "organisation", "place", "group"):
        # An envoy to a state is another state's.
        abroad = family == "envoy" and a.lowers[link] in ("to", "in")
        abroad = abroad or (held.kind == "place" and family == "trade" and a.lowers[link] != "of")
        country = None if abroad else lent(held)
        return _name_end(scene, token, end, held), role, country, held if held.kind == "organisation" else None
    if token >= end or a.lowers[link] != "of":
        return head + 1, role, None, None
    return _portfolio(scene, head, token, end, role)


def _and_another(scene: Scene, head: int, end: int) -> int | None:
    """The last word of a second office that "and" joins to one: "CEO and founder"."""
    a = scene.a
    if head + 2 >= end or a.lowers[head + 1] not in ("and", "&") or scene.holder[head + 2] is not None:
        return None
    token = head + 2
    while token < end - 1 and a.lowers[token] in offices().modifiers and a.lowers[token + 1] in offices().family:
        token += 1
    single = a.lowers[token] in offices().family and not a.tags[token].endswith("S") and a.pos[token] != "VERB"
    return token if single and token - head < _LONGEST_SECOND and a.heads[token] == head else None


def is_style(role: str) -> bool:
    """Is a role a rank or a style of address alone ("General", "Rev."), which is no office?"""
    return all(word in offices().styles for word in role.split())


def _name_end(scene: Scene, token: int, end: int, held: Draft) -> int:
    """The end of the noun phrase that a name opens: "the Pentagon", "the U.S. embassy"."""
    a = scene.a
    first = token
    while token < end and scene.cover[token] is held:
        token += 1
    noun = a.heads[token - 1]
    if token < end and a.tags[token] == "POS" and token < noun < token + 5 and a.deps[token - 1] == "poss":
        return noun + 1
    if not (first < noun < token + 4 and token <= noun < end and a.deps[token - 1] in ("compound", "amod", "nmod")):
        return token
    nouns = all(a.pos[t] in ("NOUN", "PROPN", "ADJ") and not _is_person(scene, t) for t in range(token, noun + 1))
    return noun + 1 if nouns else token


def _portfolio(scene: Scene, head: int, first: int, end: int, role: str) -> tuple[int, str, str | None, Draft | None]:
    """What an office is "of" when no name follows: "of State" and "of foreign affairs" belong to it."""
    a, token = scene.a, first
    known = offices().modifiers | word_set("offices", "portfolios")
    if a.words[first][0].isupper() and a.pos[first] == "PROPN" and a.lowers[first] not in known:
        while token < min(end, first + 5) and a.pos[token] in ("PROPN", "NOUN") and scene.holder[token] is None:
            token += 1
        return token, role, None, None
    if a.pos[first] == "NOUN" and first == head + 2:
        # "director of debate", but not "president of the bank"
        while token < min(end, first + 4) and a.pos[token] in ("NOUN", "ADJ") and scene.holder[token] is None:
            token += 1
        if (a.pos[token - 1] == "NOUN" and a.tags[first] != "NNS") or token > first + 1:
            return token, f"{role} of {a.text(first, token).lower()}", None, None
        token = first
    while token < min(end, first + 4) and (a.lowers[token] in known or a.lowers[token] in ("and", "&")):
        token += 1
    token -= token > first and a.lowers[token - 1] in ("and", "&")
    while (
        first < token < end and a.words[first][0].isupper() and a.pos[token] == "PROPN" and scene.holder[token] is None
    ):
        token += 1
    if token == first:
        return head + 1, role, None, None
    the = "the " if a.lowers[first - 1] == "the" else ""
    role = f"{role} of {the}{a.text(first, token).lower()}"
    held = scene.cover[token + 1] if token + 1 < end and a.lowers[token] == "of" else None
    if held is None or held.kind not in ("country", "organisation"):
        return token, role, None, None
    token += 1
    while token < end and scene.cover[token] is held:
        token += 1
    return token, role, held.country, None
