"""The linked articles of a store: what linking found is kept, and a question links only what is new since the last."""

from __future__ import annotations

import re
import zlib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

import msgspec
import numpy as np
from msgspec import Struct
from sqlalchemy import Connection, Engine, Select, bindparam, delete, func, insert, select

from readout.link.accounts import Account
from readout.link.claims import Claim
from readout.link.judged import Judged
from readout.link.judgements import Judgement
from readout.link.kept import Filed, Relinked, Relinking, State
from readout.link.linker import ALL, Linked, Linker, Wanted, of_account
from readout.link.mentions import Mention, mentions
from readout.link.records import Looked
from readout.link.sketch import Sketch, sketch
from readout.model import ReadoutError, Record
from readout.store import schema
from readout.store.engine import clear_failures, writing
from readout.store.write import unpacked

if TYPE_CHECKING:
    from readout.store import Store

_WORD = re.compile(r"\w+")
# Records held at hand, rows written or asked for at once, and how often a store that others write is looked at again.
_HELD, _ROWS, _TRIES = 1024, 500, 3
Kept = TypeVar("Kept")


def linked(store: Store) -> Linked:
    """The linked articles of an open store; where nothing can be kept (it cannot be written) they are linked anew."""
    judgements = store.event_judgements()
    try:
        return KeptLinked(store.where, store.engine, judgements)
    except (Damaged, Stale, ReadoutError, ValueError, zlib.error):
        return Linker(store.records(), judgements)


class Damaged(Exception):
    """What was kept is not what was written; it can be made anew."""


class Stale(Exception):
    """Others linked or wrote since."""


class SketchRow(Struct, frozen=True, array_like=True):
    """A sketch as it is kept: its arrays as bytes."""

    words: bytes
    weights: bytes
    common: bytes
    rarity: bytes
    pairs: bytes
    top: tuple[int, ...]
    keys: tuple[int, ...]
    day: int | None


def _sealed(value: Any) -> bytes:
    data = msgspec.msgpack.encode(value)
    return zlib.crc32(data).to_bytes(4, "big") + data


def _whole(data: bytes) -> bytes:
    """What was kept, as it was written; raises Damaged."""
    if zlib.crc32(data[4:]).to_bytes(4, "big") != data[:4]:
        raise Damaged
    return data


def _opened(data: bytes, kind: type[Kept]) -> Kept:
    """What was kept; raises Damaged."""
    _whole(data)
    try:
        return msgspec.msgpack.decode(data[4:], type=kind)
    except msgspec.MsgspecError as error:
        raise Damaged from error


def _row(one: Sketch) -> SketchRow:
    return SketchRow(
        words=one.words.tobytes(),
        weights=one.weights.tobytes(),
        common=one.common.tobytes(),
        rarity=one.rarity.tobytes(),
        pairs=one.pairs.tobytes(),
        top=one.top,
        keys=one.keys,
        day=one.day,
    )


def _sketch(row: SketchRow) -> Sketch:
    return Sketch(
        words=np.frombuffer(row.words, np.int32),
        weights=np.frombuffer(row.weights, np.float32),
        common=np.frombuffer(row.common, np.bool_),
        rarity=np.frombuffer(row.rarity, np.float32),
        pairs=np.frombuffer(row.pairs, np.int32),
        top=row.top,
        keys=row.keys,
        day=row.day,
    )


@cache
def stamp() -> str:
    """What changes with the code and the tables by which articles are linked."""
    found = sha256()
    for package, begin in (("readout.link", ""), ("readout.lexicon", "link_"), ("readout.store", "linking.py")):
        for file in sorted(files(package).iterdir(), key=lambda file: file.name):
            if file.is_file() and file.name.startswith(begin):
                found.update(file.read_bytes())
    return found.hexdigest()


def _said(judgements: Sequence[Judgement]) -> str:
    return sha256(msgspec.msgpack.encode(judgements)).hexdigest()


