"""A store's articles once more, some years earlier, with what was linked of them: rows for benchmarks/large.py.

A copy has the words of its article, days that lie `_YEARS` earlier for each copy, and an id of its own; whom it names
stays the same, so that who is in many articles is in many more. Events are those of the first articles, moved likewise.
Such a store is to be read: the first write to it links all of it anew.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import msgspec
from msgspec.structs import replace

from readout.link.accounts import Account
from readout.link.claims import Claim
from readout.model import from_json, to_json
from readout.store.packing import packed as pack
from readout.store.packing import unpacked
from readout.store.sealed import sealed, unsealed
from readout.store.write import _content_words, article_words

# Whole cycles of leap years, so that each day stays a day (none of the years is 1900).
_YEARS, _DAYS = 4, 1461
_AT_ONCE = 500
_DAY = re.compile(rb"\b(2\d\d\d)(?=-\d\d-\d\d\b)")
_NAME = re.compile(rb'"(made-\d+)"')
# Tables copied by SQL: each column as it becomes in the copy. `:n` is the copy's number, `:article` and so on the most
# rows of a table before.
_EARLIER = "printf('%04d', substr({0}, 1, 4) - 4 * :n) || substr({0}, 5)"
_TABLES: dict[str, dict[str, str]] = {
    "article": {
        "id": "id + :n * :article",
        "name": "name || '-' || :n",
        "hash": "hash || :n",
        "published": _EARLIER.format("published"),
        "day": _EARLIER.format("day"),
    },
    "entity": {"id": "id + :n * :entity", "article": "article + :n * :article"},
    "entity_name": {"entity": "entity + :n * :entity"},
    "entity_profile": {"entity": "entity + :n * :entity"},
    "statement": {
        "id": "id + :n * :statement",
        "article": "article + :n * :article",
        "speaker": "speaker + :n * :entity",
        "day": _EARLIER.format("day"),
    },
    "statement_about": {"entity": "entity + :n * :entity", "statement": "statement + :n * :statement"},
    "event": {
        "id": "id + :n * :event",
        "article": "article + :n * :article",
        "place": "place + :n * :entity",
        "begin": _EARLIER.format("begin"),
        "until": _EARLIER.format("until"),
    },
    "participant": {"event": "event + :n * :event", "entity": "entity + :n * :entity"},
    "doubt": {"id": "NULL", "article": "article + :n * :article"},
}
_OWN = {"article": "id", "entity": "id", "statement": "id", "event": "id", "doubt": "article"}
_OWN |= {"entity_name": "entity", "entity_profile": "entity", "statement_about": "statement", "participant": "event"}
_COUNTED = {"entity_name": "entity", "entity_profile": "entity", "statement_about": "statement"}
_COUNTED |= {"participant": "event", "doubt": "article"}

# What questions read of what linking keeps, but for the accounts.
_LINKED = (
    (
        "INSERT INTO link_event SELECT id + :n * :most, max(newest - :n * :days, 0), max(seen - :n * :days, 0),"
        " max(until - :n * :days, 0), entry FROM link_event WHERE id <= :most"
    ),
    "INSERT INTO link_word SELECT word, event + :n * :most FROM link_word WHERE event <= :most",
    (
        "INSERT INTO link_told SELECT article + :n * :articles, beside, event + :n * :most FROM link_told"
        " WHERE event <= :most"
    ),
    (
        "INSERT INTO link_name SELECT name, max(day - :n * :days, 0), article + :n * :articles, speaks FROM link_name"
        " WHERE article <= :articles"
    ),
)


def copied(connection: sqlite3.Connection, copies: int) -> None:
    """Add so many copies of all that is there."""
    most = {
        table: connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0]
        for table in ("article", "entity", "statement", "event")
    }
    for number in range(1, copies + 1):
        for table, changed in _TABLES.items():
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            put, taken = ", ".join(columns), ", ".join(changed.get(column, column) for column in columns)
            within = f"{_OWN[table]} <= :{_COUNTED.get(table, table)}"
            connection.execute(
                f"INSERT INTO {table}({put}) SELECT {taken} FROM {table} WHERE {within}", {**most, "n": number}
            )
        connection.commit()
    _records(connection, copies, most["article"], most["statement"])
    if connection.execute("SELECT count(*) FROM link_state").fetchone()[0]:
        _links(connection, copies, most["article"])
    connection.commit()


def _earlier(data: bytes, number: int) -> bytes:
    """JSON with its days moved and its articles called as the copies are."""
    moved = _DAY.sub(lambda m: b"%04d" % (int(m[1]) - _YEARS * number), data)
    return _NAME.sub(lambda m: b'"%s-%d"' % (m[1], number), moved)


def _records(connection: sqlite3.Connection, copies: int, articles: int, statements: int) -> None:
    """The records themselves, and the words by which they are found."""
    said = dict[int, dict[str, int]]()
    for key, ref, row in connection.execute("SELECT article, ref, id FROM statement WHERE id <= ?", (statements,)):
        said.setdefault(key, {})[ref] = row
    source = connection.execute(
        "SELECT article, added, headline, record FROM version WHERE article <= ?", (articles,)
    ).fetchall()
    for some in _batches(source):
        versions, pages, words = [], [], []
        for key, added, headline, packed in some:
            plain = to_json(unpacked(packed)).encode()
            for number in range(1, copies + 1):
                read = from_json(_earlier(plain, number))
                versions.append((key + number * articles, 1, added, headline, pack(read, 1)))
                pages.append((key + number * articles, *article_words(read.article)))
                for one in read.statements:
                    row = said[key][one.id] + number * statements
                    words.append((row, _content_words(read.article, one.content)))
        columns = "article, number, added, headline, record"
        connection.executemany(f"INSERT INTO version({columns}) VALUES (?, ?, ?, ?, ?)", versions)
        connection.executemany("INSERT INTO article_words(rowid, headline, text) VALUES (?, ?, ?)", pages)
        connection.executemany("INSERT INTO statement_words(rowid, text) VALUES (?, ?)", words)
        connection.commit()


def _links(connection: sqlite3.Connection, copies: int, articles: int) -> None:
    """What linking kept of articles and events, for the copies too."""
    most = connection.execute("SELECT max(id) FROM link_event").fetchone()[0]
    for number in range(1, copies + 1):
        given = {"n": number, "most": most, "articles": articles, "days": _DAYS}
        for asked in _LINKED:
            connection.execute(asked, given)
    for some in _batches(connection.execute("SELECT event, account, claim FROM link_account").fetchall()):
        accounts = []
        for key, account, claim in some:
            one, two = (msgspec.json.encode(unsealed(d, k)) for d, k in ((account, Account), (claim, Claim)))
            for number in range(1, copies + 1):
                moved = _account(msgspec.json.decode(_earlier(one, number), type=Account), number, articles)
                said = msgspec.json.decode(_earlier(two, number), type=Claim)
                accounts.append((key + number * most, sealed(moved), sealed(said)))
        connection.executemany("INSERT INTO link_account(event, account, claim) VALUES (?, ?, ?)", accounts)
    connection.execute("UPDATE link_state SET articles = articles * ?", (copies + 1,))


def _account(told: Account, number: int, articles: int) -> Account:
    back, on = number * _DAYS, number * articles
    return replace(
        told,
        told=tuple((n + on, at, ref) for n, at, ref in told.told),
        words=tuple((n + on, spans) for n, spans in told.words),
        first=(told.first[0] + on, *told.first[1:]),
        last=told.last and told.last - back,
        oldest=told.oldest and told.oldest - back,
        newest=told.newest and told.newest - back,
        seen=told.seen and told.seen - back,
    )


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    source = iter(rows)
    while some := list(islice(source, _AT_ONCE)):
        yield some
