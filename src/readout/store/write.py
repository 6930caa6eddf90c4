"""Records into the tables: one article whole or not at all."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, delete, exists, func, insert, select, update

from readout.model import Article, Entity, Event, MentionForm, Record, Span, to_json
from readout.store import schema
from readout.store.corrections_apply import Corrected
from readout.store.corrections_rows import file_doubts, laid_over
from readout.store.engine import leave_mark, now
from readout.store.fulltext import ARTICLES, STATEMENTS, add_words, remove_words
from readout.store.identity import forget_unused, keep_profiles, profiles_of
from readout.store.packing import packed, unpacked
from readout.store.rows import Added, Outcome
from readout.store.schema_links import link_article, link_due
from readout.store.words import folded

_NAMING: tuple[MentionForm, ...] = ("name", "metonym")


def content_hash(article: Article) -> str:
    """What tells a corrected page from the same page read again: what it says, not where it was found."""
    said = [article.headline, article.publisher, article.published, list(article.authors), article.text]
    return hashlib.sha256(to_json(said).encode()).hexdigest()


def add_record(connection: Connection, record: Record, reread: bool) -> Added:
    """Keep a record as a new article or version; with `reread` it takes the place of one with the same content."""
    page, digest = record.article, content_hash(record.article)
    moment = now()
    table = schema.article
    known = connection.execute(
        select(table.c.id, table.c.version, table.c.hash, table.c.added).where(table.c.name == page.id)
    ).one_or_none()
    if known and known.hash == digest and not reread:
        return _added(record, known.version, "unchanged")
    if known and (older := _older(connection, known, page, digest)):
        return _added(record, older, "unchanged")
    columns = _article_columns(page, digest, moment)
    before: set[int] = set()
    if known is None:
        key = _inserted(connection, table, {**columns, "name": page.id, "version": 1, "added": moment})
        added = _added(record, 1, "new")
    else:
        key, same = known.id, known.hash == digest
        added = _added(record, known.version + (not same), "reread" if same else "corrected")
        before = profiles_of(connection, known.id)
        _unindex(connection, known)
        connection.execute(update(table).where(table.c.id == key).values(**columns, version=added.version))
    version = schema.version
    connection.execute(delete(version).where(version.c.article == key, version.c.number == added.version))
    shown = laid_over(connection, record)
    connection.execute(
        insert(version).values(
            article=key, number=added.version, added=moment, headline=page.headline, record=packed(shown.record)
        )
    )
    _keep_reading(connection, key, added.version, record, shown.record)
    _index(connection, key, shown.record)
    file_doubts(connection, key, shown.record, shown.settled)
    forget_unused(connection, before)
    leave_mark(connection)
    return added


def correct_anew(connection: Connection, name: str) -> Corrected:
    """Lay what people corrected over the machine's reading of an article's every version, and index the newest anew.

    Where the newest stays as it stands (people agree with it) only its doubts are noted anew.
    """
    article, version, reading = schema.article, schema.version, schema.reading
    known = connection.execute(select(article.c.id, article.c.version).where(article.c.name == name)).one()
    own = (reading.c.article == version.c.article) & (reading.c.number == version.c.number)
    asked = (
        select(version.c.number, version.c.record, func.coalesce(reading.c.record, version.c.record))
        .outerjoin(reading, own)
        .where(version.c.article == known.id)
        .order_by(version.c.number)
    )
    read = [(number, unpacked(stands), unpacked(data)) for number, stands, data in connection.execute(asked)]
    laid = [(number, stands, record, laid_over(connection, record)) for number, stands, record in read]
    _, stands, _, shown = laid[-1]
    moved = stands != shown.record
    before = profiles_of(connection, known.id) if moved else set()
    if moved:
        _unindex(connection, known)
    for number, stands, record, anew in laid:
        if stands != anew.record:
            this = (version.c.article == known.id) & (version.c.number == number)
            connection.execute(update(version).where(this).values(record=packed(anew.record)))
            _keep_reading(connection, known.id, number, record, anew.record)
    if moved:
        _index(connection, known.id, shown.record)
        forget_unused(connection, before)
    file_doubts(connection, known.id, shown.record, shown.settled)
    connection.execute(update(article).where(article.c.id == known.id).values(changed=now()))
    return shown


def doubt_all(connection: Connection) -> None:
    """Note how doubtful the items are of a store that was made before that was noted."""
    article, version = schema.article, schema.version
    newest = (version.c.article == article.c.id) & (version.c.number == article.c.version)
    for key in connection.execute(select(article.c.id)).scalars().all():
        asked = select(version.c.record).join(article, newest).where(article.c.id == key)
        file_doubts(connection, key, unpacked(connection.execute(asked).scalar_one()))


def _keep_reading(connection: Connection, key: int, number: int, record: Record, shown: Record) -> None:
    """Keep what the machine itself read where people's corrections changed it."""
    reading = schema.reading
    connection.execute(delete(reading).where(reading.c.article == key, reading.c.number == number))
    if shown != record:
        connection.execute(insert(reading).values(article=key, number=number, record=packed(record)))


