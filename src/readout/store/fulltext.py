"""Full-text search: SQLite's FTS5, or Postgres's tsvector with the words as FTS5 cuts and stems them.

So both find the same articles; only their scores differ: BM25 there, `ts_rank` here.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import Any

from sqlalchemy import (
    Connection,
    Dialect,
    Float,
    Integer,
    Select,
    TableClause,
    Text,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType, TypeDecorator

from readout.store.snippets import TOKENIZER

ARTICLES = table("article_words", column("rowid", Integer))
STATEMENTS = table("statement_words", column("rowid", Integer))
_COLUMNS = {"article_words": ("headline", "text"), "statement_words": ("text",)}
# How often a word of the headline counts, of one in the text.
_HEADLINE = 3.0
# Postgres's bounds: the last place in a text, the bytes of a word and, with room to spare, those of all of them.
_LAST, _LONGEST, _LARGEST = 16383, 2000, 1_000_000
_PIECE = re.compile(r'"([^"]*)"(\*?)|(AND|OR|NOT)|([()])')
_SIGNS = {"AND": "&", "OR": "|", "NOT": "& !"}
# A word with a blank in it is none: it is in no text.
_NOWHERE = "' '"


class _Expression(TypeDecorator[str]):
    """An expression of FTS5, as each database takes it."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return tsquery(value) if value is not None and dialect.name == "postgresql" else value


class _Found(FunctionElement[Any]):
    type = NullType()  # as a boolean SQLAlchemy would compare it with 1 in SQLite, which MATCH does not stand
    inherit_cache = True


class _Rank(FunctionElement[float]):
    type = Float()
    inherit_cache = True


@compiles(_Found, "sqlite")
def _(element: Any, compiler: SQLCompiler, **how: Any) -> str:
    words, asked = (compiler.process(one, **how) for one in element.clauses)
    return f"{words} MATCH {asked}"


@compiles(_Found, "postgresql")
def _(element: Any, compiler: SQLCompiler, **how: Any) -> str:
    words, asked = (compiler.process(one, **how) for one in element.clauses)
    return f"{words}.words @@ CAST({asked} AS tsquery)"


@compiles(_Rank, "sqlite")
def _(element: Any, compiler: SQLCompiler, **how: Any) -> str:
    words, _asked = element.clauses
    return f"bm25({compiler.process(words, **how)}, {_HEADLINE}, 1.0)"


@compiles(_Rank, "postgresql")
def _(element: Any, compiler: SQLCompiler, **how: Any) -> str:
    words, asked = (compiler.process(one, **how) for one in element.clauses)
    text_counts = 1 / _HEADLINE
    weights = f"'{{{text_counts}, {text_counts}, {text_counts}, 1}}'"
    return f"-ts_rank({weights}, {words}.words, CAST({asked} AS tsquery), 1)"


def _put(kind: type[Any], words: TableClause, expression: str) -> Any:
    return kind(literal_column(words.name), bindparam(None, expression, _Expression()))


def rows_with(words: TableClause, expression: str) -> Select[int]:
    """The rows of a full-text table that have what an expression of FTS5 asks for."""
    return select(words.c.rowid).where(_put(_Found, words, expression))


def joined_rows(words: TableClause, expression: str) -> Select[Any]:
    """The same rows as one text of numbers with blanks between them: many times sooner than a row for each."""
    every = func.aggregate_strings(cast(words.c.rowid, Text), " ")
    return select(every).where(_put(_Found, words, expression))


def ranked(expression: str) -> Select[Any]:
    """(article row, score) of the articles that have what is asked for; the smaller the score, the better they fit."""
    score = _put(_Rank, ARTICLES, expression).label("score")
    asked = select(ARTICLES.c.rowid, score).where(_put(_Found, ARTICLES, expression))
    return asked.order_by(score, ARTICLES.c.rowid.desc())


def add_words(connection: Connection, words: TableClause, rows: Sequence[tuple[int, *tuple[str, ...]]]) -> None:
    """Put texts into the index, each row with its number first."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        places = _places([text for _, *texts in rows for text in texts])
        put = text(f"INSERT INTO {words.name}(rowid, words) VALUES (:rowid, CAST(:words AS tsvector))")
        made = ({"rowid": number, "words": _vector([next(places) for _ in texts])} for number, *texts in rows)
        connection.execute(put, list(made))
        return
    columns = _COLUMNS[words.name]
    marks = ", ".join("?" * (1 + len(columns)))
    connection.exec_driver_sql(f"INSERT INTO {words.name}(rowid, {', '.join(columns)}) VALUES ({marks})", list(rows))


def remove_words(connection: Connection, words: TableClause, rows: Sequence[tuple[int, *tuple[str, ...]]]) -> None:
    """Take texts out of the index; FTS5 must be told the words that go."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        gone = text(f"DELETE FROM {words.name} WHERE rowid = ANY(:numbers)")
        connection.execute(gone, {"numbers": [number for number, *_ in rows]})
        return
    name, columns = words.name, _COLUMNS[words.name]
    marks = ", ".join("?" * (1 + len(columns)))
    told = f"INSERT INTO {name}({name}, rowid, {', '.join(columns)}) VALUES ('delete', {marks})"
    connection.exec_driver_sql(told, list(rows))


