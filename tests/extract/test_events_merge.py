"""When two mentions are one event, when they are two, and whose parties a mention may take."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from readout.extract import Cast, find_entities, find_events, find_statements, find_times
from readout.model import Analysis, Event

Reader = Callable[[str], list[tuple[str, str, frozenset[str]]]]


@pytest.fixture(scope="module")
def told(analysed: Callable[..., Analysis]) -> Reader:
    """`told(text)`: the kind, trigger and parties of each of its events."""

    def run(text: str) -> list[tuple[str, str, frozenset[str]]]:
        a = analysed(text, published="2025-05-08")
        cast, times = find_entities(a), find_times(a)
        events = find_events(a, cast, times, find_statements(a, cast, times))
        return [_row(text, cast, event) for event in events]

    return run


def _row(text: str, cast: Cast, event: Event) -> tuple[str, str, frozenset[str]]:
    names = {e.id: e.name for e in cast.entities}
    words = text[event.trigger.start : event.trigger.end]
    return event.type, words, frozenset(names[p.entity] for p in event.participants)


def test_different_deeds_of_one_country_are_two_events(told: Reader) -> None:
    found = told("France invaded the island in 1810. On Monday France bombed a camp near the border.")
    assert [words for _, words, _ in found] == ["invaded", "bombed a camp"]


def test_a_noun_told_by_itself_is_not_any_deed_of_its_kind(told: Reader) -> None:
    found = told("A fight broke out in Lyon on Monday. On Tuesday soldiers killed Paul Roux in Nice.")
    assert [words for _, words, _ in found] == ["fight", "killed"]


def test_a_person_without_a_name_may_be_the_one_named_elsewhere(told: Reader) -> None:
    found = told("A court convicted a teacher of fraud. Paul Roux was convicted on Tuesday in Lyon.")
    assert len([kind for kind, _, _ in found if kind == "trial"]) == 1


def test_two_people_with_names_are_two(told: Reader) -> None:
    found = told("A court convicted Maria Lopez of fraud. Paul Roux was convicted on Tuesday in Lyon.")
    assert len([kind for kind, _, _ in found if kind == "trial"]) == 2


def test_whom_another_mention_names_did_not_do_what_others_did(told: Reader) -> None:
    found = told(
        "A convention voted on Friday to keep the law. Paul Roux and Maria Lopez voted for the budget on Monday."
    )
    assert [parties for kind, _, parties in found if kind == "vote" and "Paul Roux" in parties] == [
        frozenset({"Paul Roux", "Maria Lopez"})
    ]
    assert len(found) == 2


@pytest.mark.parametrize(
    ("text", "kind", "parties"),
    [
        # Accusations `made by` someone are that one's.
        ("Maria Lopez denied accusations made by Poland.", "deny", {"Poland"}),
        # What is reported of a call is charged to whoever made it.
        ("Democrats allege that Donald Trump's call broke the law.", "accuse", {"Donald Trump"}),
        ("He has faced criticism from within the Labour Party.", "criticise", {"Labour Party"}),
        ("It was the second day of an offensive by Serbia against rebels.", "attack", {"Serbia"}),
        # An occasion takes no part.
        ("Police seized a bomb on Monday on the eve of talks with Spain.", "coerce", set()),
    ],
)
def test_who_takes_part_behind_a_phrase(text: str, kind: str, parties: set[str], told: Reader) -> None:
    found = [names for what, _, names in told(text) if what == kind]
    assert found
    assert parties <= found[0]
    assert "Spain" not in found[0]
