"""Articles as schema.org sees them, in JSON-LD: NewsArticle, Event, Claim, ClaimReview, with the words of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from readout.lexicon import table
from readout.model import Article, Entity, Record, Status
from readout.present.export.base import Corpus, Exporter
from readout.present.export.clean import iri, line, name, title, url
from readout.present.export.happenings import DONE
from readout.present.export.jsons import document, filled
from readout.present.export.wording import titled, with_cue
from readout.present.words import plain
from readout.store.rows import EventRow, StatementRow, statement_rows

_TYPES = {"person": "Person", "organisation": "Organization", "country": "Country", "place": "Place", "group": "Thing"}
# A consumer takes an Event for one that was or is to be; what is only claimed, wished or denied is a Claim.
_EVENTS: dict[Status, str] = {
    "happened": "EventScheduled",
    "ongoing": "EventScheduled",
    "scheduled": "EventScheduled",
    "expected": "EventScheduled",
    "postponed": "EventPostponed",
    "cancelled": "EventCancelled",
}
# What is said with these is no assertion of fact: it is quoted, not claimed.
_NO_CLAIMS = frozenset({"want", "ask", "demand", "order", "propose", "promise", "express", "address", "apologise"}) | {
    *("praise", "support", "criticise", "withhold", "reject", "agree", "fear")
}
_CODES = "http://cv.iptc.org/newscodes/eventoccurstatus/"


def write(corpus: Corpus) -> Iterator[str]:
    """One JSON-LD document with all nodes in one graph."""
    nodes = (node for record in corpus.records for node in _nodes(record, corpus))
    return document({"@context": "https://schema.org"}, "@graph", nodes)


def _nodes(record: Record, corpus: Corpus) -> Iterator[dict[str, Any]]:
    article, version = record.article, corpus.version(record.article.id)

    def of(part: str) -> str:
        return iri(article.id, part, corpus.base)

    yield _article(article, of(""), version)
    cast = {e.id: e for e in record.entities}
    yield from (_entity(entity, of(entity.id)) for entity in record.entities)
    for row in statement_rows(record, version):
        yield _statement(row, cast, of)
    for event, told in titled(record, version):
        yield _event(event, told, of) if event.status in _EVENTS else _claimed(event, told, of)


def _article(article: Article, this: str, version: int) -> dict[str, Any]:
    return filled(
        at_type="NewsArticle",
        at_id=this,
        identifier=name(article),
        version=version,
        headline=title(article.headline),
        url=url(article.url),
        publisher=filled(at_type="Organization", name=title(article.publisher)) if article.publisher else None,
        author=[{"@type": "Person", "name": title(a)} for a in article.authors],
        datePublished=line(article.published, 40),
        inLanguage=article.language,
        wordCount=article.word_count or None,
    )


def _entity(entity: Entity, this: str) -> dict[str, Any]:
    where = entity.location
    return filled(
        at_type=_TYPES[entity.kind],
        at_id=this,
        name=title(entity.name),
        sameAs=f"http://www.wikidata.org/entity/{entity.wikidata}" if entity.wikidata else None,
        jobTitle=title(entity.role) if entity.kind == "person" else None,
        identifier=entity.country if entity.kind == "country" else None,
        geo=filled(at_type="GeoCoordinates", latitude=where.lat, longitude=where.lon)
        if where and entity.kind in ("country", "place")
        else None,
    )


def _ref(this: str) -> dict[str, str]:
    return {"@id": this}


def _statement(row: StatementRow, cast: dict[str, Entity], of: Any) -> dict[str, Any]:
    """A denial reviews the claim that it denies; what asserts is a claim, the rest a quotation."""
    speaker = row.speaker
    who: Any = None
    if speaker is not None and cast[speaker.entity].kind in ("person", "organisation"):
        who = _ref(of(speaker.entity))
    elif row.said_by:
        who = {"@type": "Organization" if speaker is not None else "Person", "name": title(row.said_by)}
    base = {"at_id": of(row.statement), "identifier": f"{line(row.article, 200)}:{row.statement}"}
    day = line(row.said_on or (row.published or "")[:10], 40)
    words = line(row.quote)
    if row.act == "deny":
        return filled(
            at_type="ClaimReview",
            **base,
            author=who,
            claimReviewed=words,
            itemReviewed={"@type": "Claim", "text": words, "appearance": _ref(of(""))},
            reviewRating={"@type": "Rating", "alternateName": f"Denied by {title(row.said_by) or 'an unnamed source'}"},
            datePublished=day,
            isPartOf=_ref(of("")),
        )
    if row.act in _NO_CLAIMS:
        # "to send the army" is not what somebody says who "does not want to send the army".
        return filled(
            at_type="Quotation", **base, creator=who, text=with_cue(row), dateCreated=day, isPartOf=_ref(of(""))
        )
    return filled(at_type="Claim", **base, creator=who, text=words, dateCreated=day, appearance=_ref(of("")))


def _event(row: EventRow, told: str, of: Any) -> dict[str, Any]:
    time = row.time if row.time is not None and row.time.by != "published" else None
    status = table("status")["statuses"][row.status]
    code = status["iptc"]
    return filled(
        at_type="Event",
        at_id=of(row.event),
        identifier=f"{line(row.article, 200)}:{row.event}",
        name=told,
        description=line(row.quote),
        startDate=time.begin if time else None,
        endDate=time.until if time else None,
        # What is done has no status of a plan; the other words of schema.org say what became of one.
        eventStatus=None if row.status in DONE else f"https://schema.org/{_EVENTS[row.status]}",
        location=_ref(of(row.place.entity)) if row.place and row.place.kind in ("place", "country") else None,
        about=[_ref(of(p.entity)) for p in row.participants if p.role != "attendee" or p.kind not in _ATTEND],
        attendee=[_ref(of(p.entity)) for p in row.participants if p.role == "attendee" and p.kind in _ATTEND],
        keywords=[
            {"@type": "DefinedTerm", "termCode": row.type, "name": plain(row.type)},
            {"@type": "DefinedTerm", "termCode": code, "name": row.status, "url": _CODES + code},
        ],
        subjectOf=_ref(of("")),
    )


_ATTEND = ("person", "organisation")


def _claimed(row: EventRow, told: str, of: Any) -> dict[str, Any]:
    """An event that is only claimed, proposed, uncertain or denied: a claim in the article's words."""
    return filled(
        at_type="Claim",
        at_id=of(row.event),
        identifier=f"{line(row.article, 200)}:{row.event}",
        name=told,
        text=line(row.quote),
        about=[_ref(of(p.entity)) for p in row.participants],
        keywords=[{"@type": "DefinedTerm", "termCode": row.type, "name": row.status}],
        appearance=_ref(of("")),
    )


FORMATS = (
    Exporter("jsonld", "application/ld+json", ".jsonld", "JSON-LD of schema.org: articles, events, claims", write),
)
