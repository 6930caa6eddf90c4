"""What an HTML page says of its article: its data and what is seen of it taken together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from readout.model import Disagreement, Told, ToldBy
from readout.read.agree import agreed_date, disagreement, instant, plain, same_day, same_names, same_words
from readout.read.dates import published
from readout.read.decode import clean
from readout.read.marks import Marks
from readout.read.names import agencies, byline, people, without_outlet
from readout.read.structured import Structured, listed, name, words
from readout.read.text import Beside

_OPEN_GRAPH = ("article:published_time", "og:article:published_time", "og:published_time", "article:published")
_PUBLISHED = (
    "datepublished", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date",
    "publication_date", "published_at", "published_time", "dc.date.issued", "dcterms.issued", "dcterms.created",
    "dc.date", "dcterms.date", "date", "datecreated", "og:pubdate", "cxenseparse:recs:publishtime",
)  # fmt: skip
_UPDATED = ("datemodified", "lastmod", "last-modified", "dcterms.modified", "dc.date.modified", "last_updated_date")
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
_SECTION = ("article:section", "parsely-section", "section", "cxenseparse:recs:articlesection", "og:article:section")
_SUFFIX = re.compile(r"(?<!\s)\s+(?:[|–—»:·•]|-{1,2})\s+")
LONGEST_BYLINE, MOST_BYLINES, LONGEST_SITE, LONGEST_SECTION = 160, 12, 4, 5
# How alike the heading and the page's own title are: enough for one of many headings, and for a page's only one.
LIKE, LIKE_ALONE = 0.5, 0.25
# A title longer than this swallowed the page: a tag of it is broken.
LONGEST_TITLE = 400


@dataclass(frozen=True, slots=True)
class Metadata:
    """A page's own account of its article; None or empty where it gives none."""

    authors: tuple[str, ...]
    publisher: str | None
    published: str | None
    updated: str | None
    section: str | None
    url: str | None
    disagreements: tuple[Disagreement, ...]


def read_metadata(
    tree: HtmlElement, marked: Marks, data: Structured, address: str | None, headline: str | None, seen: Beside
) -> Metadata:
    """What the page's data and the lines beside its headline say."""
    authors, written = _authors(marked, data)
    publisher, sites = _publisher(tree, data, headline)
    first, dates = _published(tree, data, seen)
    last, changes = _updated(data, seen)
    url, addresses = _address(tree, data, address)
    differing = (
        disagreement("headline", headline, list(_titles(data)), same_words),
        disagreement("authors", ", ".join(authors) or None, written, same_names),
        disagreement("publisher", publisher, sites, same_words),
        disagreement("published", first, dates, same_day),
        disagreement("updated", last, changes, same_day),
        disagreement("url", url, addresses, _same_address),
    )
    return Metadata(
        authors, publisher, first, last, _section(marked, data, headline, seen), url, tuple(d for d in differing if d)
    )


def _titles(data: Structured) -> Iterator[Told]:
    site = data.meta.get("og:site_name", "")
    given: tuple[tuple[str, ToldBy], ...] = (
        (words(data.linked.get("headline")), "json-ld"),
        (next(iter(data.micro.get("headline", ())), ""), "microdata"),
        (data.meta.get("og:title", ""), "opengraph"),
    )
    yield from (Told(_without_site(value, site), by) for value, by in given if value)


def find_headline(tree: HtmlElement, data: Structured) -> str | None:
    """The heading on the page that its data speak of, else the data's own title."""
    meta, title = data.meta, words(tree.findtext(".//title"))
    named = [
        t
        for t in (words(data.linked.get("headline")), meta.get("og:title", ""), meta.get("twitter:title", ""), title)
        if t and len(t) <= LONGEST_TITLE
    ]
    site = meta.get("og:site_name", "").lower()
    tops = [text for h in tree.iter("h1") if (text := _heading(h)) and text.lower() != site]
    headings = [text for h in tree.iter("h1", "h2") if (text := _heading(h)) and text.lower() != site]
    best = max(headings[:30], key=lambda h: _likeness(h, named), default=None)
    if best and (_likeness(best, named) >= LIKE or not named):
        return best
    if len(tops) == 1 and _likeness(tops[0], named) >= LIKE_ALONE:
        return tops[0]
    return _without_site(named[0], site) if named else None


def _heading(tag: HtmlElement) -> str | None:
    text = words(tag.text_content())
    # A heading in a script that sets no words apart counts as one word.
    return text if 2 <= len(text.split()) <= 40 or 12 <= len(text) <= 120 else None


