"""Addresses that an alert's news are sent to, and what they were not sent yet."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from msgspec import Struct
from sqlalchemy import Engine, delete, insert, select, update

from readout.model import ReadoutError
from readout.store.engine import clear_failures, now, writing
from readout.store.schema import alert, delivery, hook


class HookRow(Struct, frozen=True):
    """An address of an alert; `private`: it need not be a public one."""

    alert: str
    url: str
    private: bool
    user: str
    made: str


class Delivery(Struct, frozen=True):
    """A message that an address has not taken yet, with the secret that signs it."""

    id: str
    alert: str
    url: str
    private: bool
    secret: str
    body: str
    tries: int
    failed: str | None

    def __repr__(self) -> str:
        return f"Delivery({self.id!r}, {self.alert!r}, {self.url!r})"  # a secret is not for logs


class Hooks:
    """The webhooks of a store."""

    def __init__(self, where: str, engine: Engine) -> None:
        self._where = where
        self._engine = engine

    def add(self, name: str, url: str, secret: str, user: str, private: bool = False) -> None:
        """Send an alert's news to an address from now on, signed by this secret.

        Raises ReadoutError when there is no such alert, or it has the address already.
        """
        with clear_failures(self._where), writing(self._engine, quiet=True) as connection:
            key = connection.execute(select(alert.c.id).where(alert.c.name == name)).scalar_one_or_none()
            if key is None:
                raise ReadoutError(name, "there is no alert of this name", "see readout alert list")
            if connection.execute(select(hook.c.id).where(hook.c.alert == key, hook.c.url == url)).first():
                raise ReadoutError(url, "this alert is sent there already", "remove the address first")
            row = {"alert": key, "url": url, "secret": secret, "private": private, "user": user, "made": now()}
            connection.execute(insert(hook).values(**row))

    def all(self) -> list[HookRow]:
        """All addresses, the oldest first; without their secrets."""
        asked = select(alert.c.name, hook).join(alert, alert.c.id == hook.c.alert).order_by(hook.c.id)
        with clear_failures(self._where), self._engine.connect() as connection:
            return [HookRow(r.name, r.url, r.private, r.user, r.made) for r in connection.execute(asked)]

    def remove(self, name: str, url: str) -> None:
        """Send nothing more to an address, nor what it has not taken. Raises ReadoutError when there is none."""
        mine = select(alert.c.id).where(alert.c.name == name).scalar_subquery()
        with clear_failures(self._where), writing(self._engine, quiet=True) as connection:
            if not connection.execute(delete(hook).where(hook.c.alert == mine, hook.c.url == url)).rowcount:
                raise ReadoutError(url, f"nothing of {name} is sent there", "see readout alert list")

    def put(self, name: str, bodies: Sequence[str]) -> None:
        """Let messages wait for each address of an alert."""
        if not bodies:  # most checks find nothing new, and need not write
            return
        asked = select(hook.c.id).join(alert, alert.c.id == hook.c.alert).where(alert.c.name == name)
        with clear_failures(self._where), writing(self._engine, quiet=True) as connection:
            keys = connection.execute(asked).scalars().all()
            rows = [
                {"id": f"msg_{uuid4().hex}", "hook": key, "body": body, "made": now(), "tries": 0}
                for body in bodies
                for key in keys
            ]
            if rows:
                connection.execute(insert(delivery), rows)

    def waiting(self) -> list[Delivery]:
        """What was not taken yet, the oldest first."""
        asked = (
            select(delivery, alert.c.name, hook.c.url, hook.c.private, hook.c.secret)
            .join(hook, hook.c.id == delivery.c.hook)
            .join(alert, alert.c.id == hook.c.alert)
            .order_by(delivery.c.made, delivery.c.id)
        )
        with clear_failures(self._where), self._engine.connect() as connection:
            rows = connection.execute(asked).all()
        return [Delivery(r.id, r.name, r.url, r.private, r.secret, r.body, r.tries, r.failed) for r in rows]

    def taken(self, message: str) -> None:
        """A message was taken."""
        with clear_failures(self._where), writing(self._engine, quiet=True) as connection:
            connection.execute(delete(delivery).where(delivery.c.id == message))

    def failed(self, message: str, why: str) -> None:
        """A message was not taken; it waits for the next check."""
        with clear_failures(self._where), writing(self._engine, quiet=True) as connection:
            tried = {"tries": delivery.c.tries + 1, "failed": why}
            connection.execute(update(delivery).where(delivery.c.id == message).values(**tried))
