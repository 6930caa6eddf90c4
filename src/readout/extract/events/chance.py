"""How likely a reader would note what a trigger tells: a log-linear model over the signs of its reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from math import exp

from readout.lexicon import table


@cache
def _weights() -> Mapping[str, float]:
    found: Mapping[str, float] = table("event_chances")["weights"]
    return found


def chance(signs: Iterable[str]) -> float:
    """The probability that a reading with these signs is an event of the article; unknown signs count nothing."""
    known = _weights()
    total = sum(known.get(sign, 0.0) for sign in signs)
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, total))))
