"""Articles and their events as NewsML-G2 (IPTC): a news message of news items and, for each event, a concept item."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from readout.lexicon import table
from readout.model import Article, Entity, Record
from readout.present.export import clean
from readout.present.export.base import Corpus, Exporter
from readout.present.export.clean import iri, line, name, rfc3339, text, title, url
from readout.present.export.streams import xml
from readout.present.export.wording import titled
from readout.present.words import plain
from readout.store.rows import EventRow

_G2 = "http://iptc.org/std/nar/2006-10-01/"
_CATALOG = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"
_NATURES = {"person": "person", "organisation": "organisation", "country": "geoArea", "place": "geoArea"}
_ROLES = {"actor": "acts", "recipient": "is acted on", "attendee": "attends"}


def write(corpus: Corpus) -> Iterator[bytes]:
    """The message, an item a piece."""

    def body(out: Any) -> Iterator[None]:
        with out.element(etree.QName(_G2, "newsMessage"), nsmap={None: _G2}):
            sent = _element("sent", text=f"{corpus.on}T00:00:00Z")
            out.write(_element("header", sent, _element("sender", text="readout")), pretty_print=True)
            with out.element(etree.QName(_G2, "itemSet")):
                for record in corpus.records:
                    for item in _items(record, corpus):
                        out.write(item, pretty_print=True)
                        yield

    return xml(body)


def _element(tag: str, /, *children: Any, text: str | None = None, **attributes: str | None) -> Any:
    """An element of NewsML-G2; children and attributes that are None are left out."""
    made = etree.Element(etree.QName(_G2, tag), nsmap={None: _G2})
    for key, value in attributes.items():
        if value is not None:
            made.set("{http://www.w3.org/XML/1998/namespace}lang" if key == "lang" else key, clean.text(value))
    made.text = text
    made.extend(child for child in children if child is not None)
    return made


def _items(record: Record, corpus: Corpus) -> Iterator[Any]:
    article, number = record.article, corpus.version(record.article.id)
    made = rfc3339(article.published) or f"{corpus.on}T00:00:00Z"
    yield _news_item(record, corpus, number, made)
    cast = {e.id: e for e in record.entities}
    for row, told in titled(record, number):
        yield _concept_item(row, told, cast, corpus, made)


def _item(tag: str, of: str, number: int, article: Article, *children: Any) -> Any:
    shown = {"standard": "NewsML-G2", "standardversion": "2.35", "conformance": "power"}
    names = {"guid": of, "version": str(number), "lang": article.language or "en"}
    return _element(tag, _element("catalogRef", href=_CATALOG), *children, **shown, **names)


def _item_meta(nature: str, made: str, *more: Any, generator: str = "readout") -> Any:
    return _element(
        "itemMeta",
        _element("itemClass", qcode=nature),
        _element("provider", literal="readout"),
        _element("versionCreated", text=made),
        _element("pubStatus", qcode="stat:usable"),
        _element("generator", text=generator),
        *more,
    )


def _news_item(record: Record, corpus: Corpus, number: int, made: str) -> Any:
    article = record.article
    address = url(article.url)
    headline = title(article.headline)
    words = text(article.text)
    meta = _element(
        "contentMeta",
        _element("contentCreated", text=made) if article.published else None,
        _source(article),
        *(_element("creator", _element("name", text=title(who)), literal=title(who)) for who in article.authors),
        _element("altId", text=name(article)),
        _element("altId", text=address) if address else None,
        _element("language", tag=article.language) if article.language else None,
        *(_subject(entity, article, corpus) for entity in record.entities if entity.kind in _NATURES),
        _element("headline", text=headline) if headline else None,
    )
    return _item(
        "newsItem",
        iri(article.id, base=corpus.base),
        number,
        article,
        _item_meta("ninat:text", made, _element("title", text=headline) if headline else None),
        meta,
        _element("contentSet", _element("inlineData", contenttype="text/plain", text=words)),
    )


def _source(article: Article) -> Any:
    publisher = title(article.publisher)
    return _element("infoSource", _element("name", text=publisher), literal=publisher) if publisher else None


def _subject(entity: Entity, article: Article, corpus: Corpus) -> Any:
    same = _element("sameAs", qcode=f"wikidata:{entity.wikidata}") if entity.wikidata else None
    return _element(
        "subject",
        _element("name", text=title(entity.name)),
        same,
        type=f"cpnat:{_NATURES[entity.kind]}",
        uri=iri(article.id, entity.id, corpus.base),
    )


def _concept_item(row: EventRow, told: str, cast: dict[str, Entity], corpus: Corpus, made: str) -> Any:
    """An event: what status it has, where and when it is, who takes part; its definition is the article's sentence."""
    of = iri(row.article, row.event, corpus.base)
    article = Article(row.article, "", "")
    who = "; ".join(s.name for s in row.sources)
    notes = [f"status: {row.status}", f"probability: {row.probability:.2f}", f"article: {line(row.article, 200)}"]
    notes += [f"said by: {line(who, 300)}"] if who else []
    code = table("status")["statuses"][row.status]["iptc"]
    concept = _element(
        "concept",
        _element("conceptId", uri=of),
        _element("type", qcode="cpnat:event"),
        _element("name", text=told),
        _element("definition", text=line(row.quote)),
        *(_element("note", text=note) for note in notes),
        _element(
            "eventDetails",
            _dates(row),
            _element("occurStatus", _element("name", text=row.status), qcode=f"eocstat:{code}"),
            _element("subject", _element("name", text=plain(row.type)), literal=row.type),
            _location(row, cast, corpus),
            *(
                _element(
                    "participant",
                    _element("name", text=title(p.name)),
                    _element("definition", text=_ROLES[p.role] + (f"; {p.status}" if p.status else "")),
                    uri=iri(row.article, p.entity, corpus.base),
                )
                for p in row.participants
            ),
        ),
    )
    meta = _item_meta("cinat:concept", made)
    return _item("conceptItem", of, row.version, article, meta, concept)


def _dates(row: EventRow) -> Any:
    time = row.time if row.time is not None and row.time.by != "published" else None
    if time is None or time.begin is None:
        return None
    return _element(
        "dates", _element("start", text=time.begin), _element("end", text=time.until) if time.until else None
    )


def _location(row: EventRow, cast: dict[str, Entity], corpus: Corpus) -> Any:
    place = cast.get(row.place.entity) if row.place else None
    if place is None:
        return None
    where = place.location
    position = _element("position", latitude=f"{where.lat:.5f}", longitude=f"{where.lon:.5f}") if where else None
    return _element(
        "location",
        _element("name", text=title(place.name)),
        _element("geoAreaDetails", position) if position is not None else None,
        uri=iri(row.article, place.id, corpus.base),
    )


FORMATS = (
    Exporter(
        "newsml",
        "application/vnd.iptc.g2.newsmessage+xml",
        ".newsml.xml",
        "NewsML-G2 (IPTC): articles, and each event as a concept",
        write,
    ),
)
