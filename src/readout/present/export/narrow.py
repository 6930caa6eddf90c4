"""A record with only what concerns someone: their events, words and relations, and all who take part in these."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from readout.model import Entity, Record


def chosen(records: Iterable[Record], who: str | None, since: str | None, until: str | None) -> Iterator[Record]:
    """The records of articles published in the time asked for, and of them what concerns someone."""
    for record in records:
        day = (record.article.published or "")[:10]
        if (since and day < since) or (until and (day or "9999") > until):
            continue
        kept = narrowed(record, who) if who else record
        if kept is not None:
            yield kept


def narrowed(record: Record, who: str) -> Record | None:
    """The record as it concerns a person, body or state of this name; None when it names none such."""
    asked = {e.id for e in record.entities if _is_called(e, who)}
    if not asked:
        return None
    events = tuple(v for v in record.events if asked & {v.place, *(p.entity for p in v.participants)})
    relations = tuple(r for r in record.relations if asked & {r.subject, r.object})
    needed = {s for v in events for s in v.sources} | {s for r in relations for s in r.sources}
    said = {s.id: s for s in record.statements}
    for statement in record.statements:
        if statement.speaker in asked or statement.addressee in asked:
            needed.add(statement.id)
    for name in tuple(needed):  # a statement inside another's words needs that one too
        while name in said and (outer := said[name].within) is not None and outer not in needed:
            needed.add(outer)
            name = outer
    statements = tuple(s for s in record.statements if s.id in needed)
    cast = asked | {p.entity for v in events for p in v.participants} | {v.place for v in events}
    cast |= {x for r in relations for x in (r.subject, r.object)}
    cast |= {x for s in statements for x in (s.speaker, s.addressee, *s.via)}
    return replace(
        record,
        entities=tuple(e for e in record.entities if e.id in cast),
        statements=statements,
        events=events,
        relations=relations,
        discrepancies=(),
    )


def _is_called(entity: Entity, name: str) -> bool:
    """Whether an entity goes by this name: whole words of it in any case, or its state's ISO code."""
    if entity.kind == "country" and entity.country == name.upper():
        return True
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", entity.name, re.I) is not None
