"""People files into the index: one transaction a file, so that it is imported whole or not at all."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from readout.model import Problem
from readout.people.index import People, failures
from readout.people.offices import office
from readout.people.staged import Batch, batches

_CACHE = 262_144  # kB: sorting a million persons' keys in the few that SQLite takes by itself doubles the time
_STAGES = """
CREATE TEMP TABLE new_person (id INTEGER, key TEXT, name TEXT, wikidata TEXT, countries TEXT, line INTEGER);
CREATE TEMP TABLE new_name (person INTEGER, name TEXT);
CREATE TEMP TABLE new_sound (key INTEGER, person INTEGER);
CREATE TEMP TABLE new_term (
  person INTEGER, title TEXT, country TEXT, organisation TEXT, begin TEXT, until TEXT, line INTEGER, post INTEGER
);
CREATE TEMP TABLE new_post (id INTEGER PRIMARY KEY, title TEXT, country TEXT);
"""
_DROPS = "".join(f"DROP TABLE IF EXISTS temp.new_{name};" for name in ("person", "name", "sound", "term", "post"))


class Imported(Struct, frozen=True):
    """What importing a file did: how many persons and offices it gave, how many of its lines could not be read."""

    file: str
    persons: int
    terms: int
    bad: int


def import_file(people: People, file: str, on_problem: Callable[[Problem], None]) -> Imported:
    """Take a file's people into the index in place of what an earlier import of a file of that name gave."""
    connection, name, bad = people.connection, Path(file).name, 0
    with failures(people.where), _uncollected():
        connection.execute(f"PRAGMA cache_size = -{_CACHE}")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.executescript(_DROPS + _STAGES)
        connection.execute("BEGIN IMMEDIATE")
        try:
            for batch in batches(file):
                _stage(connection, batch)
                for line, what in batch.bad:
                    on_problem(Problem(f"{file}:{line}", what))
                bad += len(batch.bad)
            number = _file(connection, name)
            persons, terms = _settle(connection, number)
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        finally:
            connection.executescript(_DROPS)
    return Imported(name, persons, terms, bad)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the garbage collector: rows make no cycles, and it would look through all caches again and again."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def _stage(connection: sqlite3.Connection, batch: Batch) -> None:
    connection.executemany("INSERT INTO new_person VALUES (?, ?, ?, ?, ?, ?)", batch.persons)
    connection.executemany("INSERT INTO new_name VALUES (?, ?)", batch.names)
    connection.executemany("INSERT INTO new_sound VALUES (?, ?)", batch.sounds)
    connection.executemany("INSERT INTO new_term VALUES (?, ?, ?, ?, ?, ?, ?, ?)", batch.terms)
    connection.executemany("INSERT OR REPLACE INTO new_post VALUES (?, ?, ?)", batch.posts)


def _file(connection: sqlite3.Connection, name: str) -> int:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    connection.execute(
        "INSERT INTO file (name, imported) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET imported = excluded.imported",
        (name, now),
    )
    return int(connection.execute("SELECT id FROM file WHERE name = ?", (name,)).fetchone()[0])


def _settle(connection: sqlite3.Connection, file: int) -> tuple[int, int]:
    """From the staged rows into the index; a person whom another file gave too is from now on this file's."""
    old = "(SELECT id FROM person WHERE file = :file OR id IN (SELECT id FROM new_person))"
    held = connection.execute("SELECT EXISTS (SELECT 1 FROM person)").fetchone()[0]
    tables = (("name", "person"), ("sound", "person"), ("term", "person"), ("person", "id")) if held else ()
    for table, column in tables:
        connection.execute(f"DELETE FROM {table} WHERE {column} IN {old}", {"file": file})
    connection.execute(
        "INSERT INTO person SELECT id, key, name, max(wikidata), countries, ?, min(line) FROM new_person GROUP BY id",
        (file,),
    )
    if not held:
        connection.execute("DROP INDEX term_office")
    connection.execute("INSERT INTO name SELECT person, min(rowid), name FROM new_name GROUP BY person, name")
    connection.execute("INSERT OR IGNORE INTO sound SELECT key, person FROM new_sound ORDER BY key, person")
    connection.create_function("office_of", 2, _office, deterministic=True)
    connection.create_function("office_state", 2, _office_state, deterministic=True)
    connection.execute(
        "INSERT INTO term (person, title, office, country, organisation, begin, until, file, line)"
        " SELECT person, title, office_of(title, state), office_state(title, state), organisation,"
        " begin, until, ?, line"
        " FROM (SELECT DISTINCT new_term.person, coalesce(nullif(new_term.title, ''), new_post.title) AS title,"
        " coalesce(new_term.country, new_post.country, '') AS state, organisation, begin, until, new_term.line"
        " FROM new_term JOIN new_person ON new_person.id = new_term.person"
        " LEFT JOIN new_post ON new_post.id = new_term.post) WHERE title IS NOT NULL ORDER BY person, line",
        (file,),
    )
    if not held:
        connection.execute("CREATE INDEX term_office ON term (country, office)")
    persons = connection.execute("SELECT count(*) FROM person WHERE file = ?", (file,)).fetchone()[0]
    terms = connection.execute("SELECT count(*) FROM term WHERE file = ?", (file,)).fetchone()[0]
    connection.execute("UPDATE file SET rows = ? WHERE id = ?", (persons, file))
    return int(persons), int(terms)


def _office(title: str, state: str) -> str:
    return office(title, state or None).name


def _office_state(title: str, state: str) -> str:
    return state or office(title).country or ""


def remove(people: People, what: str) -> int:
    """Take out a file's people, or one person by its id; how many went."""
    connection = people.connection
    with failures(people.where), connection:
        connection.execute("BEGIN IMMEDIATE")
        chosen = "(SELECT id FROM person WHERE key = :what OR file = (SELECT id FROM file WHERE name = :what))"
        many = connection.execute(f"SELECT count(*) FROM person WHERE id IN {chosen}", {"what": what}).fetchone()[0]
        for table, column in (("name", "person"), ("sound", "person"), ("term", "person"), ("person", "id")):
            connection.execute(f"DELETE FROM {table} WHERE {column} IN {chosen}", {"what": what})
        gone = connection.execute("DELETE FROM file WHERE name = ?", (what,)).rowcount
    return int(many) or max(0, gone)
