"""Rows a page at a time: each page goes on behind the place of a row, whatever was written since that was given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Connection, Engine, Integer, Select, and_, cast, func, or_

from readout.model import Record
from readout.store.engine import clear_failures
from readout.store.query import articles_asked, events_asked, few_of_kind, search_asked, statements_asked
from readout.store.reading import newest
from readout.store.rows import ArticleRow, EventRow, Hit, StatementRow, event_rows, statement_rows
from readout.store.schema import article, event, statement
from readout.store.snippets import hit, matches
from readout.store.words import full_text
from readout.store.write import article_words

# Where a row stands in the order of its answer: values by which rows are sorted, the same after others are added.
Place = tuple[str | int | float | None, ...]
Row = TypeVar("Row")


class _Tie(NamedTuple):
    """What rows of one day are sorted by."""

    column: ColumnElement[Any]
    falling: bool


def _number(ref: ColumnElement[str]) -> _Tie:
    """Rows of one article by their number (v12): their own ids change when an article is read again."""
    return _Tie(cast(func.substr(ref, 2), Integer), False)


class _Order(NamedTuple):
    """The order of an answer: the latest first, what has no day last."""

    day: ColumnElement[Any]
    ties: tuple[_Tie, ...]


_ARTICLES = _Order(article.c.day, (_Tie(article.c.id, True),))
_EVENTS = _Order(event.c.begin, (_Tie(event.c.article, True), _number(event.c.ref)))
_STATEMENTS = _Order(statement.c.day, (_Tie(statement.c.article, True), _number(statement.c.ref)))


class Paging:
    """Pages of a store's rows; each row comes with its place, behind which (`last`) the next page begins."""

    def __init__(self, where: str, engine: Engine) -> None:
        self._where, self._engine = where, engine

    def articles(self, limit: int, last: Place | None, *asked: str | None) -> list[tuple[Place, ArticleRow]]:
        """Articles by `articles_asked`, the latest first."""
        names = ArticleRow.__struct_fields__[1:]
        with clear_failures(self._where), self._engine.connect() as connection:
            found = _pages(connection, articles_asked(*asked), _ARTICLES, limit, last)
            return [(place, ArticleRow(r.name, *(getattr(r, name) for name in names))) for place, r in found]

    def events(self, limit: int, last: Place | None, *asked: str | None) -> list[tuple[Place, EventRow]]:
        """Events by `events_asked`, the latest first."""
        with clear_failures(self._where), self._engine.connect() as connection:
            few = few_of_kind(connection, asked[2])
        return self._rows(events_asked(*asked, few=few), _EVENTS, limit, last, _events)

    def statements(self, limit: int, last: Place | None, *asked: str | None) -> list[tuple[Place, StatementRow]]:
        """Statements by `statements_asked`, the latest first."""
        return self._rows(statements_asked(*asked), _STATEMENTS, limit, last, _statements)

    def ranked(self, words: str, limit: int, offset: int, *bounds: str | None) -> list[tuple[int, float]]:
        """(article row, score) of what `search` finds, the best first. Scores change with what else is in the store."""
        asked = search_asked(full_text(words), limit, offset, *bounds)
        with clear_failures(self._where), self._engine.connect() as connection:
            return [(number, score) for number, score in connection.execute(asked).all()]  # at once, not row by row

    def hits(self, words: str, ranked: Sequence[tuple[int, float]]) -> dict[tuple[int, float], Hit]:
        """What `search` tells of those of these (article row, score) that are still there."""
        with clear_failures(self._where), self._engine.connect() as connection:
            found = newest(connection, self._where, (key for key, _ in ranked))
        left = [(key, score, *found[key]) for key, score in ranked if key in found]
        spans = matches(full_text(words), [article_words(record.article) for _, _, record, _ in left])
        rows = zip(left, spans, strict=True)
        return {(key, score): hit(record.article, number, -score, at) for (key, score, record, number), at in rows}

    def _rows(
        self,
        asked: Select[Any],
        order: _Order,
        limit: int,
        last: Place | None,
        rows_of: Callable[[Record, int], dict[str, Row]],
    ) -> list[tuple[Place, Row]]:
        """The rows for (article row, ref) pairs, built from the records as they are at the same moment."""
        with clear_failures(self._where), self._engine.connect() as connection:
            found = _pages(connection, asked, order, limit, last)
            records = newest(connection, self._where, {row.article for _, row in found})
        rows = {key: rows_of(*pair) for key, pair in records.items()}
        return [(place, rows[row.article][row.ref]) for place, row in found]


def _events(record: Record, version: int) -> dict[str, EventRow]:
    return {row.event: row for row in event_rows(record, version)}


def _statements(record: Record, version: int) -> dict[str, StatementRow]:
    return {row.statement: row for row in statement_rows(record, version)}


def _pages(
    connection: Connection, asked: Select[Any], order: _Order, limit: int, last: Place | None
) -> list[tuple[Place, Any]]:
    """(place, row) of at most so many rows behind a place."""
    columns = [order.day, *(tie.column for tie in order.ties)]
    keyed = asked.add_columns(*(column.label(f"place_{n}") for n, column in enumerate(columns)))
    by = [order.day.desc(), *(tie.column.desc() if tie.falling else tie.column for tie in order.ties)]
    found: list[tuple[Place, Any]] = []
    for part in _behind(order, last):
        if len(found) < limit:
            rows = connection.execute(keyed.where(part).order_by(None).order_by(*by).limit(limit - len(found)))
            found += [(tuple(getattr(row, f"place_{n}") for n in range(len(columns))), row) for row in rows]
    return found


def _behind(order: _Order, last: Place | None) -> Iterator[ColumnElement[bool]]:
    """What lies behind a place, in stretches that an index finds each: the days down from it, then what has no day."""
    day, ties = order
    if last is None:
        yield day.is_not(None)
        yield day.is_(None)
        return
    first, *rest = last
    if first is None:
        yield and_(day.is_(None), _beyond(ties, rest))
        return
    yield and_(day <= first, or_(day < first, _beyond(ties, rest)))
    yield day.is_(None)


def _beyond(ties: Sequence[_Tie], values: Sequence[Any]) -> ColumnElement[bool]:
    """What comes after these values among rows of one day."""
    parts, same = [], list[ColumnElement[bool]]()
    for tie, value in zip(ties, values, strict=True):
        parts.append(and_(*same, tie.column < value if tie.falling else tie.column > value))
        same.append(tie.column == value)
    return or_(*parts)
