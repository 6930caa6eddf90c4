"""Records linked as they come: the stories that articles form, and the events that their tellings are of."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from readout.link.claims import Claim, claim
from readout.link.events import in_story
from readout.link.history import Step, history
from readout.link.joined import joined
from readout.link.judged import Judged
from readout.link.judgements import Judgement
from readout.link.mentions import Mention, mentions, name_key
from readout.link.news import may_be_planned
from readout.link.records import ByNumber, Records, Sketches
from readout.link.sketch import sketch
from readout.link.stories import Stories
from readout.model import Record

# Days after an event's own in which reports of what became of it are looked for.
AFTER = 30
_NAMED = frozenset({"person", "organisation", "country"})


class Wanted(NamedTuple):
    """What a question asks of events, as far as it can be told before they are read: names, days (ISO), a story."""

    who: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    story: tuple[int, ...] | None = None


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
    def events(self, wanted: Wanted = ALL) -> list[list[Mention]]:
        """All events that fit what is wanted, those told once too, and maybe others; sorted by article."""

    @abstractmethod
    def naming(self, parties: Sequence[str], least: int, first: int, last: int) -> list[int]:
        """Articles published between two days (ordinals) that name at least so many of these, as `name_key` folds."""

    def history(self, event: Sequence[Mention], asked: str | None = None, who: str | None = None) -> list[Step]:
        """What became of an event, or of one participant's part in it, as known on the day asked (ISO)."""
        return history(event, self.records, self._beside(event), asked, who)

    def claim(self, event: Sequence[Mention]) -> Claim:
        """Who says what of an event, and what contradicts."""
        return claim(event, self.records, self.sketches, self._beside(event))

    def _beside(self, event: Sequence[Mention]) -> list[int]:
        """Articles that name two parties of the event and came out soon after it was first told."""
        parties = sorted({p for telling in event for p in telling.parties})
        first = min((t.published for t in event if t.published), default=None)
        last = max((t.days[1] for t in event if t.days), default=first)
        if first is None or last is None or not parties or not may_be_planned(event[0].kind):
            return []
        return self.naming(parties, 2, first, last + AFTER)


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
        counts = Counter(n for p in parties for n in self._naming.get(p, ()))
        need = min(least, sum(p in self._naming for p in parties))
        days = ((n, self.sketches[n].day) for n, count in sorted(counts.items()) if count >= need)
        return [n for n, day in days if day is not None and first <= day <= last]

    def events(self, wanted: Wanted = ALL) -> list[list[Mention]]:
        """All events, those told once too; one that several stories tell on one day of the same parties is one."""
        found = [event for story in self.stories() for event in self.story_events(story)]
        return self._judged.events(joined(found))


def names_of(record: Record) -> set[str]:
    """Whom a record names, as `name_key` folds it."""
    return {name_key(e) for e in record.entities if e.kind in _NAMED}
