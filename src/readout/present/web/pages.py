"""The pages: what is asked of the store, and the template or JSON that shows the rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, get_args

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from readout.model import Status
from readout.present.html import page
from readout.present.view import view
from readout.present.web.asked import BadRequest, address, article_address, asked

if TYPE_CHECKING:
    from readout.store import Store

PAGE = 50


class Library:
    """The store behind the pages, opened when first asked for; a store that is not there yet is asked for again."""

    def __init__(self, where: str) -> None:
        from readout.settings import store_name

        self.where = store_name(where)
        self._lock = Lock()
        self._store: Store | None = None

    def store(self) -> Store | None:
        """The open store, or None as long as there is none; raises ReadoutError for one that cannot be read."""
        from readout.store import open_store
        from readout.store.engine import store_url

        with self._lock:
            if self._store is None and not _missing(Path(store_url(self.where).database or "")):
                self._store = open_store(self.where, create=False)
            return self._store


def _missing(file: Path) -> bool:
    try:
        return not file.exists()
    except OSError:
        return False  # there, but out of reach: opening it says what is wrong


def articles(request: Request) -> Response:
    """The articles, the latest first."""
    query = asked(request.query_params, "publisher", "from", "to")
    store = _store(request)

    def rows(limit: int, offset: int) -> Sequence[Any]:
        span = query.get("from"), query.get("to")
        return store.articles(query.get("publisher"), *span, limit, offset) if store else ()

    facets = store.facets() if store else {}
    counts = store.counts() if store else None
    return _listing(request, "articles.html", query, rows, counts=counts, publishers=facets.get("publisher", {}))


def events(request: Request) -> Response:
    """The events that fit."""
    query = asked(request.query_params, "who", "where", "kind", "status", "from", "to")
    store = _store(request)

    def rows(limit: int, offset: int) -> Sequence[Any]:
        wanted = {name: query.get(name) for name in ("who", "where", "kind", "status")}
        span = {"since": query.get("from"), "until": query.get("to")}
        return store.events(**wanted, **span, limit=limit, offset=offset) if store else ()

    kinds = sorted(store.facets().get("type", {}) if store else {})
    if (kind := query.get("kind")) and kind not in kinds:
        kinds.append(kind)
    return _listing(request, "events.html", query, rows, kinds=kinds, statuses=get_args(Status))


def statements(request: Request) -> Response:
    """The statements that fit."""
    query = asked(request.query_params, "by", "about", "from", "to")
    store = _store(request)

    def rows(limit: int, offset: int) -> Sequence[Any]:
        wanted = {"by": query.get("by"), "about": query.get("about")}
        span = {"since": query.get("from"), "until": query.get("to")}
        return store.statements(**wanted, **span, limit=limit, offset=offset) if store else ()

    return _listing(request, "statements.html", query, rows)


def search(request: Request) -> Response:
    """The articles with the words, each with the passage that shows them."""
    query = asked(request.query_params, "q")
    store = _store(request)

    def rows(limit: int, offset: int) -> Sequence[Any]:
        return store.search(query["q"], limit, offset) if store and "q" in query else ()

    return _listing(request, "search.html", query, rows)


def article(request: Request) -> Response:
    """One article with its record, in its newest version or the one asked for."""
    query = asked(request.query_params, "version")
    name = request.path_params["id"]
    store = _store(request)
    versions = store.versions(name) if store else []
    if store is None or not versions:
        raise HTTPException(404, "The store has no such article.")
    newest = versions[-1].version
    number = int(query.get("version", newest))
    if number not in {v.version for v in versions}:
        raise HTTPException(404, f"The store has no version {number} of this article; the newest is {newest}.")
    record = store.record(name, number)
    if query.get("format") == "json":
        return _json(record)
    return _html("article.html", request, v=view(record), versions=versions, number=number, newest=newest, name=name)


def refusal(
    request: Request, status: int, title: str, lines: Sequence[str], headers: Mapping[str, str] | None = None
) -> Response:
    """A page that says what is wrong."""
    if request.query_params.get("format") == "json":
        return _json({"error": {"status": status, "title": title, "problems": list(lines)}}, status)
    return _html("refusal.html", request, status, headers, heading=title, lines=lines)


def _store(request: Request) -> Store | None:
    library: Library = request.app.state.library
    return library.store()


def _listing(request: Request, template: str, query: dict[str, str], rows: Any, **shown: Any) -> Response:
    """A page of rows as HTML or JSON, with the addresses of the pages before and after it."""
    number = int(query.get("page", 1))
    found = rows(PAGE + 1, (number - 1) * PAGE)
    if number > 1 and not found:
        raise BadRequest([f"There is no page {number}: the rows end before it."])
    path = request.url.path

    def turned(to: int) -> str:
        return address(path, {**query, "page": to if to > 1 else ""})

    after = turned(number + 1) if len(found) > PAGE else None
    if query.get("format") == "json":
        return _json({"rows": list(found[:PAGE]), "next": after})
    before = turned(number - 1) if number > 1 else None
    as_json = address(path, {**query, "format": "json"})
    return _html(
        template, request, rows=found[:PAGE], query=query, before=before, after=after, as_json=as_json, **shown
    )


def _html(
    template: str, request: Request, status: int = 200, headers: Mapping[str, str] | None = None, **shown: Any
) -> Response:
    words = request.query_params.get("q", "")
    filled = page(
        f"web/{template}", path=request.url.path, words=words, article_address=article_address, link=address, **shown
    )
    return HTMLResponse(filled, status, headers)


def _json(value: Any, status: int = 200) -> Response:
    return Response(msgspec.json.encode(value), status, media_type="application/json")
