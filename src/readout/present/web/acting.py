"""Who acts on a request, what that one may do, and the forms by which it is done: no other site can send one."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from secrets import compare_digest
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Message

from readout.store.tokens import SCOPES, Scope

# The field that each form carries; `{{ token(actor) }}` of web/parts.html writes it.
FIELD = "csrf"
_LARGEST = 200_000
_DRAINED = 4
_STALE = "This form is not of this sitting. Load its page again, and send it from there."


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: the name that judgements bear, what may be done, and the token that this one's forms carry.

    `signed_in` tells a user with a session from whoever sits at this computer.
    """

    name: str
    role: Scope | None
    csrf: str
    signed_in: bool = False

    def may(self, role: Scope) -> bool:
        """Whether this is among what the actor may do: each role may do what those before it may."""
        return self.role is not None and SCOPES.index(self.role) >= SCOPES.index(role)


def local(name: str, role: Scope | None = "admin") -> Actor:
    """Who uses the pages without signing in; forms are told by a token of this run of the program."""
    return Actor(name, role, secrets.token_urlsafe(32))


def actor(request: Request) -> Actor:
    """Who acts on a request."""
    found: Actor = getattr(request.state, "actor", None) or request.app.state.actor
    return found


def needs(request: Request, role: Scope) -> Actor:
    """Who acts, if that one may do this; raises HTTPException (403)."""
    who = actor(request)
    if not who.may(role):
        raise HTTPException(403, f"This takes the role “{role}”; yours is “{who.role}”.")
    return who


Do = Callable[[Request, Actor, FormData], Response]


def posting(path: str, do: Do, role: Scope = "review", largest: int = _LARGEST, files: int = 0) -> Route:
    """A route that does what a form asks: from this site's own page, with its token, by an actor of that role.

    `do(request, actor, form)` runs in a thread of its own; a form is at most `largest` bytes and has so many `files`.
    """

    async def endpoint(request: Request) -> Response:
        who = needs(request, role)
        if foreign(request):
            raise HTTPException(403, "Another site sent this; nothing was done.")
        async with form_of(request, largest, files) as form:
            given = form.get(FIELD)
            if not isinstance(given, str) or not same(given, who.csrf):
                raise HTTPException(403, _STALE)
            return await run_in_threadpool(do, request, who, form)

    return Route(path, endpoint, methods=["POST"])


@asynccontextmanager
async def form_of(request: Request, largest: int, files: int = 0) -> AsyncIterator[FormData]:
    """What a form says; raises HTTPException (400, 413) for one that is broken, or larger than so many bytes."""
    asked = Request(request.scope, _bounded(request.receive, largest))
    async with asked.form(max_files=files, max_part_size=largest) as form:
        yield form


def same(given: str, token: str) -> bool:
    """Whether a form's token is this one."""
    return compare_digest(given.encode(errors="replace"), token.encode())


def onward(to: str) -> Response:
    """What follows on a form that was dealt with: the page at an address of this site, so that it isn't sent twice."""
    return RedirectResponse(to, 303)


def foreign(request: Request) -> bool:
    """Whether a browser says that the request comes from another site's page."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("origin", "null")
    # Under the policy no-referrer a browser names no origin even to its own site; the token tells.
    return origin != "null" and urlsplit(origin).netloc != request.headers.get("host")


def _bounded(receive: Callable[[], Awaitable[Message]], largest: int) -> Callable[[], Awaitable[Message]]:
    left = largest

    async def bounded() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left >= 0:
            return message
        # A browser shows the answer only once it has sent everything; what would go on and on is cut.
        while message.get("more_body") and left > -_DRAINED * largest:
            message = await receive()
            left -= len(message.get("body", b""))
        raise HTTPException(413, f"This is larger than {_size(largest)}.")

    return bounded


def _size(most: int) -> str:
    return f"{most // 1_000_000} MB" if most >= 1_000_000 else f"{most // 1000} kB"
