"""One entity across articles: profiles kept with each record, and the judgements that make them one or two."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import Any
from zlib import crc32

from msgspec import Struct
from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update

from readout.link.entities import Decision, Profile, asked_keys, decide, folded, groups, index_keys, profile
from readout.model import Entity, Record
from readout.store import schema
from readout.store.engine import now
from readout.store.packing import unpacked

MACHINE = "readout"
_MANY = 400


class JudgementRow(Struct, frozen=True):
    """A judgement on two: `user` is "readout" for the machine's own; `made` is the UTC time (ISO 8601).

    `number` grows from each to the next.
    """

    left: str
    right: str
    judgement: str
    user: str
    made: str
    score: float | None = None
    why: str | None = None
    number: int = 0


_COLUMNS = JudgementRow.__struct_fields__[:-1]


def keep_profiles(connection: Connection, entities: dict[str, int], record: Record) -> None:
    """Give each entity of an article its profile and settle anew the groups that it touches."""
    name, numbers, fresh = record.article.id, {}, set()
    for entity in record.entities:
        pinned = _is_judged(connection, entity_ref(name, entity))
        if (said := profile(entity, name if pinned else "")) is not None:
            number, new = _number(connection, said)
            numbers[entities[entity.id]] = number
            fresh |= {number} if new else set()
    rows = [{"entity": entity, "profile": number} for entity, number in numbers.items()]
    if rows:
        connection.execute(insert(schema.entity_profile), rows)
    settle(connection, fresh)


def profiles_of(connection: Connection, article: int) -> set[int]:
    """The profiles of an article's entities."""
    entity, link = schema.entity, schema.entity_profile
    asked = select(link.c.profile).join(entity, entity.c.id == link.c.entity).where(entity.c.article == article)
    return set(connection.execute(asked).scalars())


def forget_unused(connection: Connection, some: set[int]) -> None:
    """Take out those of these profiles that no entity has any more, and settle anew those that they held together."""
    table, used = schema.profile, select(schema.entity_profile.c.profile)
    rows = [
        row
        for batch in _batches(sorted(some))
        for row in connection.execute(
            select(table.c.id, table.c.thing).where(table.c.id.in_(batch), table.c.id.not_in(used))
        )
    ]
    things = {row.thing for row in rows}
    kin = [set(connection.execute(select(table.c.id).where(table.c.thing == thing)).scalars()) for thing in things]
    for batch in _batches([row.id for row in rows]):
        gone = connection.execute(select(table).where(table.c.id.in_(batch))).all()
        keys = [{"its": key, "number": row.id} for row in gone for key in _hashed(index_keys(_as_said(row)))]
        by_key = schema.profile_key
        this = (by_key.c.key == bindparam("its")) & (by_key.c.profile == bindparam("number"))
        if keys:
            connection.execute(delete(by_key).where(this), keys)
        connection.execute(delete(table).where(table.c.id.in_(batch)))
    left = set().union(*kin) - {row.id for row in rows}
    if left:
        # What they held together is apart until it is settled.
        for batch in _batches(sorted(left)):
            connection.execute(update(table).where(table.c.id.in_(batch)).values(thing=table.c.id))
        settle(connection, left)


def profile_all(connection: Connection) -> None:
    """Profile the entities of a store that was made before there were profiles."""
    article, version = schema.article, schema.version
    newest = (version.c.article == article.c.id) & (version.c.number == article.c.version)
    for row in connection.execute(select(article.c.id, version.c.record).join(version, newest)).all():
        record = unpacked(row.record)
        refs = connection.execute(
            select(schema.entity.c.ref, schema.entity.c.id).where(schema.entity.c.article == row.id)
        )
        keep_profiles(connection, {row.ref: row.id for row in refs}, record)


def entity_ref(article: str, entity: Entity) -> str:
    """An article's entity as judgements name it: by its name, which outlives a new reading."""
    return f"entity:{article}:{entity.kind}:{folded(entity.name)}"


def name_ref(kind: str, name: str) -> str:
    """All of a kind that go by a name, as judgements name them."""
    return f"name:{kind}:{folded(name)}"


