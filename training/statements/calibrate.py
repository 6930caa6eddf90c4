"""How sure the tagger's chances make a statement, and from where on it is kept: measured on the held-out articles."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from readout.extract import find_entities
from readout.extract.statements.gather import gather
from readout.extract.statements.quotes import find_quotes
from readout.extract.statements.table import Speech, speech
from readout.extract.statements.tagger import Calibration, Tagged, Tagger
from readout.extract.statements.trained import apart, signs
from readout.model import Analysis
from training.statements.data import Gold, articles

_SAME = 0.5
_RIDGE = 0.1
_STEPS = 60
# An invented statement costs more than a missed one: this much F1 is given for a higher floor.
_PRICE = 0.012
_FLOORS = [n / 100 for n in range(10, 75, 5)]

Floats = NDArray[np.float64]
# An article, its marked attributions, and what the tagger reads in it.
Found = tuple[Analysis, list[Gold], list[Tagged]]


def calibrate(corpus: Path, weights: Path) -> None:
    """Write `calibration.json` beside the models."""
    _write(weights, Calibration(0.0, [1.0] * 5, 0.0, 0.5))
    tag, table = Tagger(weights), speech()
    found: list[Found] = []
    for _, a, marked in articles(corpus, held=True):
        quotes = find_quotes(a)
        tagged = tag(a, quotes, gather(a, quotes, find_entities(a), table))
        found.append((a, marked, [t for t in tagged if t.content]))
    # Fitted twice: what a likelier reading of the same words rules out shall not count as wrong.
    _, chances, _ = _fitted(found, table)
    fitted, chances, right = _fitted(_without_rivals(found, chances), table)
    total = sum(len(marked) for _, marked, _ in found)
    figures = {f: _f1(chances >= f, right, total) for f in _FLOORS}
    floor = max(f for f, figure in figures.items() if figure >= max(figures.values()) - _PRICE)
    bias, *each, unknown = (round(float(w), 4) for w in fitted)
    _write(weights, Calibration(bias, each, unknown, floor))


def _fitted(found: list[Found], table: Speech) -> tuple[Floats, Floats, Floats]:
    """The weights, and of each attribution its chance and whether it is right."""
    x = np.array([[1.0, *signs(a, t, table)] for a, _, tagged in found for t in tagged])
    right = np.array([r for _, marked, tagged in found for r in matches(tagged, marked)], dtype=np.float64)
    weights = logistic(x, right)
    return weights, 1.0 / (1.0 + np.exp(-x @ weights)), right


def _without_rivals(found: list[Found], chances: Floats) -> list[Found]:
    each = iter(chances.tolist())
    return [(a, marked, [t for _, t in apart([(next(each), t) for t in tagged], ())]) for a, marked, tagged in found]


def _write(weights: Path, scale: Calibration) -> None:
    (weights / "calibration.json").write_bytes(msgspec.json.format(msgspec.json.encode(scale)) + b"\n")


def matches(tagged: list[Tagged], marked: list[Gold]) -> list[bool]:
    """Which attributions have a marked one's content, by half their tokens (Dice), and its source."""
    pairs = []
    for i, one in enumerate(tagged):
        words = {t for r in one.content for t in range(*r)}
        for j, gold in enumerate(marked):
            others = {t for r in gold.content for t in range(*r)}
            shared = 2 * len(words & others) / (len(words) + len(others))
            if shared >= _SAME:
                pairs.append((shared, i, j))
    found = [False] * len(tagged)
    taken: set[int] = set()
    used: set[int] = set()
    for _, i, j in sorted(pairs, reverse=True):
        if i in used or j in taken:
            continue
        used.add(i)
        taken.add(j)
        source = tagged[i].source
        wanted = {t for r in marked[j].source for t in range(*r)}
        found[i] = bool(wanted & set(range(*source))) if source else not wanted
    return found


def logistic(x: Floats, y: Floats) -> Floats:
    """Weights of a logistic regression with a small ridge, by Newton's method; shapes (n, k), (n,) -> (k,)."""
    weights = np.zeros(x.shape[1])
    for _ in range(_STEPS):
        p = 1.0 / (1.0 + np.exp(-x @ weights))
        slope = (x * (p * (1.0 - p) + 1e-9)[:, None]).T @ x + _RIDGE * np.eye(x.shape[1])
        weights += np.linalg.solve(slope, x.T @ (y - p) - _RIDGE * weights)
    return np.asarray(weights, dtype=np.float64)


def _f1(kept: NDArray[np.bool_], right: Floats, total: int) -> float:
    hit = float(right[kept].sum())
    return 2.0 * hit / (float(kept.sum()) + total)
