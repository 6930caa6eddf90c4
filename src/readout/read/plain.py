"""The body of a page that says plainly where it is: its prose stands as paragraphs in one element, little beside it."""

from __future__ import annotations

import re
from collections import defaultdict

from lxml.html import HtmlElement

from readout.model import BlockKind
from readout.read.blocks import Page, Weighed, size
from readout.read.build import Piece

_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_LISTS = frozenset({"ul", "ol"})
_PICTURES = frozenset({"figure", "figcaption", "picture"})
# What an element between paragraphs may be named that is none of them.
_OTHER = re.compile(
    r"byline|author|tags?\b|meta\b|timestamp|date\b|disclaimer|copyright|\bads?\b|advert|attribution", re.IGNORECASE
)
_PICTURED = re.compile(r"caption|gallery|slideshow|(?:image|photo|picture|media)[-_]*(?:credit|source)", re.IGNORECASE)
# The words of prose that make a body, how much of the page's prose they are, and what of them may be lost or put
# aside by name.
ENOUGH, SHARE, LOST, ASIDE = 100, 0.88, 0.015, 0.08
# Blocks of so few words that stand elsewhere in the element are buttons and labels; more of one that is a link is one.
LABEL, LINKED = 3, 0.8


def plain_body(page: Page, weighed: Weighed) -> list[Piece] | None:
    """The pieces of the body; None where anything leaves it in doubt, so that the whole page must be looked at."""
    container, prose = _container(page, weighed)
    if prose < ENOUGH or not _is_under(page, container, weighed.holder):
        return None
    aside = ~weighed.common & ~page.places[container].mask
    found: list[Piece] = []
    # The words between the first and the last piece that are none, and those that are put aside for their names.
    lost = inner = put_aside = 0.0
    paths: dict[int, list[HtmlElement] | None] = {}
    for chunk, own in zip(page.chunks, weighed.weights, strict=True):
        if chunk.place not in paths:
            paths[chunk.place] = _path(page, chunk.place, container)
        path = paths[chunk.place]
        if path is None or chunk.linked > LINKED * len(chunk.text):
            continue
        names = _names(path)
        if _is_picture(path, names) or (path and path[0].tag == "h1"):
            continue
        words = size(chunk.text)
        if page.places[chunk.place].mask & aside:
            put_aside += words
        elif own <= 0 and _OTHER.search(names):
            continue
        elif (kind := _kind([tag.tag for tag in path])) is not None:
            found.append((kind, chunk.text))
            inner = lost
        elif own > 0 or (found and words > LABEL):
            lost += words
            inner += words if own > 0 else 0.0
    return found if inner <= LOST * prose and put_aside <= ASIDE * prose else None


def _container(page: Page, weighed: Weighed) -> tuple[int, float]:
    """The number of the element whose paragraphs hold most prose, and how much; none where much stands elsewhere."""
    sums: defaultdict[int, float] = defaultdict(float)
    total = 0.0
    for chunk, own in zip(page.chunks, weighed.weights, strict=True):
        place = page.places[chunk.place]
        if own <= 0 or place.mask & ~weighed.common or _is_head(place.tag):
            continue
        total += own
        up = page.places[place.parent] if place.parent >= 0 else place
        if place.tag.tag == "p" and up.tag.tag != "blockquote":
            sums[place.parent] += own
        elif up.tag.tag in _LISTS or up.tag.tag == "blockquote":
            sums[up.parent] += own
    best = max(sums, key=sums.__getitem__, default=0)
    return best, sums[best] if sums[best] >= SHARE * total else 0.0


def _is_head(tag: HtmlElement) -> bool:
    """Whether prose that stands in an element is a headline's or a picture's, not the body's."""
    return tag.tag in ("h1", "figcaption") or _PICTURED.search(tag.get("class") or "") is not None


def _is_under(page: Page, number: int, holder: HtmlElement) -> bool:
    while number >= 0:
        if page.places[number].tag is holder:
            return True
        number = page.places[number].parent
    return False


def _path(page: Page, number: int, container: int) -> list[HtmlElement] | None:
    """The elements from a place up to the container, without that; None for a place outside it."""
    path: list[HtmlElement] = []
    while number > container:
        path.append(page.places[number].tag)
        number = page.places[number].parent
    return path if number == container else None


def _kind(path: list[str]) -> BlockKind | None:
    """What a block is by the elements from its own up to the container's child; None for what is no plain body."""
    match path:
        case ["p"]:
            return "paragraph"
        case [*_, head] if head in _HEADINGS:
            return "heading"
        case ["blockquote", *_] | ["p", "blockquote", *_]:
            return "quote"
        case ["li", many] | ["p", "li", many] if many in _LISTS:
            return "list"
    return None


def _names(path: list[HtmlElement]) -> str:
    """The classes and ids of the elements of a path."""
    return " ".join(name for tag in path for key in ("class", "id") if (name := tag.get(key)))


def _is_picture(path: list[HtmlElement], names: str) -> bool:
    """Whether a block is what a picture says, not a quotation or a table that is set as a figure."""
    tags = {tag.tag for tag in path}
    return _PICTURED.search(names) is not None or (
        not tags.isdisjoint(_PICTURES) and tags.isdisjoint(("blockquote", "td", "th"))
    )
