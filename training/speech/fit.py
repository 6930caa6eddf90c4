"""A logistic regression of right on frame, word in its frame, and contexts: convex, so one answer and no seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from readout.extract.statements.table import Chances
from training.speech.candidates import Candidate

# How strongly a coefficient is drawn to nothing; for a word by as much as four candidates tell.
_FRAME, _WORD, _CONTEXT = 0.5, 1.0, 0.5
# The contexts that the chances of the table hold for: their coefficients are none.
_BASE = frozenset({"by name", "of possessor"})
# No word is surer than this, no context that changes the log odds by less is kept.
_SUREST, _LEAST = 0.97, 0.1
# The fit has ended when no coefficient moves more than this.
_STILL = 1e-7
_STEPS = 100
Vector = NDArray[np.float64]
Feature = tuple[str, ...]


def fit(candidates: Iterable[Candidate]) -> Chances:
    """The chances that make these candidates likeliest, to two digits."""
    weights = _coefficients(Counter((_features(c), c.right) for c in candidates))
    frames = {key[1]: _chance(w) for key, w in weights.items() if key[0] == "frame"}
    words: dict[str, dict[str, float]] = {}
    for key, weight in weights.items():
        if key[0] == "word":
            chance = _chance(weight + weights["frame", key[2]])
            if chance != frames[key[2]]:
                words.setdefault(key[1], {})[key[2]] = chance
    contexts = {key[1]: round(w, 2) for key, w in weights.items() if key[0] == "context" and abs(w) >= _LEAST}
    return Chances(frames, words, contexts)


def _features(candidate: Candidate) -> tuple[Feature, ...]:
    contexts = (("context", c) for c in candidate.contexts if c.split(": ", 1)[1] not in _BASE)
    return ("frame", candidate.frame), ("word", candidate.lemma, candidate.frame), *contexts


def _chance(odds: float) -> float:
    return round(min(_SUREST, float(1.0 / (1.0 + np.exp(-odds)))), 2)


def _coefficients(counts: Counter[tuple[tuple[Feature, ...], bool]]) -> dict[Feature, float]:
    """The coefficient of each feature, by Newton's method: counts of (features, right)."""
    names = sorted({f for features, _ in counts for f in features})
    place = {name: n for n, name in enumerate(names)}
    rows = sorted(counts)
    width = max(len(features) for features, _ in rows)
    spare = len(names)  # the place that short rows are filled up with; its coefficient stays 0
    where = np.array([[place[f] for f in fs] + [spare] * (width - len(fs)) for fs, _ in rows])
    right = np.array([float(r) for _, r in rows])
    times = np.array([float(counts[row]) for row in rows])
    pull = np.array([{"frame": _FRAME, "word": _WORD, "context": _CONTEXT}[name[0]] for name in names] + [1.0])
    weights = np.zeros(len(names) + 1)
    for _ in range(_STEPS):
        chance = 1.0 / (1.0 + np.exp(-weights[where].sum(axis=1)))
        slope = _sums(where, times * (chance - right), spare + 1) + pull * weights
        curve = _products(where, times * chance * (1.0 - chance), spare + 1) + np.diag(pull)
        slope[spare] = curve[spare, :] = curve[:, spare] = 0.0
        curve[spare, spare] = 1.0
        step = np.linalg.solve(curve, slope)
        weights -= step / max(1.0, float(np.abs(step).max()))  # no coefficient moves by more than 1 at once
        if np.abs(step).max() < _STILL:
            return dict(zip(names, weights.tolist(), strict=False))
    raise ArithmeticError(f"no fit within {_STEPS} steps")


def _sums(where: NDArray[np.int64], values: Vector, size: int) -> Vector:
    """For each feature the sum of the values of the rows that have it."""
    return np.bincount(where.ravel(), weights=np.repeat(values, where.shape[1]), minlength=size).astype(np.float64)


def _products(where: NDArray[np.int64], values: Vector, size: int) -> Vector:
    """For each two features the sum of the values of the rows that have both."""
    both = np.zeros(size * size)
    for column in where.T:
        for other in where.T:
            both += np.bincount(column * size + other, weights=values, minlength=size * size)
    return both.reshape(size, size)
