"""One trigger read: who takes part, where, when, how sure, as far as its own sentence tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from readout.extract.events.grammar import content, surface_subject
from readout.extract.events.headlines import block_kind
from readout.extract.events.kinds import Frame, lexicon, promising, words
from readout.extract.events.numbers import exact_number
from readout.extract.events.participants import Parties, is_vague
from readout.extract.events.places import place_of
from readout.extract.events.reality import doubt
from readout.extract.events.signs import signs
from readout.extract.events.triggers import Trigger, names_kind
from readout.extract.events.unnamed import is_told_of_unnamed
from readout.extract.status import event_status
from readout.extract.verbs import ancestors, form, is_verb, marker, negated
from readout.extract.when import event_time
from readout.model import Analysis, Entity, EventTime, Role, Status, Time

_ROLES: tuple[Role, ...] = ("actor", "recipient", "attendee")
# Places of the grammar whose phrase must be a party itself: what a thing's owner does is not the thing's doing.
_PLAIN = frozenset({"subject", "poss", "clause"})
_SIDES: tuple[tuple[str, Role], ...] = (("subject", "actor"), ("object", "recipient"))
_MAIN = frozenset({"nsubj", "nsubjpass", "ROOT", "appos"})
_ASIDE = frozenset({"since", "after", "when", "before", "because", "although", "though", "where"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "their", "its"})


@dataclass(slots=True)
class Part:
    """An entity's part in an event."""

    entity: Entity
    role: Role


@dataclass(slots=True)
class Found:
    """An event as one mention of it tells it."""

    trigger: Trigger
    parts: list[Part]
    place: Entity | None
    time: EventTime | None
    status: Status
    count: int | None
    block: str
    adjunct: bool
    complete: bool
    deed: str
    noun: str
    sentence: int
    sources: tuple[str, ...] = ()
    signs: frozenset[str] = frozenset()
    chance: float = 0.0
    background: bool = False
    retold: tuple[Trigger, ...] = ()
    borrows: bool = False
    full: bool = False
    # The roles of a verb whose phrase is of somebody whom no entity stands for.
    nameless: frozenset[Role] = frozenset()
    # How many a verb's phrase says that they are, by role: `arrested two men`.
    numbers: frozenset[tuple[Role, int]] = frozenset()

    @property
    def frame(self) -> Frame:
        return self.trigger.frame

    def of(self, *roles: Role) -> list[Entity]:
        """Its participants in some roles."""
        return [p.entity for p in self.parts if p.role in roles]


def read(a: Analysis, trigger: Trigger, parties: Parties, times: tuple[Time, ...]) -> Found | None:
    """What one trigger tells, with the signs of how likely it is news; nothing where no reader would see an event."""
    trigger = _refused(a, trigger)
    kind, token = trigger.frame.kind, trigger.token
    refused = kind.name == "reject" and negated(a, token)
    again = a.deps[token] == "attr" or (a.deps[token] == "appos" and a.lemmas[token] == a.lemmas[a.heads[token]])
    if trigger.form == "noun" and again:
        return None  # `it is his first visit`, `the visit, a visit that ...` only say more of an event told elsewhere
    against = doubt(a, token, kind.arranged, refused)
    if against is None:
        return None
    if trigger.form == "agent":
        token = trigger.slots["verb"][0]
        against = doubt(a, token, kind.arranged)
        if against is None:
            return None
    parts, place, complete = _parts(a, trigger, parties)
    adjunct = trigger.form == "noun" and _is_adjunct(a, token)
    time = event_time(a, token, times)
    if trigger.form == "noun" and not _is_newsworthy(trigger, parts, place, time, adjunct):
        complete = False
    unnamed = is_told_of_unnamed(a, trigger, parties, {p.role for p in parts}, bool(place or time))
    status = "happened" if refused else _status(a, trigger, token, time)
    if status == "uncertain" and against == "" and _is_conditional(a, token, trigger.frame):
        against = "condition"
    block = block_kind(a, token)
    noun = next((a.lemmas[t].lower() for t in trigger.also), "")
    count = _count(a, trigger) if "attendee" in trigger.frame.roles.values() else None
    deed, sentence = a.lemmas[trigger.token], a.sentence_of[trigger.token]
    found = Found(trigger, parts, place, time, status, count, block, adjunct, False, deed, noun, sentence)
    found.borrows = not complete and not unnamed and against == "" and _may_borrow(a, trigger, adjunct)
    found.background = status in ("happened", "ongoing") and (adjunct or _is_aside(a, token))
    found.full = (complete or unnamed) and against == ""
    found.nameless, found.numbers = frozenset(_nameless(a, found)), frozenset(_numbers(a, found))
    told = "complete" if complete else "unnamed" if unnamed else "partly"
    found.signs = frozenset(signs(a, found, told, against, adjunct))
    return found


