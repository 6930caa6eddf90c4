"""Pages that were given to be read and are not read yet: kept, so that none is lost when the server ends."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from msgspec import Struct
from sqlalchemy import Engine, delete, insert, select, update

from readout.model import ReadoutError
from readout.store.engine import clear_failures, now, writing
from readout.store.schema import waiting


class WaitingRow(Struct, frozen=True):
    """A page that waits: its file's name or its address, who gave it when, and its size (0 for an address)."""

    number: int
    name: str
    by: str
    given: str
    size: int


class Waiting:
    """The pages of a store that wait to be read."""

    def __init__(self, where: str, engine: Engine) -> None:
        self._where = where
        self._engine = engine

    def put(self, pages: Iterable[tuple[str, bytes | None]], by: str) -> list[WaitingRow]:
        """Let pages wait, all of them or none: names with bytes, or addresses without."""
        made = []
        with clear_failures(self._where), writing(self._engine, quiet=True) as connection:
            for name, page in pages:
                row = {"name": name, "user": by, "given": now(), "size": len(page or b""), "tries": 0}
                data = None if page is None else zlib.compress(page, 1)
                key = connection.execute(insert(waiting).values(**row, page=data)).inserted_primary_key
                assert key is not None
                made.append(WaitingRow(key[0], name, by, str(row["given"]), len(page or b"")))
        return made

    def all(self) -> list[WaitingRow]:
        """What waits, the first given first."""
        columns = (waiting.c.id, waiting.c.name, waiting.c.user, waiting.c.given, waiting.c.size)
        with clear_failures(self._where), self._engine.connect() as connection:
            rows = connection.execute(select(*columns).order_by(waiting.c.id)).all()
        return [WaitingRow(*row) for row in rows]

    def begin(self, number: int) -> tuple[bytes | None, int]:
        """A page's bytes, and how often it was begun before. It waits until it is `done`."""
        mine = waiting.c.id == number
        with clear_failures(self._where), writing(self._engine, quiet=True) as connection:
            row = connection.execute(select(waiting.c.page, waiting.c.tries).where(mine)).one_or_none()
            if row is None:
                raise ReadoutError(self._where, "the page was taken out of the store before it was read")
            data, tries = row
            connection.execute(update(waiting).where(mine).values(tries=tries + 1))
        return None if data is None else zlib.decompress(data), tries

    def done(self, number: int) -> None:
        """A page waits no more."""
        with clear_failures(self._where), writing(self._engine, quiet=True) as connection:
            connection.execute(delete(waiting).where(waiting.c.id == number))
