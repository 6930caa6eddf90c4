"""Opening a store: its engine, its migrations, and its failures in a user's words (of Postgres in postgres.py)."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, select, update
from sqlalchemy.exc import ArgumentError, DBAPIError

from readout.model import ReadoutError
from readout.settings import shown_store
from readout.store import postgres
from readout.store.schema import APPLICATION, NEWEST, written

BUSY_SECONDS = 10.0
_FULL = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_TOOBIG)
_FAILURES: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_BUSY: ("another program is writing to the store", "try again when it has finished"),
    sqlite3.SQLITE_LOCKED: ("another program is writing to the store", "try again when it has finished"),
    sqlite3.SQLITE_FULL: ("the disk is full; nothing of this batch was kept", "make room and run the command again"),
    sqlite3.SQLITE_READONLY: ("the store cannot be written", "check the rights of the file and its folder"),
    sqlite3.SQLITE_CANTOPEN: ("the store cannot be opened", "check the path and the rights of its folder"),
    sqlite3.SQLITE_PERM: ("the store cannot be opened", "check the rights of the file"),
    sqlite3.SQLITE_NOTADB: ("the file is no SQLite database", "name another file with --store"),
    sqlite3.SQLITE_CORRUPT: ("the store is damaged", "restore it from a backup or add the pages to a new one"),
    sqlite3.SQLITE_IOERR: ("the disk failed to read or write; nothing of this batch was kept", "check the disk"),
}


@contextmanager
def clear_failures(where: str) -> Iterator[None]:
    """Database errors as ReadoutError: what went wrong with the store and what to do."""
    try:
        yield
    except DBAPIError as error:
        told = postgres.explained(error)
        raise ReadoutError(where, *told) if told else _explained(where, error.orig) from error
    except sqlite3.Error as error:
        raise _explained(where, error) from error
    except UnicodeEncodeError as error:
        raise ReadoutError(where, "text with broken characters (lone surrogates) is neither kept nor found") from error


def _explained(where: str, error: BaseException | None) -> ReadoutError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    what, do = _FAILURES.get(code, (f"the store failed: {error}", ""))
    return ReadoutError(where, what, do)


class NoStore(ReadoutError):
    """There is no store yet where one was looked for."""

    def __init__(self, where: str) -> None:
        super().__init__(where, "there is no store here yet", "`readout add PAGE` makes one")


def store_url(where: str) -> URL:
    """The database URL that a file or URL means."""
    if "://" not in where:
        return URL.create("sqlite", database=where)
    shown, do = shown_store(where), "name a file, sqlite:///FILE or postgresql://USER@HOST/DATABASE"
    try:
        url = make_url(where)
    except (ArgumentError, ValueError) as error:
        raise ReadoutError(shown, "this is no database URL", do) from error
    if url.get_backend_name() in ("postgresql", "postgres"):
        return postgres.checked_url(url, shown)
    if url.get_backend_name() != "sqlite":
        raise ReadoutError(shown, f"no store is kept in {url.get_backend_name()!r}", do)
    if not url.database or url.database == ":memory:" or url.get_driver_name() != "pysqlite":
        raise ReadoutError(where, "the URL names no SQLite file", "write it as sqlite:///FILE")
    return url


def open_engine(where: str, create: bool) -> Engine:
    """The engine of a store whose tables are those of this readout; with `create` a missing store is made."""
    url, shown = store_url(where), shown_store(where)
    is_file = url.get_backend_name() == "sqlite"
    engine = _of_file(url, where, create) if is_file else postgres.make_engine(url, shown)
    try:
        with clear_failures(shown):
            _migrate(engine, shown, create)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _of_file(url: URL, where: str, create: bool) -> Engine:
    if "uri" not in url.query:
        _check_file(where, Path(url.database or ""), create)
    try:
        engine = create_engine(url.update_query_dict({} if "timeout" in url.query else {"timeout": str(BUSY_SECONDS)}))
    except (ArgumentError, ValueError, TypeError) as error:
        raise ReadoutError(where, f"the URL has an option that makes no sense: {error}") from error
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _check_file(where: str, file: Path, create: bool) -> None:
    try:
        if "\0" in where:
            raise ValueError("a file's name holds no NUL")
        if file.is_dir():
            raise ReadoutError(where, "this is a folder", "name a file for the store")
        if not file.exists():
            if not create:
                raise NoStore(where)
            file.parent.mkdir(parents=True, exist_ok=True)
        elif not file.is_file():
            raise ReadoutError(where, "this is no file", "name a file for the store")
    except (OSError, ValueError) as error:
        what = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ReadoutError(where, f"no store can be made here: {what}") from error


def _on_connect(connection: sqlite3.Connection, _: object) -> None:
    # The driver's own BEGIN would come too late for reads; `_on_begin` says it instead.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")


def _on_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("readout_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def writing(engine: Engine, quiet: bool = False) -> Iterator[Connection]:
    """One write transaction, with the write lock from its first moment.

    It leaves a new mark, unless it is `quiet`: then nothing of what the store tells changes, as with a sign-in.
    """
    options = postgres.write_options(engine.dialect.name)
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection
        if not quiet:
            leave_mark(connection)


def leave_mark(connection: Connection) -> None:
    """Note that what the store tells is not what it told before."""
    connection.execute(update(written).values(mark=uuid4().hex))


def last_mark(where: str, engine: Engine) -> str:
    """What the last write left that changed what the store tells; whatever was made from it since still holds."""
    with clear_failures(where), engine.connect() as connection:
        return str(connection.execute(select(written.c.mark)).scalar_one())


def _state(connection: Connection, where: str) -> str:
    """The store's migration, "" for an empty one; raises ReadoutError for what is not ours or newer than we are."""
    of = _of_sqlite if connection.dialect.name == "sqlite" else postgres.migration
    found = of(connection, where)
    if found > NEWEST:
        raise ReadoutError(where, f"a newer readout made this store (tables {found}, here {NEWEST})", "update readout")
    return found


def _of_sqlite(connection: Connection, where: str) -> str:
    if connection.exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION:
        if connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar():
            raise ReadoutError(where, "this is another program's database", "name another file with --store")
        return ""
    return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())


def _migrate(engine: Engine, where: str, create: bool) -> None:
    is_file = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        state = _state(connection, where)
    if state == NEWEST:
        return
    if not state and not is_file and not create:
        raise NoStore(where)
    if not state and is_file:
        _use_write_ahead_log(engine)
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "readout.store:migrations")
    with writing(engine) as connection:
        if _state(connection, where) != NEWEST:
            config.attributes["connection"] = connection
            before = _state(connection, where)
            command.upgrade(config, "head")
            if before and before < "0002":
                from readout.store.identity import profile_all

                profile_all(connection)
            if before and before < "0008":
                from readout.store.write import doubt_all

                doubt_all(connection)
            if is_file:
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")
            else:
                postgres.order_by_code(connection)


def _use_write_ahead_log(engine: Engine) -> None:
    """Two processes that make one store at once collide here without SQLite's own waiting, so wait for it."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        raw = engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        finally:
            raw.close()


def now() -> str:
    """This moment as a store keeps it: whole seconds of UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")
