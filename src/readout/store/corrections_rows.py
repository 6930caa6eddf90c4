"""Corrections and doubts in their tables."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from readout.model import Record
from readout.store import schema
from readout.store.corrections_apply import Corrected, corrected
from readout.store.corrections_doubt import doubts
from readout.store.corrections_model import Correction, Part, Words, from_column, standing, to_column


def laid_over(connection: Connection, record: Record) -> Corrected:
    """A machine's reading with what people corrected in its article."""
    return corrected(record, standing(kept(connection, schema.correction.c.article == record.article.id)))


def kept(connection: Connection, *wanted: ColumnElement[bool]) -> list[Correction]:
    """The corrections that fit, the first first."""
    table = schema.correction
    return [_row(row) for row in connection.execute(select(table).where(*wanted).order_by(table.c.id))]


def _row(row: Any) -> Correction:
    return Correction(
        row.id,
        row.article,
        row.version,
        row.part,
        Words(row.first, row.last, row.exact, row.before, row.after),
        row.action,
        row.user,
        row.made,
        from_column(row.change),
        from_column(row.whole),
        row.undoes,
        row.note,
    )


def note(connection: Connection, row: Correction) -> int:
    """Add a correction; its number, which is above that of any before it. Nothing here is ever changed or taken out."""
    values = {
        "article": row.article,
        "version": row.version,
        "part": row.part,
        "first": row.at.start,
        "last": row.at.end,
        "exact": row.at.exact,
        "before": row.at.before,
        "after": row.at.after,
        "action": row.action,
        "user": row.user,
        "made": row.made,
        "change": to_column(row.change),
        "whole": to_column(row.whole),
        "undoes": row.undoes,
        "note": row.note,
    }
    done = connection.execute(insert(schema.correction).values(**values)).inserted_primary_key
    assert done is not None
    return int(done[0])


def file_doubts(
    connection: Connection, key: int, record: Record, settled: frozenset[tuple[Part, str]] = frozenset()
) -> None:
    """Note how doubtful each item of an article is; what people vouch for is not."""
    table = schema.doubt
    connection.execute(delete(table).where(table.c.article == key))
    rows = [
        {
            "article": key,
            "part": one.part,
            "ref": one.ref,
            "doubt": one.doubt,
            "why": " ".join(one.why),
            "settled": (one.part, one.ref) in settled,
        }
        for one in doubts(record)
    ]
    if rows:
        connection.execute(insert(table), rows)


def last_number(connection: Connection, article: str) -> int:
    """The number of the last correction of an article; 0 for one that has none."""
    table = schema.correction
    asked = select(func.coalesce(func.max(table.c.id), 0)).where(table.c.article == article)
    return int(connection.execute(asked).scalar_one())
