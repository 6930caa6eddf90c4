"""Every part of a record must rest on words of the article: spans that do not are taken out and reported."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from readout.model.record import Mention, Problem, Record, Span, Time


def spans(record: Record) -> Iterator[tuple[str, int, int]]:
    """Each span of a record as (where, start, end)."""
    for block in record.article.blocks:
        yield f"article.blocks {block.kind}", block.start, block.end
    for entity in record.entities:
        for mention in entity.mentions:
            yield f"entities {entity.id}", mention.start, mention.end
    for time in record.times:
        yield f"times {time.id}", time.start, time.end
    for statement in record.statements:
        for span in (*statement.content, statement.source, statement.cue):
            if span is not None:
                yield f"statements {statement.id}", span.start, span.end
    for event in record.events:
        for span in (event.trigger, *event.mentions):
            yield f"events {event.id}", span.start, span.end
    for relation in record.relations:
        for span in relation.spans:
            yield f"relations {relation.id}", span.start, span.end
    for discrepancy in record.discrepancies:
        for span in discrepancy.spans:
            yield f"discrepancies {discrepancy.about}", span.start, span.end


def _holds(text: str, span: Span | Mention | Time) -> bool:
    return 0 <= span.start < span.end <= len(text) and not text[span.start : span.end].isspace()


def grounded(record: Record) -> Record:
    """The record without the parts whose words are not in the text, each of them named in `problems`."""
    text, problems = record.article.text, list(record.problems)
    for where, start, end in spans(record):
        if not _holds(text, Span(start, end)):
            problems.append(Problem(where, f"span {start}-{end} quotes no words of the text; left out"))
    if len(problems) == len(record.problems):
        return record
    entities = tuple(replace(e, mentions=tuple(m for m in e.mentions if _holds(text, m))) for e in record.entities)
    kept = {e.id for e in entities if e.mentions}

    def known(entity: str | None) -> str | None:
        return entity if entity in kept else None

    def held(span: Span | None) -> Span | None:
        return span if span is not None and _holds(text, span) else None

    statements = tuple(
        replace(
            s,
            speaker=known(s.speaker),
            addressee=known(s.addressee),
            via=tuple(v for v in s.via if v in kept),
            source=held(s.source),
            cue=held(s.cue),
        )
        for s in record.statements
        if s.content and all(_holds(text, c) for c in s.content)
    )
    said = {s.id for s in statements}
    statements = tuple(replace(s, within=s.within if s.within in said else None) for s in statements)
    events = tuple(
        replace(
            v,
            participants=tuple(p for p in v.participants if p.entity in kept),
            place=known(v.place),
            sources=tuple(s for s in v.sources if s in said),
            mentions=tuple(m for m in v.mentions if _holds(text, m)),
        )
        for v in record.events
        if _holds(text, v.trigger)
    )
    relations = (
        replace(
            r,
            object=known(r.object),
            spans=tuple(s for s in r.spans if _holds(text, s)),
            sources=tuple(s for s in r.sources if s in said),
        )
        for r in record.relations
        if r.subject in kept
    )
    return replace(
        record,
        entities=tuple(e for e in entities if e.id in kept),
        times=tuple(t for t in record.times if _holds(text, t)),
        statements=statements,
        events=events,
        relations=tuple(r for r in relations if r.spans and (r.object or r.value)),
        discrepancies=tuple(d for d in record.discrepancies if all(_holds(text, s) for s in d.spans)),
        problems=tuple(problems),
    )
