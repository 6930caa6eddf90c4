"""Persons by the user's people file: a name with its office or state, or an office on the article's day."""

from __future__ import annotations

import re
from functools import cache

from msgspec.structs import replace

from readout.lexicon import table
from readout.model import Entity, Identity, Record
from readout.names import compare, part_of
from readout.people import People, Person
from readout.people.offices import Office, office

# "a minister", "the next president": nobody certain is meant, or not who holds the office now.
_OPEN = re.compile(r"^(?:an?|any|every|each|some|no|another|one|next|future|(?:the )?(?:next|future|new|then))\b", re.I)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_REACH = 160
_WHOLE = 0.85
# Words for persons of politics that are no office of their own: the file need not say them.
_POLITICAL = (
    "state",
    "government",
    "leader",
    "minister",
    "deputy",
    "envoy",
    "legislator",
    "local",
    "politics",
    "royal",
)


def who_is(entity: Entity, record: Record, people: People) -> Entity:
    """The person with who they are by the file; as they are where name and context do not settle on one row."""
    day = record.article.published[:10] if record.article.published else None
    meant = office(entity.role, entity.country) if entity.role else None
    found = _by_name(entity, meant, day, people) if _named(entity) else None
    if found is None and meant is not None and day is not None and _is_of_now(entity, record, day):
        found = _by_office(entity, meant, day, people)
    if found is None:
        return entity
    person, identity = found
    return replace(entity, identity=identity, wikidata=entity.wikidata or person.wikidata)


def _named(entity: Entity) -> bool:
    return any(mention.form == "name" for mention in entity.mentions)


def _is_of_now(entity: Entity, record: Record, day: str) -> bool:
    """Is a certain holder of an office meant, and none of another year?"""
    text = record.article.text
    for mention in entity.mentions:
        if mention.form == "description" and _OPEN.match(text[mention.start : mention.end]):
            return False
        around = text[max(0, mention.start - _REACH) : mention.end + _REACH]
        if not _named(entity) and any(year != day[:4] for year in _YEAR.findall(around)):
            return False
    return True


def _by_name(entity: Entity, meant: Office | None, day: str | None, people: People) -> tuple[Person, Identity] | None:
    """The one person of the file who is called so, and whose office or state agrees with what the article says."""
    some = people.called(entity.name)
    fits = [p for p in some if _agrees(p, entity, meant, day)]
    if not fits or len({p.wikidata or p.id for p in fits}) > 1:
        return None
    person = fits[0]
    others = [p for p in some if p not in fits and not _contradicts(p, entity)]
    if others and not (meant and _holds(person, meant, day)):
        return None
    return person, Identity(person.id, person.name, person.source, "name")


def _agrees(person: Person, entity: Entity, meant: Office | None, day: str | None) -> bool:
    """Does the file say of a person what the article says: the office, or at least the state?"""
    if _contradicts(person, entity):
        return False
    if meant is not None and _holds(person, meant, day):
        return True
    if meant is not None and person.terms and not _is_political(meant):
        return False
    whole = any(compare(entity.name, name).score >= _WHOLE for name in person.names)
    return whole and entity.country is not None and entity.country in _states(person)


@cache
def _political() -> frozenset[str]:
    families = table("offices")["families"]
    return frozenset(word for family in _POLITICAL for word in families[family])


def _is_political(meant: Office) -> bool:
    return meant.single or any(meant.name == word or meant.name.endswith(f" {word}") for word in _political())


def _contradicts(person: Person, entity: Entity) -> bool:
    states = _states(person)
    return bool(entity.country and states and entity.country not in states)


def _states(person: Person) -> set[str]:
    return {*person.countries, *(term.country for term in person.terms if term.country)}


def _holds(person: Person, meant: Office, day: str | None) -> bool:
    """Does the file give a person an office, on the day if the office is not over? Without a day, at any time."""
    return any(
        term.office == meant.name
        and not (meant.country and term.country and term.country != meant.country)
        and (day is None or meant.past or not (term.begin or term.until) or term.maybe(day))
        for term in person.terms
    )


def _by_office(entity: Entity, meant: Office, day: str, people: People) -> tuple[Person, Identity] | None:
    """Who holds the office on the day; a person with a name must bear it, at least as a part."""
    if not meant.single or meant.past or meant.country is None:
        return None
    holders = people.holders(meant.name, meant.country, day)
    if len(holders) != 1:
        return None
    person, term = holders[0]
    fits = not _named(entity) or any(_may_be(entity.name, name) for name in person.names)
    return (person, Identity(person.id, person.name, term.source, "office", term.title)) if fits else None


def _may_be(name: str, other: str) -> bool:
    return compare(name, other).verdict == "same" or part_of(name, other)
