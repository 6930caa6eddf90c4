"""How alike two articles of a small set are, in five ways, and the chance that they tell one story."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from readout.lexicon import table
from readout.link.group import Matrix, average_link
from readout.link.sketch import BUCKETS, Floats, Ints, Sketch

FEATURES = ("words", "common", "centred", "pairs", "top", "size")
# Sets looser than this are no context for each other.
CONTEXT = 0.1
# Days between two publications that cost nothing; how many more halve the likeness.
_NEAR, _HALF = 10, 45
# What it costs, as log odds, that two articles share no foremost name, though each has several. A larger context tells
# by itself which words matter: there it costs less.
_STRANGERS, _SEVERAL = 3.0, 2

_scratch = np.zeros(BUCKETS, np.float32)


class Words:
    """The words of several articles laid end to end, to be compared with one article at a time."""

    def __init__(self, sketches: Sequence[Sketch]) -> None:
        self.sketches = sketches
        self._words = np.concatenate([s.words for s in sketches])
        self._weights = np.concatenate([s.weights for s in sketches])
        self._at = np.cumsum([0, *(len(s.words) for s in sketches)])

    def words(self, one: Sketch) -> Floats:
        """Cosine of the weighted words, each article against one."""
        return _against(one.words, one.weights, self._words, self._weights, self._at)


class Rows(Words):
    """The same with all else that is compared."""

    def __init__(self, sketches: Sequence[Sketch]) -> None:
        super().__init__(sketches)
        self._rarity = np.concatenate([s.rarity for s in sketches])
        self._common = np.concatenate([s.common for s in sketches])
        self._pairs = np.concatenate([s.pairs for s in sketches])
        self._pairs_at = np.cumsum([0, *(len(s.pairs) for s in sketches)])
        self._norms = _norms(sketches)

    def all(self, one: Sketch) -> Matrix:
        """Cosines of all words and of those that are no names, dot product of rarities, cosine of pairs; top names."""
        common = _against(one.words, one.weights * one.common, self._words, self._weights * self._common, self._at)
        pairs = _against(one.pairs, np.ones(len(one.pairs), np.float32), self._pairs, None, self._pairs_at)
        sizes = np.maximum(np.diff(self._pairs_at) * max(len(one.pairs), 1), 1)
        return np.array(
            [
                self.words(one),
                common / np.maximum(self._norms * _norms([one])[0], 1e-9),
                _against(one.words, one.rarity, self._words, self._rarity, self._at),
                pairs / np.sqrt(sizes),
                [_shared_top(one, other) for other in self.sketches],
            ]
        )


def _norms(sketches: Sequence[Sketch]) -> NDArray[np.float64]:
    return np.array([float(np.sqrt(np.sum((s.weights * s.common) ** 2))) for s in sketches])


def _against(words: Ints, weights: Floats, rows: Ints, values: Floats | None, at: NDArray[np.int64]) -> Floats:
    """Dot product of one article's weights with each row's."""
    _scratch[words] = weights
    products = _scratch[rows] if values is None else _scratch[rows] * values
    _scratch[words] = 0
    sums = np.concatenate([[0.0], np.cumsum(products, dtype=np.float64)])
    found: Floats = (sums[at[1:]] - sums[at[:-1]]).astype(np.float32)
    return found


def _strangers(sketches: Sequence[Sketch]) -> Matrix:
    """1 for each pair that shares none of its foremost names, though each has several; else 0."""
    columns = {name: n for n, name in enumerate({name for s in sketches for name in s.top})}
    held = np.zeros((len(sketches), len(columns)), np.float32)
    for row, one in zip(held, sketches, strict=True):
        row[[columns[name] for name in one.top]] = 1
    several = held.sum(1) >= _SEVERAL
    found: Matrix = ((held @ held.T == 0) & several[:, None] & several[None]).astype(float)
    return found


def _decay(sketches: Sequence[Sketch]) -> Matrix:
    """`apart` for all pairs."""
    days = np.array([np.nan if s.day is None else s.day for s in sketches])
    gaps = np.maximum(0, np.abs(days[:, None] - days[None]) - _NEAR)
    found: Matrix = np.where(np.isnan(gaps), 1.0, 0.5 ** (gaps / _HALF))
    return found


def _shared_top(one: Sketch, other: Sketch) -> float:
    """The share of each one's foremost names among the other's; the lesser of the two."""
    shares = [sum(n in b.top for n in a.top[:3]) / max(1, len(a.top[:3])) for a, b in ((one, other), (other, one))]
    return min(shares)


def apart(one: int | None, other: int | None) -> float:
    """What is left of a likeness, given the days of publication: 1 within ten days, then half every 45."""
    if one is None or other is None:
        return 1.0
    return float(0.5 ** (max(0, abs(one - other) - _NEAR) / _HALF))


def chances(raw: Matrix, sketches: Sequence[Sketch]) -> list[tuple[list[int], Matrix]]:
    """The contexts that a set falls into, each with the log odds that two of its articles tell one story.

    `raw` is (5, n, n): for each pair what `Rows.all` says.
    """
    decay, strangers = _decay(sketches), _strangers(sketches)
    found = []
    for members in average_link(raw[0] * decay, CONTEXT):
        block = raw[:, members][:, :, members]
        odds = _log_odds(features(block)) + np.log(np.maximum(decay[np.ix_(members, members)], 1e-9))
        odds -= _STRANGERS / max(1, len(members) - 1) * strangers[np.ix_(members, members)]
        found.append((members, odds))
    return found


def features(raw: Matrix) -> Matrix:
    """The features of all pairs of one context, in the order of `FEATURES`."""
    many = raw.shape[1]
    size = np.full((many, many), np.log(many))
    return np.array([raw[0], raw[1], _centred(raw[2]), raw[3], raw[4], size])


def _centred(dots: Matrix) -> Matrix:
    """Cosines after the context's mean is taken away: what all of it shares tells none of its stories apart."""
    many = len(dots)
    rows = dots.mean(0)
    moved = dots - rows[None] - rows[:, None] + rows.mean()
    lengths = np.sqrt(np.maximum(np.diag(moved), 1e-9))
    found: Matrix = moved / lengths[None] / lengths[:, None] + 1 / max(1, many - 1)
    return found


@cache
def _weights() -> dict[str, Any]:
    fitted: dict[str, Any] = table("link_weights")["stories"]
    return fitted


def _log_odds(rows: Matrix) -> Matrix:
    fitted = _weights()
    return np.asarray(np.tensordot(np.array(fitted["weights"]), rows, 1) + fitted["bias"] - fitted["least"])
