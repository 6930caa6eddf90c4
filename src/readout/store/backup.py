"""Copies of a whole store while it is used, and back."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from readout.model import ReadoutError
from readout.settings import shown_store
from readout.store.engine import BUSY_SECONDS, clear_failures, store_url
from readout.store.schema import APPLICATION, NEWEST


def back_up(where: str, target: Path) -> int:
    """Copy a store as it is at one moment, while others read and write it; returns the copy's size in bytes.

    The copy takes its name only when it is whole and sound.
    """
    source = _file(where)
    if not source.is_file():
        raise ReadoutError(where, "there is no store here", "name it with --store")
    if target.exists() and target.samefile(source):
        raise ReadoutError(str(target), "this is the store itself", "name another file")
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with clear_failures(where), closing(_opened(source)) as old, closing(sqlite3.connect(beside)) as new:
            _check(old, where)
            old.backup(new)
            new.execute("PRAGMA journal_mode = DELETE")
            _sound(new, str(target))
        _to_disk(beside)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    return target.stat().st_size


def restore(copy: Path, where: str) -> int:
    """Put a copy in the place of a store, in one transaction: who reads it sees the old one or the new one.

    Returns how many articles there are then. Raises ReadoutError for what is no sound copy; the store stays as it was.
    """
    if not copy.is_file():
        raise ReadoutError(str(copy), "there is no such file", "name a file that `readout backup` made")
    target = _file(where)
    if target.exists() and copy.samefile(target):
        raise ReadoutError(str(copy), "this is the store itself", "name a file that `readout backup` made")
    target.parent.mkdir(parents=True, exist_ok=True)
    with clear_failures(str(copy)), closing(_opened(copy)) as old:
        _check(old, str(copy))
        _sound(old, str(copy))
        with clear_failures(where), closing(sqlite3.connect(target, timeout=BUSY_SECONDS)) as new:
            if new.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                _check(new, where, older=True)
            new.execute("PRAGMA journal_mode = WAL")
            old.backup(new)
            return int(new.execute("SELECT count(*) FROM article").fetchone()[0])


def _file(where: str) -> Path:
    url = store_url(where)
    if url.get_backend_name() != "sqlite":
        do = "use pg_dump and pg_restore, which do that while the store is used (docs/postgres.md)"
        raise ReadoutError(shown_store(where), "only SQLite stores are copied so", do)
    return Path(url.database or "")


def _opened(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS)


def _check(connection: sqlite3.Connection, where: str, older: bool = False) -> None:
    """That this is a store, and with tables that this readout knows."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
        raise ReadoutError(where, "this is no store of readout", "name a file that `readout backup` made")
    found = str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])
    if found > NEWEST and not older:
        raise ReadoutError(where, f"a newer readout made it (tables {found}, here {NEWEST})", "update readout")


def _sound(connection: sqlite3.Connection, where: str) -> None:
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise ReadoutError(where, f"the copy is damaged: {found}", "use another one")


def _to_disk(file: Path) -> None:
    with file.open("rb+") as copy:
        os.fsync(copy.fileno())
