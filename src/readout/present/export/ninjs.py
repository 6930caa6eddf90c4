"""Articles as ninjs 3.1 (IPTC's News in JSON), one object a line, their dated plans and events as associated items."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from readout.model import Article, Entity, Record, Status
from readout.present.export.base import Corpus, Exporter
from readout.present.export.clean import iri, line, name, rfc3339, text, title, url
from readout.present.export.happenings import DONE
from readout.present.export.jsons import filled, lines
from readout.present.export.wording import titled, voiced
from readout.store.rows import EventRow, statement_rows

_STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
}
# IPTC's words for the status of an event; those that are wished, claimed, doubted or denied stand in a description.
_STATUS: dict[Status, str] = {
    "scheduled": "scheduled",
    "expected": "planned",
    "postponed": "postponed",
    "cancelled": "cancelled",
}
_CODES = "http://cv.iptc.org/newscodes/eventstatus/"


def write(corpus: Corpus) -> Iterator[str]:
    """A ninjs object a line."""
    return lines(_item(record, corpus) for record in corpus.records)


def _item(record: Record, corpus: Corpus) -> dict[str, Any]:
    article, number = record.article, corpus.version(record.article.id)

    def of(part: str) -> str:
        return iri(article.id, part, corpus.base)

    published = rfc3339(article.published)
    return filled(
        standard=_STANDARD,
        uri=of(""),
        type="text",
        representationType="full",
        version=str(number),
        versionCreated=published,
        language=article.language,
        title=title(article.headline),
        by=line("; ".join(article.authors), 1000),
        headlines=[{"role": "main", "value": title(article.headline)}] if article.headline else [],
        bodies=[_body(article)],
        descriptions=[*_said(record, number), *_doubted(record, number)],
        people=_named(record, of, "person"),
        organisations=_named(record, of, "organisation"),
        places=_named(record, of, "place", "country"),
        events=[
            {"id": row.event, "name": told, "rel": "mentions", "uri": of(row.event)}
            for row, told in titled(record, number)
            if row.status in DONE or row.status in _STATUS
        ],
        infoSources=[{"name": title(article.publisher), "role": "publisher"}] if article.publisher else [],
        altIds=[
            filled(role="readout", value=name(article)),
            *([{"role": "url", "value": address}] if (address := url(article.url)) else []),
        ],
        associations=[
            _plan(row, told, of) for row, told in titled(record, number) if row.status in _STATUS and _day(row)
        ],
    )


def _body(article: Article) -> dict[str, Any]:
    words = text(article.text)
    counts = filled(charCount=len(words), wordCount=article.word_count or None)
    return {"role": "main", "contentType": "text/plain", **counts, "value": words}


def _said(record: Record, number: int) -> Iterator[dict[str, str]]:
    """Who says what, with the words and how sure it is that the article says so."""
    for row in statement_rows(record, number):
        words = f"{voiced(row)}: {line(row.quote)} ({row.probability:.2f})"
        yield {"role": "statement", "contentType": "text/plain", "value": words}


def _doubted(record: Record, number: int) -> Iterator[dict[str, str]]:
    """What is only claimed, proposed, uncertain or denied: it is no event of the item."""
    for row, told in titled(record, number):
        if row.status not in DONE and row.status not in _STATUS:
            words = f"{told}: {line(row.quote)} ({row.probability:.2f})"
            yield {"role": "claim", "contentType": "text/plain", "value": words}


def _named(record: Record, of: Callable[[str], str], *kinds: str) -> list[dict[str, Any]]:
    return [_thing(e, of) for e in record.entities if e.kind in kinds]


def _thing(entity: Entity, of: Callable[[str], str]) -> dict[str, Any]:
    where = entity.location if entity.kind in ("place", "country") else None
    return filled(
        name=title(entity.name),
        rel="mentions",
        uri=f"http://www.wikidata.org/entity/{entity.wikidata}" if entity.wikidata else of(entity.id),
        literal=entity.country,
        geoJSON={"type": "Point", "coordinates": [where.lon, where.lat]} if where else None,
    )


def _day(row: EventRow) -> str | None:
    return row.time.begin if row.time is not None and row.time.by != "published" else None


def _plan(row: EventRow, told: str, of: Callable[[str], str]) -> dict[str, Any]:
    """A planned, postponed or called-off event with a day, as an item of its own."""
    until = row.time.until if row.time is not None else None
    return {
        "name": told,
        "rel": "mentions",
        "uri": of(row.event),
        "type": "event",
        "title": told,
        "descriptions": [{"contentType": "text/plain", "value": line(row.quote)}],
        "eventDetails": {
            "eventStatus": _CODES + _STATUS[row.status],
            "dates": filled(expectedStartDate=_day(row), expectedEndDate=until),
        },
    }


FORMATS = (
    Exporter(
        "ninjs", "application/x-ndjson", ".ninjs.jsonl", "ninjs 3.1 (IPTC), an article a line with its text", write
    ),
)
