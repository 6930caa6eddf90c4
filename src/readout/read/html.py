"""HTML pages: the article by trafilatura, what the page says of it by its metadata, captions by its figures."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from readout.model import Article, BlockKind, Dropped, Image, Problem
from readout.read import text as lines_of_text
from readout.read.build import Piece, article_id, body_text, joined
from readout.read.credits import caption_date
from readout.read.decode import clean, decode
from readout.read.format import Format
from readout.read.line import is_ended, look_at
from readout.read.names import without_outlet
from readout.read.outlets import outlet
from readout.read.stream import Source, Stream

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|meta|title)\b", re.IGNORECASE)
_KINDS: dict[str, BlockKind] = {"head": "heading", "quote": "quote", "item": "list", "row": "list"}
FEW_WORDS = 40
LONGEST_LABEL, LONGEST_LINK = 6, 25


def _matches(head: bytes, name: str) -> bool:
    start = head.replace(b"\0", b"")[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return bool(_HTML.search(start)) and (
        start.startswith(b"<") or name.lower().removesuffix(".gz").endswith((".html", ".htm", ".xhtml"))
    )


def _read(stream: Stream, source: Source) -> Iterator[Article | Problem]:
    text = decode(stream.page())
    tree = parse(text) if text else None
    if tree is None:
        yield Problem(source.name, "not a text in any known encoding; name a page")
        return
    yield article(tree, source)


def parse(text: str) -> HtmlElement | None:
    """The tree of a page; None for one without an element."""
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, document_fromstring

    try:
        return document_fromstring(
            text.encode(), parser=HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        )
    except ParserError:
        return None


def article(tree: HtmlElement, source: Source) -> Article:
    """The article of a page; where trafilatura finds next to none, that of the page's lines."""
    from readout.read.metadata import read_metadata
    from readout.read.tree import captions, flatten

    meta = read_metadata(tree, source.url)
    figures = list(captions(tree, meta.headline or ""))
    lines = flatten(tree)
    beside = lines_of_text.beside(lines, meta.headline)
    pieces, dropped = _body(tree, meta.headline, {whole for whole, _, _ in figures}, meta.authors)
    if sum(len(words.split()) for _, words in pieces) < FEW_WORDS:
        page = lines_of_text.article(lines, source)
        pieces = [(b.kind, page.text[b.start : b.end]) for b in page.blocks if b.kind not in ("headline", "caption")]
        dropped = list(page.dropped)
    head: list[Piece] = [("headline", meta.headline)] if meta.headline else []
    words, blocks = joined([*head, *(("caption", caption) for _, caption, _ in figures), *pieces])
    published = meta.published or beside.published
    publisher = meta.publisher or outlet(dropped)
    notes = [d.text for d in dropped if d.why == "disclosure"]
    return Article(
        id=article_id(meta.url, source.file, meta.headline, published, words),
        source=source.name,
        text=words,
        url=meta.url,
        publisher=publisher,
        headline=meta.headline,
        authors=meta.authors or without_outlet(beside.authors, publisher or ""),
        published=published,
        language="en",
        read_time_minutes=beside.read_time,
        word_count=len(body_text(words, blocks).split()),
        blocks=blocks,
        images=tuple(Image(c or None, caption_date(c, published), made) for _, c, made in figures),
        disclosures=tuple(dict.fromkeys([*notes, *beside.disclosures])),
        dropped=tuple(dropped),
    )


def _body(
    tree: HtmlElement, headline: str | None, captions: set[str], authors: tuple[str, ...]
) -> tuple[list[Piece], list[Dropped]]:
    """The body's pieces, and what of trafilatura's text is no part of it."""
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    found: Any = bare_extraction(tree, favor_precision=True, fast=True, include_comments=False)
    pieces: list[Piece] = []
    dropped: list[Dropped] = []
    seen: set[str] = {headline or ""}
    links: str | None = None
    for kind, words in _pieces(found.body) if found is not None else ():
        why = _foreign(words, kind, seen, captions, authors) or (links if _is_link(words, kind) else None)
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


def _tailing(kind: BlockKind, words: str) -> str | None:
    """Why the last piece of a body is none of it: a heading of nothing, or a note on the author."""
    line = look_at(words, 0, len(words))
    return "heading of nothing" if kind == "heading" else line.why if line.late else None


def _is_link(words: str, kind: BlockKind) -> bool:
    """Whether words may be a link to another article, where a label of such links stands before them."""
    return kind in ("paragraph", "list") and not is_ended(words) and words.count(" ") < LONGEST_LINK


def _foreign(words: str, kind: BlockKind, seen: set[str], captions: set[str], authors: tuple[str, ...]) -> str | None:
    """Why a piece of the body is none of it."""
    if words in captions:
        return "picture caption"
    if words in seen and (kind == "heading" or (kind == "paragraph" and words.count(" ") > 7)):
        return "repeated"
    line = look_at(words, 0, len(words))
    if line.caption and line.caption.sure and not line.caption.caption:
        return "picture credit"
    if line.why and not line.late:
        return line.why
    if words in authors or (line.byline and line.byline.opened and not line.prose):
        return "byline"
    return "date" if line.dated else None


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


FORMAT = Format("HTML", _matches, _read)
