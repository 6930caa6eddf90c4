"""Who is in the store: each person, body and place once, with every spelling, office and article."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable

from msgspec import Struct
from sqlalchemy import Connection, select

from readout.link.entities import folded
from readout.model import Entity, ReadoutError, Record
from readout.store import schema
from readout.store.identity import name_ref
from readout.store.words import folded as spaced


class OfficeSeen(Struct, frozen=True):
    """An office as articles give it, with the state, how many say so, and the days of the first and last of them."""

    office: str
    country: str | None
    articles: int
    first: str | None
    last: str | None


class WhoRow(Struct, frozen=True):
    """One person, body or place of the store: `id` (@N) names it to `same` and `differ`.

    `spellings` counts the names by which articles call it; `articles` are ids of all that mention it.
    """

    id: str
    kind: str
    name: str
    countries: tuple[str, ...]
    wikidata: tuple[str, ...]
    spellings: dict[str, int]
    offices: tuple[OfficeSeen, ...]
    articles: tuple[str, ...]


def things_called(connection: Connection, name: str, exact: bool = False) -> list[int]:
    """The things with these words in a name; `exact`: only those that go by just this name, where there are any."""
    table = schema.profile
    words = folded(name)
    if not words:
        raise ReadoutError(repr(name), "there is no name in this")
    whole = select(table.c.thing).where(table.c.folded == words)
    begins = select(table.c.thing).where((" " + table.c.folded + " ").like(f"% {words} %"))
    named = (
        select(table.c.thing)
        .join(schema.entity_profile, schema.entity_profile.c.profile == table.c.id)
        .join(schema.entity_name, schema.entity_name.c.entity == schema.entity_profile.c.entity)
        .join(schema.name, schema.name.c.id == schema.entity_name.c.name)
        .where(schema.name.c.folded.like(f"%{spaced(name)}%"), ~schema.entity_name.c.metonym)
    )
    found = sorted(set(connection.execute(whole).scalars()))
    if found and exact:
        return found
    return found + sorted(set(connection.execute(begins.union(named)).scalars()) - set(found))


def things_meant(connection: Connection, name: str) -> list[int]:
    """The things that @N or a name means; @N stays with what it named, whatever that was joined with since."""
    if name[:1] == "@" and name[1:].isdigit():
        asked = select(schema.profile.c.thing).where(schema.profile.c.id == int(name[1:]))
        return list(connection.execute(asked).scalars())
    return things_called(connection, name)


def articles_of(connection: Connection, thing: int) -> list[tuple[int, str]]:
    """(article row, entity ref) of a thing, the earliest article first."""
    article, entity, link, table = schema.article, schema.entity, schema.entity_profile, schema.profile
    asked = (
        select(article.c.id, entity.c.ref)
        .join(entity, entity.c.article == article.c.id)
        .join(link, link.c.entity == entity.c.id)
        .join(table, table.c.id == link.c.profile)
        .where(table.c.thing == thing)
        .order_by(article.c.day.nulls_last(), article.c.id, entity.c.id)
    )
    return [(row.id, row.ref) for row in connection.execute(asked)]


def refs_of(connection: Connection, things: list[int]) -> list[str]:
    """How judgements may name these things."""
    table = schema.profile
    rows = connection.execute(select(table).where(table.c.thing.in_(things))).all()
    found = {row.key for row in rows} | {f"name:{row.kind}:{row.folded}" for row in rows}
    return sorted(found | {f"entity:{row.pin}:{row.kind}:{row.folded}" for row in rows if row.pin})


def who_row(thing: int, seen: list[tuple[Record, Entity]]) -> WhoRow:
    """A thing as the articles' records tell it."""
    spellings: Counter[str] = Counter()
    offices: dict[tuple[str, str | None], list[str | None]] = defaultdict(list)
    for record, entity in seen:
        text = record.article.text
        spellings.update({text[m.start : m.end] for m in entity.mentions if m.form == "name"} or {entity.name})
        if entity.kind == "person" and entity.role:
            published = record.article.published
            offices[entity.role, entity.country].append(published[:10] if published else None)
    names = Counter(entity.name for _, entity in seen)
    best = max(names, key=lambda name: (names[name], len(name), name))
    return WhoRow(
        f"@{thing}",
        seen[0][1].kind,
        best,
        tuple(sorted({e.country for _, e in seen if e.country})),
        tuple(sorted({e.wikidata for _, e in seen if e.wikidata})),
        dict(spellings.most_common()),
        tuple(_office(*key, days) for key, days in sorted(offices.items(), key=lambda row: (-len(row[1]), row[0][0]))),
        tuple(dict.fromkeys(record.article.id for record, _ in seen)),
    )


