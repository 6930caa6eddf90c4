"""Mentions of one event brought together."""

from __future__ import annotations

from collections.abc import Callable

from readout.extract.events.kinds import akin, words
from readout.extract.events.reading import Found, Part
from readout.model import Entity, EventTime, Status

Fit = Callable[[list[Entity], list[Entity]], bool]

_GROUPS: dict[Status, str] = {
    "happened": "past",
    "ongoing": "past",
    "scheduled": "coming",
    "expected": "coming",
    "proposed": "coming",
    "uncertain": "coming",
    "claimed": "claimed",
    "denied": "off",
    "postponed": "off",
    "cancelled": "off",
}
_BESIDE = frozenset({"headline", "caption", "heading"})
# Only so many events of a kind are compared with a new one: the latest.
_WINDOW = 30
# Words with so many first letters alike are one: `endorse`, `endorsement`.
_SHORT, _STEM = 4, 6
_SOON = 3


def merged(found: list[Found]) -> list[Found]:
    """One event for all mentions that may be the same; the mention that tells most stands for it."""
    by_kind: dict[str, list[Found]] = {}
    # The body first: headline and captions then find the event that they announce.
    for one in sorted(found, key=lambda f: f.block in _BESIDE):
        kind = one.frame.kind.name
        known = by_kind.setdefault(kind, [])
        match = next((other for other in reversed(known[-_WINDOW:]) if is_same(one, other)), None)
        if match is not None:
            known[known.index(match)] = joined(match, one)
        elif one.complete:
            if not (one.block in _BESIDE and _is_told_in_body(one, by_kind)):
                known.append(one)
        elif known and (fresh := _continued(one, known[-1])) is not None:
            known.append(fresh)
    return [f for events in by_kind.values() for f in _again(events)]


def _again(events: list[Found]) -> list[Found]:
    """Events without those that are found to be one now that each has what all of its mentions tell."""
    known: list[Found] = []
    for one in events:
        match = next((other for other in reversed(known[-_WINDOW:]) if _is_on_the_day(one, other)), None)
        if match is None:
            known.append(one)
        else:
            known[known.index(match)] = joined(match, one)
    return known


def _is_told_in_body(one: Found, by_kind: dict[str, list[Found]]) -> bool:
    """Whether the body tells what a headline announces, in its kind or one akin to it."""
    near = (other for kind in akin(one.frame.kind.name) for other in by_kind.get(kind, ())[-_WINDOW:])
    return any(_touch(one, other) for other in near)


def _continued(one: Found, before: Found) -> Found | None:
    """`The visit will end on Friday`: a new event with the parties of the one before, if it tells something new."""
    if _GROUPS[one.status] == _GROUPS[before.status] or one.time is None:
        return None
    one.parts, one.place, one.complete = list(before.parts), one.place or before.place, True
    return one


def is_same(one: Found, other: Found) -> bool:
    """Whether two mentions of a kind may be one event: nothing that they tell speaks against it."""
    if not one.complete or not other.complete:
        fits = not one.parts or _parties_fit(one, other)
        return not one.complete and fits and _GROUPS[one.status] == _GROUPS[other.status]
    if "agent" in (one.trigger.form, other.trigger.form) and one.trigger.form != other.trigger.form:
        return False
    beside = one.block in _BESIDE or other.block in _BESIDE
    groups = {_GROUPS[one.status], _GROUPS[other.status]}
    loose = beside or _is_known(one) or _is_known(other) or _is_carried_out(one, other)
    if len(groups) > 1 and (not (loose or _is_scene(one) or _is_scene(other)) or ("claimed" in groups and not beside)):
        return False
    if not beside and _times_differ(one.time, other.time):
        return False
    if not _places_fit(one.place, other.place) or (not beside and _are_other_numbers(one, other)):
        return False
    if one.parts and other.parts:
        return _parties_fit(one, other)
    if _is_on_the_day(one, other):
        return True
    if any(_has_others(x, y) for x, y in ((one, other), (other, one))):
        return False
    bare, told = (other, one) if one.parts else (one, other)
    if _is_another_fight(bare, told):
        return False
    if one.sentence == other.sentence or _is_worded_alike(one, other):
        return True
    if not one.parts and not other.parts:
        return one.frame.kind.name == "attack" or (loose and "noun" in (one.trigger.form, other.trigger.form))
    if _is_occurring(bare) or told.frame.weak:
        return False
    return "noun" in (told.trigger.form, bare.trigger.form)


def _is_carried_out(one: Found, other: Found) -> bool:
    """Whether the same word tells a deed to one of the same as planned and as done: `will sue X`, `sued X`.

    Not what is done again and again: visits, blows.
    """
    kind, groups = one.frame.kind, {_GROUPS[one.status], _GROUPS[other.status]}
    if groups != {"past", "coming"} or not (kind.speech or kind.plain) or kind.arranged or kind.name == "attack":
        return False
    known = {e.id for e in one.of("recipient")} & {e.id for e in other.of("recipient")}
    return bool(known) and _is_stem(one.deed, other.deed)


