"""Tokens by which programs are let in: shown once when they are made, kept as hashes."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, date, datetime
from typing import Literal, get_args

from msgspec import Struct
from sqlalchemy import Engine, delete, insert, select

from readout.model import ReadoutError
from readout.store.engine import clear_failures, now, writing
from readout.store.schema import token

# Each may do what those before it may: ask; judge; add articles.
Scope = Literal["read", "review", "admin"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
# What a token begins with, so that one is recognised where it should not stand.
_PREFIX = "rdt_"


class TokenRow(Struct, frozen=True):
    """A token: who uses it and what it lets do; `until` is the last day on which it is good (ISO)."""

    name: str
    scope: Scope
    made: str
    until: str | None


class Tokens:
    """The tokens of a store."""

    def __init__(self, where: str, engine: Engine) -> None:
        self._where = where
        self._engine = engine

    def make(self, name: str, scope: Scope, until: date | None = None) -> str:
        """A new token, which is known to nobody else. Raises ReadoutError when the name is taken."""
        # 256 random bits: none can be guessed, so that a plain hash keeps them as safe as a slow one would.
        made = _PREFIX + secrets.token_urlsafe(32)
        row = {"name": name, "hash": _hash(made), "scope": scope, "made": now()}
        with clear_failures(self._where), writing(self._engine, quiet=True) as connection:
            if connection.execute(select(token.c.id).where(token.c.name == name)).first():
                raise ReadoutError(name, "there is a token of this name", "remove it first, or choose another")
            connection.execute(insert(token).values(**row, until=until.isoformat() if until else None))
        return made

    def known(self, given: str) -> TokenRow | None:
        """Whose token this is; None for one that is no token, or no longer."""
        asked = select(token).where(token.c.hash == _hash(given))
        with clear_failures(self._where), self._engine.connect() as connection:
            row = connection.execute(asked).one_or_none()
        if row is None or (row.until and row.until < datetime.now(UTC).date().isoformat()):
            return None
        return TokenRow(row.name, row.scope, row.made, row.until)

    def all(self) -> list[TokenRow]:
        """All tokens, the oldest first."""
        with clear_failures(self._where), self._engine.connect() as connection:
            rows = connection.execute(select(token).order_by(token.c.id)).all()
        return [TokenRow(row.name, row.scope, row.made, row.until) for row in rows]

    def remove(self, name: str) -> None:
        """Let nobody in by a token any more. Raises ReadoutError when there is none of this name."""
        with clear_failures(self._where), writing(self._engine, quiet=True) as connection:
            if not connection.execute(delete(token).where(token.c.name == name)).rowcount:
                raise ReadoutError(name, "there is no token of this name", "see readout token list")


def _hash(given: str) -> str:
    return hashlib.sha256(given.encode("utf-8", "surrogatepass")).hexdigest()
