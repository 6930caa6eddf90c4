"""Records linked as they come: the stories that articles form, and the events that their tellings are of."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from readout.link.accounts import Account, account, cast_of
from readout.link.claims import Claim, claim
from readout.link.events import in_story
from readout.link.history import Step, history
from readout.link.joined import joined, place
from readout.link.judged import Judged
from readout.link.judgements import Judgement
from readout.link.mentions import Mention, mentions, name_key
from readout.link.news import may_be_planned
from readout.link.records import ByNumber, Records, Sketches
from readout.link.sketch import day_of, sketch
from readout.link.stories import Stories
from readout.model import Record, Span

# Days after an event's own in which reports of what became of it are looked for.
AFTER = 30
_NAMED = frozenset({"person", "organisation", "country"})


class Wanted(NamedTuple):
    """What a question asks of events, as far as it can be told before they are read: names that take part, the least
    day (an ordinal) of their newest report, one that a report or its own days must reach, articles that tell it.
    """

    who: tuple[str, ...] = ()
    newest: int = 0
    reach: int = 0
    articles: frozenset[int] | None = None


ALL = Wanted()


class Linked(ABC):
    """Linked articles, by number: what questions are asked of. `names` are the articles' ids."""

    names: ByNumber[str]
    records: Records
    sketches: Sketches

    @abstractmethod
    def number(self, article: str) -> int | None:
        """The number of an article by its id."""

    @abstractmethod
    def story(self, number: int) -> list[int]:
        """The articles of an article's story, itself among them."""

    @abstractmethod
    def stories(self) -> Iterator[list[int]]:
        """All stories, those of a single article too."""

    @abstractmethod
    def events(self) -> list[list[Mention]]:
        """All events, those told once too, each sorted by article."""

    def words(self) -> Iterator[list[tuple[int, tuple[Span, ...]]]]:
        """The article and the words of each telling, event by event, in the order of `events`."""
        for event in self.events():
            yield [(telling.article, telling.spans) for telling in event]

    @abstractmethod
    def accounts(self, wanted: Wanted = ALL) -> list[Account]:
        """What is told of all events that fit what is wanted, and maybe of others, in the order of `events`."""

    @abstractmethod
    def tellings(self, told: Account) -> list[Mention]:
        """The event that an account is of."""

    @abstractmethod
    def naming(self, parties: Sequence[str], least: int, first: int, last: int) -> list[int]:
        """Articles published between two days (ordinals) that name at least so many of these, as `name_key` folds."""

    def said(self, told: Account) -> Claim:
        """Who says what of an account's event, and what contradicts."""
        return self.claim(self.tellings(told))

    def history(self, event: Sequence[Mention], asked: str | None = None, who: str | None = None) -> list[Step]:
        """What became of an event, or of one participant's part in it, as known on the day asked (ISO)."""
        return history(event, self.records, self.beside(event, who), asked, who)

    def claim(self, event: Sequence[Mention]) -> Claim:
        """Who says what of an event, and what contradicts."""
        return claim(event, self.records, self.sketches, self.beside(event))

    def account(self, event: Sequence[Mention]) -> Account:
        """What is told of one event."""
        beside = self.beside(event)
        newest = max((day_of(self.records[n].article.published) or 0 for n in beside), default=0)
        return account(event, self.records, history(event, self.records, beside), newest)

    def beside(self, event: Sequence[Mention], who: str | None = None) -> list[int]:
        """Articles that name two parties of the event, or `who`, and came out soon after it was first told."""
        where = around(event)
        if where is None:
            return []
        return self.naming([who] if who else where.parties, 1 if who else 2, where.first, where.last)


class Around(Struct, frozen=True, array_like=True):
    """Where other words on an event are looked for: articles that name its parties, between two days (ordinals)."""

    parties: tuple[str, ...]
    first: int
    last: int


def around(event: Sequence[Mention]) -> Around | None:
    """Where other words on an event are looked for; None where there are none to be looked for."""
    parties = tuple(sorted({p for telling in event for p in telling.parties}))
    first = min((t.published for t in event if t.published), default=None)
    last = max((t.days[1] for t in event if t.days), default=first)
    if first is None or last is None or not parties or not may_be_planned(event[0].kind):
        return None
    return Around(parties, first, last + AFTER)


