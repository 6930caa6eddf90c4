"""Data about its article that an HTML page carries: JSON-LD, microdata, Open Graph and other meta tags."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from lxml.html import HtmlElement

from readout.read.decode import clean

_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|LiveBlogPosting)$")
_PROPERTIES = frozenset(
    {"headline", "datePublished", "dateModified", "author", "publisher", "articleSection", "dateCreated"}
)


class Structured(NamedTuple):
    """A page's data: meta tags by name, the JSON-LD object of its article, microdata by property."""

    meta: dict[str, str]
    linked: dict[str, Any]
    micro: dict[str, list[str]]


def structured(tree: HtmlElement, items: Iterable[HtmlElement]) -> Structured:
    """The data of a page; `items` are its elements with `itemprop`."""
    meta = _meta(tree)
    return Structured(meta, _linked_article(tree, meta.get("og:url", "")), _microdata(items))


def words(value: Any) -> str:
    """A field's text with entities resolved and white space made single; empty for anything but text."""
    return clean(" ".join(html.unescape(value).split())) if isinstance(value, str) else ""


def listed(value: Any) -> list[Any]:
    """A value of JSON-LD as a list: one value stands for a list of one."""
    return value if isinstance(value, list) else [] if value is None else [value]


def name(value: Any) -> Any:
    """The name of a person or an organisation in JSON-LD."""
    value = value[0] if isinstance(value, list) and value else value
    return value.get("name") if isinstance(value, dict) else value


def _meta(tree: HtmlElement) -> dict[str, str]:
    """The content of each meta tag by its name in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        known = tag.get("property") or tag.get("name") or tag.get("itemprop")
        if known and (content := words(tag.get("content"))):
            found.setdefault(known.strip().lower(), content)
    return found


def _microdata(items: Iterable[HtmlElement]) -> dict[str, list[str]]:
    """The values of the properties of an article that elements of the page are marked with."""
    found: dict[str, list[str]] = {}
    for tag in items:
        for prop in _PROPERTIES.intersection(tag.get("itemprop", "").split()):
            inner = tag.find(".//*[@itemprop='name']") if tag.get("itemscope") is not None else None
            shown = tag if inner is None else inner
            value = shown.get("content") or shown.get("datetime") or shown.text_content()
            if (value := words(value)) and len(value) < 400:
                found.setdefault(prop, []).append(value)
    return found


def _linked_article(tree: HtmlElement, address: str) -> dict[str, Any]:
    """The JSON-LD object of the page's article, what it refers to by @id filled in."""
    objects = [
        o for script in tree.iter("script") if "ld+json" in (script.get("type") or "") for o in _objects(script.text)
    ]
    by_id = {o["@id"]: o for o in objects if isinstance(o.get("@id"), str) and len(o) > 1}
    articles = [o for o in objects if any(_ARTICLE.search(str(t)) for t in listed(o.get("@type")))]
    if not articles:
        return {}
    chosen = next(
        (a for a in articles if address and address in json.dumps(a.get("mainEntityOfPage") or a.get("url") or "")),
        articles[0],
    )

    def filled(value: Any) -> Any:
        if isinstance(value, list):
            return [filled(v) for v in value]
        return (
            by_id.get(value["@id"], value) if isinstance(value, dict) and isinstance(value.get("@id"), str) else value
        )

    return {key: filled(value) for key, value in chosen.items()}


def _objects(text: str | None) -> Iterator[dict[str, Any]]:
    try:
        data = json.loads((text or "").strip().removesuffix(";"), strict=False)
    except (ValueError, RecursionError):
        return
    for item in listed(data):
        if isinstance(item, dict):
            yield item
            for inner in (*listed(item.get("@graph")), *listed(item.get("mainEntity"))):
                if isinstance(inner, dict):
                    yield inner
