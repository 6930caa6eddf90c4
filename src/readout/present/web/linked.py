"""The pages of what articles say together: today, timeline, calendar, claims, who met whom, places."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, get_args

from starlette.requests import Request
from starlette.responses import Response

from readout.link.history import State
from readout.link.questions import first_told
from readout.present.web.answering import forms, html, json, known, listing, opened, overview, sliced
from readout.present.web.asked import address, asked
from readout.present.web.graph import Pair, Picture, drawn, meetings
from readout.present.web.known import Known, Told, days_of, latest
from readout.present.web.month import month_of, weeks
from readout.present.web.pages import kinds

_WEEK = 7
_SHOWN = 8
_STATES = get_args(State)
_BY_STATE = {"status": _STATES}


def today(request: Request) -> Response:
    """What is new, what changed, what contradicts and what is coming."""
    query = asked(request.query_params, "on", "since", "about")
    at_hand, store, seen = known(request, query), opened(request), overview(request)
    if at_hand is None or store is None or seen is None or not seen.counts.articles:
        return html("today.html", request, query=query, on=None, found=None)
    on, who = at_hand.on, tuple(filter(None, [query.get("about")]))
    since = query.get("since") or (date.fromisoformat(on) - timedelta(days=_WEEK - 1)).isoformat()
    found = _today(at_hand, since, who)
    if query.get("format") == "json":
        return json({"on": on, "since": since, **found})
    people = [thing for thing in seen.things if thing.kind == "person"][:_SHOWN]
    return html(
        "today.html",
        request,
        query=query,
        on=on,
        since=since,
        found=found,
        places=at_hand.places,
        articles=store.articles(None, since, on, _SHOWN),
        people=people,
        named=seen.named,
        counts=seen.counts,
        as_json=address("/", {**query, "format": "json"}),
    )


def _today(at_hand: Known, since: str, who: tuple[str, ...]) -> dict[str, list[Any]]:
    on = at_hand.on
    changed = [change for change in at_hand.changes(since, who) if (change.step.day or "") <= on]
    if who:
        rows = at_hand.told(who)
        coming = [told for told in rows if at_hand.is_coming(told.line)]
        fresh = [told for told in rows if since <= (first_told(told.line) or "") <= on]
        claims = [c for c in at_hand.claims(who, contradicted=True) if any(since <= day <= on for day in days_of(c))]
    else:
        coming, fresh, claims = at_hand.coming, at_hand.fresh(since, on), at_hand.against(since, on)
    apart = {id(told.line) for told in coming} | {id(change.line) for change in changed}
    new = [told for told in fresh if id(told.line) not in apart]
    return {"changed": changed[::-1], "coming": coming, "new": new[::-1], "against": claims}


def _fitting(request: Request, query: dict[str, str]) -> list[Told]:
    """The events over all articles that fit a question, by day."""
    at_hand = known(request, query)
    if at_hand is None:
        return []
    who, status = tuple(filter(None, [query.get("who"), query.get("with")])), query.get("status")
    rows = at_hand.told(who, query.get("from"), query.get("to"), query.get("story"), query.get("kind"))
    return [told for told in rows if told.line.status == status] if status else rows


def timeline(request: Request) -> Response:
    """Each event once, by day, the latest first."""
    query = asked(request.query_params, "who", "with", "kind", "status", "from", "to", "on", "story", choices=_BY_STATE)
    at_hand, rows = known(request, query), _fitting(request, query)
    dated = at_hand.latest if at_hand and rows is at_hand.everything else latest(rows)
    return listing(
        request,
        "timeline.html",
        query,
        sliced(dated),
        kinds=kinds(request, query),
        statuses=_STATES,
        named=_named(request),
        total=len(rows),
    )


def calendar(request: Request) -> Response:
    """A month of events, each on the days that an article gives it."""
    query = asked(request.query_params, "who", "kind", "status", "month", "on", choices=_BY_STATE)
    at_hand = known(request, query)
    month = query.get("month") or (at_hand.on[:7] if at_hand else date.today().isoformat()[:7])
    first, last, before, after = month_of(month)
    within = _fitting(request, {**query, "from": first, "to": last})
    rows = [told for told in within if told.line.begin]
    if query.get("format") in ("json", "csv"):
        return listing(request, "calendar.html", query, sliced(rows))
    return html(
        "calendar.html",
        request,
        query=query,
        weeks=weeks(month, rows),
        month=month,
        on=at_hand.on if at_hand else None,
        count_of=len(rows),
        kinds=kinds(request, query),
        statuses=_STATES,
        earlier=address("/calendar", {**query, "month": before}),
        later=address("/calendar", {**query, "month": after}),
        **forms("/calendar", query),
    )


def claims(request: Request) -> Response:
    """Who says and who denies what, and what articles cannot both be right about."""
    query = asked(request.query_params, "about", "only", "on", choices={"only": ("contradicted",)})
    at_hand = known(request, query)
    who = tuple(filter(None, [query.get("about")]))
    rows = at_hand.claims(who, "only" in query) if at_hand else []
    return listing(
        request,
        "claims.html",
        query,
        sliced(rows),
        places=at_hand.places if at_hand else {},
        total=len(rows),
        named=_named(request),
    )


def met(request: Request) -> Response:
    """Who met whom, as a graph and as a table."""
    query = asked(request.query_params, "who", "from", "to", "on")
    at_hand = known(request, query)
    named = _named(request)
    pairs: list[Pair] = []
    picture: Picture | None = None
    if at_hand:
        who, bounds = query.get("who"), (query.get("from"), query.get("to"))
        pairs = at_hand.once("met", lambda: meetings(at_hand.told((who,) if who else (), *bounds), named), who, *bounds)
        if query.get("format") not in ("json", "csv"):
            picture = at_hand.once("met drawn", lambda: drawn(pairs), who, *bounds)
    return listing(request, "met.html", query, sliced(pairs), picture=picture, named=named, total=len(pairs))


def _named(request: Request) -> dict[str, int]:
    seen = overview(request)
    return seen.named if seen else {}