def _nameless(a: Analysis, found: Found) -> Iterator[Role]:
    """The roles that a verb gives to somebody without a name: `the convention voted`, `all on board were killed`."""
    slots, given = found.trigger.slots, found.frame.roles
    for slot, role in _SIDES if found.trigger.form == "verb" else ():
        tokens = [t for t in slots.get(slot, ()) if t not in found.trigger.also]
        told = any(a.pos[t] == "PROPN" or a.tags[t] == "PRP" for t in tokens)
        if tokens and not told and given[slot] == role and not found.of(role):
            yield role


def _numbers(a: Analysis, found: Found) -> Iterator[tuple[Role, int]]:
    """How many take part in each role of a verb, where it says so exactly and of nobody by name."""
    for slot, role in _SIDES if found.trigger.form == "verb" else ():
        for token in found.trigger.slots.get(slot, ()):
            below = [c for c in a.children[token] if a.deps[c] == "nummod" and a.pos[token] == "NOUN"]
            exact = [exact_number(a.words[c]) for c in below if not a.children[c]]
            if len(exact) == 1 and exact[0] is not None and found.frame.roles[slot] == role:
                yield role, exact[0]


def _is_aside(a: Analysis, token: int) -> bool:
    """Whether a clause only explains another: `since it launched its war`, `the town that was shelled in May`."""
    above = (t for t in (token, *ancestors(a, token)) if is_verb(a, t))
    return any(a.deps[t] in ("relcl", "acl") or (a.deps[t] == "advcl" and marker(a, t) in _ASIDE) for t in above)


def _is_newsworthy(
    trigger: Trigger, parts: list[Part], place: Entity | None, time: EventTime | None, adjunct: bool
) -> bool:
    """Whether a noun tells enough for an event of its own: not `protests` or `his visits` without where or when."""
    if trigger.frame.needs == "told" and not parts:
        return not adjunct and (place is not None or time is not None)
    return trigger.frame.kind.name != "visit" or place is not None or len(parts) > 1 or time is not None


def _status(a: Analysis, trigger: Trigger, token: int, time: EventTime | None) -> Status:
    """How sure an event is; what is cancelled, promised or done by the first to do it has its own grammar."""
    kind, lemma = trigger.frame.kind, a.lemmas[token].lower()
    arranger = trigger.form == "verb" and lemma in words("arrangers") and _names_kind(a, trigger)
    arranger = arranger and (lemma, kind.name) != ("drop", "attack")
    status, _ = event_status(a, trigger.also[0] if arranger else token, time, kind.speech)
    if status == "expected" and _is_of_rank(a, token):
        return "happened"
    if status in ("happened", "ongoing") and trigger.form == "verb" and kind.plover == "AID":
        return promising().get(lemma, status)
    if status == "happened" and trigger.also and not kind.speech and lemma == "propose":
        return "proposed"
    return status


def _names_kind(a: Analysis, trigger: Trigger) -> bool:
    """Whether a light verb's noun is the event itself: `cancelled a trip`, not `cancelled a ban` or `agreed a deal`."""
    if not trigger.also or trigger.frame.kind.name == "agreement":
        return False
    return trigger.frame.kind.arranged or names_kind(a, trigger.frame, trigger.also[0])