def _likeness(heading: str, titles: list[str]) -> float:
    have = set(re.findall(r"\w+", heading.lower()))
    wants = [set(re.findall(r"\w+", t.lower())) for t in titles]
    return max(
        (len(have & want) / (min(len(have), len(want)) or 1) * min(1.0, len(have) / 3) for want in wants), default=0.0
    )


def _without_site(title: str, site: str) -> str:
    """A title without the site's name after it."""
    parts = _SUFFIX.split(title)
    if len(parts) > 1 and (
        parts[-1].lower() == site.lower() or (len(parts[-1].split()) <= 3 and len(parts[0].split()) > 3)
    ):
        return title[: title.rindex(parts[-1])].rstrip(" |–—»:·•-")
    return title


def _authors(marked: Marks, data: Structured) -> tuple[tuple[str, ...], list[Told]]:
    """Persons of the structured data; those of the byline on the page where it names more, or the data none."""
    given = [
        a
        for a in listed(data.linked.get("author"))
        if not (isinstance(a, dict) and "Organization" in str(a.get("@type")))
    ]
    linked, micro = people(given), people(data.micro.get("author", []))
    tagged = next((found for key in _AUTHOR if (found := people(data.meta.get(key)))), ())
    site = f"{data.meta.get('og:site_name', '')} {words(name(data.linked.get('publisher')))}"
    named = linked or tagged
    seen = without_outlet(_bylines(marked), site)
    written: tuple[tuple[tuple[str, ...], ToldBy], ...] = (
        (linked, "json-ld"), (micro, "microdata"), (tagged, "meta"), (seen, "page"),
    )  # fmt: skip
    told = [Told(", ".join(kept), by) for names, by in written if (kept := without_outlet(names, site))]
    if seen and (not named or (len(seen) > len(named) and set(named) <= set(seen))):
        return seen, told
    return tuple(n for n in without_outlet(named, site) if " " in n or not n.isupper() or n in agencies()), told


def _bylines(marked: Marks) -> tuple[str, ...]:
    """The persons whom the page's first byline names."""
    for tag in islice(_own(marked.bylines), MOST_BYLINES):
        text = " ".join(part.strip() for part in tag.itertext() if part.strip())
        if 3 <= len(text) <= LONGEST_BYLINE and tag.tag not in ("body", "article", "meta"):
            read = byline(" ".join(text.split()))
            if read and read.authors and " " in read.authors[0]:
                return tuple(dict.fromkeys(read.authors))
    return ()


def _own(bylines: Iterable[HtmlElement]) -> Iterator[HtmlElement]:
    """The bylines of a page but those of comments and of other articles."""
    for tag in bylines:
        other = "comment" in (tag.get("class") or "")
        if not other and not any(up.tag in ("aside", "nav", "footer") for up in tag.iterancestors()):
            yield tag


def _publisher(tree: HtmlElement, data: Structured, headline: str | None) -> tuple[str | None, list[Told]]:
    """The site's name; that of the structured data where the site's is an address or a lower-case handle."""
    meta, linked = data.meta, words(name(data.linked.get("publisher")))
    sites: tuple[tuple[str, ToldBy], ...] = ((linked, "json-ld"), (meta.get("og:site_name", ""), "opengraph"))
    told = [Told(value, by) for value, by in sites if value and "://" not in value]
    for site in (meta.get("og:site_name", ""), linked, meta.get("publisher", ""), meta.get("application-name", "")):
        short = _SUFFIX.split(site)[0]
        handle = short.islower() and " " not in short
        if short and "://" not in short and not (handle and linked and linked != site):
            return f"The {short[4:]}" if short.startswith("the ") else short, told
    whole = words(tree.findtext(".//title"))
    parts = _SUFFIX.split(whole)
    before = whole.removesuffix(headline or "").removesuffix(": ")
    if headline and whole == f"{before}: {headline}" and len(before.split()) <= LONGEST_SITE:
        return before, told
    last = parts[-1]
    is_name = len(parts) > 1 and len(last.split()) <= LONGEST_SITE
    return last if headline and is_name and last not in headline else None, told


def _dates(values: Iterable[tuple[Any, ToldBy]]) -> list[Told]:
    return [Told(iso, by) for value, by in values if value and (iso := published(value))]


