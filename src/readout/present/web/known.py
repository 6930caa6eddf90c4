"""What the articles of a store say together, linked once and asked many times."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from threading import RLock
from typing import Any, TypeVar

from msgspec import Struct

from readout.link.accounts import Account
from readout.link.claims import Claim
from readout.link.linker import ALL, Linked, Wanted
from readout.link.mentions import Mention
from readout.link.questions import Asked, Change, Line
from readout.present.web.order import Order

Made = TypeVar("Made")

_WORD = re.compile(r"\w+")
_DAYS_KEPT = 4
# Questions on somebody whose events are kept: a page asks for them several times.
_ASKED_KEPT = 64


class Held(Linked):
    """Linked articles that stay as they are: what they tell of events is at hand, and by the names that take part.

    With `last` (an ordinal) it is as articles published by that day, or undated, tell it; with `newest` only events are
    held that an article of that day or later tells of.
    """

    def __init__(self, inner: Linked, last: int | None = None, newest: int = 0) -> None:
        self._inner, self._last = inner, last
        self.names, self.records, self.sketches = inner.names, inner.records, inner.sketches
        self._anew: set[int] = set()
        self._stories: list[list[int]] = inner._stories if isinstance(inner, Held) else list(inner.stories())
        found = inner.accounts(Wanted(newest=newest))
        self._accounts = found if last is None else [one for told in found if (one := self._by_then(told, last))]
        self._naming: dict[str, set[int]] = {}
        for number, told in enumerate(self._accounts):
            for part in told.cast:
                for word in (*_words(part.name), *_words(part.country or "")):
                    self._naming.setdefault(word, set()).add(number)

    def _by_then(self, told: Account, last: int) -> Account | None:
        """What was told by a day; None for nothing."""
        if told.oldest > last:
            return None
        if told.seen <= last:
            return told
        event = [m for m in self._inner.tellings(told) if m.published is None or m.published <= last]
        if not event:
            return None
        made = self.account(event)
        self._anew.add(id(made))
        return made

    def number(self, article: str) -> int | None:
        return self._inner.number(article)

    @cached_property
    def _story(self) -> dict[int, list[int]]:
        if isinstance(self._inner, Held):
            return self._inner._story
        return {number: story for story in self._stories if len(story) > 1 for number in story}

    def story(self, number: int) -> list[int]:
        return self._story.get(number, [number])

    def stories(self) -> Iterator[list[int]]:
        yield from self._stories

    def naming(self, parties: Sequence[str], least: int, first: int, last: int) -> list[int]:
        return self._inner.naming(parties, least, first, last if self._last is None else min(last, self._last))

    def events(self) -> list[list[Mention]]:
        return [self.tellings(told) for told in self._accounts]

    def tellings(self, told: Account) -> list[Mention]:
        return self._inner.tellings(told)

    def said(self, told: Account) -> Claim:
        return super().said(told) if id(told) in self._anew else self._inner.said(told)

    def accounts(self, wanted: Wanted = ALL) -> list[Account]:
        """All events in which someone takes part whose name has all the words of each name wanted."""
        words = [word for name in wanted.who for word in _words(name)]
        if not words:
            return self._accounts
        kept = set.intersection(*(self._naming.get(word, set()) for word in words))
        return [self._accounts[number] for number in sorted(kept)]


class Told(Struct, frozen=True):
    """An event over all articles, and the id that it has in the article of each of the line's quotes."""

    line: Line
    ids: tuple[str, ...]

    @property
    def lead(self) -> int:
        """Which of the quotes to show: the first words of the newest article."""
        newest = self.line.quotes[-1].article
        return next(n for n, quote in enumerate(self.line.quotes) if quote.article == newest)


