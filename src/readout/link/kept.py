"""Linking kept from one time to the next: what is new, changed or gone is linked, and what it touches, nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from msgspec import Struct

from readout.link.accounts import Account, account
from readout.link.claims import Claim, claim
from readout.link.events import in_story
from readout.link.forest import Forest, Roots
from readout.link.history import history
from readout.link.joined import Place, meetings, of_one, place
from readout.link.judged import Judged
from readout.link.linker import Around, around, names_of, naming
from readout.link.mentions import Mention, mentions
from readout.link.records import Looked
from readout.link.sketch import Sketch, sketch
from readout.link.stories import LEVELS, MOST, Index, ties, told_together
from readout.model import Record, Status

Event = tuple[Place, ...]
# Records, and tellings of articles, that are held while others are linked.
_HELD = 4096


class Telling(Struct, frozen=True, array_like=True, gc=False):
    """Of a telling what tells whether others are of the same event: its place, days, status and meetings."""

    at: Place
    days: tuple[int, int] | None
    status: Status
    meetings: tuple[str, ...]


class Filed(Struct, frozen=True, array_like=True, gc=False):
    """What is kept of a linked article: `ties` are (other, when that was linked, likeness), `judged` marks judgements.

    `when` is the linking that filed it: a tie to an article that was filed again since counts no more.
    """

    when: int
    day: int | None
    keys: tuple[int, ...]
    names: tuple[str, ...]
    ties: tuple[tuple[int, int, float], ...]
    tellings: tuple[Telling, ...]
    judged: int


class Group(Struct, frozen=True, array_like=True, gc=False):
    """Articles that hang together, the stories that they fall into, and each story's events."""

    members: tuple[int, ...]
    stories: tuple[tuple[int, ...], ...]
    events: tuple[Event, ...]


class Meeting(Struct, frozen=True, array_like=True, gc=False):
    """How many tellings there are of the same parties and kind, and the pairs of them that are of one event."""

    tellings: int
    pairs: tuple[tuple[Place, Place], ...]


class Entry(Struct, frozen=True, array_like=True, gc=False):
    """An event and where its account is kept; `beside` are the articles that tell of it by the way."""

    row: int
    event: Event
    around: Around | None
    beside: tuple[int, ...]


class State(Struct, frozen=True, array_like=True, gc=False):
    """What is kept of all articles together; `when` counts linkings and `row` accounts, `names` is who was named."""

    when: int = 0
    row: int = 0
    groups: tuple[Group, ...] = ()
    meetings: dict[str, Meeting] = {}
    entries: tuple[Entry, ...] = ()
    names: tuple[str, ...] = ()

    def stories(self) -> list[list[int]]:
        """All stories, by their first articles."""
        return sorted(list(story) for group in self.groups for story in group.stories)


class Shelf(Protocol):
    """The articles as they are now, by number, and what is kept of those that are linked as they are."""

    @property
    def names(self) -> Mapping[int, str]:
        """The ids of all articles."""

    @property
    def filed(self) -> Mapping[int, Filed]:
        """What is kept of those that are linked as they are."""

    def record(self, number: int) -> Record:
        """The record of an article."""

    def sketch(self, number: int) -> Sketch:
        """What was kept of a linked article's words."""


class Relinked(NamedTuple):
    """The state after linking, and what is new in it: articles as filed, and accounts by row; `gone` are rows."""

    state: State
    filed: dict[int, Filed]
    sketches: dict[int, Sketch]
    told: dict[int, tuple[Account, Claim]]
    gone: tuple[int, ...]


class _Met(NamedTuple):
    """A telling beside others of the same parties and kind."""

    key: tuple[str, int, str]
    days: tuple[int, int] | None
    published: int | None
    status: Status
    at: Place


