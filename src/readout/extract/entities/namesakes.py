"""Namesakes: names of states and towns that are parts of persons' names, as in "Jordan Peterson"."""

from __future__ import annotations

from readout.extract.entities.runs import is_capital, is_title
from readout.extract.entities.scene import Found
from readout.extract.entities.words import given_names, name_words
from readout.model import Analysis

_PERSONAL = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})


def outside_persons(a: Analysis, known: list[Found]) -> list[Found]:
    """The tables' names without those that are part of a person's, as in "Jordan Peterson" or "Denzel Washington"."""
    spans = [(first, last) for first, last, label in a.names if label == "PERSON" and last - first > 1]
    holder = {token: span for span in spans for token in range(*span)}
    starts = {row.first for row in known}
    bodies = {token for first, last, label in a.names if label in ("ORG", "FAC", "LOC") for token in range(first, last)}
    kept = []
    for row in known:
        if row.what in ("country", "capital", "city", "stateless"):
            if _inside(a, row, holder.get(row.first)) or _is_surname(a, row):
                continue
            before = a.lowers[row.first - 1] if row.first else ""
            free = row.first not in bodies or before == "," or is_title(before) or _is_of_somebody(a, row.last)
            single = row.last - row.first == 1 and row.what != "country" and free
            if single and a.lowers[row.first] in given_names() and _surname_follows(a, row.last, starts):
                continue
        kept.append(row)
    return kept


def _inside(a: Analysis, row: Found, span: tuple[int, int] | None) -> bool:
    """Does a table's name stand in a longer name that the model calls a person's and that a given name opens?"""
    if span is None or row.last > span[1] or row.last - row.first >= span[1] - span[0]:
        return False
    bare_name = all(is_capital(a, t) for t in range(*span))
    return bare_name and any(a.lowers[t] in given_names() for t in range(span[0], span[1] - 1))


def _is_surname(a: Analysis, row: Found) -> bool:
    """Is a city's name a surname: one word behind a title and a given name, as in "Mayor Pedro Toledo"?"""
    first = row.first
    if row.what == "country" or row.last - first > 1 or first < 2 or a.heads[first - 1] != first:
        return False
    given = a.lowers[first - 1] in given_names() and is_capital(a, first - 1) and a.pos[first - 1] == "PROPN"
    return given and is_title(a.lowers[first - 2]) and a.sentence_of[first - 2] == a.sentence_of[first]


def _is_of_somebody(a: Analysis, token: int) -> bool:
    """Is a word by itself the subject of a sentence that goes on with he or she: "Hilton said she would"?"""
    if token >= len(a):
        return False
    for other in range(len(a)):
        alone = other != token and a.words[other] == a.words[token] and a.deps[other] == "nsubj"
        if alone and not any(a.deps[c] == "compound" for c in a.children[other]):
            last = a.sentences[a.sentence_of[other]][1]
            if any(a.lowers[t] in _PERSONAL for t in range(other + 1, last)):
                return True
    return False


def _surname_follows(a: Analysis, token: int, starts: set[int]) -> bool:
    """Is the token after a given name a surname: a capitalised name of its own that no table knows?"""
    if token >= len(a) or token in starts or not is_capital(a, token) or a.pos[token] != "PROPN":
        return False
    lower = a.lowers[token]
    other = lower in name_words().not_person or is_title(lower)
    return a.sentence_of[token] == a.sentence_of[token - 1] and not other
