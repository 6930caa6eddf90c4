"""Feeds (RSS 0.9 to 2.0, RDF, Atom): each entry is an article, by its full text or else its summary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import name2codepoint
from typing import Any
from urllib.parse import urljoin

from readout.model import Article, Problem
from readout.read.assemble import Given, assembled
from readout.read.dates import published
from readout.read.decode import clean, decode
from readout.read.format import Format
from readout.read.fragment import fragment_pieces
from readout.read.names import people
from readout.read.stream import Source, Stream

_PROLOGUE = re.compile(rb"\s*(?:<\?.{0,2000}?\?>\s*|<!--.{0,4000}?-->\s*|<!DOCTYPE[^<>\[]{0,300}>\s*)*", re.DOTALL)
_ROOT = re.compile(rb"<(?:[\w-]+:)?(?:rss|feed|RDF)[\s>]")
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
# What may hold an entry's words, the fullest first; then what sums it up.
_FULL = ("encoded", "content", "body", "fulltext", "full-text")
_SUMMARY = ("description", "summary", "subtitle")
_DATES = ("pubdate", "published", "issued", "date", "created", "updated", "modified")
_AUTHORS = ("creator", "author", "contributor")
DEEPEST = 200
_TAG = re.compile(r"<(/?)[A-Za-z][^<>]*?(/?)>")


def _matches(head: bytes, name: str) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").replace(b"\0", b"").lstrip(b"\xff\xfe")
    prologue = _PROLOGUE.match(start)
    return bool(_ROOT.match(start, prologue.end() if prologue else 0))


def _read(stream: Stream, source: Source) -> Iterator[Article | Problem]:
    found = False
    for entry in entries(stream.page(), source):
        found = True
        yield entry if isinstance(entry, Problem) else article(entry, source)
    if not found:
        yield Problem(source.name, "no entries in this feed")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its number in the feed, the feed's own name, and its parts by their names in lower case."""

    number: int
    site: str | None
    link: str | None
    parts: dict[str, list[Any]]

    def words(self, *names: str) -> str | None:
        """The words of the first of these parts that has any."""
        found = (words for name in names for part in self.parts.get(name, ()) if (words := _words(part)))
        return next(found, None)


def entries(data: bytes, source: Source) -> Iterator[Entry | Problem]:
    """The entries of a feed in its order; a feed that is broken gives those before the break."""
    root = parse_xml(data)
    if root is None:
        yield Problem(source.name, "not a feed that can be read; fetch it again")
        return
    channel = next((tag for tag in root.iter() if _name(tag) in ("channel", "feed")), root)
    site = next((words for tag in channel if _name(tag) == "title" and (words := _words(tag))), None)
    home = next((words for tag in channel if _name(tag) == "link" and (words := tag.get("href") or _words(tag))), None)
    items = (tag for tag in root.iter() if _name(tag) in ("item", "entry"))
    for number, item in enumerate(items, 1):
        parts: dict[str, list[Any]] = {}
        for tag in item:
            parts.setdefault(_name(tag), []).append(tag)
        yield Entry(number, clean(site) if site else None, _link(parts, source.url or home), parts)


def parse_xml(data: bytes) -> Any | None:
    """The tree of some XML, mended where it can be; no entity, no outside file, no great depth is followed."""
    from lxml.etree import LxmlError, XMLParser, fromstring

    text = decode(data)
    if text is None:
        return None
    text = re.sub(r"<\?xml[^<>]{0,300}\?>|<!DOCTYPE[^<>\[]{0,300}>", "", text[:4096], count=2) + text[4096:]
    text = _ENTITY.sub(_character, text)
    if _depth(text) > DEEPEST:
        return None
    parser = XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
        remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    try:
        return fromstring(text.lstrip().encode("utf-8", "replace"), parser)
    except (LxmlError, ValueError):
        return None


def _character(entity: re.Match[str]) -> str:
    """A character that HTML has a name for and XML has not."""
    code = name2codepoint.get(entity[1]) if entity[1] not in _XML else None
    return chr(code) if code else entity[0]


