"""The pages of a store: what is new, events, statements, claims, people, articles; rendered here for who may see."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp

from readout.fetch import Web
from readout.model import ReadoutError
from readout.present.http import Terms, api
from readout.present.web.acting import local
from readout.present.web.adding import ROUTES as ADDING
from readout.present.web.answering import Unready, library_of, refusal, unready
from readout.present.web.asked import BadRequest
from readout.present.web.gate import NOBODY, Doors, Gate
from readout.present.web.heard import ROUTES as HEARD
from readout.present.web.heard import Sounds, Voice
from readout.present.web.library import Apart, Library
from readout.present.web.linked import calendar, claims, met, timeline, today
from readout.present.web.pages import article, articles, events, search, statements
from readout.present.web.people import people, person, places
from readout.present.web.queue import Queue
from readout.present.web.review import ROUTES as REVIEW
from readout.present.web.review_across import ROUTES as ACROSS
from readout.present.web.safe import Guard
from readout.present.web.signing_in import ROUTES as SIGNING_IN
from readout.present.web.signing_in import Tries
from readout.present.words import explained
from readout.store.tokens import Scope

LOCAL = ("127.0.0.1", "localhost", "[::1]")
VIEWS: tuple[BaseRoute, ...] = (
    Route("/", today),
    Route("/articles", articles),
    Route("/articles/{id:path}", article),
    Route("/events", events),
    Route("/timeline", timeline),
    Route("/calendar", calendar),
    Route("/places", places),
    Route("/statements", statements),
    Route("/claims", claims),
    Route("/people", people),
    Route("/people/{number:int}", person),
    Route("/met", met),
    Route("/search", search),
    *HEARD,
    *REVIEW,
    *ACROSS,
    *ADDING,
    *SIGNING_IN,
)


def app(
    store_url: str,
    hosts: Sequence[str] | None = LOCAL,
    programs: Terms = Terms(),  # noqa: B008
    login: bool = False,
    role: Scope = "admin",
    web: Web | None = None,
    voice: Voice | None = None,
    apart: Apart | None = None,
) -> ASGIApp:
    """The web pages of a store, and the API on terms for `programs`. `hosts` are the names by which it may be called
    (None: any), against DNS rebinding. With `login` only users who signed in see the pages; else everyone has `role`.
    Addresses that are added are fetched by `web`; articles are spoken by `voice`,
    and many are linked by `apart`.
    """
    library = Library(store_url, apart)
    doors = Doors(NOBODY if login else local(programs.user, role), login, programs.rate)
    made = Starlette(
        routes=[*VIEWS, Mount("/api/v1", api(library, programs))],
        exception_handlers={
            HTTPException: _http_error,
            BadRequest: _bad_request,
            ReadoutError: _readout_error,
            Unready: _unready,
            500: _server_error,
        },
        lifespan=_warm,
    )
    made.state.library = library
    made.state.actor = doors.everyone
    made.state.tries = Tries()
    made.state.queue = Queue(library.made, programs.read, web) if programs.read else None
    made.state.sounds = Sounds(voice) if voice else None
    return Guard(Gate(made, doors, library), hosts)


@asynccontextmanager
async def _warm(served: Starlette) -> AsyncIterator[None]:
    """Begin to link, and to read what waits, before anyone asks; what is wrong with the store is told to who asks."""
    with suppress(ReadoutError):
        served.state.library.warm()
        if served.state.queue and (store := served.state.library.store()):
            served.state.queue.resume(store.waiting.all())
    yield
    if served.state.queue:
        served.state.queue.close()
    if served.state.sounds:
        served.state.sounds.close()


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        what = error.detail if error.detail != HTTPStatus.NOT_FOUND.phrase else "There is no page at this address."
        return refusal(request, 404, "Not found", [what])
    if error.status_code == 405:
        return refusal(request, 405, "This page can only be read", ["Ask with GET."], error.headers)
    if error.status_code == 403:
        return refusal(request, 403, "This was not done", [error.detail])
    return refusal(request, error.status_code, "This didn't work", [error.detail])


async def _bad_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, BadRequest)
    return refusal(request, 400, "The question can't be answered", error.problems)


async def _readout_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, ReadoutError)
    if error.where == library_of(request).where:
        return refusal(request, 503, "The store can't be read", [error.where, *explained(error)])
    return refusal(request, 400, "The question can't be answered", explained(error))


async def _unready(request: Request, error: Exception) -> Response:
    return unready(request)


async def _server_error(request: Request, error: Exception) -> Response:
    return refusal(request, 500, "Something went wrong here", ["This page failed; the program's log says why."])
