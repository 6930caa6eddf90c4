"""Questions over linked records: timelines, whereabouts, who met whom, what is coming, what changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from readout.link.accounts import Account, Line, Quote
from readout.link.claims import Claim
from readout.link.history import State, Step, unreported
from readout.link.linker import Linked, Wanted, is_called

__all__ = ["OPEN", "Account", "Asked", "Brief", "Change", "Claim", "Leg", "Line", "Quote", "Step", "first_told"]

# Kinds of events at which people are in one room, and those that take a person somewhere.
_MET = frozenset({"meeting", "talks"})
_THERE = frozenset({"visit", "meeting", "talks", "ceremony", "agreement"})
OPEN = frozenset({"planned", "confirmed", "uncertain"})
# How far a state of affairs is believed where the article itself is right.
_BELIEF: dict[State, float] = {"happened": 1.0, "confirmed": 0.85, "planned": 0.7, "uncertain": 0.4}


class Leg(Struct, frozen=True):
    """Where someone was or is to be; `confidence` grows with the articles that say so, and a plan has less of it."""

    who: str
    place: str
    begin: str
    until: str
    status: State
    confidence: float
    quotes: tuple[Quote, ...]


class Change(Struct, frozen=True):
    """A step of an event's history that came in the time asked for, and the status before it."""

    line: Line
    step: Step
    before: State | None


class Brief(Struct, frozen=True):
    """What changed, what cannot all be right, what is new and what is coming; no event is in two of the last three."""

    changed: tuple[Change, ...]
    contradicted: tuple[Claim, ...]
    new: tuple[Line, ...]
    coming: tuple[Line, ...]


