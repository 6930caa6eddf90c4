"""Records linked as they come: the stories that articles form, and the events that their tellings are of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from readout.link.events import block, in_story
from readout.link.mentions import Mention, mentions
from readout.link.sketch import sketch
from readout.link.stories import Stories
from readout.model import Record

_Meeting = tuple[str, int, int, str, str]


class Linker:
    """Stories and events of the records added so far; a record costs milliseconds and its own story anew.

    An article's version replaces none: add each article once, in its newest version.
    """

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self.names: list[str] = []
        self._stories = Stories()
        self._tellings: list[list[Mention]] = []
        self._events: dict[tuple[int, ...], list[list[Mention]]] = {}
        for record in records:
            self.add(record)

    def add(self, record: Record) -> int:
        """File a record; its article's number."""
        number = self._stories.add(sketch(record.article))
        self.names.append(record.article.id)
        self._tellings.append(list(mentions(record, number)))
        return number

    def story(self, number: int) -> list[int]:
        """The articles of an article's story, itself among them."""
        return self._stories.story(number)

    def story_events(self, story: list[int]) -> list[list[Mention]]:
        """The events that the articles of one story tell, each with all its tellings there."""
        return in_story([telling for number in story for telling in self._tellings[number]])

    def stories(self) -> Iterator[list[int]]:
        """All stories, those of a single article too."""
        return self._stories.groups()

    def events(self) -> list[list[Mention]]:
        """All events, those told once too; one that several stories tell on one day of the same parties is one."""
        found = [event for story in self.stories() for event in self.story_events(story)]
        return joined(found)


def joined(events: list[list[Mention]]) -> list[list[Mention]]:
    """Events of several stories that share kind, days and two parties as one, tellings by article and place."""
    parents = list(range(len(events)))

    def root(n: int) -> int:
        while parents[n] != n:
            parents[n] = parents[parents[n]]
            n = parents[n]
        return n

    first: dict[_Meeting, int] = {}
    for number, event in enumerate(events):
        for key in {key for telling in event for key in _meetings(telling)}:
            parents[root(number)] = root(first.setdefault(key, number))
    together: dict[int, list[Mention]] = {}
    for number, event in enumerate(events):
        together.setdefault(root(number), []).extend(event)
    return sorted((sorted(event, key=_place) for event in together.values()), key=lambda event: _place(event[0]))


def _meetings(telling: Mention) -> Iterator[_Meeting]:
    """What names a dated event of two named parties wherever it is told."""
    if telling.days is None or telling.days[1] - telling.days[0] > 1:
        return
    named = sorted(n for n in telling.parties if n[0] == "@" or (len(n) == 3 and n.isupper()))
    for one, other in combinations(named, 2):
        yield block(telling), *telling.days, one, other


def _place(telling: Mention) -> tuple[int, int]:
    return telling.article, telling.event.trigger.start
