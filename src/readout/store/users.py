"""Who may sign in to the pages: names, roles, passwords kept as Argon2 hashes, and sessions kept as hashes."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from readout.model import ReadoutError
from readout.store.engine import clear_failures, writing
from readout.store.schema import account, session
from readout.store.tokens import Scope

if TYPE_CHECKING:
    from argon2 import PasswordHasher

# What users are allowed, as tokens are: read; judge too; add and rule too.
Role = Scope
# A session ends so long after its sign-in, used or not.
LASTING = timedelta(hours=12)
SHORTEST, LONGEST = 12, 1000
_LONGEST_NAME = 60


class UserRow(Struct, frozen=True):
    """Somebody who may sign in; `sessions` are those that are open."""

    name: str
    role: Role
    made: str
    sessions: int = 0


class Users:
    """The users of a store and their sessions."""

    def __init__(self, where: str, engine: Engine, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._where = where
        self._engine = engine
        self._clock = clock

    def add(self, name: str, role: Role, password: str) -> None:
        """Let somebody sign in. Raises ReadoutError for a name that is taken or none, and for a weak password."""
        shown = " ".join(unicodedata.normalize("NFC", name).split())
        if not 0 < len(shown) <= _LONGEST_NAME or not shown.isprintable():
            raise ReadoutError(name, "this is no user's name", f"write 1 to {_LONGEST_NAME} printable characters")
        row = {"name": shown, "folded": _folded(shown), "role": role, "hash": _hashed(shown, password)}
        with clear_failures(self._where), writing(self._engine, quiet=True) as connection:
            if connection.execute(select(account.c.id).where(account.c.folded == row["folded"])).first():
                raise ReadoutError(name, "there is a user of this name", "choose another, or give a new password")
            connection.execute(insert(account).values(**row, made=_iso(self._clock())))

    def all(self) -> list[UserRow]:
        """All users by name, with how many sessions each has open."""
        live = (session.c.account == account.c.id) & (session.c.until > _iso(self._clock()))
        asked = (
            select(account.c.name, account.c.role, account.c.made, func.count(session.c.id).label("open"))
            .outerjoin(session, live)
            .group_by(account.c.id, account.c.name, account.c.role, account.c.made)
            .order_by(account.c.folded)
        )
        with clear_failures(self._where), self._engine.connect() as connection:
            return [UserRow(row.name, row.role, row.made, row.open) for row in connection.execute(asked)]

    def remove(self, name: str) -> None:
        """Let somebody in no more; sessions end at once."""
        with clear_failures(self._where), writing(self._engine, quiet=True) as connection:
            connection.execute(delete(account).where(account.c.id == self._found(connection, name).id))

    def set_password(self, name: str, password: str) -> None:
        """Give a new password; all sessions of the user end at once."""
        with clear_failures(self._where), writing(self._engine, quiet=True) as connection:
            found = self._found(connection, name)
            connection.execute(
                update(account).where(account.c.id == found.id).values(hash=_hashed(found.name, password))
            )
            connection.execute(delete(session).where(session.c.account == found.id))

    def set_role(self, name: str, role: Role) -> None:
        """Allow somebody more or less, from the next request on."""
        with clear_failures(self._where), writing(self._engine, quiet=True) as connection:
            connection.execute(
                update(account).where(account.c.id == self._found(connection, name).id).values(role=role)
            )

    def sign_in(self, name: str, password: str) -> str | None:
        """A new session of whom these name, as the secret that the browser keeps; None where they name nobody."""
        with clear_failures(self._where), self._engine.connect() as connection:
            found = connection.execute(select(account).where(account.c.folded == _folded(name))).one_or_none()
        if not _verified(found.hash if found else None, password) or found is None:
            return None
        made, now = secrets.token_urlsafe(32), self._clock()
        row = {"hash": _digest(made), "account": found.id, "made": _iso(now), "until": _iso(now + LASTING)}
        with clear_failures(self._where), writing(self._engine, quiet=True) as connection:
            connection.execute(delete(session).where(session.c.until <= _iso(now)))
            # Removed, or given another password, while the hash was computed: then nobody is signed in.
            if not connection.execute(
                select(account.c.id).where(account.c.id == found.id, account.c.hash == found.hash)
            ).first():
                return None
            connection.execute(insert(session).values(**row))
            if _hasher().check_needs_rehash(found.hash):
                fresh = _hasher().hash(_plain(password))
                connection.execute(update(account).where(account.c.id == found.id).values(hash=fresh))
        return made

    def of_session(self, secret: str) -> UserRow | None:
        """Whose session this is; None for one that is over, or none."""
        asked = (
            select(account.c.name, account.c.role, account.c.made)
            .join(session, session.c.account == account.c.id)
            .where(session.c.hash == _digest(secret), session.c.until > _iso(self._clock()))
        )
        with clear_failures(self._where), self._engine.connect() as connection:
            row = connection.execute(asked).one_or_none()
        return UserRow(row.name, row.role, row.made) if row else None

    def sign_out(self, secret: str) -> None:
        """End a session."""
        with clear_failures(self._where), writing(self._engine, quiet=True) as connection:
            connection.execute(delete(session).where(session.c.hash == _digest(secret)))

    def _found(self, connection: Connection, name: str) -> Any:
        row = connection.execute(select(account).where(account.c.folded == _folded(name))).one_or_none()
        if row is None:
            raise ReadoutError(name, "there is no user of this name", "see readout user list")
        return row


def _hashed(name: str, password: str) -> str:
    plain = _plain(password)
    if not SHORTEST <= len(plain) <= LONGEST:
        raise ReadoutError(name, f"the password has {len(plain)} characters", f"take {SHORTEST} to {LONGEST}")
    if len(set(plain)) < 5 or _folded(name) in (_folded(plain), _folded(plain[::-1])):
        raise ReadoutError(name, "the password is too easily guessed", "take several words")
    return _hasher().hash(plain)


def _verified(kept: str | None, password: str) -> bool:
    """Whether a password is the one of a hash; it takes as long where there is none, so that no name is betrayed."""
    from argon2.exceptions import InvalidHashError, VerificationError

    if len(password) > LONGEST:
        return False
    try:
        return _hasher().verify(kept or _nobody(), _plain(password)) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobody() -> str:
    return _hasher().hash(secrets.token_urlsafe(32))


def _plain(password: str) -> str:
    """A password as it is meant, however a keyboard composes its letters."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split()).encode(errors="replace").decode()


def _digest(secret: str) -> str:
    # 256 random bits need no slow hash.
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