class Asked:
    """Linked records with their events as lines; `on` is today (ISO)."""

    def __init__(self, linker: Linked, on: str) -> None:
        self.linker = linker
        self.on = on

    def lines(
        self, who: Sequence[str] = (), since: str | None = None, until: str | None = None, article: str | None = None
    ) -> list[tuple[Line, Account]]:
        """The events that all of `who` take part in, by day; `article` keeps those of its story only."""
        story: frozenset[int] | None = None
        if article is not None:
            number = self.linker.number(article)
            story = frozenset(() if number is None else self.linker.story(number))
        found = []
        for told in self.linker.accounts(Wanted(tuple(who), reach=_ordinal(since), articles=story)):
            if story is not None and not any(number in story for number, _, _ in told.told):
                continue
            if not all(any(is_called(p.name, p.country, name) for p in told.cast) for name in who):
                continue
            line = self._line(told)
            first, last = line.begin or first_told(line), line.until or line.begin or first_told(line)
            if (since and (last or "") < since) or (until and (first or "9") > until):
                continue
            found.append((line, told))
        return sorted(found, key=_by_day)

    def reaching(self, day: str, who: Sequence[str] = ()) -> list[tuple[Line, Account]]:
        """The events that all of `who` take part in and that a day is reached by: their own days or reports of them."""
        found = self.linker.accounts(Wanted(tuple(who), reach=_ordinal(day)))
        named = (t for t in found if all(any(is_called(p.name, p.country, name) for p in t.cast) for name in who))
        return sorted(((self._line(told), told) for told in named), key=_by_day)

    def whereabouts(self, who: str, since: str | None = None, until: str | None = None) -> list[Leg]:
        """The places of one person by day, from dated events that take people somewhere."""
        found = (self.leg(who, line, told) for line, told in self.stays(who, since, until))
        return [leg for leg in found if leg]

    def stays(self, who: str, since: str | None = None, until: str | None = None) -> list[tuple[Line, Account]]:
        """The events by day of which each may give a leg of someone's whereabouts."""
        return [
            (line, told)
            for line, told in self.lines((who,), since, until)
            if line.kind in _THERE and line.place is not None and line.begin is not None and line.status in _BELIEF
        ]

    def leg(self, who: str, line: Line, told: Account) -> Leg | None:
        """Where an event of `stays` says that someone was or is to be; None where it says that of nobody so called."""
        rows = [p for p in told.cast if p.kind == "person" and is_called(p.name, p.country, who)]
        if not rows or line.place is None or line.begin is None:
            return None
        longest, event = max(rows, key=lambda p: len(p.name)), self.linker.tellings(told)
        if not event:  # an article was read again since it was linked
            return None
        steps = self.linker.history(event, self.on, longest.key)
        status = self._not_yet(steps[-1].status if steps else line.status, told)
        if status not in _BELIEF:
            return None
        doubt = 1.0
        for number in {m.article for m in event}:
            doubt *= 1 - max(m.event.probability for m in event if m.article == number) * 0.9
        confidence = round((1 - doubt) * _BELIEF[status], 2)
        until_day = line.until or line.begin
        return Leg(longest.name, line.place, line.begin, until_day, status, confidence, line.quotes)

    def met(self, who: str, since: str | None = None, until: str | None = None) -> list[Line]:
        """The meetings and talks of one person that took place."""
        return [row for row, _ in self.lines((who,), since, until) if row.kind in _MET and row.status == "happened"]

    def upcoming(self, who: Sequence[str] = ()) -> list[Line]:
        """What is planned for today or later, by day."""
        return [row for row, _ in self.lines(who, since=self.on) if self.is_coming(row)]

    def changes(self, since: str, who: Sequence[str] = ()) -> list[Change]:
        """What became of events in articles from a day on, by day: every step of a history after its first."""
        return self._changed(self.reaching(since, who), since)

    def claims(self, who: Sequence[str] = (), contradicted: bool = False) -> list[Claim]:
        """What others say or deny, those with most sources first; only the contradicted ones if asked."""
        return self._claimed((told for _, told in self.lines(who)), contradicted)

    def new(self, since: str, who: Sequence[str] = ()) -> list[Line]:
        """Events first told in articles from a day on."""
        return [row for row, _ in self.reaching(since, who) if (first_told(row) or "") >= since]

    def brief(self, since: str, who: Sequence[str] = ()) -> Brief:
        """What articles from a day on say anew of what all of `who` take part in, and what is planned."""
        rows = self.reaching(min(since, self.on), who)
        changed = self._changed(rows, since)
        before = {change.line for change in changed}
        fresh = [row for row in rows if any((q.day or "") >= since for q in row[0].quotes)]
        coming = [row for row, _ in rows if self.is_coming(row)]
        known = before | set(coming)
        return Brief(
            tuple(changed),
            tuple(self._claimed((told for _, told in fresh), contradicted=True)),
            tuple(
                row
                for row, told in fresh
                if row not in known and (first_told(row) or "") >= since and not told.background
            ),
            tuple(row for row in coming if row not in before),
        )

    def is_coming(self, line: Line) -> bool:
        """Whether an event is planned for today or later."""
        return line.status in OPEN and (line.until or "") >= self.on

    def _changed(self, rows: Iterable[tuple[Line, Account]], since: str) -> list[Change]:
        found = []
        for line, told in rows:
            for before, step in pairwise(self._steps(told)):
                # Of what no named party takes part in, no later report could be told to be of it.
                if (step.day or "") >= since and (line.parties or step.status != "unreported"):
                    found.append(Change(line, step, before.status))
        return sorted(found, key=lambda change: (change.step.day or "", change.line.kind, change.line.parties))

    def _claimed(self, events: Iterable[Account], contradicted: bool) -> list[Claim]:
        found = [self.linker.said(told) for told in events]
        kept = [
            c for c in found if c.contradictions or (not contradicted and any(v.stance != "reports" for v in c.voices))
        ]
        return sorted(kept, key=lambda c: (-len(c.contradictions), -c.sources, c.type, c.parties))

    def _steps(self, told: Account) -> list[Step]:
        return [*told.steps, *unreported(told.steps, told.last, self.on)]

    def _line(self, told: Account) -> Line:
        """The line as of the day asked."""
        steps = self._steps(told)
        status = self._not_yet(steps[-1].status if steps else None, told)
        return told.line if status == told.line.status else replace(told.line, status=status)

    def _not_yet(self, status: State | None, told: Account) -> State | None:
        """The status; what begins after the day asked has not happened where all that tells of it is as old."""
        begin = told.line.begin
        if status != "happened" or begin is None or begin <= self.on:
            return status
        return "planned" if told.newest <= date.fromisoformat(self.on).toordinal() else status


def first_told(line: Line) -> str | None:
    """The day of the first article that tells of it."""
    return min((q.day for q in line.quotes if q.day), default=None)


def _ordinal(day: str | None) -> int:
    return date.fromisoformat(day).toordinal() if day else 0


def _by_day(row: tuple[Line, Account]) -> tuple[str, str, tuple[str, ...]]:
    line = row[0]
    return line.begin or first_told(line) or "", line.kind, line.parties
