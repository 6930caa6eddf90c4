"""One entity across articles: profiles kept with each record, and the judgements that make them one or two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import product
from typing import Any, NamedTuple

from msgspec import Struct
from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update

from readout.link.entities import Decision, Profile, asked_keys, decide, folded, groups, index_keys, profile
from readout.model import Entity, Record
from readout.store import schema
from readout.store.engine import now
from readout.store.packing import unpacked

MACHINE = "readout"
_MANY = 400

# Asked for each article: made once, since making a query costs more than SQLite's answer.
_SOME: Any = bindparam("some", expanding=True)
_ON_SOME = or_(schema.judgement.c.left.in_(_SOME), schema.judgement.c.right.in_(_SOME))
_SIDES = select(schema.judgement.c.left, schema.judgement.c.right)
_JUDGED = _SIDES.where(_ON_SOME)
_MACHINES = _SIDES.where(schema.judgement.c.user == MACHINE, schema.judgement.c.left.in_(_SOME))
_JUDGEMENTS = select(schema.judgement).where(_ON_SOME)
_KNOWN = select(schema.profile.c.key, schema.profile.c.id).where(schema.profile.c.key.in_(_SOME))
_PROFILES = select(schema.profile).where(schema.profile.c.id.in_(_SOME))
_KIN = select(schema.profile).where(or_(schema.profile.c.id.in_(_SOME), schema.profile.c.thing.in_(_SOME)))
_HOLDERS = select(schema.profile_key).where(schema.profile_key.c.key.in_(_SOME))
_NEXT = select(func.coalesce(func.max(schema.profile.c.id), 0) + 1)


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
    name = record.article.id
    refs = {entity.id: entity_ref(name, entity) for entity in record.entities}
    judged = _judged(connection, sorted(set(refs.values())))
    said = {}
    for entity in record.entities:
        if (one := profile(entity, name if refs[entity.id] in judged else "")) is not None:
            said[entities[entity.id]] = one
    numbers, fresh = _numbers(connection, said.values())
    if said:
        rows = [{"entity": entity, "profile": numbers[one.key]} for entity, one in said.items()]
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
        connection.execute(delete(schema.profile_key).where(schema.profile_key.c.profile.in_(batch)))
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
    reached = _reach(connection, touched)
    keys = {row.key: number for number, row in reached.members.items()}
    same, apart = _by_people(connection, keys, reached.said)
    changed = [
        {"profile_id": number, "its_thing": thing}
        for group in groups(keys, reached.decisions, same, apart)
        for thing in [min(keys[key] for key in group)]
        for number in sorted(keys[key] for key in group)
        if reached.members[number].thing != thing
    ]
    if changed:
        table = schema.profile
        this = update(table).where(table.c.id == bindparam("profile_id")).values(thing=bindparam("its_thing"))
        connection.execute(this, changed)


class _Reached(NamedTuple):
    """Profiles by their rows, the machine's decisions among them, and what people said of them, in order."""

    members: dict[int, Any]
    decisions: dict[tuple[str, str], Decision]
    said: list[Any]


def _reach(connection: Connection, touched: set[int]) -> _Reached:
    """The profiles that decisions and judgements tie to these, step by step."""
    members: dict[int, Any] = {}
    decisions: dict[tuple[str, str], Decision] = {}
    people: dict[int, Any] = {}
    todo = set(touched)
    while todo:
        rows = [row for some in _batches(sorted(todo)) for row in connection.execute(_KIN, {"some": some})]
        fresh = {row.id: row for row in rows if row.id not in members}
        members |= fresh
        refs = [ref for row in fresh.values() for ref in (row.key, *_refs(row))]
        others: set[str] = set()
        for some in _batches(refs):
            for row in connection.execute(_JUDGEMENTS, {"some": some}):
                if row.user != MACHINE:
                    people[row.id] = row
                elif row.judgement == "positive":
                    decisions[row.left, row.right] = Decision("positive", row.score, row.why)
                others |= {row.left, row.right} if row.judgement == "positive" else set()
        todo = (_all_meant(connection, others) | {row.thing for row in fresh.values()}) - set(members)
    return _Reached(members, decisions, [people[number] for number in sorted(people)])