def _is_beside(one: Found) -> bool:
    """Whether a mention only announces what the body tells: in a headline or caption."""
    return one.block in _BESIDE


def _is_scene(one: Found) -> bool:
    """Whether a noun only sets the scene of something past: whether it has taken place is told elsewhere."""
    return one.adjunct and _GROUPS[one.status] == "past"


def _has_others(one: Found, other: Found) -> bool:
    """Whether a verb has a party whom nobody names, where another mention has named ones: `the convention voted`."""
    if one.sentence == other.sentence or _is_beside(other):
        return False
    return any(other.of(role) for role in one.nameless)


def _are_other_numbers(one: Found, other: Found) -> bool:
    """Whether two deeds befall different numbers of people: `arrested two men`, `arrested six Protestants`."""
    ours, theirs = dict(one.numbers), dict(other.numbers)
    counted = one.frame.kind.plain and one.frame.kind.name != "attack"  # a toll rises within an article
    return counted and any(ours[role] != theirs[role] for role in ours.keys() & theirs.keys())


def _is_occurring(one: Found) -> bool:
    """Whether a noun is told by itself of as taking place: `the fight broke out`."""
    return one.trigger.form == "noun" and "told unnamed" in one.signs


def _is_another_fight(bare: Found, told: Found) -> bool:
    """Whether blows between people are told after a fight that names nobody: `a fight broke out ... he fought X`."""
    later = told.sentence > bare.sentence and not _is_beside(bare) and not _is_beside(told)
    return later and bool(told.parts) and told.frame.kind.name == "attack" and _is_occurring(bare)


def _is_known(one: Found) -> bool:
    """Whether a noun points to what was told before: `the attack`, `those talks`."""
    return "noun definite" in one.signs


def _is_worded_alike(one: Found, other: Found) -> bool:
    return bool({one.deed, one.noun} & {other.deed, other.noun} - {""})


def _is_stem(one: str, other: str) -> bool:
    """Whether two words begin alike: `evict`, `eviction`."""
    length = min(len(one), len(other), _STEM)
    return one.lower() == other.lower() or (length >= _SHORT and one[:length].lower() == other[:length].lower())


def _is_on_the_day(one: Found, other: Found) -> bool:
    """Whether both are told in the same words of the same time, which the text gives: `was evicted in April`."""
    if one.time is None or other.time is None or one.time.by == "published" or one.frame.kind.name == "attack":
        return False
    if _GROUPS[one.status] != _GROUPS[other.status] or _are_other_numbers(one, other):
        return False
    if any("actor" in x.nameless and y.of("actor") for x, y in ((one, other), (other, one))):
        return False
    sides = (one.of("actor"), other.of("actor")), (one.of("recipient"), other.of("recipient"))
    if not all(_fit(*side) for side in sides if all(side)):
        return False
    days = one.time.begin, one.time.until
    return None not in days and days == (other.time.begin, other.time.until) and _is_stem(one.deed, other.deed)


def _parties_fit(one: Found, other: Found) -> bool:
    """Whether those who take part may be the same, and at least one is, or the words are."""
    loose = _is_beside(one) or _is_beside(other) or "noun" in (one.trigger.form, other.trigger.form)
    fit: Fit = _may_meet if _is_beside(one) or _is_beside(other) else _meet if loose else _fit
    if one.frame.kind.mutual:
        return fit(one.of("actor", "recipient", "attendee"), other.of("actor", "recipient", "attendee"))
    actors = one.of("actor"), other.of("actor")
    recipients = one.of("recipient"), other.of("recipient")
    attendees = one.of("attendee"), other.of("attendee")
    alike = one.frame.kind.plain and bool(one.deed) and one.deed == other.deed
    if alike and not one.frame.kind.speech:
        fit = _may_be_one(fit)
    if _is_described(one, other):
        return True
    if not all(fit(*pair) for pair in (actors, recipients) if pair[0] and pair[1]):
        return False
    if one.frame.kind.speech and not all(actors):
        return loose and (_is_worded_alike(one, other) or _is_carried_out(one, other))
    deeds = one.trigger.form == other.trigger.form == "verb" and one.deed != other.deed
    if deeds and not one.frame.kind.arranged and not (one.frame.kind.speech and not all(recipients)):
        targets = [{e.id for e in side} for side in recipients]
        if not (targets[0] & targets[1]):
            return False
    if any(pair[0] and pair[1] for pair in (actors, recipients)):
        return True
    if attendees != ([], []) and (not all(attendees) or _meet(*attendees) or _is_named_alike(one, other)):
        return True
    return (loose or alike) and _is_worded_alike(one, other)


