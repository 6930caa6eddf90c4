"""Every part of one article's reading judged against another; the rules themselves are in `rules.py`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import get_args

from readout.evaluate import rules
from readout.evaluate.clusters import Extent, conll
from readout.evaluate.gold import Reading
from readout.evaluate.match import Match, match
from readout.evaluate.sheet import Pairs, Sheet, role
from readout.evaluate.tally import Shape, Tally
from readout.model import (
    Entity,
    Event,
    EventTime,
    Mention,
    MentionForm,
    Participant,
    Role,
    Span,
    Statement,
    Status,
    Time,
)

PARTS: Mapping[str, Shape] = {
    "mentions": "share",
    "mentions.name": "share",
    "mentions.pronoun": "share",
    "mentions.description": "share",
    "coreference": "clusters",
    "entities": "share",
    "office": "share",
    "country": "share",
    "metonyms": "share",
    "statements": "share",
    "statements.content": "share",
    "statements.kind": "share",
    "speaker": "share",
    "cue": "share",
    "act": "share",
    "said_on": "share",
    "addressee": "share",
    "via": "share",
    "times": "share",
    "times.strict": "share",
    "times.value": "share",
    "events": "share",
    "events.type": "share",
    "participants": "share",
    "participants.status": "share",
    "roles": get_args(Role),
    "status": get_args(Status),
    "events.time": "share",
    "place": "share",
    "events.sources": "share",
    "attendee_count": "share",
    "discrepancies": "share",
}


def judge(wanted: Reading, found: Reading) -> dict[str, Tally]:
    """The tally of each part of one article; both readings must have the same text."""
    sheet = Sheet(Match(wanted, found))
    for look in (_mentions, _coreference, _entities, _metonyms, _statements, _times, _events, _discrepancies):
        look(sheet)
    return {part: sheet.tallies[part] for part in PARTS}


def _mentions(sheet: Sheet) -> None:
    def of(reading: Reading, forms: Sequence[str]) -> list[tuple[Mention, bool]]:
        cast = reading.items("entities")
        return [(m, optional) for e, optional in cast for m in e.mentions if m.form in forms]

    both, forms = sheet.both, get_args(MentionForm)
    for part in (part for part in PARTS if part.partition(".")[0] == "mentions"):
        wanted = [form for form in forms if part == f"mentions.{form}"] or forms
        ours, theirs = of(both.wanted, wanted), of(both.found, wanted)
        matched, _ = match(ours, theirs, lambda w, f: (1.0,) if rules.same_extent(w, f) else None)
        sheet.share(part, matched, lambda m: (m,), lambda m: f"{sheet.words(m)} ({m.form})")


def _coreference(sheet: Sheet) -> None:
    both = sheet.both
    sides: list[dict[Extent, str]] = []
    left_out: set[Extent] = set()
    for reading in (both.wanted, both.found):
        of: dict[Extent, set[str]] = defaultdict(set)
        for entity in reading.record.entities:
            for m in entity.mentions:
                of[m.start, m.end].add(entity.id)
        spare = reading.spare("entities")
        left_out |= {extent for extent, ids in of.items() if len(ids) > 1 or ids & spare}
        sides.append({extent: min(ids) for extent, ids in of.items()})
    ours, theirs = ({x: e for x, e in side.items() if x not in left_out} for side in sides)
    errors = []
    for extent, entity_id in ours.items():
        if extent in theirs and (found := both.wanted_id(theirs[extent])) != entity_id:
            at = (Span(*extent),)
            errors.append(sheet.error("coreference", both.name(entity_id), both.name(found), at, at))
    counts = conll(*(_clusters(side) for side in (ours, theirs)))
    sheet.tallies["coreference"] = Tally((float(len(ours)), *counts), tuple(errors))


def _clusters(side: Mapping[Extent, str]) -> list[frozenset[Extent]]:
    of: dict[str, set[Extent]] = defaultdict(set)
    for extent, entity_id in side.items():
        of[entity_id].add(extent)
    return [frozenset(cluster) for cluster in of.values()]


def _entities(sheet: Sheet) -> None:
    def first(e: Entity) -> Sequence[Mention]:
        return e.mentions[:1]

    both, pairs = sheet.both, sheet.both.entities.pairs
    kept = [e for e, optional in both.wanted.items("entities") if not optional]
    sheet.share("entities", both.entities, first, _called, same=rules.same_entity)
    sheet.value("office", pairs, kept, first, role)
    kept = [e for e in kept if e.kind in rules.WITH_COUNTRY]
    pairs = [(w, f) for w, f in pairs if w.kind in rules.WITH_COUNTRY]
    sheet.value("country", pairs, kept, first, lambda e: e.country)


def _called(entity: Entity) -> str:
    return f"{entity.name} ({entity.kind})"


def _metonyms(sheet: Sheet) -> None:
    """Wanted metonyms that resolve, and found ones that none is wanted for; each error is one of the two or both."""
    both, part = sheet.both, "metonyms"

    def of(reading: Reading) -> list[tuple[Mention, Entity]]:
        return [(m, e) for e in reading.record.entities for m in e.mentions]

    ours, theirs = of(both.wanted), of(both.found)
    wanted = [(m, e) for m, e in ours if m.form == "metonym" and e.id not in both.spare]
    spare = [m for m, e in ours if e.id in both.spare]
    resolved: list[Mention] = []
    errors = []
    for mention, entity in wanted:
        here = [(n, o) for n, o in theirs if rules.dice([mention], [n]) >= rules.HALF]
        right = [n for n, o in here if both.entity.get(o.id) == entity.id and o.kind == entity.kind]
        resolved += right
        if not right:
            said, at = ", ".join(_called(o) for _, o in here), [n for n, _ in here]
            errors.append(sheet.error(part, _called(entity), said, (mention,), at))
    hits = len(wanted) - len(errors)
    places = {(m.start, m.end) for m, e in ours if e.kind == "place"}
    invented = [
        (n, o)
        for n, o in theirs
        if (n.form == "metonym" or ((n.start, n.end) in places and rules.stands_for_state(sheet.words(n), o)))
        and both.wanted_id(o.id) not in both.spare
        and not any(rules.dice([n], [m]) >= rules.HALF for m in (*resolved, *spare))
    ]
    told = {span for error in errors for span in error.found_at}
    errors += [sheet.error(part, "", _called(o), (), (n,)) for n, o in invented if Span(n.start, n.end) not in told]
    sheet.tallies[part] = Tally((len(wanted), hits, hits + len(invented), len(wanted)), tuple(errors))


def _statements(sheet: Sheet) -> None:
    def content(s: Statement) -> Sequence[Span]:
        return s.content

    def show(s: Statement) -> str:
        return f"{sheet.words(s.source) or 'no source'}: {' … '.join(map(sheet.words, s.content))}"

    both, pairs = sheet.both, sheet.both.statements.pairs
    kept = [s for s, optional in both.wanted.items("statements") if not optional]
    sheet.share("statements", both.statements, content, show, same=rules.same_source)
    sheet.share("statements.content", both.statements, content, show)
    sheet.value("statements.kind", pairs, kept, content, lambda s: s.kind)
    sheet.value("cue", pairs, kept, content, lambda s: s.cue, sheet.words, rules.same_cue)
    sheet.value("act", pairs, kept, content, lambda s: s.act)
    sheet.value("said_on", pairs, kept, content, lambda s: s.said_on)
    sheet.whom("speaker", pairs, kept, content, lambda s: (s.speaker,))
    sheet.whom("addressee", pairs, kept, content, lambda s: (s.addressee,))
    sheet.whom("via", pairs, kept, content, lambda s: s.via)


def _times(sheet: Sheet) -> None:
    def show(t: Time) -> str:
        return f"{sheet.words(t)} = {t.value}"

    def at(t: Time) -> Sequence[Time]:
        return (t,)

    times = sheet.both.times
    sheet.share("times", times, at, show)
    sheet.share("times.strict", times, at, show, same=rules.same_extent)
    sheet.share("times.value", times, at, show, same=lambda w, f: w.value == f.value)


def _trigger(event: Event) -> Sequence[Span]:
    return (event.trigger,)


def _events(sheet: Sheet) -> None:
    both, pairs = sheet.both, sheet.both.events.pairs
    kept = [e for e, optional in both.wanted.items("events") if not optional]

    def show(e: Event, names: Mapping[str, str]) -> str:
        return f"{e.type}: {', '.join(f'{names.get(p.entity)} ({p.role})' for p in e.participants)}"

    def whole(w: Event, f: Event) -> bool:
        return not both.absent(w, f)

    events, names, others = both.events, both.names, both.found_names
    sheet.share("events", events, _trigger, lambda e: show(e, names), lambda e: show(e, others), whole)
    sheet.share("events.type", events, _trigger, lambda e: f"{e.type} ({sheet.words(e.trigger)})")
    _participants(sheet, pairs, kept)
    statuses = ((w.status, f.status, w, f) for w, f in pairs)
    sheet.labels("status", get_args(Status), statuses, len(kept), _trigger)
    sheet.value("events.time", pairs, kept, _trigger, rules.told_time, _when, rules.same_time)
    sheet.whom("place", pairs, kept, _trigger, lambda e: (e.place,))
    sheet.value("attendee_count", pairs, kept, _trigger, lambda e: e.attendee_count)
    spare = both.spare_statements
    sheet.keys(
        "events.sources",
        pairs,
        kept,
        _trigger,
        lambda e: set(e.sources) - spare,
        lambda e: {both.wanted_statement(s) for s in e.sources} - spare,
        both.statement_name,
    )


def _when(time: EventTime) -> str:
    return f"{time.value or ''} [{time.begin or ''}..{time.until or ''}]"


def _participants(sheet: Sheet, pairs: Pairs[Event], kept: Sequence[Event]) -> None:
    both = sheet.both

    def ours(e: Event) -> dict[str, Participant]:
        return {p.entity: p for p in e.participants if p.entity not in both.spare}

    def theirs(e: Event) -> dict[str, Participant]:
        return {name: p for p in e.participants if (name := both.wanted_id(p.entity)) not in both.spare}

    def taken(some: Mapping[str, Participant]) -> set[tuple[str, str]]:
        return {(name, p.role) for name, p in some.items()}

    def own(some: Mapping[str, Participant]) -> set[tuple[str, str]]:
        return {(name, p.status) for name, p in some.items() if p.status}

    def show(key: tuple[str, str]) -> str:
        return f"{both.name(key[0])} ({key[1]})"

    def judged(part: str, what: Callable[[Mapping[str, Participant]], set[tuple[str, str]]]) -> None:
        sheet.keys(part, pairs, kept, _trigger, lambda e: what(ours(e)), lambda e: what(theirs(e)), show)

    judged("participants", taken)
    judged("participants.status", own)
    shared = [(p, q, w, f) for w, f in pairs for name, p in ours(w).items() if (q := theirs(f).get(name))]
    number = sum(len(ours(e)) for e in kept)
    sheet.labels("roles", get_args(Role), ((p.role, q.role, w, f) for p, q, w, f in shared), number, _trigger)


def _discrepancies(sheet: Sheet) -> None:
    items = sheet.both.items("discrepancies")
    matched, _ = match(*items, lambda w, f: (1.0,) if rules.same_discrepancy(w, f) else None)
    sheet.share("discrepancies", matched, lambda d: d.spans, lambda d: f"{d.about}: {', '.join(d.values)}")
