"""Records as brat standoff for annotators: a ZIP of texts, annotations and the configuration that brat needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from readout.lexicon import table
from readout.model import Entity, Event, Record, Span, Statement, Status
from readout.present.export.base import Corpus, Exporter
from readout.present.export.clean import line, text
from readout.present.export.streams import Sink

ENTITIES = ("Person", "Organisation", "Country", "Place", "Group", "Time", "Content", "Source", "Cue")
# A file in a ZIP has the day of 1980 unless it is told another: the same records always make the same file.
_DAY = (1980, 1, 1, 0, 0, 0)
_NAME = re.compile(r"[^\w-]+")


def write(corpus: Corpus) -> Iterator[bytes]:
    """The archive, an article a piece."""
    sink = Sink()
    used: set[str] = set()
    with ZipFile(sink, "w") as archive:
        _add(archive, "annotation.conf", configuration())
        for record in corpus.records:
            name = _file_name(record.article.id, used)
            _add(archive, f"{name}.txt", text(record.article.text))
            _add(archive, f"{name}.ann", "".join(_Notes(record).lines()))
            yield sink.taken()
    yield sink.taken()


def _add(archive: ZipFile, name: str, content: str) -> None:
    archive.writestr(ZipInfo(name, _DAY), content.encode(), ZIP_DEFLATED)


def _file_name(article: str, used: set[str]) -> str:
    """A name that leads nowhere else and that no other article has."""
    base = _NAME.sub("_", text(article))[:100].strip("_") or "article"
    name, number = base, 1
    while name.lower() in used:
        number += 1
        name = f"{base}-{number}"
    used.add(name.lower())
    return name


def label(kind: str) -> str:
    """A kind of readout as a type of brat: `office_held` as `Office_held`."""
    return kind[:1].upper() + kind[1:]


def configuration() -> str:
    """`annotation.conf`: the types that annotations have and what may stand in them."""
    parties = "|".join(ENTITIES[:5])
    events = [f"{label(kind)}\tActor*:{parties}, Recipient*:{parties}, Attendee*:{parties}, Place?:{parties}"
              for kind in table("event_kinds")]  # fmt: skip
    relations = [f"{label(kind)}\tArg1:<ENTITY>, Arg2:<ENTITY>" for kind in table("relations")]
    said = ["Said_by\tArg1:Content, Arg2:Source", "Said_with\tArg1:Content, Arg2:Cue"]
    alike = f"Same\t{parties}, <REL-TYPE>:symmetric-transitive"
    statuses = [f"Status\tArg:<EVENT>, Value:{'|'.join(get_args(Status))}"]
    parts = {
        "entities": list(ENTITIES),
        "relations": [*said, *relations, "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>", alike],
        "events": events,
        "attributes": statuses,
    }
    return "".join(f"[{name}]\n" + "\n".join(rows) + "\n\n" for name, rows in parts.items())


class _Notes:
    """The lines of one article's annotations, numbered as brat does: T, E, R, A, #."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.text = text(record.article.text)
        self._counts: dict[str, int] = {}
        self._mentions: dict[str, list[tuple[int, str]]] = {}

    def lines(self) -> Iterator[str]:
        """All lines; what a line names comes before it."""
        for entity in self.record.entities:
            yield from self._entity(entity)
        for time in self.record.times:
            name = self._next("T")
            yield self._words(name, "Time", Span(time.start, time.end))
            yield self._note(name, f"{time.type} {time.value} {time.begin or ''} {time.until or ''}")
        for statement in self.record.statements:
            yield from self._statement(statement)
        for event in self.record.events:
            yield from self._event(event)
        for relation in self.record.relations:
            one, other = self._near(relation.subject, relation.spans[0]), self._near(relation.object, relation.spans[0])
            if one and other:
                name = self._next("R")
                yield f"{name}\t{label(relation.type)} Arg1:{one} Arg2:{other}\n"
                about = (relation.value, relation.status, relation.since, relation.until)
                yield self._note(name, f"{' '.join(filter(None, about))} probability {relation.probability:.2f}")

    def _next(self, kind: str) -> str:
        self._counts[kind] = self._counts.get(kind, 0) + 1
        return f"{kind}{self._counts[kind]}"

    def _words(self, name: str, kind: str, *spans: Span) -> str:
        """A text-bound line; no piece of it crosses the end of a line, which brat would not show."""
        pieces = [piece for span in spans for piece in self._pieces(span)]
        where = ";".join(f"{start} {end}" for start, end in pieces)
        return f"{name}\t{kind} {where}\t{' '.join(self.text[start:end] for start, end in pieces)}\n"

    def _pieces(self, span: Span) -> Iterator[tuple[int, int]]:
        for found in re.finditer(r"[^\n]*[^\s]", self.text[span.start : span.end]):
            start = span.start + found.start()
            start += len(found[0]) - len(found[0].lstrip())
            yield start, span.start + found.end()

    def _note(self, of: str, words: str) -> str:
        return f"{self._next('#')}\tAnnotatorNotes {of}\t{line(words)}\n"

    def _entity(self, entity: Entity) -> Iterator[str]:
        named: list[tuple[int, str]] = []
        for mention in entity.mentions:
            name = self._next("T")
            named.append((mention.start, name))
            yield self._words(name, label(entity.kind), Span(mention.start, mention.end))
        self._mentions[entity.id] = named
        if len(named) > 1:
            yield f"*\tSame {' '.join(name for _, name in named)}\n"
        if named:
            about = (entity.name, entity.role, entity.country, entity.wikidata)
            yield self._note(named[0][1], "; ".join(filter(None, about)))

    def _near(self, entity: str | None, span: Span) -> str | None:
        """The mention of an entity that is nearest to some words."""
        named = self._mentions.get(entity or "", ())
        return min(named, key=lambda row: abs(row[0] - span.start), default=(0, None))[1]

    def _statement(self, statement: Statement) -> Iterator[str]:
        content = self._next("T")
        yield self._words(content, "Content", *statement.content)
        for kind, relation, span in (
            ("Source", "Said_by", statement.source),
            ("Cue", "Said_with", statement.cue),
        ):
            if span is not None:
                name = self._next("T")
                yield self._words(name, kind, span)
                yield f"{self._next('R')}\t{relation} Arg1:{content} Arg2:{name}\n"
        cast = {e.id: e.name for e in self.record.entities}
        who = cast.get(statement.speaker or "", "")
        via = " via " + ", ".join(cast[v] for v in statement.via if v in cast) if statement.via else ""
        yield self._note(
            content, f"{statement.act} {statement.kind} {who}{via} probability {statement.probability:.2f}"
        )

    def _event(self, event: Event) -> Iterator[str]:
        trigger, name = self._next("T"), self._next("E")
        yield self._words(trigger, label(event.type), event.trigger)
        roles: dict[str, int] = {}
        arguments = [f"{label(event.type)}:{trigger}"]
        parts = [*((p.role, p.entity) for p in event.participants), ("place", event.place)]
        for role, entity in parts:
            near = self._near(entity, event.trigger)
            if near is not None:
                roles[role] = roles.get(role, 0) + 1
                arguments.append(f"{label(role)}{roles[role] if roles[role] > 1 else ''}:{near}")
        yield f"{name}\t{' '.join(arguments)}\n"
        yield f"{self._next('A')}\tStatus {name} {event.status}\n"
        time = event.time
        when = f" {time.value or time.begin or time.until} by {time.by}" if time is not None else ""
        said = f" said in {' '.join(event.sources)}" if event.sources else ""
        yield self._note(name, f"{event.id}{when}{said} probability {event.probability:.2f}")


FORMATS = (Exporter("brat", "application/zip", ".brat.zip", "brat standoff for annotators: a ZIP", write),)
