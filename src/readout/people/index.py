"""The people of the user's files in one SQLite file: who is called so, and who held which office on a day."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from typing import Any

from msgspec import Struct

from readout.model import ReadoutError
from readout.names import asked_keys, compare
from readout.people.offices import office
from readout.people.rows import first_day, last_day

APPLICATION = 1380208716
VERSION = 1
_MOST = 200
_MAPPED = 1 << 30  # bytes of the file that are read without a call each


class Term(Struct, frozen=True):
    """An office that a person held, in the file's words; days as far as the file gives them; `source` is FILE:LINE."""

    title: str
    office: str
    country: str | None
    begin: str | None
    until: str | None
    source: str

    def surely(self, day: str) -> bool:
        """Was it held on that day, whatever the days are that the file leaves open?"""
        began = self.begin is not None and last_day(self.begin) <= day
        return began and (self.until is None or day <= first_day(self.until))

    def maybe(self, day: str) -> bool:
        """May it have been held on that day?"""
        return (not self.begin or first_day(self.begin) <= day) and (not self.until or day <= last_day(self.until))


class Person(Struct, frozen=True):
    """A person of the user's files: `id` and `source` (FILE:LINE) there, the usual name first among `names`."""

    id: str
    name: str
    names: tuple[str, ...]
    countries: tuple[str, ...]
    wikidata: str | None
    terms: tuple[Term, ...]
    source: str


class People:
    """An index to ask; use it in a `with` block. All errors are ReadoutErrors."""

    def __init__(self, where: str, connection: sqlite3.Connection) -> None:
        self.where = where
        self.connection = connection

    def __enter__(self) -> People:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def called(self, name: str) -> list[Person]:
        """The persons with a name of which this is a spelling."""
        near: dict[int, list[str]] = defaultdict(list)
        for number, other in self._near(name):
            near[number].append(other)
        return [self._person(number, names) for number, names in near.items() if _is_called(name, names)]

    def holders(self, title: str, country: str, day: str) -> list[tuple[Person, Term]]:
        """Who surely held an office in a state on a day; nobody when by the file another one may have held it too."""
        meant = office(title, country)
        rows = self._all(
            "SELECT person, title, office, country, begin, until, file.name || ':' || line FROM term"
            " JOIN file ON file.id = term.file WHERE country = ? AND office = ?",
            (meant.country or country, meant.name),
        )
        terms = [(int(row[0]), _term(row[1:])) for row in rows]
        # A term without any day says nothing of this one.
        possible = {person for person, term in terms if (term.begin or term.until) and term.maybe(day)}
        sure = {person: term for person, term in terms if term.surely(day)}
        if len(possible) > 1 and len(sure) != len(possible):
            return []
        return [(self._person(person), term) for person, term in sorted(sure.items(), key=lambda row: row[0])]

    def person(self, key: str) -> Person | None:
        """The person with this id in a file, or with this Wikidata item."""
        rows = self._all("SELECT id FROM person WHERE key = ? OR wikidata = ? ORDER BY key = ? DESC", (key, key, key))
        return self._person(rows[0][0]) if rows else None

    def listed(self, words: str = "", limit: int = 50, offset: int = 0) -> list[Person]:
        """Persons by name; with `words` those whose names hold them."""
        rows = self._all(
            "SELECT id FROM person WHERE ? = '' OR id IN (SELECT person FROM name WHERE name LIKE ?)"
            " ORDER BY name, key LIMIT ? OFFSET ?",
            (words, f"%{words}%", limit, offset),
        )
        return [self._person(row[0]) for row in rows]

    def files(self) -> list[tuple[str, str, int]]:
        """The files that were imported: name, when (UTC), and how many persons are theirs."""
        return self._all(
            "SELECT name, imported, (SELECT count(*) FROM person WHERE file = file.id) FROM file ORDER BY name"
        )

    def count(self) -> int:
        """How many persons there are."""
        return int(self._all("SELECT count(*) FROM person")[0][0])

    def _near(self, name: str) -> list[tuple[int, str]]:
        """(person, name) of those that share keys with a name, most keys first."""
        wanted = [hashed(key) for key in sorted(asked_keys(name))]
        marks = ",".join("?" * len(wanted))
        near = (
            f"SELECT person, count(*) AS shared FROM sound WHERE key IN ({marks}) GROUP BY person"
            f" ORDER BY shared DESC, person LIMIT {_MOST}"
        )
        asked = f"SELECT name.person, name.name FROM ({near}) AS near JOIN name ON name.person = near.person"
        return self._all(f"{asked} ORDER BY shared DESC, near.person, place", tuple(wanted))

    def _person(self, number: int, names: list[str] | None = None) -> Person:
        return _read_person(self.connection, number, names or self._names(number))

    def _names(self, number: int) -> list[str]:
        return [name for (name,) in self._all("SELECT name FROM name WHERE person = ? ORDER BY place", (number,))]

    def _all(self, question: str, values: tuple[object, ...] = ()) -> list[Any]:
        with failures(self.where):
            return self.connection.execute(question, values).fetchall()


