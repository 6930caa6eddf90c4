"""FollowTheMoney entities, one JSON object a line, as OpenSanctions ships them; nested ones are read too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from readout.people.rows import QID, BadRow, PersonRow, PostRow, Row, TermRow, day, state

_PERSONS = ("Person",)
_TERMS = ("Occupancy", "Membership", "Employment", "Directorship")
_HOLDERS = ("holder", "member", "employee", "director")
_POSTS = ("post", "organization", "employer")


class _Entity(msgspec.Struct):
    id: str
    schema: str
    properties: dict[str, Any] = {}
    caption: str = ""


_decoder = msgspec.json.Decoder(_Entity)


def ftm_rows(lines: Iterator[tuple[int, bytes]]) -> Iterator[Row]:
    """Persons, offices, and who held which; entities of other schemata are passed over."""
    for number, line in lines:
        if not line.strip():
            continue
        try:
            entity = _decoder.decode(line)
        except msgspec.MsgspecError as error:
            yield BadRow(number, f"this is no FollowTheMoney entity: {error}")
            continue
        yield from _entity(entity, number, "")


def _entity(entity: _Entity, line: int, within: str) -> Iterator[Row]:
    if entity.schema in _PERSONS:
        yield _person(entity, line)
    elif entity.schema in ("Position", "Organization", "PublicBody", "Company", "LegalEntity"):
        names = _texts(entity, "name") or [entity.caption]
        yield PostRow(entity.id, names[0], _one(entity), line)
    elif entity.schema in _TERMS:
        yield from _term(entity, line, within)
    for values in entity.properties.values():
        if not isinstance(values, list) or not values or isinstance(values[0], str):
            continue
        for value in values:
            if isinstance(value, dict) and isinstance(value.get("id"), str) and isinstance(value.get("schema"), str):
                inner = msgspec.convert(value, _Entity)
                yield from _entity(inner, line, entity.id)


def _person(entity: _Entity, line: int) -> Row:
    names = _texts(entity, "name", "alias", "weakAlias", "previousName")
    names = list(dict.fromkeys([entity.caption, *names] if entity.caption else names))
    if not names:
        return BadRow(line, f"person {entity.id} has no name")
    countries = _states(entity, "country", "nationality", "citizenship")
    qid = next((q for q in (*_texts(entity, "wikidataId"), entity.id) if QID.match(q)), None)
    terms = tuple(TermRow(title, None, None, None, None, line) for title in _texts(entity, "position"))
    return PersonRow(entity.id, tuple(names), tuple(countries), qid, terms, line)


def _term(entity: _Entity, line: int, within: str) -> Iterator[Row]:
    holders = _ids(entity, *_HOLDERS) or ([within] if within else [])
    posts = _ids(entity, *_POSTS)
    try:
        begins = [day(text) for text in _texts(entity, "startDate")] or [None]
        ends = [day(text) for text in _texts(entity, "endDate", "periodEnd")] or [None]
    except ValueError as error:
        yield BadRow(line, f"{entity.schema} {entity.id}: {error}")
        return
    begin = max((b for b in begins if b), default=None)
    until = min((e for e in ends if e), default=None)
    if until is None and "ended" in _texts(entity, "status"):
        return  # it is over, and nobody says since when
    title = next(iter(_texts(entity, "role")), "") if entity.schema != "Occupancy" else ""
    for holder in holders:
        for post in posts or [""]:
            yield TermRow(title, None, None, begin, until, line, holder, post)


def _values(entity: _Entity, key: str) -> list[Any]:
    value = entity.properties.get(key)
    return [] if value is None else value if isinstance(value, list) else [value]


def _texts(entity: _Entity, *keys: str) -> list[str]:
    has = entity.properties
    found = [v for key in keys if key in has for v in _values(entity, key)]
    return [" ".join(v.split()) for v in found if isinstance(v, str) and v.strip()] if found else found


def _ids(entity: _Entity, *keys: str) -> list[str]:
    found = [v for key in keys for v in _values(entity, key)]
    ids = [v.get("id") if isinstance(v, dict) else v for v in found]
    return [i for i in ids if isinstance(i, str)]


def _states(entity: _Entity, *keys: str) -> list[str]:
    return list(dict.fromkeys(code for text in _texts(entity, *keys) if (code := state(text))))


def _one(entity: _Entity) -> str | None:
    """The state of an office or body where it has just one."""
    found = _states(entity, "country", "jurisdiction")
    return found[0] if len(found) == 1 else None
