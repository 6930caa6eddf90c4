"""What the passages read by hand must at least give."""

from __future__ import annotations

import pytest

from tests.relations.measure import measured, passages


@pytest.mark.parametrize(("half", "precision", "recall"), [("build", 0.95, 0.8), ("report", 0.85, 0.6)])
def test_relations_of_the_passages(half: str, precision: float, recall: float) -> None:
    tally = measured(half)
    assert tally.right >= precision * tally.given, tally.spare
    assert tally.right >= recall * tally.wanted, tally.missed


def test_both_halves_hold_thirty_sentences_or_more() -> None:
    assert all(sum(row["text"].count(". ") + 1 for row in passages(half)) >= 30 for half in ("build", "report"))
