"""Signing in and out."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field

from anyio import CapacityLimiter, to_thread
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from readout.present.pace import Pace
from readout.present.web.acting import FIELD, Actor, foreign, form_of, onward, posting, same
from readout.present.web.answering import html, library_of
from readout.present.web.gate import SIGN_IN, forget, keep, secret_of, token_of

_FORM = "readout-form"
_LONGEST_ADDRESS = 2000
# What leads elsewhere, or what a browser could take for it: another host, a backslash, what is not shown.
_HERE = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*")
_WRONG = "This name and password don't belong together."
_SLOW = "There were too many wrong passwords. Try again in {}."


@dataclass
class Tries:
    """Wrong passwords by address and by name: so many at once, then so many a minute; two hashes at a time.

    Someone who has signed in from an address before is not kept out by what others try from elsewhere.
    """

    addresses: Pace = field(default_factory=lambda: Pace(6, 10))
    names: Pace = field(default_factory=lambda: Pace(0.5, 10))
    known: set[tuple[str, str]] = field(default_factory=set)
    at_once: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(2))

    def begin(self, address: str, name: str) -> float:
        """Count a try: 0, or the seconds to wait."""
        wait = self.addresses.take(address)
        if not wait and (name, address) not in self.known and (wait := self.names.take(name)):
            self.addresses.give_back(address)
        return wait

    def right(self, address: str, name: str) -> None:
        """The try was none of the wrong ones."""
        self.addresses.give_back(address)
        if (name, address) not in self.known:
            self.names.give_back(name)
            if len(self.known) < 10_000:
                self.known.add((name, address))


def here(to: str | None) -> str:
    """An address of this site that someone may be led to after signing in; the first page for any other."""
    fits = to is not None and len(to) <= _LONGEST_ADDRESS and _HERE.fullmatch(to) and not to.startswith(SIGN_IN)
    return to if to and fits else "/"


async def ask(request: Request) -> Response:
    """The form; who is signed in is led on."""
    to = here(request.query_params.get("next"))
    if getattr(request.state, "actor", None) is None or request.state.actor.signed_in:
        return onward(to)
    return _form(request, to)


def _form(request: Request, to: str, name: str = "", wrong: str = "", status: int = 200, wait: float = 0.0) -> Response:
    secret = secret_of(request.headers, request.url.scheme, _FORM) or secrets.token_urlsafe(32)
    headers = {"Retry-After": str(round(wait))} if wait else None
    shown = {"csrf": token_of(secret), "next": to, "name": name, "wrong": wrong}
    answer = html("sign_in.html", request, status, headers, **shown)
    keep(answer, request.url.scheme, secret, _FORM)
    return answer


async def begin(request: Request) -> Response:
    """Let somebody in: a session of its own each time, so that none that was planted before counts."""
    if getattr(request.state, "actor", None) is None:
        raise HTTPException(404)
    async with form_of(request, 20_000) as form:
        to, name, password = (str(form.get(field) or "") for field in ("next", "name", "password"))
        sent, kept = str(form.get(FIELD) or ""), secret_of(request.headers, request.url.scheme, _FORM)
    to, name = here(to), " ".join(name.split())[:200]
    if foreign(request) or not kept or not same(sent, token_of(kept)):
        return _form(request, to, name, "The form had grown old; send it once more.", 403)
    tries: Tries = request.app.state.tries
    address = request.client.host if request.client else ""
    if wait := tries.begin(address, name.casefold()):
        return _form(request, to, name, _SLOW.format(_duration(wait)), 429, wait)
    store = library_of(request).store()
    secret = None
    if store is not None:
        secret = await to_thread.run_sync(store.users.sign_in, name, password, limiter=tries.at_once)
    if store is None or not secret:
        return _form(request, to, name, _WRONG, 403)
    tries.right(address, name.casefold())
    scheme = request.url.scheme
    if before := secret_of(request.headers, scheme):
        await to_thread.run_sync(store.users.sign_out, before)
    answer = onward(to)
    forget(answer, scheme, _FORM)
    keep(answer, scheme, secret)
    return answer


def _duration(seconds: float) -> str:
    return f"{round(seconds)} seconds" if seconds < 90 else f"{round(seconds / 60)} minutes"


def end(request: Request, who: Actor, form: FormData) -> Response:
    """Sign out: the session is over on the server, and the browser forgets what it kept of these pages."""
    secret = secret_of(request.headers, request.url.scheme)
    store = library_of(request).store()
    if secret and store:
        store.users.sign_out(secret)
    answer = onward(SIGN_IN)
    forget(answer, request.url.scheme)
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


ROUTES: tuple[BaseRoute, ...] = (
    Route(SIGN_IN, ask, methods=["GET"]),
    Route(SIGN_IN, begin, methods=["POST"]),
    posting("/sign-out", end, "read"),
)
