"""The tables of many articles: what each column holds, and the rows that a record has in each table.

They are those of the exports (`present/export/frames.py`) and more, with names that SQL takes without quotes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from readout.model import Record, to_json
from readout.present.export import frames
from readout.present.export.clean import line, text, url
from readout.store.rows import event_rows, relation_rows

Kind = Literal["words", "list", "whole", "number", "day", "flag"]
Cell = str | int | float | bool | date | tuple[str, ...] | None
Row = dict[str, Cell]

# Names of the exports that SQL keeps for itself.
_RENAMED = {"from": "first_day", "to": "last_day", "start": "start_char", "end": "end_char"}


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds; `about` is a line for its readers."""

    kind: Kind
    about: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table of many articles; `rows(record, version)` are those of one article."""

    name: str
    about: str
    columns: Mapping[str, Column]
    rows: Callable[[Record, int], Iterable[Row]]


def day(words: str | None) -> date | None:
    """The day that a date or time begins with, where it is one."""
    try:
        return date.fromisoformat((words or "")[:10])
    except ValueError:
        return None


def _head(record: Record) -> Row:
    article = record.article
    return {
        "article": text(article.id),
        "headline": line(article.headline, 300) or None,
        "publisher": line(article.publisher, 300) or None,
        "published": line(article.published, 40) or None,
        "day": day(article.published),
        "url": url(article.url),
    }


def _articles(record: Record, version: int) -> Iterator[Row]:
    article = record.article
    yield {
        **_head(record),
        "version": version,
        "source": text(article.source),
        "authors": tuple(line(name, 300) for name in article.authors),
        "section": line(article.section, 300) or None,
        "language": article.language,
        "updated": article.updated,
        "retrieved": article.retrieved,
        "word_count": article.word_count,
        "notices": tuple(dict.fromkeys(notice.kind for notice in article.notices)),
        "statement_count": len(record.statements),
        "event_count": len(record.events),
        "text": text(article.text),
    }


def _of_frame(frame: frames.Frame, record: Record, version: int) -> Iterator[Row]:
    """The rows of an export, in the types and by the names of these tables."""
    head = _head(record)
    for row in frame.rows(record, version):
        named: Row = {_RENAMED.get(name, name): cell for name, cell in row.items() if name != "version"}
        for name, cell in named.items():
            if isinstance(cell, str):
                named[name] = day(cell) if name in _DAYS else text(cell)
        yield {**named, **head}


def _events(record: Record, version: int) -> Iterator[Row]:
    found = {event.id: event for event in record.events}
    for row in _of_frame(frames.EVENTS, record, version):
        event = found[str(row["event"])]
        yield {**row, "place_entity": event.place, "sources": event.sources, "background": event.background}


def _participants(record: Record, version: int) -> Iterator[Row]:
    head = _head(record)
    for event in event_rows(record, version):
        for part in event.participants:
            yield {
                "event": event.event,
                "type": event.type,
                "entity": part.entity,
                "name": line(part.name, 300),
                "kind": part.kind,
                "country": part.country,
                "role": part.role,
                "status": part.status or event.status,
                "reason": line(part.reason) or None,
                **head,
            }


def _statements(record: Record, version: int) -> Iterator[Row]:
    found = {statement.id: statement for statement in record.statements}
    for row in _of_frame(frames.STATEMENTS, record, version):
        statement = found[str(row["statement"])]
        yield {**row, "speaker": statement.speaker, "within": statement.within}


def _entities(record: Record, version: int) -> Iterator[Row]:
    return _of_frame(frames.ENTITIES, record, version)


def _times(record: Record, version: int) -> Iterator[Row]:
    head = _head(record)
    for time in record.times:
        yield {
            "time": time.id,
            "words": line(record.article.text[time.start : time.end]),
            "type": time.type,
            "value": time.value,
            "first_day": day(time.begin),
            "last_day": day(time.until),
            "start_char": time.start,
            "end_char": time.end,
            **head,
        }


def _relations(record: Record, version: int) -> Iterator[Row]:
    ends = {row.relation: (row.subject, row.object) for row in relation_rows(record, version)}
    for row in _of_frame(frames.RELATIONS, record, version):
        subject, other = ends[str(row["relation"])]
        yield {**row, "subject_entity": subject.entity, "object_entity": other.entity if other else None}


def _problems(record: Record, version: int) -> Iterator[Row]:
    for problem in record.problems:
        yield {"source": text(problem.where), "what": text(problem.what), "article": text(record.article.id)}


def _records(record: Record, version: int) -> Iterator[Row]:
    yield {**_head(record), "record": to_json(record)}


_DAYS = frozenset({"first_day", "last_day", "said_on"})
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("version", "word_count", "statement_count", "event_count", "attendee_count"), "whole"),
    **dict.fromkeys(("start_char", "end_char", "mentions"), "whole"),
    **dict.fromkeys(("probability", "latitude", "longitude"), "number"),
    **dict.fromkeys(("actors", "recipients", "attendees", "apart", "via", "spellings"), "list"),
    **dict.fromkeys(("authors", "notices", "sources"), "list"),
    **dict.fromkeys((*_DAYS, "day"), "day"),
    "background": "flag",
}
_HEAD = {
    "article": "the article's id; joins the tables, with `event`, `statement` or `entity` where both have it",
    "headline": "its headline",
    "publisher": "its outlet",
    "published": "when it was published, as the page says (ISO 8601)",
    "day": "the day of that",
    "url": "its address",
}
_CHARS = {
    "start_char": "where the words begin in the article's `text`, in characters from 0",
    "end_char": "where they end: substring(text, start_char + 1, end_char - start_char)",
}


def _table(
    name: str, about: str, columns: Mapping[str, str], rows: Callable[[Record, int], Iterable[Row]], **kinds: Kind
) -> Table:
    """A table whose columns hold what their names say, but for those in `kinds`."""
    made = {c: Column(kinds.get(c) or _KINDS.get(c, "words"), said) for c, said in columns.items()}
    return Table(name, about, made, rows)


ARTICLES = _table(
    "articles",
    "what each page says of itself, and its text",
    {
        **_HEAD,
        "version": "its version in the store; 1 in shards",
        "source": "the file, line or record that it was read from",
        "authors": "who wrote it",
        "section": "where the outlet filed it",
        "language": "its language; only English (en) is analysed",
        "updated": "when it was changed, as the page says",
        "retrieved": "when the page was fetched",
        "word_count": "how many words it has",
        "notices": "kinds of what the page discloses: ai, sponsored, correction, agency, opinion, republished, other",
        "statement_count": "how many statements it reports",
        "event_count": "how many events it reports",
        "text": "its text",
    },
    _articles,
)
STATEMENTS = _table(
    "statements",
    "who is reported to say, think or want what",
    {
        "statement": "its id in the article",
        "said_by": "the speaker's name, or the words that stand for an unnamed one",
        "speaker": "the speaker's `entity`",
        "role": "the speaker's office in the text's words",
        "country": "the speaker's state (ISO 3166-1 alpha-3)",
        "kind": "direct, indirect or mixed speech",
        "act": "say, ask, deny and the like",
        "words": "what is said; several pieces have ... between them",
        "source_words": "the words that name the source",
        "cue": "the words that say that it is said",
        "said_on": "the day on which it was said",
        "addressee": "to whom",
        "via": "who passed it on, the outermost last",
        "probability": "how likely it is a statement as given",
        "within": "the statement inside whose words it stands",
        **_CHARS,
        **_HEAD,
    },
    _statements,
)
EVENTS = _table(
    "events",
    "what happened, is planned or is alleged, as one article tells it",
    {
        "event": "its id in the article",
        "type": "what kind it is (docs/events.md)",
        "status": "happened, ongoing, scheduled, expected, proposed, uncertain, claimed, denied, postponed, cancelled",
        "probability": "how likely it is an event as given",
        "actors": "the names of those who act",
        "recipients": "the names of those it is done to",
        "attendees": "the names of those who attend",
        "apart": "participants whose own part has another status, with the reason",
        "attendee_count": "how many attend, as the text says",
        "place": "where, by name",
        "place_entity": "the place's `entity`",
        "country": "the place's state",
        "latitude": "the place's, in degrees",
        "longitude": "the place's, in degrees",
        "first_day": "the first day on which it may be, as the text says; never taken from the day of publication",
        "last_day": "the last one",
        "time": "the TIMEX3 value of its time",
        "time_by": "what says so: clause, sentence, carried",
        "said_by": "who reports it; empty where the article itself does",
        "sources": "the statements that report it",
        "background": "whether it is only told to explain other news",
        "trigger": "the words that tell it",
        "sentence": "the sentence round them",
        **_CHARS,
        "plover": "its PLOVER category",
        "cameo": "its CAMEO code",
        **_HEAD,
    },
    _events,
    said_by="list",
)
PARTICIPANTS = _table(
    "participants",
    "who takes part in which event, a row each",
    {
        "event": "the event's id in the article",
        "type": "the event's kind",
        "entity": "the participant's id in the article",
        "name": "its name",
        "kind": "person, organisation, country, place, group",
        "country": "its state",
        "role": "actor, recipient, attendee",
        "status": "of its part: its own where the text tells one apart, else the event's",
        "reason": "why its part has a status of its own",
        **_HEAD,
    },
    _participants,
)
ENTITIES = _table(
    "entities",
    "who and what is named in an article, once each",
    {
        "entity": "its id in the article",
        "kind": "person, organisation, country, place, group",
        "name": "its longest name",
        "role": "its office in the text's words",
        "country": "its state (ISO 3166-1 alpha-3)",
        "wikidata": "its item there, where it is known",
        "person": "its id in the people file",
        "mentions": "how often the article mentions it",
        "spellings": "the names that the article has for it",
        "latitude": "where it is, in degrees",
        "longitude": "where it is, in degrees",
        **_HEAD,
    },
    _entities,
)
TIMES = _table(
    "times",
    "each expression of time",
    {
        "time": "its id in the article",
        "words": "its words",
        "type": "DATE, TIME, DURATION, SET",
        "value": "its TIMEX3 value",
        "first_day": "the first day that it may mean",
        "last_day": "the last one",
        **_CHARS,
        **_HEAD,
    },
    _times,
)
RELATIONS = _table(
    "relations",
    "what holds between two over time",
    {
        "relation": "its id in the article",
        "type": "what kind it is (docs/relations.md)",
        "subject": "whose it is, by name",
        "subject_entity": "its `entity`",
        "object": "with whom, by name",
        "object_entity": "its `entity`",
        "value": "what the type leaves open, in the text's words",
        "status": "holds, held, ended, expected, claimed",
        "since": "since when, as precise as the text says",
        "until": "until when",
        "said_by": "who reports it",
        "probability": "how likely it holds as given",
        "words": "the words that tell it",
        "sentence": "the sentence round them",
        **_CHARS,
        **_HEAD,
    },
    _relations,
    said_by="list",
)
PROBLEMS = _table(
    "problems",
    "what could not be read, and why",
    {
        "source": "the file, line or record",
        "what": "what is wrong with it",
        "article": "the article's id, where it was read all the same",
    },
    _problems,
)
RECORDS = _table(
    "records",
    "each article's whole record",
    {**_HEAD, "record": "the record as `readout read --json` prints it (readout schema)"},
    _records,
)
TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        *(ARTICLES, STATEMENTS, EVENTS, PARTICIPANTS, ENTITIES),
        *(TIMES, RELATIONS, PROBLEMS, RECORDS),
    )
}
