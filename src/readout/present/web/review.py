"""The review: what is doubtful first, an article's reading to accept, correct or reject, and who did what and when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args
from urllib.parse import quote

from msgspec.structs import replace
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from readout.lexicon import table
from readout.model import EntityKind, ReadoutError, Record, Role, StatementKind, Status
from readout.present.view import view
from readout.present.web.acting import Actor, actor, onward, posting
from readout.present.web.answering import html, json, listing, opened
from readout.present.web.asked import BadRequest, address, asked
from readout.present.web.review_forms import SEATS, Form, wish
from readout.present.web.review_rows import Choice, Row, entities, item, row, sources, tellings, twins
from readout.present.web.review_told import history, told
from readout.present.words import explained
from readout.store import Store
from readout.store.corrections import WHY, Collision, Corrections, Doubtful
from readout.store.corrections_doubt import why_of
from readout.store.corrections_model import Correction, Part, in_force

_PARTS = ("event", "statement")
_CHOICES = {"part": _PARTS, "why": WHY, "state": ("open", "decided")}


def queue(request: Request) -> Response:
    """What is doubtful, the most doubtful first."""
    query = asked(request.query_params, "part", "why", "state", "done", choices=_CHOICES)
    store = opened(request)

    def rows(limit: int, offset: int) -> Sequence[Any]:
        return _queue(store, query, limit, offset) if store else ()

    done = _done(store.corrections, query.get("done")) if store else None
    kept = {name: value for name, value in query.items() if name != "done"}
    decided, everything = store.corrections.progress() if store else (0, 0)
    return listing(
        request,
        "review_queue.html",
        kept,
        rows,
        reasons=[Choice(name, why_of(name)) for name in WHY],
        done=done,
        decided=decided,
        everything=everything,
        may=actor(request).may("review"),
        here=address("/review", kept),
        review_address=review_address,
    )


def _queue(store: Store, query: dict[str, str], limit: int, offset: int) -> list[Row]:
    settled = query.get("state") == "decided"
    found = store.corrections.queue(query.get("part"), query.get("why"), settled, None, limit, offset)
    names = {doubtful.article for doubtful in found}
    records = {name: store.record(name) for name in names}
    versions = {name: store.versions(name)[-1].version for name in names}
    seen = {name: store.corrections.last(name) for name in names}
    made = (row(one, records[one.article], versions[one.article], seen[one.article]) for one in found)
    return [one for one in made if one]


def _done(corrections: Corrections, number: str | None) -> Any:
    """The correction that was just made, to be told and taken back."""
    if number is None or not number.isdigit():
        return None
    found = next((r for r in corrections.rows(limit=200) if r.number == int(number)), None)
    return next(history([found], ()), None) if found else None


def review_address(article: str, of: str = "", more: str = "") -> str:
    """The address of an article's review, with one of its items open."""
    return address(f"/review/articles/{quote(article, safe='')}", {"at": of}) + (f"#{of}" if of else "") + more


def article(request: Request) -> Response:
    """An article's reading, each item of it open to be accepted, corrected or rejected."""
    query = asked(request.query_params, "at", "add", "done", choices={"add": ("event", "statement", "entity")})
    name, store = request.path_params["id"], opened(request)
    versions = store.versions(name) if store else []
    if store is None or not versions:
        raise HTTPException(404, "The store has no such article.")
    return _article(request, store, name, versions[-1].version, query)


