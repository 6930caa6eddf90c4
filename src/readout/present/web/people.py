"""The pages of who and where: everyone who is named, one of them with whereabouts, and the places of events."""

from __future__ import annotations

from datetime import date
from itertools import islice
from typing import Any

from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from readout.link.questions import Leg
from readout.present.web.answering import html, json, known, listing, opened, overview, sliced
from readout.present.web.asked import BadRequest, address, asked
from readout.present.web.graph import meetings
from readout.present.web.known import Known

KINDS = ("person", "organisation", "country", "place", "group")
_FEW = 6
# Days of whereabouts on a page: each is worked out from its articles as they are.
_LEGS = 10
# So many places are dots on the map, and so many of them have their name there.
_DRAWN, _NAMED = 400, 24


class Spot(Struct, frozen=True):
    """A place where events were or are to be, in degrees (WGS 84)."""

    name: str
    country: str | None
    lat: float
    lon: float
    events: int
    first: str | None
    last: str | None


def people(request: Request) -> Response:
    """Everyone who is named, those of most articles first."""
    query = asked(request.query_params, "name", "kind", "country", choices={"kind": KINDS})
    seen = overview(request)
    kind = query.get("kind", "person")
    rows = seen.called(query.get("name", ""), kind, query.get("country", "")) if seen else ()
    return listing(request, "people.html", query, sliced(rows), kinds=KINDS, kind=kind, total=len(rows))


def person(request: Request) -> Response:
    """One person, body or place: where by day, what comes, who was met, what was said."""
    query = asked(request.query_params, "from", "to", "on")
    store = opened(request)
    number, seen = request.path_params["number"], overview(request)
    thing = seen.by_id.get(number) if seen else None
    if store and (thing is None or thing.kind == "country"):
        thing = store.finder.thing(number)
    if store is None or thing is None:
        raise HTTPException(404, "The store knows nobody and nothing by this number.")
    at_hand = known(request, query)
    assert at_hand is not None
    called = thing.name  # a country's is its code, which stands for all of its names
    thing = seen.by_id.get(thing.id, thing) if seen else thing
    bounds = query.get("from"), query.get("to")
    if query.get("format"):
        legs = at_hand.whereabouts(called, *bounds) if thing.kind == "person" else []
        return _legs(request, query, legs) if query["format"] == "csv" else json({"who": thing, "whereabouts": legs})
    stays = at_hand.stays(called, *bounds)[::-1] if thing.kind == "person" else []
    number = int(query.get("page", 1))
    some = stays[(number - 1) * _LEGS : number * _LEGS]
    if number > 1 and not some:
        raise BadRequest([f"There is no page {number}: the days end before it."])
    told = at_hand.told((called,), *bounds)
    coming = [row for row in told if at_hand.is_coming(row.line)]
    until = bounds[1] or at_hand.on
    if thing.kind == "country":  # its code stands for all that belongs to it
        said = store.statements(by=called, since=bounds[0], until=until, limit=_FEW)
        about = store.statements(about=called, since=bounds[0], until=until, limit=_FEW)
    else:
        said, about = (store.finder.said(thing.id, about, bounds[0], until, _FEW) for about in (False, True))
    pairs = [p for p in meetings(told, seen.named if seen else {}) if {p.one, p.other} & set(thing.names)]
    legs = _by_day([leg for line, told in some if (leg := at_hand.leg(called, line, told))])
    path = request.url.path
    turned = {n: address(path, {**query, "page": n if n > 1 else ""}) for n in (number - 1, number + 1)}
    return html(
        "person.html",
        request,
        query=query,
        thing=thing,
        legs=legs,
        stays=len(stays) if len(stays) > _LEGS else len(legs),
        before=turned[number - 1] if number > 1 else None,
        after=turned[number + 1] if len(stays) > number * _LEGS else None,
        coming=coming,
        told=list(islice(reversed(told), 12)),
        many=len(told),
        said=said,
        about=about,
        pairs=pairs[:12],
        on=at_hand.on,
        places=at_hand.places,
        named=seen.named if seen else {},
        called=called,
        as_json=address(path, {**query, "format": "json"}),
        as_csv=address(path, {**query, "format": "csv"}),
    )


def _legs(request: Request, query: dict[str, str], legs: list[Leg]) -> Response:
    return listing(request, "person.html", query, sliced(legs))


def _by_day(legs: list[Leg]) -> list[Leg]:
    """The latest first, and of one day the surest."""
    return sorted(legs, key=lambda leg: (-date.fromisoformat(leg.begin).toordinal(), -leg.confidence))


def places(request: Request) -> Response:
    """Where events were and are to be, on a map and as a table."""
    query = asked(request.query_params, "who", "from", "to", "on")
    at_hand = known(request, query)
    narrowed = query.get("who"), query.get("from"), query.get("to")
    rows = at_hand.once("places", lambda: spots(at_hand, query), *narrowed) if at_hand else []
    drawn = rows[:_DRAWN]
    return listing(request, "places.html", query, sliced(rows), spots=drawn, labels=_legible(drawn), total=len(rows))


def _legible(spots: list[Spot]) -> list[Spot]:
    """The spots whose names fit on the map beside the names of those with more events."""
    kept: list[Spot] = []
    for spot in spots:
        if all(abs(spot.lon - k.lon) > 14 + len(spot.name + k.name) * 0.55 or abs(spot.lat - k.lat) > 6 for k in kept):
            kept.append(spot)
        if len(kept) == _NAMED:
            break
    return kept


def spots(at_hand: Known, query: dict[str, str]) -> list[Spot]:
    """The places of events that fit, those of most events first."""
    who = tuple(filter(None, [query.get("who")]))
    found: dict[tuple[float, float], list[tuple[Any, str | None]]] = {}
    for line, told in at_hand.lines(who, query.get("from"), query.get("to")):
        if told.spot is not None:
            found.setdefault((told.spot.lat, told.spot.lon), []).append((told.spot, line.begin))
    made = []
    for (lat, lon), rows in found.items():
        days = sorted(day for _, day in rows if day)
        name = max((place.name for place, _ in rows), key=len)
        bounds = (days[0], days[-1]) if days else (None, None)
        made.append(Spot(name, rows[0][0].country, lat, lon, len(rows), *bounds))
    return sorted(made, key=lambda spot: (-spot.events, spot.name))
