"""Records kept in one SQLite file or Postgres database, and what can be asked of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Engine, Select, func, select

from readout.link.judgements import Judgement
from readout.model import Article, ReadoutError, Record
from readout.settings import shown_store, store_name
from readout.store import schema
from readout.store.alerts import AlertRow, Alerts
from readout.store.alike import Alike
from readout.store.corrections import Corrections, statuses
from readout.store.engine import clear_failures, open_engine, writing
from readout.store.event_judgements import EventWord, noted, telling
from readout.store.finding import Finder, Thing
from readout.store.identity import JudgementRow, judgements
from readout.store.paging import Paging
from readout.store.query import articles_asked, events_asked, few_of_kind, statements_asked
from readout.store.reading import begun, newest, opened
from readout.store.rows import (
    Added,
    ArticleRow,
    Counts,
    EventRow,
    Hit,
    Named,
    Outcome,
    Part,
    RelationRow,
    SourceRow,
    StatementRow,
    VersionRow,
    event_rows,
    relation_rows,
    sentence_around,
    statement_rows,
)
from readout.store.tokens import Tokens
from readout.store.users import Users
from readout.store.waiting import Waiting
from readout.store.who import OfficeSeen, WhoRow, articles_of, refs_of, things_meant, who_row
from readout.store.write import add_record, content_hash

__all__ = [
    "Added",
    "AlertRow",
    "ArticleRow",
    "Counts",
    "EventRow",
    "EventWord",
    "Hit",
    "JudgementRow",
    "Named",
    "OfficeSeen",
    "Outcome",
    "Part",
    "RelationRow",
    "SourceRow",
    "StatementRow",
    "Store",
    "Thing",
    "VersionRow",
    "WhoRow",
    "event_rows",
    "open_store",
    "relation_rows",
    "sentence_around",
    "statement_rows",
]

BATCH = 32
Row = TypeVar("Row", EventRow, StatementRow)


def open_store(where: str | os.PathLike[str] | None = None, *, create: bool = True) -> Store:
    """The store in a SQLite file or at a `sqlite:///` or `postgresql://` URL (default: the user's own), migrated.

    Raises ReadoutError when it is no store, made by a newer readout, locked, or missing and `create` is false.
    """
    name = store_name(where)
    return Store(name, open_engine(name, create))


class Store:
    """Records by article. Every question is answered from the newest version of each; all errors are ReadoutErrors.

    Safe to use from several threads; several processes may read and write one store at once.
    """

    def __init__(self, address: str, engine: Engine) -> None:
        # `where` is for people; `address` opens the store again and may hold a password: it is never shown.
        self.where, self.address = shown_store(address), address
        self.engine = self._engine = engine

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def add(self, records: Iterable[Record], *, reread: bool = False, batch: int = BATCH) -> Iterator[Added]:
        """Keep records, one transaction a batch, and say what each did once it is safely kept (consume the iterator).

        A record with the content of its article's newest version changes nothing, or with `reread` takes its place.
        """
        source = iter(records)
        while some := list(islice(source, batch)):
            with clear_failures(self.where), writing(self._engine, quiet=True) as connection:
                done = [add_record(connection, record, reread) for record in some]
            yield from done

    def known(self, article: Article) -> Added | None:
        """The article's newest version when it has this very content: then it need not be analysed again."""
        table = schema.article
        with self._reading() as connection:
            row = connection.execute(select(table).where(table.c.name == article.id)).one_or_none()
            if row is None or row.hash != content_hash(article):
                return None
            said, happened = (
                connection.execute(select(func.count()).where(t.c.article == row.id)).scalar_one()
                for t in (schema.statement, schema.event)
            )
        return Added(article.id, row.version, "unchanged", row.headline, said, happened)

    def articles(
        self,
        publisher: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int = 50,
        offset: int = 0,
    ) -> list[ArticleRow]:
        """Articles, the latest published first; `since` and `until` are ISO dates, both inclusive."""
        with self._reading() as connection:
            rows = connection.execute(articles_asked(publisher, since, until).limit(limit).offset(offset))
            return [ArticleRow(r.name, *(getattr(r, f) for f in ArticleRow.__struct_fields__[1:])) for r in rows]

    def record(self, article: str, version: int | None = None) -> Record:
        """The record of an article by its full id, in its newest version or the one asked for."""
        with self._reading() as connection:
            return self._record(connection, article, version)

    def records(self) -> Iterator[Record]:
        """All records in their newest versions, in the order in which the articles were first added."""
        article, version = schema.article, schema.version
        newest = (version.c.article == article.c.id) & (version.c.number == article.c.version)
        asked = select(version.c.record).join(article, newest).order_by(article.c.id)
        with self._reading() as connection:
            for data in connection.execution_options(yield_per=BATCH).execute(asked).scalars():
                yield opened(data, self.where)

    def numbers(self) -> dict[str, int]:
        """The number of the newest version of each article that has more than one."""
        table = schema.article
        with self._reading() as connection:
            asked = select(table.c.name, table.c.version).where(table.c.version > 1)
            return {row.name: row.version for row in connection.execute(asked)}

    def versions(self, article: str) -> list[VersionRow]:
        """All versions of an article, the oldest first; empty when the store has no such article."""
        version = schema.version
        asked = (
            select(version.c.number, version.c.added, version.c.headline)
            .join(schema.article, schema.article.c.id == version.c.article)
            .where(schema.article.c.name == article)
            .order_by(version.c.number)
        )
        with self._reading() as connection:
            return [VersionRow(article, r.number, r.added, r.headline) for r in connection.execute(asked)]

    def find(self, start: str, limit: int = 10) -> list[str]:
        """Ids of the articles whose id is `start`, or else begins with it."""
        with self._reading() as connection:
            return begun(connection, start, limit)

    def search(
        self,
        words: str,
        limit: int = 20,
        offset: int = 0,
        publisher: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> list[Hit]:
        """Articles with these words, the best first, each with the passage that shows it.

        Words side by side must all occur; "a phrase", prefix*, AND, OR, NOT, -word and brackets work; a headline
        counts three times. Never fails on odd syntax; raises ReadoutError when there is no word to look for.
        """
        paging = self.paging
        ranked = paging.ranked(words, limit, offset, publisher, since, until)
        return list(paging.hits(words, ranked).values())

    def events(
        self,
        who: str | None = None,
        where: str | None = None,
        kind: str | None = None,
        status: str | None = None,
        since: str | None = None,
        until: str | None = None,
        article: str | None = None,
        limit: int = 50,
        offset: int = 0,
    ) -> list[EventRow]:
        """Events that fit all that is asked, the latest first.

        `who` (a participant) and `where` (the place) are whole words of a name that it goes by in its article, in any
        case, or a country's name or ISO code, which stands for all that belongs to it. `kind` is a type or a PLOVER
        type. `status` is the event's, or that of the participant asked for. `since` and `until` (ISO dates) ask for
        events whose days overlap them; the publication date stands in for a day that the article does not give.
        """
        with self._reading() as connection:
            few = few_of_kind(connection, kind)
        asked = events_asked(who, where, kind, status, since, until, article, few=few).limit(limit).offset(offset)
        return self._rows(asked, lambda record, version: {r.event: r for r in event_rows(record, version)})

    def statements(
        self,
        by: str | None = None,
        about: str | None = None,
        since: str | None = None,
        until: str | None = None,
        article: str | None = None,
        limit: int = 50,
        offset: int = 0,
    ) -> list[StatementRow]:
        """Statements that fit all that is asked, the latest first.

        `by` is the speaker, as `who` in `events`, or whole words of an unnamed source ("officials"). `about` is found
        in the content as `search` finds words, or is someone whom the content mentions by any word, pronouns too.
        `since` and `until` bound the day it was said, or else the publication date.
        """
        asked = statements_asked(by, about, since, until, article).limit(limit).offset(offset)
        return self._rows(asked, lambda record, version: {r.statement: r for r in statement_rows(record, version)})

    def who(self, name: str, limit: int = 50, offset: int = 0) -> list[WhoRow]:
        """Persons, bodies and places called so, by @N or by words of a name, each once over all articles."""
        with self._reading() as connection:
            things = things_meant(connection, name)
            asked = {thing: articles_of(connection, thing) for thing in things[offset : offset + limit]}
            found = newest(connection, self.where, {key for rows in asked.values() for key, _ in rows})
        rows = []
        for thing, pairs in asked.items():
            casts = ((found[key][0], ref) for key, ref in pairs)
            seen = [(record, entity) for record, ref in casts for entity in record.entities if entity.id == ref]
            rows += [who_row(thing, seen)] if seen else []
        return rows

    def judge(self, one: str, other: str, judgement: str, user: str) -> tuple[str, ...]:
        """Note a person's judgement that two are one ("positive"), are not ("negative"), or take it back ("none").

        Each is @N, ARTICLE:eN or a name; the numbers (@N) of whom they mean now are returned. Raises ReadoutError when
        one means nobody or several, or when both mean the same and no word tells them apart.
        """
        return tuple(f"@{thing}" for thing in self.alike.judge(one, other, judgement, user))

    def judgements(self, name: str | None = None) -> list[JudgementRow]:
        """All judgements of people and the machine, the latest last, or those on who is called so."""
        with self._reading() as connection:
            if name is None:
                return judgements(connection)
            return judgements(connection, refs_of(connection, things_meant(connection, name)))

    def judge_event(
        self, judgement: str, user: str, one: str, other: str | None = None, seen: int | None = None
    ) -> None:
        """Note a person's word on an event of an article (ARTICLE:vN), or on two; it wins and is never taken out.

        `judgement` is "right", "wrong" or a status, which make a correction, and of two "same", "different" or "none".
        """
        if other is None:
            self.corrections.judge(one, judgement, user)
            return
        (left, _, first), (right, _, second) = map(self.corrections.item, (one, other))
        tellings = telling(self.record(left), first), telling(self.record(right), second)
        self.alike.judge_events(*tellings, judgement, user, seen)

    def event_judgements(self) -> list[Judgement]:
        """What people judged of two events, and the statuses that they gave, the latest last."""
        with self._reading() as connection:
            return [row.plain for row in noted(connection)] + statuses(connection)

    def event_words(self) -> list[EventWord]:
        """All that people said of events, of two and of one, with who and when: the latest first."""
        with self._reading() as connection:
            words = noted(connection)
        return sorted([*words, *self.corrections.on_events()], key=lambda word: word.made, reverse=True)

    @property
    def corrections(self) -> Corrections:
        """What people changed of what articles report."""
        return Corrections(self.where, self._engine)

    @property
    def alike(self) -> Alike:
        """Whether two of the store are one: what is unsure, what people said, and undoing it."""
        return Alike(self.where, self._engine, self.find)

    @property
    def paging(self) -> Paging:
        """The same rows a page at a time, while others write."""
        return Paging(self.where, self._engine)

    @property
    def finder(self) -> Finder:
        """What helps to find something here."""
        return Finder(self.where, self._engine)

    @property
    def alerts(self) -> Alerts:
        """The questions that are kept to be asked again."""
        return Alerts(self.where, self._engine)

    @property
    def tokens(self) -> Tokens:
        """The tokens by which programs are let in."""
        return Tokens(self.where, self._engine)

    @property
    def waiting(self) -> Waiting:
        """The pages that wait to be read."""
        return Waiting(self.where, self._engine)

    @property
    def users(self) -> Users:
        """Who may sign in to the pages."""
        return Users(self.where, self._engine)

    def counts(self) -> Counts:
        """How much the store holds."""
        tables = (schema.article, schema.version, schema.entity, schema.statement, schema.event)
        with self._reading() as connection:
            return Counts(*(connection.execute(select(func.count()).select_from(t)).scalar_one() for t in tables))

    def facets(self) -> dict[str, dict[str, int]]:
        """What events and articles can be told apart by: {"type" | "status" | "publisher": {value: how many}}."""
        columns = {
            "type": schema.event.c.type,
            "status": schema.event.c.status,
            "publisher": schema.article.c.publisher,
        }
        found: dict[str, dict[str, int]] = {}
        with self._reading() as connection:
            for facet, column in columns.items():
                many = func.count().label("many")
                asked = (
                    select(column.label("value"), many)
                    .where(column.is_not(None))
                    .group_by(column)
                    .order_by(many.desc(), column)
                )
                found[facet] = {row.value: row.many for row in connection.execute(asked)}
        return found

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """One read transaction."""
        with clear_failures(self.where), self._engine.connect() as connection:
            yield connection

    def _rows(self, asked: Select[Any], rows_of: Callable[[Record, int], dict[str, Row]]) -> list[Row]:
        """The rows for (article row, ref) pairs, built from the records themselves."""
        with self._reading() as connection:
            pairs = [(row.article, row.ref) for row in connection.execute(asked)]
            found = newest(connection, self.where, {key for key, _ in pairs})
        rows = {key: rows_of(*pair) for key, pair in found.items()}
        return [rows[key][ref] for key, ref in pairs]

    def _record(self, connection: Connection, name: str, number: int | None) -> Record:
        article, version = schema.article, schema.version
        asked = (
            select(version.c.record)
            .join(article, article.c.id == version.c.article)
            .where(article.c.name == name, version.c.number == (article.c.version if number is None else number))
        )
        data = connection.execute(asked).scalar_one_or_none()
        if data is None:
            what = "no such article" if number is None else f"no version {number} of this article"
            raise ReadoutError(name, f"{what} in the store")
        return opened(data, self.where)
