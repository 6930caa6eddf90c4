"""Which profiles are one, and the groups that decisions and judgements make whatever their order."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readout.link.entities import Decision, Profile, asked_keys, decide, groups, index_keys, profile
from readout.model import Entity, Identity, Mention

PROFILES = [
    Profile("person", "Volodymyr Zelensky", "UKR", "president"),
    Profile("person", "Volodymyr Zelenskiy", "UKR"),
    Profile("person", "Zelensky", "UKR", "president"),
    Profile("person", "Kim Jong Un", "PRK", "leader"),
    Profile("person", "Kim Jong-un", None, "leader"),
    Profile("person", "Kim Jong Il", "PRK", "leader"),
    Profile("person", "Ana Novak", "SVN", "footballer"),
    Profile("person", "Ana Novak", "SVN", "minister"),
    Profile("person", "Bush", "USA", "president"),
    Profile("person", "George W. Bush", "USA", "president"),
    Profile("person", "George H. W. Bush", "USA", "president"),
    Profile("organisation", "NATO", None, "", "Q7184"),
    Profile("organisation", "North Atlantic Treaty Organization", None, "", "Q7184"),
    Profile("organisation", "Interior Ministry", "FRA"),
    Profile("organisation", "Interior Ministry", "RUS"),
    Profile("organisation", "Interior Ministry"),
]
BY_KEY = {one.key: one for one in PROFILES}


def decided() -> dict[tuple[str, str], Decision]:
    found = {}
    for one, other in combinations(PROFILES, 2):
        if (decision := decide(one, other)) is not None:
            left, right = sorted((one.key, other.key))
            found[left, right] = decision
    return found


def named(some: frozenset[str]) -> set[tuple[str, str | None]]:
    return {(BY_KEY[key].name, BY_KEY[key].country) for key in some}


def test_spellings_and_parts_are_one_and_look_alikes_are_not() -> None:
    made = [named(group) for group in groups(BY_KEY, decided(), (), ())]
    assert {("Volodymyr Zelensky", "UKR"), ("Volodymyr Zelenskiy", "UKR"), ("Zelensky", "UKR")} in made
    assert {("Kim Jong Un", "PRK"), ("Kim Jong-un", None)} in made
    assert {("Kim Jong Il", "PRK")} in made
    assert {("NATO", None), ("North Atlantic Treaty Organization", None)} in made
    assert {("Bush", "USA")} in made  # two presidents answer to it
    assert [group for group in made if ("Interior Ministry", None) in group] == [{("Interior Ministry", None)}]
    assert sum(("Ana Novak", "SVN") in group for group in made) == 2


@given(st.permutations(PROFILES))
def test_the_order_makes_no_difference(some: list[Profile]) -> None:
    assert groups([one.key for one in some], decided(), (), ()) == groups(BY_KEY, decided(), (), ())


def test_what_is_decided_to_be_one_is_found_by_a_key() -> None:
    for one, other in combinations(PROFILES, 2):
        decision = decide(one, other)
        assert decision == decide(other, one)
        if decision is not None and decision.judgement == "positive":
            assert asked_keys(one) & index_keys(other)
            assert asked_keys(other) & index_keys(one)


def test_people_win() -> None:
    first, second, part = (PROFILES[n].key for n in (0, 1, 2))
    apart = groups([first, second, part], decided(), (), [(first, second)])
    assert all(not {first, second} <= group for group in apart)
    il, un = PROFILES[5].key, PROFILES[3].key
    assert groups([il, un], {}, [(il, un)], ()) == [frozenset((il, un))]
    assert len(groups([il, un], {}, [(il, un)], [(un, il)])) == 2


@pytest.mark.parametrize(
    ("one", "other", "judgement"),
    [
        (Profile("person", "Ana Novak", "SVN"), Profile("person", "Ana Novak"), "positive"),
        (Profile("person", "Ana Novak", "SVN"), Profile("person", "Ana Novak", "AUT"), "unsure"),
        (Profile("person", "A", None, "", "Q1"), Profile("person", "B", None, "", "Q1"), "positive"),
        (Profile("person", "A B", None, "", "Q1"), Profile("person", "A B", None, "", "Q2"), "negative"),
        (Profile("person", "M. Kos"), Profile("person", "Miran Kos"), "unsure"),
        (Profile("person", "Ana Novak"), Profile("organisation", "Ana Novak"), None),
        (Profile("place", "Paris", "FRA"), Profile("place", "Paris", "USA"), None),
    ],
)
def test_decisions(one: Profile, other: Profile, judgement: str | None) -> None:
    decision = decide(one, other)
    assert (decision and decision.judgement) == judgement


def test_profiles_of_entities() -> None:
    named_so = (Mention(0, 3, "name"),)
    told = (Mention(0, 3, "description"),)
    row = Identity("Q12", "Bor Kos", "p.csv:3", "office")
    assert profile(Entity("e1", "group", "rebels", mentions=named_so)) is None
    assert profile(Entity("e1", "person", "the minister", mentions=told)) is None
    known = profile(Entity("e1", "person", "the premier", "premier", "SVN", "Q12", told, identity=row))
    assert known == Profile("person", "Bor Kos", "SVN", "prime minister", "Q12")
    assert profile(Entity("e1", "country", "Slovenia", country="SVN", mentions=named_so)) == Profile(
        "country", "SVN", "SVN"
    )
