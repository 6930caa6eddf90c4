"""Names: the figures of the two tables, what holds for every pair, and what only rules can tell apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readout.names import asked_keys, compare, keys, parsed
from tests.names.measure import judge, measured, pairs

ALL = [*pairs("variants", "all"), *pairs("near_misses", "all")]
NAMES = st.sampled_from(sorted({name for pair in ALL for name in pair}))


def test_there_are_three_hundred_pairs_of_each_kind() -> None:
    assert len(pairs("variants", "all")) >= 300
    assert len(pairs("near_misses", "all")) >= 300
    assert not {*pairs("variants", "build")} & {*pairs("variants", "report")}


@pytest.mark.parametrize("half", ["build", "report"])
def test_the_figures_hold(half: str) -> None:
    found = measured(half, judge)
    assert found.precision >= 0.99
    assert found.recall >= 0.95


@given(NAMES, NAMES)
def test_the_order_of_two_names_makes_no_difference(one: str, other: str) -> None:
    assert compare(one, other) == compare(other, one)


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_breaks_it(one: str, other: str) -> None:
    assert compare(one, other) == compare(other, one)
    assert isinstance(keys(one), frozenset)


def test_a_name_is_itself_and_every_variant_shares_a_key() -> None:
    for one, other in pairs("variants", "all"):
        assert compare(one, one).verdict != "different"
        if judge(one, other):
            assert keys(one) & asked_keys(other), (one, other)
            assert keys(other) & asked_keys(one), (one, other)


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("Lula", "Luiz Inácio Lula da Silva", "part"),
        ("Charles III", "Charles II", "different"),
        ("John Doe Jr.", "John Doe", "part"),
        ("John Doe Jr.", "John Doe Sr.", "different"),
        ("Hamad bin Ali", "Ali bin Hamad", "different"),
        ("Li Qiang", "Qiang Li", "same"),
        ("Mr. A. B.", "", "different"),
    ],
)
def test_what_is_a_part_and_what_another(one: str, other: str, verdict: str) -> None:
    assert compare(one, other).verdict == verdict


def test_a_name_is_taken_apart() -> None:
    assert parsed("Doe, Dr. John Q., Jr.").words[-1] == "doe"
    assert parsed("Gen. Abdel Fattah el-Sisi").words == ("abdfattah", "sisi")
    assert parsed("Pope John Paul II").number == "ii"
    assert parsed("Salman bin Abdulaziz").chain