def merge_words(connection: Connection) -> None:
    """Merge what was taken out into the index's own pages, so that they can be let go of."""
    if connection.dialect.name == "sqlite":
        for words in (ARTICLES, STATEMENTS):
            connection.exec_driver_sql(f"INSERT INTO {words.name}({words.name}) VALUES ('optimize')")


def held(connection: Connection, some: Iterable[str]) -> list[tuple[str, int]]:
    """(word, number of articles) of the words that articles hold, of words of letters and digits."""
    asked = sorted(some)
    if connection.dialect.name == "postgresql":
        counted = text("""
            SELECT number, many FROM unnest(CAST(:asked AS text[])) WITH ORDINALITY AS one(query, number),
            LATERAL (SELECT count(*) AS many FROM article_words WHERE words @@ CAST(query AS tsquery)) AS them
            WHERE many > 0
        """)
        rows = connection.execute(counted, {"asked": _tsqueries(asked)})
        return [(asked[row.number - 1], row.many) for row in rows]
    return [(word, many) for word in asked if (many := _held(connection, word))]


def _held(connection: Connection, word: str) -> int:
    # Nearly all words that are tried are in no article: that is found out sooner than how many there are.
    one, every = (f"SELECT {what} FROM article_words WHERE article_words MATCH ?" for what in ("1", "count(*)"))
    asked = (f'"{word}"',)
    if not connection.exec_driver_sql(f"{one} LIMIT 1", asked).first():
        return 0
    return int(connection.exec_driver_sql(every, asked).scalar_one())


def tsquery(expression: str) -> str:
    """What Postgres is to look for, of an expression of FTS5 as `full_text` makes them."""
    pieces = list(_PIECE.findall(expression))
    phrases = iter(_phrases([words for words, _, sign, bracket in pieces if not sign and not bracket]))
    return " ".join(
        bracket or _SIGNS.get(sign, "") or _phrase(next(phrases), prefix) for _, prefix, sign, bracket in pieces
    )


def _tsqueries(words: Sequence[str]) -> list[str]:
    return [_phrase(phrase, "") for phrase in _phrases(words)]


def _phrase(words: Sequence[str], prefix: str) -> str:
    if not words:
        return _NOWHERE
    return f"({' <-> '.join(map(_quoted, words))}{':*' * bool(prefix)})"


def _quoted(word: str) -> str:
    cut = word.encode()[:_LONGEST].decode(errors="ignore").replace("\\", "\\\\").replace("'", "''")
    return f"'{cut}'"


def _phrases(texts: Sequence[str]) -> list[list[str]]:
    """The words of each text in their order, as FTS5 cuts and stems them."""
    return [
        [word for _, word in sorted((at, word) for word, places in them.items() for at in places)]
        for them in _places(texts)
    ]


def _places(texts: Sequence[str]) -> Iterator[dict[str, list[int]]]:
    """{word: where in the text (0 is the first word)} of each text, as FTS5 cuts and stems them."""
    every: list[dict[str, list[int]]] = [{} for _ in texts]
    with closing(sqlite3.connect(":memory:")) as memory:
        memory.execute(f"CREATE VIRTUAL TABLE t USING fts5(x, content='', tokenize='{TOKENIZER}')")
        memory.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, instance)")
        memory.executemany("INSERT INTO t(rowid, x) VALUES (?, ?)", enumerate(texts))
        for word, number, place in memory.execute("SELECT term, doc, offset FROM v"):
            every[number].setdefault(word, []).append(place)
    return iter(every)


def tsvector(texts: Sequence[str]) -> str:
    """What Postgres keeps of a row's texts: the words with their places, those of the headline weighted A.

    No phrase goes on from one text to the next. What Postgres has no room for at the end is left out.
    """
    return _vector(list(_places(texts)))


def _vector(texts: Sequence[dict[str, list[int]]]) -> str:
    found: dict[str, list[str]] = {}
    begin, size = 1, 0
    for number, words in enumerate(texts, 1):
        weight = "A" if number < len(texts) else ""
        last = 0
        for word, places in sorted(words.items(), key=lambda pair: pair[1][0]):
            last = max(last, places[-1])
            size += len(word.encode()) + 2 * min(len(places), 256) + 8
            if size > _LARGEST:
                break
            shown = dict.fromkeys(f"{min(begin + at, _LAST)}{weight}" for at in places[:256])
            found.setdefault(_quoted(word), []).extend(shown)
        begin += last + 2
    return " ".join(f"{word}:{','.join(places)}" for word, places in found.items())
