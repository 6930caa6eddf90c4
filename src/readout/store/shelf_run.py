"""Statements of linking, compiled once and given to the driver itself: SQLAlchemy's work for each cost the most."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, bindparam
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import NullType


class Among(ColumnElement[Any]):
    """Whether a column has one of the values of a list that is given whole: the statement is one for any length."""

    inherit_cache = False
    # No Boolean: that is compared with 1 where a database has none, and no index is used.
    type: NullType = NullType()

    def __init__(self, column: Any, name: str) -> None:
        self.column, self.given = column, bindparam(name, type_=NullType())


@compiles(Among, "sqlite")
def _in_json(element: Among, compiler: Any, **more: Any) -> str:
    column, given = (compiler.process(one, **more) for one in (element.column, element.given))
    return f"{column} IN (SELECT value FROM json_each({given}))"


@compiles(Among, "postgresql")
def _in_array(element: Among, compiler: Any, **more: Any) -> str:
    column, given = (compiler.process(one, **more) for one in (element.column, element.given))
    return f"{column} = ANY({given})"


class _Made(NamedTuple):
    """A statement as the driver takes it: where parameters have no names, in which order they come."""

    words: str
    order: tuple[str, ...] | None
    given: dict[str, Any]


_made: dict[tuple[str, Any], _Made] = {}


class Runner:
    """Runs statements within the transaction of a connection; `statement` is always one that is made once and kept."""

    def __init__(self, connection: Connection) -> None:
        self._dialect: Any = connection.dialect
        self._raw = connection.connection
        self._cursor: Any = self._raw.cursor()

    def rows(self, statement: Any, **given: Any) -> list[tuple[Any, ...]]:
        """The rows that a statement finds; lists are given to `Among`."""
        self.run(statement, **given)
        found: list[tuple[Any, ...]] = self._cursor.fetchall()
        return found

    def run(self, statement: Any, **given: Any) -> None:
        """Run a statement that finds no rows."""
        made = self._compiled(statement)
        every = {**made.given, **{name: self._value(value) for name, value in given.items()}}
        self._do(self._cursor.execute, made.words, every if made.order is None else [every[n] for n in made.order])

    def many(self, statement: Any, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run a statement for each of some rows, which have all that it takes."""
        if rows:
            made = self._compiled(statement)
            given = rows if made.order is None else [[row[name] for name in made.order] for row in rows]
            self._do(self._cursor.executemany, made.words, given)

    def _compiled(self, statement: Any) -> _Made:
        at = (self._dialect.name, statement)
        if at not in _made:
            made = statement.compile(dialect=self._dialect)
            _made[at] = _Made(str(made), tuple(made.positiontup) if made.positional else None, dict(made.params))
        return _made[at]

    def _value(self, value: Any) -> Any:
        is_json = isinstance(value, list) and self._dialect.name == "sqlite"
        return json.dumps(value, ensure_ascii=False) if is_json else value

    def _do(self, do: Any, words: str, given: Any) -> None:
        try:
            do(words, given)
        except self._dialect.dbapi.Error as error:
            lost = self._dialect.is_disconnect(error, self._raw, self._cursor)
            raise DBAPIError(words, None, error, connection_invalidated=lost) from error
