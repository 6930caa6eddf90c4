"""The review across articles: who is one with whom, which tellings are of one event; judged, told and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import quote

from msgspec import Struct
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from readout.link.entities import folded
from readout.model import ReadoutError
from readout.present.web.acting import Actor, actor, onward, posting
from readout.present.web.answering import html, json, known, listing, opened, overview
from readout.present.web.asked import BadRequest, address, asked
from readout.present.web.known import Known, Told
from readout.present.web.review_forms import Form
from readout.present.words import explained
from readout.store import Store, Thing
from readout.store.alike import InArticle, Overtaken, Unsure

_MOST, _NEAR = 12, 31
_WORDS = {"positive": "are one", "negative": "are two", "same": "one event", "different": "two events"}
_OF_WHO, _OF_EVENTS = ("positive", "negative", "none"), ("same", "different", "none")


class Pair(Struct, frozen=True):
    """Two that may be one, as a reviewer meets them; `told` are words of the first article on each."""

    one: Thing
    other: Thing
    why: str
    score: float
    told: tuple[InArticle | None, InArticle | None] = (None, None)


class Twin(Struct, frozen=True):
    """A telling of an event in an article: `item` (ARTICLE:vN) names it to a judgement."""

    item: str
    article: str
    of: str
    publisher: str | None
    day: str | None
    quote: str


class Near(Struct, frozen=True):
    """An event of other articles that may be the same: as one line, and one of its tellings."""

    told: Told
    twin: Twin


def pairs(request: Request) -> Response:
    """Those that may be one, and whom people judged about."""
    query = asked(request.query_params, "done")
    store, seen = opened(request), overview(request)

    def rows(limit: int, offset: int) -> list[Pair]:
        by_id = seen.by_id if seen else {}
        return [_pair(store, row, by_id) for row in store.alike.unsure(limit, offset)] if store else []

    shown = {name: value for name, value in query.items() if name != "done"}
    return listing(request, "review_who.html", shown, rows, **_shared(request, store, "/review/who", query))


def _pair(store: Store, row: Unsure, by_id: dict[int, Thing]) -> Pair:
    left, right = (
        by_id.get(number) or Thing(number, "person", name, (name,), (), (), 0, (None, None))
        for number, name in zip((row.one, row.other), row.names, strict=True)
    )
    one, other = (next(iter(store.alike.in_articles(number, 1)), None) for number in (row.one, row.other))
    return Pair(left, right, row.why, row.score, (one, other))


def _shared(request: Request, store: Store | None, here: str, query: dict[str, str], **more: Any) -> dict[str, Any]:
    """What each of these pages shows: what was done last, the history, and what its forms carry."""
    log = store.alike.history(20, article=more.get("of_article")) if store else []
    number = int(query["done"]) if query.get("done", "").isdigit() else None
    return {
        "here": here,
        "log": log,
        "said": _WORDS,
        "seen": store.alike.last() if store else 0,
        "may": actor(request).may("review"),
        "done": next((row for row in log if row.number == number), None),
        "problems": more.get("problems", ()),
        "mine": more.get("mine"),
    }


def who(request: Request) -> Response:
    """One person, body or place in each article, to be told apart from others or joined with them."""
    query = asked(request.query_params, "name", "done")
    store, seen = opened(request), overview(request)
    number = request.path_params["number"]
    thing = store.finder.thing(number) if store else None
    if store is None or thing is None:
        raise HTTPException(404, "The store knows nobody and nothing by this number.")
    thing = seen.by_id.get(thing.id, thing) if seen else thing
    here = f"/review/who/{thing.id}"
    kept = {name: value for name, value in query.items() if name != "done"}
    alike = _alike(thing, query.get("name"), seen.things if seen else [])
    return listing(
        request,
        "review_thing.html",
        kept,
        lambda limit, offset: store.alike.in_articles(thing.id, limit, offset),
        thing=thing,
        alike=alike,
        **_shared(request, store, here, query),
    )


def _alike(thing: Thing, name: str | None, things: list[Thing]) -> list[Thing]:
    """Others of its kind that share a word of a name, or have all the words that are asked for."""
    own = {word for one in thing.names for word in folded(one).split() if len(word) > 2}
    words = set(folded(name or "").split())
    found = []
    for other in things:
        if other.kind != thing.kind or other.id == thing.id:
            continue
        theirs = {word for one in other.names for word in folded(one).split()}
        if words <= theirs if words else own & theirs:
            found.append(other)
    return found[:_MOST]


def entity(request: Request) -> Response:
    """Leads from an entity of an article (ARTICLE:eN) to who that is."""
    query = asked(request.query_params, "of")
    store = opened(request)
    if store is None:
        raise HTTPException(404, "There is no store here yet.")
    return onward(f"/review/who/{store.alike.number(query.get('of', ''))}")


def event(request: Request) -> Response:
    """An event of an article with what other articles tell of it, and of what may be the same."""
    query = asked(request.query_params, "at", "done")
    name, of, store, at_hand = request.path_params["id"], query.get("at", ""), opened(request), known(request, {})
    if store is None or at_hand is None or not store.versions(name):
        raise HTTPException(404, "The store has no such article.")
    found = next((t for t in at_hand.told(article=name) if any(_is(twin, name, of) for twin in _twins(t))), None)
    if found is None:
        raise HTTPException(404, "The article tells of no such event, or it is still being linked.")
    twins = _twins(found)
    own = next(twin for twin in twins if _is(twin, name, of))
    others = [twin for twin in twins if twin.article != name]
    near = list(_near(at_hand, found, name))
    if query.get("format") == "json":
        return json({"event": own, "others": others, "near": near})
    here = address(f"/review/events/{quote(name, safe='')}", {"at": of})
    shared = _shared(request, store, here, query, of_article=name)
    return html(
        "review_event.html", request, name=name, own=own, others=others, near=near, line=found.line, of=of, **shared
    )


def _is(twin: Twin, article: str, of: str) -> bool:
    return (twin.article, twin.of) == (article, of)


def _twins(told: Told) -> list[Twin]:
    """The tellings of an event, each event of an article once."""
    found: dict[tuple[str, str], Twin] = {}
    for words, of in zip(told.line.quotes, told.ids, strict=True):
        item = f"{words.article}:{of}"
        found.setdefault((words.article, of), Twin(item, words.article, of, words.publisher, words.day, words.quote))
    return list(found.values())


def _near(at_hand: Known, own: Told, name: str) -> Iterator[Near]:
    """Events of other articles that share a party, or have the kind and about the day: the nearest first."""
    parties, begin = set(own.line.parties), own.line.begin

    def apart(told: Told) -> int:
        if not (begin and told.line.begin):
            return _NEAR
        return abs((date.fromisoformat(told.line.begin) - date.fromisoformat(begin)).days)

    found = []
    for told in at_hand.everything:
        shared, days = len(parties & set(told.line.parties)), apart(told)
        if told is own or told.line == own.line or days > _NEAR or not (shared or told.line.kind == own.line.kind):
            continue
        twin = next((twin for twin in _twins(told) if twin.article != name), None)
        if twin and (shared or days < _NEAR):
            found.append((told.line.kind != own.line.kind, -shared, days, Near(told, twin)))
    yield from (near for *_, near in sorted(found, key=lambda row: row[:3])[:_MOST])


def _judge(request: Request, reviewer: Actor, data: FormData) -> Response:
    """Do what a form asks: two are one, or two; who comes second is told what others judged."""
    form, store = Form(data), opened(request)
    if store is None:
        raise HTTPException(404, "There is no store here yet.")
    one, other, judgement = (form.get(name, "") for name in ("one", "other", "judgement"))
    events = "events" in form
    if judgement not in (_OF_EVENTS if events else _OF_WHO) or not one or not other:
        raise BadRequest(["This form is not one of these pages."])
    seen = form.number("seen")
    try:
        if events:
            store.judge_event(judgement, reviewer.name, one, other, seen)
        else:
            store.alike.judge(one, other, judgement, reviewer.name, seen)
    except Overtaken as overtaken:
        return _refused(request, store, overtaken, 409, dict(form))
    except ReadoutError as error:
        return _refused(request, store, error, 400)
    return onward(_back(form.get("back", ""), store))


def _undo(request: Request, reviewer: Actor, data: FormData) -> Response:
    """Take a judgement back."""
    form, store = Form(data), opened(request)
    number = form.number("number")
    if store is None or number is None:
        raise HTTPException(404, "There is no such judgement.")
    try:
        store.alike.undo(number, reviewer.name)
    except ReadoutError as error:
        return _refused(request, store, error, 409 if isinstance(error, Overtaken) else 400)
    return onward(_back(form.get("back", ""), store))


def _refused(request: Request, store: Store, error: ReadoutError, status: int, mine: Any = None) -> Response:
    """The page for what was not done, with all that was judged, and a way to do it all the same."""
    shared = _shared(request, store, "/review/who", {}, problems=explained(error), mine=mine)
    return html("review_refused.html", request, status, **shared)


def _back(to: str, store: Store) -> str:
    """Where to go on: the page that the form stood on, which tells what was done."""
    path, _, query = to.partition("?")
    if not path.startswith("/review/") or "\\" in to:
        path, query = "/review/who", ""
    kept = [pair for pair in query.split("&") if pair and not pair.startswith("done=")]
    (last,) = store.alike.history(1)
    return f"{path}?{'&'.join([*kept, f'done={last.number}'])}"


ROUTES: tuple[BaseRoute, ...] = (
    Route("/review/who", pairs),
    Route("/review/who/of", entity),
    Route("/review/who/{number:int}", who),
    Route("/review/events/{id:path}", event),
    posting("/review/judge", _judge),
    posting("/review/judge/undo", _undo),
)
