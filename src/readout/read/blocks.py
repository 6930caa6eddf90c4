"""The text that a page shows as blocks, each with the element it stands in, and the one that holds the article."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from readout.read.decode import clean

UNSEEN = frozenset(
    {"script", "style", "noscript", "head", "template", "svg", "iframe", "select", "textarea", "object", "math",
     "audio", "video", "canvas", "datalist", "dialog"}
)  # fmt: skip
INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "img", "ins",
     "kbd", "label", "mark", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
     "wbr"}
)  # fmt: skip
_HIDDEN = re.compile(r"display:\s*none|visibility:\s*hidden", re.IGNORECASE)
# What the class, id and role of an element say that no article stands inside it.
_ASIDE = {
    "navigation": r"nav|menu|breadcrumb|pagination|pager|sitemap|toolbar|skip|tabs?\b",
    "footer": r"foot(?!\w*note)|copyright|legal|disclaimer|colophon",
    "comments": r"comment|disqus|respond|reply|discussion|livefyre|spot-?im",
    "related": r"related|recirc|recommend|popular|trending|most-?(?:read|viewed|shared)|read-?(?:more|next|also)|more-?"
    r"(?:from|on|stories|news|articles)|up-?next|also-?like|suggest|see-?also|teaser|promo|card|latest|outbrain|taboola",
    "sharing": r"share|sharing|social|follow|facebook|twitter|addthis|sharedaddy",
    "subscription": r"subscri|newsletter|sign-?up|opt-?in|paywall|regwall|login|log-?in|account|donat|membership",
    "player": r"video|player|audio|playlist|podcast",
    "box": r"modal|pop-?up|overlay|cookie|consent|gdpr|tooltip|dropdown|hidden|sr-only|screen-reader|visually",
}
_BIT = {name: 1 << i for i, name in enumerate(_ASIDE)}
_NAMES = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _ASIDE.items()))
_TAG_BIT = {tag: 1 << (len(_ASIDE) + i) for i, tag in enumerate(("aside", "nav", "footer", "form", "button"))}
BITS = len(_ASIDE) + len(_TAG_BIT)
_CASE = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ENDED = re.compile(r"[.!?…。！？][\"'”’)\]»]{0,3}$")
# Sizes are words, or six letters where words are not set apart. Prose has so many, fewer links, and an end or more.
LETTERS, PROSE, LINKED, LONG, MOST = 6, 9, 0.6, 35, 80
# What a block that is no prose takes from the sum of what holds it, and a link as long as a block beside that.
LOSS, LINK_LOSS = 3.0, 6.0
# A name that so much of the page's prose stands under says nothing.
COMMON = 0.6
MOST_DEEP = 400


@dataclass(slots=True)
class Place:
    """An element that holds blocks: its parent's number, and the bits of what it and all around it are named."""

    parent: int
    tag: HtmlElement
    mask: int
    depth: int


@dataclass(slots=True)
class Chunk:
    """A run of text that the page sets apart; `place` is the number of the element that holds it."""

    text: str
    linked: int
    place: int


@dataclass(slots=True)
class Page:
    """A page's blocks in their order, and the elements that hold them."""

    chunks: list[Chunk] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)


@lru_cache(maxsize=1 << 15)
def named(word: str) -> int:
    """The bits of what one of the names in an element's class, id and role says."""
    mask = 0
    for match in _NAMES.finditer(_CASE.sub("-", word).lower()):
        mask |= _BIT[match.lastgroup or ""]
    return mask