def _refused(a: Analysis, trigger: Trigger) -> Trigger:
    """`will not negotiate with X` tells a refusal, not talks."""
    verb, frame = trigger.token, trigger.frame
    if trigger.form != "verb" or "AGREE" not in (frame.planned, frame.plover) or not negated(a, verb):
        return trigger
    shape = form(a, verb)
    if shape == "future" or (shape == "would" and a.deps[verb] == "ccomp"):
        return replace(trigger, frame=replace(lexicon().refusal, roles=frame.roles, needs=frame.needs))
    return trigger


def _is_conditional(a: Analysis, token: int, frame: Frame) -> bool:
    """Whether an uncertain event is only thought of; that some `may meet` is news, so is a threat with an `unless`."""
    if not is_verb(a, token):
        return not frame.kind.arranged
    shape = form(a, token)
    if frame.planned == "THREATEN":
        return shape not in ("future", "would") or a.deps[token] != "ccomp"
    return shape == "would" or not frame.kind.arranged


def _is_of_rank(a: Analysis, verb: int) -> bool:
    """Whether an infinitive tells a deed by its place in a row: `the first leader to visit`."""
    noun = a.heads[verb]
    return a.deps[verb] in ("acl", "relcl") and any(
        a.lowers[c] in ("first", "second", "only", "last", "latest") for c in a.children[noun]
    )


def _may_borrow(a: Analysis, trigger: Trigger, adjunct: bool) -> bool:
    """Whether the missing parties may stand elsewhere: `the visit`, `supports X by providing weapons`."""
    token = trigger.token
    if trigger.form == "noun":
        return not adjunct and _is_definite(a, token)
    return trigger.form == "verb" and a.deps[token] == "pcomp" and a.lowers[a.heads[token]] == "by"


def _is_definite(a: Analysis, noun: int) -> bool:
    return any(a.lowers[c] in _DEFINITE for c in a.children[noun])


def _is_adjunct(a: Analysis, noun: int) -> bool:
    """Whether a noun only sets the scene: not a subject, nor what a verb of beginning, ending or arranging is about."""
    dep = a.deps[noun]
    if dep in _MAIN:
        return (
            a.heads[noun] == noun or not is_verb(a, a.heads[noun]) or a.deps[a.heads[noun]] in ("relcl", "acl", "advcl")
        )
    if dep in ("dobj", "pobj"):
        head = a.heads[noun] if dep == "dobj" else a.heads[a.heads[noun]]
        return not is_verb(a, head) or a.lemmas[head].lower() not in words("phases")
    return True


def _parts(a: Analysis, trigger: Trigger, parties: Parties) -> tuple[list[Part], Entity | None, bool]:
    """A trigger's participants, its place, and whether all that its frame needs is there."""
    frame, slots = trigger.frame, trigger.slots
    parts: dict[str, Part] = {}
    place = None
    for slot in sorted(slots, key=lambda s: s not in ("subject", "poss")):  # doers first
        role = frame.roles.get(slot, "none")
        if slot == "subject" and trigger.form == "noun":
            role = frame.roles["poss"]
        if role == "none" or role == "place" or slot == "verb":
            continue
        rows = parties.all(
            [
                content(a, t) if parties.named(t) is None else t
                for t in slots[slot]
                if a.lemmas[t].lower() not in words("occasions")
            ],
            not (slot in _PLAIN or (slot == "object" and frame.kind.plain and not trigger.also)),
        )
        if slot == "clause" and not rows and frame.kind.name == "accuse":
            rows = parties.all(slots[slot], True)  # `alleges that X's call broke the law` accuses X
        if slot in ("modifier", "own"):
            rows = [row for row in rows if row.kind in ("country", "group", "organisation")]
        if slot == "inner":
            rows = sorted(rows, key=is_vague)[:1]
        if slot == "between" and trigger.form == "verb" and len(parts) > 1:
            continue
        for entity in rows:
            if role == "host":
                if entity.kind == "place":
                    place = place or entity
                    host = parties.country_of(entity)
                    if host is None or any(_alike(host, p.entity) for p in parts.values()):
                        continue
                    entity = host
                elif entity.kind == "country":
                    place = place or entity
            if role == "goal" and entity.kind == "place":
                place = place or entity
            given: Role = "recipient" if role in ("host", "goal") else next((r for r in _ROLES if r == role), "actor")
            if entity.id not in parts:
                parts[entity.id] = Part(entity, given)
    found = list(parts.values())
    if trigger.form == "agent":
        _settle(a, trigger, parties, found)
    place = place or place_of(a, trigger, parties)
    complete = _is_complete(frame, found, place) or _is_of_people(a, trigger, found) or _has_guests(a, trigger)
    return found, place, complete


