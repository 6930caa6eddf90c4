"""Everything a record holds as Web Annotations (W3C) on the article: the exact words by quote and by position."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from readout.model import Record, Span
from readout.present.export.base import Corpus, Exporter
from readout.present.export.clean import iri, line, text, title, url
from readout.present.export.jsons import document, filled
from readout.present.export.wording import titled, voiced
from readout.store.rows import relation_rows, statement_rows

# So many characters before and after the words tell them from the same words elsewhere.
_BESIDE = 32
_READER = "urn:readout:reader"
_GENERATOR = {"id": _READER, "type": "Software", "name": "readout"}


def write(corpus: Corpus) -> Iterator[str]:
    """One page of annotations, those of an article together and in the order of the record."""
    head = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": _page("annotations", corpus.base),
        "type": "AnnotationCollection",
        "label": "What articles report, by readout",
    }
    page = {"id": _page("annotations-1", corpus.base), "type": "AnnotationPage", "startIndex": 0}
    items = (note for record in corpus.records for note in _annotations(record, corpus))
    start = next(document(head, "first", ()))
    yield start
    yield from document(page, "items", items)
    yield "}\n"


def _page(name: str, base: str | None) -> str:
    return f"{base.rstrip('/')}/{name}" if base else iri("", name)


def _annotations(record: Record, corpus: Corpus) -> Iterator[dict[str, Any]]:
    article, number = record.article, corpus.version(record.article.id)
    source = url(article.url) or iri(article.id, base=corpus.base)

    def note(part: str, at: int, spans: tuple[Span, ...], kind: str, motivation: str, *bodies: Any) -> dict[str, Any]:
        targets = [_target(article.text, span, source) for span in spans]
        return filled(
            id=iri(article.id, f"{part}-{kind}-{at}", corpus.base),
            type="Annotation",
            motivation=motivation,
            generator=_GENERATOR,
            body=[{"type": "TextualBody", "purpose": "tagging", "value": kind}, *bodies],
            target=targets if len(targets) > 1 else targets[0],
        )

    for entity in record.entities:
        for at, mention in enumerate(entity.mentions):
            known = {"type": "SpecificResource", "purpose": "identifying", "source": _who(entity.wikidata or "")}
            bodies = [known] if entity.wikidata else []
            about = _described(entity.kind, title(entity.name), title(entity.role), entity.country, mention.form)
            yield note(entity.id, at, (Span(mention.start, mention.end),), "mention", "identifying", about, *bodies)
    for time in record.times:
        bounds = (time.begin and f"from {time.begin}", time.until and f"to {time.until}")
        about = _described(time.type, time.value, *bounds)
        yield note(time.id, 0, (Span(time.start, time.end),), "time", "describing", about)
    for said in statement_rows(record, number):
        about = _described(
            f"{voiced(said)}, {said.act}, {said.kind}", said.said_on, f"probability {said.probability:.2f}"
        )
        yield note(said.statement, 0, said.content, "statement", "describing", about)
    for event, (row, told) in zip(record.events, titled(record, number), strict=True):
        who = "; ".join(s.name for s in row.sources)
        days = _days(row.time) if row.time is not None and row.time.by != "published" else None
        about = _described(
            told, row.status, days, who and line(f"said by {who}", 300), f"probability {row.probability:.2f}"
        )
        yield note(event.id, 0, tuple(dict.fromkeys((event.trigger, *event.mentions))), "event", "describing", about)
    for relation in relation_rows(record, number):
        other = title(relation.object.name) if relation.object else None
        words = " ".join(filter(None, (title(relation.subject.name), relation.type.replace("_", " "), other)))
        about = _described(
            words, title(relation.value), relation.status, relation.since and f"since {relation.since}",
            relation.until and f"until {relation.until}", f"probability {relation.probability:.2f}",
        )  # fmt: skip
        yield note(relation.relation, 0, relation.spans, "relation", "describing", about)
    for at, clash in enumerate(record.discrepancies):
        about = _described(title(clash.about), *(title(v) for v in clash.values))
        yield note("d", at, clash.spans, "discrepancy", "questioning", about)


def _who(wikidata: str) -> str:
    return f"http://www.wikidata.org/entity/{wikidata}"


def _days(time: Any) -> str | None:
    return time.value or " to ".join(filter(None, (time.begin, time.until)))


def _described(*parts: str | None) -> dict[str, str]:
    words = line("; ".join(p for p in parts if p))
    return {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": words}


def _target(words: str, span: Span, source: str) -> dict[str, Any]:
    """The words exactly, with what stands beside them; and by code points of the text that readout makes of it."""
    return {
        "source": source,
        "renderedVia": _READER,
        "selector": [
            filled(
                type="TextQuoteSelector",
                exact=text(words[span.start : span.end]),
                prefix=text(words[max(0, span.start - _BESIDE) : span.start]),
                suffix=text(words[span.end : span.end + _BESIDE]),
            ),
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        ],
    }


FORMATS = (
    Exporter(
        "annotations",
        "application/ld+json",
        ".annotations.jsonld",
        "Web Annotations (W3C) on the exact words",
        write,
    ),
)
