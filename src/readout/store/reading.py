"""Records out of the tables."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import Connection, func, select

from readout.model import ReadoutError, Record
from readout.store import schema
from readout.store.packing import Damaged, unpacked


def begun(connection: Connection, start: str, limit: int) -> list[str]:
    """Ids of the articles whose id is `start`, or else begins with it."""
    name = schema.article.c.name
    if connection.execute(select(name).where(name == start)).first():
        return [start]
    begins = func.substr(name, 1, len(start)) == start
    return list(connection.execute(select(name).where(begins).limit(limit)).scalars())


# Questions ask for the same records again and again; no record changes once it is made.
_unpacked = lru_cache(maxsize=256)(unpacked)


def opened(data: bytes, where: str) -> Record:
    """A record as it lies in the store at `where`; raises ReadoutError for a damaged one."""
    try:
        return _unpacked(data)
    except Damaged as error:
        raise ReadoutError(where, f"a record in the store is damaged: {error.why}", error.do) from error


def newest(connection: Connection, where: str, keys: Iterable[int]) -> dict[int, tuple[Record, int]]:
    """The newest record of each of these article rows, and the number of its version."""
    article, version = schema.article, schema.version
    asked = (
        select(article.c.id, version.c.record, version.c.number)
        .join(version, (version.c.article == article.c.id) & (version.c.number == article.c.version))
        .where(article.c.id.in_(list(keys)))
    )
    return {key: (opened(data, where), number) for key, data, number in connection.execute(asked)}
