"""What articles together tell of one event, worked out once and asked many times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from readout.link.history import State, Step
from readout.link.joined import place
from readout.link.mentions import Mention, Place, name_key
from readout.link.records import Records
from readout.link.sentences import sentence
from readout.link.titles import event_title
from readout.model import Entity, Span

# Of what these say, an end told by itself is its last day; of a plan it may be a term.
_RUNS = frozenset({"happened", "ongoing"})


class Quote(Struct, frozen=True, gc=False):
    """The sentence article.text[start:end] that tells it, by whom it was said and published, and the article's day."""

    article: str
    day: str | None
    start: int
    end: int
    quote: str
    said_by: tuple[str, ...] = ()
    publisher: str | None = None


class Line(Struct, frozen=True, gc=False):
    """One event over all articles: its days (ISO, inclusive), the newest status, and every telling's words.

    `title` names it in the words of the newest article, whose first telling counts.
    """

    kind: str
    status: State | None
    begin: str | None
    until: str | None
    parties: tuple[str, ...]
    place: str | None
    quotes: tuple[Quote, ...]
    title: str = ""


class Part(Struct, frozen=True, array_like=True, gc=False):
    """Someone who takes part, by one of the names; `key` is as `name_key` folds it."""

    name: str
    country: str | None
    kind: str
    key: str


class Spot(Struct, frozen=True, array_like=True, gc=False):
    """A place that is on the map, in degrees."""

    name: str
    country: str | None
    lat: float
    lon: float


class Account(Struct, frozen=True, array_like=True, gc=False):
    """An event over all articles before anyone asks on a day: the `line` has the last of the `steps` as its status.

    `told` names the telling of each of the line's quotes: article number, offset, event id; `first` orders events.
    `last` is the last day on which it was to be; `oldest` and `newest` are the days of its first and last report (0
    for none), `seen` that of the last article that counted for its history; all ordinals. `words` has the article and
    the words of each telling, by article. `background` is what every article only tells to explain other news.
    """

    line: Line
    steps: tuple[Step, ...]
    cast: tuple[Part, ...]
    told: tuple[tuple[int, int, str], ...]
    first: Place
    last: int | None
    oldest: int
    newest: int
    seen: int
    spot: Spot | None = None
    words: tuple[tuple[int, tuple[Span, ...]], ...] = ()
    background: bool = False


def account(event: Sequence[Mention], records: Records, steps: Sequence[Step], beside: int = 0) -> Account:
    """The account of an event with this history; `beside` is the newest day of articles that tell of it by the way."""
    order = sorted(event, key=lambda m: (m.published or 0, m.article, m.event.trigger.start))
    begin, until = _span(order)
    names: dict[str, str] = {}
    for entity in cast_of(order, records):
        names[name_key(entity)] = max(names.get(name_key(entity), ""), entity.name, key=len)
    days = [m.published or 0 for m in event]
    return Account(
        line=Line(
            kind=order[0].kind,
            status=steps[-1].status if steps else None,
            begin=begin,
            until=until,
            parties=tuple(names[key] for key in sorted(names)),
            place=next((p.name for m in reversed(order) if (p := _place(m, records))), None),
            quotes=tuple(_quote(m, records) for m in order),
            title=_title(order, records, steps[-1].status if steps else None),
        ),
        steps=tuple(steps),
        cast=tuple(dict.fromkeys(Part(e.name, e.country, e.kind, name_key(e)) for e in cast_of(event, records))),
        told=tuple((m.article, m.key[1], m.key[2]) for m in order),
        first=place(event[0]),
        last=max((m.days[1] for m in event if m.days is not None), default=None),
        oldest=min(days),
        newest=max(days),
        seen=max(beside, *days),
        spot=next((s for m in event if (s := _spot(_place(m, records)))), None),
        words=tuple((m.article, m.spans) for m in event),
        background=all(m.event.background for m in event),
    )


def cast_of(event: Iterable[Mention], records: Records) -> Iterator[Entity]:
    """Who takes part in an event, in each of its articles."""
    for telling in event:
        parts = {p.entity for p in telling.event.participants}
        for entity in records[telling.article].entities:
            if entity.id in parts:
                yield entity


def _title(order: Sequence[Mention], records: Records, status: State | None) -> str:
    """The title by the first telling of the newest article; denials and mere claims count where nothing else does."""
    said = {"claimed"} if status == "fell through" else {"claimed", "denied"}
    kept = [m for m in order if m.status not in said] or order
    lead = next(m for m in kept if m.article == kept[-1].article)
    return event_title(records[lead.article], replace(lead.event, trigger=lead.trigger), lead.status)


def _place(telling: Mention, records: Records) -> Entity | None:
    return next((e for e in records[telling.article].entities if e.id == telling.event.place), None)


def _spot(entity: Entity | None) -> Spot | None:
    if entity is None or entity.location is None:
        return None
    return Spot(entity.name, entity.country, entity.location.lat, entity.location.lon)


def _quote(telling: Mention, records: Records) -> Quote:
    record = records[telling.article]
    page, names = record.article, {e.id: e.name for e in record.entities}
    where = sentence(page.text, telling.trigger.start)
    said = tuple(
        names.get(s.speaker or "") or (page.text[s.source.start : s.source.end] if s.source else "unnamed source")
        for s in record.statements
        if s.id in telling.event.sources
    )
    day = page.published[:10] if page.published else None
    return Quote(page.id, day, where.start, where.end, page.text[where.start : where.end], said, page.publisher)


def _span(order: Iterable[Mention]) -> tuple[str | None, str | None]:
    """First and last day by the newest telling that has them, and a later end that a still newer one gives alone."""
    begin = until = None
    for telling in order:
        if telling.days:
            begin, until = (date.fromordinal(day).isoformat() for day in telling.days)
        elif begin and telling.status in _RUNS and (time := telling.event.time) and time.by == "clause":
            until = max(until or "", time.until or "")
    return begin, until
