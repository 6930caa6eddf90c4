"""What two articles cannot both be right about, and what only looks so."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from readout.link.linker import Linker
from readout.model import Entity, Location, Mention, Record, Span
from tests.link.made import told

WHO = ("Ana Brezna", "Udo Falk")
DAY = "2025-03-04"


def against(*records: Record) -> list[tuple[str, str, str]]:
    """(about, one value, other value) of each contradiction."""
    linker = Linker(records)
    return [
        (c.about, c.one.value, c.other.value) for event in linker.events() for c in linker.claim(event).contradictions
    ]


def arrest(article: str, text: str) -> Record:
    """An arrest of people by Ana Brezna."""
    return told(article, text, "arrested", "arrest", WHO[:1], DAY, published=DAY)


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("Ana Brezna arrested 12 marchers.", "Ana Brezna arrested 40 marchers.", True),
        ("Ana Brezna arrested at least 12 marchers.", "Ana Brezna arrested 15 marchers.", False),
        ("Ana Brezna arrested at least 12 marchers.", "Ana Brezna arrested 9 marchers.", True),
        ("Ana Brezna arrested up to 12 marchers.", "Ana Brezna arrested 9 marchers.", False),
        ("Ana Brezna arrested about 300 marchers.", "Ana Brezna arrested 312 marchers.", False),
        ("Ana Brezna arrested 300 marchers.", "Ana Brezna arrested 309 marchers.", False),
        ("Ana Brezna arrested 12 marchers and 30 marchers fled.", "Ana Brezna arrested 40 marchers.", False),
        ("Ana Brezna arrested 12 marchers; 7 hours passed.", "Ana Brezna arrested 12 marchers 3 hours later.", False),
    ],
)
def test_numbers(one: str, other: str, found: bool) -> None:
    assert bool(against(arrest("a", one), arrest("b", other))) == found


def meeting(article: str, place: Entity, kind: str = "meeting") -> Record:
    """A meeting at a place."""
    text = f"Ana Brezna met Udo Falk at {place.name}."
    record = told(article, text, "met", kind, WHO, DAY, published=DAY)
    where = text.index(place.name)
    here = replace(place, mentions=(Mention(where, where + len(place.name), "name"),))
    return replace(record, entities=(*record.entities, here), events=(replace(record.events[0], place="p1"),))


TOLMARK = Entity("p1", "place", "Tolmark", location=Location(50.0, 10.0))
MILL = Entity("p1", "place", "the Old Mill")
SUBURB = Entity("p1", "place", "Westend", location=Location(50.1, 10.2))
FAR = Entity("p1", "place", "Korvana", location=Location(51.5, 10.0))


@pytest.mark.parametrize(("other", "found"), [(MILL, False), (SUBURB, False), (FAR, True)])
def test_a_site_in_a_city_is_no_other_place(other: Entity, found: bool) -> None:
    assert bool(against(meeting("a", TOLMARK), meeting("b", other))) == found


def test_a_visit_has_many_places() -> None:
    assert against(meeting("a", TOLMARK, "visit"), meeting("b", FAR, "visit")) == []


MET = told("a", "Ana Brezna met Udo Falk in the mill.", "met", "meeting", WHO, DAY, published=DAY)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Udo Falk denied that he had met Ana Brezna.", True),
        ("Udo Falk never met Ana Brezna, an aide said.", False),  # left to the reading, which a person may correct
        ("Udo Falk had never met Ana Brezna before Tuesday.", False),
        ("Udo Falk denied that he had met Petr Lind.", False),
        ("Udo Falk denied that he took gifts, as he met Ana Brezna.", False),
        ("There was no shortage of guests when Udo Falk met Ana Brezna.", False),
    ],
)
def test_what_denies_an_event_in_an_article_that_tells_none(text: str, found: bool) -> None:
    denial = told(
        "b", text, "Udo Falk", "disclose", tuple(name for name in WHO if name in text), published="2025-03-05"
    )
    assert bool(against(MET, replace(denial, events=()))) == found


def test_an_article_that_tells_both_denies_nothing() -> None:
    text = "Ana Brezna met Udo Falk but did not meet his guests."
    both = told("b", text, "met", "meeting", WHO, DAY, published=DAY)
    never = replace(both.events[0], id="v2", status="denied", trigger=Span(28, 40))
    assert against(MET, replace(both, events=(*both.events, never))) == []
