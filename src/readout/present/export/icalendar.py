"""Events with a day as a calendar (iCalendar, RFC 5545): each once, with a stable UID, its revision and its status."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from readout.lexicon import table
from readout.present.export.base import Corpus, Exporter
from readout.present.export.clean import iri, line, moment, title, url
from readout.present.export.happenings import DONE, Happening
from readout.present.words import days as in_words
from readout.present.words import timex

# Longer than this an event's days only say that it is some time between them: no calendar has a place for that.
_MOST_DAYS = 31
_OCTETS = 75
_HEAD = (
    *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//readout//readout//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"),
    *("NAME:Events in the news", "X-WR-CALNAME:Events in the news"),
)


def write(corpus: Corpus) -> Iterator[str]:
    """The calendar, an event a piece."""
    yield "".join(map(_folded, _HEAD))
    for happening in corpus.happenings:
        if 0 < happening.days <= _MOST_DAYS:
            yield "".join(map(_folded, _event(happening, corpus)))
    yield _folded("END:VCALENDAR")


def _event(happening: Happening, corpus: Corpus) -> Iterator[str]:
    codes = table("status")["statuses"][happening.status]
    first, last = date.fromisoformat(happening.begin or ""), date.fromisoformat(happening.until or "")
    created, changed = happening.told
    place = happening.place
    yield "BEGIN:VEVENT"
    yield f"UID:{happening.id}@readout"
    yield f"SEQUENCE:{happening.revision}"
    yield f"DTSTAMP:{_moment(changed or moment(corpus.on))}"
    if created is not None and changed is not None:
        yield f"CREATED:{_moment(created)}"
        yield f"LAST-MODIFIED:{_moment(changed)}"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(_summary(happening))}"
    yield f"DESCRIPTION:{_escaped(_description(happening, corpus))}"
    if place is not None:
        yield f"LOCATION:{_escaped(title(place.name))}"
        if place.location is not None:
            yield f"GEO:{place.location.lat:.5f};{place.location.lon:.5f}"
    yield f"CATEGORIES:{_escaped(happening.kind)},{happening.status}"
    yield f"STATUS:{codes['icalendar']}"
    yield "TRANSP:TRANSPARENT"
    if happening.link:
        yield f"URL:{happening.link}"
    yield f"X-READOUT-STATUS:{happening.status}"
    yield f"X-READOUT-OCCURRENCE:{codes['iptc']}"
    yield f"X-READOUT-PROBABILITY:{happening.probability:.2f}"
    yield "END:VEVENT"


def _summary(happening: Happening) -> str:
    if not happening.is_coarse:
        return happening.title
    when = timex(happening.value or "") or in_words(happening.begin, happening.until)
    return f"{happening.title}, some time in {when}"


def _description(happening: Happening, corpus: Corpus) -> str:
    """Kind, parties and status, then what each article says of it, in its words, and who says so."""
    said = [happening.coded, *([] if happening.status in DONE else [f"Status: {happening.status}."])]
    for party in happening.parties:
        if party.status is not None:
            why = f" ({line(party.reason, 200)})" if party.reason else ""
            said += [f"{party.name}: {party.status}{why}."]
    for telling in happening.quotes:
        who = ", ".join(filter(None, (title(telling.article.publisher), telling.day)))
        source = f" (said by {telling.said_by})" if telling.said_by else ""
        where = url(telling.article.url) or iri(telling.article.id, base=corpus.base)
        said.append(f"“{line(telling.quote, 1500)}”{source}\n{who or 'undated'}: {where}")
    return "\n\n".join(said)


def _moment(at: datetime | None) -> str:
    return f"{at:%Y%m%dT%H%M%SZ}"


def _escaped(words: str) -> str:
    """Words as a TEXT value."""
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        words = words.replace(plain, escaped)
    return words


def _folded(content: str) -> str:
    """A content line in pieces of at most 75 octets, none of which cuts a character."""
    out, octets = [], 0
    for char in content:
        size = len(char.encode())
        if octets + size > _OCTETS:
            out.append("\r\n ")
            octets = 1
        out.append(char)
        octets += size
    return "".join(out) + "\r\n"


FORMATS = (
    Exporter("ics", "text/calendar", ".ics", "iCalendar: events with a day, kept up to date", write, linked=True),
)
