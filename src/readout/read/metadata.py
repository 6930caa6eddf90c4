"""What an HTML page says of itself: JSON-LD, OpenGraph and other meta tags, headings, time elements."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from readout.read.dates import published
from readout.read.decode import clean
from readout.read.names import Byline, agencies, byline, people, without_outlet

_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|LiveBlogPosting)$")
_PUBLISHED = (
    "article:published_time", "datepublished", "og:article:published_time", "og:published_time", "parsely-pub-date",
    "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "published_at",
    "published_time", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date",
    "article.published", "date", "datecreated", "og:pubdate", "cxenseparse:recs:publishtime",
)  # fmt: skip
_AUTHOR = (
    "author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "article:author",
    "byl",
    "cxenseparse:author",
)
_SUFFIX = re.compile(r"\s+(?:[|–—»:·•]|-{1,2})\s+")
_BYLINE_PATH = (
    "//*[@rel='author' or @itemprop='author' or contains(@class,'byline') or contains(@class,'author')"
    " or contains(@class,'Byline') or contains(@class,'Author')]"
    "[not(ancestor::aside or ancestor::nav or ancestor::footer or contains(@class,'comment'))]"
)
LONGEST_BYLINE, MOST_BYLINES, LONGEST_SITE = 160, 12, 4


@dataclass(frozen=True, slots=True)
class Metadata:
    """A page's own account of its article; None or empty where it gives none."""

    headline: str | None
    authors: tuple[str, ...]
    publisher: str | None
    published: str | None
    url: str | None


def read_metadata(tree: HtmlElement, address: str | None) -> Metadata:
    """What the page's head, structured data and headings say."""
    meta = _meta(tree)
    article = _linked_article(tree, meta.get("og:url", ""))
    url = _address(tree, meta, article, address)
    headline = _headline(tree, meta, article)
    return Metadata(
        headline=headline,
        authors=_authors(tree, meta, article),
        publisher=_publisher(tree, meta, article, headline),
        published=_published(tree, meta, article),
        url=url,
    )


def words(value: Any) -> str:
    """A field's text with entities resolved and white space made single; empty for anything but text."""
    return clean(" ".join(html.unescape(value).split())) if isinstance(value, str) else ""


def _meta(tree: HtmlElement) -> dict[str, str]:
    """The content of each meta tag by its name in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop")
        if name and (content := words(tag.get("content"))):
            found.setdefault(name.strip().lower(), content)
    return found


def _linked_article(tree: HtmlElement, address: str) -> dict[str, Any]:
    """The JSON-LD object of the page's article, what it refers to by @id filled in."""
    objects = [
        o for script in tree.iter("script") if "ld+json" in (script.get("type") or "") for o in _objects(script.text)
    ]
    by_id = {o["@id"]: o for o in objects if isinstance(o.get("@id"), str) and len(o) > 1}
    articles = [o for o in objects if any(_ARTICLE.search(str(t)) for t in _list(o.get("@type")))]
    if not articles:
        return {}
    chosen = next(
        (a for a in articles if address and address in json.dumps(a.get("mainEntityOfPage") or a.get("url") or "")),
        articles[0],
    )

    def filled(value: Any) -> Any:
        if isinstance(value, list):
            return [filled(v) for v in value]
        return (
            by_id.get(value["@id"], value) if isinstance(value, dict) and isinstance(value.get("@id"), str) else value
        )

    return {key: filled(value) for key, value in chosen.items()}


