"""The pages of a store: articles, one article with its marks, events, statements, search. Read-only, rendered here."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from readout.model import ReadoutError
from readout.present.web.asked import BadRequest
from readout.present.web.pages import Library, article, articles, events, refusal, search, statements
from readout.present.web.safe import Guard

LOCAL = ("127.0.0.1", "localhost", "[::1]")


def app(store_url: str, hosts: Sequence[str] | None = LOCAL) -> ASGIApp:
    """The web pages of a store. `hosts` are the names by which it may be called (None: any), against DNS rebinding."""
    made = Starlette(
        routes=[
            Route("/", articles),
            Route("/articles/{id:path}", article),
            Route("/events", events),
            Route("/statements", statements),
            Route("/search", search),
        ],
        exception_handlers={
            HTTPException: _http_error,
            BadRequest: _bad_request,
            ReadoutError: _readout_error,
            500: _server_error,
        },
    )
    made.state.library = Library(store_url)
    return Guard(made, hosts)


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        what = error.detail if error.detail != HTTPStatus.NOT_FOUND.phrase else "There is no page at this address."
        return refusal(request, 404, "Not found", [what])
    if error.status_code == 405:
        return refusal(request, 405, "These pages can only be read", ["Ask with GET."], error.headers)
    return refusal(request, error.status_code, "This didn't work", [error.detail])


async def _bad_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, BadRequest)
    return refusal(request, 400, "The question can't be answered", error.problems)


async def _readout_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, ReadoutError)
    said = [f"{error.what[:1].upper()}{error.what[1:]}.", f"{error.do[:1].upper()}{error.do[1:]}." if error.do else ""]
    if error.where == request.app.state.library.where:
        return refusal(request, 503, "The store can't be read", [error.where, *filter(None, said)])
    return refusal(request, 400, "The question can't be answered", [*filter(None, said)])


async def _server_error(request: Request, error: Exception) -> Response:
    return refusal(request, 500, "Something went wrong here", ["This page failed; the program's log says why."])
