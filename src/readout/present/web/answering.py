"""How a page answers: as HTML, or its rows as JSON or CSV, with the addresses that lead on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from readout.present.html import page
from readout.present.web import library
from readout.present.web.acting import actor
from readout.present.web.asked import BadRequest, address, article_address

if TYPE_CHECKING:
    from readout.present.web.known import Known
    from readout.present.web.library import Library, Overview
    from readout.store import Store

PAGE = 30
# A table for a spreadsheet holds more than a page does.
SHEET = 1000
Rows = Callable[[int, int], Sequence[Any]]


def library_of(request: Request) -> Library:
    """The store behind the pages."""
    found: Library = request.app.state.library
    return found


def opened(request: Request) -> Store | None:
    """The open store, or None as long as there is none."""
    return library_of(request).store()


def overview(request: Request) -> Overview | None:
    """What the store holds, where that is known."""
    return library_of(request).overview()


class Unready(Exception):
    """The articles are still being linked; the page will load itself again."""


def known(request: Request, query: Mapping[str, str]) -> Known | None:
    """What the articles say together, as known on the day asked; None without a store. Raises Unready."""
    if opened(request) is None:
        return None
    web, seen = library_of(request).web(), overview(request)
    if web is None or seen is None:
        raise Unready
    request.state.late = library_of(request).late
    request.state.unlinked = max(0, seen.counts.articles - library.MOST_LINKED)
    return web.known(query.get("on", seen.on))


def html(
    template: str, request: Request, status: int = 200, headers: Mapping[str, str] | None = None, **shown: Any
) -> Response:
    """A page from a template of `web/`."""
    words = request.query_params.get("q", "") if request.url.path == "/search" else ""
    filled = page(
        f"web/{template}",
        path=request.url.path,
        words=words,
        actor=actor(request),
        article_address=article_address,
        link=address,
        unlinked=getattr(request.state, "unlinked", 0),
        late=getattr(request.state, "late", None),
        **shown,
    )
    return HTMLResponse(filled, status, headers)


def json(value: Any, status: int = 200) -> Response:
    """A value as JSON."""
    return Response(msgspec.json.encode(value), status, media_type="application/json")


def csv(rows: Iterable[Any], name: str, after: str | None = None) -> Response:
    """Rows as a table for spreadsheets; what is itself a list stands in one cell."""
    from readout.present.export.sheet import lines

    flat = [dict(_cells("", _row(msgspec.to_builtins(row)))) for row in rows]
    columns = list(dict.fromkeys(column for row in flat for column in row))
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    if after:
        headers["Link"] = f'<{after}>; rel="next"'
    # Without the mark a spreadsheet takes UTF-8 for the encoding of its country.
    body = "\ufeff" + "".join(lines(columns, flat, "csv"))
    return Response(body, 200, headers, "text/csv")


def _row(row: dict[str, Any]) -> dict[str, Any]:
    """A line with the ids of its events is a row of the line's own columns."""
    return {**row["line"], "events": row["ids"]} if row.keys() == {"line", "ids"} else row


def _cells(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _cells(f"{name}_{key}" if name else key, inner)
    elif isinstance(value, (list, tuple)):
        yield name, tuple(_words(one) for one in value)
    else:
        yield name, value


def _words(value: Any) -> str:
    """A member of a list in a few words: its name, its words, or all that it says."""
    if isinstance(value, dict):
        known = next((value[key] for key in ("name", "quote", "value") if isinstance(value.get(key), str)), None)
        return known or "; ".join(f"{key} {inner}" for key, inner in value.items())
    return str(value)


def listing(request: Request, template: str, query: dict[str, str], rows: Rows, **shown: Any) -> Response:
    """A page of rows as HTML, JSON or CSV, with the addresses of the pages before and after it."""
    number = int(query.get("page", 1))
    form = query.get("format")
    size = SHEET if form == "csv" else PAGE
    found = rows(size + 1, (number - 1) * size)
    if number > 1 and not found:
        raise BadRequest([f"There is no page {number}: the rows end before it."])
    path = request.url.path

    def turned(to: int) -> str:
        return address(path, {**query, "page": to if to > 1 else ""})

    after = turned(number + 1) if len(found) > size else None
    if form == "json":
        return json({"rows": list(found[:size]), "next": after})
    if form == "csv":
        return csv(found[:size], path.strip("/").replace("/", "-") or "today", after)
    before = turned(number - 1) if number > 1 else None
    return html(
        template, request, rows=found[:size], query=query, before=before, after=after, **forms(path, query), **shown
    )


def forms(path: str, query: Mapping[str, str]) -> dict[str, Any]:
    """The addresses at which the same rows are JSON and CSV."""
    kept = {name: value for name, value in query.items() if name != "page"}
    return {
        "as_json": address(path, {**query, "format": "json"}),
        "as_csv": address(path, {**kept, "format": "csv"}),
    }


def sliced(rows: Sequence[Any]) -> Rows:
    """Rows that are all at hand, by limit and offset."""
    return lambda limit, offset: rows[offset : offset + limit]


def refusal(
    request: Request, status: int, title: str, lines: Sequence[str], headers: Mapping[str, str] | None = None
) -> Response:
    """A page that says what is wrong."""
    if request.query_params.get("format") == "json":
        return json({"error": {"status": status, "title": title, "problems": list(lines)}}, status)
    return html("refusal.html", request, status, headers, heading=title, lines=lines)


def unready(request: Request) -> Response:
    """A page that says that the articles are being linked, and that loads itself again."""
    title = "The articles are being linked"
    lines = ["What they say together is found once and then kept. This page loads itself again in a few seconds."]
    return refusal(request, 503, title, lines, {"Refresh": "4", "Retry-After": "4"})