class _Snapshot:
    """The articles as they are in one transaction, and what is kept of those that are linked as they are."""

    def __init__(self, connection: Connection, judged: Judged, anew: bool) -> None:
        self._connection = connection
        self._digests: dict[int, bytes] = {}
        table, kept, state = schema.article, schema.link_article, schema.link_state
        self.names: dict[int, str] = {row.id: row.name for row in connection.execute(select(table.c.id, table.c.name))}
        row = connection.execute(select(state)).one_or_none()
        self.linking = row.linking if row else ""
        self.state, self.filed = State(), dict[int, Filed]()
        self.anew = anew or row is None or row.stamp != stamp()
        if row and not self.anew:
            try:
                self.state = _opened(row.state, State)
                for one in connection.execute(select(kept.c.article, kept.c.filed)):
                    filed = _opened(one.filed, Filed)
                    if filed.judged == judged.mark(self.names[one.article]):
                        self.filed[one.article] = filed
            except Damaged:
                self.state, self.filed, self.anew = State(), {}, True

    def record(self, number: int) -> Record:
        """The newest record of an article."""
        data = _data(self._connection, number)
        self._digests[number] = sha256(data).digest()
        return unpacked(data)

    def is_as_read(self, connection: Connection, number: int) -> bool:
        """Whether an article's record is still the one that was linked."""
        return self._digests[number] == sha256(_data(connection, number)).digest()

    def sketch(self, number: int) -> Sketch:
        """What was kept of an article's words."""
        table = schema.link_article
        asked = select(table.c.sketch).where(table.c.article == number)
        try:
            return _sketch(_opened(self._connection.execute(asked).scalar_one(), SketchRow))
        except (Damaged, ValueError):
            return sketch(self.record(number).article)


@cache
def _newest() -> Select[Any]:
    article, version = schema.article, schema.version
    newest = (version.c.article == article.c.id) & (version.c.number == article.c.version)
    return select(version.c.record).join(article, newest).where(article.c.id == bindparam("number"))


def _data(connection: Connection, number: int) -> bytes:
    data: bytes | None = connection.execute(_newest(), {"number": number}).scalar_one_or_none()
    if data is None:
        raise Stale
    return data


