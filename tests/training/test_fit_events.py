"""The fit of events' chances: what is right gains, what is wrong loses, what is held before stays."""

from __future__ import annotations

from training.fit_events import PRIOR, figures, fitted

ROWS = [
    *[(frozenset({"", "good"}), True, 1.0)] * 12,
    *[(frozenset({"", "bad"}), False, 1.0)] * 12,
    (frozenset({"", "good", "doubt mark"}), False, 0.5),
]


def test_what_is_right_weighs_more() -> None:
    weights = fitted(ROWS)
    assert weights["good"] > 0 > weights["bad"]
    assert fitted(ROWS) == weights


def test_what_is_held_before_stays_where_little_speaks_against_it() -> None:
    assert abs(fitted(ROWS)["doubt mark"] - PRIOR["doubt mark"]) < 0.2


def test_figures() -> None:
    assert figures([6, 10, 20, 3]).startswith("P 0.600  R 0.300  F1 0.400  with all parties 0.200")  # type: ignore[arg-type]
