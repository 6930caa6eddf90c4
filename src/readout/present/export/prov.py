"""Where each statement and event comes from, in PROV-O (JSON-LD): words, article, publisher, speakers, reading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from readout.model import Record
from readout.present.export.base import Corpus, Exporter
from readout.present.export.clean import iri, line, name, rfc3339, title, url
from readout.present.export.jsons import document, filled
from readout.present.export.wording import titled, voiced
from readout.store.rows import SourceRow, statement_rows

# Written out: the file says all that is needed to read it, and nothing has to be fetched.
_CONTEXT: dict[str, Any] = {
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "dcterms": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "r": "urn:readout:vocabulary:",
    "label": "rdfs:label",
    "identifier": "dcterms:identifier",
    "value": "prov:value",
    "date": {"@id": "dcterms:date"},
    "status": {"@id": "r:status"},
    "probability": {"@id": "r:probability", "@type": "xsd:decimal"},
    "start": {"@id": "r:start", "@type": "xsd:integer"},
    "end": {"@id": "r:end", "@type": "xsd:integer"},
    "generatedAtTime": {"@id": "prov:generatedAtTime", "@type": "xsd:dateTime"},
    **{
        key: {"@id": f"prov:{key}", "@type": "@id"}
        for key in (
            *("wasAttributedTo", "wasQuotedFrom", "wasDerivedFrom", "wasGeneratedBy", "used", "hadPrimarySource"),
            *("wasRevisionOf", "alternateOf", "wasAssociatedWith", "actedOnBehalfOf"),
        )
    },
}
_READER = "urn:readout:reader"


def write(corpus: Corpus) -> Iterator[str]:
    """One JSON-LD document; the nodes of an article stand together."""
    return document({"@context": _CONTEXT}, "@graph", _nodes(corpus))


def _nodes(corpus: Corpus) -> Iterator[dict[str, Any]]:
    yield {"@id": _READER, "@type": ["prov:Agent", "prov:SoftwareAgent"], "label": "readout"}
    for record in corpus.records:
        yield from _of_article(record, corpus)


def _of_article(record: Record, corpus: Corpus) -> Iterator[dict[str, Any]]:
    article, number = record.article, corpus.version(record.article.id)

    def of(part: str) -> str:
        return iri(article.id, part, corpus.base)

    publisher = iri("publisher", title(article.publisher), corpus.base) if article.publisher else None
    yield filled(
        at_id=of(""),
        at_type="prov:Entity",
        label=title(article.headline) or name(article),
        identifier=name(article),
        wasAttributedTo=publisher,
        alternateOf=url(article.url),
        generatedAtTime=rfc3339(article.published),
    )
    if publisher:
        yield {"@id": publisher, "@type": ["prov:Agent", "prov:Organization"], "label": title(article.publisher)}
    yield {"@id": of("reading"), "@type": "prov:Activity", "used": of(""), "wasAssociatedWith": _READER}
    yield from _speakers(record, of)
    for said in statement_rows(record, number):
        speaker = of(said.speaker.entity) if said.speaker else of(f"{said.statement}-source") if said.said_by else None
        passed_on = [of(f"{said.statement}-via-{n}") for n, _ in enumerate(said.via)]
        yield filled(
            at_id=of(said.statement),
            at_type="prov:Entity",
            label=f"statement {said.statement}: {voiced(said)}",
            value=line(said.quote),
            start=said.start,
            end=said.end,
            date=said.said_on,
            probability=f"{said.probability:.2f}",
            wasQuotedFrom=of("") if said.kind == "direct" else None,
            wasDerivedFrom=of("") if said.kind != "direct" else None,
            wasAttributedTo=[*([speaker] if speaker else []), *passed_on],
            wasGeneratedBy=of("reading"),
        )
        if said.speaker is None and speaker:
            yield {"@id": speaker, "@type": "prov:Agent", "label": title(said.said_by)}
        for agent, via in zip(passed_on, said.via, strict=True):
            yield {"@id": agent, "@type": "prov:Agent", "label": title(via)}
    for row, told in titled(record, number):
        yield filled(
            at_id=of(row.event),
            at_type="prov:Entity",
            label=told,
            value=line(row.quote),
            start=row.start,
            end=row.end,
            status=row.status,
            probability=f"{row.probability:.2f}",
            wasDerivedFrom=[of(""), *(of(s.statement) for s in row.sources)],
            hadPrimarySource=_first(row.sources, of),
            wasGeneratedBy=of("reading"),
        )


def _first(sources: tuple[SourceRow, ...], of: Any) -> str | None:
    """The statement that is nearest to the event: the innermost."""
    return of(sources[0].statement) if sources else None


def _speakers(record: Record, of: Any) -> Iterator[dict[str, Any]]:
    kinds = {"person": "prov:Person", "organisation": "prov:Organization"}
    speaking = {s.speaker for s in record.statements}
    for entity in record.entities:
        if entity.id in speaking:
            types = ["prov:Agent", *([kinds[entity.kind]] if entity.kind in kinds else [])]
            yield {"@id": of(entity.id), "@type": types, "label": title(entity.name)}


FORMATS = (
    Exporter("prov", "application/ld+json", ".prov.jsonld", "PROV-O (W3C): what each part was taken from", write),
)
