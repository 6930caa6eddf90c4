"""Events of short texts: what counts, who takes part, where, when, how sure, who says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from readout.extract import Cast, find_entities, find_events, find_statements, find_times
from readout.extract.events.numbers import exact_number
from readout.model import Analysis, Event
from readout.settings import EVENT_THRESHOLD

Reader = Callable[..., tuple[Analysis, Cast, tuple[Event, ...]]]


@pytest.fixture(scope="module")
def told(analysed: Callable[..., Analysis]) -> Reader:
    """`told(text)`: its analysis, cast and events."""

    def run(text: str, threshold: float = EVENT_THRESHOLD) -> tuple[Analysis, Cast, tuple[Event, ...]]:
        a = analysed(text, published="2025-05-08")
        cast, times = find_entities(a), find_times(a)
        return a, cast, find_events(a, cast, times, find_statements(a, cast, times), threshold)

    return run


def kinds(found: tuple[Analysis, Cast, tuple[Event, ...]]) -> list[str]:
    return [event.type for event in found[2]]


def names(found: tuple[Analysis, Cast, tuple[Event, ...]], number: int, role: str) -> list[str]:
    _, cast, events = found
    return [cast.by_id[p.entity].name for p in events[number].participants if p.role == role]


def words(found: tuple[Analysis, Cast, tuple[Event, ...]], number: int) -> str:
    a, _, events = found
    return a.article.text[events[number].trigger.start : events[number].trigger.end]


def test_coordinated_verbs_share_their_subject(told: Reader) -> None:
    found = told("Emmanuel Macron arrived in Warsaw on Tuesday and held talks with Donald Tusk.")
    assert kinds(found) == ["visit", "talks"]
    assert names(found, 0, "actor") == ["Emmanuel Macron"]
    assert (names(found, 1, "actor"), names(found, 1, "recipient")) == (["Emmanuel Macron"], ["Donald Tusk"])
    assert found[1].by_id[found[2][0].place or ""].name == "Warsaw"
    assert words(found, 1) == "held talks"


def test_a_passive_turns_the_roles_round(told: Reader) -> None:
    found = told("Brazil was criticized by Argentina on Monday.")
    assert kinds(found) == ["criticise"]
    assert (names(found, 0, "actor"), names(found, 0, "recipient")) == (["Argentina"], ["Brazil"])


def test_the_actor_comes_down_a_chain_of_control(told: Reader) -> None:
    found = told("Canada agreed to send missiles to Poland.")
    assert kinds(found) == ["supply"]
    assert (names(found, 0, "actor"), names(found, 0, "recipient")) == (["Canada"], ["Poland"])
    assert found[2][0].status in ("expected", "scheduled", "proposed")
    assert found[2][0].plover == "AGREE"


def test_a_relative_clause_tells_of_its_noun(told: Reader) -> None:
    found = told("Viktor Orban, who visited Beijing in April, rejected a proposal by France.")
    assert kinds(found) == ["visit", "reject"]
    assert names(found, 0, "actor") == ["Viktor Orban"]
    assert names(found, 1, "recipient") == ["France"]


def test_a_deed_by_which_something_is_done_stands_for_it(told: Reader) -> None:
    found = told("Iran supports Russia by supplying drones.")
    assert kinds(found) == ["supply"]
    assert (names(found, 0, "actor"), names(found, 0, "recipient")) == (["Iran"], ["Russia"])


def test_a_noun_for_the_actor_after_become(told: Reader) -> None:
    found = told("Norway became Germany's largest supplier of gas.")
    assert kinds(found) == ["supply"]
    assert (names(found, 0, "actor"), names(found, 0, "recipient")) == (["Norway"], ["Germany"])


def test_guests_their_number_and_whose_coming_is_unsure(told: Reader) -> None:
    found = told(
        "Felipe Calderon is one of 12 leaders expected to attend the funeral in Rome on May 11. Other expected guests "
        "include Angela Merkel and Viktor Orban, though Orban's attendance remains uncertain due to illness."
    )
    assert kinds(found) == ["ceremony"]
    event = found[2][0]
    assert event.attendee_count == 12
    assert {"Angela Merkel", "Viktor Orban"} <= set(names(found, 0, "attendee"))
    unsure = [p for p in event.participants if p.status == "uncertain"]
    assert [found[1].by_id[p.entity].name for p in unsure] == ["Viktor Orban"]
    assert "illness" in (unsure[0].reason or "")


def test_mentions_of_one_event_are_one(told: Reader) -> None:
    found = told(
        "Emmanuel Macron met Donald Tusk in Warsaw on Tuesday.\n"
        "During his meeting with Tusk, Macron praised Poland. Macron met Tusk at the palace."
    )
    assert sorted(kinds(found)) == ["meeting", "praise"]


def test_what_a_visit_tells_anew_is_another_event(told: Reader) -> None:
    found = told(
        "Emmanuel Macron arrived in Poland on Tuesday. Macron's visit to Poland is expected to last until May 12."
    )
    assert kinds(found) == ["visit", "visit"]
    assert found[2][0].status == "happened"
    assert found[2][1].time is not None
    assert found[2][1].time.until == "2025-05-12"


def test_meetings_on_two_days_are_two(told: Reader) -> None:
    found = told("Emmanuel Macron met Donald Tusk on Monday. Macron met Tusk again on Wednesday.")
    assert kinds(found) == ["meeting", "meeting"]


def test_a_claim_is_no_fact(told: Reader) -> None:
    found = told("Volodymyr Zelensky claimed that Iran is supplying weapons to Russia.")
    assert kinds(found) == ["supply"]
    assert found[2][0].status == "claimed"
    assert found[2][0].sources


def test_an_accusation_claims_what_it_holds(told: Reader) -> None:
    found = told("Ukraine accused Russia of attacking Poland.")
    assert kinds(found) == ["accuse", "attack"]
    assert found[2][1].status == "claimed"


def test_what_is_told_as_not_happening_is_denied(told: Reader) -> None:
    found = told("France did not attack Spain on Tuesday.", 0.2)
    assert [(e.type, e.status) for e in found[2]] == [("attack", "denied")]


def test_the_first_telling_in_the_body_stands_for_an_event_told_in_an_unmarked_headline(told: Reader) -> None:
    text = "Police arrest Ann Park.\n\nPolice arrested Ann Park in Lyon on Monday. Park was arrested at her home."
    a, _, events = told(text)
    assert [a.article.text[e.trigger.start : e.trigger.end] for e in events] == ["arrested"]
    assert events[0].trigger.start == text.index("arrested")


def test_what_is_only_wanted_is_proposed(told: Reader) -> None:
    found = told("Spain wants to meet Portugal.")
    assert [(e.type, e.status) for e in found[2]] == [("meeting", "proposed")]


def test_will_not_is_a_refusal(told: Reader) -> None:
    found = told("Israel will not negotiate with Hamas.")
    assert kinds(found) == ["reject"]


def test_whoever_speaks_in_a_dateline_is_not_the_place(told: Reader) -> None:
    found = told("HANOI, Vietnam (AP) — Japan accused China of breaking the law.")
    assert names(found, 0, "actor") == ["Japan"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Leaders often meet in Geneva.",
        "Apple did not meet expectations.",
        "If Iran attacks Israel, prices will rise.",
        "Could China invade Taiwan?",
        "Technical support is available from Canada.",
        "The war on drugs failed in Mexico.",
        "Germany beat Brazil in the final.",
        "The committee discussed possible sanctions against Iran.",
        "Canada is able to help Mexico.",
        "Australia has a strong economy.",
        "He struck a balance between work and family.",
    ],
)
def test_what_is_no_event(text: str, told: Reader) -> None:
    assert kinds(told(text)) == []


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("27", 27),
        ("1,200", 1200),
        ("twelve", 12),
        ("twenty-seven", 27),
        ("dozens", None),
        ("", None),
        ("٣", None),
        ("twenty-ten", None),
    ],
)
def test_exact_numbers(word: str, number: int | None) -> None:
    assert exact_number(word) == number