def _published(tree: HtmlElement, data: Structured, seen: Beside) -> tuple[str | None, list[Told]]:
    """The date that most of a page gives; what is seen counts first where the data were stamped by a machine."""
    told = _dates(
        [
            (data.linked.get("datePublished"), "json-ld"),
            *((v, "opengraph") for v in map(data.meta.get, _OPEN_GRAPH)),
            *((v, "microdata") for v in data.micro.get("datePublished", ())[:1]),
            *((v, "meta") for v in map(data.meta.get, _PUBLISHED)),
            *((v, "page") for v in _times(tree)),
        ]
    )
    shown = [Told(seen.published, "page")] if seen.published and seen.published != seen.updated else []
    changed = published(data.linked.get("dateModified") or "")
    stamped = changed and told and told[0].by == "json-ld" and not _is_before(told[0].value, changed)
    told = [*shown, *told] if stamped else [*told, *shown]
    return agreed_date(told), told


def _is_before(one: str, other: str) -> bool:
    first, second = instant(one, zone=False), instant(other, zone=False)
    return first < second if first and second else one[:10] < other[:10]


def _times(tree: HtmlElement) -> Iterator[str]:
    """The first time that the page marks as that of publication."""
    for tag in tree.iter("time"):
        marks = " ".join(filter(None, map(tag.get, ("itemprop", "class", "pubdate", "data-testid")))).lower()
        if ("publish" in marks or "pubdate" in marks) and (found := tag.get("datetime")):
            yield found
            return


def _updated(data: Structured, seen: Beside) -> tuple[str | None, list[Told]]:
    told = _dates(
        [
            (data.linked.get("dateModified"), "json-ld"),
            *((v, "opengraph") for v in map(data.meta.get, ("article:modified_time", "og:updated_time"))),
            *((v, "microdata") for v in data.micro.get("dateModified", ())[:1]),
            *((v, "meta") for v in map(data.meta.get, _UPDATED)),
        ]
    )
    told += [Told(seen.updated, "page")] if seen.updated else []
    return agreed_date(told), told


def _section(marked: Marks, data: Structured, headline: str | None, seen: Beside) -> str | None:
    """The part of the site: of those that the data name the one that stands beside the headline, else the first."""
    given = [*map(data.meta.get, _SECTION[:1]), *listed(data.linked.get("articleSection"))]
    given += [*map(data.meta.get, _SECTION[1:]), *data.micro.get("articleSection", ())]
    named = [s for value in given if (s := words(value))]
    named += [part for s in named for part in s.split(",")[:1] if part != s]
    trail = [s for s in _breadcrumbs(marked) if not headline or plain(s) != plain(headline)]
    shown = {plain(line) for line in seen.near} | {plain(s) for s in trail}
    fit = [s for s in named if len(s.split()) <= LONGEST_SECTION and "," not in s and "/" not in s]
    return next((s for s in fit if plain(s) in shown), next(iter(fit), trail[-1] if trail else None))


def _breadcrumbs(marked: Marks) -> list[str]:
    """The links of the page's way down from its front page, without that itself."""
    for trail in marked.trails[:3]:
        links = [words(a.text_content()) for a in trail.iter("a")]
        if links := [s for s in links if s and s.casefold() not in ("home", "homepage") and len(s.split()) <= 4]:
            return links
    return []


def _address(tree: HtmlElement, data: Structured, given: str | None) -> tuple[str | None, list[Told]]:
    """The canonical address, if it is more than a site's front page: pages of one site must not share it."""
    links = [link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    told: list[Told] = []
    stated: tuple[tuple[Any, ToldBy], ...] = (
        *((link, "page") for link in links),
        (data.meta.get("og:url"), "opengraph"),
        (data.linked.get("url"), "json-ld"),
        (given, "page"),
    )  # fmt: skip
    for address, by in stated:
        if isinstance(address, str) and address.strip():
            try:
                whole = urljoin(given or "", clean(address.strip()))
                parts = urlsplit(whole)
            except ValueError:
                continue
            if parts.scheme in ("http", "https") and parts.netloc and (parts.path.strip("/") or parts.query):
                told.append(Told(whole, by))
    return told[0].value if told else given, told


def _same_address(one: str, other: str) -> bool:
    """Whether two addresses are of one page: `http`, `www.`, what comes after `?` and `#` do not count."""
    first, second = urlsplit(one), urlsplit(other)
    hosts = {parts.netloc.removeprefix("www.").removeprefix("m.").removeprefix("amp.") for parts in (first, second)}
    return len(hosts) == 1 and first.path.rstrip("/") == second.path.rstrip("/")