class Known(Asked):
    """What is known on a day: the questions of `Asked`, and their answers about everyone kept."""

    def __init__(self, linker: Held, on: str) -> None:
        super().__init__(linker, on)
        self._lines: dict[int, Line] = {}
        self._made: dict[str, Any] = {}
        self._asked: dict[tuple[Any, ...], list[tuple[Line, Account]]] = {}

    def _line(self, told: Account) -> Line:
        # The held linker gives its own accounts for as long as it lives, so that one's identity stands for the event.
        if id(told) not in self._lines:
            self._lines[id(told)] = super()._line(told)
        return self._lines[id(told)]

    def told(
        self,
        who: Sequence[str] = (),
        since: str | None = None,
        until: str | None = None,
        article: str | None = None,
        kind: str | None = None,
    ) -> list[Told]:
        """The lines that fit, each with the ids of its events."""
        if not any((*who, since, until, article, kind)):
            return self.everything
        if not any((*who, article)):
            return [self.everything[place] for place in self.order.between(since, until, kind)]
        return [_told(row) for row in self.lines(who, since, until, article) if kind in (None, row[0].kind)]

    def lines(
        self, who: Sequence[str] = (), since: str | None = None, until: str | None = None, article: str | None = None
    ) -> list[tuple[Line, Account]]:
        if any(who):
            asked = (tuple(who), since, until, article)
            found = self._asked.get(asked)
            if found is None:
                if len(self._asked) >= _ASKED_KEPT:
                    self._asked = {}
                found = self._asked[asked] = super().lines(who, since, until, article)
            return found
        if article is not None:
            number = self.linker.number(article)
            places = self.order.of_articles(self.linker.story(number)) if number is not None else []
            within = set(self.order.between(since, until)) if since or until else None
            return [self.rows[place] for place in places if within is None or place in within]
        return [self.rows[place] for place in self.order.between(since, until)] if since or until else self.rows

    def reaching(self, day: str, who: Sequence[str] = ()) -> list[tuple[Line, Account]]:
        return self.lines(who)

    def once(self, view: str, make: Callable[[], Made], *narrowed: str | None) -> Made:
        """What a view makes of events: where nothing narrows them down, it is made for the first who asks, and kept."""
        if any(narrowed):
            return make()
        if view not in self._made:
            self._made[view] = make()
        made: Made = self._made[view]
        return made

    def changes(self, since: str, who: Sequence[str] = ()) -> list[Change]:
        if who:
            return super().changes(since, who)
        return self.turns[bisect_left(self._turned, since) :]

    def claims(self, who: Sequence[str] = (), contradicted: bool = False) -> list[Claim]:
        if who:
            return super().claims(who, contradicted)
        return self.contradicted if contradicted else self.ledger

    def new(self, since: str, who: Sequence[str] = ()) -> list[Line]:
        return super().new(since, who) if who else [told.line for told in self.fresh(since, "9")]

    def upcoming(self, who: Sequence[str] = ()) -> list[Line]:
        return super().upcoming(who) if who else [told.line for told in self.coming]

    def fresh(self, since: str, until: str) -> list[Told]:
        """The events that articles first told between two days."""
        return [self.everything[place] for place in self.order.first_told(since, until)]

    def against(self, since: str, until: str) -> list[Claim]:
        """The contradicted claims of which an article between two days gives a side."""
        return [claim for claim, days in self._sides if any(since <= day <= until for day in days)]

    @cached_property
    def rows(self) -> list[tuple[Line, Account]]:
        """All events by day, with what is told of each."""
        return super().lines()

    @cached_property
    def order(self) -> Order:
        """Where events stand among all of them."""
        return Order(self.rows)

    @cached_property
    def everything(self) -> list[Told]:
        """All events by day."""
        return [_told(row) for row in self.rows]

    @cached_property
    def latest(self) -> list[Told]:
        """All events, the latest first, then those without a day."""
        return latest(self.everything)

    @cached_property
    def coming(self) -> list[Told]:
        """What is planned for today or later, by day."""
        return [told for told in self.told(since=self.on) if self.is_coming(told.line)]

    @cached_property
    def ledger(self) -> list[Claim]:
        """All claims, the contradicted first."""
        return super().claims()

    @cached_property
    def contradicted(self) -> list[Claim]:
        """The claims that articles contradict each other about."""
        return [claim for claim in self.ledger if claim.contradictions]

    @cached_property
    def _sides(self) -> list[tuple[Claim, frozenset[str]]]:
        return [(claim, frozenset(days_of(claim))) for claim in self.contradicted]

    @cached_property
    def turns(self) -> list[Change]:
        """All changes by day."""
        return super().changes("")

    @cached_property
    def _turned(self) -> list[str]:
        return [change.step.day or "" for change in self.turns]

    @cached_property
    def places(self) -> dict[tuple[str, int], str]:
        """Which event's sentence begins at an offset of an article."""
        rows = ((quote, of) for told in self.everything for quote, of in zip(told.line.quotes, told.ids, strict=True))
        return {(quote.article, quote.start): of for quote, of in rows}

    def prepare(self) -> None:
        """Find the answers about everyone, so that no reader waits for them."""
        _ = self.order, self.latest, self.coming, self._turned, self.places, self._sides
        self.linker.story(0)
        self.linker.naming(("",), 1, 0, 0)  # has the names of all articles at hand


def latest(rows: Sequence[Told]) -> list[Told]:
    """Events that are sorted by day, the latest first, then those without a day."""
    return [t for t in reversed(rows) if t.line.begin] + [t for t in reversed(rows) if not t.line.begin]


def days_of(claim: Claim) -> Iterable[str]:
    """The days of the articles that contradict each other."""
    return (value.day for c in claim.contradictions for value in (c.one, c.other) if value.day)


def _told(row: tuple[Line, Account]) -> Told:
    return Told(row[0], tuple(event for _, _, event in row[1].told))


class Web:
    """The linked articles of one state of a store, as known on several days; `newest` is the newest article's day."""

    def __init__(self, inner: Linked, on: str, newest: str | None, least: int = 0) -> None:
        self.held = Held(inner, newest=least)
        self._newest = newest or on
        self._lock = RLock()
        self._days: dict[str, Known] = {}
        self.known(on).prepare()

    def known(self, on: str) -> Known:
        """What was known on a day."""
        if found := self._days.get(on):
            return found
        with self._lock:
            if on not in self._days:
                while len(self._days) >= _DAYS_KEPT:
                    self._days.pop(list(self._days)[1 if len(self._days) > 1 else 0])
                early = on < self._newest
                self._days[on] = Known(Held(self.held, date.fromisoformat(on).toordinal()) if early else self.held, on)
            return self._days[on]


def _words(name: str) -> list[str]:
    return _WORD.findall(name.casefold())
