"""What a watch remembers between rounds and after a crash: lists and pages, when due, how they answered."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from readout.model import Article, ReadoutError, Record, from_json, to_json

_TABLES = """
CREATE TABLE IF NOT EXISTS place (
  url TEXT PRIMARY KEY, list INTEGER NOT NULL, due REAL, first REAL NOT NULL, tries INTEGER NOT NULL DEFAULT 0,
  etag TEXT, modified TEXT, entry TEXT
);
CREATE INDEX IF NOT EXISTS place_due ON place (list, due);
"""
_APPLICATION = 0x72_64_77_61


@dataclass(frozen=True, slots=True)
class Place:
    """An address: when it was `first` seen (seconds since 1970), failed `tries` in a row, its feed's entry."""

    url: str
    first: float
    tries: int
    etag: str | None
    modified: str | None
    entry: Article | None

    @property
    def known(self) -> dict[str, str]:
        """What asks a server for the page only if it has changed."""
        fields = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in fields.items() if value}


class Ledger:
    """One SQLite file; losing it costs no more than fetching again. Safe to use from several threads."""

    def __init__(self, file: str | Path) -> None:
        self._where, self._lock = str(file), threading.Lock()
        try:
            self._connection = sqlite3.connect(self._where, check_same_thread=False, timeout=10, isolation_level=None)
            self._connection.execute("PRAGMA journal_mode = WAL")
            with self._transaction() as connection:
                mark = connection.execute("PRAGMA application_id").fetchone()[0]
                if mark != _APPLICATION and connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                    raise ReadoutError(self._where, "this is no memory of a watch", "move it away")
                connection.execute(f"PRAGMA application_id = {_APPLICATION}")
                for one in _TABLES.split(";"):
                    connection.execute(one)
        except sqlite3.Error as error:
            raise ReadoutError(
                self._where, f"the memory of the watch cannot be opened: {error}", "move it away"
            ) from error

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def lists(self, urls: Iterable[str], now: float) -> None:
        """Note lists to watch; those that are known keep what is known of them."""
        self._note((url, 1, now, now, None) for url in urls)

    def queue(self, pages: Iterable[tuple[str, Article | None]], now: float) -> int:
        """Note pages to fetch, with their feed's entry; known ones stay as they are. Returns how many are new."""
        return self._note((url, 0, now, now, to_json(Record(entry)) if entry else None) for url, entry in pages)

    def _note(self, rows: Iterable[tuple[str, int, float, float, str | None]]) -> int:
        with self._transaction() as connection:
            before = connection.total_changes
            connection.executemany(
                "INSERT OR IGNORE INTO place (url, list, due, first, entry) VALUES (?, ?, ?, ?, ?)", rows
            )
            return connection.total_changes - before

    def due(self, is_list: bool, now: float, urls: Iterable[str] | None = None) -> list[Place]:
        """The lists, or the pages, that are to be asked for now; of `urls` where these are given."""
        asked = (
            "SELECT url, first, tries, etag, modified, entry FROM place WHERE list = ? AND due <= ? ORDER BY due, rowid"
        )
        with self._lock:
            rows = self._connection.execute(asked, (int(is_list), now)).fetchall()
        wanted = None if urls is None else set(urls)
        return [_place(*row) for row in rows if wanted is None or row[0] in wanted]

    def next_due(self) -> float | None:
        """When something is due next."""
        with self._lock:
            moment: float | None = self._connection.execute("SELECT min(due) FROM place").fetchone()[0]
        return moment

    def done(self, url: str, due: float | None, etag: str | None = None, modified: str | None = None) -> None:
        """An address was dealt with and is due again then, or never; its tries are forgotten."""
        with self._transaction() as connection:
            connection.execute(
                "UPDATE place SET due = ?, tries = 0, etag = ?, modified = ?, entry = NULL WHERE url = ?",
                (due, etag, modified, url),
            )

    def failed(self, url: str, due: float | None) -> None:
        """An address failed, and is to be tried again then, or never."""
        with self._transaction() as connection:
            connection.execute("UPDATE place SET due = ?, tries = tries + 1 WHERE url = ?", (due, url))


def _place(url: str, first: float, tries: int, etag: str | None, modified: str | None, entry: str | None) -> Place:
    return Place(url, first, tries, etag, modified, from_json(entry).article if entry else None)