def _is_called(name: str, names: list[str]) -> bool:
    """Is a name a spelling of one of a person's? The same letters spare comparing the others."""
    return name in names or any(compare(name, other).verdict == "same" for other in names)


def _read_person(connection: sqlite3.Connection, number: int, names: list[str]) -> Person:
    row = connection.execute(
        "SELECT key, person.name, wikidata, countries, file.name || ':' || line FROM person"
        " JOIN file ON file.id = person.file WHERE person.id = ?",
        (number,),
    ).fetchone()
    terms = connection.execute(
        "SELECT title, office, country, begin, until, file.name || ':' || line FROM term"
        " JOIN file ON file.id = term.file WHERE person = ? ORDER BY begin, title",
        (number,),
    ).fetchall()
    key, name, wikidata, countries, source = row
    return Person(
        key,
        name,
        tuple(names),
        tuple(countries.split()),
        wikidata,
        tuple(_term(t) for t in terms),
        source,
    )


def _term(row: tuple[object, ...]) -> Term:
    title, named, country, begin, until, source = (None if v is None else str(v) for v in row)
    return Term(title or "", named or "", country or None, begin, until, source or "")


@lru_cache(maxsize=500_000)
def hashed(text: str) -> int:
    """A number of 63 bits for a text, the same in every process."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") >> 1


@contextmanager
def failures(where: str) -> Iterator[None]:
    """SQLite's errors as ReadoutError."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise ReadoutError(where, f"the people file failed: {error}", "check the disk, or import it anew") from error


def open_people(where: str, create: bool = False) -> People:
    """The index in a file; raises ReadoutError when it is missing (unless `create`), or something else."""
    path = Path(where)
    try:
        if not create and not path.exists():
            raise ReadoutError(where, "there is no people index here", "`readout people import FILE` makes one")
        if create:
            path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReadoutError(where, f"no people index can be made here: {error.strerror}") from error
    try:
        connection = sqlite3.connect(where, timeout=10, check_same_thread=False, isolation_level=None)
    except sqlite3.Error as error:
        raise ReadoutError(where, f"cannot be opened: {error}", "check the path and its rights") from error
    try:
        with failures(where):
            connection.execute(f"PRAGMA mmap_size = {_MAPPED}")
            _check(where, connection, create)
    except BaseException:
        connection.close()
        raise
    return People(where, connection)


def _check(where: str, connection: sqlite3.Connection, create: bool) -> None:
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if mark == 0 and tables == 0 and create:
        connection.executescript(files("readout.people").joinpath("schema.sql").read_text(encoding="utf-8"))
        return
    if mark != APPLICATION:
        what = "this is another program's database, not people that were imported"
        raise ReadoutError(where, what, "name the index that `readout people import` made")
    if connection.execute("PRAGMA user_version").fetchone()[0] > VERSION:
        raise ReadoutError(where, "a newer readout made this people index", "update readout")
