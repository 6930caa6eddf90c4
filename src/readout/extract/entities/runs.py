"""Runs of capitals: the stretches of tokens that may be names, and what the model and the tables say of them."""

from __future__ import annotations

from collections.abc import Iterator

from readout.extract.entities.scene import Found
from readout.extract.entities.words import given_names, name_words, offices, word_set
from readout.model import Analysis

_GLUE = ')”“"(:;/'


def is_capital(a: Analysis, token: int) -> bool:
    """Does a token begin with a capital letter?"""
    return a.words[token][0].isupper()


def is_title(lower: str) -> bool:
    """Is a word an office or a form of address, of one person or more?"""
    o = offices()
    return lower in o.family or lower in o.short or lower in o.address or (lower[-1:] == "s" and lower[:-1] in o.family)


def is_titled(a: Analysis, first: int) -> bool:
    """Does a title stand right before a name?"""
    return first > 0 and a.sentence_of[first - 1] == a.sentence_of[first] and is_title(a.lowers[first - 1])


def is_thing(a: Analysis, first: int, last: int) -> bool:
    """Does a name bear an article itself, as a ship's or a hotel's does, "the Abraham Lincoln", but no person's?"""
    if first == 0 or a.lowers[first - 1] != "the" or a.words[last - 1].endswith("s"):
        return False
    return first <= a.heads[first - 1] < last and not (last < len(a) and a.words[last][0] in "-–")


def is_ship(a: Analysis, first: int) -> bool:
    """Does a ship's kind stand before a name, its other words or its title: "the frigate Admiral Makarov"?"""
    begin = a.sentences[a.sentence_of[first]][0]
    while first > begin and is_capital(a, first - 1) and a.lowers[first - 1] not in word_set("names", "ships"):
        first -= 1
    return first > begin and a.lowers[first - 1] in word_set("names", "ships")


def is_dateline(a: Analysis, first: int, last: int) -> bool:
    """Do capitals open a block before a comma, a dash or a bracket: "CEDAR RAPIDS, Iowa -"?"""
    opens = first == 0 or a.block_of[first - 1] != a.block_of[first]
    shouted = all(a.words[t].isupper() for t in range(first, last) if a.words[t].isalpha())
    return opens and shouted and last < len(a) and a.words[last] in (",", "-", "—", "–", "―", "--", "(")


def shouting(a: Analysis) -> list[bool]:
    """For each sentence: are (nearly) all its longer words capitalised, as in a headline?"""
    result = []
    headlines = {n for n, block in enumerate(a.article.blocks) if block.kind == "headline"}
    for first, last in a.sentences:
        words = [a.words[t] for t in range(first, last) if len(a.words[t]) > 3 and a.words[t].isalpha()]
        capitals = sum(word[0].isupper() for word in words)
        enough = len(words) >= (2 if a.block_of[first] in headlines else 3)
        verbs = any(a.pos[t] in ("VERB", "AUX") and a.words[t][0].islower() for t in range(first, last))
        result.append(enough and not verbs and capitals >= 0.75 * len(words))
    return result


def _glued(a: Analysis, token: int) -> bool:
    """Does nothing stand between a token and the one before it?"""
    return token > 0 and a.starts[token] == a.ends[token - 1]


def _joins(a: Analysis, first: int, token: int, last: int) -> bool:
    """Can a run of a name's tokens that began at `first` go on through `token`?"""
    word, particles = a.words[token], name_words().particles
    after = token + 1 < last
    if word == "-":
        return after and _glued(a, token) and _glued(a, token + 1) and a.words[token + 1].isalpha()
    if token and a.words[token - 1] == "-" and _glued(a, token):
        return word[0].isalpha() and token > first
    if word[0].isupper():
        if any(mark in word for mark in _GLUE):
            return False
        return a.pos[token] not in ("DET", "PRON", "AUX", "CCONJ", "SCONJ") or (token > 0 and len(word) <= 2)
    if a.lowers[token] not in particles or not after:
        return False
    return is_capital(a, token + 1) or a.lowers[token + 1] in particles or a.words[token + 1] == "-"


def runs(a: Analysis, taken: list[bool]) -> Iterator[tuple[int, int]]:
    """Stretches of capitalised tokens that may be names, cut where a token is taken."""
    for begin, end in a.sentences:
        token = begin
        while token < end:
            first = token
            while (
                token < end
                and not taken[token]
                and (token > first or a.words[token] != "-")
                and _joins(a, first, token, end)
            ):
                token += 1
            last = token
            while last > first and not is_capital(a, last - 1) and a.words[last - 2 : last - 1] != ["-"]:
                last -= 1
            if last > first:
                yield first, last
            token = max(token, first + 1)


class Marks:
    """What is known of each token before names are found: the model's label, loud sentences, names of the tables."""

    def __init__(self, a: Analysis, known: list[Found]) -> None:
        self.a = a
        self.loud = shouting(a)
        self.label: list[str] = [""] * len(a)
        self.group: list[int] = [-1] * len(a)
        for number, (first, last, label) in enumerate(a.names):
            self.label[first:last] = [label] * (last - first)
            self.group[first:last] = [number] * (last - first)
        self.taken = [False] * len(a)
        for row in known:
            self.taken[row.first : row.last] = [True] * (row.last - row.first)
        self.runs = list(runs(a, self.taken))
        self.firms = firms(a, self.runs)

    def is_loud(self, token: int) -> bool:
        """Does a token stand in a sentence of capitals?"""
        return self.loud[self.a.sentence_of[token]]


def firms(a: Analysis, found: list[tuple[int, int]]) -> set[str]:
    """The names under which the article's companies go: "Acme" for "Acme Co.", "John Acme" for "John Acme Inc."."""
    stems: set[str] = set()
    trade, given = name_words().trade, given_names()
    for first, last in found:
        if last - first < 2 or a.lowers[last - 1] not in trade:
            continue
        end = last - 1
        while end > first + 1 and a.lowers[end - 1] in trade:
            end -= 1
        for stop in range(first + 1, end + 1):
            if stop > first + 1 or a.lowers[first] not in given:
                stems.add(a.text(first, stop))
    return stems
