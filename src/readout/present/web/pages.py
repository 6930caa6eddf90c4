"""The pages of what single articles say: articles, one article, events, statements, search."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any, get_args

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from readout.link.entities import folded
from readout.model import Status
from readout.present.view import view
from readout.present.web.answering import html, json, listing, opened, overview
from readout.present.web.asked import address, asked
from readout.present.web.heard import sounds_of

_ALIKE = 0.8


def articles(request: Request) -> Response:
    """The articles, the latest first."""
    query = asked(request.query_params, "publisher", "from", "to")
    store = opened(request)

    def rows(limit: int, offset: int) -> Sequence[Any]:
        span = query.get("from"), query.get("to")
        return store.articles(query.get("publisher"), *span, limit, offset) if store else ()

    seen = overview(request)
    publishers = seen.facets["publisher"] if seen else {}
    return listing(request, "articles.html", query, rows, counts=seen and seen.counts, publishers=publishers)


def events(request: Request) -> Response:
    """The events that fit, as each article tells them."""
    query = asked(request.query_params, "who", "where", "kind", "status", "from", "to")
    store = opened(request)

    def rows(limit: int, offset: int) -> Sequence[Any]:
        wanted = {name: query.get(name) for name in ("who", "where", "kind", "status")}
        span = {"since": query.get("from"), "until": query.get("to")}
        return store.events(**wanted, **span, limit=limit, offset=offset) if store else ()

    return listing(request, "events.html", query, rows, kinds=kinds(request, query), statuses=get_args(Status))


def kinds(request: Request, query: dict[str, str]) -> list[str]:
    """The kinds of events to choose from, the one asked for among them."""
    seen = overview(request)
    found = sorted(seen.facets["type"]) if seen else []
    return found + [kind for kind in [query.get("kind")] if kind and kind not in found]


def statements(request: Request) -> Response:
    """The statements that fit."""
    query = asked(request.query_params, "by", "about", "from", "to")
    store = opened(request)

    def rows(limit: int, offset: int) -> Sequence[Any]:
        wanted = {"by": query.get("by"), "about": query.get("about")}
        span = {"since": query.get("from"), "until": query.get("to")}
        return store.statements(**wanted, **span, limit=limit, offset=offset) if store else ()

    seen = overview(request)
    return listing(request, "statements.html", query, rows, named=seen.named if seen else {})


def search(request: Request) -> Response:
    """The articles with the words, each with the passage that shows them, and what else may be meant."""
    query = asked(request.query_params, "q", "publisher", "from", "to")
    store = opened(request)
    words = query.get("q")
    meant: list[tuple[str, str]] = []

    def rows(limit: int, offset: int) -> Sequence[Any]:
        span = query.get("publisher"), query.get("from"), query.get("to")
        found = store.search(words, limit, offset, *span) if store and words else ()
        if store and words and not found and not offset:
            meant.extend((other, address("/search", {**query, "q": other})) for other in _meant(store, words))
        return found

    seen = overview(request)
    facets = store.finder.search_facets(words, seen and seen.divided) if store and words else {}
    people = seen.called(words)[:6] if seen and words and folded(words) else ()
    return listing(request, "search.html", query, rows, facets=facets, meant=meant, people=people)


def _meant(store: Any, words: str) -> list[str]:
    """Searches that find something and differ from this one by a letter in one word."""
    found: list[str] = []
    pieces = words.split()
    for number, piece in enumerate(pieces):
        for other in store.finder.meant(piece):
            near = " ".join([*pieces[:number], other, *pieces[number + 1 :]])
            hit = next(iter(store.search(near, 1)), None)
            if hit is None:
                continue
            # What is shown is the word as an article spells it, not the slip that has the same stem.
            spelt = [hit.snippet[m.start - hit.start : m.end - hit.start] for m in hit.matches]
            shown = next((word for word in spelt if _alike(word, other)), None)
            if shown:
                found.append(" ".join([*pieces[:number], shown, *pieces[number + 1 :]]))
    return list(dict.fromkeys(found))[:3]


def _alike(word: str, other: str) -> bool:
    """Whether two words differ by little: a stem may stand for words that do not."""
    return SequenceMatcher(None, word.casefold(), other).ratio() >= _ALIKE


def article(request: Request) -> Response:
    """One article with its record, in its newest version or the one asked for."""
    query = asked(request.query_params, "version")
    name = request.path_params["id"]
    store = opened(request)
    versions = store.versions(name) if store else []
    if store is None or not versions:
        raise HTTPException(404, "The store has no such article.")
    newest = versions[-1].version
    number = int(query.get("version", newest))
    if number not in {v.version for v in versions}:
        raise HTTPException(404, f"The store has no version {number} of this article; the newest is {newest}.")
    record = store.record(name, number)
    if query.get("format") == "json":
        return json(record)
    return html(
        "article.html",
        request,
        v=view(record),
        versions=versions,
        number=number,
        newest=newest,
        name=name,
        sounds=sounds_of(request, record.article, number),
    )