def _depth(text: str) -> int:
    """How deep elements stand inside each other, at most."""
    depth = deepest = 0
    for tag in _TAG.finditer(text):
        if tag[1]:
            depth -= 1
        elif not tag[2]:
            depth += 1
            deepest = max(deepest, depth)
    return deepest


def _name(tag: Any) -> str:
    name = tag.tag if isinstance(tag.tag, str) else ""
    return name.rpartition("}")[2].rpartition(":")[2].lower()


def _words(tag: Any) -> str:
    return clean(" ".join("".join(tag.itertext()).split()))


def _link(parts: dict[str, list[Any]], base: str | None) -> str | None:
    """The address of an entry's page."""
    links = [tag for tag in parts.get("link", ()) if (tag.get("rel") or "alternate") == "alternate"]
    found: list[str] = [tag.get("href") or _words(tag) for tag in (*parts.get("origlink", ()), *links)]
    found += [
        _words(tag) for tag in parts.get("guid", ()) if (tag.get("ispermalink") or tag.get("isPermaLink")) != "false"
    ]
    found += [_words(tag) for tag in parts.get("id", ())]
    for address in found:
        try:
            whole = urljoin(base or "", address.strip())
        except ValueError:
            continue
        if whole.startswith(("http://", "https://")) and " " not in whole:
            return whole
    return None


def article(entry: Entry, source: Source) -> Article | Problem:
    """The article of an entry; a Problem for one without words."""
    full = max((_markup(tag) for name in _FULL for tag in entry.parts.get(name, ())), key=len, default="")
    short = max((_markup(tag) for name in _SUMMARY for tag in entry.parts.get(name, ())), key=len, default="")
    pieces = fragment_pieces(full if len(full) >= len(short) else short)
    where = source.line(entry.number)
    title = entry.words("title")
    if not pieces:
        return Problem(where.name, "an entry without text; its page may have one")
    day = next((d for name in _DATES if (words := entry.words(name)) and (d := published(words))), None)
    given = Given(
        headline=_plain(title) if title else None,
        authors=people(_authors(entry)),
        publisher=_publisher(entry),
        published=day,
        url=entry.link,
        key=entry.words("guid", "id"),
    )
    return assembled(pieces, given, where)


def _authors(entry: Entry) -> list[str]:
    """The names of an entry's authors: Atom's in an element of their own, RSS's after an address of mail."""
    found: list[str] = []
    for tag in (tag for name in _AUTHORS for tag in entry.parts.get(name, ())):
        name = next((_words(inner) for inner in tag if _name(inner) == "name"), None)
        words = name or _words(tag)
        mail = re.fullmatch(r"[^\s@]+@[^\s(]+\s*\((.+)\)", words)
        words = mail[1] if mail else words
        if words and "@" not in words:
            found.append(_plain(words))
    return list(dict.fromkeys(found))


def _publisher(entry: Entry) -> str | None:
    """The outlet: an entry's own source, else the feed's title up to the section that follows it."""
    for tag in entry.parts.get("source", ()):
        inner = next((_words(part) for part in tag if _name(part) == "title"), None)
        if words := inner or _words(tag):
            return _site(words)
    return _site(entry.site) if entry.site else None


def _site(title: str) -> str:
    parts = re.split(r"(?<!\s)\s+(?:[|–—»:·•>]|-{1,2})\s+", _plain(title))
    return parts[0] or title


def _plain(words: str) -> str:
    """Words that may be markup without it."""
    if "<" in words or "&" in words:
        return " ".join(words for _, words in fragment_pieces(words)) or words
    return words


def _markup(tag: Any) -> str:
    """The markup that a part holds: escaped, as a CDATA section, or as elements of its own."""
    if len(tag):
        from lxml.etree import tostring

        inner = "".join(tostring(part, encoding="unicode") for part in tag)
        return clean(re.sub(r"(</?)[\w-]+:", r"\1", (tag.text or "") + inner))
    words = clean(tag.text or "")
    if (tag.get("type") or "html") == "text" and "<" in words:
        import html

        return html.escape(words, quote=False)
    return words


FORMAT = Format("feed", _matches, _read, binary=True)
