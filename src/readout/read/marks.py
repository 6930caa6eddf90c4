"""What the attributes of a page's elements mark them as, found in one pass over the page."""

from __future__ import annotations

from typing import NamedTuple

from lxml.html import HtmlElement

_LINKS = frozenset({"a", "link", "span"})


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
        name, get = tag.tag, tag.get
        label, prop, named = get("class"), get("itemprop"), get("id")
        if (label and ("caption" in label or "Caption" in label)) or name == "figcaption":
            captions.append(tag)
        if (
            (label and ("author" in label or "yline" in label or "Author" in label))
            or prop == "author"
            or (name in _LINKS and get("rel") == "author")
        ):
            bylines.append(tag)
        if (label and "readcrumb" in label) or (named and "readcrumb" in named):
            trails.append(tag)
        if prop is not None:
            items.append(tag)
    return found
