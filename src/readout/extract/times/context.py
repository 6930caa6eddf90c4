"""What a time expression is read against: the publication date, the days named before it, and its clause's tense."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from readout.extract.times.values import Value
from readout.extract.verbs import ancestors, auxiliaries, form, is_verb
from readout.extract.when import anchor
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
def _words(name: str) -> frozenset[str]:
    return frozenset(table("times")[name])


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
        top = self._top()
        if top is None:
            return "past"
        noun = self._noun()
        if "since" in (a.lowers[a.heads[top]], a.lowers[a.heads[top if noun is None else noun]]):
            return "past"
        for head in ancestors(a, top):
            if a.lowers[head] in _INVARIABLE and a.tags[head] == "VBP" and _one(a, head):
                return "past"
            if is_verb(a, head):
                if a.lemmas[head] in _words("moved") and a.lowers[a.heads[top]] in ("to", "until", "till"):
                    return "future"
                found = _tense(a, head)
                inside = a.deps[top] in ("poss", "compound", "nmod") and not is_verb(a, a.heads[top])
                return "past" if inside and (found == "present" or form(a, head) == "infinitive") else found
            if a.lowers[head] in _words("ahead"):
                return "future"
        return "past"

    def is_term(self) -> bool:
        """Whether the expression ends something: `until Friday` lies ahead of what the clause tells."""
        a = self.analysis
        found = _TERM.search(a.article.text, max(self.start - 20, 0), self.start)
        top = self._top()
        if found is None or top is None:
            return found is not None
        opens = found.start() <= a.starts[a.sentences[a.sentence_of[top]][0]] + 1
        verb = next((head for head in ancestors(a, top) if is_verb(a, head)), None)
        # `Until Friday they had refused`, but not `they stay until Friday`
        over = verb is not None and any(a.lemmas[h] == "have" and a.tags[h] == "VBD" for h in auxiliaries(a, verb))
        return not (over or (opens and self.tense() == "past"))

    def modifies(self) -> bool:
        """Whether the expression at hand stands before a noun: `the December debate`."""
        a = self.analysis
        first, last = a.tokens(self.start, self.end)
        return first < last and a.deps[last - 1] in ("compound", "nmod", "poss") and not is_verb(a, a.heads[last - 1])

    def measures(self) -> bool:
        """Whether the expression at hand measures the noun before it: `four flights a week`."""
        a = self.analysis
        first, last = a.tokens(self.start, self.end)
        return first < last and first > 0 and a.heads[last - 1] == first - 1 and a.tags[first - 1] in ("NNS", "NN")

    def is_told_by_a_clause(self) -> bool:
        """Whether a clause says which one is meant: `the night the ship sank`."""
        a = self.analysis
        first, last = a.tokens(self.start, self.end)
        return first < last and any(a.deps[child] == "relcl" for child in a.children[last - 1])

    def is_awaited(self) -> bool:
        """Whether the expression at hand dates what is fixed and still open: `before the Nov. 8 vote`."""
        a = self.analysis
        noun = self._noun()
        if noun is None or a.lemmas[noun].lower() not in _words("awaited"):
            return False
        above = a.heads[noun]
        verb = next((head for head in ancestors(a, noun) if is_verb(a, head)), None)
        if verb is not None and a.lowers[above] != "after" and _tense(a, verb) != "past":
            return True
        if a.deps[noun] == "pobj":
            return a.lowers[above] in _words("toward")
        if a.deps[noun] not in ("dobj", "nsubj", "nsubjpass"):
            return False
        return a.lemmas[above].lower() in _words("arranged")

    def _noun(self) -> int | None:
        """The noun that the expression at hand stands before or hangs on: `the Nov. 8 election`, `a vote on Friday`."""
        a = self.analysis
        top = self._top()
        if top is None:
            return None
        head = a.heads[top]
        if a.deps[top] == "pobj" and a.deps[head] == "prep":
            before = a.heads[head]
            # a phrase behind a noun is that noun's, unless the noun is the verb's own object
            near = head > 0 and a.tags[head - 1][:2] == "NN" and a.deps[head - 1] == "pobj" and is_verb(a, before)
            noun = head - 1 if near else before
        else:
            noun = head if a.deps[top] in ("compound", "nmod", "poss") else top
        return noun if noun != top and a.tags[noun][:2] == "NN" else None

    def _names_a_thing(self) -> bool:
        """Whether the expression at hand tells which thing is meant: `the July 25 call` is no day it has come to."""
        first, last = self.analysis.tokens(self.start, self.end)
        return first < last and anchor(self.analysis, first, last)[1]

    def _top(self) -> int | None:
        """The head of the expression at hand."""
        first, last = self.analysis.tokens(self.start, self.end)
        heads = self.analysis.heads
        return next((t for t in range(first, last) if not first <= heads[t] < last), None)

    def note(self, value: Value, end: int) -> None:
        """Remember a day, a month or a year that was named: later expressions count from it."""
        if value.begin is None or value.type not in ("DATE", "TIME") or value.value.endswith("TNI"):
            return
        begin = date.fromisoformat(value.begin)
        if value.begin == value.until:
            self.dated = begin
            if self.reference is None or not self._names_a_thing():
                self.reference, self.reference_end = begin, end
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


def _was_due(a: Analysis, head: int) -> bool:
    """Whether what was due is over: `it had been due to expire on Friday`."""
    verb = head if a.tags[head] == "VBN" else a.heads[head]
    return any(a.lemmas[h] == "have" and a.tags[h] == "VBD" for h in auxiliaries(a, verb))


def _is_over(a: Analysis, verb: int) -> bool:
    """Whether a participle or a modal's perfect tells something done: `terms announced Friday`, `may have won`."""
    if a.tags[verb] != "VBN":
        return False
    helpers = auxiliaries(a, verb)
    if helpers:
        return any(a.lowers[h] in ("have", "'ve", "’ve") for h in helpers) and form(a, verb) != "future"
    return a.deps[verb] == "acl" or (a.deps[verb] == "advcl" and not any(a.deps[c] == "mark" for c in a.children[verb]))


def _tense(a: Analysis, verb: int) -> Tense:
    """The tense that a verb's clause shows; one without a tense of its own takes that of the clause above."""
    above = [verb, *ancestors(a, verb)]
    wish = form(a, verb) == "infinitive"
    for head in above:
        shape = form(a, head)
        if a.tags[head] in ("VBN", "VBG", "VB", "JJ", "NN", "NNS") and a.lowers[head] in _words("ahead"):
            over = a.lowers[head] == "set" and _laid_down(a, head)
            return "past" if over or any(a.lowers[h] in _words("ahead") and _was_due(a, h) for h in above) else "future"
        if head == verb and _is_over(a, verb):
            return "past"
        if shape in ("future", "would", "may", "should"):
            return "future"
        if shape == "past":
            return "future" if head != verb and a.lemmas[head] in _words("ahead") and wish else "past"
        if shape in ("present", "progressive"):
            return "future" if wish and head != verb else "present"
        if wish and head == a.heads[verb] and a.deps[verb] == "acl" and a.lemmas[head].lower() in _words("open"):
            return "future"
    return "future" if wish else "past"
