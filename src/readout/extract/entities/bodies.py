"""Organisations, places and peoples that no table knows: by the model's labels and by their last word."""

from __future__ import annotations

from readout.extract.entities.runs import Marks, is_capital, is_title, runs
from readout.extract.entities.scene import Found
from readout.extract.entities.words import name_words, offices, word_set
from readout.model import Analysis

_LABELS = {"ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "people"}
_STATES = ("country", "adjective", "people", "capital")
_QUOTES = "'’‘\"“”"


class BodyFinder:
    """Finds the names that are no person's; `own` are tokens that belong to another finder."""

    def __init__(self, marks: Marks, known: list[Found], persons: list[Found], own: set[int]) -> None:
        self.marks, self.a = marks, marks.a
        self.taken = [token in own for token in range(len(self.a))]
        for row in persons:
            self.taken[row.first : row.last] = [True] * (row.last - row.first)
        self.inner = {token: row for row in known for token in range(row.first, row.last)}
        self.found: list[Found] = []

    def find(self) -> list[Found]:
        """All mentions by name."""
        a, words = self.a, name_words()
        for first, last, label in a.names:
            if not self.marks.is_loud(first):
                self._named(first, last, label)
        blocked = [self.taken[t] or t in self.inner for t in range(len(a))]
        for first, last in runs(a, blocked):
            if last - first > 1 and a.lowers[last - 1] in words.organisation and not self.marks.is_loud(first):
                self._add(first, last, "organisation")
        return sorted(self.found)

    def _add(self, first: int, last: int, kind: str) -> None:
        if any(self.taken[first:last]):
            return
        a = self.a
        states = [self.inner[t] for t in range(first, last) if t in self.inner]
        named = (r.country for r in states if r.what in _STATES or (r.what == "city" and a.lowers[r.first - 1] == "of"))
        self.found.append(Found(first, last, kind, a.text(first, last), next(named, None)))
        self.taken[first:last] = [True] * (last - first)

    def _named(self, first: int, last: int, label: str) -> None:
        """Take a name of the model's for what it is, if it is one."""
        a, words = self.a, name_words()
        first, last = clean(a, first, last)
        if first >= last or not any(is_capital(a, t) for t in range(first, last)):
            return
        kind = self._kind(first, last, label)
        if kind is None:
            return
        if kind == "organisation" and last - first > 1:
            first = self._widened(first)
        lowers = a.lowers[first:last]
        long = last - first > 1
        body = long and bool({lowers[-1], lowers[0]} & words.organisation)
        spot = long and lowers[-1] in words.place
        embedded = any(t in self.inner for t in range(first, last))
        whole = embedded and self.inner.get(first) == self.inner.get(last - 1)
        if whole or (embedded and not (body or spot)) or (kind == "people" and "-" in a.text(first, last)):
            return
        if lowers[-1] in words.event or all(w in words.not_person and w not in words.organisation for w in lowers):
            return
        self._add(first, last, "organisation" if body else "place" if spot else kind)

    def _kind(self, first: int, last: int, label: str) -> str | None:
        a = self.a
        if label == "PERSON":
            before = first and a.lowers[first - 1] in word_set("groups", "organisation")
            return "organisation" if before or a.text(first, last) in self.marks.firms else None
        kind = _LABELS.get(label)
        follower = a.lowers[last] if last < len(a) else ""
        if last - first == 1 and a.lowers[first] in offices().modifiers and is_title(follower):
            return None
        if kind == "place" and first not in self.inner:
            trades = follower in word_set("names", "business") or a.text(first, last) in self.marks.firms
            return "organisation" if trades else kind
        return kind

    def _widened(self, first: int) -> int:
        """The start of an organisation's name with the capitals right before it that the model left out."""
        a = self.a
        begin = a.sentences[a.sentence_of[first]][0]
        while first - 1 > begin and is_capital(a, first - 1) and a.pos[first - 1] == "PROPN":
            if first - 1 in self.inner or is_title(a.lowers[first - 1]):
                break
            first -= 1
        return first


def clean(a: Analysis, first: int, last: int) -> tuple[int, int]:
    """A model's name without articles, possessive endings, quotes and what follows a bracket or colon."""
    for token in range(first + 1, last):
        if a.words[token] in ("(", ":", ";", "—", "–", "|"):
            last = token
            break
    while first < last and (a.pos[first] in ("DET", "PUNCT", "PRON", "ADP") or a.words[first] in _QUOTES):
        first += 1
    while first < last and (a.tags[last - 1] == "POS" or a.pos[last - 1] == "PUNCT" or a.words[last - 1] in _QUOTES):
        last -= 1
    return first, last
