"""Who takes part in what, as FollowTheMoney entities (JSON lines), for Aleph and programs that search and match."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from readout.lexicon import table
from readout.model import Entity, Record, Relation
from readout.present.export.base import Corpus, Exporter
from readout.present.export.clean import iri, line, text, title, url
from readout.present.export.happenings import DONE, PLANNED
from readout.present.export.jsons import lines
from readout.present.export.wording import titled
from readout.store.rows import sentence_around

_SCHEMAS = {"person": "Person", "organisation": "Organization", "country": "PublicBody", "group": "LegalEntity"}
# A relation as a link: its schema, the property of the subject and that of the object.
_LINKS: dict[str, tuple[str, str, str]] = {
    "member_of": ("Membership", "member", "organization"),
    "works_for": ("Employment", "employee", "employer"),
    "spouse_of": ("Family", "person", "relative"),
    "relative_of": ("Family", "person", "relative"),
}
_FITS = {"Membership": ("", "organisation"), "Employment": ("person", "organisation"), "Family": ("person", "person")}


def write(corpus: Corpus) -> Iterator[str]:
    """An entity a line: each article, who and what it names, its events, and what holds between two."""
    return lines(entity for record in corpus.records for entity in _entities(record, corpus))


def _entities(record: Record, corpus: Corpus) -> Iterator[dict[str, Any]]:
    article, number = record.article, corpus.version(record.article.id)
    page = iri(article.id, base=corpus.base)
    source = {"proof": [_id(article.id, "")], "sourceUrl": _one(url(article.url) or _web(page))}
    source["publisher"] = _one(title(article.publisher))
    yield _made(
        _id(article.id, ""),
        "Article",
        title=_one(title(article.headline)),
        fileName=[line(article.source, 300)],
        author=[title(a) for a in article.authors],
        publishedAt=_one((article.published or "")[:10]),
        language=["eng"] if article.language == "en" else [],
        sourceUrl=source["sourceUrl"],
        publisher=source["publisher"],
        bodyText=_one(text(article.text)),
    )
    cast = {e.id: e for e in record.entities if e.kind in _SCHEMAS}
    for entity in cast.values():
        yield _party(article.id, entity, source)
    for row, told in titled(record, number):
        # The model has no status of an event: only what is done, or planned and marked so, is one.
        if row.status in DONE or row.status in PLANNED:
            time = row.time if row.time is not None and row.time.by != "published" else None
            said = "; ".join(s.name for s in row.sources)
            yield _made(
                _id(article.id, row.event),
                "Event",
                name=[told],
                summary=[line(row.quote)],
                description=[
                    line(f"{row.status}, probability {row.probability:.2f}" + (f", said by {said}" * bool(said)))
                ],
                recordId=[f"{line(article.id, 200)}:{row.event}"],
                startDate=_one(time.begin if time else None),
                endDate=_one(time.until if time else None),
                location=_one(title(row.place.name) if row.place else None),
                involved=[_id(article.id, p.entity) for p in row.participants if p.entity in cast],
                keywords=[row.type, row.status],
                **source,
            )
    for relation in record.relations:
        if (link := _link(record, relation, cast)) is not None:
            yield _made(_id(article.id, relation.id), link.pop("schema"), **link, **source)


def _party(article: str, entity: Entity, source: dict[str, list[str]]) -> dict[str, Any]:
    country = _one(_country(entity.country))
    office = {"position": _one(title(entity.role))} if entity.kind == "person" else {}
    return _made(
        _id(article, entity.id),
        _SCHEMAS[entity.kind],
        name=[title(entity.name)],
        country=country,
        wikidataId=_one(entity.wikidata),
        **office,
        **source,
    )


def _link(record: Record, relation: Relation, cast: dict[str, Entity]) -> dict[str, Any] | None:
    """A relation between two as a link, with its words; one that is only claimed or expected is none."""
    subject, other = cast.get(relation.subject), cast.get(relation.object or "")
    if subject is None or other is None or relation.status in ("claimed", "expected"):
        return None
    article = record.article
    schema, one, two = _LINKS.get(relation.type, ("UnknownLink", "subject", "object"))
    kinds = _FITS.get(schema, ("", ""))
    if any(k not in ("", e.kind) for k, e in zip(kinds, (subject, other), strict=True)):
        schema, one, two = "UnknownLink", "subject", "object"
    words = sentence_around(article, relation.spans[0])
    value = f": {relation.value}" if relation.value else ""
    role = "relationship" if schema == "Family" else "role"
    return {
        "schema": schema,
        one: [_id(article.id, subject.id)],
        two: [_id(article.id, other.id)],
        role: [title(f"{relation.type.replace('_', ' ')}{value} ({relation.status})")],
        "startDate": _one(relation.since),
        "endDate": _one(relation.until),
        "summary": [line(article.text[words.start : words.end])],
        "recordId": [f"{line(article.id, 200)}:{relation.id}"],
    }


def _made(of: str, schema: str, **properties: list[str]) -> dict[str, Any]:
    return {"id": of, "schema": schema, "properties": {k: v for k, v in properties.items() if v}}


def _id(article: str, part: str) -> str:
    return "readout-" + hashlib.sha256(f"{article}#{part}".encode(errors="replace")).hexdigest()[:32]


def _one(value: str | None) -> list[str]:
    return [value] if value else []


def _web(address: str) -> str | None:
    return address if address.startswith("http") else None


def _country(alpha3: str | None) -> str | None:
    """The two letters of a state, small as FollowTheMoney has them; none for what has no ISO code there."""
    codes = table("country_codes").get(alpha3 or "")
    return str(codes).split()[0].lower() if codes else None


FORMATS = (
    Exporter(
        "ftm", "application/x-ndjson", ".ftm.json", "FollowTheMoney entities, one a line: who takes part in what", write
    ),
)
