"""Stories and events over a few articles."""

from __future__ import annotations

import random

import pytest

from readout.link.linker import Linker
from readout.link.sketch import sketch, stem
from readout.link.stories import Stories
from readout.model import Article, Record
from tests.link.made import storm, told


def stories(records: list[Record]) -> set[frozenset[str]]:
    """The stories of some records, by the articles' names."""
    linker = Linker(records)
    return {frozenset(linker.names[n] for n in story) for story in linker.stories()}


BOTH = [storm(place, n) for n in range(4) for place in ("Lissadell", "Korvana")]
APART = {frozenset(f"{place}-{n}" for n in range(4)) for place in ("Lissadell", "Korvana")}


def test_the_same_kind_of_thing_at_two_places_is_two_stories() -> None:
    assert stories(BOTH) == APART


def test_the_order_of_arrival_is_no_matter() -> None:
    draw = random.Random(3)
    for _ in range(10):
        assert stories(draw.sample(BOTH, len(BOTH))) == APART


def test_a_year_lies_between_two_stories() -> None:
    rows = [storm("Korvana", 0, "2024-02-01"), storm("Korvana", 1, "2024-02-02"), storm("Korvana", 2, "2025-02-01")]
    assert frozenset({"Korvana-2"}) in stories(rows)


def test_an_article_without_a_date_meets_dated_ones_whichever_comes_first() -> None:
    rows = [storm("Korvana", 0, "2024-02-01"), storm("Korvana", 1)]
    assert stories(rows) == stories(rows[::-1]) == {frozenset({"Korvana-0", "Korvana-1"})}


def test_a_story_asked_for_between_two_articles_grows() -> None:
    linker = Linker(BOTH[:2])
    assert 0 in linker.story(0)
    for record in BOTH[2:]:
        linker.add(record)
        linker.story(0)
    assert {linker.names[n] for n in linker.story(0)} in APART


def test_no_article_and_an_empty_one() -> None:
    assert stories([]) == set()
    empty = Record(Article("empty", "test", ""))
    assert stories([empty, storm("Korvana", 0)]) == {frozenset({"empty"}), frozenset({"Korvana-0"})}


def test_a_large_set_is_still_worked_out_in_parts() -> None:
    many = [storm(place, n) for n in range(60) for place in ("Lissadell", "Korvana")]
    found = Stories(sketch(record.article) for record in many)
    place = [record.article.id.split("-")[0] for record in many]
    assert all(len({place[n] for n in story}) == 1 for story in found.groups())


VISIT = "Prime Minister Ana Brezna visits Tolmark for talks on the Tolmark gas pipeline with President Udo Falk."


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (told("b", VISIT, "visits", who=("Ana Brezna", "Udo Falk"), day="2025-03-04"), True),
        (told("b", VISIT, "visits", who=("Ana Brezna", "Udo Falk")), True),
        (told("b", VISIT.replace("Ana Brezna", "Petr Lind"), "visits", who=("Petr Lind",)), False),
        (told("b", VISIT, "visits", who=("Ana Brezna", "Udo Falk"), day="2025-06-20"), False),
        (told("b", VISIT, "talks", "talks", who=("Ana Brezna", "Udo Falk"), day="2025-03-04"), False),
    ],
)
def test_tellings_are_of_one_event_when_kind_people_and_days_agree(other: Record, same: bool) -> None:
    linker = Linker([told("a", VISIT, "visits", who=("Ana Brezna",), day="2025-03-04"), other])
    assert len(linker.events()) == (1 if same else 2)


def test_a_planned_day_may_move() -> None:
    planned = told("a", VISIT, "visits", who=("Ana Brezna",), day="2025-03-04", status="scheduled")
    happened = told("b", VISIT, "visits", who=("Ana Brezna",), day="2025-03-09")
    assert len(Linker([planned, happened]).events()) == 1


def test_one_meeting_told_in_two_stories_is_one_event() -> None:
    who = ("Ana Brezna", "Udo Falk")
    plan = told("a", VISIT, "visits", who=who, day="2025-03-04", status="scheduled", published="2024-11-20")
    deed = told("b", VISIT, "visits", who=who, day="2025-03-04", published="2025-03-04")
    linker = Linker([plan, deed])
    assert len(list(linker.stories())) == 2
    assert [[m.article for m in event] for event in linker.events()] == [[0, 1]]


@pytest.mark.parametrize(
    ("word", "wanted"), [("Elections’", "election"), ("Moscow's", "moscow"), ("signed", "sign"), ("as", "as")]
)
def test_stems(word: str, wanted: str) -> None:
    assert stem(word) == wanted


SLAM = "Ana Brezna criticised Udo Falk over the Tolmark gas pipeline and the price of gas in Tolmark."


@pytest.mark.parametrize(("day", "same"), [("2025-03-05", True), ("2025-03-20", False)])
def test_what_is_done_again_and_again_is_one_event_only_within_days(day: str, same: bool) -> None:
    who = ("Ana Brezna", "Udo Falk")
    first = told("a", SLAM, "criticised", "criticise", who, published="2025-03-04")
    denied = told("b", SLAM, "criticised", "criticise", who, status="denied", published=day)
    linker = Linker([first, denied])
    assert (len(linker.events()) == 1) == same
    assert all(not linker.claim(event).contradictions for event in linker.events())


def test_a_denial_that_names_none_of_an_events_parties_contradicts_nothing() -> None:
    who = ("Ana Brezna", "Udo Falk")
    met = told("a", VISIT, "visits", who=who, published="2025-03-04")
    for names, number in ((who, 1), ((), 0)):
        never = told("b", VISIT, "visits", who=names, status="denied", published="2025-03-05")
        (event,) = Linker([met, never]).events()
        assert len(Linker([met, never]).claim(event).contradictions) == number
