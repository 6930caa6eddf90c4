"""Whether a probability is kept: of the statements given .8, eight in ten should be right in content and source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .compare import Sheet, same_source

Floats = NDArray[np.float64]
Fitted = Callable[[Floats], Floats]
# No recalibrated chance is surer than this.
_SURE = 0.99


@dataclass(frozen=True, slots=True)
class Judged:
    """All statements of a corpus: probability, whether right, and the number of the article each is in."""

    chance: Floats
    right: Floats
    article: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Bin:
    """Statements of like probability: how many, their mean probability and the share that is right."""

    low: float
    high: float
    count: int
    mean: float
    right: float


def judged(sheets: Sequence[Sheet], nested: bool = True) -> Judged:
    """Each found statement and whether it is right; without `nested`, those inside another's words are left out.

    The corpus marks no statement inside another, so there each nested one counts as wrong.
    """
    rows = []
    for number, sheet in enumerate(sheets):
        right = {j for i, j in sheet.pairs if same_source(sheet.gold[i], sheet.found[j])}
        rows += [
            (found.probability, float(j in right), number)
            for j, found in enumerate(sheet.found)
            if nested or not found.within
        ]
    chance, right_ones, article = (np.array([row[n] for row in rows]) for n in range(3))
    return Judged(chance.astype(float), right_ones.astype(float), article.astype(int))


def bins(chance: Floats, right: Floats, count: int = 10) -> list[Bin]:
    """The bins of equal width that hold a statement."""
    at = np.minimum((chance * count).astype(int), count - 1)
    found = []
    for number in range(count):
        inside = at == number
        if inside.any():
            mean, share = float(chance[inside].mean()), float(right[inside].mean())
            found.append(Bin(number / count, (number + 1) / count, int(inside.sum()), mean, share))
    return found


def error(found: Sequence[Bin]) -> float:
    """Expected calibration error: how far the bins are off, weighed by what they hold."""
    total = sum(b.count for b in found)
    return sum(b.count * abs(b.mean - b.right) for b in found) / total if total else 0.0


def equal_mass_error(chance: Floats, right: Floats, count: int = 10) -> float:
    """The same with bins that hold equally many statements, which hides no crowd in one bin."""
    order = np.argsort(chance, kind="stable")
    parts = [p for p in np.array_split(order, count) if len(p)]
    total = sum(len(p) * abs(float(chance[p].mean()) - float(right[p].mean())) for p in parts)
    return total / len(chance) if len(chance) else 0.0


def brier(chance: Floats, right: Floats) -> float:
    """The mean squared distance of probability and truth."""
    return float(((chance - right) ** 2).mean()) if len(chance) else 0.0


def isotonic(chance: Floats, right: Floats) -> Fitted:
    """The rising step function nearest to the truth (pool adjacent violators), drawn straight between its steps."""
    order = np.argsort(chance, kind="stable")
    levels: list[list[float]] = []  # sum of truths, count, sum of chances
    for x, y in zip(chance[order], right[order], strict=True):
        levels.append([float(y), 1.0, float(x)])
        while len(levels) > 1 and levels[-2][0] * levels[-1][1] >= levels[-1][0] * levels[-2][1]:
            last = levels.pop()
            levels[-1] = [a + b for a, b in zip(levels[-1], last, strict=True)]
    at, value = np.array([s / n for _, n, s in levels]), np.array([y / n for y, n, _ in levels])
    return lambda given: np.clip(np.interp(given, at, value), 1.0 - _SURE, _SURE)


def platt(chance: Floats, right: Floats) -> Fitted:
    """A logistic curve on the log odds with Platt's softened targets, drawn to the line as given by one statement."""
    x = _logit(chance)
    yes, no = float(right.sum()), float(len(right) - right.sum())
    target = np.where(right > 0, (yes + 1) / (yes + 2), 1 / (no + 2))
    design = np.stack([x, np.ones_like(x)], axis=1)
    given = np.array([1.0, 0.0])
    weights = given.copy()
    for _ in range(100):
        p = _sigmoid(design @ weights)
        gradient = design.T @ (p - target) + (weights - given)
        curve = design.T @ (design * (p * (1 - p))[:, None]) + np.eye(2)
        step = np.clip(np.linalg.solve(curve, gradient), -1.0, 1.0)
        weights = weights - step
        if float(np.abs(step).max()) < 1e-9:
            break
    return lambda new: _sigmoid(weights[0] * _logit(new) + weights[1])


def _sigmoid(odds: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(odds, -30.0, 30.0))), dtype=np.float64)


def _logit(chance: Floats) -> Floats:
    clipped = np.clip(chance, 1e-4, 1 - 1e-4)
    return np.asarray(np.log(clipped / (1 - clipped)), dtype=np.float64)


def cross_validated(all_of: Judged, fit: Callable[[Floats, Floats], Fitted], folds: int = 5) -> Floats:
    """Each statement's chance by a fit to the articles of the other folds."""
    out = np.zeros_like(all_of.chance)
    for fold in range(folds):
        held = all_of.article % folds == fold
        if held.any() and not held.all():
            out[held] = fit(all_of.chance[~held], all_of.right[~held])(all_of.chance[held])
    return out
