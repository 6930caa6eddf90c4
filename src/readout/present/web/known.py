"""What the articles of a store say together, linked once and asked many times."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from threading import RLock

from msgspec import Struct

from readout.link.claims import Claim
from readout.link.history import Step, unreported
from readout.link.linker import ALL, Linked, Wanted
from readout.link.mentions import Mention
from readout.link.questions import Asked, Change, Line, first_told

_WORD = re.compile(r"\w+")
_DAYS_KEPT = 4


class Held(Linked):
    """Linked articles that stay as they are: their events are found once, and by the names that take part.

    With `last` (an ordinal) they are those of articles published by that day, or undated.
    """

    def __init__(self, inner: Linked, last: int | None = None) -> None:
        self._inner, self._last = inner, last
        self.names, self.records, self.sketches = inner.names, inner.records, inner.sketches
        found = inner.events()
        if last is not None:
            found = [[t for t in event if t.published is None or t.published <= last] for event in found]
        self._events = [event for event in found if event]
        self._naming: dict[str, set[int]] = {}
        self._histories: dict[tuple[int, str | None], list[Step]] = {}
        for number, event in enumerate(self._events):
            for telling in event:
                parts = {p.entity for p in telling.event.participants}
                for entity in self.records[telling.article].entities:
                    if entity.id in parts:
                        for word in (*_words(entity.name), *_words(entity.country or "")):
                            self._naming.setdefault(word, set()).add(number)

    def number(self, article: str) -> int | None:
        return self._inner.number(article)

    def story(self, number: int) -> list[int]:
        return self._inner.story(number)

    def stories(self) -> Iterable[list[int]]:  # type: ignore[override]
        return self._inner.stories()

    def naming(self, parties: Sequence[str], least: int, first: int, last: int) -> list[int]:
        return self._inner.naming(parties, least, first, last if self._last is None else min(last, self._last))

    def events(self, wanted: Wanted = ALL) -> list[list[Mention]]:
        """All events in which someone takes part whose name has all the words of each name wanted."""
        words = [word for name in wanted.who for word in _words(name)]
        if not words:
            return self._events
        kept = set.intersection(*(self._naming.get(word, set()) for word in words))
        return [self._events[number] for number in sorted(kept)]

    def history(self, event: Sequence[Mention], asked: str | None = None, who: str | None = None) -> list[Step]:
        key = (id(event), who)
        if key not in self._histories:
            self._histories[key] = super().history(event, None, who)
        steps = self._histories[key]
        return steps + unreported(steps, event, asked)


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

    def _line(self, event: list[Mention]) -> Line:
        # The held linker gives its own lists for as long as it lives, so that one's identity stands for the event.
        if id(event) not in self._lines:
            self._lines[id(event)] = super()._line(event)
        return self._lines[id(event)]

    def told(
        self, who: Sequence[str] = (), since: str | None = None, until: str | None = None, article: str | None = None
    ) -> list[Told]:
        """The lines that fit, each with the ids of its events."""
        if not any((*who, since, until, article)):
            return self.everything
        return self._told(who, since, until, article)

    def changes(self, since: str, who: Sequence[str] = ()) -> list[Change]:
        if who:
            return super().changes(since, who)
        return [change for change in self.turns if (change.step.day or "") >= since]

    def claims(self, who: Sequence[str] = (), contradicted: bool = False) -> list[Claim]:
        if who:
            return super().claims(who, contradicted)
        return self.contradicted if contradicted else self.ledger

    def _told(self, who: Sequence[str], since: str | None, until: str | None, article: str | None) -> list[Told]:
        return [Told(line, _ids(event)) for line, event in self.lines(who, since, until, article)]

    @cached_property
    def everything(self) -> list[Told]:
        """All events by day."""
        return self._told((), None, None, None)

    @cached_property
    def ledger(self) -> list[Claim]:
        """All claims, the contradicted first."""
        return super().claims()

    @cached_property
    def first_days(self) -> list[str]:
        """The day of the first article that tells of each event, in the order of `everything`; "" without one."""
        return [first_told(told.line) or "" for told in self.everything]

    @cached_property
    def contradicted(self) -> list[Claim]:
        """The claims that articles contradict each other about."""
        return [claim for claim in self.ledger if claim.contradictions]

    @cached_property
    def turns(self) -> list[Change]:
        """All changes by day."""
        return super().changes("")

    @cached_property
    def places(self) -> dict[tuple[str, int], str]:
        """Which event's sentence begins at an offset of an article."""
        rows = ((quote, of) for told in self.everything for quote, of in zip(told.line.quotes, told.ids, strict=True))
        return {(quote.article, quote.start): of for quote, of in rows}

    def prepare(self) -> None:
        """Find the answers about everyone, so that no reader waits for them."""
        _ = self.everything, self.ledger, self.turns, self.places, self.first_days, self.contradicted


class Web:
    """The linked articles of one state of a store, as known on several days; `newest` is the newest article's day."""

    def __init__(self, inner: Linked, on: str, newest: str | None) -> None:
        self.held = Held(inner)
        self._newest = newest or on
        self._lock = RLock()
        self._days: dict[str, Known] = {}
        self.known(on).prepare()

    def known(self, on: str) -> Known:
        """What was known on a day."""
        with self._lock:
            if on not in self._days:
                while len(self._days) >= _DAYS_KEPT:
                    self._days.pop(list(self._days)[1 if len(self._days) > 1 else 0])
                early = on < self._newest
                self._days[on] = Known(Held(self.held, date.fromisoformat(on).toordinal()) if early else self.held, on)
            return self._days[on]


def _ids(event: list[Mention]) -> tuple[str, ...]:
    order = sorted(event, key=lambda m: (m.published or 0, m.article, m.event.trigger.start))
    return tuple(m.event.id for m in order)


def _words(name: str) -> list[str]:
    return _WORD.findall(name.casefold())
