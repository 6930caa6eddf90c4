"""What a time expression is read against: the publication date, the days named before it, and its clause's tense."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from readout.extract.times.values import Value
from readout.extract.verbs import ancestors, form, is_verb
from readout.lexicon import table
from readout.model import Analysis

Tense = Literal["past", "present", "future"]

# How far back, in characters, a quarter that the text named still is the one that it speaks of.
_QUARTER_REACH = 1500
_MONTH_REACH = 120
_SENTENCE_END = re.compile(r"[.?!]['\"”’]?\s|\n")
_TERM = re.compile(r"\b(?:until|till)(?: at least)?\s\Z", re.IGNORECASE)
# Verbs whose past is their bare form.
_INVARIABLE = frozenset({"hurt", "hit", "cut", "put", "set", "let", "shut", "cost", "spread", "split", "quit", "burst"})


@cache
def _ahead() -> frozenset[str]:
    return frozenset(table("times")["ahead"])


@dataclass(slots=True)
class Context:
    """The state of the reading of one article; `start` and `end` are the characters of the expression at hand."""

    analysis: Analysis
    published: date | None
    start: int = 0
    end: int = 0
    reference: date | None = None  # the day named last
    reference_end: int = -1
    dated: date | None = None  # the first day of the day, month or year named last
    month: tuple[int, int] | None = None
    month_end: int = -1
    quarter: tuple[int, int] | None = None
    quarter_end: int = -1

    def tense(self) -> Tense:
        """The tense of the clause that the expression at hand stands in; by default the past, as news tells it."""
        a = self.analysis
        first, last = a.tokens(self.start, self.end)
        if first >= last:
            return "past"
        top = next((t for t in range(first, last) if not first <= a.heads[t] < last), first)
        for head in ancestors(a, top):
            if a.lowers[head] in _INVARIABLE and a.tags[head] == "VBP" and _one(a, head):
                return "past"
            if is_verb(a, head):
                if a.lemmas[head] in table("times")["moved"] and a.lowers[a.heads[top]] in ("to", "until", "till"):
                    return "future"
                found = _tense(a, head)
                inside = a.deps[top] in ("poss", "compound", "nmod") and not is_verb(a, a.heads[top])
                return "past" if inside and (found == "present" or form(a, head) == "infinitive") else found
            if a.lowers[head] in _ahead():
                return "future"
        return "past"

    def is_term(self) -> bool:
        """Whether the expression ends something: `until Friday` lies ahead of what the clause tells."""
        return _TERM.search(self.analysis.article.text, max(self.start - 20, 0), self.start) is not None

    def modifies(self) -> bool:
        """Whether the expression at hand stands before a noun: `the December debate`."""
        a = self.analysis
        first, last = a.tokens(self.start, self.end)
        return first < last and a.deps[last - 1] in ("compound", "nmod", "poss") and not is_verb(a, a.heads[last - 1])

    def note(self, value: Value, end: int) -> None:
        """Remember a day, a month or a year that was named: later expressions count from it."""
        if value.begin is None or value.type not in ("DATE", "TIME") or value.value.endswith("TNI"):
            return
        begin = date.fromisoformat(value.begin)
        if value.begin == value.until:
            self.reference, self.reference_end, self.dated = begin, end, begin
        elif len(value.value) in (4, 7) and "W" not in value.value:
            self.dated = begin
            if value.value[5:].isdigit():
                self.month, self.month_end = (begin.year, begin.month), end

    def name_quarter(self, year: int, number: int) -> tuple[int, int]:
        """Remember a quarter that was named."""
        self.quarter, self.quarter_end = (year, number), self.end
        return self.quarter

    def near_month(self) -> tuple[int, int] | None:
        """The month that the same sentence named last."""
        if self.month is None or self.start - self.month_end > _MONTH_REACH:
            return None
        ended = _SENTENCE_END.search(self.analysis.article.text, self.month_end, self.start)
        return self.month if ended is None else None

    def near_quarter(self) -> tuple[int, int] | None:
        """The quarter that the text named last, if that was not long ago."""
        return self.quarter if self.start - self.quarter_end < _QUARTER_REACH else None


def _one(a: Analysis, verb: int) -> bool:
    """Whether a verb's subject is one thing: a bare form under it is a past one, `the news hurt the bank`."""
    subject = next((c for c in a.children[verb] if a.deps[c] == "nsubj"), None)
    return subject is not None and a.tags[subject] in ("NN", "NNP")


def _laid_down(a: Analysis, head: int) -> bool:
    """Whether `set` says what was reached, `the record set on Monday`, not what is due: `set to resume Monday`."""
    after = a.lowers[head + 1] if head + 1 < len(a) else ""
    return a.deps[head] == "acl" and after not in ("to", "for")


def _tense(a: Analysis, verb: int) -> Tense:
    """The tense that a verb's clause shows; one without a tense of its own takes that of the clause above."""
    above = [verb, *ancestors(a, verb)]
    for head in above:
        shape = form(a, head)
        if a.tags[head] in ("VBN", "VBG", "VB", "JJ", "NN", "NNS") and a.lowers[head] in _ahead():
            return "past" if a.lowers[head] == "set" and _laid_down(a, head) else "future"
        if shape in ("future", "would", "may", "should"):
            return "future"
        if shape == "past" or (head == verb and a.tags[verb] == "VBN" and a.deps[verb] == "acl"):
            return (
                "past"
                if not (head != verb and a.lemmas[head] in _ahead() and form(a, verb) == "infinitive")
                else "future"
            )
        if shape in ("present", "progressive"):
            return "future" if form(a, verb) == "infinitive" and head != verb else "present"
    return "future" if form(a, verb) == "infinitive" else "past"
