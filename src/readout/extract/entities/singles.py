"""Names of one word: of persons named in full elsewhere, or of those that stand where persons stand."""

from __future__ import annotations

import re
from collections import Counter

from readout.extract.entities.runs import Marks, is_capital, is_ship, is_thing, is_title, is_titled
from readout.extract.entities.scene import Found
from readout.extract.entities.words import given_names, name_words, offices, word_set
from readout.model import Analysis

# A capital inside a word of no surname's kind: "SpaceX", "iPhone", but not "McCain" or "DeVos".
_BRAND = re.compile(r"(?!Mc|Mac|De|Di|Du|La|Le|Van|Von|Fitz|O)[A-Za-z][a-z]+[A-Z]")
_SIDE = ("compound", "amod", "nmod")
_HUMAN = ("nsubj", "nsubjpass", "agent", "appos", "poss")


class SingleNames:
    """Finds the single names of one article beside the full ones; `small` are the words that it also writes small."""

    def __init__(self, marks: Marks, small: set[str], full: list[Found]) -> None:
        self.marks, self.a, self.small, self.full = marks, marks.a, small, full
        self.label = marks.label
        self.pure = self._purity()

    def _purity(self) -> dict[str, float]:
        """How often the model calls a name of one word a person's, of all the times that it names it."""
        named: Counter[str] = Counter()
        person: Counter[str] = Counter()
        for first, last, label in self.a.names:
            if last - first == 1 and not self.marks.is_loud(first):
                named[self.a.words[first]] += 1
                person[self.a.words[first]] += label == "PERSON"
        return {word: person[word] / times for word, times in named.items()}

    def find(self, single: list[tuple[int, int]]) -> list[Found]:
        """Add names of one token: those of persons named in full elsewhere, others that stand where persons stand."""
        a, full = self.a, self.full
        family = parts_of(a, full)
        first_names = {a.words[row.first] for row in full} - {a.words[row.last - 1] for row in full}
        borne = " ".join(row.name for row in full)
        covered = {token for row in full for token in range(row.first, row.last)}
        times = Counter(a.lowers[first] for first, _ in single)
        found = list(full)
        for first, last in single:
            word = a.words[first]
            pieces = a.text(first, last).split("-")
            whole = a.text(first, last)
            if len(pieces) > 1 and all(piece in family for piece in pieces) and whole not in borne:
                continue
            joined = last - first > 1 and not pieces[-1][:1].islower()
            if word in family or joined or self._acts(first, times[a.lowers[first]]):
                found.append(Found(first, last, "person", a.text(first, last)))
                covered.update(range(first, last))
                family.add(word)
        for first, last in self.marks.runs:
            # A run that ends in the surname of someone who spoke alone is that person's full name, whatever its label.
            if last - first == 2 and a.words[last - 1] in family and not covered & {first, last - 1}:
                plain = not self.marks.is_loud(first) and a.lowers[first] not in name_words().not_person
                if plain and not is_title(a.lowers[first]) and self.label[first] in ("ORG", "PERSON", "GPE"):
                    found.append(Found(first, last, "person", a.text(first, last)))
                    covered.update((first, last - 1))
        hyphened = {part for row in found for part in row.name.split() if "-" in part}
        for first, last in self.marks.runs if hyphened else ():
            if a.text(first, last) in hyphened and not covered & set(range(first, last)):
                found.append(Found(first, last, "person", a.text(first, last)))
                covered.update(range(first, last))
        for token in range(len(a)):
            state = self.marks.taken[token] and a.words[token] in first_names
            if token not in covered and a.words[token] in family and not state and self._alone(token, covered):
                found.append(Found(token, token + 1, "person", a.words[token]))
                covered.add(token)
        return self._merged(sorted(found))

    def _merged(self, found: list[Found]) -> list[Found]:
        """The names with those joined that stand side by side in a headline, where each was known by its letters."""
        merged: list[Found] = []
        for row in found:
            before = merged[-1] if merged else None
            if before and before.last == row.first and self.marks.is_loud(row.first):
                merged[-1] = Found(before.first, row.last, "person", self.a.text(before.first, row.last))
            else:
                merged.append(row)
        return merged

    def _acts(self, token: int, times: int) -> bool:
        """Does a single capitalised word act, speak, own or carry a title as a person does?"""
        a = self.a
        word = a.words[token]
        if is_titled(a, token):
            return True
        if is_thing(a, token, token + 1):
            return False
        if word.isupper() or not word.replace("-", "").isalpha() or a.pos[token] != "PROPN" or len(word) < 2:
            return False
        if self.label[token] != "PERSON" or self.pure.get(word, 1.0) < 0.7 or a.lowers[token] in self.small:
            return False
        if a.deps[token] in _SIDE and a.lemmas[a.heads[token]] in ("administration", "campaign", "government"):
            return True
        if a.deps[token] in _SIDE or self._trades(token) or _BRAND.match(word):
            return False
        return times > 1 or a.deps[token] in _HUMAN or a.lowers[token] in given_names()

    def _trades(self, token: int) -> bool:
        """Does a name own what companies own: "Magna's chairman", "Reed's shares"?"""
        a = self.a
        if a.deps[token] != "poss":
            return False
        return a.lowers[a.heads[token]] in word_set("names", "business")

    def _alone(self, token: int, covered: set[int]) -> bool:
        """Is a known person's surname here the person, and no part of another name ("Trump Tower")?"""
        a, words, o = self.a, name_words(), offices()
        loud = self.marks.is_loud(token)
        if is_thing(a, token, token + 1) or (not loud and is_ship(a, token)):
            return False
        if a.pos[token] not in ("PROPN", "NOUN", "ADJ", "VERB") and not loud:
            return False
        for beside in (token - 1, token + 1):
            if not 0 <= beside < len(a) or a.sentence_of[beside] != a.sentence_of[token] or beside in covered:
                continue
            lower = a.lowers[beside]
            if beside > token and is_capital(a, beside) and lower in words.ends:
                return False
            named = is_capital(a, beside) and a.pos[beside] == "PROPN" and not self.marks.taken[beside]
            other = is_title(lower) or lower in o.modifiers or lower in o.passing or lower in words.not_person
            if named and not loud and not other:
                return False
        return True


def parts_of(a: Analysis, persons: list[Found]) -> set[str]:
    """The single names by which persons named in full may be meant."""
    words = name_words()
    found: set[str] = set()
    for row in persons:
        for token in range(row.first, row.last):
            word, lower = a.words[token], a.lowers[token]
            everyday = lower in words.suffixes or lower in words.not_person
            if is_capital(a, token) and len(word) > 1 and word.replace("'", "").isalpha() and not everyday:
                found.add(word)
    return found
