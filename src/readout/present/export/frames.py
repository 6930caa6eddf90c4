"""The tables that CSV and Parquet hold: events, statements, entities, relations, one row each, by named columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from readout.model import Record
from readout.present.export.base import Corpus
from readout.present.export.clean import line, text, url
from readout.present.export.sheet import Cell, Row
from readout.store.rows import EventRow, SourceRow, event_rows, relation_rows, statement_rows

Kind = Literal["words", "list", "whole", "number"]


@dataclass(frozen=True, slots=True)
class Frame:
    """A table: its columns with what each holds, and the rows that a record has in it."""

    name: str
    columns: Mapping[str, Kind]
    rows: Callable[[Record, int], Iterator[Row]]

    def all(self, corpus: Corpus) -> Iterator[Row]:
        """The rows of all records."""
        for record in corpus.records:
            for row in self.rows(record, corpus.version(record.article.id)):
                yield {column: text(cell) if isinstance(cell, str) else cell for column, cell in row.items()}


_OF_ARTICLE: dict[str, Kind] = {
    "article": "words",
    "version": "whole",
    "headline": "words",
    "publisher": "words",
    "published": "words",
    "url": "words",
}


def _of_article(record: Record, version: int) -> dict[str, Cell]:
    article = record.article
    return {
        "article": line(article.id, 200),
        "version": version,
        "headline": line(article.headline, 300),
        "publisher": line(article.publisher, 300),
        "published": line(article.published, 40),
        "url": url(article.url),
    }


def _names(row: EventRow, *roles: str) -> tuple[str, ...]:
    return tuple(line(p.name, 300) for p in row.participants if p.role in roles)


def _sources(sources: tuple[SourceRow, ...]) -> tuple[str, ...]:
    return tuple(line(" via ".join((s.name, *s.via)), 300) for s in sources)


def _events(record: Record, version: int) -> Iterator[Row]:
    cast = {e.id: e for e in record.entities}
    for row in event_rows(record, version):
        place = cast.get(row.place.entity) if row.place else None
        # A day that only the publication gives is no day of the event: `published` has it.
        time = row.time if row.time is not None and row.time.by != "published" else None
        yield {
            "event": row.event,
            "type": row.type,
            "status": row.status,
            "probability": row.probability,
            "actors": _names(row, "actor"),
            "recipients": _names(row, "recipient"),
            "attendees": _names(row, "attendee"),
            "apart": tuple(
                line(f"{p.name}: {p.status or row.status}" + (f" ({p.reason})" if p.reason else ""), 300)
                for p in row.participants
                if p.status or p.reason
            ),
            "attendee_count": row.attendee_count,
            "place": line(place.name, 300) if place else None,
            "country": place.country if place else None,
            "latitude": place.location.lat if place and place.location else None,
            "longitude": place.location.lon if place and place.location else None,
            "from": time.begin if time else None,
            "to": time.until if time else None,
            "time": time.value if time else None,
            "time_by": time.by if time else None,
            "said_by": _sources(row.sources),
            "trigger": line(row.trigger),
            "sentence": line(row.quote),
            "start": row.trigger_span.start,
            "end": row.trigger_span.end,
            "plover": row.plover,
            "cameo": row.cameo,
            **_of_article(record, version),
        }


def _statements(record: Record, version: int) -> Iterator[Row]:
    cast = {e.id: e for e in record.entities}
    for row in statement_rows(record, version):
        speaker = cast.get(row.speaker.entity) if row.speaker else None
        yield {
            "statement": row.statement,
            "said_by": line(row.said_by, 300) or None,
            "role": line(speaker.role, 300) if speaker and speaker.role else None,
            "country": speaker.country if speaker else None,
            "kind": row.kind,
            "act": row.act,
            "words": row.quote,
            "source_words": line(row.source) or None,
            "cue": line(row.cue) or None,
            "said_on": row.said_on,
            "addressee": line(row.addressee, 300) or None,
            "via": tuple(line(v, 300) for v in row.via),
            "probability": row.probability,
            "start": row.start,
            "end": row.end,
            **_of_article(record, version),
        }


def _entities(record: Record, version: int) -> Iterator[Row]:
    words = record.article.text
    for entity in record.entities:
        spellings = dict.fromkeys(line(words[m.start : m.end], 300) for m in entity.mentions if m.form == "name")
        yield {
            "entity": entity.id,
            "kind": entity.kind,
            "name": line(entity.name, 300),
            "role": line(entity.role, 300) or None,
            "country": entity.country,
            "wikidata": entity.wikidata,
            "person": line(entity.identity.id, 200) if entity.identity else None,
            "mentions": len(entity.mentions),
            "spellings": tuple(spellings),
            "latitude": entity.location.lat if entity.location else None,
            "longitude": entity.location.lon if entity.location else None,
            **_of_article(record, version),
        }


def _relations(record: Record, version: int) -> Iterator[Row]:
    for row in relation_rows(record, version):
        yield {
            "relation": row.relation,
            "type": row.type,
            "subject": line(row.subject.name, 300),
            "object": line(row.object.name, 300) if row.object else None,
            "value": line(row.value, 300) or None,
            "status": row.status,
            "since": row.since,
            "until": row.until,
            "said_by": _sources(row.sources),
            "probability": row.probability,
            "words": line(row.words),
            "sentence": line(row.quote),
            "start": row.spans[0].start,
            "end": row.spans[0].end,
            **_of_article(record, version),
        }


_LISTS = frozenset({"actors", "recipients", "attendees", "apart", "said_by", "via", "spellings"})
_WHOLES = frozenset({"attendee_count", "start", "end", "mentions"})
_NUMBERS = frozenset({"probability", "latitude", "longitude"})


def _frame(name: str, columns: str, rows: Callable[[Record, int], Iterator[Row]], words: str = "") -> Frame:
    """A table whose columns hold what their names say; those of `words` are no lists here."""
    kinds: dict[str, Kind] = {}
    for column in columns.split():
        listed = column in _LISTS and column not in words.split()
        whole, number = column in _WHOLES, column in _NUMBERS
        kinds[column] = "list" if listed else "whole" if whole else "number" if number else "words"
    return Frame(name, {**kinds, **_OF_ARTICLE}, rows)


EVENTS = _frame(
    "events",
    "event type status probability actors recipients attendees apart attendee_count place country latitude longitude "
    "from to time time_by said_by trigger sentence start end plover cameo",
    _events,
)
STATEMENTS = _frame(
    "statements",
    "statement said_by role country kind act words source_words cue said_on addressee via probability start end",
    _statements,
    words="said_by",
)
ENTITIES = _frame(
    "entities",
    "entity kind name role country wikidata person mentions spellings latitude longitude",
    _entities,
)
RELATIONS = _frame(
    "relations",
    "relation type subject object value status since until said_by probability words sentence start end",
    _relations,
)
FRAMES = (EVENTS, STATEMENTS, ENTITIES, RELATIONS)