def _alike(one: Entity, other: Entity) -> bool:
    return one.id == other.id or (one.country is not None and one.country == other.country and other.kind != "person")


def _settle(a: Analysis, trigger: Trigger, parties: Parties, found: list[Part]) -> None:
    """Nobody becomes their own supplier: then the clause belongs one verb higher up."""
    actors, recipients = ([p for p in found if p.role == role] for role in ("actor", "recipient"))
    if not any(_alike(x.entity, y.entity) for x in actors for y in recipients):
        return
    verb = a.heads[trigger.slots["verb"][0]]
    head = a.heads[verb]
    subject = surface_subject(a, head) if head != verb and is_verb(a, head) else None
    found[:] = recipients
    for entity in parties.all([subject], False) if subject is not None else []:
        if not any(_alike(entity, p.entity) for p in recipients):
            found.insert(0, Part(entity, "actor"))


def _has_guests(a: Analysis, trigger: Trigger) -> bool:
    return "attendee" in trigger.frame.roles.values() and _count(a, trigger) is not None


def _is_of_people(a: Analysis, trigger: Trigger, found: list[Part]) -> bool:
    """Whether the other side are people who are no entity: `a suspect was arrested`, `met officials`."""
    frame = trigger.frame
    if trigger.form == "verb" and frame.kind.mutual and any(p.role == "actor" for p in found):
        mates = [
            t
            for word in ("object", "with")
            for t in trigger.slots.get(word, [])
            if frame.roles.get(word) == "recipient"
        ]
        return any(a.lemmas[t].lower() in words("bodies") for t in mates)
    if not (trigger.form == "verb" and frame.kind.plain and frame.needs == "recipient"):
        return False
    done_to = [t for t in trigger.slots["object"] if not a.lowers[t].endswith("self")]
    return any(a.lemmas[t].lower() in words("people") or a.tags[t] == "PRP" for t in done_to)


def _is_complete(frame: Frame, found: list[Part], place: Entity | None) -> bool:
    """Whether the roles that a frame needs are filled."""
    actors, recipients, attendees = ([p for p in found if p.role == role] for role in _ROLES)
    needs = frame.needs
    if needs == "any":
        return bool(found) or place is not None
    if needs == "told":
        return True
    if needs == "between":
        return len(actors) > 1 or bool(actors and recipients)
    if needs == "place":
        return bool(actors) and place is not None
    if needs == "both":
        return bool(actors and recipients) or (frame.kind.mutual and len(actors) > 1)
    return bool({"actor": actors, "recipient": recipients, "attendee": attendees}[needs])


def _count(a: Analysis, trigger: Trigger) -> int | None:
    """How many come, where the subject tells an exact number."""
    for token in trigger.slots.get("subject", []):
        if a.tags[token] == "NNS":
            for child in a.children[token]:
                if a.deps[child] == "nummod" and not any(
                    a.lowers[c] in ("about", "around", "nearly", "some", "over", "than", "least")
                    for c in a.children[child]
                ):
                    return exact_number(a.lowers[child])
    return None
