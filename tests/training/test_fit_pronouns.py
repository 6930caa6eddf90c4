"""The fit of pronouns' weights: what is always right gains, what is always wrong loses, the same each time."""

from __future__ import annotations

import numpy as np

from readout.extract.entities.words import weights
from training.fit_pronouns import Choice, figures, fitted, paragraphs

NAMES = ["far", "near", "nobody m"]
CHOICES = [
    *[Choice("one", [{"near": 1.0}, {"far": 1.0}, {"nobody m": 1.0}], [True, False, False])] * 8,
    *[Choice("two", [{"far": 1.0}, {"nobody m": 1.0}], [False, True])] * 4,
]


def test_what_is_right_weighs_more() -> None:
    far, near, nobody = fitted(CHOICES, NAMES)
    assert near > nobody > far
    assert np.array_equal(fitted(CHOICES, NAMES), [far, near, nobody])


def test_figures_count_what_is_given() -> None:
    right, given, wanted = figures(fitted(CHOICES, NAMES), CHOICES, NAMES)
    assert (right, given, wanted) == (8, 8, 8)


def test_the_weights_kept_are_of_the_features_in_use() -> None:
    kept = weights()
    used = {name for choice in paragraphs() for row in choice.rows for name in row}
    assert used & set(kept) >= {"subject", "gender", "nobody m", "nobody p"}
    assert all(np.isfinite(weight) for weight in kept.values())