def _article(
    request: Request,
    store: Store,
    name: str,
    version: int,
    query: dict[str, str],
    problems: Sequence[str] = (),
    given: Form | None = None,
) -> Response:
    record, corrections = store.record(name), store.corrections
    log = corrections.rows(name)
    undone = corrections.undone(name) if log else frozenset[int]()
    lines = list(history(log, undone, corrections.adrift(name) if log else ()))
    if query.get("format") == "json":
        return json({"record": record, "corrections": log, "undone": sorted(undone)})
    doubtful = {(d.part, d.ref): d for some in (False, True) for d in corrections.queue(None, None, some, name, 10_000)}
    items = _items(record, doubtful)
    of = query.get("at", "")
    return html(
        "review_article.html",
        request,
        400 if problems else 200,
        v=view(record),
        name=name,
        version=version,
        seen=log[0].number if log else 0,
        items=items,
        open_item=_opened(record, of) if of else None,
        adding=query.get("add"),
        problems=problems,
        given=given or {},
        lines=lines,
        last_line=next((line for line in lines if not line.undone), None),
        done=next((line for line in lines if str(line.number) == query.get("done")), None),
        may=actor(request).may("review"),
        review_address=review_address,
        choices=_choices(record),
        decided=sum(one.settled for one in (*items["event"], *items["statement"])),
        everything=len(items["event"]) + len(items["statement"]),
    )


def _items(record: Record, doubtful: dict[tuple[Part, str], Doubtful]) -> dict[str, list[Any]]:
    """The items of each part in the order of the text."""
    ids: dict[Part, list[str]] = {
        "event": [e.id for e in record.events],
        "statement": [s.id for s in record.statements],
        "entity": [e.id for e in record.entities],
    }
    found: dict[str, list[Any]] = {}
    for part, some in ids.items():
        rows = []
        for of in some:
            doubt = doubtful.get((part, of))
            rows.append(item(record, part, of, bool(doubt and doubt.settled), doubt.why if doubt else ()))
        found[part] = sorted((r for r in rows if r), key=lambda r: r.at)
    return found


def _opened(record: Record, of: str) -> dict[str, Any] | None:
    """All that the form of one item shows."""
    parts: dict[Part, Sequence[Any]] = {
        "event": record.events,
        "statement": record.statements,
        "entity": record.entities,
    }
    match = next(((p, one) for p, some in parts.items() for one in some if one.id == of), None)
    if match is None:
        return None
    part, found = match
    shown: dict[str, Any] = {"of": of, "part": part, part: found, "twins": [], "tellings": []}
    if part == "statement":
        return {**shown, "pieces": [*found.content, None][:4]}
    shown |= {"twins": twins(record, part, of), "tellings": tellings(record, part, of)}
    if part == "event":
        shown |= {"seats": [*found.participants, None, None][: SEATS - 1], "sources": sources(record, found)}
    return shown


def _choices(record: Record) -> dict[str, Any]:
    """What may be chosen in the forms."""
    return {
        "types": sorted(table("event_kinds")),
        "statuses": get_args(Status),
        "roles": get_args(Role),
        "voices": get_args(StatementKind),
        "kinds": get_args(EntityKind),
        "who": entities(record),
        "places": entities(record, ("place", "country", "organisation")),
        "acts": sorted({s.act for s in record.statements} | {"say", "think", "want", "deny", "ask"}),
    }


def log(request: Request) -> Response:
    """Every correction, the latest first."""
    query = asked(request.query_params, "by", "article")
    store = opened(request)
    dead: dict[str, frozenset[int]] = {}

    def rows(limit: int, offset: int) -> Sequence[Any]:
        found = store.corrections.rows(query.get("article"), query.get("by"), limit, offset) if store else []
        if store:
            dead.update({name: store.corrections.undone(name) for name in {r.article for r in found}})
        return list(history(found, {number for some in dead.values() for number in some}))

    return listing(
        request, "review_log.html", query, rows, may=actor(request).may("review"), review_address=review_address
    )