class Relinking:
    """One linking of what is new or changed on a shelf with what the state before has."""

    def __init__(self, before: State, shelf: Shelf, judged: Judged) -> None:
        self._before, self._shelf, self._judged = before, shelf, judged
        self._when = before.when + 1
        self._filed = dict(shelf.filed)
        self._fresh = sorted(n for n in shelf.names if n not in shelf.filed)
        gone = (n for group in before.groups for n in group.members if n not in shelf.names)
        self._touched = {*self._fresh, *gone}
        self._sketches: dict[int, Sketch] = {}
        self.record = lru_cache(_HELD)(shelf.record)
        self._kept_sketch = lru_cache(_HELD)(shelf.sketch)
        self.tellings = lru_cache(_HELD)(self._tellings)

    def run(self) -> Relinked:
        """Link; what comes out is the same whatever was linked before."""
        self._file()
        groups = tuple(self._groups())
        meeting = self._meetings()
        events = self._judge(self._joined(groups, meeting))
        index = self._index_names()
        entries, told, row = [], {}, self._before.row
        for entry, known in self._entries(events, index):
            if not known:
                row += 1
                told[row] = self._told(entry)
                entry = Entry(row, entry.event, entry.around, entry.beside)
            entries.append(entry)
        kept = {entry.row for entry in entries}
        gone = tuple(entry.row for entry in self._before.entries if entry.row not in kept)
        state = State(self._when, row, groups, meeting, tuple(entries), tuple(index))
        return Relinked(state, {n: self._filed[n] for n in self._fresh}, self._sketches, told, gone)

    def _tellings(self, number: int) -> list[Mention]:
        return self._judged.tellings(mentions(self.record(number), number))

    def _sketch(self, number: int) -> Sketch:
        return self._sketches[number] if number in self._sketches else self._kept_sketch(number)

    def _file(self) -> None:
        """File the fresh articles, each with what it is tied to."""
        index = Index()
        for number, filed in self._filed.items():
            index.add(number, filed)
        for number in self._fresh:
            record = self.record(number)
            one = self._sketches[number] = sketch(record.article)
            likely = {n: self._sketch(n) for n in index.candidates(one)}
            self._filed[number] = Filed(
                when=self._when,
                day=one.day,
                keys=one.keys,
                names=tuple(sorted(names_of(record))),
                ties=tuple((n, self._filed[n].when, like) for n, like in ties(one, likely) if like >= LEVELS[0]),
                tellings=tuple(Telling(place(m), m.days, m.status, tuple(meetings(m))) for m in self.tellings(number)),
                judged=self._judged.mark(record.article.id),
            )
            index.add(number, one)

    def _groups(self) -> Iterator[Group]:
        """Articles that hang together; those that nothing touched are as before."""
        before = {group.members: group for group in self._before.groups}
        order = sorted(self._filed)
        at = {number: n for n, number in enumerate(order)}
        forest = Forest(LEVELS, MOST)
        for _ in order:
            forest.add()
        for number in order:
            for other, when, likeness in self._filed[number].ties:
                if other in at and self._filed[other].when == when:
                    forest.join(at[number], at[other], likeness)
        for key in dict.fromkeys(map(forest.key, range(len(order)))):
            members = tuple(order[n] for n in forest.members(key))
            known = before.get(members)
            yield known if known and self._touched.isdisjoint(members) else self._group(members)

    def _group(self, members: tuple[int, ...]) -> Group:
        alone = len(members) == 1 or len(members) > MOST
        stories = [list(members)] if alone else told_together({n: self._sketch(n) for n in members})
        found = [in_story([m for n in story for m in self.tellings(n)]) for story in stories]
        events = tuple(tuple(map(place, event)) for story in found for event in story)
        return Group(members, tuple(map(tuple, stories)), events)

    def _meetings(self) -> dict[str, Meeting]:
        """What meets whatever the story; where no telling came or went it is as before."""
        rows: dict[str, list[tuple[int, Telling]]] = {}
        for number in sorted(self._filed):
            for telling in self._filed[number].tellings:
                for key in telling.meetings:
                    rows.setdefault(key, []).append((number, telling))
        found = {}
        for key, tellings in rows.items():
            if len(tellings) > 1:
                known = self._before.meetings.get(key)
                same = known and known.tellings == len(tellings) and not any(n in self._touched for n, _ in tellings)
                found[key] = known if known and same else self._meeting(tellings)
        return found

    def _meeting(self, tellings: Sequence[tuple[int, Telling]]) -> Meeting:
        rows = [
            _Met((self._shelf.names[n], *t.at[2:]), t.days, self._filed[n].day, t.status, t.at) for n, t in tellings
        ]
        return Meeting(len(rows), tuple((rows[one].at, rows[other].at) for one, other in of_one(rows)))

    def _joined(self, groups: Iterable[Group], meeting: Mapping[str, Meeting]) -> list[Event]:
        events = [event for group in groups for event in group.events]
        number = {at: n for n, event in enumerate(events) for at in event}
        roots = Roots()
        for one in meeting.values():
            for first, second in one.pairs:
                roots.join(number[first], number[second])
        together: dict[int, list[Place]] = {}
        for n, event in enumerate(events):
            together.setdefault(roots.root(n), []).extend(event)
        return [tuple(sorted(event)) for event in together.values()]

    def _judge(self, events: list[Event]) -> list[Event]:
        """The events as people joined and split them."""
        names = self._judged.articles
        asked = [any(self._shelf.names[at[0]] in names for at in event) for event in events] if names else []
        if not any(asked):
            return sorted(events)
        judged = self._judged.events(
            sorted((self._mentions(e) for e, yes in zip(events, asked, strict=True) if yes), key=lambda e: place(e[0]))
        )
        others = [e for e, yes in zip(events, asked, strict=True) if not yes]
        return sorted([*others, *(tuple(map(place, event)) for event in judged)])

    def _mentions(self, event: Event) -> list[Mention]:
        own = set(event)
        rows = (m for number in dict.fromkeys(at[0] for at in event) for m in self.tellings(number))
        return sorted((m for m in rows if place(m) in own), key=place)

    def _index_names(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number in sorted(self._filed):
            for name in self._filed[number].names:
                found.setdefault(name, []).append(number)
        return found

    def _entries(self, events: Sequence[Event], index: Mapping[str, Sequence[int]]) -> Iterator[tuple[Entry, bool]]:
        """Each event with what stands beside it, and whether its account is still as it was."""
        before = {entry.event: entry for entry in self._before.entries}
        days = {number: filed.day for number, filed in self._filed.items()}
        stirred = {name for number in self._fresh for name in self._filed[number].names}
        stirred.update(name for name in self._before.names if name not in index)
        for event in events:
            known = before.get(event)
            if known and not self._touched.isdisjoint(at[0] for at in event):
                known = None
            where = known.around if known else around(self._mentions(event))
            still = known and self._touched.isdisjoint(known.beside)
            if known and still and (where is None or stirred.isdisjoint(where.parties)):
                yield known, True
                continue
            found = naming(index, days, where.parties, 2) if where else []
            beside = tuple(n for n, day in found if where and where.first <= day <= where.last)
            if known and still and known.beside == beside:
                yield known, True
            else:
                yield Entry(0, event, where, beside), False

    def _told(self, entry: Entry) -> tuple[Account, Claim]:
        event, records = self._mentions(entry.event), Looked(self.record)
        steps = history(event, records, entry.beside)
        newest = max((self._filed[n].day or 0 for n in entry.beside), default=0)
        return account(event, records, steps, newest), claim(event, records, Looked(self._sketch), entry.beside)
