"""Events as a political scientist codes them: the rows of PLOVER (as POLECAT names them) and of CAMEO."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from readout.lexicon import table
from readout.model import Entity, Event, Record, Status
from readout.present.export.clean import url
from readout.present.export.contexts import contexts, mode, named
from readout.present.export.happenings import DONE, is_mutual
from readout.present.export.sectors import Coded, Scheme, coded
from readout.present.export.sheet import Row
from readout.store import EventRow, event_rows

PLOVER = (
    *(
        "Event ID",
        "Event Date",
        "Event Date To",
        "Date From",
        "Event Type",
        "Event Mode",
        "Intensity",
        "Quad Code",
        "Contexts",
    ),
    *(
        "Actor Name",
        "Actor Country",
        "Actor COW",
        "Primary Actor Sector",
        "Actor Sectors",
        "Actor Title",
        "Actor Name Raw",
    ),
    *(
        "Wikidata Actor ID",
        "Recipient Name",
        "Recipient Country",
        "Recipient COW",
        "Primary Recipient Sector",
        "Recipient Sectors",
    ),
    *(
        "Recipient Title",
        "Recipient Name Raw",
        "Wikidata Recipient ID",
        "Placename",
        "Country",
        "Latitude",
        "Longitude",
    ),
    *(
        "Status",
        "Probability",
        "Reported By",
        "Source",
        "Publication Date",
        "Headline",
        "Trigger",
        "Sentence",
        "Start",
        "End",
    ),
    *(
        "Story People",
        "Story Organizations",
        "Story Locations",
        "Language",
        "Event Kind",
        "CAMEO Code",
        "URL",
        "Version",
    ),
)
CAMEO = (
    *(
        "GLOBALEVENTID",
        "SQLDATE",
        "Actor1Code",
        "Actor1Name",
        "Actor1CountryCode",
        "Actor1Type1Code",
        "Actor1Type2Code",
    ),
    *(
        "Actor2Code",
        "Actor2Name",
        "Actor2CountryCode",
        "Actor2Type1Code",
        "Actor2Type2Code",
        "EventCode",
        "EventBaseCode",
    ),
    *("EventRootCode", "QuadClass", "ActionGeo_FullName", "ActionGeo_CountryCode", "ActionGeo_Lat", "ActionGeo_Long"),
    *("Status", "Probability", "ReportedBy", "Source", "DATEADDED", "Headline", "Trigger", "Sentence", "Start", "End"),
    *("EventKind", "SOURCEURL"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """An event with what its rows are made from."""

    record: Record
    event: Event
    row: EventRow
    cast: dict[str, Entity]

    def parties(self, *roles: str) -> list[Entity]:
        """The participants in some roles, in the record's order."""
        return [self.cast[p.entity] for p in self.event.participants if p.role in roles and p.entity in self.cast]

    def raw(self, entity: Entity) -> str:
        """The words nearest the trigger that mention an entity."""
        at = self.event.trigger.start
        near = min(entity.mentions, key=lambda m: abs(m.start - at), default=None)
        return self.record.article.text[near.start : near.end] if near is not None else entity.name

    def days(self) -> tuple[str, str, str]:
        """First and last day, and what of the text gives them; the publication date stands in for a missing one."""
        time, published = self.event.time, (self.record.article.published or "")[:10]
        first = time.begin or time.until if time is not None else None
        if time is None or first is None:
            return published, published, "published"
        return first, time.until or first, time.by


def told(record: Record, statuses: Sequence[Status], version: int = 1) -> Iterator[Told]:
    """The events of a record whose status is among the wanted."""
    cast = {e.id: e for e in record.entities}
    for event, row in zip(record.events, event_rows(record, version), strict=True):
        if event.status in statuses:
            yield Told(record, event, row, cast)


def plover_rows(record: Record, statuses: Sequence[Status] = DONE, version: int = 1) -> Iterator[Row]:
    """One row an event that has a PLOVER category: all its actors in one cell, all its recipients in another."""
    for one in told(record, statuses, version):
        if one.event.plover is not None:
            yield _plover(one)


def cameo_rows(record: Record, statuses: Sequence[Status] = DONE, version: int = 1) -> Iterator[Row]:
    """One row for each actor and recipient of an event; both ways where a mutual event has only actors."""
    for one in told(record, statuses, version):
        if one.event.cameo is None:
            continue
        for number, (first, second) in enumerate(pairs(one), 1):
            yield _cameo(one, number, first, second)