def naming(
    index: Mapping[str, Sequence[int]], days: ByNumber[int | None], parties: Sequence[str], least: int
) -> list[tuple[int, int]]:
    """Articles with a date that name at least so many parties, and their days; `index` has the articles by name."""
    counts = Counter(n for p in parties for n in index.get(p, ()))
    need = min(least, sum(p in index for p in parties))
    found = ((n, days[n]) for n, count in sorted(counts.items()) if count >= need)
    return [(n, day) for n, day in found if day is not None]


class Linker(Linked):
    """Stories and events of the records added so far; a record costs milliseconds and its own story anew.

    What people judged wins over what is found. An article's version replaces none: add each article once, in its
    newest version.
    """

    def __init__(self, records: Iterable[Record] = (), judgements: Iterable[Judgement] = ()) -> None:
        self._judged = Judged(judgements)
        self._numbers: dict[str, int] = {}
        self._stories = Stories()
        self._tellings: list[list[Mention]] = []
        self._naming: dict[str, list[int]] = {}
        self._names: list[str] = []
        self._records: list[Record] = []
        self._days: list[int | None] = []
        self.names, self.records, self.sketches = self._names, self._records, self._stories.sketches
        for record in records:
            self.add(record)

    def __len__(self) -> int:
        return len(self._names)

    def add(self, record: Record) -> int:
        """File a record; its article's number."""
        number = self._stories.add(sketch(record.article))
        self._numbers[record.article.id] = number
        self._names.append(record.article.id)
        self._records.append(record)
        self._days.append(day_of(record.article.published))
        for key in names_of(record):
            self._naming.setdefault(key, []).append(number)
        self._tellings.append(self._judged.tellings(mentions(record, number)))
        return number

    def number(self, article: str) -> int | None:
        return self._numbers.get(article)

    def story(self, number: int) -> list[int]:
        return self._stories.story(number)

    def story_events(self, story: list[int]) -> list[list[Mention]]:
        """The events that the articles of one story tell, each with all its tellings there."""
        return in_story([telling for number in story for telling in self._tellings[number]])

    def stories(self) -> Iterator[list[int]]:
        return self._stories.groups()

    def naming(self, parties: Sequence[str], least: int, first: int, last: int) -> list[int]:
        found = naming(self._naming, self._days, parties, least)
        return [n for n, day in found if first <= day <= last]

    def events(self) -> list[list[Mention]]:
        """All events, those told once too; one that several stories tell on one day of the same parties is one."""
        found = [event for story in self.stories() for event in self.story_events(story)]
        return self._judged.events(joined(found))

    def accounts(self, wanted: Wanted = ALL) -> list[Account]:
        found = (event for event in self.events() if self._fits(event, wanted))
        return [self.account(event) for event in found]

    def _fits(self, event: Sequence[Mention], wanted: Wanted) -> bool:
        if max(m.published or 0 for m in event) < wanted.newest:
            return False
        cast = list(cast_of(event, self.records)) if wanted.who else []
        return all(any(is_called(e.name, e.country, name) for e in cast) for name in wanted.who)

    def tellings(self, told: Account) -> list[Mention]:
        rows = [m for n in {n for n, _, _ in told.told} for m in self._tellings[n]]
        return of_account(told, rows)


def of_account(told: Account, rows: Iterable[Mention]) -> list[Mention]:
    """The tellings of an account among those of its articles, in order."""
    own = set(told.told)
    return sorted((m for m in rows if (m.article, m.key[1], m.key[2]) in own), key=place)


def is_called(name: str, country: str | None, asked: str) -> bool:
    """Whether somebody goes by what is asked: whole words of the name in any case, or the state's ISO code."""
    if country and asked.upper() == country:
        return True
    return re.search(rf"(?<!\w){re.escape(asked)}(?!\w)", name, re.I) is not None


def names_of(record: Record) -> set[str]:
    """Whom a record names, as `name_key` folds it, and the states of peoples."""
    peoples = {e.country for e in record.entities if e.kind == "group" and e.country}
    return peoples | {name_key(e) for e in record.entities if e.kind in _NAMED}