def _is_described(one: Found, other: Found) -> bool:
    """Whether somebody named says the same soon again of one who is only described: `backed Lee ... the governor`."""
    if not one.frame.kind.speech or abs(one.sentence - other.sentence) > _SOON:
        return False
    sides = one.of("recipient"), other.of("recipient")
    named = {e.id for e in one.of("actor") if not _is_anybody(e)} & {e.id for e in other.of("actor")}
    return bool(named) and _may_be_one(_fit)(*sides) and all(e.kind == "person" for side in sides for e in side)


def _may_be_one(fit: Fit) -> Fit:
    """The same comparison, under which a single person without a name may be anybody: `a man was convicted`."""

    def may(one: list[Entity], other: list[Entity]) -> bool:
        return fit(one, other) or (len(one) == len(other) == 1 and any(map(_is_anybody, (*one, *other))))

    return may


def _is_anybody(one: Entity) -> bool:
    """Whether an entity is one person or body that the text does not name: `a store owner`, `the appeals court`."""
    last = one.name.split()[-1]
    return one.kind != "country" and last.islower() and not last.endswith("s") and last not in words("counts")


def _is_named_alike(one: Found, other: Found) -> bool:
    """Whether the nouns of two light verbs are the same, or one just says `the ceremony`."""
    return bool(one.noun and other.noun) and (one.noun == other.noun or "ceremony" in (one.noun, other.noun))


def _touch(one: Found, other: Found) -> bool:
    return _meet(one.of("actor", "recipient", "attendee"), other.of("actor", "recipient", "attendee"))


def _meet(one: list[Entity], other: list[Entity]) -> bool:
    return any(is_alike(x, y) for x in one for y in other)


def _may_meet(one: list[Entity], other: list[Entity]) -> bool:
    """Whether somebody on both sides may be the same: whom no name tells may be anybody of the kind."""
    nameless = any(e.kind == "group" or e.name.islower() for e in (*one, *other))
    return nameless or _meet(one, other)


def _fit(one: list[Entity], other: list[Entity]) -> bool:
    """Whether all of the smaller company are in the larger one."""
    small, large = sorted((one, other), key=len)
    return all(any(is_alike(x, y) for y in large) for x in small) if small else True


def is_alike(one: Entity, other: Entity) -> bool:
    """The same entity, or a country and whoever acts for it."""
    if one.id == other.id:
        return True
    same_country = one.country is not None and one.country == other.country
    return same_country and one.kind != other.kind and "country" in (one.kind, other.kind)


def _places_fit(one: Entity | None, other: Entity | None) -> bool:
    if one is None or other is None or one.id == other.id:
        return True
    return one.country is not None and one.country == other.country and one.kind != other.kind


def _times_differ(one: EventTime | None, other: EventTime | None) -> bool:
    if one is None or other is None:
        return False
    begin, until = one.begin or one.until, one.until or one.begin
    start, end = other.begin or other.until, other.until or other.begin
    if begin is None or until is None or start is None or end is None:
        return False
    return begin > end or start > until


def _is_told_bare(one: Found) -> bool:
    """Whether the article's body tells an event in its own words: a noun that only sets the scene points to it."""
    if one.sources or one.block in _BESIDE or not one.complete or one.status == "claimed":
        return False
    return one.trigger.form == "verb" or not one.adjunct


def _rank(f: Found) -> tuple[bool, bool, bool, int]:
    """Which mention stands for an event: one that tells it by itself, in the body, in its own right; the first such."""
    return f.complete, f.block not in _BESIDE, not f.adjunct or len(f.parts) > 1, -f.trigger.token


def joined(one: Found, other: Found) -> Found:
    """One event of two mentions: the better one's trigger, both ones' participants, what is missing from the other."""
    best, rest = (other, one) if _rank(other) > _rank(one) else (one, other)
    known = {p.entity.id for p in best.parts}
    mutual = best.frame.kind.mutual
    for part in rest.parts:
        mates = [p for p in best.parts if mutual or p.role == part.role]
        if part.entity.id not in known and not any(is_alike(part.entity, p.entity) for p in mates):
            best.parts.append(Part(part.entity, part.role))
    if best.place is None or (rest.place is not None and best.place.kind == "country" and rest.place.kind == "place"):
        best.place = rest.place
    best.time = best.time or rest.time
    best.chance = max(best.chance, rest.chance)
    best.background = best.background and rest.background
    if _is_carried_out(best, rest) and _GROUPS[rest.status] == "past" and _GROUPS[best.status] == "coming":
        best.status = rest.status
    best.retold = (*best.retold, rest.trigger, *rest.retold)
    best.count = best.count if best.count is not None else rest.count
    if _is_told_bare(best) or _is_told_bare(rest):
        best.sources = ()  # what the reporter tells needs no source
    elif not best.sources:
        best.sources = rest.sources
    return best
