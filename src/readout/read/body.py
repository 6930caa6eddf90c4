"""The body of an HTML page: plain paragraphs, or what trafilatura finds in the element that holds the article."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from readout.model import BlockKind, Dropped
from readout.read.blocks import UNSEEN, Page, weighed
from readout.read.build import Piece
from readout.read.decode import clean
from readout.read.line import is_ended, known_line
from readout.read.plain import plain_body

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_KINDS: dict[str, BlockKind] = {"head": "heading", "quote": "quote", "item": "list", "row": "list"}
LONGEST_LABEL, LONGEST_LINK = 6, 25
SHORTEST_TWICE, MOST_TWICE, HEAD = 7, 3, 3


def read_body(
    page: Page, headline: str | None, captions: set[str], authors: tuple[str, ...]
) -> tuple[list[Piece], list[Dropped]]:
    """The body's pieces, and what of trafilatura's text is no part of it; the page's tree is used up."""
    scales = weighed(page)
    read = plain_body(page, scales)
    if read is None:
        read = _extracted(scales.holder)
    twice = _twice(read)
    pieces: list[Piece] = []
    dropped: list[Dropped] = []
    seen: set[str] = set()
    links: str | None = None
    for kind, words in read:
        why = "repeated" if words == headline or (words in seen and words in twice) else None
        why = why or _foreign(words, captions, authors, seen) or (links if _is_link(words, kind) else None)
        if why:
            dropped.append(Dropped(words, why))
            links = why if why == "related link" and 1 <= words.count(" ") < LONGEST_LABEL else links
        else:
            pieces.append((kind, words))
            links = None
        seen.add(words)
    while pieces and (why := _tailing(*pieces[-1])):
        dropped.append(Dropped(pieces.pop()[1], why))
    return pieces, dropped


def _extracted(holder: HtmlElement) -> list[Piece]:
    """The pieces that trafilatura finds in the element that holds the article; its tree is used up."""
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    found: Any = bare_extraction(_alone(holder), favor_precision=True, fast=True, include_comments=False)
    return list(_pieces(found.body)) if found is not None else []


def _twice(read: list[Piece]) -> frozenset[str]:
    """Paragraphs that a page shows twice, as summaries do; what it repeats more often is part of its text."""
    counted = Counter(words for kind, words in read if kind == "paragraph" and words.count(" ") > SHORTEST_TWICE)
    again = [words for words, times in counted.items() if times == 2]
    return frozenset(again) if len(again) <= MOST_TWICE else frozenset()


def _alone(tag: HtmlElement) -> HtmlElement:
    """An element as a page of its own, without what cannot be seen: trafilatura walks its page many times."""
    from lxml.html import Element

    for unseen in list(tag.iter(*UNSEEN)):
        unseen.drop_tree()
    if tag.tag in ("html", "body"):
        return tag
    tag.tail = None
    whole, body = Element("html"), Element("body")
    whole.append(body)
    body.append(tag)
    return whole


def _tailing(kind: BlockKind, words: str) -> str | None:
    """Why the last piece of a body is none of it: a heading of nothing, or a note on the author."""
    line = known_line(words)
    return "heading of nothing" if kind == "heading" else line.why if line.late else None


def _is_link(words: str, kind: BlockKind) -> bool:
    """Whether words may be a link to another article, where a label of such links stands before them."""
    return kind in ("paragraph", "list") and not is_ended(words) and words.count(" ") < LONGEST_LINK


def _foreign(words: str, captions: set[str], authors: tuple[str, ...], before: set[str]) -> str | None:
    """Why a piece of the body is none of it, of which `before` came before."""
    if words in captions:
        return "picture caption"
    line = known_line(words)
    if line.caption and line.caption.sure and not line.caption.caption:
        return "picture credit"
    if line.why and not line.late:
        return line.why
    if words in authors or (line.byline and line.byline.opened and not line.prose):
        return "byline"
    # A time of day that stands alone inside a text heads what happened then.
    return "date" if line.dated and (line.dates or len(before) < HEAD) else None


def _pieces(body: Any) -> Iterator[Piece]:
    """The blocks of trafilatura's tree: paragraphs, headings, items of lists, rows of tables, quotes."""
    for tag in body:
        if tag.tag == "list":
            yield from ((("list"), words) for item in tag.iter("item") if (words := _own_words(item)))
        elif tag.tag == "table":
            yield from (
                ("list", words) for row in tag.iter("row") if (words := " ".join(filter(None, map(_words, row))))
            )
        else:
            kind = _KINDS.get(tag.tag, "paragraph")
            for words in _lines(tag):
                yield kind, words
        if tag.tail and (words := " ".join(tag.tail.split())):
            yield "paragraph", words


def _words(tag: Any) -> str:
    return clean(" ".join("".join(tag.itertext()).split()))


def _own_words(item: Any) -> str:
    """An item's words without those of a list inside it."""
    inner = {id(part) for sub in item.iter("list") for part in sub.iter()}
    text = [item.text or ""]
    for part in item.iterdescendants():
        if id(part) not in inner:
            text += [part.text or "", part.tail or ""]
    return clean(" ".join("".join(text).split()))


def _lines(tag: Any) -> Iterator[str]:
    """An element's words, one line for each that a line break or an inner block sets apart."""
    parts = [tag.text or ""]
    for part in tag.iterdescendants():
        parts += ["\n" if part.tag in ("lb", "p", "item", "row", "head") else "", part.text or ""]
        parts += [part.tail or ""]
    for line in "".join(parts).split("\n"):
        if words := clean(" ".join(line.split())):
            yield words
