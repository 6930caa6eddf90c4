"""What people judged of events, in the same table as judgements on entities: added to, never changed."""

from __future__ import annotations

from msgspec import Struct
from sqlalchemy import Connection, insert, select

from readout.link.judgements import Judgement, Telling
from readout.model import ReadoutError, Record
from readout.store import schema
from readout.store.engine import now

# What the sides of a judgement on events begin with, so that no entity's is taken for one.
MARK = "telling "


class EventWord(Struct, frozen=True):
    """A person's word on one telling of an event, or on two: whose and when; `number` grows from each to the next.

    The last on one counts, and the last on two; "none" takes a word on two back. Words on one and on two are counted
    apart.
    """

    judgement: str
    one: Telling
    other: Telling | None
    user: str
    made: str
    number: int

    @property
    def plain(self) -> Judgement:
        """The word alone, as the linker takes it."""
        return Judgement(self.judgement, self.one, self.other)


def telling(record: Record, event: str) -> Telling:
    """The words of an event of a record by its id."""
    found = next((e.trigger for e in record.events if e.id == event), None)
    if found is None:
        raise ReadoutError(f"{record.article.id}:{event}", "the article has no such event", "see readout show")
    return Telling(record.article.id, found.start, found.end)


def note(connection: Connection, judgement: str, one: Telling, other: Telling | None, user: str) -> None:
    """Add a judgement."""
    row = {
        "left": side(one),
        "right": side(other) if other else "",
        "judgement": judgement,
        "user": user,
        "made": now(),
    }
    connection.execute(insert(schema.judgement), [row])


def noted(connection: Connection) -> list[EventWord]:
    """All judgements on two events, the last one last."""
    table = schema.judgement
    asked = select(table).where(table.c.left.startswith(MARK)).order_by(table.c.id)
    return [
        EventWord(row.judgement, told(row.left), told(row.right) if row.right else None, row.user, row.made, row.id)
        for row in connection.execute(asked)
    ]


def side(one: Telling) -> str:
    """A telling as a side of a judgement."""
    return f"{MARK}{one.start}-{one.end} {one.article}"


def told(named: str) -> Telling:
    """The telling that a side of a judgement names."""
    words, _, article = named.removeprefix(MARK).partition(" ")
    start, _, end = words.partition("-")
    return Telling(article, int(start), int(end))