def _objects(text: str | None) -> Iterator[dict[str, Any]]:
    try:
        data = json.loads((text or "").strip().removesuffix(";"), strict=False)
    except (ValueError, RecursionError):
        return
    for item in _list(data):
        if isinstance(item, dict):
            yield item
            for inner in (*_list(item.get("@graph")), *_list(item.get("mainEntity"))):
                if isinstance(inner, dict):
                    yield inner


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _address(tree: HtmlElement, meta: dict[str, str], article: dict[str, Any], given: str | None) -> str | None:
    """The canonical address, if it is more than a site's front page: pages of one site must not share it."""
    links = [link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    for address in (*links, meta.get("og:url"), article.get("url"), given):
        if isinstance(address, str) and address.strip():
            try:
                whole = urljoin(given or "", clean(address.strip()))
                parts = urlsplit(whole)
            except ValueError:
                continue
            if parts.scheme in ("http", "https") and parts.netloc and (parts.path.strip("/") or parts.query):
                return whole
    return given


def _headline(tree: HtmlElement, meta: dict[str, str], article: dict[str, Any]) -> str | None:
    """The heading on the page that its metadata speak of, else the metadata's own title."""
    title = words(tree.findtext(".//title"))
    named = [
        t for t in (words(article.get("headline")), meta.get("og:title", ""), meta.get("twitter:title", ""), title) if t
    ]
    headings = [text for h in tree.iter("h1", "h2") if 2 <= len((text := words(h.text_content())).split()) <= 40]
    headings = [h for h in headings if h.lower() != meta.get("og:site_name", "").lower()]
    best = max(headings[:30], key=lambda h: _likeness(h, named), default=None)
    if best and (_likeness(best, named) >= 0.5 or not named):
        return best
    return _without_site(named[0], meta) if named else None


def _likeness(heading: str, titles: list[str]) -> float:
    have = set(re.findall(r"\w+", heading.lower()))
    wants = [set(re.findall(r"\w+", t.lower())) for t in titles]
    return max(
        (len(have & want) / (min(len(have), len(want)) or 1) * min(1.0, len(have) / 3) for want in wants), default=0.0
    )


def _without_site(title: str, meta: dict[str, str]) -> str:
    """A title without the site's name after it."""
    parts = _SUFFIX.split(title)
    site = meta.get("og:site_name", "").lower()
    if len(parts) > 1 and (parts[-1].lower() == site or (len(parts[-1].split()) <= 3 and len(parts[0].split()) > 3)):
        return title[: title.rindex(parts[-1])].rstrip(" |–—»:·•-")
    return title


def _authors(tree: HtmlElement, meta: dict[str, str], article: dict[str, Any]) -> tuple[str, ...]:
    """Persons of the structured data; those of the byline on the page where it names more, or the data none."""
    given = [
        a for a in _list(article.get("author")) if not (isinstance(a, dict) and "Organization" in str(a.get("@type")))
    ]
    named = people(given) or next((found for key in _AUTHOR if (found := people(meta.get(key)))), ())
    site = f"{meta.get('og:site_name', '')} {words(_name(article.get('publisher')))}"
    seen = without_outlet(_bylines(tree), site)
    if seen and (not named or (len(seen) > len(named) and set(named) <= set(seen))):
        return seen
    return tuple(n for n in without_outlet(named, site) if " " in n or not n.isupper() or n in agencies())


def _bylines(tree: HtmlElement) -> tuple[str, ...]:
    """The persons whom the page's first byline names."""
    for tag in tree.xpath(_BYLINE_PATH)[:MOST_BYLINES]:
        text = " ".join(part.strip() for part in tag.itertext() if part.strip())
        if 3 <= len(text) <= LONGEST_BYLINE and tag.tag not in ("body", "article", "meta"):
            read: Byline | None = byline(" ".join(text.split()))
            if read and read.authors and " " in read.authors[0]:
                return tuple(dict.fromkeys(read.authors))
    return ()


def _name(value: Any) -> Any:
    value = value[0] if isinstance(value, list) and value else value
    return value.get("name") if isinstance(value, dict) else value


def _publisher(tree: HtmlElement, meta: dict[str, str], article: dict[str, Any], headline: str | None) -> str | None:
    """The site's name; that of the structured data where the site's is an address or a lower-case handle."""
    linked = words(_name(article.get("publisher")))
    for name in (meta.get("og:site_name", ""), linked, meta.get("publisher", ""), meta.get("application-name", "")):
        short = _SUFFIX.split(name)[0]
        handle = short.islower() and " " not in short
        if short and "://" not in short and not (handle and linked and linked != name):
            return f"The {short[4:]}" if short.startswith("the ") else short
    whole = words(tree.findtext(".//title"))
    parts = _SUFFIX.split(whole)
    before = whole.removesuffix(headline or "").removesuffix(": ")
    if headline and whole == f"{before}: {headline}" and len(before.split()) <= LONGEST_SITE:
        return before
    last = parts[-1]
    named = len(parts) > 1 and len(last.split()) <= LONGEST_SITE
    return last if headline and named and last not in headline else None


def _published(tree: HtmlElement, meta: dict[str, str], article: dict[str, Any]) -> str | None:
    """The date that the structured data give first, as exact as any of them has it for that day."""
    dates = [d for v in (article.get("datePublished"), *map(meta.get, _PUBLISHED)) if v and (d := published(v))]
    if dates:
        return max((d for d in dates if d[:10] == dates[0][:10]), key=lambda d: (len(d) > 10, d[16:].count(":") > 1))
    for tag in tree.iter("time"):
        told = " ".join(filter(None, map(tag.get, ("itemprop", "class", "pubdate", "data-testid")))).lower()
        if ("publish" in told or "pubdate" in told) and (found := published(tag.get("datetime"))):
            return found
    return None
