"""Linking what is new, changed or gone with what is kept: what it touches is worked out anew, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

import numpy as np

from readout.link.accounts import account
from readout.link.claims import claim
from readout.link.events import in_story
from readout.link.forest import Roots
from readout.link.history import history
from readout.link.joined import BEFORE, meetings
from readout.link.judged import Judged
from readout.link.kept import Beside, Entry, Event, Filed, Group, Shelf, Story, Telling, telling
from readout.link.linker import Around, around, names_of
from readout.link.mentions import Mention, Place, mentions
from readout.link.met import Met, hanging, windows
from readout.link.news import speaks
from readout.link.records import Looked
from readout.link.sets import Sets
from readout.link.sketch import Sketch, sketch
from readout.link.stories import LEVELS, MOST, period, ties, told_together

# Records, and articles' tellings, that are held while others are linked.
_HELD = 1024
# Tellings that meet by one thing and are all fetched at once; of more only those close to what changed.
_FEW = 120


class Relinking:
    """One linking of some articles that are new, changed or gone since the last.

    `late` are linked ones that changed or went too, whose turn comes later: what they tell is left to that.
    """

    def __init__(self, shelf: Shelf, judged: Judged, due: Collection[int], late: Collection[int] = ()) -> None:
        self._shelf, self._judged, self._late = shelf, judged, frozenset(late)
        self._due = frozenset(due)
        self._sets = Sets(shelf.nodes, shelf.ties)
        self._old, self._new = shelf.kept(due), dict[int, Filed]()
        self._seeds: set[Place] = set()
        self._points: set[tuple[str, bytes]] = set()
        self._left: set[str] = set()
        self._came: set[str] = set()
        self._made: set[int] = set()
        self.record = lru_cache(_HELD)(shelf.record)
        self._mentions = lru_cache(_HELD)(self._mentioned)
        self._sketch = lru_cache(_HELD)(lambda number: shelf.sketches((number,))[number])

    def run(self) -> None:
        """Link; what is kept is then the same whatever was linked before."""
        names = self._shelf.names(self._due)
        for number in sorted(self._due):
            self._renew(number, names.get(number))
        changed = self._sets.changed
        self._shelf.put_nodes({at: self._sets.nodes.get(at) for at in changed})
        self._regroup(set(names))
        self._meet()
        dropped = self._rejoin()
        self._stir(dropped)

    def _renew(self, number: int, name: str | None) -> None:
        """File an article as it is now in place of what was kept of it."""
        shelf, old = self._shelf, self._old.get(number)
        one = sketch(self.record(number).article) if name is not None else None
        same = old is not None and one is not None and _same(one, shelf.sketches((number,))[number])
        if old is not None:
            self._seeds.update(t.at for t in old.tellings)
            for key, met in shelf.meets((number,)):
                self._points.add((key, met.order))
                self._left.add(key)
                self._seeds.update(met.earlier)
            shelf.unmeet(number)
            shelf.unfile(number, old)
            if not same:
                self._sets.remove(number)
                shelf.untie(number)
        if one is None or name is None:
            return
        filed = self._new[number] = self._filing(number, name, one)
        self._came.update(set(filed.names) - shelf.named(filed.names))
        if not same:
            self._tie(number, one)
        shelf.file(number, filed, one)
        rows = [(key, _met(t)) for t in filed.tellings for key in meetings(t)]
        shelf.put_meets(rows)
        self._points.update((key, met.order) for key, met in rows)
        self._seeds.update(t.at for t in filed.tellings)

    def _filing(self, number: int, name: str, one: Sketch) -> Filed:
        record = self.record(number)
        return Filed(
            day=one.day,
            period=period(one),
            keys=one.keys,
            names=tuple(sorted(names_of(record))),
            speaks=speaks(record.article),
            judged=self._judged.mark(name),
            tellings=tuple(map(telling, self._mentions(number))),
        )

    def _mentioned(self, number: int) -> list[Mention]:
        return self._judged.tellings(mentions(self.record(number), number))

    def _tie(self, number: int, one: Sketch) -> None:
        near = self._shelf.alike(one)
        likely = self._shelf.sketches(near)
        found = [(n, like) for n, like in ties(one, {n: likely[n] for n in near}) if like >= LEVELS[0]]
        self._shelf.tie(number, found)
        self._sets.load([number, *(n for n, _ in found)])
        for other, likeness in found:
            self._sets.join(number, other, likeness)

    def _regroup(self, there: set[int]) -> None:
        """The groups and stories that may be others now."""
        stirred = {*self._due, *self._sets.stirred}
        olds = self._shelf.groups(stirred)
        # What left a group took part in what stirred it, but who is left there is looked at in any case.
        stirred.update(n for group in olds.values() for n in group.members)
        stirred = {n for n in stirred if n in there or n not in self._due}
        self._sets.load(stirred)
        fresh = {members[0]: members for members in map(self._sets.group, sorted(stirred))}
        still = {n for n, g in olds.items() if fresh.get(n) == g.members and self._due.isdisjoint(g.members)}
        known = {story.articles: story for group in olds.values() for story in group.stories}
        groups = [self._group(members, known) for n, members in fresh.items() if n not in still]
        gone = [n for n in olds if n not in still]
        self._shelf.put_groups(gone, groups)
        before = {event for n in gone for story in olds[n].stories for event in story.events}
        after = {event for group in groups for story in group.stories for event in story.events}
        self._seeds.update(at for event in before ^ after for at in event)

    def _group(self, members: tuple[int, ...], known: dict[tuple[int, ...], Story]) -> Group:
        if len(members) == 1 or len(members) > MOST:
            stories = [list(members)]
        else:
            sketches = self._shelf.sketches(members)
            stories = told_together({n: sketches[n] for n in members})
        found = []
        for articles in map(tuple, stories):
            story = known.get(articles) if self._due.isdisjoint(articles) else None
            if story is None:
                filed = self._shelf.filed(articles)
                events = in_story([t for n in articles for t in filed[n].tellings])
                story = Story(articles, tuple(tuple(t.at for t in event) for event in events))
            found.append(story)
        return Group(members, tuple(found))

    def _meet(self) -> None:
        """What tellings hang together with of those before them, where some came or went."""
        many = self._shelf.crowded({key for key, _ in self._points})
        points: dict[str, list[bytes]] = {}
        for key, order in sorted(self._points):
            if key in many or key in self._left:
                points.setdefault(key, []).append(order)
        few = self._shelf.meeting([key for key in points if many.get(key, 0) <= _FEW])
        changed: dict[tuple[str, Place], Met] = {}
        for key, orders in points.items():
            if many.get(key, 0) <= _FEW:
                parts = windows(few.get(key, []), orders)
            else:
                each = (self._shelf.window(key, order, BEFORE, BEFORE + 1) for order in orders)
                parts = (([*before, *after], len(before)) for before, after in each)
            for rows, begin in parts:
                for met, earlier in zip(rows[begin:], hanging(rows, begin), strict=True):
                    if met.earlier != earlier:
                        self._seeds.update((met.at, *set(met.earlier) ^ set(earlier)))
                        changed[key, met.at] = Met(met.at, met.key, met.days, met.published, met.status, earlier)
        self._shelf.hang((key, met) for (key, _), met in changed.items())

    def _rejoin(self) -> frozenset[int]:
        """Events over all stories, where something of them changed; the rows of those that are no more."""
        closed = _Closed(self._shelf, self._judged, self._seeds)
        after = set(self._judge(closed))
        before = {entry.event: row for row, entry in closed.before.items()}
        known = {event for event in after & before.keys() if self._due.isdisjoint(at[0] for at in event)}
        dropped = frozenset(row for event, row in before.items() if event not in known)
        self._shelf.drop_events(dropped)
        for event in sorted(after - known):
            if self._late.isdisjoint(at[0] for at in event):
                told = self._of(event)
                self._put(event, around(told), told)
        return dropped

    def _judge(self, closed: _Closed) -> Iterator[Event]:
        """The events as people joined and split them."""
        asked = self._shelf.numbers(self._judged.articles) if self._judged.articles else {}
        numbers, judged = frozenset(asked.values()), []
        for event in closed.events():
            if numbers.isdisjoint(at[0] for at in event):
                yield event
            else:
                judged.append(event)
        if judged:
            filed = self._shelf.filed({at[0] for event in judged for at in event})
            tellings = {t.at: t for one in filed.values() for t in one.tellings}
            rows: list[list[Telling]] = [[tellings[at] for at in event] for event in judged]
            yield from (tuple(t.at for t in event) for event in self._judged.events(rows))

    def _of(self, event: Event) -> list[Mention]:
        own = set(event)
        rows = (m for number in sorted({at[0] for at in event}) for m in self._mentions(number))
        return sorted((m for m in rows if m.at in own), key=lambda m: m.at)

    def _put(self, event: Event, where: Around | None, told: Sequence[Mention]) -> None:
        """Keep an event with its account, told by all that is linked now."""
        least = self._least(where)
        near = self._near(where)
        beside = tuple(one.article for one in near if one.speaks)
        records, seen = Looked(self.record), max((one.day for one in near), default=0)
        made = account(told, records, history(told, records, beside), seen)
        entry = Entry(event, where, beside)
        made_claim = claim(told, records, Looked(self._sketch), beside)
        self._made.add(self._shelf.put_event(entry, least, made, made_claim))

    def _near(self, where: Around | None) -> list[Beside]:
        found = self._shelf.naming(where, self._least(where)) if where else []
        return [one for one in found if one.article not in self._late]

    def _least(self, where: Around | None) -> int:
        """How many parties an article must name to count: two, or the only one that articles name."""
        return min(2, len(self._shelf.named(where.parties))) if where else 0

    def _stir(self, dropped: Collection[int]) -> None:
        """The events that articles bear on that came, changed or went, without telling them as events."""
        shelf, stirred, least = self._shelf, set[int](), set[str](self._came)
        for number in self._due:
            old, new = self._old.get(number), self._new.get(number)
            if old is not None:
                stirred.update(shelf.beside(number))
                least.update(set(old.names) - shelf.named(old.names))
                if old.day:
                    stirred.update(shelf.around(old.names, old.day))
            if new is not None and new.day:
                rows = shelf.around(new.names, new.day)
                if new.speaks:
                    stirred.update(rows)
                else:
                    shelf.seen(rows, new.day)
        stirred.update(shelf.of_parties(least))
        for row, (entry, newest, seen) in shelf.entries(stirred.difference(dropped, self._made)).items():
            if self._late.isdisjoint(at[0] for at in entry.event):
                self._look_again(row, entry, newest, seen)

    def _look_again(self, row: int, entry: Entry, newest: int, seen: int) -> None:
        where = entry.around
        near = self._near(where)
        beside = tuple(one.article for one in near if one.speaks)
        newest = max(newest, *(one.day for one in near)) if near else newest
        if beside != entry.beside or not self._due.isdisjoint(beside):
            self._shelf.drop_events((row,))
            self._put(entry.event, where, self._of(entry.event))
        elif newest != seen:
            self._shelf.seen((row,), newest, anew=True)


class _Closed:
    """All tellings that may share an event with some: their events so far, and what they are joined by now."""

    def __init__(self, shelf: Shelf, judged: Judged, seeds: Iterable[Place]) -> None:
        self._shelf, self._judged = shelf, judged
        self._stories: dict[Place, Event] = {}
        self._entries: dict[Place, int] = {}
        self._earlier: dict[Place, set[Place]] = {}
        self._rows: dict[int, Entry] = {}
        self._partner: dict[int, set[Place]] = {}
        self._looked: set[int] = set()
        self.before: dict[int, Entry] = {}
        self._seen: set[Place] = set()
        todo = set(seeds)
        while todo:
            self._look({at[0] for at in todo} - self._looked)
            self._seen |= todo
            todo = {other for at in todo for other in self._beside(at)} - self._seen

    def _look(self, numbers: set[int]) -> None:
        """Fetch what is kept of articles."""
        if not numbers:
            return
        self._looked |= numbers
        for group in self._shelf.groups(numbers).values():
            for story in group.stories:
                for event in story.events:
                    self._stories.update((at, event) for at in event)
        for row, entry in self._shelf.told_in(numbers).items():
            self._rows[row] = entry
            self._entries.update((at, row) for at in entry.event)
        for key, met in self._shelf.meets(numbers):
            self._earlier.setdefault(met.at, set()).update(met.earlier)
            if self._judged.articles:
                # Where people split an event, its parts may hang together by tellings of which only the other is here.
                after = self._shelf.window(key, met.order, 0, BEFORE + 1)[1]
                later = (other for other in after if met.at in other.earlier)
                self._earlier[met.at].update(other.at for other in later)
        self._partners(numbers)

    def _partners(self, numbers: set[int]) -> None:
        if not self._judged.articles:
            return
        for number, name in self._shelf.names(numbers).items():
            if names := self._judged.beside((name,)):
                filed = self._shelf.kept(self._shelf.numbers(names).values())
                self._partner[number] = {t.at for one in filed.values() for t in one.tellings}

    def _beside(self, at: Place) -> Iterator[Place]:
        yield from self._stories.get(at, ())
        yield from self._earlier.get(at, ())
        yield from self._partner.get(at[0], ())
        row = self._entries.get(at)
        if row is not None:
            self.before[row] = self._rows[row]
            yield from self._rows[row].event

    def events(self) -> Iterator[Event]:
        """The events that meetings join."""
        events = list(dict.fromkeys(self._stories[at] for at in sorted(self._seen) if at in self._stories))
        number = {at: n for n, event in enumerate(events) for at in event}
        roots = Roots()
        for at, n in number.items():
            for other in self._earlier.get(at, ()):
                roots.join(n, number[other])
        together: dict[int, list[Place]] = {}
        for n, event in enumerate(events):
            together.setdefault(roots.root(n), []).extend(event)
        yield from (tuple(sorted(event)) for event in together.values())


def _met(one: Telling) -> Met:
    return Met(one.at, one.key, one.days, one.published, one.status)


def _same(one: Sketch, other: Sketch) -> bool:
    """Whether two sketches are of the same words and day."""
    arrays = all(np.array_equal(getattr(one, name), getattr(other, name)) for name in ("words", "weights", "pairs"))
    return arrays and one.common.tolist() == other.common.tolist() and (one.top, one.day) == (other.top, other.day)
