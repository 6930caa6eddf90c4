"""Where a store keeps what was linked: each article, tie, set, meeting and event in rows of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

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
        self._connection = connection
        self._named: dict[str, bool] = {}
        self._filed: dict[int, Filed] = {}
        self._sketches: dict[int, Sketch] = {}
        last = select(func.coalesce(func.max(schema_links.link_event.c.id), 0))
        self._row: int = connection.execute(last).scalar_one()
        # Rows that are written when something of their table is asked for next; articles among them by their words.
        self._fresh: dict[int, list[tuple[int, int]]] = {}
        self._waiting: dict[Any, list[dict[str, Any]]] = {}

    def _all(self, asked: Select[Any], wanted: Iterable[Any]) -> Iterator[Any]:
        """The rows with one of these values; `asked` is made by `_of`."""
        every = list(wanted)
        for at in range(0, len(every), _ROWS):
            yield from self._connection.execute(asked, {"wanted": every[at : at + _ROWS]}).all()

    def _remove(self, column: Any, values: Iterable[Any]) -> None:
        every = list(values)
        for at in range(0, len(every), _ROWS):
            self._connection.execute(delete(column.table).where(column.in_(every[at : at + _ROWS])))

    def _fill(self, table: Any, rows: list[dict[str, Any]]) -> None:
        for at in range(0, len(rows), _ROWS):
            self._connection.execute(insert(table), rows[at : at + _ROWS])

    def names(self, numbers: Collection[int]) -> dict[int, str]:
        table = schema.article
        return {row.id: row.name for row in self._all(asks.of(table.c.id, table.c.id, table.c.name), numbers)}

    def numbers(self, names: Collection[str]) -> dict[str, int]:
        table = schema.article
        return {row.name: row.id for row in self._all(asks.of(table.c.name, table.c.id, table.c.name), names)}

    def record(self, number: int) -> Record:
        return unpacked(self._connection.execute(asks.newest(), {"number": number}).scalar_one())

    def kept(self, numbers: Collection[int]) -> dict[int, Filed]:
        table, held = schema_links.link_article, self._filed
        rows = self._all(asks.of(table.c.article, table.c.article, table.c.filed), set(numbers) - held.keys())
        held.update((row.article, unsealed(row.filed, Filed)) for row in rows)
        return {n: held[n] for n in numbers if n in held}

    def filed(self, numbers: Collection[int]) -> dict[int, Filed]:
        found = self.kept(numbers)
        if len(found) < len(set(numbers)):
            raise Damaged
        return found

    def sketches(self, numbers: Collection[int]) -> dict[int, Sketch]:
        table, held = schema_links.link_article, self._sketches
        rows = self._all(asks.of(table.c.article, table.c.article, table.c.sketch), set(numbers) - held.keys())
        held.update((row.article, unsealed_sketch(row.sketch)) for row in rows)
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
        given = {f"key{n}": key for n, key in enumerate(one.keys)} | {"near": near}
        if not near:
            del given["near"]
        if not one.keys:
            return []
        lists: dict[int, list[int]] = {}
        for row in self._connection.execute(asks.sharing(len(one.keys), bool(near)), given):
            lists.setdefault(one.keys[row.place], []).append(row.article)
        for key in one.keys:
            here = (n for where, n in self._fresh.get(key, ()) if not near or where in near)
            lists.setdefault(key, []).extend(here)
        shared = Counter(n for found in lists.values() if len(found) <= COMMONPLACE for n in found)
        return sorted(shared, key=lambda n: (-shared[n], -n))[:CANDIDATES]

    def ties(self, numbers: Collection[int]) -> list[Tie]:
        self.write()
        table = schema_links.link_tie
        rows = self._all(asks.of(table.c.one, *table.c), numbers)
        return [(row.one, row.other, row.likeness) for row in rows]

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
        rows = self._all(asks.of(table.c.article, *table.c), numbers)
        return [(row.level, row.article, unsealed(row.node, Node)) for row in rows]

    def put_nodes(self, nodes: Mapping[tuple[int, int], Node | None]) -> None:
        table = schema_links.link_node
        if nodes:
            gone = delete(table).where(table.c.level == bindparam("l"), table.c.article == bindparam("a"))
            self._connection.execute(gone, [{"l": level, "a": article} for level, article in nodes])
        rows = ((level, article, node) for (level, article), node in nodes.items() if node)
        self._fill(table, [{"level": level, "article": a, "node": sealed(node)} for level, a, node in rows])

    def groups(self, numbers: Collection[int]) -> dict[int, Group]:
        member, band = schema_links.link_member, schema_links.link_band
        own = {row.band for row in self._all(asks.of(member.c.article, member.c.band), numbers)}
        return {row.id: unsealed(row.band, Group) for row in self._all(asks.of(band.c.id, *band.c), own)}

    def put_groups(self, gone: Collection[int], groups: Collection[Group]) -> None:
        member, band = schema_links.link_member, schema_links.link_band
        self._remove(band.c.id, gone)
        self._remove(member.c.band, gone)
        self._fill(band, [{"id": group.members[0], "band": sealed(group)} for group in groups])
        self._fill(member, [{"article": n, "band": group.members[0]} for group in groups for n in group.members])

    def meets(self, numbers: Collection[int]) -> list[tuple[str, Met]]:
        self.write()
        table = schema_links.link_meet
        rows = self._all(asks.of(table.c.article, table.c.key, table.c.met), numbers)
        return [(row.key, unsealed(row.met, Met)) for row in rows]

    def window(self, key: str, order: bytes, before: int, after: int) -> tuple[list[Met], list[Met]]:
        self.write()
        own = {"key": key, "place": order}
        first = self._connection.execute(asks.before(), {**own, "many": before}).scalars().all() if before else []
        last = self._connection.execute(asks.after(), {**own, "many": after}).scalars()
        return [unsealed(met, Met) for met in reversed(first)], [unsealed(met, Met) for met in last]

    def put_meets(self, rows: Iterable[tuple[str, Met]]) -> None:
        every = ({"key": key, "place": met.order, "article": met.at[0], "met": sealed(met)} for key, met in rows)
        self._put(schema_links.link_meet, every)

    def crowded(self, keys: Collection[str]) -> frozenset[str]:
        self.write()
        table = schema_links.link_meet
        rows = self._all(asks.of(table.c.key, table.c.key, func.count().label("many"), by=table.c.key), keys)
        return frozenset(row.key for row in rows if row.many > 1)

    def hang(self, rows: Iterable[tuple[str, Met]]) -> None:
        table = schema_links.link_meet
        own = (table.c.key == bindparam("k"), table.c.place == bindparam("p"))
        if every := [{"k": key, "p": met.order, "new": sealed(met)} for key, met in rows]:
            self._connection.execute(update(table).where(*own).values(met=bindparam("new")), every)

    def unmeet(self, number: int) -> None:
        self.write()
        self._remove(schema_links.link_meet.c.article, (number,))

    def told_in(self, numbers: Collection[int]) -> dict[int, Entry]:
        self.write()
        told = schema_links.link_told
        rows = self._all(asks.of(told.c.article, told.c.event, told.c.beside), numbers)
        own = {row.event for row in rows if not row.beside}
        return {row: entry for row, (entry, _, _) in self.entries(own).items()}

    def entries(self, rows: Collection[int]) -> dict[int, tuple[Entry, int, int]]:
        self.write()
        event = schema_links.link_event
        asked = asks.of(event.c.id, event.c.id, event.c.entry, event.c.newest, event.c.seen)
        found = self._all(asked, sorted(rows))
        return {row.id: (unsealed(row.entry, Entry), row.newest, row.seen) for row in found}

    def beside(self, number: int) -> list[int]:
        self.write()
        told = schema_links.link_told
        asked = select(told.c.event).where(told.c.article == number, told.c.beside)
        return list(self._connection.execute(asked).scalars())

    def around(self, names: Collection[str], day: int) -> list[int]:
        self.write()
        given = {"names": list(names), "day": day, "first": day - _SHORT}
        return list(self._connection.execute(asks.counting(), given).scalars())

    def of_parties(self, names: Collection[str]) -> list[int]:
        self.write()
        where = schema_links.link_around.c
        return [row.event for row in self._all(asks.of(where.name, where.event), names)]

    def named(self, names: Collection[str]) -> frozenset[str]:
        todo = [name for name in dict.fromkeys(names) if name not in self._named]
        for at in range(0, len(todo), _NAMES):
            some = todo[at : at + _NAMES]
            # Of as many as there are at least: a statement of each number would be made anew each time.
            many = 1 << (len(some) - 1).bit_length()
            given = {f"name{n}": name for n, name in enumerate([*some, *some[-1:] * (many - len(some))])}
            found = set(self._connection.execute(asks.naming_any(many), given).scalars())
            self._named.update((name, name in found) for name in some)
        return frozenset(name for name in names if self._named[name])

    def naming(self, where: Around, least: int) -> list[Beside]:
        return naming(self._connection, where.parties, least, where.first, where.last)

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
        every = list(rows)
        for at in range(0, len(every), _ROWS):
            self._connection.execute(
                asks.saw(), {"rows": every[at : at + _ROWS], "day": day, "least": 0 if anew else day}
            )

    def _put(self, table: Any, rows: Iterable[dict[str, Any]]) -> None:
        self._waiting.setdefault(table, []).extend(rows)

    def write(self) -> None:
        """Write what waits."""
        self._fresh.clear()
        waiting, self._waiting = self._waiting, {}
        for table, rows in waiting.items():
            self._fill(table, rows)


def naming(connection: Connection, parties: Collection[str], least: int, first: int, last: int) -> list[Beside]:
    """The articles that name so many of the parties between two days, by number."""
    given = {"parties": list(parties), "first": max(first, 1), "last": last, "least": least}
    return [Beside(*row) for row in connection.execute(asks.naming(), given)]


def _called(told: Account) -> set[str]:
    return {word for part in told.cast for name in (part.name, part.country or "") for word in words_of(name)}


def words_of(name: str) -> list[str]:
    """The words by which events are found that somebody takes part in."""
    return _WORD.findall(name.casefold())