def _office(role: str, country: str | None, days: list[str | None]) -> OfficeSeen:
    known = sorted(day for day in days if day)
    return OfficeSeen(role, country, len(days), known[0] if known else None, known[-1] if known else None)


def sides(connection: Connection, what: str, find: Callable[[str], list[str]]) -> tuple[str, int]:
    """What a judgement is to name for an argument of `same` or `differ`, and the thing that it means now.

    `what` is @N, ARTICLE:eN, or a name. `find(start)` gives the ids of articles that begin so.
    """
    if what.startswith("@") and what[1:].isdigit():
        return _of_thing(connection, next(iter(things_meant(connection, what)), 0), what)
    start, colon, ref = what.rpartition(":")
    if colon and ref[:1] == "e" and ref[1:].isdigit():
        return _of_entity(connection, start, ref, what, find)
    things = things_called(connection, what, exact=True)
    if not things:
        raise ReadoutError(
            what, "nobody and nothing in the store is called so", "`readout who NAME` prints who is there"
        )
    if len(things) > 1:
        several = ", ".join(f"@{thing}" for thing in things[:8])
        raise ReadoutError(
            what, f"several are called so: {several}", "name one of them (`readout who NAME` tells them)"
        )
    table = schema.profile
    exact = connection.execute(select(table.c.kind).where(table.c.folded == folded(what)).limit(1)).scalar_one_or_none()
    return (name_ref(exact, what), things[0]) if exact else _of_thing(connection, things[0], what)


def _of_thing(connection: Connection, thing: int, what: str) -> tuple[str, int]:
    """A thing by a name that is its alone, else by its earliest article's entity."""
    table = schema.profile
    rows = connection.execute(select(table.c.kind, table.c.name, table.c.folded).where(table.c.thing == thing)).all()
    if not rows:
        raise ReadoutError(what, "nothing in the store has this number", "`readout who NAME` prints the numbers")
    for row in sorted(rows, key=lambda r: (-len(r.folded), r.folded)):
        shared = select(table.c.id).where(
            table.c.folded == row.folded, table.c.kind == row.kind, table.c.thing != thing
        )
        if connection.execute(shared).first() is None:
            return name_ref(row.kind, row.name), thing
    article, entity, link = schema.article, schema.entity, schema.entity_profile
    asked = (
        select(article.c.name, table.c.kind, table.c.folded)
        .join(entity, entity.c.article == article.c.id)
        .join(link, link.c.entity == entity.c.id)
        .join(table, table.c.id == link.c.profile)
        .where(table.c.thing == thing)
        .order_by(article.c.day.nulls_last(), article.c.name)
    )
    first = connection.execute(asked).first()
    if first is None:
        raise ReadoutError(what, "no article mentions it any more")
    return f"entity:{first.name}:{first.kind}:{first.folded}", thing


def _of_entity(
    connection: Connection, start: str, ref: str, what: str, find: Callable[[str], list[str]]
) -> tuple[str, int]:
    articles = find(start)
    if len(articles) != 1:
        raise ReadoutError(what, "no such article in the store" if not articles else "more than one article begins so")
    article, entity, link, table = schema.article, schema.entity, schema.entity_profile, schema.profile
    asked = (
        select(table.c.kind, table.c.folded, table.c.thing)
        .join(link, link.c.profile == table.c.id)
        .join(entity, entity.c.id == link.c.entity)
        .join(article, article.c.id == entity.c.article)
        .where(article.c.name == articles[0], entity.c.ref == ref)
    )
    row = connection.execute(asked).first()
    if row is None:
        raise ReadoutError(
            what, "this is nobody by name in that article", "`readout show ARTICLE --json` has the entities"
        )
    return f"entity:{articles[0]}:{row.kind}:{row.folded}", row.thing
