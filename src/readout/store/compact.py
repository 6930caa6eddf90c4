"""Making a store smaller while it is used, and what of it is how large."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from msgspec import Struct
from sqlalchemy import Connection, Engine, Table, delete, func, select, text, tuple_, update
from sqlalchemy.exc import DBAPIError

from readout.store import postgres, schema
from readout.store.engine import clear_failures, now, writing
from readout.store.fulltext import ARTICLES, STATEMENTS, merge_words
from readout.store.packing import SLOW, Damaged, is_slow, packed, unpacked, zstd

# Records that are packed anew at once, and those whose texts are packed to compare with.
_BATCH, _SAMPLE = 32, 500
_RECORDS = ("version", "reading")
# What people and programs left there: no part of what was read.
_WORK = (
    *("account", "alembic_version", "alert", "alert_told", "correction", "delivery", "hook", "session", "token"),
    *("waiting", "written"),
)


class Sizes(Struct, frozen=True):
    """Bytes of a store's parts, each table with its indexes: `asking` are those that questions are answered by.

    None where the database cannot tell. `ratio` is packed records by their texts packed with zstd -19, each alone;
    `sampled` is how many were compared.
    """

    whole: int
    records: int | None
    search: int | None
    asking: int | None
    linking: int | None
    other: int | None
    ratio: float | None
    sampled: int


def compact(engine: Engine, where: str, said: Callable[[int, int], None] = lambda done, of: None) -> None:
    """Pack every record anew, drop what is of no use any more, and write the store anew without the room between.

    Each batch of records is written by itself, and only where it is as it was read: others may write meanwhile, and
    what was done stays done when it is broken off. `said` hears of how many records how many are done.
    """
    with clear_failures(where):
        many = sum(_count(engine, table) for table in (schema.version, schema.reading))
        done = 0
        for batch in chain(_batches(engine, schema.version), _batches(engine, schema.reading)):
            done += batch
            said(done, many)
        with writing(engine, quiet=True) as connection:
            used = select(schema.entity_name.c.name)
            connection.execute(delete(schema.name).where(schema.name.c.id.not_in(used)))
            connection.execute(delete(schema.session).where(schema.session.c.until < now()))
            merge_words(connection)
        write_anew(engine)


def write_anew(engine: Engine) -> bool:
    """Write the tables anew without rows that are gone; whether nothing of the old ones is left on the disk.

    It is left there while another program still reads it, until the last of them ends.
    """
    if engine.dialect.name == "postgresql":
        postgres.rewrite(engine, [*schema.metadata.tables, ARTICLES.name, STATEMENTS.name])
        return True
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (busy, *_) = cursor.fetchone() or (0,)
    finally:
        raw.close()
    return not busy


def _count(engine: Engine, table: Table) -> int:
    with engine.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _batches(engine: Engine, table: Table) -> Iterator[int]:
    """Pack the records of a table anew, some at a time; how many each time."""
    last = (0, 0)
    key = tuple_(table.c.article, table.c.number)
    while True:
        asked = select(table.c.article, table.c.number, table.c.record).where(key > last)
        with engine.connect() as connection:
            rows = connection.execute(asked.order_by(table.c.article, table.c.number).limit(_BATCH)).all()
        if not rows:
            return
        smaller = [(row, made) for row in rows if (made := _packed(row.record)) is not None]
        if smaller:
            with writing(engine, quiet=True) as connection:
                for row, made in smaller:
                    this = (table.c.article == row.article) & (table.c.number == row.number)
                    connection.execute(update(table).where(this, table.c.record == row.record).values(record=made))
        last = rows[-1].article, rows[-1].number
        yield len(rows)


def _packed(data: bytes) -> bytes | None:
    """A record packed slowly; None for one that is so already, or is damaged: that stays for those who read it."""
    if is_slow(data):
        return None
    try:
        return packed(unpacked(data), SLOW)
    except Damaged:
        return None


def sizes(engine: Engine, where: str) -> Sizes:
    """How large a store is, and what takes the room."""
    with clear_failures(where), engine.connect() as connection:
        whole, tables = (_of_postgres if engine.dialect.name == "postgresql" else _of_sqlite)(connection)
        ratio, sampled = _ratio(connection)
    if tables is None:
        return Sizes(whole, None, None, None, None, None, ratio, sampled)
    parts = dict.fromkeys(("records", "search", "asking", "linking", "other"), 0)
    for table, size in tables.items():
        parts[_part(table)] += size
    return Sizes(whole, **parts, ratio=ratio, sampled=sampled)


def _part(table: str) -> str:
    if table in _RECORDS:
        return "records"
    if table.startswith((ARTICLES.name, STATEMENTS.name)):
        return "search"
    if table.startswith("link_"):
        return "linking"
    return "other" if table in _WORK or table.startswith("sqlite_") else "asking"


def _of_sqlite(connection: Connection) -> tuple[int, dict[str, int] | None]:
    asked = ("PRAGMA page_count", "PRAGMA page_size")
    pages, size = (int(connection.exec_driver_sql(one).scalar_one()) for one in asked)
    by_table = """
        SELECT coalesce(m.tbl_name, s.name), sum(s.pgsize) FROM dbstat s LEFT JOIN sqlite_master m ON m.name = s.name
        GROUP BY 1
    """
    try:
        rows: Iterable[tuple[str, int]] = [(row[0], row[1]) for row in connection.exec_driver_sql(by_table)]
    except DBAPIError:
        return pages * size, None  # a SQLite that was built without DBSTAT
    return pages * size, dict(rows)


def _of_postgres(connection: Connection) -> tuple[int, dict[str, int] | None]:
    asked = text("""
        SELECT relname, pg_total_relation_size(oid) FROM pg_class
        WHERE relkind = 'r' AND relnamespace = CAST(current_schema() AS regnamespace)
    """)
    tables = {row[0]: int(row[1]) for row in connection.execute(asked)}
    return sum(tables.values()), tables


def _ratio(connection: Connection) -> tuple[float | None, int]:
    """How many times as large as its text by itself a packed record is, of some articles over the whole store."""
    table = schema.version
    every = connection.execute(select(table.c.article, table.c.number).order_by(*table.primary_key)).all()
    records = texts = sampled = 0
    for article, number in every[:: max(1, -(-len(every) // _SAMPLE))]:
        this = (table.c.article == article) & (table.c.number == number)
        data = connection.execute(select(table.c.record).where(this)).scalar_one()
        try:
            words = unpacked(data).article.text.encode()
        except Damaged:
            continue
        records, texts, sampled = records + len(data), texts + len(zstd.compress(words, SLOW)), sampled + 1
    return (round(records / texts, 3) if texts else None), sampled
