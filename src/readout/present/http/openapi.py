"""The API's own description (OpenAPI 3.1), made from the tables of what can be asked and written."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import Any

import msgspec

from readout.present.export.registry import NAMES, exporter
from readout.present.http.asked import Export, Plain
from readout.present.http.files import FEEDS
from readout.present.http.problems import MEDIA, Problem
from readout.present.http.questions import QUESTIONS, Page, Question
from readout.present.http.writing import ACTIONS, Action

_REF = "#/components/schemas/{name}"
_REFUSALS = {
    400: "The request makes no sense; `problems` say why.",
    401: "A token is needed, or the one shown is not known.",
    403: "The token does not let you do this.",
    404: "There is no such thing.",
    405: "The method is not one of this address.",
    409: "There is one of this name already.",
    413: "The body is too large.",
    415: "The body is not JSON.",
    429: "Too many requests; Retry-After says when to ask again.",
    500: "Something went wrong here.",
    501: "An optional part of readout is not installed here.",
    503: "There is no store yet, it can't be read, or its articles are still being linked.",
}
_READING = (400, 401, 403, 404, 405, 429, 500, 503)
_WRITING = (400, 401, 403, 405, 409, 413, 415, 429, 500, 501, 503)
_REMOVING = (400, 401, 403, 404, 405, 413, 429, 500, 503)


@cache
def described(token: bool) -> dict[str, Any]:
    """The description of the API; with `token` it is one that answers nobody without."""
    types: list[Any] = [_answer(question) for question in QUESTIONS]
    types += [t for action in ACTIONS for t in (action.body, action.answers) if t]
    schemas, components = msgspec.json.schema_components([*types, Problem], ref_template=_REF)
    paths: dict[str, dict[str, Any]] = {}
    for question, schema in zip(QUESTIONS, schemas, strict=False):
        paths.setdefault(question.path, {})["get"] = _get(question, schema)
    rest = iter(schemas[len(QUESTIONS) :])
    for action in ACTIONS:
        made = _post(action, next(rest), next(rest)) if action.body else _delete(action)
        paths.setdefault(action.path, {})[action.method.lower()] = made
    for path, name in FEEDS.items():
        paths[path] = {"get": _file(f"Events as {exporter(name).about}.", {name}, True)}
    paths["/exports/{name}"] = {"get": _file("What articles report, in another format.", set(NAMES), False)}
    bearer: dict[str, Any] = {"type": "http", "scheme": "bearer", "description": "`readout token add NAME` makes one."}
    needed: list[dict[str, list[str]]] = [{"bearer": []}]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "readout",
            "version": version("readout-news"),
            "summary": "A sourced record of what news pages report.",
            "description": "Offsets are Unicode code points of an article's `text`. Answers bear entity tags.",
        },
        "servers": [{"url": "/api/v1"}],
        "security": needed if token else [*needed, {}],
        "paths": paths,
        "components": {"schemas": dict(components), "securitySchemes": {"bearer": bearer}},
    }


def _answer(question: Question) -> Any:
    row: Any = question.answers
    return Page[row] if question.paged else row


def parameters(asks: type[Plain]) -> list[dict[str, Any]]:
    """The parameters of an address that make a question."""
    schema = schema_of(asks)
    required = schema["required"]
    return [
        {"name": name, "in": "query", "required": name in required, "schema": _bare(inner)}
        for name, inner in schema["properties"].items()
    ]


def schema_of(asks: type[Plain]) -> dict[str, Any]:
    """The JSON Schema of a question, whole."""
    schema = msgspec.json.schema(asks)
    found: dict[str, Any] = schema["$defs"][asks.__name__]
    return found


def _bare(schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter's schema; one that may be left out is no null."""
    kinds = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    found = {name: value for name, value in schema.items() if name not in ("anyOf", "default")}
    if kinds:
        found |= kinds[0]
    if "enum" in found:
        found["enum"] = [one for one in found["enum"] if one is not None]
    if schema.get("default") is not None:
        found["default"] = schema["default"]
    return found


def _name(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1, **schema}}


def _get(question: Question, schema: dict[str, Any]) -> dict[str, Any]:
    asked = parameters(question.asks)
    if "{id}" in question.path:
        asked.insert(0, _name("id", {}))
    answers = _tagged(question.about, {"application/json": {"schema": schema}})
    if question.paged:
        answers["200"]["headers"]["Link"] = {
            "description": 'The address of the next rows (rel="next").',
            "schema": {"type": "string"},
        }
    if question.linked:
        answers["200"]["headers"]["Last-Modified"] = {
            "description": "The moment whose store is told of: what was written since is being linked.",
            "schema": {"type": "string"},
        }
    return {
        "operationId": question.path.strip("/").replace("/", "_").replace("{id}", "one"),
        "summary": question.about,
        "description": f"Takes a token of scope {question.scope}.",
        "tags": [question.tag],
        "parameters": asked,
        "responses": answers | _refusals(_READING),
    }


def _post(action: Action, body: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    said = {"description": action.about, "content": {"application/json": {"schema": answer}}}
    return {
        "operationId": "new_" + action.path.strip("/").replace("/", "_"),
        "summary": action.about,
        "description": f"Takes a token of scope {action.scope}.",
        "tags": [action.tag],
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": {"200": said, "201": said} | _refusals(_WRITING),
    }


def _delete(action: Action) -> dict[str, Any]:
    return {
        "operationId": "remove_" + action.tag,
        "summary": action.about,
        "description": f"Takes a token of scope {action.scope}.",
        "tags": [action.tag],
        "parameters": [_name("name", {})],
        "responses": {"204": {"description": "It is gone."}} | _refusals(_REMOVING),
    }


def _file(about: str, names: set[str], feed: bool) -> dict[str, Any]:
    asked = parameters(Export)
    if feed:
        what = "A token, for calendars and readers of feeds that can't send it in the header."
        asked.append({"name": "token", "in": "query", "description": what, "schema": {"type": "string"}})
    else:
        asked.insert(0, _name("name", {"enum": sorted(names)}))
    media = sorted({exporter(name).media.partition(";")[0] for name in names})
    return {
        "operationId": "export" if not feed else "feed_" + next(iter(names)),
        "summary": about,
        "tags": ["exports"],
        "parameters": asked,
        "responses": _tagged(about, {one: {} for one in media}) | _refusals((*_READING, 501)),
    }


def _tagged(about: str, content: dict[str, Any]) -> dict[str, Any]:
    tag = {"ETag": {"description": "Tells this answer from others.", "schema": {"type": "string"}}}
    return {
        "200": {"description": about, "headers": dict(tag), "content": content},
        "304": {"description": "What bears the tag of If-None-Match is still so.", "headers": tag},
    }


def _refusals(statuses: tuple[int, ...]) -> dict[str, Any]:
    content = {MEDIA: {"schema": {"$ref": _REF.format(name="Problem")}}}
    return {str(status): {"description": _REFUSALS[status], "content": content} for status in statuses}
