"""Whereabouts and claims over linked records, made by hand."""

from __future__ import annotations

from msgspec.structs import replace

from readout.link.linker import Linker
from readout.link.questions import Asked
from readout.model import Entity, Mention, Record, Span, Status
from tests.link.made import told


def at_tolmark(article: str, text: str, trigger: str, status: Status, day: str, published: str) -> Record:
    """A visit of Ana Brezna to Tolmark."""
    record = told(article, text, trigger, "visit", ("Ana Brezna",), day, status, published)
    where = text.index("Tolmark")
    place = Entity("p1", "place", "Tolmark", mentions=(Mention(where, where + 7, "name"),))
    event = replace(record.events[0], place="p1", probability=0.9)
    return replace(record, entities=(*record.entities, place), events=(event,))


CAME = at_tolmark("a", "Ana Brezna arrived in Tolmark on Tuesday.", "arrived", "happened", "2025-03-04", "2025-03-04")
SEEN = at_tolmark("b", "Ana Brezna visited Tolmark's harbour.", "visited", "happened", "2025-03-04", "2025-03-05")
PLAN = at_tolmark("c", "Ana Brezna will visit Tolmark in July.", "visit", "scheduled", "2025-07-09", "2025-03-06")


def legs(*records: Record, on: str = "2025-03-10") -> list[tuple[str, str, str, float]]:
    """Place, first day, status and confidence of each leg of Ana Brezna."""
    found = Asked(Linker(records), on).whereabouts("Brezna")
    return [(leg.place, leg.begin, leg.status, leg.confidence) for leg in found]


def test_confidence_grows_with_the_articles_that_tell_it_and_a_plan_has_less() -> None:
    ((place, day, status, alone),) = legs(CAME)
    assert (place, day, status) == ("Tolmark", "2025-03-04", "happened")
    ((_, _, _, both),) = legs(CAME, SEEN)
    ((_, _, planned, least),) = legs(PLAN)
    assert planned == "planned"
    assert least < alone < both < 1


def test_a_plan_whose_day_passed_without_a_word_is_no_place_to_have_been() -> None:
    assert legs(PLAN, on="2025-08-01") == []


def test_days_bound_the_legs() -> None:
    asked = Asked(Linker([CAME, PLAN]), "2025-03-10")
    assert [leg.begin for leg in asked.whereabouts("Ana Brezna", since="2025-04-01")] == ["2025-07-09"]
    assert [leg.begin for leg in asked.whereabouts("Ana Brezna", until="2025-04-01")] == ["2025-03-04"]
    assert asked.whereabouts("Falk") == []


def test_what_is_to_be_the_day_after_has_not_happened_yet() -> None:
    pleased = at_tolmark(
        "d", "Ana Brezna was pleased to visit Tolmark.", "visit", "happened", "2025-03-05", "2025-03-04"
    )
    assert [row[:3] for row in legs(pleased, on="2025-03-04")] == [("Tolmark", "2025-03-05", "planned")]
    assert [line.status for line in Asked(Linker([pleased]), "2025-03-04").upcoming()] == ["planned"]
    assert [row[2] for row in legs(pleased, on="2025-03-05")] == ["happened"]
    later = replace(pleased, article=replace(pleased.article, published="2025-03-06"))
    assert [row[2] for row in legs(later, on="2025-03-04")] == ["happened"]


def test_each_phase_of_an_event_has_its_own_words_and_what_is_told_by_the_way_is_not_new() -> None:
    text = "Udo Falk was sentenced on Tuesday. His trial began on May 5."
    record = told("a", text, "sentenced", kind="trial", who=("Udo Falk",), published="2025-05-09")
    at = text.index("trial")
    event = replace(record.events[0], mentions=(record.events[0].trigger, Span(at, at + len("trial"))))
    rows = Asked(Linker([replace(record, events=(event,))]), "2025-05-10").brief("")
    assert sorted(quote.quote for line in rows.new for quote in line.quotes) == [
        "His trial began on May 5.",
        "Udo Falk was sentenced on Tuesday.",
    ]
    behind = replace(record, events=(replace(record.events[0], background=True),))
    assert Asked(Linker([behind]), "2025-05-10").brief("").new == ()
