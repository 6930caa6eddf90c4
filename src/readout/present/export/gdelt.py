"""Events and their mentions in the columns of GDELT 2.0: tab-separated, without a header, as its files are."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from readout.lexicon import table
from readout.model import Entity
from readout.present.export.base import Corpus, Exporter
from readout.present.export.clean import line, moment, url
from readout.present.export.coding import Told, actor_codes, pairs, quad_class
from readout.present.export.happenings import DONE, Happening, Telling
from readout.present.export.sheet import Row, lines

_ACTOR = (
    *("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code"),
    *("Type1Code", "Type2Code", "Type3Code"),
)
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
EVENTS = (
    *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
    *(f"Actor{n}{part}" for n in (1, 2) for part in _ACTOR),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
    *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
    *(f"{of}Geo_{part}" for of in ("Actor1", "Actor2", "Action") for part in _GEO),
    *("DATEADDED", "SOURCEURL"),
)
MENTIONS = (
    *("GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier"),
    *("SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence"),
    *("MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras"),
)
_WEB, _CITED = 1, 2


def events(corpus: Corpus) -> Iterator[str]:
    """A row for each event and pair of its actors; only what happened or is going on, as there is no status."""
    return _table(EVENTS, (_event(*one) for one in _coded(corpus)))


def mentions(corpus: Corpus) -> Iterator[str]:
    """A row for each telling of each row of events, by the same GLOBALEVENTID."""
    return _table(MENTIONS, (_mention(*one, telling) for one in _coded(corpus) for telling in one[0].tellings))


def _table(columns: tuple[str, ...], rows: Iterator[Row]) -> Iterator[str]:
    made = lines(columns, rows, "tsv")
    next(made)  # GDELT's files have no header
    return made


def _coded(corpus: Corpus) -> Iterator[tuple[Happening, Told, int, Entity | None, Entity | None]]:
    """Each event that has a CAMEO code and a day, with each pair of its actors."""
    for happening in corpus.happenings:
        told = next((t for t in happening.tellings if t.event.cameo and t.event.status in DONE), None)
        if happening.status not in DONE or told is None or not _day(happening):
            continue
        one = Told(told.record, told.event, told.row, {e.id: e for e in told.record.entities})
        for number, (first, second) in enumerate(pairs(one), 1):
            yield happening, one, number, first, second


def _day(happening: Happening) -> str:
    """Its first day, YYYYMMDD, or else that of the first article."""
    day = happening.begin or happening.until or next((t.day for t in happening.tellings if t.day), "")
    return day.replace("-", "")


def _id(happening: Happening, number: int) -> int:
    """A whole number that programs keep exactly: 52 bits."""
    return int(hashlib.sha256(f"{happening.id}.{number}".encode()).hexdigest()[:13], 16)


def _event(happening: Happening, one: Told, number: int, first: Entity | None, second: Entity | None) -> Row:
    day, code, tellings = _day(happening), one.event.cameo or "", happening.tellings
    year, month, of_month = int(day[:4]), int(day[4:6]), int(day[6:8])
    return {
        "GLOBALEVENTID": _id(happening, number),
        "SQLDATE": day,
        "MonthYear": day[:6],
        "Year": day[:4],
        "FractionDate": round(year + (month * 30 + of_month) / 365, 4),
        **_actor("Actor1", first),
        **_actor("Actor2", second),
        "IsRootEvent": int(any(_leads(t) for t in tellings)),
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "QuadClass": quad_class(code),
        "NumMentions": sum(len(t.spans) for t in tellings),
        "NumSources": len({t.article.publisher or t.article.id for t in tellings}),
        "NumArticles": len({t.article.id for t in tellings}),
        **_geo("Actor1", first),
        **_geo("Actor2", second),
        **_geo("Action", happening.place),
        "DATEADDED": _stamp(tellings[0]),
        "SOURCEURL": _where(tellings[0]),
    }


def _actor(side: str, entity: Entity | None) -> dict[str, str | None]:
    codes = actor_codes(side, entity)
    return {**codes, f"{side}Name": line(entity.name, 300).upper() if entity else None}


def _geo(of: str, entity: Entity | None) -> dict[str, str | int | float | None]:
    """Where something is, so far as the record knows: GDELT's type 1 is a country, the others are left open."""
    if entity is None or entity.kind not in ("country", "place"):
        return {}
    fips = str(table("country_codes").get(entity.country or "", "")).split()
    where = entity.location
    return {
        f"{of}Geo_Type": 1 if entity.kind == "country" else None,
        f"{of}Geo_FullName": line(entity.name, 300),
        f"{of}Geo_CountryCode": fips[1] if len(fips) > 1 else None,
        f"{of}Geo_Lat": where.lat if where else None,
        f"{of}Geo_Long": where.lon if where else None,
    }


def _leads(telling: Telling) -> bool:
    """Whether it stands in the headline or in the first paragraph."""
    first = next((b.end for b in telling.article.blocks if b.kind == "paragraph"), 0)
    return any(span.start < first for span in telling.spans)


def _stamp(telling: Telling) -> str:
    at = moment(telling.article.published)
    return f"{at:%Y%m%d%H%M%S}" if at else ""


def _where(telling: Telling) -> str:
    return url(telling.article.url) or line(telling.article.id, 300)


def _mention(
    happening: Happening, _: Told, number: int, first: Entity | None, second: Entity | None, telling: Telling
) -> Row:
    text = telling.article.text
    return {
        "GLOBALEVENTID": _id(happening, number),
        "EventTimeDate": _day(happening) + "000000",
        "MentionTimeDate": _stamp(telling),
        "MentionType": _WEB if url(telling.article.url) else _CITED,
        "MentionSourceName": line(telling.article.publisher, 300),
        "MentionIdentifier": _where(telling),
        "SentenceID": 1 + text.count(". ", 0, telling.row.start),
        "Actor1CharOffset": _offset(telling, first),
        "Actor2CharOffset": _offset(telling, second),
        "ActionCharOffset": telling.spans[0].start,
        "InRawText": 1,
        "Confidence": round(telling.event.probability * 100),
        "MentionDocLen": len(text),
    }


def _offset(telling: Telling, entity: Entity | None) -> int:
    """Where the mention of an actor that is nearest to the event's words begins; -1 where the article has none."""
    known = [
        e for e in telling.record.entities if entity is not None and e.name == entity.name and e.kind == entity.kind
    ]
    at = telling.spans[0].start
    starts = [m.start for e in known for m in e.mentions]
    return min(starts, key=lambda s: abs(s - at), default=-1)


_MEDIA = "text/tab-separated-values"
FORMATS = (
    Exporter("gdelt-events", _MEDIA, ".export.CSV", "GDELT 2.0 event columns, no header", events, linked=True),
    Exporter("gdelt-mentions", _MEDIA, ".mentions.CSV", "GDELT 2.0 mention columns, no header", mentions, linked=True),
)