def _decide(request: Request, who: Actor, data: FormData) -> Response:
    """Do what a form asks; who comes second is told what others did, and keeps what was filled in."""
    form, store = Form(data), opened(request)
    name = form.get("article", "")
    if store is None or not store.versions(name):
        raise HTTPException(404, "The store has no such article.")
    corrections = store.corrections
    try:
        # Only what differs from what its reader saw is changed: what others did since stays theirs.
        asked_for = wish(form, corrections.as_of(name, form.number("seen") or 0))
        if (known := form.number("known")) is not None:
            asked_for = replace(asked_for, seen=known)
    except BadRequest as wrong:
        version = store.versions(name)[-1].version
        return _article(request, store, name, version, _same_form(form), wrong.problems, form)
    try:
        if (before := form.number("instead")) is not None:
            corrections.undo(before, who.name, asked_for.seen)
            asked_for = replace(asked_for, seen=corrections.last(name))
        made = corrections.make(asked_for, who.name)
    except Collision as collision:
        return _collided(request, store, form, collision, told(asked_for.change), asked_for.action)
    except ReadoutError as error:
        return _article(
            request, store, name, store.versions(name)[-1].version, _same_form(form), explained(error), form
        )
    return onward(_back(form, made))


def _same_form(form: Form) -> dict[str, str]:
    """What the page shows that the form stood on."""
    return {"at": form.get("of", "")} if form.get("of") else {"add": form.get("part", "event")}


def _collided(request: Request, store: Store, form: Form, collision: Collision, mine: Any, action: str) -> Response:
    """The page for who comes second: what the others did, what was asked for, and the ways on."""
    name, of = form.get("article", ""), form.get("of", "")
    record, corrections = store.record(name), store.corrections
    part: Any = form.get("part", "event")
    now = item(record, part, of) if part in ("event", "statement", "entity") else None
    rows = [r for r in corrections.rows(name)[::-1] if r in in_force(corrections.rows(name)[::-1])]
    last: Correction | None = next((r for r in reversed(collision.by) if r in rows), None)
    hidden = [(n, v) for n, v in _pairs(form) if n not in ("csrf", "known", "at", "version", "instead")]
    return html(
        "review_collision.html",
        request,
        409,
        name=name,
        of=of,
        headline=record.article.headline,
        by=list(history(collision.by, corrections.undone(name))),
        mine=list(mine),
        action=action,
        now=now,
        known=corrections.last(name),
        version=store.versions(name)[-1].version,
        at=f"{now.at.start}-{now.at.end}" if now else "",
        first_at=form.get("at", ""),
        last=last,
        hidden=hidden,
        review_address=review_address,
    )


def _pairs(form: Form) -> list[tuple[str, str]]:
    return [(name, value) for name in dict.fromkeys(form) for value in form.all(name)]


def _back(form: Form, made: Correction) -> str:
    """Where to go on: the page that the form stood on, which tells what was done."""
    to, _, place = form.get("back", "").partition("#")
    if not to.startswith("/review") or "\\" in to:
        to, place = review_address(made.article).partition("#")[0], form.get("of", "")
    path, _, query = to.partition("?")
    kept = [pair for pair in query.split("&") if pair and not pair.startswith(("done=", "at=", "add="))]
    return f"{path}?{'&'.join([*kept, f'done={made.number}'])}" + (f"#{quote(place)}" if place else "")


def _undo(request: Request, who: Actor, data: FormData) -> Response:
    """Take a correction back."""
    form, store = Form(data), opened(request)
    number = form.number("number")
    if store is None or number is None:
        raise HTTPException(404, "There is no such correction.")
    try:
        made = store.corrections.undo(number, who.name, form.number("seen"))
    except Collision as collision:
        form_of = Form(FormData([*data.multi_items(), ("article", collision.by[-1].article)]))
        return _collided(request, store, form_of, collision, (), "undo")
    except ReadoutError as error:
        raise BadRequest(explained(error)) from error
    return onward(_back(form, made))


ROUTES: tuple[BaseRoute, ...] = (
    Route("/review", queue),
    Route("/review/log", log),
    Route("/review/articles/{id:path}", article),
    posting("/review/decide", _decide),
    posting("/review/undo", _undo),
)