class KeptLinked(Linked):
    """The linked articles of a store, brought up to date when made; what is asked is fetched."""

    def __init__(self, where: str, engine: Engine, judgements: Sequence[Judgement]) -> None:
        self._where, self._engine = where, engine
        self._judgements, self._judged = judgements, Judged(judgements)
        self._claims: dict[tuple[int, int, int, str], bytes] = {}
        record = lru_cache(_HELD)(self._record)
        self.records = Looked(record)
        self.names = Looked(lambda number: self._names[number])
        self.sketches = Looked(lambda number: sketch(self.records[number].article))
        self._linking = self._refreshed()

    def _refreshed(self, anew: bool = False) -> str:
        """Which linking holds after what is new was linked; raises Stale where others never stop writing."""
        for _ in range(_TRIES):
            with clear_failures(self._where), self._engine.connect() as connection:
                found = None if anew else self._current(connection)
                if found is not None:
                    return found
                shot = _Snapshot(connection, self._judged, anew)
                made = Relinking(shot.state, shot, self._judged).run()
            try:
                return self._keep(shot, made)
            except Stale:
                continue
        raise Stale

    def _current(self, connection: Connection) -> str | None:
        """Which linking is kept, if it is of all articles as they are."""
        state = schema.link_state
        columns = (state.c.linking, state.c.articles, state.c.stamp, state.c.judged)
        row = connection.execute(select(*columns)).one_or_none()
        if row is None or row.stamp != stamp() or row.judged != _said(self._judgements):
            return None
        held = (connection.execute(select(func.count()).select_from(t)).scalar_one() for t in _COUNTED)
        return str(row.linking) if all(many == row.articles for many in held) else None

    def _keep(self, shot: _Snapshot, made: Relinked) -> str:
        """Write what a linking found, if what it was found from still holds; raises Stale if not."""
        state, article, event = schema.link_state, schema.link_article, schema.link_event
        with clear_failures(self._where), writing(self._engine, quiet=True) as connection:
            now = connection.execute(select(state.c.linking)).scalar_one_or_none() or ""
            if now != shot.linking:
                raise Stale
            if shot.anew:
                connection.execute(delete(event))
            if not all(shot.is_as_read(connection, number) for number in made.filed):
                raise Stale
            _remove(connection, article, article.c.article, made.filed)
            _remove(connection, event, event.c.id, made.gone)
            _fill(
                connection,
                article,
                (
                    {"article": n, "filed": _sealed(filed), "sketch": _sealed(_row(made.sketches[n]))}
                    for n, filed in made.filed.items()
                ),
            )
            _fill(
                connection,
                event,
                (
                    {"id": n, "newest": told.newest, "account": _sealed(told), "claim": _sealed(claim)}
                    for n, (told, claim) in made.told.items()
                ),
            )
            words = ({"word": word, "event": n} for n, (told, _) in made.told.items() for word in _called(told))
            _fill(connection, schema.link_word, words)
            linking = uuid4().hex
            connection.execute(delete(state))
            connection.execute(
                insert(state).values(
                    id=1,
                    stamp=stamp(),
                    linking=linking,
                    articles=len(shot.names),
                    judged=_said(self._judgements),
                    state=_sealed(made.state),
                )
            )
        return linking

    def _record(self, number: int) -> Record:
        with clear_failures(self._where), self._engine.connect() as connection:
            return unpacked(_data(connection, number))

    @cached_property
    def _names(self) -> Mapping[int, str]:
        table = schema.article
        with clear_failures(self._where), self._engine.connect() as connection:
            return {row.id: row.name for row in connection.execute(select(table.c.id, table.c.name))}

    @cached_property
    def _state(self) -> State:
        with clear_failures(self._where), self._engine.connect() as connection:
            data = connection.execute(select(schema.link_state.c.state)).scalar_one()
        try:
            return _opened(data, State)
        except Damaged:
            self._linking = self._refreshed(anew=True)
            return self._state

    @cached_property
    def _filed(self) -> dict[int, Filed]:
        table = schema.link_article
        with clear_failures(self._where), self._engine.connect() as connection:
            rows = connection.execute(select(table.c.article, table.c.filed).order_by(table.c.article)).all()
        try:
            return {row.article: _opened(row.filed, Filed) for row in rows}
        except Damaged:
            self._linking = self._refreshed(anew=True)
            return self._filed

    @cached_property
    def _naming(self) -> dict[str, list[int]]:
        """The dated articles by whom they name, in the order of their days."""
        found: dict[str, list[int]] = {}
        for number, filed in self._filed.items():
            for name in filed.names:
                named = found.setdefault(name, [])
                if filed.day is not None:
                    named.append(number)
        for named in found.values():
            named.sort(key=self._day)
        return found

    def _day(self, number: int) -> int:
        return self._filed[number].day or 0

    def number(self, article: str) -> int | None:
        table = schema.article
        with clear_failures(self._where), self._engine.connect() as connection:
            return connection.execute(select(table.c.id).where(table.c.name == article)).scalar_one_or_none()

    @cached_property
    def _story_of(self) -> dict[int, list[int]]:
        return {number: story for story in self._state.stories() for number in story}

    def story(self, number: int) -> list[int]:
        return self._story_of.get(number, [number])

    def stories(self) -> Iterator[list[int]]:
        yield from self._state.stories()

    def naming(self, parties: Sequence[str], least: int, first: int, last: int) -> list[int]:
        index, counts = self._naming, Counter[int]()
        for named in (index.get(party, []) for party in parties):
            low = bisect_left(named, first, key=self._day)
            counts.update(named[low : bisect_right(named, last, key=self._day)])
        need = min(least, sum(party in index for party in parties))
        return sorted(number for number, count in counts.items() if count >= need)

    def events(self) -> list[list[Mention]]:
        return [self.tellings(told) for told in self.accounts()]

    def tellings(self, told: Account) -> list[Mention]:
        numbers = {number for number, _, _ in told.told}
        return of_account(told, (m for n in numbers for m in self._judged.tellings(mentions(self.records[n], n))))

    def said(self, told: Account) -> Claim:
        return _opened(self._claims[told.first], Claim)

    def accounts(self, wanted: Wanted = ALL) -> list[Account]:
        for attempt in range(_TRIES):
            try:
                return self._accounts(wanted)
            except (Damaged, Stale) as error:
                self._linking = self._refreshed(anew=isinstance(error, Damaged) or attempt > 0)
        return self._accounts(wanted)

    def _accounts(self, wanted: Wanted) -> list[Account]:
        table = schema.link_event
        asked = select(table.c.account, table.c.claim).where(table.c.newest >= wanted.newest)
        for word in {word for name in wanted.who for word in _words(name)}:
            holding = select(schema.link_word.c.event).where(schema.link_word.c.word == word)
            asked = asked.where(table.c.id.in_(holding))
        found = []
        with clear_failures(self._where), self._engine.connect() as connection:
            if connection.execute(select(schema.link_state.c.linking)).scalar_one_or_none() != self._linking:
                raise Stale
            for data, claim in connection.execute(asked):
                told = _opened(data, Account)
                self._claims[told.first] = _whole(claim)
                found.append(told)
        return sorted(found, key=lambda told: told.first)


_COUNTED = (schema.article, schema.link_article)


def _fill(connection: Connection, table: Any, rows: Iterable[dict[str, Any]]) -> None:
    some: list[dict[str, Any]] = []
    for row in rows:
        some.append(row)
        if len(some) == _ROWS:
            connection.execute(insert(table), some)
            some = []
    if some:
        connection.execute(insert(table), some)


def _remove(connection: Connection, table: Any, column: Any, numbers: Iterable[int]) -> None:
    every = list(numbers)
    for at in range(0, len(every), _ROWS):
        connection.execute(delete(table).where(column.in_(every[at : at + _ROWS])))


def _called(told: Account) -> set[str]:
    return {word for part in told.cast for name in (part.name, part.country or "") for word in _words(name)}


def _words(name: str) -> list[str]:
    return _WORD.findall(name.casefold())
