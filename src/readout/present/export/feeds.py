"""The newest events as RSS 2.0, Atom and JSON Feed: what happened, is planned or is claimed, with words and source."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from lxml import etree

from readout.lexicon import table
from readout.present.export.base import Corpus, Exporter
from readout.present.export.clean import iri, line, title, url
from readout.present.export.happenings import DONE, Happening
from readout.present.export.jsons import document, filled
from readout.present.export.streams import xml
from readout.present.words import days as in_words

# Readers of feeds ask often: the newest are enough.
MOST = 200
_ATOM = "http://www.w3.org/2005/Atom"
_TITLE, _ABOUT = "Events in the news", "What articles report, with the exact words and who says so"


@dataclass(frozen=True, slots=True)
class _Entry:
    happening: Happening
    link: str
    made: datetime | None
    changed: datetime | None

    @property
    def tags(self) -> tuple[str, str]:
        return self.happening.kind, self.happening.status

    @property
    def paragraphs(self) -> Iterator[str]:
        """Kind and parties, status and day, then each telling's words with who says so and where."""
        happening = self.happening
        yield happening.coded
        when = in_words(happening.begin, happening.until)
        status = "" if happening.status in DONE else f"Status: {happening.status}."
        if about := " ".join(filter(None, (status, when and f"Day: {when}.", _sure(happening)))):
            yield about
        for telling in happening.quotes:
            who = ", ".join(filter(None, (title(telling.article.publisher), telling.day)))
            said = f", said by {telling.said_by}" if telling.said_by else ""
            yield f"“{line(telling.quote, 1500)}” ({who or telling.article.id[:100]}{said})"


def _sure(happening: Happening) -> str:
    return f"Probability {happening.probability:.2f}."


def _entries(corpus: Corpus) -> list[_Entry]:
    """The events last told of, the newest first; those of articles without a date come last."""
    found = []
    for happening in corpus.happenings:
        link = happening.link or iri(happening.tellings[-1].article.id, base=corpus.base)
        found.append(_Entry(happening, link, *happening.told))
    found.sort(key=lambda e: (e.changed.timestamp() if e.changed else 0.0, e.happening.id), reverse=True)
    return found[:MOST]


def _home(corpus: Corpus) -> str:
    return corpus.base or iri("", "feed")


def _updated(entries: list[_Entry], corpus: Corpus) -> datetime:
    return next((e.changed for e in entries if e.changed), None) or _today(corpus)


def _today(corpus: Corpus) -> datetime:
    return datetime.fromisoformat(corpus.on).replace(tzinfo=UTC)


def rss(corpus: Corpus) -> Iterator[bytes]:
    """RSS 2.0; descriptions are HTML made here, in which the articles' words are only words."""
    entries = _entries(corpus)

    def body(out: Any) -> Iterator[None]:
        with out.element("rss", version="2.0"), out.element("channel"):
            for tag, words in (("title", _TITLE), ("link", _home(corpus)), ("description", _ABOUT), ("language", "en")):
                out.write(_element(tag, words), pretty_print=True)
            out.write(_element("lastBuildDate", format_datetime(_updated(entries, corpus))), pretty_print=True)
            for entry in entries:
                item = etree.Element("item")
                shown = "".join(f"<p>{html.escape(p)}</p>" for p in entry.paragraphs)
                item.append(_element("title", entry.happening.title))
                item.append(_element("link", entry.link))
                item.append(_element("description", shown))
                item.extend(_element("category", tag) for tag in entry.tags)
                item.append(_element("guid", f"readout:{entry.happening.id}", isPermaLink="false"))
                if entry.changed:
                    item.append(_element("pubDate", format_datetime(entry.changed)))
                out.write(item, pretty_print=True)
                yield

    return xml(body)


def _element(tag: str, words: str, **attributes: str) -> Any:
    made = etree.Element(tag, attributes)
    made.text = words
    return made


def atom(corpus: Corpus) -> Iterator[bytes]:
    """Atom (RFC 4287); contents are plain text."""
    entries = _entries(corpus)

    def body(out: Any) -> Iterator[None]:
        with out.element("feed", xmlns=_ATOM):
            for tag, words in (("title", _TITLE), ("subtitle", _ABOUT), ("id", iri("", "feed"))):
                out.write(_element(tag, words), pretty_print=True)
            out.write(_element("updated", _updated(entries, corpus).isoformat()), pretty_print=True)
            if corpus.base:
                out.write(etree.Element("link", rel="alternate", href=corpus.base), pretty_print=True)
            author = etree.Element("author")
            author.append(_element("name", "readout"))
            out.write(author, pretty_print=True)
            for entry in entries:
                out.write(_atom_entry(entry, corpus), pretty_print=True)
                yield

    return xml(body)


def _atom_entry(entry: _Entry, corpus: Corpus) -> Any:
    made = etree.Element("entry")
    made.append(_element("title", entry.happening.title))
    made.append(_element("id", iri(entry.happening.id, "event")))
    if entry.made:
        made.append(_element("published", entry.made.isoformat()))
    made.append(_element("updated", (entry.changed or _today(corpus)).isoformat()))
    made.append(etree.Element("link", rel="alternate", href=entry.link))
    made.extend(etree.Element("category", term=tag) for tag in entry.tags)
    made.append(_element("content", "\n\n".join(entry.paragraphs), type="text"))
    return made


def json_feed(corpus: Corpus) -> Iterator[str]:
    """JSON Feed 1.1; what it has no field for stands in the extension `_readout`."""
    head = filled(
        version="https://jsonfeed.org/version/1.1",
        title=_TITLE,
        description=_ABOUT,
        home_page_url=url(corpus.base),
        language="en",
    )
    return document(head, "items", (_json_item(entry) for entry in _entries(corpus)))


def _json_item(entry: _Entry) -> dict[str, Any]:
    happening = entry.happening
    return filled(
        id=f"readout:{happening.id}",
        url=url(entry.link),
        title=happening.title,
        content_text="\n\n".join(entry.paragraphs),
        date_published=entry.made.isoformat() if entry.made else None,
        date_modified=entry.changed.isoformat() if entry.changed else None,
        authors=[
            {"name": name} for name in dict.fromkeys(title(t.article.publisher) for t in happening.tellings) if name
        ],
        tags=list(entry.tags),
        _readout=filled(
            status=happening.status,
            occurrence=table("status")["statuses"][happening.status]["iptc"],
            probability=round(happening.probability, 2),
            from_=happening.begin,
            to=happening.until,
            articles=list(dict.fromkeys(title(t.article.id) for t in happening.tellings)),
        ),
    )


FORMATS = (
    Exporter("rss", "application/rss+xml", ".rss", "RSS 2.0: the newest events", rss, linked=True),
    Exporter("atom", "application/atom+xml", ".atom", "Atom: the newest events", atom, linked=True),
    Exporter(
        "jsonfeed", "application/feed+json", ".feed.json", "JSON Feed 1.1: the newest events", json_feed, linked=True
    ),
)