def walk(tree: HtmlElement) -> Page:
    """The blocks of what a page shows; a body that is hidden until its scripts have run is shown."""
    page = Page()
    body = tree.find("body")
    root = tree if body is None else body
    page.places.append(Place(-1, root, 0, 0))
    text: list[str] = []
    linked = 0

    def flush(place: int) -> None:
        nonlocal linked
        if words := " ".join("".join(text).split()):
            page.chunks.append(Chunk(clean(words), linked, place))
        text.clear()
        linked = 0

    # Of each open element: the number of its place, whether it stands in a link.
    states: list[tuple[int, bool]] = [(0, False)]
    walker = iterwalk(root, events=("start", "end"))
    skipped = False
    for event, tag in walker:
        name = tag.tag
        if event == "start":
            if name in UNSEEN or (_is_unseen(tag) and tag is not root):
                walker.skip_subtree()
                skipped = True
                continue
            place, link = states[-1]
            if name in INLINE:
                link = link or name == "a"
            else:
                if text:
                    flush(place)
                place = _placed(page, tag, place)
            states.append((place, link))
            words = tag.text
        else:
            if skipped:  # only the end of what was skipped comes
                skipped = False
            else:
                place, _ = states.pop()
                if text and name not in INLINE:
                    flush(place)
            words = tag.tail if tag is not root else None
            link = states[-1][1]
        if words:
            text.append(words)
            if link:
                linked += len(words)
    return page


def _placed(page: Page, tag: HtmlElement, place: int) -> int:
    """The number of an element's own place; of the one around it for those that hold no blocks or lie too deep."""
    places = page.places
    up = places[place]
    name = tag.tag
    if name == "br" or up.depth >= MOST_DEEP or tag is up.tag:
        return place
    mask = up.mask | _TAG_BIT[name] if name in _TAG_BIT else up.mask
    get = tag.get
    for given in (get("class"), get("id"), get("role")):
        if given:
            for word in given.split():
                mask |= named(word)
    places.append(Place(place, tag, mask, up.depth + 1))
    return len(places) - 1


def _is_unseen(tag: HtmlElement) -> bool:
    style = tag.get("style")
    return tag.get("hidden") is not None or (style is not None and _HIDDEN.search(style) is not None)


def size(text: str) -> float:
    """The number of words, or what the letters would make where words are not set apart."""
    words = text.count(" ") + 1.0
    return max(words, len(text) / LETTERS) if len(text) > PROSE * LETTERS else words


def weight(chunk: Chunk) -> float:
    """How much a block speaks for an article where it stands: the words of prose; less than nothing for others."""
    words = size(chunk.text)
    linked = min(1.0, chunk.linked / len(chunk.text))
    prose = words >= PROSE and linked < LINKED and (words >= LONG or _ENDED.search(chunk.text[-5:]) is not None)
    return min(words, MOST) * (1 - linked) if prose else -(LOSS + LINK_LOSS * linked)


@dataclass(slots=True)
class Weighed:
    """What a page's blocks weigh, the bits of the names that say nothing on it, and the element of the article."""

    weights: list[float]
    common: int
    holder: HtmlElement


def weighed(page: Page) -> Weighed:
    """Where the article is: the element whose blocks' weights have the greatest sum, or what is round it."""
    places = page.places
    weights = [weight(chunk) for chunk in page.chunks]
    common = _common(page, weights)
    sums = [0.0] * len(places)
    for chunk, own in zip(page.chunks, weights, strict=True):
        aside = own > 0 and places[chunk.place].mask & ~common
        sums[chunk.place] += -LOSS if aside else own
    for number in range(len(places) - 1, 0, -1):
        sums[places[number].parent] += sums[number]
    best = max(range(len(places)), key=sums.__getitem__)
    return Weighed(weights, common, places[max(0, places[best].parent)].tag)


def _common(page: Page, weights: list[float]) -> int:
    """The bits of the names that most of the page's prose stands under."""
    under: Counter[int] = Counter()
    for chunk, own in zip(page.chunks, weights, strict=True):
        under[page.places[chunk.place].mask] += int(max(own, 0.0))
    enough = COMMON * under.total()
    return sum(1 << i for i in range(BITS) if sum(n for mask, n in under.items() if mask >> i & 1) > enough)
