"""Questions that are asked again and again, and which of their answers were told: a check tells the others."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from msgspec import Struct
from sqlalchemy import Engine, delete, insert, select, update

from readout.model import ReadoutError
from readout.store.engine import clear_failures, now, writing
from readout.store.hooks import Hooks
from readout.store.schema import alert, alert_told


class AlertRow(Struct, frozen=True):
    """A question, as a verb of the command line and its options; `checked` is when it was last asked."""

    name: str
    question: tuple[str, ...]
    user: str
    made: str
    checked: str | None


class Alerts:
    """The alerts of a store; `hooks` are the addresses that their news are sent to."""

    def __init__(self, where: str, engine: Engine) -> None:
        self._where = where
        self._engine = engine
        self.hooks = Hooks(where, engine)

    def add(self, name: str, question: Sequence[str], user: str, told: Iterable[str] = ()) -> None:
        """Keep a question; `told` marks the answers that are no news. Raises ReadoutError when the name is taken."""
        with clear_failures(self._where), writing(self._engine, quiet=True) as connection:
            if connection.execute(select(alert.c.id).where(alert.c.name == name)).first():
                raise ReadoutError(name, "there is an alert of this name", "remove it first, or choose another")
            connection.execute(
                insert(alert).values(name=name, question=json.dumps(list(question)), user=user, made=now())
            )
        self.tell(name, told)

    def all(self, names: Sequence[str] = ()) -> list[AlertRow]:
        """The alerts with these names, or all, the oldest first. Raises ReadoutError for a name that none has."""
        with clear_failures(self._where), self._engine.connect() as connection:
            found = connection.execute(select(alert).order_by(alert.c.id)).all()
        for name in names:
            if name not in {row.name for row in found}:
                raise ReadoutError(name, "there is no alert of this name", "see readout alert list")
        return [
            AlertRow(row.name, tuple(json.loads(row.question)), row.user, row.made, row.checked)
            for row in found
            if not names or row.name in names
        ]

    def remove(self, name: str) -> None:
        """Ask a question no more."""
        self.all([name])
        with clear_failures(self._where), writing(self._engine, quiet=True) as connection:
            connection.execute(delete(alert).where(alert.c.name == name))

    def told(self, name: str) -> frozenset[str]:
        """The marks of the answers that were told."""
        asked = select(alert_told.c.mark).join(alert, alert.c.id == alert_told.c.alert).where(alert.c.name == name)
        with clear_failures(self._where), self._engine.connect() as connection:
            return frozenset(connection.execute(asked).scalars())

    def tell(self, name: str, marks: Iterable[str]) -> None:
        """Note that these answers were told now."""
        with clear_failures(self._where), writing(self._engine, quiet=True) as connection:
            key = connection.execute(select(alert.c.id).where(alert.c.name == name)).scalar_one_or_none()
            if key is None:  # removed while it was asked
                return
            known = set(connection.execute(select(alert_told.c.mark).where(alert_told.c.alert == key)).scalars())
            rows = [{"alert": key, "mark": mark} for mark in sorted(set(marks) - known)]
            if rows:
                connection.execute(insert(alert_told), rows)
            connection.execute(update(alert).where(alert.c.id == key).values(checked=now()))
