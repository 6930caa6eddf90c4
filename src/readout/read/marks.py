"""What the attributes of a page's elements mark them as, found in one pass over the page."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml.html import HtmlElement

_MARKED = re.compile(r"(?P<caption>[cC]aption)|(?P<byline>[bB]yline|[aA]uthor)|(?P<trail>readcrumb)")

_LINKS = frozenset({"a", "link", "span"})
_NONE: frozenset[str | None] = frozenset()


class Marks(NamedTuple):
    """A page's elements in its order: all, and those marked as captions, bylines, breadcrumbs, and with `itemprop`."""

    all: list[HtmlElement]
    captions: list[HtmlElement]
    bylines: list[HtmlElement]
    trails: list[HtmlElement]
    items: list[HtmlElement]


def marks(tree: HtmlElement) -> Marks:
    """The marked elements of a page; lxml makes each element's object anew on every walk unless all are kept."""
    found = Marks(list(tree.iter()), [], [], [], [])
    captions, bylines, trails, items = found[1:]
    for tag in found.all:
        name, label, prop = tag.tag, tag.get("class"), tag.get("itemprop")
        # One label may mark several things.
        marked = {match.lastgroup for match in _MARKED.finditer(label)} if label and _MARKED.search(label) else _NONE
        if name == "figcaption" or (marked and "caption" in marked):
            captions.append(tag)
        if (marked and "byline" in marked) or prop == "author" or (name in _LINKS and tag.get("rel") == "author"):
            bylines.append(tag)
        if (marked and "trail" in marked) or ((named := tag.get("id")) and "readcrumb" in named):
            trails.append(tag)
        if prop is not None:
            items.append(tag)
    return found
