"""Who is let in to the pages: whoever sits at this computer, or users who signed in; each only so often."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from readout.model import ReadoutError
from readout.present.pace import Pace
from readout.present.web.acting import Actor, local

if TYPE_CHECKING:
    from readout.present.web.library import Library

PROGRAMS = "/api/v1"
SIGN_IN = "/sign-in"
_TOO_MANY = "Too many requests; load the page again in {} seconds.\n"


@dataclass(frozen=True, slots=True)
class Doors:
    """Whether users must sign in, and how often a minute a user's pages and an address's wrong passwords are answered.

    `everyone` is who acts where nobody signs in.
    """

    everyone: Actor
    login: bool = False
    rate: int = 600
    pages: Pace = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pages", Pace(self.rate))


class Gate:
    """Puts who acts into `request.state.actor`, and leads those who must sign in to where they do."""

    def __init__(self, app: ASGIApp, doors: Doors, library: Library) -> None:
        self._app, self._doors, self._library = app, doors, library

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(f"{PROGRAMS}/") or not self._doors.login:
            await self._app(scope, receive, send)
            return
        secret, who = secret_of(Headers(scope=scope), scope["scheme"]), None
        if secret:
            try:
                who = await run_in_threadpool(self._whose, secret)
            except ReadoutError:  # a store that can't be read: its page says why, to nobody in particular
                who = None
        if who is None and scope["path"] != SIGN_IN:
            await _turned(Request(scope))(scope, receive, send)
            return
        if who and (wait := round(self._doors.pages.take(who.name))):
            answer = PlainTextResponse(_TOO_MANY.format(wait), 429, {"Retry-After": str(wait)})
            await answer(scope, receive, send)
            return
        scope.setdefault("state", {})["actor"] = who or NOBODY
        await self._app(scope, receive, _unkept(send))

    def _whose(self, secret: str) -> Actor | None:
        store = self._library.store()
        row = store.users.of_session(secret) if store else None
        return Actor(row.name, row.role, token_of(secret), signed_in=True) if row else None


NOBODY = local("nobody", None)


def token_of(secret: str) -> str:
    """The token that forms carry of whoever's browser keeps this secret."""
    return hmac.new(secret.encode("utf-8", "surrogatepass"), b"readout form", hashlib.sha256).hexdigest()


def cookie(scheme: str, name: str = "readout") -> str:
    """The name of a cookie; over https one that no other host can set."""
    return f"__Host-{name}" if scheme == "https" else name


def secret_of(headers: Headers, scheme: str, name: str = "readout") -> str | None:
    """What a browser keeps in a cookie."""
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(cookie(scheme, name))
    except CookieError:
        return None
    return found.value if found and found.value else None


def keep(answer: Response, scheme: str, secret: str, name: str = "readout") -> None:
    """Let the browser keep a secret until it is closed, out of scripts' reach and for this site's own requests."""
    answer.set_cookie(cookie(scheme, name), secret, path="/", secure=scheme == "https", httponly=True, samesite="lax")


def forget(answer: Response, scheme: str, name: str = "readout") -> None:
    """Let the browser forget a secret."""
    answer.delete_cookie(cookie(scheme, name), path="/", secure=scheme == "https", httponly=True, samesite="lax")


def _turned(request: Request) -> Response:
    """Where someone goes who isn't signed in: to do so, and from there back."""
    if request.method not in ("GET", "HEAD") or request.query_params.get("format") in ("json", "csv"):
        return PlainTextResponse("Sign in first; programs ask /api/v1 with a token.\n", 403)
    wanted = request.scope["raw_path"].decode("latin-1") + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"{SIGN_IN}?{urlencode({'next': wanted})}" if wanted != "/" else SIGN_IN, 303)


def _unkept(send: Send) -> Send:
    """What a user is shown stays in no cache, for whoever sits there next."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message)["Cache-Control"] = "no-store"
        await send(message)

    return sent
