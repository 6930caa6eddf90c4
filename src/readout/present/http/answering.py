"""How programs are answered: routes made from the tables, JSON with entity tags, refusals as problem details."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import format_datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import msgspec
from anyio import CapacityLimiter, to_thread
from msgspec.structs import replace
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from readout.model import ReadoutError
from readout.present.http import files
from readout.present.http.access import Caller, bearer, caller, paced
from readout.present.http.asked import Export, parsed
from readout.present.http.openapi import described
from readout.present.http.problems import Refusal
from readout.present.http.questions import QUESTIONS, Books, Page, Question, answered
from readout.present.http.writing import ACTIONS, Action, Reader, written
from readout.present.pace import Pace
from readout.present.words import explained
from readout.store.tokens import Scope

if TYPE_CHECKING:
    from readout.present.web.library import Library

LARGEST_BODY = 20_000_000
# Questions worked on at once. Each computes, and Python computes in one thread: more of them would only hold each other
# up, a turn at each row that the database gives.
_AT_ONCE = 2
_JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms programs are answered: whether only with a token, how often a minute each, and by whom pages are
    read. `user` is under whose name the judgements of a caller without a token are kept.
    """

    token: bool = False
    rate: int = 600
    read: Reader | None = None
    user: str = "local"


def api(library: Library, terms: Terms) -> Starlette:
    """The API of a store, to be mounted at /api/v1."""
    desk = _Desk(Books(library), terms)
    routes = [Route("/openapi.json", desk.openapi)]
    for question in QUESTIONS:
        path = question.path.replace("{id}", "{id:path}")
        routes.append(Route(path, partial(desk.question, question=question), methods=["GET"]))
    # A path that is asked for and written to is one resource: its route knows both.
    for action in ACTIONS:
        path = action.path.replace("{name}", "{name:path}")
        routes.insert(0, Route(path, partial(desk.action, action=action), methods=[action.method]))
    routes = _joined(routes)
    routes += [Route(path, partial(desk.file, name=name), methods=["GET"]) for path, name in files.FEEDS.items()]
    routes.append(Route("/exports/{name}", desk.file, methods=["GET"]))
    handlers: dict[Any, Callable[[Request, Exception], Any]] = {
        Refusal: _refused,
        ReadoutError: partial(_failed, where=library.where),
        HTTPException: _http,
        500: _broken,
    }
    return Starlette(routes=routes, exception_handlers=handlers)


def _joined(routes: list[Route]) -> list[Route]:
    """Routes of which each path has one, which does by method what each of them did."""
    found: dict[str, dict[str, Any]] = {}
    for route in routes:
        found.setdefault(route.path, {}).update(dict.fromkeys(route.methods or (), route.endpoint))

    def either(by_method: dict[str, Any]) -> Callable[[Request], Any]:
        async def ask(request: Request) -> Response:
            answer: Response = await by_method[request.method](request)
            return answer

        return ask

    made = [Route(path, either(by_method), methods=list(by_method)) for path, by_method in found.items()]
    return sorted(made, key=lambda route: "{" in route.path)


