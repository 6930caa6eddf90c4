"""Records linked as they come: the stories that articles form, and the events that their tellings are of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from readout.link.claims import Claim, claim
from readout.link.events import block, follows, in_story
from readout.link.history import Step, history
from readout.link.judged import Judged
from readout.link.judgements import Judgement
from readout.link.mentions import Mention, mentions, name_key
from readout.link.news import may_be_planned
from readout.link.sketch import day_of, sketch
from readout.link.stories import Stories
from readout.model import Record

# Kinds of events that one party alone tells apart.
_OF_ONE = frozenset({"election", "trial", "vote"})
# Parties of an event that are paired, and earlier tellings of a pair that a telling is compared with.
_PARTIES, _BEFORE = 8, 30
# Days after an event's own in which reports of what became of it are looked for.
_AFTER = 30
_NAMED = frozenset({"person", "organisation", "country"})


class Linker:
    """Stories and events of the records added so far; a record costs milliseconds and its own story anew.

    What people judged wins over what is found. An article's version replaces none: add each article once, in its
    newest version.
    """

    def __init__(self, records: Iterable[Record] = (), judgements: Iterable[Judgement] = ()) -> None:
        self._judged = Judged(judgements)
        self.names: list[str] = []
        self.records: list[Record] = []
        self._stories = Stories()
        self._tellings: list[list[Mention]] = []
        self._naming: dict[str, list[int]] = {}
        for record in records:
            self.add(record)

    def add(self, record: Record) -> int:
        """File a record; its article's number."""
        number = self._stories.add(sketch(record.article))
        self.names.append(record.article.id)
        self.records.append(record)
        for key in {name_key(e) for e in record.entities if e.kind in _NAMED}:
            self._naming.setdefault(key, []).append(number)
        self._tellings.append(self._judged.tellings(record.article.id, mentions(record, number)))
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

    def history(self, event: Sequence[Mention], asked: str | None = None, who: str | None = None) -> list[Step]:
        """What became of an event, or of one participant's part in it, as known on the day asked (ISO)."""
        return history(event, self.records, self._beside(event), asked, who)

    def claim(self, event: Sequence[Mention]) -> Claim:
        """Who says what of an event, and what contradicts."""
        return claim(event, self.records, self._stories.sketches, self._beside(event))

    def _beside(self, event: Sequence[Mention]) -> list[int]:
        """Articles that name the event's first two parties and came out soon after it was first told."""
        if not may_be_planned(event[0].kind):
            return []
        parties = sorted({p for telling in event for p in telling.parties if p in self._naming})
        first = min((t.published for t in event if t.published), default=None)
        last = max((t.days[1] for t in event if t.days), default=first)
        if first is None or last is None or not parties:
            return []
        counts = Counter(n for p in parties for n in self._naming[p])
        need = min(2, len(parties))
        days = {n: day_of(self.records[n].article.published) for n, c in counts.items() if c >= need}
        return [n for n, day in sorted(days.items()) if day is not None and first <= day <= last + _AFTER]

    def events(self) -> list[list[Mention]]:
        """All events, those told once too; one that several stories tell on one day of the same parties is one."""
        found = [event for story in self.stories() for event in self.story_events(story)]
        return self._judged.events(joined(found), self.names)


def joined(events: list[list[Mention]]) -> list[list[Mention]]:
    """Events of several stories that are one by kind, parties and days, or as plan and outcome; sorted by article."""
    parents = list(range(len(events)))

    def root(n: int) -> int:
        while parents[n] != n:
            parents[n] = parents[parents[n]]
            n = parents[n]
        return n

    meetings: dict[tuple[str, ...], list[tuple[int, Mention]]] = {}
    for number, event in enumerate(events):
        for telling in event:
            for key in _meetings(telling):
                meetings.setdefault(key, []).append((number, telling))
    for rows in meetings.values():
        rows.sort(key=lambda row: (row[1].published or 0, row[1].key))
        for at, (number, telling) in enumerate(rows):
            for other, earlier in rows[max(0, at - _BEFORE) : at]:
                if root(number) != root(other) and follows(earlier, telling):
                    parents[root(number)] = root(other)
    together: dict[int, list[Mention]] = {}
    for number, event in enumerate(events):
        together.setdefault(root(number), []).extend(event)
    return sorted((sorted(event, key=_place) for event in together.values()), key=lambda event: _place(event[0]))


def _meetings(telling: Mention) -> Iterator[tuple[str, ...]]:
    """What names an event of named parties wherever it is told: its kind and two of them, or the only one."""
    named = sorted(n for n in telling.parties if n[0] == "@" or (len(n) == 3 and n.isupper()))
    if len(named) == 1 and telling.kind in _OF_ONE:
        yield block(telling), named[0]
    if telling.place and telling.place not in named:
        named.append(telling.place)
    for one, other in combinations(named[:_PARTIES], 2):
        yield block(telling), one, other


def _place(telling: Mention) -> tuple[int, int]:
    return telling.article, telling.event.trigger.start
