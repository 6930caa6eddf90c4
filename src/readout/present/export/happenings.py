"""Events over all articles as exports show them: each once, with its newest status, its parties and every telling."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

from readout.lexicon import table
from readout.link.history import State, kind_of
from readout.link.mentions import Mention, name_key
from readout.link.titles import marked_title
from readout.model import Article, Entity, Event, Record, Role, Span, Status
from readout.present.export.clean import line, moment, title, url
from readout.present.words import plain
from readout.store.rows import EventRow, event_rows

if TYPE_CHECKING:
    from readout.link.linker import Linked

DONE: tuple[Status, ...] = ("happened", "ongoing")
PLANNED: tuple[Status, ...] = ("scheduled", "expected", "postponed")
# What the history of an event makes of its status; where it says nothing of these, the newest telling has it.
_OF_STATE: dict[State, Status] = {
    "confirmed": "scheduled",
    "uncertain": "uncertain",
    "postponed": "postponed",
    "cancelled": "cancelled",
}
# Where nothing tells which of several tellings holds, the one that says least of the world counts.
_LEAST: tuple[Status, ...] = ("claimed", "denied", "uncertain", "proposed", "expected", "scheduled")
_PLANS: tuple[Status, ...] = ("scheduled", "expected", "proposed")
_SAID: tuple[Status, ...] = ("claimed", "denied")
_COARSE_DAYS = 7
# So many names fit a title.
_NAMES = 3


@dataclass(frozen=True, slots=True)
class Party:
    """Someone who takes part, by the longest name that the articles give; `status` where it differs."""

    key: str
    entity: Entity
    role: Role
    status: Status | None = None
    reason: str | None = None

    @property
    def name(self) -> str:
        return title(self.entity.name)


@dataclass(frozen=True, slots=True)
class Telling:
    """An event as one article tells it; `spans` are its words, `quote` the sentence round them."""

    record: Record
    event: Event
    row: EventRow
    spans: tuple[Span, ...]

    @property
    def article(self) -> Article:
        return self.record.article

    @property
    def quote(self) -> str:
        return self.row.quote

    @property
    def words(self) -> str:
        """The words that tell it."""
        return self.article.text[self.spans[0].start : self.spans[0].end]

    @property
    def said_by(self) -> str:
        """Who reports it, in one line; empty where the article itself does."""
        return line("; ".join(s.name + "".join(f", via {v}" for v in s.via) for s in self.row.sources), 300)

    @property
    def day(self) -> str:
        """The day of the article, or nothing."""
        return (self.article.published or "")[:10]


@dataclass(frozen=True, slots=True)
class Happening:
    """One event. `id` stays the same as articles are added after the first; `revision` grows with each that tells it.

    `begin` and `until` are ISO days that an article gives, both inclusive, or None; `value` is their TIMEX3 value.
    """

    id: str
    kind: str
    status: Status
    begin: str | None
    until: str | None
    value: str | None
    parties: tuple[Party, ...]
    place: Entity | None
    tellings: tuple[Telling, ...]
    probability: float
    revision: int

    def having(self, *roles: Role) -> list[Party]:
        """The parties in some roles."""
        return [p for p in self.parties if p.role in roles]

    @property
    def quotes(self) -> list[Telling]:
        """The tellings, each sentence of an article once."""
        return list({(t.article.id, t.row.start): t for t in reversed(self.tellings)}.values())[::-1]

    @property
    def told(self) -> tuple[datetime | None, datetime | None]:
        """When the first and the last of its articles that have a date came out."""
        found = sorted(filter(None, (moment(t.article.published) for t in self.tellings)))
        return (found[0], found[-1]) if found else (None, None)

    @property
    def link(self) -> str | None:
        """The address of the newest article that has one."""
        return next(filter(None, (url(t.article.url) for t in reversed(self.tellings))), None)

    @property
    def days(self) -> int:
        """How many days it covers; 0 without any."""
        if self.begin is None or self.until is None:
            return 0
        return (date.fromisoformat(self.until) - date.fromisoformat(self.begin)).days + 1

    @property
    def is_coarse(self) -> bool:
        """Whether its days are only those between which it lies: "in May"."""
        return self.days > _COARSE_DAYS and not (self.value or "").startswith("P")

    @property
    def title(self) -> str:
        """What is not done marked with its status, then the words of the newest article: one short line."""
        apart = set(_SAID) - {self.status}
        kept = [t for t in self.tellings if t.event.status not in apart] or self.tellings
        newest = next(t for t in kept if t.article.id == kept[-1].article.id)
        return title(marked_title(newest.record, newest.event, self._status_of(newest)))

    @property
    def coded(self) -> str:
        """Kind, parties and place in one short line: `Visit: Ann Lee → Chad (Faya)`."""
        actors = tuple(p.name for p in self.having("actor", "attendee"))
        others = tuple(p.name for p in self.having("recipient"))
        where = title(self.place.name) if self.place and title(self.place.name) not in (*actors, *others) else ""
        mutual = is_mutual(self.kind)
        names = _few((*actors, *others) if mutual else actors)
        toward = f" → {_few(others)}" if others and not mutual else ""
        named = f": {names}" if names else ""
        return title(plain(self.kind).capitalize() + named + toward + (f" ({where})" if where else ""))

    def _status_of(self, telling: Telling) -> Status:
        """The status, but of a telling that only claims or denies what others report, its own."""
        own = telling.event.status
        return own if own in _SAID and self.status in DONE else self.status


def _few(names: Sequence[str]) -> str:
    """Names in a line, of many the first ones."""
    more = f" and {len(names) - _NAMES} more" if len(names) > _NAMES + 1 else ""
    return ", ".join(names[:_NAMES] if more else names) + more


def is_mutual(kind: str) -> bool:
    """Whether the parties of this kind of event do the same to each other."""
    return bool(table("event_kinds").get(kind, {}).get("is", {}).get("mutual"))


def happenings(linker: Linked, version: Callable[[str], int]) -> list[Happening]:
    """The events of linked records by day, those without one last."""

    @cache
    def record_of(number: int) -> Record:
        return linker.records[number]

    @cache
    def rows_of(number: int) -> dict[str, EventRow]:
        record = record_of(number)
        return {row.event: row for row in event_rows(record, version(record.article.id))}

    def told(mention: Mention) -> Telling:
        number = mention.article
        return Telling(record_of(number), mention.event, rows_of(number)[mention.event.id], mention.spans)

    seen: dict[str, int] = {}
    found = [_happening(linker, event, told, version, seen) for event in linker.events()]
    return sorted(found, key=lambda h: (h.begin or h.until or "9999", h.until or "9999", h.kind, h.id))


def _happening(
    linker: Linked,
    event: Sequence[Mention],
    told: Callable[[Mention], Telling],
    version: Callable[[str], int],
    seen: dict[str, int],
) -> Happening:
    order = sorted(event, key=lambda m: (m.published or 10**7, *m.key))
    tellings = [told(m) for m in order]
    bounded = next((t for t in reversed(tellings) if _is_bound(t.event, both=True)), None)
    bounded = bounded or next((t for t in reversed(tellings) if _is_bound(t.event, both=False)), None)
    time = bounded.event.time if bounded else None
    first = order[0]
    name = "|".join((tellings[0].article.id, first.kind, tellings[0].words.lower()))
    seen[name] = seen.get(name, 0) + 1
    return Happening(
        id=hashlib.sha256(f"{name}|{seen[name]}".encode(errors="replace")).hexdigest()[:24],
        kind=kind_of(order),
        status=_status(linker, order, time.begin if time else None),
        begin=time.begin if time else None,
        until=time.until if time else None,
        value=time.value if time else None,
        parties=tuple(_parties(tellings)),
        place=next((p for t in reversed(tellings) if (p := _entity(t.record, t.event.place))), None),
        tellings=tuple(tellings),
        probability=max(m.event.probability for m in order),
        revision=sum(version(a) for a in {t.article.id for t in tellings}) - 1,
    )


def _is_bound(event: Event, both: bool) -> bool:
    """Whether the text itself gives the event a day: its first and its last, or be it only one of them."""
    time = event.time
    if time is None or time.by == "published":
        return False
    return bool(time.begin and time.until) if both else bool(time.begin or time.until)


def _entity(record: Record, of: str | None) -> Entity | None:
    return next((e for e in record.entities if e.id == of), None) if of else None


def _status(linker: Linked, order: Sequence[Mention], begin: str | None) -> Status:
    """The newest status, as the history of the event gives it; the newest telling's own where that leaves it open."""
    steps = linker.history(order)
    state = steps[-1].status if steps else None
    if state in _OF_STATE:
        return _OF_STATE[state]
    told = [m.status for m in reversed(order)]
    planned = next((s for s in told if s in _PLANS), None)
    if state == "happened" and not (planned and _is_to_come(order, begin)):
        return next((s for s in told if s in DONE), "happened")
    if state == "fell through":
        return "denied" if all(s == "denied" for s in told) else "cancelled"
    if state in ("planned", "happened"):
        # A telling "as done" of a day that is yet to come is a plan.
        return planned or "scheduled"
    return min(told, key=lambda s: _LEAST.index(s) if s in _LEAST else len(_LEAST))


def _is_to_come(order: Sequence[Mention], begin: str | None) -> bool:
    """Whether the day of an event lies after all articles that tell of it."""
    newest = max((m.published for m in order if m.published), default=None)
    return bool(begin and newest and date.fromisoformat(begin).toordinal() > newest)


def _parties(tellings: Iterable[Telling]) -> Iterator[Party]:
    """Each party once: its longest name, its first part but for mere attendance, its newest own status."""
    found: dict[str, Party] = {}
    for telling in tellings:
        cast = {e.id: e for e in telling.record.entities}
        for part in telling.event.participants:
            entity = cast.get(part.entity)
            if entity is None:
                continue
            key = name_key(entity)
            known = found.get(key)
            longest = max((known.entity, entity), key=lambda e: len(e.name)) if known else entity
            role = known.role if known and known.role != "attendee" else part.role
            found[key] = Party(key, longest, role, part.status, part.reason)
    return iter(found.values())
