"""Where a store keeps what was linked: each article, tie, set, meeting and event in rows of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, func

from readout.link.accounts import Account
from readout.link.claims import Claim
from readout.link.kept import Beside, Entry, Filed, Group
from readout.link.linker import Around
from readout.link.met import Met
from readout.link.sets import Node, Tie
from readout.link.sketch import Sketch
from readout.link.stories import CANDIDATES, COMMONPLACE, Keyed, periods_near
from readout.model import Record
from readout.store import schema, schema_links
from readout.store import shelf_asks as asks
from readout.store.packing import unpacked
from readout.store.sealed import Damaged, sealed, sealed_sketch, unsealed, unsealed_sketch
from readout.store.shelf_run import Runner

_WORD = re.compile(r"\w+")
# Rows written or asked for at once.
_ROWS = 500
# Events whose days lie within so many are found by the first of these.
_SHORT = 62
# Names that are looked up at once.
_NAMES = 64


class StoreShelf:
    """What linking reads and writes of a store, in one write transaction; a `readout.link.kept.Shelf`."""

    def __init__(self, connection: Connection) -> None:
        self._connection, self._runner = connection, Runner(connection)
        self._named: dict[str, bool] = {}
        self._filed: dict[int, Filed] = {}
        self._sketches: dict[int, Sketch] = {}
        self._row: int = self._runner.rows(asks.last_event())[0][0]
        # Rows that are written when something of their table is asked for next; articles among them by their words.
        self._fresh: dict[int, list[tuple[int, int]]] = {}
        self._waiting: dict[Any, list[dict[str, Any]]] = {}

    def _all(self, asked: Any, wanted: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
        """The rows with one of these values; `asked` is made by `asks.of`."""
        every = list(wanted)
        for at in range(0, len(every), _ROWS):
            yield from self._runner.rows(asked, wanted=every[at : at + _ROWS])

    def _remove(self, column: Any, values: Iterable[Any]) -> None:
        if every := list(values):
            self._runner.run(asks.gone(column), wanted=every)

    def names(self, numbers: Collection[int]) -> dict[int, str]:
        table = schema.article
        return dict(self._all(asks.of(table.c.id, table.c.id, table.c.name), numbers))

    def numbers(self, names: Collection[str]) -> dict[str, int]:
        table = schema.article
        return dict(self._all(asks.of(table.c.name, table.c.name, table.c.id), names))

    def record(self, number: int) -> Record:
        return unpacked(self._connection.execute(asks.newest(), {"number": number}).scalar_one())

    def kept(self, numbers: Collection[int]) -> dict[int, Filed]:
        table, held = schema_links.link_article, self._filed
        rows = self._all(asks.of(table.c.article, table.c.article, table.c.filed), set(numbers) - held.keys())
        held.update((article, unsealed(filed, Filed)) for article, filed in rows)
        return {n: held[n] for n in numbers if n in held}

    def filed(self, numbers: Collection[int]) -> dict[int, Filed]:
        found = self.kept(numbers)
        if len(found) < len(set(numbers)):
            raise Damaged
        return found

    def sketches(self, numbers: Collection[int]) -> dict[int, Sketch]:
        table, held = schema_links.link_article, self._sketches
        rows = self._all(asks.of(table.c.article, table.c.article, table.c.sketch), set(numbers) - held.keys())
        held.update((article, unsealed_sketch(kept)) for article, kept in rows)
        if not set(numbers) <= held.keys():
            raise Damaged
        return {n: held[n] for n in numbers}

    def file(self, number: int, filed: Filed, sketch: Sketch) -> None:
        tables = schema_links
        row = {"article": number, "filed": sealed(filed), "sketch": sealed_sketch(sketch)}
        self._put(tables.link_article, [row])
        self._put(tables.link_key, [{"key": k, "period": filed.period, "article": number} for k in filed.keys])
        for key in filed.keys:
            self._fresh.setdefault(key, []).append((filed.period, number))
        own = {"day": filed.day or 0, "article": number, "speaks": filed.speaks}
        self._put(tables.link_name, [{"name": name, **own} for name in filed.names])
        self._named.update(dict.fromkeys(filed.names, True))
        self._filed[number], self._sketches[number] = filed, sketch

    def unfile(self, number: int, filed: Filed) -> None:
        self.write()
        key, name, day = schema_links.link_key.c, schema_links.link_name.c, filed.day or 0
        self._remove(schema_links.link_article.c.article, (number,))
        own = (key.period == filed.period, key.article == number)
        self._connection.execute(delete(key.key.table).where(key.key.in_(filed.keys), *own))
        self._connection.execute(
            delete(name.name.table).where(name.name.in_(filed.names), name.day == day, name.article == number)
        )
        for one in filed.names:
            self._named.pop(one, None)
        self._filed.pop(number, None)
        self._sketches.pop(number, None)

    def alike(self, one: Keyed) -> list[int]:
        near = periods_near(one)
        given = {f"key{n}": key for n, key in enumerate(one.keys)} | {f"near{n}": at for n, at in enumerate(near)}
        if not one.keys:
            return []
        lists: dict[int, list[int]] = {}
        for at, article in self._runner.rows(asks.sharing(len(one.keys), bool(near)), **given):
            lists.setdefault(one.keys[at], []).append(article)
        for key in one.keys:
            here = (n for where, n in self._fresh.get(key, ()) if not near or where in near)
            lists.setdefault(key, []).extend(here)
        shared = Counter(n for found in lists.values() if len(found) <= COMMONPLACE for n in found)
        return sorted(shared, key=lambda n: (-shared[n], -n))[:CANDIDATES]

    def ties(self, numbers: Collection[int]) -> list[Tie]:
        self.write()
        table = schema_links.link_tie
        rows = self._all(asks.of(table.c.one, table.c.one, table.c.other, table.c.likeness), numbers)
        return [(one, other, likeness) for one, other, likeness in rows]

    def tie(self, number: int, ties: Sequence[tuple[int, float]]) -> None:
        both = [pair for other, like in ties for pair in ((number, other, like), (other, number, like))]
        self._put(schema_links.link_tie, [{"one": a, "other": b, "likeness": like} for a, b, like in both])

    def untie(self, number: int) -> None:
        table = schema_links.link_tie
        others = [other for _, other, _ in self.ties((number,))]
        self._connection.execute(delete(table).where(table.c.one == number))
        self._connection.execute(delete(table).where(table.c.one.in_(others), table.c.other == number))

    def nodes(self, numbers: Collection[int]) -> list[tuple[int, int, Node]]:
        table = schema_links.link_node
        rows = self._all(asks.of(table.c.article, table.c.level, table.c.article, table.c.node), numbers)
        return [(level, article, unsealed(node, Node)) for level, article, node in rows]

    def put_nodes(self, nodes: Mapping[tuple[int, int], Node | None]) -> None:
        self._runner.many(asks.node_gone(), [{"level": level, "article": article} for level, article in nodes])
        rows = ((level, article, node) for (level, article), node in nodes.items() if node)
        self._runner.many(
            asks.put(schema_links.link_node),
            [{"level": level, "article": article, "node": sealed(node)} for level, article, node in rows],
        )

    def groups(self, numbers: Collection[int]) -> dict[int, Group]:
        member, band = schema_links.link_member, schema_links.link_band
        own = {number for (number,) in self._all(asks.of(member.c.article, member.c.band), numbers)}
        rows = self._all(asks.of(band.c.id, band.c.id, band.c.band), own)
        return {number: unsealed(group, Group) for number, group in rows}

    def put_groups(self, gone: Collection[int], groups: Collection[Group]) -> None:
        member, band = schema_links.link_member, schema_links.link_band
        self._remove(band.c.id, gone)
        self._remove(member.c.band, gone)
        put = self._runner.many
        put(asks.put(band), [{"id": group.members[0], "band": sealed(group)} for group in groups])
        put(asks.put(member), [{"article": n, "band": group.members[0]} for group in groups for n in group.members])

    def meets(self, numbers: Collection[int]) -> list[tuple[str, Met]]:
        self.write()
        table = schema_links.link_meet
        rows = self._all(asks.of(table.c.article, table.c.key, table.c.met), numbers)
        return [(key, unsealed(met, Met)) for key, met in rows]

    def window(self, key: str, order: bytes, before: int, after: int) -> tuple[list[Met], list[Met]]:
        self.write()
        first = self._runner.rows(asks.before(), key=key, place=order, many=before) if before else []
        last = self._runner.rows(asks.after(), key=key, place=order, many=after)
        return [unsealed(met, Met) for (met,) in reversed(first)], [unsealed(met, Met) for (met,) in last]

    def meeting(self, keys: Collection[str]) -> dict[str, list[Met]]:
        self.write()
        found: dict[str, list[Met]] = {}
        for key, met in self._all(asks.meeting(), keys):
            found.setdefault(key, []).append(unsealed(met, Met))
        return found

    def put_meets(self, rows: Iterable[tuple[str, Met]]) -> None:
        every = ({"key": key, "place": met.order, "article": met.at[0], "met": sealed(met)} for key, met in rows)
        self._put(schema_links.link_meet, every)

    def crowded(self, keys: Collection[str]) -> dict[str, int]:
        self.write()
        table = schema_links.link_meet
        rows = self._all(asks.of(table.c.key, table.c.key, func.count(), by=table.c.key), keys)
        return {key: many for key, many in rows if many > 1}

    def hang(self, rows: Iterable[tuple[str, Met]]) -> None:
        self._runner.many(asks.hung(), [{"k": key, "p": met.order, "new": sealed(met)} for key, met in rows])

    def unmeet(self, number: int) -> None:
        self.write()
        self._remove(schema_links.link_meet.c.article, (number,))

    def told_in(self, numbers: Collection[int]) -> dict[int, Entry]:
        self.write()
        told = schema_links.link_told
        rows = self._all(asks.of(told.c.article, told.c.event, told.c.beside), numbers)
        own = {event for event, beside in rows if not beside}
        return {row: entry for row, (entry, _, _) in self.entries(own).items()}

    def entries(self, rows: Collection[int]) -> dict[int, tuple[Entry, int, int]]:
        self.write()
        event = schema_links.link_event
        asked = asks.of(event.c.id, event.c.id, event.c.entry, event.c.newest, event.c.seen)
        found = self._all(asked, sorted(rows))
        return {row: (unsealed(entry, Entry), newest, seen) for row, entry, newest, seen in found}

    def beside(self, number: int) -> list[int]:
        self.write()
        return [event for (event,) in self._runner.rows(asks.beside(), article=number)]

    def around(self, names: Collection[str], day: int) -> list[int]:
        self.write()
        rows = self._runner.rows(asks.counting(), names=list(names), day=day, first=day - _SHORT)
        return [event for (event,) in rows]

    def of_parties(self, names: Collection[str]) -> list[int]:
        self.write()
        where = schema_links.link_around.c
        return [event for (event,) in self._all(asks.of(where.name, where.event), names)]

    def named(self, names: Collection[str]) -> frozenset[str]:
        todo = [name for name in dict.fromkeys(names) if name not in self._named]
        for at in range(0, len(todo), _NAMES):
            some = todo[at : at + _NAMES]
            # Of as many as there are at least: a statement of each number would be made anew each time.
            many = 1 << (len(some) - 1).bit_length()
            given = {f"name{n}": name for n, name in enumerate([*some, *some[-1:] * (many - len(some))])}
            found = {name for (name,) in self._runner.rows(asks.naming_any(many), **given)}
            self._named.update((name, name in found) for name in some)
        return frozenset(name for name in names if self._named[name])

    def naming(self, where: Around, least: int) -> list[Beside]:
        days = {"first": max(where.first, 1), "last": where.last}
        rows = self._runner.rows(asks.naming(), parties=list(where.parties), least=least, **days)
        return [Beside(article, day, bool(speaks)) for article, day, speaks in rows]

    def put_event(self, entry: Entry, least: int, told: Account, claim: Claim) -> int:
        self._row += 1
        row, put, where = self._row, self._put, entry.around
        until = date.fromisoformat(told.line.until).toordinal() if told.line.until else 0
        days = {"newest": told.newest, "seen": told.seen, "until": max(until, told.last or 0)}
        put(schema_links.link_event, [{"id": row, **days, "entry": sealed(entry)}])
        put(schema_links.link_account, [{"event": row, "account": sealed(told), "claim": sealed(claim)}])
        own = dict.fromkeys((n, False) for n, _, _, _ in entry.event) | dict.fromkeys((n, True) for n in entry.beside)
        put(schema_links.link_told, [{"article": n, "beside": beside, "event": row} for n, beside in own])
        put(schema_links.link_word, [{"word": word, "event": row} for word in _called(told)])
        if where:
            span = {"long": where.last - where.first > _SHORT, "first": where.first, "last": where.last}
            put(
                schema_links.link_around,
                [{"name": name, **span, "event": row, "least": least} for name in where.parties],
            )
        return row

    def drop_events(self, rows: Collection[int]) -> None:
        self.write()
        self._remove(schema_links.link_event.c.id, rows)

    def seen(self, rows: Collection[int], day: int, anew: bool = False) -> None:
        self.write()
        if every := list(rows):
            self._runner.run(asks.saw(), rows=every, day=day, least=0 if anew else day)

    def _put(self, table: Any, rows: Iterable[dict[str, Any]]) -> None:
        self._waiting.setdefault(table, []).extend(rows)

    def write(self) -> None:
        """Write what waits."""
        self._fresh.clear()
        waiting, self._waiting = self._waiting, {}
        for table, rows in waiting.items():
            self._runner.many(asks.put(table), rows)


def _called(told: Account) -> set[str]:
    return {word for part in told.cast for name in (part.name, part.country or "") for word in words_of(name)}


def words_of(name: str) -> list[str]:
    """The words by which events are found that somebody takes part in."""
    return _WORD.findall(name.casefold())