def _plover(one: Told) -> Row:
    event, row, article = one.event, one.row, one.record.article
    category, _ = named(event.plover or "")
    kind = table("coding")["types"].get(category, {})
    first, last, source = one.days()
    place = one.cast.get(event.place or "")
    return {
        "Event ID": f"{article.id}:{event.id}",
        "Event Date": first,
        "Event Date To": last,
        "Date From": source,
        "Event Type": category,
        "Event Mode": mode(event, category, article.text),
        "Intensity": kind.get("intensity"),
        "Quad Code": kind.get("quad", "").upper(),
        "Contexts": contexts(row.quote, event.status),
        **_side("Actor", one, one.parties("actor", "attendee")),
        **_side("Recipient", one, one.parties("recipient")),
        "Placename": place.name if place else None,
        "Country": place.country if place else None,
        "Latitude": place.location.lat if place and place.location else None,
        "Longitude": place.location.lon if place and place.location else None,
        "Status": event.status,
        "Probability": event.probability,
        "Reported By": tuple(s.name for s in row.sources),
        "Source": article.publisher,
        "Publication Date": (article.published or "")[:10],
        "Headline": article.headline,
        "Trigger": row.trigger,
        "Sentence": row.quote,
        "Start": event.trigger.start,
        "End": event.trigger.end,
        "Story People": _story(one, "person"),
        "Story Organizations": _story(one, "organisation"),
        "Story Locations": _story(one, "place", "country"),
        "Language": article.language,
        "Event Kind": event.type,
        "CAMEO Code": event.cameo,
        "URL": url(article.url),
        "Version": one.row.version,
    }


def _story(one: Told, *kinds: str) -> tuple[str, ...]:
    return tuple(e.name for e in one.record.entities if e.kind in kinds)


def _side(side: str, one: Told, entities: list[Entity]) -> dict[str, tuple[str, ...]]:
    """The columns of one side of an event; each cell has a value for each entity, in the same order."""
    codes = [coded(e) for e in entities]
    primary = side if side == "Actor" else "Recipient"
    return {
        f"{side} Name": tuple(e.name for e in entities),
        f"{side} Country": tuple(c.actor for c in codes),
        f"{side} COW": tuple(str(c.cow or "") for c in codes),
        f"Primary {primary} Sector": tuple(c.sectors[0] if c.sectors else "" for c in codes),
        f"{side} Sectors": tuple(" ".join(c.sectors) for c in codes),
        f"{side} Title": tuple(e.role or "" for e in entities),
        f"{side} Name Raw": tuple(one.raw(e) for e in entities),
        f"Wikidata {side} ID": tuple(e.wikidata or "" for e in entities),
    }


def pairs(one: Told) -> list[tuple[Entity | None, Entity | None]]:
    """Who does it to whom, one pair a row."""
    actors, others = one.parties("actor", "attendee"), one.parties("recipient")
    if actors and not others and is_mutual(one.event.type) and len(actors) > 1:
        return [(x, y) for x in actors for y in actors if x is not y]
    if not actors:
        return [(None, y) for y in others]
    return [(x, y) for x in actors for y in others] or [(x, None) for x in actors]


def _cameo(one: Told, number: int, first: Entity | None, second: Entity | None) -> Row:
    event, row, article = one.event, one.row, one.record.article
    code = event.cameo or ""
    place = one.cast.get(event.place or "")
    return {
        "GLOBALEVENTID": f"{article.id}:{event.id}.{number}",
        "SQLDATE": one.days()[0].replace("-", ""),
        **actor_codes("Actor1", first),
        **actor_codes("Actor2", second),
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "QuadClass": quad_class(code),
        "ActionGeo_FullName": place.name if place else None,
        "ActionGeo_CountryCode": place.country if place else None,
        "ActionGeo_Lat": place.location.lat if place and place.location else None,
        "ActionGeo_Long": place.location.lon if place and place.location else None,
        "Status": event.status,
        "Probability": event.probability,
        "ReportedBy": tuple(s.name for s in row.sources),
        "Source": article.publisher,
        "DATEADDED": (article.published or "")[:10].replace("-", ""),
        "Headline": article.headline,
        "Trigger": row.trigger,
        "Sentence": row.quote,
        "Start": event.trigger.start,
        "End": event.trigger.end,
        "EventKind": event.type,
        "SOURCEURL": url(article.url),
    }


def actor_codes(side: str, entity: Entity | None) -> dict[str, str | None]:
    """The columns of one actor: its code is that of its state and its first two roles, three letters each."""
    codes = coded(entity, _CAMEO) if entity is not None else Coded("", (), None)
    roles = () if entity is not None and entity.kind == "country" else codes.sectors
    roles = tuple(r for r in roles if r != codes.actor)[:2]
    return {
        f"{side}Code": "".join((codes.actor, *roles)),
        f"{side}Name": entity.name if entity is not None else None,
        f"{side}CountryCode": codes.actor if len(codes.actor) == 3 and entity and entity.country else "",
        f"{side}Type1Code": (roles or ("",))[0] if codes.actor not in ("IGO", "NGO", "IMG") else codes.actor,
        f"{side}Type2Code": roles[1] if len(roles) > 1 else "",
    }


_CAMEO: Scheme = "cameo"


def quad_class(cameo: str) -> int | None:
    """GDELT's four classes of CAMEO roots: verbal and material cooperation, verbal and material conflict."""
    if not cameo[:2].isdigit():
        return None
    root = int(cameo[:2])
    return 1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4
