"""The linked articles of a store: what linking found is kept, and a question links only what is new since the last."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, cached_property, lru_cache
from hashlib import sha256
from importlib.resources import files
from time import sleep
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, Engine, delete, false, insert, or_, select

from readout.link.accounts import Account
from readout.link.claims import Claim
from readout.link.judged import Judged
from readout.link.judgements import Judgement
from readout.link.kept import Group
from readout.link.linker import ALL, Around, Linked, Linker, Wanted, of_account
from readout.link.mentions import Mention, mentions
from readout.link.records import Looked
from readout.link.relinking import Relinking
from readout.link.sketch import sketch
from readout.model import ReadoutError, Record, Span
from readout.store import schema, schema_links
from readout.store import shelf_asks as asks
from readout.store.engine import clear_failures, writing
from readout.store.packing import unpacked
from readout.store.sealed import Damaged, unsealed, whole
from readout.store.shelf import StoreShelf, words_of
from readout.store.shelf_run import Runner

if TYPE_CHECKING:
    from readout.store import Store

# Records held at hand, articles linked in one transaction, and how often a store that others write is looked at again.
_HELD, _BATCH, _TRIES = 1024, 100, 3
# Of articles that are linked anew only so many, since who corrects them waits for the write lock meanwhile; and
# the seconds until it is taken again, which are longer than a waiting writer sleeps.
_ANEW, _BETWEEN = 8, 0.05


def linked(store: Store) -> Linked:
    """The linked articles of an open store; where nothing can be kept (it cannot be written) they are linked anew."""
    judgements = store.event_judgements()
    try:
        return KeptLinked(store.where, store.engine, judgements)
    except (Damaged, Stale, ReadoutError, ValueError):
        return Linker(store.records(), judgements)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """No search for garbage meanwhile: what linking makes is freed as it goes, having no cycles. For it all would be
    looked through that a program holds; what it holds before the first time is left out for good.
    """
    if not gc.isenabled():
        yield
        return
    _leave_out()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@cache
def _leave_out() -> None:
    gc.freeze()


class Stale(Exception):
    """Others linked or wrote since."""


@cache
def stamp() -> str:
    """What changes with the code and the tables by which articles are linked."""
    found = sha256()
    own = ("linking.py", "sealed.py", "shelf")
    for package, begins in (("readout.link", ("",)), ("readout.lexicon", ("link_",)), ("readout.store", own)):
        for file in sorted(files(package).iterdir(), key=lambda file: file.name):
            if file.is_file() and file.name.startswith(begins):
                found.update(file.read_bytes())
    return found.hexdigest()


def _said(judgements: Sequence[Judgement]) -> str:
    return sha256(msgspec.msgpack.encode(judgements)).hexdigest()


class KeptLinked(Linked):
    """The linked articles of a store, brought up to date when made; what is asked is fetched."""

    def __init__(self, where: str, engine: Engine, judgements: Sequence[Judgement]) -> None:
        self._where, self._engine = where, engine
        self._judged, self._judgements = Judged(judgements), _said(judgements)
        self._claims: dict[tuple[int, int, int, str], bytes] = {}
        record = lru_cache(_HELD)(self._record)
        self.records = Looked(record)
        self.names = Looked(lambda number: self._names[number])
        self.sketches = Looked(lambda number: sketch(self.records[number].article))
        self._linking = self._refreshed()

    def _refreshed(self, anew: bool = False) -> str:
        """Which linking holds after what is new was linked, some articles at a time: others write in between."""
        with clear_failures(self._where), self._engine.connect() as connection:
            found = None if anew else self._current(connection)
        while found is None:
            try:
                with _no_collecting(), clear_failures(self._where), writing(self._engine, quiet=True) as connection:
                    found = self._linked_more(connection, anew)
                anew = False
            except Damaged:
                if anew:
                    raise
                anew = True
            if found is None:
                sleep(_BETWEEN)
        return found

    def _current(self, connection: Connection) -> str | None:
        """Which linking is kept, if it is of all articles as they are."""
        row = connection.execute(asks.state()).one_or_none()
        if row is None or row.stamp != stamp() or row.judged != self._judgements or row.articles != _many(connection):
            return None
        due = connection.execute(select(schema_links.link_due.c.article).limit(1)).first()
        return str(row.linking) if due is None else None

    def _linked_more(self, connection: Connection, anew: bool) -> str | None:
        """Link some of the articles that are due; which linking holds if there are no more."""
        due, runner = schema_links.link_due, Runner(connection)
        row = connection.execute(asks.state()).one_or_none()
        if anew or row is None or row.stamp != stamp():
            for table in reversed(schema_links.KEPT):
                connection.execute(delete(table))
            connection.execute(insert(due).from_select(["article", "linked"], select(schema.article.c.id, false())))
        else:
            if row.judged != self._judgements:
                _make_due(connection, self._judged_anew(connection))
        some, more = _next_due(connection)
        if not some and row is not None and row.articles != _many(connection):
            _make_due(connection, _unlike(connection))
            some, more = _next_due(connection)
        if some:
            late = [number for (number,) in runner.rows(asks.late(), last=some[-1])]
            shelf = StoreShelf(connection)
            Relinking(shelf, self._judged, some, late).run()
            shelf.write()
            runner.run(asks.gone(due.c.article), wanted=list(some))
        linking = uuid4().hex
        told = {"stamp": stamp(), "linking": linking, "articles": _many(connection), "judged": self._judgements}
        runner.run(asks.no_state())
        runner.many(asks.put(schema_links.link_state), [{"id": 1, **told}])
        return None if more else linking

    def _judged_anew(self, connection: Connection) -> list[int]:
        """The articles of which people judged something since they were linked."""
        shelf, marks = StoreShelf(connection), self._judged.marks
        numbers = shelf.numbers(marks)
        kept = shelf.kept(numbers.values())
        return [n for name, n in numbers.items() if n not in kept or kept[n].judged != marks[name]]

    def _record(self, number: int) -> Record:
        with clear_failures(self._where), self._engine.connect() as connection:
            return unpacked(connection.execute(asks.newest(), {"number": number}).scalar_one())

    @cached_property
    def _names(self) -> Mapping[int, str]:
        table = schema.article
        with clear_failures(self._where), self._engine.connect() as connection:
            return {row.id: row.name for row in connection.execute(select(table.c.id, table.c.name))}

    def number(self, article: str) -> int | None:
        table = schema.article
        with clear_failures(self._where), self._engine.connect() as connection:
            return connection.execute(select(table.c.id).where(table.c.name == article)).scalar_one_or_none()

    def story(self, number: int) -> list[int]:
        member, band = schema_links.link_member, schema_links.link_band
        asked = select(band.c.band).join(member, member.c.band == band.c.id).where(member.c.article == number)
        found = (story for group in self._groups(asked) for story in group.stories)
        return next((list(story.articles) for story in found if number in story.articles), [number])

    def stories(self) -> Iterator[list[int]]:
        groups = self._groups(select(schema_links.link_band.c.band))
        yield from sorted(list(story.articles) for group in groups for story in group.stories)

    def _groups(self, asked: Any) -> list[Group]:
        with clear_failures(self._where), self._engine.connect() as connection:
            rows = connection.execute(asked).scalars().all()
        try:
            return [unsealed(row, Group) for row in rows]
        except Damaged:
            self._linking = self._refreshed(anew=True)
            return self._groups(asked)

    def naming(self, parties: Sequence[str], least: int, first: int, last: int) -> list[int]:
        with clear_failures(self._where), self._engine.connect() as connection:
            shelf = StoreShelf(connection)
            need = min(least, len(shelf.named(parties)))
            return [one.article for one in shelf.naming(Around(tuple(parties), first, last), need)]

    def events(self) -> list[list[Mention]]:
        return [self.tellings(told) for told in self.accounts()]

    def words(self) -> Iterator[list[tuple[int, tuple[Span, ...]]]]:
        yield from (list(told.words) for told in self.accounts())

    def tellings(self, told: Account) -> list[Mention]:
        numbers = {number for number, _, _ in told.told}
        return of_account(told, (m for n in numbers for m in self._judged.tellings(mentions(self.records[n], n))))

    def said(self, told: Account) -> Claim:
        return unsealed(self._claims[told.first], Claim)

    def accounts(self, wanted: Wanted = ALL) -> list[Account]:
        for attempt in range(_TRIES):
            try:
                return self._accounts(wanted)
            except (Damaged, Stale) as error:
                self._linking = self._refreshed(anew=isinstance(error, Damaged) or attempt > 0)
        return self._accounts(wanted)

    def _accounts(self, wanted: Wanted) -> list[Account]:
        event, told, state = schema_links.link_event, schema_links.link_account, schema_links.link_state
        asked = select(event.c.seen, told.c.account, told.c.claim).join(told, told.c.event == event.c.id)
        found = []
        with clear_failures(self._where), self._engine.connect() as connection:
            if connection.execute(select(state.c.linking)).scalar_one_or_none() != self._linking:
                raise Stale
            for seen, data, claim in connection.execute(_narrowed(asked, wanted)):
                one = unsealed(data, Account)
                self._claims[one.first] = whole(claim)
                found.append(one if one.seen == seen else replace(one, seen=seen))
        return sorted(found, key=lambda told: told.first)


def _narrowed(asked: Any, wanted: Wanted) -> Any:
    """What is asked of events, without those that are not wanted."""
    event, word, told = schema_links.link_event.c, schema_links.link_word.c, schema_links.link_told.c
    if wanted.newest:
        asked = asked.where(event.newest >= wanted.newest)
    if wanted.reach:
        asked = asked.where(or_(event.seen >= wanted.reach, event.until >= wanted.reach))
    if wanted.articles is not None:
        telling = select(told.event).where(told.article.in_(wanted.articles), ~told.beside)
        asked = asked.where(event.id.in_(telling))
    for one in {one for name in wanted.who for one in words_of(name)}:
        asked = asked.where(event.id.in_(select(word.event).where(word.word == one)))
    return asked


def _many(connection: Connection) -> int:
    return int(connection.execute(asks.many()).scalar_one())


def _unlike(connection: Connection) -> list[int]:
    """The articles that are linked and gone, or there and not linked."""
    article, kept = schema.article.c.id, schema_links.link_article.c.article
    found = [select(article).where(article.not_in(select(kept))), select(kept).where(kept.not_in(select(article)))]
    return [number for asked in found for number in connection.execute(asked).scalars()]


def _next_due(connection: Connection) -> tuple[list[int], bool]:
    """The articles that are due next, and whether others are due after them."""
    due = schema_links.link_due
    rows = connection.execute(select(due).order_by(due.c.article).limit(_BATCH + 1)).all()
    most = min(_ANEW, _BATCH) if any(row.linked for row in rows) else _BATCH
    return [row.article for row in rows[:most]], len(rows) > most


def _make_due(connection: Connection, numbers: Collection[int]) -> None:
    due = schema_links.link_due
    there = set(connection.execute(select(due.c.article)).scalars())
    if rows := [{"article": number, "linked": True} for number in sorted(set(numbers) - there)]:
        connection.execute(insert(due), rows)