def _by_people(
    connection: Connection, keys: dict[str, int], said: list[Any]
) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Pairs of profiles that people judged to be one, and to be apart: the last judgement on a pair counts."""
    last = {(row.left, row.right): row.judgement for row in said}
    names = {number: key for key, number in keys.items()}
    found: dict[str, set[tuple[str, str]]] = {"positive": set(), "negative": set()}
    for (left, right), judgement in last.items():
        if judgement not in found:
            continue
        some, others = meant(connection, left), meant(connection, right)
        pairs = ((names[a], names[b]) for a, b in product(some, others) if a != b and a in names and b in names)
        found[judgement] |= set(pairs)
    return found["positive"], found["negative"]


def _all_meant(connection: Connection, refs: set[str]) -> set[int]:
    """The profiles that any of these means: those that the machine judged are asked for together."""
    table = schema.profile
    by_people = {ref for ref in refs if ref.startswith(("name:", "entity:"))}
    found = {number for ref in by_people for number in meant(connection, ref)}
    for some in _batches(sorted(refs - by_people)):
        found |= set(connection.execute(select(table.c.id).where(table.c.key.in_(some))).scalars())
    return found


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


def _judged(connection: Connection, refs: list[str]) -> set[str]:
    """Those of these that a judgement is about."""
    rows = (row for some in _batches(refs) for row in connection.execute(_JUDGED, {"some": some}))
    return {side for row in rows for side in row} & set(refs)


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
        number = _numbers(connection, [own])[0][own.key]
        connection.execute(update(link).where(link.c.entity == row[0]).values(profile=number))
        touched |= {number, row[1]}
    return touched


def _numbers(connection: Connection, some: Iterable[Profile]) -> tuple[dict[str, int], set[int]]:
    """The rows of profiles by their keys, and which are new; these are compared with those that their keys find."""
    table = schema.profile
    said = {one.key: one for one in some}
    known: dict[str, int] = {}
    for batch in _batches(list(said)):
        known |= {row.key: row.id for row in connection.execute(_KNOWN, {"some": batch})}
    new = {key: one for key, one in said.items() if key not in known}
    if not new:
        return known, set()
    first = int(connection.execute(_NEXT).scalar_one())
    numbered = dict(enumerate(new.items(), first))
    found = {number: index_keys(one) for number, (_, one) in numbered.items()}
    _note_decisions(connection, numbered, found)
    rows_of = [
        {
            "id": number,
            "key": key,
            "kind": one.kind,
            "name": one.name,
            "country": one.country,
            "office": one.office,
            "wikidata": one.wikidata,
            "pin": one.pin,
            "folded": folded(one.name),
            "thing": number,
        }
        for number, (key, one) in numbered.items()
    ]
    connection.execute(insert(table), rows_of)
    pairs = [{"key": key, "profile": number} for number, keys in found.items() for key in sorted(keys)]
    if pairs:
        connection.execute(insert(schema.profile_key), pairs)
    return known | {key: number for number, (key, _) in numbered.items()}, set(numbered)


def _note_decisions(
    connection: Connection, new: dict[int, tuple[str, Profile]], found: dict[int, frozenset[str]]
) -> None:
    """Compare new profiles, by number, with those of the store and with each other; `found` are their index keys."""
    asked = {number: asked_keys(one) for number, (_, one) in new.items()}
    holders: dict[str, set[int]] = defaultdict(set)
    for some in _batches(sorted(set().union(*asked.values()))):
        for row in connection.execute(_HOLDERS, {"some": some}):
            holders[row.key].add(row.profile)
    near: dict[int, tuple[str, Profile]] = {}
    for numbers in _batches(sorted(set().union(*holders.values()))):
        for row in connection.execute(_PROFILES, {"some": numbers}):
            said = Profile(row.kind, row.name, row.country, row.office, row.wikidata, row.pin)
            near[row.id] = (row.key, said)
    rows, moment = [], now()
    for number, (key, one) in new.items():
        for other in sorted(set().union(*(holders[asked_key] for asked_key in asked[number]))):
            if (decision := decide(one, near[other][1])) is not None:
                left, right = sorted((key, near[other][0]))
                rows.append(
                    JudgementRow(left, right, decision.judgement, MACHINE, moment, decision.score, decision.why)
                )
        near[number] = (key, one)
        for own in found[number]:
            holders[own].add(number)
    known = {
        (row.left, row.right)
        for some in _batches([r.left for r in rows])
        for row in connection.execute(_MACHINES, {"some": some})
    }
    _add_judgements(connection, [row for row in rows if (row.left, row.right) not in known])


def _add_judgements(connection: Connection, rows: list[JudgementRow]) -> None:
    if rows:
        connection.execute(insert(schema.judgement), [{f: getattr(row, f) for f in _COLUMNS} for row in rows])


def _judgement_row(row: Any) -> JudgementRow:
    return JudgementRow(**{name: getattr(row, name) for name in _COLUMNS}, number=row.id)


def _batches(some: list[Any]) -> Iterable[list[Any]]:
    return (some[at : at + _MANY] for at in range(0, len(some), _MANY))
