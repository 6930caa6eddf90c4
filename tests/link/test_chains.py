"""Chains and pairs of reports that were written before anyone looked at how they would be read."""

from __future__ import annotations

import pytest

from tests.link.chains import measure as chains
from tests.link.chains import pairs


@pytest.mark.parametrize("part", ["blind_work", "blind_kept"])
def test_histories_of_chains_written_blind_stay_right(part: str) -> None:
    from readout.flow import records

    found = chains.measure(part, list(records(chains.articles(chains.chains(part)))))
    least = {"final": 0.85, "history": 0.65, "contradictions.P": 0.8, "contradictions.R": 0.5}
    assert {name: value for name, value in found.items() if value < least[name]} == {}


def test_contradictions_of_pairs_written_blind_stay_right() -> None:
    from readout.flow import records

    for part in ("blind_pairs_work", "blind_pairs_kept"):
        found, right, wanted, wrong = pairs.measure(list(records(chains.articles(pairs.pairs(part)))), part)
        assert right >= max(0.8 * found, 0.7 * wanted), wrong
