"""An HTML tree as lines and captions: what can be seen of it, in the order of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml.etree import XPath, iterwalk
from lxml.html import HtmlElement

from readout.model import Credit
from readout.read.boilerplate import boilerplate
from readout.read.credits import captioned, credit, only_credit
from readout.read.decode import clean

_UNSEEN = frozenset(
    {"script", "style", "noscript", "head", "template", "svg", "iframe", "select", "textarea", "object", "math"}
)
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "img", "ins", "kbd",
     "label", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
)  # fmt: skip
_HIDDEN = re.compile(r"display:\s*none|visibility:\s*hidden", re.IGNORECASE)
_NO_CAPTIONS = frozenset({"figure", "img", "body", "button", "a", "video"})
_ELSEWHERE = ("aside", "nav", "footer", "a")
_RELATED = re.compile(
    r"related|recirc|promo|teaser|sidebar|newsletter|most-?(?:read|popular)|recommend|trending|carousel-nav|more-from|breaking-news",
    re.IGNORECASE,
)
_MARKED = "[contains(@class,'redit') or contains(@class,'opyright') or contains(@class,'ttribution')]"
_CREDITS = XPath(
    f"descendant::*{_MARKED} | following-sibling::*[1]{_MARKED} | ancestor::figure[1]/descendant::*{_MARKED}"
)
_NUMBER = re.compile(r"^(?:image|photo|slide|picture)?\s?\d+\s?(?:of|/)\s?\d+\s", re.IGNORECASE)
_BUTTON = re.compile(r"(?:(?:(?<!\s)\s+)?(?:\.\.\.|…))?(?<!\s)\s+(?:less|more|show less|show more)\s*$", re.IGNORECASE)
# Captions that begin alike are one picture's.
SAME = 60
LINKED_SHARE = 0.9
LONGEST_CAPTION, SHORTEST_CAPTION, MOST_CAPTIONS = 90, 3, 40


def seen_text(tag: HtmlElement) -> str:
    """The words of an element, white space made single."""
    return " ".join(flatten(tag).split())


def flatten(tree: HtmlElement) -> str:
    """The text that a page shows, one line a block element."""
    parts: list[str] = []
    walk = iterwalk(tree, events=("start", "end"))
    for event, tag in walk:
        name = tag.tag if isinstance(tag.tag, str) else ""
        if event == "start":
            hidden = (
                not name or name in _UNSEEN or tag.get("hidden") is not None or _HIDDEN.search(tag.get("style") or "")
            )
            if hidden:
                walk.skip_subtree()
                continue
            if name not in _INLINE:
                parts.append("\n")
            if tag.text:
                parts.append(tag.text.replace("\n", " ").replace("\r", " "))
        else:
            if name not in _INLINE:
                parts.append("\n")
            if tag.tail and tag is not tree:
                parts.append(tag.tail.replace("\n", " ").replace("\r", " "))
    lines = (" ".join(line.split()) for line in clean("".join(parts)).split("\n"))
    return "\n".join(line for line in lines if line)


def captions(marked: Iterable[HtmlElement], headline: str) -> Iterator[tuple[str, str, Credit | None]]:
    """Each picture's caption, as (all its words, those of the caption, credit), in page order."""
    seen: list[str] = []
    used: set[HtmlElement] = set()
    for tag in islice(filter(_holds_caption, marked), MOST_CAPTIONS):
        whole = "" if any(up in used for up in tag.iterancestors()) else seen_text(tag)
        if not whole or len(whole.split()) > LONGEST_CAPTION or _is_elsewhere(tag):
            continue
        words, made = _parted(tag, _NUMBER.sub("", whole))
        words = words.removeprefix(headline).strip()
        start = words[:SAME]
        short = len(words.split())
        known = any(start in other for other in seen) if words else made is None
        if known or (not made and short < SHORTEST_CAPTION) or boilerplate(words, short):
            continue
        seen.append(words or whole)
        used.add(tag)
        yield whole, words, made


def _holds_caption(tag: HtmlElement) -> bool:
    """Whether an element that is marked as a caption is one, not all of a figure nor a part of a caption."""
    return tag.tag == "figcaption" or (
        tag.tag not in _NO_CAPTIONS and next(tag.iterancestors("figcaption"), None) is None
    )


def _parted(tag: HtmlElement, whole: str) -> tuple[str, Credit | None]:
    """A caption's words without the credit, and the credit: from an element marked as one, or the words."""
    words, made = whole, None
    for part in _CREDITS(tag)[:1]:
        stated = seen_text(part)
        made = credit(stated) or credit(f"Photo: {stated}")
        words = words.replace(stated, "").strip() if made else words
    read = captioned(words)
    words, made = (read.caption, read.credit or made) if read else (words, made or _beside(tag))
    once = _once(words)
    read = captioned(once) if once != words else None
    return (read.caption, read.credit or made) if read else (once, made)


def _beside(tag: HtmlElement) -> Credit | None:
    """The credit that is all else that the figure of a caption says."""
    figure = next(tag.iterancestors("figure"), None)
    stated = " ".join(seen_text(figure).replace(seen_text(tag), " ", 1).split()) if figure is not None else ""
    read = captioned(stated) if stated else None
    return read.credit if read and not read.caption else only_credit(stated) if stated else None


def _once(words: str) -> str:
    """The longer of two copies of a caption, one in full and one cut short, with a button after each."""
    again = words.find(words[:SAME], SAME)
    if again < 0:
        return words
    return max((_BUTTON.sub("", part).strip() for part in (words[:again], words[again:])), key=len)


def _is_elsewhere(tag: HtmlElement) -> bool:
    """Whether a caption is a link, or stands in a link, a menu or a list of other articles."""
    linked = sum(len(seen_text(link)) for link in tag.iter("a"))
    return linked >= LINKED_SHARE * len(seen_text(tag)) or any(
        up.tag in _ELSEWHERE or _RELATED.search(f"{up.get('class') or ''} {up.get('id') or ''}") is not None
        for up in tag.iterancestors()
        if up.tag != "body"
    )
