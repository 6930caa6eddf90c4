"""Markup that holds an article and nothing of a page around it, as feeds and mails carry: its pieces in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from readout.model import BlockKind
from readout.read.build import Piece
from readout.read.decode import clean
from readout.read.markup import tamed

_MARKUP = re.compile(
    r"<(?:p|br|div|ul|ol|li|h[1-6]|blockquote|table|a|img|b|i|strong|em|span|figure)\b[^<>]*/?>", re.IGNORECASE
)
_KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "list"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    "blockquote": "quote",
    "q": "quote",
}
_BLOCKS = frozenset(
    {*_KINDS, "p", "div", "section", "article", "header", "footer", "main", "aside", "ul", "ol", "dl", "table", "tbody",
     "thead", "tr", "td", "th", "pre", "figure", "hr", "address", "center", "body", "html", "fieldset"}
) - {"q"}  # fmt: skip
_UNSEEN = frozenset(
    {"script", "style", "noscript", "head", "template", "svg", "iframe", "select", "textarea", "object", "math",
     "audio", "video", "canvas", "form", "nav", "button", "title"}
)  # fmt: skip
_HIDDEN = re.compile(r"display:\s*none|visibility:\s*hidden|mso-hide:\s*all|max-height:\s*0", re.IGNORECASE)


def is_markup(text: str) -> bool:
    """Whether a text is markup: it has an element that articles are made of."""
    return bool(_MARKUP.search(text))


def fragment_pieces(markup: str) -> list[Piece]:
    """The blocks of a piece of markup with their words; of plain words, its paragraphs."""
    if not is_markup(markup):
        import html

        lines = html.unescape(markup).splitlines() if "&" in markup else markup.splitlines()
        return [("paragraph", words) for line in lines if (words := " ".join(clean(line).split()))]
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring((tamed(markup) or "").encode("utf-8", "replace"), parser=parser)
    except (LxmlError, AssertionError):
        return []
    return list(_pieces(tree))


def _pieces(tree: Any) -> Iterator[Piece]:
    """The pieces of a tree in its order; a block inside another one ends the piece before it."""
    from lxml.etree import iterwalk

    words: list[str] = []
    kinds: list[BlockKind] = ["paragraph"]

    def piece() -> Iterator[Piece]:
        text = clean(" ".join("".join(words).split()))
        words.clear()
        if text:
            yield kinds[-1], text

    walk = iterwalk(tree, events=("start", "end"))
    for event, tag in walk:
        name = tag.tag if isinstance(tag.tag, str) else ""
        block = name in _BLOCKS or (name == "br" and _is_break(tag))
        if block:
            yield from piece()
        if event == "start":
            if name in _KINDS and name in _BLOCKS:
                kinds.append(_KINDS[name] if kinds[-1] != "quote" else "quote")
            if name in _UNSEEN or _HIDDEN.search(tag.get("style") or ""):
                walk.skip_subtree()
            else:
                words.append(tag.text or "")
            if name == "br":
                words.append(" ")
        else:
            if name in _KINDS and name in _BLOCKS:
                kinds.pop()
            words.append(tag.tail or "")
    yield from piece()


def _is_break(tag: Any) -> bool:
    """Whether a line break is one of two in a row, as old pages and mails part their paragraphs."""
    following, before = tag.getnext(), tag.getprevious()
    after = following is not None and following.tag == "br" and not (tag.tail or "").strip()
    return after or (before is not None and before.tag == "br" and not (before.tail or "").strip())
