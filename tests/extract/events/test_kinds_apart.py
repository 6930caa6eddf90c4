"""Kinds that share their words told apart, the name behind a description, and deeds done to different numbers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from readout.extract import find_entities, find_events, find_statements, find_times
from readout.model import Analysis

Told = list[tuple[str, set[str], set[str]]]


@pytest.fixture(scope="module")
def told(analysed: Callable[..., Analysis]) -> Callable[[str], Told]:
    """`told(text)`: each event's kind, actors and recipients."""

    def run(text: str) -> Told:
        a = analysed(text, published="2024-09-18")
        cast, times = find_entities(a), find_times(a)
        found = find_events(a, cast, times, find_statements(a, cast, times), 0.3)
        sides = ("actor", "recipient")
        return [
            (e.type, *({cast.by_id[p.entity].name for p in e.participants if p.role == side} for side in sides))  # type: ignore[misc]
            for e in found
        ]

    return run


@pytest.mark.parametrize(
    ("text", "kind", "not_kind"),
    [
        ("Riot police in Tbilisi fired tear gas at protesters on Friday.", "coerce", "attack"),
        ("Police in Nairobi fired volleys of tear gas at students on Friday.", "coerce", "attack"),
        ("President Ruto dismissed Finance Minister Njuguna Ndung'u on Thursday.", "resign", "reject"),
        ("Iran dismissed the American proposal on Thursday.", "reject", "resign"),
        ("The rebels shelled the market for an hour on Tuesday.", "attack", "criticise"),
        ("The army retreated to a barracks south of Goma on Tuesday.", "withdraw", "attack"),
        ("Norway pledged $50 million for sea walls on Tuesday.", "aid", "supply"),
        ("India warned that it would retaliate against the European Union.", "threaten", "attack"),
    ],
)
def test_kinds_with_shared_words(told: Callable[[str], Told], text: str, kind: str, not_kind: str) -> None:
    kinds = [row[0] for row in told(text)]
    assert kind in kinds
    assert not_kind not in kinds


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The engineer was flown to Warsaw on a military plane.", "visit"),
        ('Association chairman David Pepper called the decision a "huge win for Ohio voters."', "demand"),
        ("Andrew Lopez is believed to be a member of a gang.", "accuse"),
    ],
)
def test_no_event_of_a_kind(told: Callable[[str], Told], text: str, kind: str) -> None:
    assert kind not in [row[0] for row in told(text)]


def test_the_name_behind_a_description(told: Callable[[str], Told]) -> None:
    found = told("The oil company, Petrogulf Energy Inc., denied on Monday that it had polluted the river.")
    assert [actors for kind, actors, _ in found if kind == "deny"] == [{"Petrogulf Energy Inc."}]


def test_different_numbers_are_different_arrests(told: Callable[[str], Told]) -> None:
    found = told("Police in Belfast arrested two men on Sunday. Later police arrested six Protestants in Portadown.")
    assert [kind for kind, *_ in found].count("arrest") == 2