class _Desk:
    """Answers requests to one store on some terms."""

    def __init__(self, books: Books, terms: Terms) -> None:
        self._books, self._terms = books, terms
        self._pace = Pace(terms.rate)
        self._turns = CapacityLimiter(_AT_ONCE)

    async def openapi(self, request: Request) -> Response:
        """What can be asked and written here."""
        return _tagged(request, msgspec.json.encode(described(self._terms.token)))

    async def question(self, request: Request, question: Question) -> Response:
        """The answer to a question of the table."""
        await self._let_in(request, question.scope)
        q = parsed(request.query_params.multi_items(), question.asks)
        name = request.path_params.get("id", "")
        if question.linked and not self._books.library.linked:
            await run_in_threadpool(self._books.known)  # who waits for the first linking is in nobody's way
        return await to_thread.run_sync(self._answer, request, question, q, name, limiter=self._turns)

    def _answer(self, request: Request, question: Question, q: Any, name: str) -> Response:
        value, more = answered(self._books, question, q, name)
        headers = {}
        if question.linked and (since := self._books.library.as_of):
            headers["Last-Modified"] = format_datetime(since, usegmt=True)
        if more:
            asked = {**request.query_params, "limit": q.limit, "cursor": more}
            onward = f"{quote(request.url.path)}?{urlencode(asked)}"
            value = replace(value, next=onward)
            headers["Link"] = f'<{onward}>; rel="next"'
        assert not question.paged or isinstance(value, Page)
        return _tagged(request, msgspec.json.encode(value), headers)

    async def action(self, request: Request, action: Action) -> Response:
        """Do what an action of the table does."""
        who = await self._let_in(request, action.scope)
        # Another site's page can send forms and text without asking the browser, but no JSON, and never DELETE.
        if action.body and request.headers.get("content-type", "").partition(";")[0].strip().lower() != _JSON:
            raise Refusal(415, "Send the body as application/json.")
        body = await _body(request)
        name = request.path_params.get("name", "")
        status, value = await run_in_threadpool(written, self._books, action, body, name, who, self._terms.read)
        if value is None:
            return Response(status_code=status)
        return Response(msgspec.json.encode(value), status, {"Cache-Control": "no-store"}, _JSON)

    async def file(self, request: Request, name: str | None = None) -> Response:
        """An export or a feed as a file."""
        await self._let_in(request, "read", name is not None)
        pairs = [pair for pair in request.query_params.multi_items() if name is None or pair[0] != "token"]
        q = parsed(pairs, Export)
        form = files.form(name or request.path_params["name"])
        store = self._books.store
        headers = {
            "ETag": files.tag(self._books.library.stamp(), f"{form.name} {q} {request.base_url}"),
            "Content-Disposition": f'attachment; filename="news{form.suffix}"',
        }
        if _matches(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        base = f"{request.url.scheme}://{request.url.netloc}"
        made: Iterator[bytes] = await run_in_threadpool(files.pieces, store, form, q, base)
        return StreamingResponse(made, 200, headers, form.media)

    async def _let_in(self, request: Request, scope: Scope, in_address: bool = False) -> Caller:
        """Who asks, if they may; raises Refusal (401, 403, 429)."""
        token, needed = bearer(request, in_address), self._terms.token
        address = request.client.host if request.client else ""
        try:
            if token is None:
                who = caller(None, lambda _: None, needed, self._terms.user)
            else:
                tokens = self._books.store.tokens
                who = await run_in_threadpool(caller, token, tokens.known, needed, self._terms.user)
        except Refusal:
            paced(self._pace, f"address {address}")
            raise
        if needed:
            paced(self._pace, f"token {who.name}")
        if not who.may(scope):
            raise Refusal(403, f"This token does not let you do that: it takes one of scope {scope}.")
        return who


async def _body(request: Request) -> bytes:
    """The body of a request; raises Refusal (413) when it is too large."""
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST_BODY:
                raise Refusal(413, f"The body is larger than {LARGEST_BODY // 1_000_000} MB.")
    except ClientDisconnect as error:
        raise Refusal(400, "The body is not whole.") from error
    return bytes(body)


def _tagged(request: Request, body: bytes, headers: dict[str, str] | None = None) -> Response:
    """JSON, or only the word that the caller has it already."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    fields = {"ETag": tag, **(headers or {})}
    if _matches(request, tag):
        return Response(status_code=304, headers=fields)
    return Response(body, 200, fields, _JSON)


def _matches(request: Request, tag: str) -> bool:
    """Whether the caller has what bears this tag (RFC 9110, 13.1.2)."""
    given = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    return "*" in given or tag.removeprefix("W/") in given


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return error.response()


async def _failed(_: Request, error: Exception, where: str) -> Response:
    assert isinstance(error, ReadoutError)
    lines = explained(error)
    if error.where == where:
        return Refusal(503, "The store can't be used.", lines, {"Retry-After": "4"}).response()
    return Refusal(400, "The question can't be answered.", lines).response()


async def _http(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    said = {404: "There is nothing at this address.", 405: "This can't be done here."}
    return Refusal(error.status_code, said.get(error.status_code, error.detail), headers=error.headers).response()


async def _broken(_: Request, __: Exception) -> Response:
    return Refusal(500, "Something went wrong here; the program's log says why.").response()