def judge(connection: Connection, left: str, right: str, judgement: str, user: str) -> list[int]:
    """Add a person's judgement and settle anew whom it is about, who are then these; "none" takes one back."""
    one, other = sorted((left, right))
    touched = meant(connection, one) | meant(connection, other)
    _add_judgements(connection, [JudgementRow(one, other, judgement, user, now())])
    for ref in (one, other):
        touched |= _pin(connection, ref)
    settle(connection, touched)
    forget_unused(connection, touched)
    table = schema.profile
    about = meant(connection, left) | meant(connection, right)
    return sorted(set(connection.execute(select(table.c.thing).where(table.c.id.in_(about))).scalars()))


def judgements(connection: Connection, refs: Iterable[str] | None = None) -> list[JudgementRow]:
    """All judgements, or those on these, the latest last."""
    table = schema.judgement
    asked = select(table).order_by(table.c.id)
    if refs is not None:
        some = list(refs)
        asked = asked.where(or_(table.c.left.in_(some), table.c.right.in_(some)))
    return [_judgement_row(row) for row in connection.execute(asked)]


def settle(connection: Connection, touched: set[int]) -> None:
    """Form anew the groups that these profiles may belong to."""
    if not touched:
        return
    members, decisions = _reach(connection, touched)
    keys = {key: number for number, key in members.items()}
    same, apart = _by_people(connection, keys)
    for group in groups(keys, decisions, same, apart):
        numbers = [keys[key] for key in group]
        thing = min(numbers)
        for some in _batches(numbers):
            changed = update(schema.profile).where(schema.profile.c.id.in_(some), schema.profile.c.thing != thing)
            connection.execute(changed.values(thing=thing))


def _reach(connection: Connection, touched: set[int]) -> tuple[dict[int, str], dict[tuple[str, str], Decision]]:
    """The profiles that decisions and judgements tie to these, step by step, and the machine's decisions among them."""
    table, log = schema.profile, schema.judgement
    members: dict[int, str] = {}
    decisions: dict[tuple[str, str], Decision] = {}
    todo = set(touched)
    while todo:
        rows = [
            row
            for some in _batches(sorted(todo))
            for row in connection.execute(select(table).where(or_(table.c.id.in_(some), table.c.thing.in_(some))))
        ]
        fresh = {row.id: row for row in rows if row.id not in members}
        members |= {number: row.key for number, row in fresh.items()}
        refs = [ref for row in fresh.values() for ref in (row.key, *_refs(row))]
        others: set[str] = set()
        for some in _batches(refs):
            for row in connection.execute(select(log).where(or_(log.c.left.in_(some), log.c.right.in_(some)))):
                if row.user == MACHINE and row.judgement == "positive":
                    decisions[row.left, row.right] = Decision("positive", row.score, row.why)
                others |= {row.left, row.right} if row.judgement == "positive" else set()
        tied = {number for ref in others for number in meant(connection, ref)}
        todo = (tied | {row.thing for row in fresh.values()}) - set(members)
    return members, decisions


def _by_people(connection: Connection, keys: dict[str, int]) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Pairs of profiles that people judged to be one, and to be apart: the last judgement on a pair counts."""
    log = schema.judgement
    rows = connection.execute(select(log).where(log.c.user != MACHINE).order_by(log.c.id))
    last = {(row.left, row.right): row.judgement for row in rows}
    names = {number: key for key, number in keys.items()}
    found: dict[str, set[tuple[str, str]]] = {"positive": set(), "negative": set()}
    for (left, right), judgement in last.items():
        if judgement not in found:
            continue
        some, others = meant(connection, left), meant(connection, right)
        pairs = ((names[a], names[b]) for a, b in product(some, others) if a != b and a in names and b in names)
        found[judgement] |= set(pairs)
    return found["positive"], found["negative"]


def meant(connection: Connection, ref: str) -> set[int]:
    """The profiles that a judgement's side means."""
    what, _, rest = ref.partition(":")
    table = schema.profile
    if what == "name":
        kind, _, name = rest.partition(":")
        asked = select(table.c.id).where(table.c.kind == kind, table.c.folded == name)
    elif what == "entity":
        article, kind, name = rest.rsplit(":", 2)
        asked = select(table.c.id).where(table.c.pin == article, table.c.kind == kind, table.c.folded == name)
    else:
        asked = select(table.c.id).where(table.c.key == ref)
    return set(connection.execute(asked).scalars())


