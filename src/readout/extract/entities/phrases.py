"""Noun phrases: where one begins and ends, what stands before its noun, and what kind of thing it is of."""

from __future__ import annotations

from typing import NamedTuple

from readout.extract.cast import quantities
from readout.extract.entities.words import offices, people, word_set
from readout.model import Analysis

_SERVICES = ("law", "spokesman", "business", "envoy", "aide", "minister", "deputy", "trade")
_LEFT = ("det", "amod", "nummod", "compound", "poss", "nmod", "quantmod", "predet", "case", "npadvmod")
_ARTICLES = ("the", "a", "an")
_TELLING = ("of", "in", "at", "from", "between", "under", "outside", "inside")
_SERVING = ("for", "with", "to", "on", "against")  # behind an office: "a lawyer for the victims"
_DEFINITE = ("the", "this", "that", "these", "those", "both")
_REACH, _LONGEST, _DEEPEST = 12, 30, 3


class Phrase(NamedTuple):
    """A noun phrase on tokens [first, last) without its article; `noun` tells the kind, `head` governs.

    The two differ in "thousands of demonstrators". `determiner` is its article or other determiner in lower case, or
    "own" where someone owns it; `owner` is the owner's token; `number` is how many, in the text's words.
    """

    first: int
    last: int
    head: int
    noun: int
    determiner: str
    owner: int | None
    number: str

    @property
    def definite(self) -> bool:
        """Does the phrase speak of something known?"""
        return self.determiner in _DEFINITE or self.owner is not None


def phrase_at(a: Analysis, noun: int) -> Phrase:
    """The phrase whose kind token `noun` tells."""
    head = noun
    of = a.heads[noun]
    if a.deps[noun] == "pobj" and a.lowers[of] == "of" and a.lowers[a.heads[of]] in quantities() and a.heads[of] < noun:
        head = a.heads[of]
    first, determiner, owner, number = head, "", None, ""
    begin = max(a.sentences[a.sentence_of[head]][0], head - _REACH)
    for child in reversed(a.children[head]):
        if child >= head:
            continue
        low, high = a.edges[child]
        if low < begin or high != first or not (a.deps[child] in _LEFT or _hyphen(a, child)):
            break
        first = low
        if a.deps[child] == "det":
            determiner = a.lowers[child]
        elif a.deps[child] == "poss":
            determiner, owner = "own", child
        elif a.deps[child] == "nummod" and not number:
            number = a.lowers[child]
    while first < head and (a.lowers[first] in _ARTICLES or a.pos[first] == "PUNCT"):
        first += 1
    return Phrase(first, end_of(a, noun), head, noun, determiner, owner, number)


def _hyphen(a: Analysis, token: int) -> bool:
    """Does a token join two words?"""
    return a.words[token] == "-" and a.starts[token] == a.ends[token - 1] and a.ends[token] == a.starts[token + 1]


def end_of(a: Analysis, noun: int, depth: int = 0) -> int:
    """The end of what identifies a noun: "of ...", "in ...", "hired by ...", "who ..." without a comma."""
    last = noun + 1
    for child in a.children[noun]:
        low, high = a.edges[child]
        if child < last:
            continue
        if low != last or high - noun > _LONGEST:
            break
        end = _identified(a, child, depth)
        if end == last:
            break
        last = end
    return last


def _identified(a: Analysis, child: int, depth: int) -> int:
    """The end of a phrase or clause behind a noun as far as it belongs to what the noun means; its start if none."""
    low, high = a.edges[child]
    if a.deps[child] == "prep" and depth < _DEEPEST:
        inner = next((c for c in a.children[child] if a.deps[c] == "pobj"), None)
        links = (*_TELLING, *_SERVING) if _serves(a, a.heads[child]) else _TELLING
        if a.lowers[child] not in links or inner is None or inner < child or _is_time(a, inner):
            return low
        return _listed(a, inner, depth + 1)
    clause = a.deps[child] == "acl" and a.tags[child] in ("VBN", "VBD", "VBG")
    clause = clause or (a.deps[child] == "relcl" and a.lowers[low] in ("who", "whose"))
    if not clause or depth or a.lowers[a.heads[child]] in word_set("groups", "organisation"):
        return low
    stop = next((t for t in range(low, high) if a.words[t] in (",", ";", "—", "–", ":", "(") or _says_when(a, t)), high)
    loose = ("last", "next", "this", "early", "late", "earlier")
    while stop > low and (
        a.pos[stop - 1] in ("PUNCT", "ADP", "DET") or a.lowers[stop - 1] in loose or _says_when(a, stop - 1)
    ):
        stop -= 1
    return stop


