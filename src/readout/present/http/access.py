"""Who is answered: callers with a token, or on the user's own machine without one, and each only so often."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.requests import Request

from readout.present.http.problems import Refusal
from readout.present.pace import Pace
from readout.store.tokens import SCOPES, Scope

if TYPE_CHECKING:
    from readout.store.tokens import TokenRow

_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="readout"'}


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, by the name that judgements bear, and what they may do."""

    name: str
    scope: Scope

    def may(self, scope: Scope) -> bool:
        """Whether this is among what the caller may do."""
        return SCOPES.index(self.scope) >= SCOPES.index(scope)


def bearer(request: Request, in_address: bool = False) -> str | None:
    """The token of a request; calendars and feed readers may write it into the address, others may not."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer" and token.strip():
        return token.strip()
    if kind:
        raise Refusal(401, "The Authorization field holds no bearer token.", headers=_CHALLENGE)
    return request.query_params.get("token") if in_address else None


def caller(token: str | None, known: Callable[[str], TokenRow | None], needed: bool, user: str) -> Caller:
    """Who shows this token, or the user of this machine where none is `needed`; raises Refusal (401)."""
    if token is None and not needed:
        return Caller(user, "admin")
    row = known(token) if token else None
    if row is None:
        what = "This token is not known, or no longer." if token else "Show a token: Authorization: Bearer TOKEN."
        raise Refusal(401, what, ["`readout token add NAME` makes one."], _CHALLENGE)
    return Caller(row.name, row.scope)


def paced(pace: Pace, who: str) -> None:
    """Count a request; raises Refusal (429) when it is one too many."""
    if wait := pace.take(who):
        raise Refusal(429, "Too many requests; ask again later.", headers={"Retry-After": str(round(wait))})
