"""A store in a Postgres database: reached, written by one at a time, and its failures in a user's words."""

from __future__ import annotations

from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import ArgumentError, DBAPIError

from readout.model import ReadoutError

# Writers wait for one another in a queue, each for a batch of articles; this bounds the whole wait.
_WAIT = "60s"
_CONNECT_SECONDS = 10
# What all of readout's writers to one database lock (the same number as a SQLite store's application id).
_LOCK = 0x52444F54
_DRIVERS = ("postgresql", "postgres", "postgresql+psycopg")
_BUSY = ("another program is writing to the store", "try again when it has finished")
_LOST = (
    "the connection to the database was lost; only what was said to be kept is sure to be",
    "run the command again when the server is back: it goes on where it stopped",
)
_RIGHTS = ("the store cannot be written", "check the rights of the database's user (docs/postgres.md)")
_FULL = ("the database's disk is full; nothing of this batch was kept", "make room and run the command again")
# By SQLSTATE, or the class that is its first two characters.
_FAILURES: dict[str, tuple[str, str]] = {
    "55P03": _BUSY,
    "40": _BUSY,
    "57P": _LOST,
    "08": _LOST,
    "53100": _FULL,
    "53300": ("the database has no connection to spare", "try again later, or raise max_connections"),
    "42501": _RIGHTS,
    "25006": _RIGHTS,
    "42P01": ("a table of the store is missing", "restore the database from a backup"),
    "22003": ("a number is larger than any in the store", "look at what was asked for"),
}


def checked_url(url: URL, shown: str) -> URL:
    """The address with the driver that is used; raises ReadoutError for one that names no database."""
    if url.drivername not in _DRIVERS:
        raise ReadoutError(shown, f"Postgres is not reached by {url.drivername!r}", "begin with postgresql://")
    if not url.database and "service" not in url.query:
        raise ReadoutError(shown, "the URL names no database", "write it as postgresql://USER@HOST/DATABASE")
    return url.set(drivername="postgresql+psycopg")


def make_engine(url: URL, shown: str) -> Engine:
    """An engine that reads each question from one snapshot and lets one writer in at a time."""
    wait = {} if "connect_timeout" in url.query else {"connect_timeout": _CONNECT_SECONDS}
    try:
        engine = create_engine(
            url, isolation_level="REPEATABLE READ", pool_pre_ping=True, hide_parameters=True, connect_args=wait
        )
    except ModuleNotFoundError as error:
        do = "pip install 'readout-news[postgres]'"
        raise ReadoutError(shown, f"{error.name} is not installed", do) from error
    except (ArgumentError, ValueError, TypeError, ImportError) as error:
        what = f"Postgres cannot be reached so ({type(error).__name__})"
        raise ReadoutError(shown, what, "see docs/postgres.md") from error
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(connection: Any, _: object) -> None:
    from psycopg.types.string import StrDumper

    class Dumper(StrDumper):
        """Postgres keeps no NUL in a text: what stands in a column has U+FFFD there, the record itself has the NUL."""

        def dump(self, obj: str) -> Any:
            return super().dump(obj.replace("\0", "\ufffd"))

    connection.adapters.register_dumper(str, Dumper)


def _on_begin(connection: Connection) -> None:
    if not connection.get_execution_options().get("readout_writes", False):
        return
    # Whoever says how long to wait in the address is taken at their word.
    wait = "SELECT set_config('lock_timeout', '{}', true) WHERE current_setting('lock_timeout') = '0'"
    connection.exec_driver_sql(wait.format(_WAIT))
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")


def write_options(dialect: str) -> dict[str, Any]:
    """What a connection that writes is opened with: each of its statements must see what the writer before it kept."""
    return {"readout_writes": True} | ({"isolation_level": "READ COMMITTED"} if dialect == "postgresql" else {})


def migration(connection: Connection, shown: str) -> str:
    """The migration that made the store's tables, "" where there are none; raises ReadoutError for what is not ours."""
    row = connection.execute(text(_FOUND)).one()
    if row.schema is None:
        what = "the schema in which the store would lie is not there"
        raise ReadoutError(shown, what, "make it (CREATE SCHEMA), or name another search_path")
    if row.ours:
        return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())
    if row.tables:
        do = "name an empty one, or a schema of its own (docs/postgres.md)"
        raise ReadoutError(shown, "this is another program's database", do)
    if row.encoding != "UTF8":
        do = "make one with createdb --encoding=UTF8 --template=template0"
        raise ReadoutError(shown, f"the database's encoding is {row.encoding}", do)
    return ""


_FOUND = """
SELECT current_schema() AS schema, current_setting('server_encoding') AS encoding,
    to_regclass('alembic_version') IS NOT NULL AND to_regclass('article_words') IS NOT NULL AS ours,
    (SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname = current_schema()) AS tables
"""


def order_by_code(connection: Connection) -> None:
    """Let all texts be compared by their characters' codes, as SQLite does, whatever the database's language."""
    asked = text("""
        SELECT table_name, column_name FROM information_schema.columns
        WHERE table_schema = current_schema() AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'
        ORDER BY table_name, ordinal_position
    """)
    for table, column in connection.execute(asked).all():
        connection.exec_driver_sql(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" TYPE text COLLATE "C"')


def rewrite(engine: Engine, tables: list[str]) -> None:
    """Write tables anew without the rows that were let go of."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"SET lock_timeout = '{_WAIT}'")
        try:
            connection.exec_driver_sql("VACUUM (FULL, ANALYZE) " + ", ".join(f'"{table}"' for table in tables))
        finally:
            connection.exec_driver_sql("RESET lock_timeout")


def explained(error: DBAPIError) -> tuple[str, str] | None:
    """What went wrong and what to do, of an error that Postgres or the way to it raised; None for another's."""
    found = error.orig
    if not type(found).__module__.startswith("psycopg"):
        return None
    state = getattr(found, "sqlstate", None) or ""
    for key in (state, state[:3], state[:2]):
        if key in _FAILURES:
            return _FAILURES[key]
    if error.connection_invalidated:
        return _LOST
    said = getattr(getattr(found, "diag", None), "message_primary", None)
    if said is None and not state:
        why = str(found).strip().partition("\n")[0].rpartition("failed: ")[2] or "no answer"
        return f"the database cannot be reached: {why}", "check the address and that the server runs (docs/postgres.md)"
    return f"the store failed: {said or found}", ""