def _refs(row: Any) -> list[str]:
    """How people's judgements may name a profile."""
    found = [f"name:{row.kind}:{row.folded}"]
    return found + [f"entity:{row.pin}:{row.kind}:{row.folded}"] * bool(row.pin)


def _is_judged(connection: Connection, ref: str) -> bool:
    log = schema.judgement
    return connection.execute(select(log.c.id).where(or_(log.c.left == ref, log.c.right == ref))).first() is not None


def _pin(connection: Connection, ref: str) -> set[int]:
    """Give an article's entity that is judged by itself a profile of its own; the profiles touched."""
    if not ref.startswith("entity:"):
        return set()
    article, kind, name = ref.removeprefix("entity:").rsplit(":", 2)
    entity, table, link = schema.entity, schema.profile, schema.entity_profile
    asked = (
        select(entity.c.id, table)
        .join(link, link.c.entity == entity.c.id)
        .join(table, table.c.id == link.c.profile)
        .join(schema.article, schema.article.c.id == entity.c.article)
        .where(schema.article.c.name == article, table.c.kind == kind, table.c.folded == name, table.c.pin == "")
    )
    touched: set[int] = set()
    for row in connection.execute(asked).all():
        own = Profile(row.kind, row.name, row.country, row.office, row.wikidata, article)
        number, _ = _number(connection, own)
        connection.execute(update(link).where(link.c.entity == row[0]).values(profile=number))
        touched |= {number, row[1]}
    return touched


def _number(connection: Connection, said: Profile) -> tuple[int, bool]:
    """The row of a profile and whether it is new; then it is compared with those that its keys find."""
    table = schema.profile
    known = connection.execute(select(table.c.id).where(table.c.key == said.key)).scalar_one_or_none()
    if known is not None:
        return int(known), False
    number = int(connection.execute(select(func.coalesce(func.max(table.c.id), 0) + 1)).scalar_one())
    _note_decisions(connection, said)
    connection.execute(
        insert(table).values(
            id=number,
            key=said.key,
            kind=said.kind,
            name=said.name,
            country=said.country,
            office=said.office,
            wikidata=said.wikidata,
            pin=said.pin,
            folded=folded(said.name),
            thing=number,
        )
    )
    if found := _hashed(index_keys(said)):
        connection.execute(insert(schema.profile_key), [{"key": key, "profile": number} for key in found])
    return number, True


def _as_said(row: Any) -> Profile:
    return Profile(row.kind, row.name, row.country, row.office, row.wikidata, row.pin)


def _hashed(keys: Iterable[str]) -> list[int]:
    """Keys as `profile_key` has them: two that share a number cost a comparison more, nothing else."""
    return sorted({crc32(key.encode()) >> 1 for key in keys})


def _note_decisions(connection: Connection, said: Profile) -> None:
    table, by_key = schema.profile, schema.profile_key
    near = select(by_key.c.profile).where(by_key.c.key.in_(_hashed(asked_keys(said))))
    rows = []
    for row in connection.execute(select(table).where(table.c.id.in_(near), table.c.kind == said.kind)):
        other = _as_said(row)
        decision = decide(said, other)
        if decision is not None:
            left, right = sorted((said.key, row.key))
            rows.append(JudgementRow(left, right, decision.judgement, MACHINE, now(), decision.score, decision.why))
    log = schema.judgement
    known = {
        (row.left, row.right)
        for some in _batches([r.left for r in rows])
        for row in connection.execute(
            select(log.c.left, log.c.right).where(log.c.user == MACHINE, log.c.left.in_(some))
        )
    }
    _add_judgements(connection, [row for row in rows if (row.left, row.right) not in known])


def _add_judgements(connection: Connection, rows: list[JudgementRow]) -> None:
    if rows:
        connection.execute(insert(schema.judgement), [{f: getattr(row, f) for f in _COLUMNS} for row in rows])


def _judgement_row(row: Any) -> JudgementRow:
    return JudgementRow(**{name: getattr(row, name) for name in _COLUMNS}, number=row.id)


def _batches(some: list[Any]) -> Iterable[list[Any]]:
    return (some[at : at + _MANY] for at in range(0, len(some), _MANY))