def _older(connection: Connection, known: Any, page: Article, digest: str) -> int | None:
    """The version with this content that came before the newest, where the page was fetched before that one was."""
    if page.retrieved is None or known.hash == digest:
        return None
    version = schema.version
    asked = select(version.c.number, version.c.record).where(version.c.article == known.id)
    kept = {number: unpacked(data).article for number, data in connection.execute(asked)}
    newest = kept[known.version].retrieved
    if newest is None or page.retrieved > newest:
        return None
    return next((number for number, article in kept.items() if content_hash(article) == digest), None)


def _added(record: Record, version: int, outcome: Outcome) -> Added:
    page = record.article
    return Added(page.id, version, outcome, page.headline, len(record.statements), len(record.events))


def _article_columns(page: Article, digest: str, now: str) -> dict[str, Any]:
    return {
        "hash": digest,
        "headline": page.headline,
        "publisher": page.publisher,
        "published": page.published,
        "day": _day(page),
        "url": page.url,
        "source": page.source,
        "language": page.language,
        "word_count": page.word_count,
        "changed": now,
    }


def _day(page: Article) -> str | None:
    return page.published[:10] if page.published else None


def _inserted(connection: Connection, table: Any, values: dict[str, Any]) -> int:
    key = connection.execute(insert(table).values(**values)).inserted_primary_key
    assert key is not None
    return int(key[0])


def event_bounds(event: Event, day: str | None) -> tuple[str | None, str | None]:
    """First and last day of an event: its own time, an open side closed by the publication date, else that date."""
    begin, until = (event.time.begin, event.time.until) if event.time else (None, None)
    first = begin or min((d for d in (until, day) if d), default=None)
    last = until or max((d for d in (begin, day) if d), default=None)
    return first, last


def _index(connection: Connection, key: int, record: Record) -> None:
    """The rows that the queries look at, for the newest state of an article."""
    add_words(connection, ARTICLES, [(key, *article_words(record.article))])
    entities = _index_entities(connection, key, record)
    keep_profiles(connection, entities, record)
    _index_statements(connection, key, record, entities)
    _index_events(connection, key, record, entities)
    to_be_linked(connection, key)


def to_be_linked(connection: Connection, key: int) -> None:
    """Note that an article is new, changed or gone."""
    connection.execute(delete(link_due).where(link_due.c.article == key))
    linked = exists().where(link_article.c.article == key)
    connection.execute(insert(link_due).values(article=key, linked=select(linked).scalar_subquery()))


def _index_statements(connection: Connection, key: int, record: Record, entities: dict[str, int]) -> None:
    page, day = record.article, _day(record.article)
    mentions = sorted((m.start, m.end, entities[e.id]) for e in record.entities for m in e.mentions)
    rows, about, words = [], [], []
    for number, one in enumerate(record.statements, _next_id(connection, schema.statement)):
        rows.append(
            {
                "id": number,
                "article": key,
                "ref": one.id,
                "speaker": entities.get(one.speaker or ""),
                "source": folded(page.text[one.source.start : one.source.end]) if one.source else None,
                "act": one.act,
                "day": one.said_on or day,
            }
        )
        about += [{"statement": number, "entity": who} for who in sorted(_mentioned(mentions, one.content))]
        words.append((number, _content_words(page, one.content)))
    _insert_all(connection, schema.statement, rows)
    add_words(connection, STATEMENTS, words)
    _insert_all(connection, schema.statement_about, about)


def _index_events(connection: Connection, key: int, record: Record, entities: dict[str, int]) -> None:
    day = _day(record.article)
    rows, parts = [], {}
    for number, event in enumerate(record.events, _next_id(connection, schema.event)):
        begin, until = event_bounds(event, day)
        rows.append(
            {
                "id": number,
                "article": key,
                "ref": event.id,
                "type": event.type,
                "plover": event.plover,
                "status": event.status,
                "begin": begin,
                "until": until,
                "place": entities.get(event.place or ""),
            }
        )
        for part in event.participants:
            if who := entities.get(part.entity):
                row = {"event": number, "entity": who, "role": part.role, "status": part.status}
                parts[number, who, part.role] = row
    _insert_all(connection, schema.event, rows)
    _insert_all(connection, schema.participant, list(parts.values()))


