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
# Names of an article that another should have among all its own.
_FOREMOST = 3

_scratch = np.zeros(BUCKETS, np.float32)


def against(sketches: Sequence[Sketch], one: Sketch) -> Floats:
    """Cosine of the weighted words of each of several articles with one."""
    rows = np.concatenate([s.words for s in sketches])
    weights = np.concatenate([s.weights for s in sketches])
    ends = np.cumsum([len(s.words) for s in sketches])
    _scratch[one.words] = one.weights
    sums = np.concatenate([[0.0], np.cumsum(_scratch[rows] * weights, dtype=np.float64)])
    _scratch[one.words] = 0
    found: Floats = np.diff(sums[np.concatenate([[0], ends])]).astype(np.float32)
    return found


def likenesses(sketches: Sequence[Sketch]) -> Matrix:
    """(5, n, n), for each pair of articles: cosines of all words and of those that are neither names nor numbers, dot
    product of rarities, cosine of pairs of neighbours, the share of foremost names in common.
    """
    rows, columns = _shared([s.words for s in sketches])
    every, common, rarity = (np.concatenate([getattr(s, name) for s in sketches]) for name in _VALUES)
    plain = every * common
    norms = np.sqrt(np.bincount(_owners([s.words for s in sketches]), plain**2, len(sketches)))
    many = [max(len(s.pairs), 1) ** 0.5 for s in sketches]
    kept, at = columns >= 0, np.maximum(columns, 0)
    width = int(columns.max(initial=-1)) + 1

    def dots(values: NDArray[Any]) -> Matrix:
        table = np.zeros((len(sketches), width), np.float32)
        table[rows[kept], at[kept]] = values[kept]
        found: Matrix = (table @ table.T).astype(np.float64)
        np.fill_diagonal(found, 1.0)
        return found

    alone = np.maximum(norms, 1e-9)
    raw = np.array([dots(every), dots(plain), dots(rarity), _pairs(sketches), _top(sketches)])
    raw[1] /= alone[:, None] * alone[None]
    raw[3] /= np.array(many)[:, None] * np.array(many)[None]
    for block in (1, 3):
        np.fill_diagonal(raw[block], 1.0)
    return raw


_VALUES = ("weights", "common", "rarity")


def _owners(rows: Sequence[Ints]) -> NDArray[np.intp]:
    return np.repeat(np.arange(len(rows)), [len(row) for row in rows])


def _shared(rows: Sequence[Ints]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The article and column of each number; a number that one article alone has gets no column (-1)."""
    _, at, counts = np.unique(np.concatenate(rows), return_inverse=True, return_counts=True)
    columns = np.where(counts > 1, np.cumsum(counts > 1) - 1, -1)
    return _owners(rows), columns[at]


def _pairs(sketches: Sequence[Sketch]) -> Matrix:
    """How many pairs of neighbouring words each two share."""
    rows, columns = _shared([s.pairs for s in sketches])
    kept = columns >= 0
    table = np.zeros((len(sketches), int(columns.max(initial=-1)) + 1), np.float32)
    table[rows[kept], columns[kept]] = 1
    found: Matrix = (table @ table.T).astype(np.float64)
    return found


def _held(tops: Sequence[tuple[int, ...]], columns: dict[int, int]) -> Matrix:
    table = np.zeros((len(tops), len(columns)))
    for row, top in zip(table, tops, strict=True):
        row[[columns[name] for name in top]] = 1
    return table


def _top(sketches: Sequence[Sketch]) -> Matrix:
    """The share of each one's foremost names among the other's; the lesser of the two."""
    columns = {name: n for n, name in enumerate({name for s in sketches for name in s.top})}
    first = _held([s.top[:_FOREMOST] for s in sketches], columns)
    shares: Matrix = first @ _held([s.top for s in sketches], columns).T / np.maximum(first.sum(1), 1)[:, None]
    return np.minimum(shares, shares.T)


def _strangers(sketches: Sequence[Sketch]) -> Matrix:
    """1 for each pair that shares none of its foremost names, though each has several; else 0."""
    columns = {name: n for n, name in enumerate({name for s in sketches for name in s.top})}
    held = _held([s.top for s in sketches], columns)
    several = held.sum(1) >= _SEVERAL
    found: Matrix = ((held @ held.T == 0) & several[:, None] & several[None]).astype(float)
    return found


def _decay(sketches: Sequence[Sketch]) -> Matrix:
    """`apart` for all pairs."""
    days = np.array([np.nan if s.day is None else s.day for s in sketches])
    gaps = np.maximum(0, np.abs(days[:, None] - days[None]) - _NEAR)
    found: Matrix = np.where(np.isnan(gaps), 1.0, 0.5 ** (gaps / _HALF))
    return found


def apart(one: int | None, other: int | None) -> float:
    """What is left of a likeness, given the days of publication: 1 within ten days, then half every 45."""
    if one is None or other is None:
        return 1.0
    return float(0.5 ** (max(0, abs(one - other) - _NEAR) / _HALF))


def chances(raw: Matrix, sketches: Sequence[Sketch]) -> list[tuple[list[int], Matrix]]:
    """The contexts that a set falls into, each with the log odds that two of its articles tell one story.

    `raw` is what `likenesses` says of them.
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
