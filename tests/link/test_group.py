"""Average-link clustering and the forest of thresholds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from readout.link.forest import Forest
from readout.link.group import average_link


def slow(likeness: np.ndarray, least: float) -> list[list[int]]:
    """The same by the definition: the mean over all pairs of two clusters."""
    clusters = [[i] for i in range(len(likeness))]
    while len(clusters) > 1:
        score, a, b = max(
            (float(np.mean([likeness[i, j] for i in x for j in y])), -a, -b)
            for a, x in enumerate(clusters)
            for b, y in enumerate(clusters)
            if a < b
        )
        if score < least:
            break
        clusters[-a] += clusters.pop(-b)
    return sorted(sorted(c) for c in clusters)


@given(st.integers(1, 14), st.integers(0, 10_000), st.floats(-0.5, 1))
def test_the_clusters_are_those_of_the_definition(many: int, seed: int, least: float) -> None:
    half = np.triu(np.random.default_rng(seed).uniform(-1, 1, (many, many)), 1)
    assert average_link(half + half.T, least) == slow(half + half.T, least)


def test_nothing_and_one() -> None:
    assert average_link(np.zeros((0, 0)), 0.5) == []
    assert average_link(np.zeros((1, 1)), 0.5) == [[0]]


def test_pairs_that_must_stay_apart_do() -> None:
    table = np.array([[0, 5, -np.inf], [5, 0, 5], [-np.inf, 5, 0]])
    assert average_link(table, 0.0) == [[0, 1], [2]]


JOINS = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11), st.sampled_from([0.1, 0.2, 0.3, 0.4])), max_size=40)


@given(JOINS, st.randoms())
def test_the_sets_do_not_depend_on_the_order_of_the_joins(joins: list[tuple[int, int, float]], draw: object) -> None:
    def sets(rows: list[tuple[int, int, float]]) -> list[list[int]]:
        forest = Forest((0.2, 0.3), 4)
        for _ in range(12):
            forest.add()
        for one, other, likeness in rows:
            forest.join(one, other, likeness)
        return [forest.members(forest.key(n)) for n in range(12)]

    shuffled = list(joins)
    draw.shuffle(shuffled)  # type: ignore[attr-defined]
    assert sets(joins) == sets(shuffled)


@pytest.mark.parametrize(("likeness", "together"), [(0.19, False), (0.2, True), (0.9, True)])
def test_items_meet_from_the_lowest_threshold_on(likeness: float, together: bool) -> None:
    forest = Forest((0.2, 0.3), 4)
    one, other = forest.add(), forest.add()
    forest.join(one, other, likeness)
    assert (forest.key(one) == forest.key(other)) is together


def test_a_set_that_grew_too_large_falls_into_its_closer_parts() -> None:
    forest = Forest((0.2, 0.3), 3)
    for _ in range(4):
        forest.add()
    for one, other, likeness in ((0, 1, 0.35), (1, 2, 0.2), (2, 3, 0.4)):
        forest.join(one, other, likeness)
    assert [forest.members(forest.key(n)) for n in (0, 3)] == [[0, 1], [2, 3]]