def _index_entities(connection: Connection, key: int, record: Record) -> dict[str, int]:
    """Row numbers of a record's entities, by their ids in the record."""
    text = record.article.text
    rows = {e.id: number for number, e in enumerate(record.entities, _next_id(connection, schema.entity))}
    names = {e.id: _names(e, text) for e in record.entities}
    _insert_all(
        connection,
        schema.entity,
        [
            {"id": rows[e.id], "article": key, "ref": e.id, "kind": e.kind, "country": e.country}
            for e in record.entities
        ],
    )
    numbers = _name_numbers(connection, sorted(set().union(*names.values())))
    _insert_all(
        connection,
        schema.entity_name,
        [
            {"name": numbers[words], "entity": rows[e], "metonym": metonym}
            for e, its in names.items()
            for words, metonym in sorted(its.items())
        ],
    )
    return rows


def _names(entity: Entity, text: str) -> dict[str, bool]:
    """The folded names that an entity goes by in its article, and whether each is a metonym only."""
    said = {form: {folded(text[m.start : m.end]) for m in entity.mentions if m.form == form} for form in _NAMING}
    return dict.fromkeys(said["metonym"], True) | dict.fromkeys({folded(entity.name), *said["name"]}, False)


def _name_numbers(connection: Connection, names: Sequence[str]) -> dict[str, int]:
    """The row of each folded name; new names get one."""
    table = schema.name
    known: dict[str, int] = {}
    for at in range(0, len(names), 500):
        some = names[at : at + 500]
        rows = connection.execute(select(table.c.folded, table.c.id).where(table.c.folded.in_(some)))
        known.update({row.folded: row.id for row in rows})
    fresh = {n: number for number, n in enumerate((n for n in names if n not in known), _next_id(connection, table))}
    _insert_all(connection, table, [{"id": number, "folded": n} for n, number in fresh.items()])
    return known | fresh


def _next_id(connection: Connection, table: Any) -> int:
    # Asked four times an article: as SQL it takes a fifth of what making the query does.
    return int(connection.exec_driver_sql(f'SELECT coalesce(max(id), 0) + 1 FROM "{table.name}"').scalar_one())


def _insert_all(connection: Connection, table: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _mentioned(mentions: list[tuple[int, int, int]], content: Iterable[Span]) -> set[int]:
    """The entities with a mention inside the content, each once; `mentions` are sorted (start, end, entity)."""
    found: set[int] = set()
    for span in content:
        low = bisect_left(mentions, (span.start, 0, 0))
        high = bisect_right(mentions, (span.end, 0, 0))
        found.update(entity for _, end, entity in mentions[low:high] if end <= span.end)
    return found


def article_words(page: Article) -> tuple[str, str]:
    """What the full-text search sees of an article: headline and text. SQLite's text ends at a NUL."""
    return (page.headline or "").replace("\0", " "), page.text.replace("\0", " ")


def _content_words(page: Article, content: Iterable[Span]) -> str:
    return " ".join(page.text[c.start : c.end] for c in content).replace("\0", " ")


def _unindex(connection: Connection, known: Any) -> None:
    """Take an article's newest state out of the index; the full-text tables must be told the words that go."""
    version, statement = schema.version, schema.statement
    old = unpacked(
        connection.execute(
            select(version.c.record).where(version.c.article == known.id, version.c.number == known.version)
        ).scalar_one()
    )
    remove_words(connection, ARTICLES, [(known.id, *article_words(old.article))])
    rows = connection.execute(select(statement.c.ref, statement.c.id).where(statement.c.article == known.id))
    numbers = {row.ref: row.id for row in rows}
    said = [(numbers[one.id], _content_words(old.article, one.content)) for one in old.statements]
    remove_words(connection, STATEMENTS, said)
    for table in (schema.event, statement, schema.entity):
        connection.execute(delete(table).where(table.c.article == known.id))


def remove_record(connection: Connection, name: str) -> None:
    """Take an article, with all its versions, out of the tables and the index; raises where there is none."""
    article = schema.article
    known = connection.execute(select(article.c.id, article.c.version).where(article.c.name == name)).one()
    before = profiles_of(connection, known.id)
    _unindex(connection, known)
    connection.execute(delete(article).where(article.c.id == known.id))
    to_be_linked(connection, known.id)
    forget_unused(connection, before)