def _serves(a: Analysis, noun: int) -> bool:
    """Is a noun an office or calling that is held for somebody?"""
    return offices().family.get(singular(a, noun)) in _SERVICES


def _listed(a: Analysis, noun: int, depth: int) -> int:
    """The end of a noun's phrase and of those that "and" joins to it."""
    last = end_of(a, noun, depth)
    for _ in range(_DEEPEST * 2):
        joined = next((c for c in a.children[noun] if a.deps[c] == "conj" and c >= last), None)
        if joined is None or a.edges[joined][0] > last + 2:
            break
        noun, last = joined, end_of(a, joined, depth)
    return last


def _is_time(a: Analysis, token: int) -> bool:
    """Is a noun a day, a month, a year?"""
    return any(a.lowers[c] in word_set("groups", "times") for c in (token, *a.children[token])) or (
        a.tags[token] == "CD" and len(a.words[token]) == 4
    )


def _says_when(a: Analysis, token: int) -> bool:
    """Is a token of a clause a time that stands there by itself ("last night")?"""
    return a.deps[token] == "npadvmod" and _is_time(a, token)


def is_specific(a: Analysis, phrase: Phrase) -> bool:
    """Does a plural speak of certain people: told apart by words around it, or doing something at some time?"""
    head = phrase.head
    if phrase.definite or phrase.number or phrase.head != phrase.noun or phrase.last > phrase.noun + 1:
        return True
    verb = a.heads[head]
    if a.deps[head] in ("pobj", "conj", "poss", "compound") and a.heads[verb] != verb:
        verb = a.heads[verb]
    auxiliaries = [c for c in a.children[verb] if a.deps[c] in ("aux", "auxpass")]
    if any(a.tags[c] == "MD" for c in auxiliaries):
        return False
    tensed = a.tags[verb] in ("VBD", "VBN", "VBG") or any(a.tags[c] in ("VBD", "VBZ", "VBP") for c in auxiliaries)
    return tensed and a.deps[head] in ("nsubj", "nsubjpass", "dobj", "pobj", "agent", "poss", "conj", "dative")


def is_prefixed(a: Analysis, token: int) -> bool:
    """Does a state's adjective only say what something was or is for or against: "ex-Soviet", "pro-Russian"?"""
    return token > 1 and a.words[token - 1] == "-" and a.lowers[token - 2] in word_set("groups", "prefixes")


def is_person_noun(a: Analysis, token: int) -> bool:
    """Is a token a common noun for one person or several?"""
    return singular(a, token) in people() and a.pos[token] in ("NOUN", "PROPN", "ADJ")


def singular(a: Analysis, token: int) -> str:
    """A noun's singular in lower case."""
    lower = a.lowers[token]
    if a.tags[token] == "NNPS" or (a.tags[token] in ("NNP", "NN") and lower.endswith("s") and lower[:-1] in people()):
        return lower[:-1] if lower not in people() else lower
    return a.lemmas[token].lower() if a.tags[token] == "NNS" else lower


def is_plural(a: Analysis, token: int) -> bool:
    """Does a noun mean several?"""
    return a.tags[token] in ("NNS", "NNPS") or singular(a, token) != a.lowers[token]


def over(a: Analysis, verb: int, token: int) -> bool:
    """Does a verb's clause hold a token?"""
    first, last = a.edges[verb]
    return first <= token < last


def is_first_of_sentence(a: Analysis, token: int) -> bool:
    """Is a token the subject of its sentence's main verb?"""
    verb = a.heads[token]
    return a.deps[token] in ("nsubj", "nsubjpass") and a.heads[verb] == verb
