"""Addresses of pages out of feeds, site maps, lists of feeds and the section pages of sites."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from readout.fetch.client import Answer, normal
from readout.fetch.errors import FetchError
from readout.model import Article, Problem, ReadoutError
from readout.read import feed, html
from readout.read.decode import clean, decode
from readout.read.opening import as_declared
from readout.read.stream import Source

MOST = 1000
# A link of a section page leads to an article when its words are a headline's and its path is no section's.
_FEWEST_WORDS = 4
_SLUG = re.compile(r"(?<![^\W_])(?:[^\W_]+[-_]){3,}[^\W_]+|\d{5,}|/(?:19|20)\d\d/\d{1,2}/")


@dataclass(frozen=True, slots=True)
class Found:
    """An address of a page, and what its feed has of it."""

    url: str
    entry: Article | None = None


def addresses(text: str, where: str) -> list[str]:
    """The addresses of a list: one a line (# begins a remark), or OPML as feed readers write it.

    Raises ReadoutError for a line that is no address, or where there is none at all.
    """
    if text.lstrip().startswith("<"):
        root = feed.parse_xml(text.encode())
        given = [tag.get("xmlUrl") or "" for tag in root.iter("outline")] if root is not None else []
        found = [url for url in given if url.startswith(("http://", "https://"))]
    else:
        found = []
        for number, line in enumerate(text.splitlines(), 1):
            line = re.split(r"(?:^|\s)#", line, maxsplit=1)[0].strip()
            if not line:
                continue
            try:
                found.append(normal(line))
            except FetchError as error:
                raise ReadoutError(f"{where}:{number}", error.what) from error
    if not found:
        raise ReadoutError(where, "no addresses in it", "write one a line, or name an OPML file")
    return list(dict.fromkeys(found))


def found_in(answer: Answer, name: str) -> Iterator[Found]:
    """The pages that a feed, a site map or a section page leads to, at most MOST, each once."""
    data = as_declared(answer.data, answer.fields.get("content-type"))
    source = Source(name, None, answer.url)
    seen: set[str] = set()
    for one in _all(data, source):
        try:
            url = normal(one.url)
        except FetchError:
            continue
        if url not in seen and len(seen) < MOST:
            seen.add(url)
            yield Found(url, one.entry)


def _all(data: bytes, source: Source) -> Iterator[Found]:
    if feed.FORMAT.matches(data[:16_384], source.name):
        yield from _entries(data, source)
    elif data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"{", b"[")):
        yield from _items(data, source)
    elif b"<urlset" in data[:4096] or b"<sitemapindex" in data[:4096]:
        root = feed.parse_xml(data)
        for tag in root.iter() if root is not None else ():
            if isinstance(tag.tag, str) and tag.tag.rpartition("}")[2] == "loc" and tag.text:
                yield Found(tag.text.strip())
    else:
        yield from _links(data, source.url or "")


def _entries(data: bytes, source: Source) -> Iterator[Found]:
    for entry in feed.entries(data, source):
        if isinstance(entry, Problem) or not entry.link:
            continue
        made = feed.article(entry, source)
        yield Found(entry.link, made if isinstance(made, Article) else None)


def _items(data: bytes, source: Source) -> Iterator[Found]:
    from readout.read.row import articles

    try:
        value: Any = json.loads(data)
    except (ValueError, RecursionError):
        return
    for made in articles(value, source):
        if isinstance(made, Article) and made.url:
            yield Found(urljoin(source.url or "", made.url), made)
    for row in value.get("items", ()) if isinstance(value, dict) and isinstance(value.get("items"), list) else ():
        if isinstance(row, dict) and isinstance(row.get("url"), str):
            yield Found(urljoin(source.url or "", row["url"]))


def _links(data: bytes, base: str) -> Iterator[Found]:
    """The links of a section page to articles of the same site."""
    text = decode(data)
    tree = html.parse(text) if text else None
    if tree is None:
        return
    site = _site(base)
    for tag in tree.iter("a"):
        try:
            url = urljoin(base, clean((tag.get("href") or "").strip()))
            path = urlsplit(url).path
        except ValueError:
            continue
        words = len(" ".join(tag.itertext()).split())
        if _site(url) == site and words >= _FEWEST_WORDS and _SLUG.search(path):
            yield Found(url)


def _site(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
