"""HTML pages: the article by trafilatura, what the page says of it by its metadata, captions by its figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from readout.model import Article, Image, Problem
from readout.read import text as lines_of_text
from readout.read.build import Piece, article_id, body_text, joined
from readout.read.credits import caption_date
from readout.read.decode import decode
from readout.read.format import Format
from readout.read.markup import MOST_TAGS, tamed
from readout.read.names import without_outlet
from readout.read.notices import notices
from readout.read.outlets import outlet
from readout.read.stream import Source, Stream

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|meta|title)\b", re.IGNORECASE)
FEW_WORDS = 40
# So many lines under and right above a headline may hold a label such as "Opinion".
BESIDE = 5


def _matches(head: bytes, name: str) -> bool:
    start = head.replace(b"\0", b"")[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return bool(_HTML.search(start)) and (
        start.startswith(b"<") or name.lower().removesuffix(".gz").endswith((".html", ".htm", ".xhtml"))
    )


def _read(stream: Stream, source: Source) -> Iterator[Article | Problem]:
    text = decode(stream.page())
    if text and (text := tamed(text)) is None:
        yield Problem(source.name, f"more than {MOST_TAGS} tags, as no page of news has; save the article alone")
        return
    tree = parse(text) if text else None
    if tree is None:
        yield Problem(source.name, "not a text in any known encoding; name a page")
        return
    yield article(tree, source)


def parse(text: str) -> HtmlElement | None:
    """The tree of a page; None for one without an element."""
    from lxml.etree import ElementDefaultClassLookup, HTMLParser, XMLSyntaxError, fromstring
    from lxml.html import HtmlElement

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    # All elements are of one class: lxml.html's own parser asks Python for the class of each.
    parser.set_element_class_lookup(ElementDefaultClassLookup(element=HtmlElement))
    try:
        return fromstring(text.encode(), parser)
    except XMLSyntaxError:
        return None


def article(tree: HtmlElement, source: Source) -> Article:
    """The article of a page; where trafilatura finds next to none, that of the page's lines."""
    from readout.read.blocks import size, walk
    from readout.read.body import read_body
    from readout.read.marks import marks
    from readout.read.metadata import find_headline, read_metadata
    from readout.read.structured import structured
    from readout.read.tree import captions

    marked = marks(tree)
    data = structured(tree, marked.items)
    headline = find_headline(tree, data)
    figures = list(captions(marked.captions, headline or ""))
    page = walk(tree)
    lines = "\n".join(chunk.text for chunk in page.chunks)
    beside = lines_of_text.beside(lines, headline)
    meta = read_metadata(tree, marked, data, source.url, headline, beside)
    pieces, dropped = read_body(page, headline, {whole for whole, _, _ in figures}, meta.authors)
    if sum(map(size, (words for _, words in pieces))) < FEW_WORDS:
        flat = lines_of_text.article(lines, source)
        pieces = [(b.kind, flat.text[b.start : b.end]) for b in flat.blocks if b.kind not in ("headline", "caption")]
        dropped = list(flat.dropped)
    head: list[Piece] = [("headline", headline)] if headline else []
    words, blocks = joined([*head, *(("caption", caption) for _, caption, _ in figures), *pieces])
    published = meta.published or beside.published
    publisher = meta.publisher or outlet(dropped)
    notes = [d.text for d in dropped if d.why == "disclosure"]
    disclosures = tuple(dict.fromkeys([*notes, *beside.disclosures]))
    authors = meta.authors or without_outlet(beside.authors, publisher or "")
    return Article(
        id=article_id(meta.url, source.file, headline, published, words),
        source=source.name,
        text=words,
        url=meta.url,
        publisher=publisher,
        headline=headline,
        authors=authors,
        published=published,
        language="en",
        read_time_minutes=beside.read_time,
        word_count=len(body_text(words, blocks).split()),
        blocks=blocks,
        images=tuple(Image(c or None, caption_date(c, published), made) for _, c, made in figures),
        disclosures=disclosures,
        dropped=tuple(dropped),
        updated=meta.updated,
        section=meta.section,
        disagreements=meta.disagreements,
        notices=notices(disclosures, meta.section, headline, authors, beside.near[-BESIDE:]),
    )


FORMAT = Format("HTML", _matches, _read)
