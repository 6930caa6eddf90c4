"""What a time expression is read against: the publication date, the days named before it, and its clause's tense."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from readout.extract.times.values import Value
from readout.extract.verbs import ancestors, form, is_verb
from readout.model import Analysis

Tense = Literal["past", "present", "future"]

# Words that put the time of what they govern after that of their own clause.
_AHEAD = frozenset(
    """due scheduled set expected planned slated payable effective upcoming ahead before until expire expires plan plans intend
    expect schedule hope aim prepare next begin start propose offer want agree decide vow pledge promise likely""".split()
)
_QUARTER_REACH = 700


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
            if a.lowers[head] in _AHEAD and not (is_verb(a, head) and a.tags[head] in ("VBD", "VBZ", "VBP")):
                return "future"
            if is_verb(a, head):
                return _tense(a, head)
        return "past"

    def note(self, value: Value, end: int) -> None:
        """Remember a day, a month or a year that was named: later expressions count from it."""
        if value.begin is None or value.type not in ("DATE", "TIME"):
            return
        begin = date.fromisoformat(value.begin)
        if value.begin == value.until:
            self.reference, self.reference_end, self.dated = begin, end, begin
        elif len(value.value) in (4, 7) and "W" not in value.value:
            self.dated = begin

    def near_quarter(self) -> tuple[int, int] | None:
        """The quarter that the text named last, if that was not long ago."""
        return self.quarter if self.start - self.quarter_end < _QUARTER_REACH else None


def _tense(a: Analysis, verb: int) -> Tense:
    shape = form(a, verb)
    if shape in ("future", "would", "may", "should"):
        return "future"
    if shape == "past":
        return "past"
    if shape in ("present", "progressive"):
        return "present"
    for head in ancestors(a, verb):
        if a.lowers[head] in _AHEAD or a.lemmas[head] in _AHEAD:
            return "future"
        if is_verb(a, head) and a.deps[verb] != "relcl":
            return "future" if shape == "infinitive" and form(a, head) != "past" else _tense_of(a, head)
    return "future" if shape == "infinitive" else "past"


def _tense_of(a: Analysis, verb: int) -> Tense:
    shape = form(a, verb)
    return "future" if shape in ("future", "would", "may", "should") else "past" if shape == "past" else "present"
