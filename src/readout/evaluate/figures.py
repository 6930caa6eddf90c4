"""Counts of articles to figures with their bootstrap intervals: articles drawn with replacement, the same each time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from readout.evaluate.judge import PARTS
from readout.evaluate.tally import Shape, Tally

DRAWS = 2000
SEED = 20240229
LEVEL = 95.0
Array = NDArray[np.float64]
Judged = Sequence[Mapping[str, Tally]]


class Row(Struct, frozen=True, omit_defaults=True):
    """One part over all articles; figures are None where the gold has no such item.

    `gold` counts the items of the gold, `wanted` and `found` those that were judged: of a part of matched items fewer.
    For labels precision, recall and F1 are one: the share of the pairs that have the same label. `low` and `high` bound
    F1, `more` has figures of some parts only. `other` is the F1 of the reading that was compared with, `change` what
    this one has more, within `change_low` and `change_high`; `real` is whether those leave out 0.
    """

    part: str
    gold: int
    wanted: int
    found: int
    precision: float | None = None
    recall: float | None = None
    f1: float | None = None
    low: float | None = None
    high: float | None = None
    more: dict[str, float] = {}
    other: float | None = None
    change: float | None = None
    change_low: float | None = None
    change_high: float | None = None
    real: bool | None = None


def rows(judged: Judged, parts: Sequence[str] = tuple(PARTS)) -> list[Row]:
    """The figures of each part."""
    draws = _draws(len(judged))
    return [_row(part, _counts(judged, part), draws) for part in parts]


def compared(judged: Judged, other: Judged, parts: Sequence[str] = tuple(PARTS)) -> list[Row]:
    """The figures of each part beside those of a second reading of the same articles, in the same order."""
    draws, found = _draws(len(judged)), []
    for part in parts:
        ours, theirs = _counts(judged, part), _counts(other, part)
        row = _row(part, ours, draws)
        second = _row(part, theirs, draws)
        if row.f1 is not None and second.f1 is not None:
            shape = PARTS[part]
            low, high = _interval(_figures(shape, draws @ ours)["f1"] - _figures(shape, draws @ theirs)["f1"])
            more = {"other": second.f1, "change": row.f1 - second.f1, "change_low": low, "change_high": high}
            row = replace(row, **more, real=low > 0 or high < 0)
        found.append(row)
    return found


def _draws(articles: int) -> Array:
    """How often each article is in each draw."""
    chances = np.full(articles, 1 / articles)
    return np.random.default_rng(SEED).multinomial(articles, chances, DRAWS).astype(np.float64)


def _counts(judged: Judged, part: str) -> Array:
    return np.array([article[part].counts for article in judged], dtype=np.float64)


def _interval(values: Array) -> tuple[float, float]:
    edge = (100 - LEVEL) / 2
    low, high = np.nanpercentile(values, (edge, 100 - edge))
    return float(low), float(high)


def _row(part: str, counts: Array, draws: Array) -> Row:
    shape = PARTS[part]
    whole = counts.sum(axis=0)
    gold, (wanted, found) = int(whole[0]), _numbers(shape, whole)
    if not whole[0]:
        return Row(part, gold, wanted, found)
    figures = {name: float(value[0]) for name, value in _figures(shape, whole[None, :]).items()}
    precision, recall, f1 = (figures.pop(name) for name in ("precision", "recall", "f1"))
    return Row(
        part, gold, wanted, found, precision, recall, f1, *_interval(_figures(shape, draws @ counts)["f1"]), figures
    )


def _numbers(shape: Shape, whole: Array) -> tuple[int, int]:
    """How many items were wanted and found."""
    if shape == "share":
        return int(whole[3]), int(whole[2])
    if shape == "clusters":
        return int(whole[8]), int(whole[6])  # B3 has every mention in its denominators
    return int(whole[1:].sum()), int(whole[1:].sum())


def _figures(shape: Shape, counts: Array) -> dict[str, Array]:
    """The figures of each row of counts; NaN where the gold has nothing."""
    if shape == "share":
        _, hits, found, wanted = counts.T
        figures = _f1(hits, found, hits, wanted)
    elif shape == "clusters":
        figures = _clusters(counts)
    else:
        figures = _labels(counts[:, 1:], len(shape))
    return {name: np.where(counts[:, 0] > 0, value, np.nan) for name, value in figures.items()}


def _over(part: Array, whole: Array) -> Array:
    """Shares; 0 of nothing."""
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def _f1(right: Array, found: Array, recalled: Array, wanted: Array) -> dict[str, Array]:
    precision, recall = _over(right, found), _over(recalled, wanted)
    return {"precision": precision, "recall": recall, "f1": _over(2 * precision * recall, precision + recall)}


def _clusters(counts: Array) -> dict[str, Array]:
    """The mean of the measures; one that both readings leave without anything to count is no part of it."""
    each = {name: counts[:, 1 + 4 * n : 5 + 4 * n].T for n, name in enumerate(("muc", "b3", "ceafe"))}
    figures = {name: _f1(*numbers) for name, numbers in each.items()}
    counted = {name: (numbers[1] + numbers[3] > 0).astype(np.float64) for name, numbers in each.items()}
    number = np.maximum(sum(counted.values()), 1)
    means = {
        figure: sum(figures[name][figure] * counted[name] for name in each) / number
        for figure in ("precision", "recall", "f1")
    }
    return {**means, **{name: figures[name]["f1"] for name in each}}


def _labels(matrix: Array, size: int) -> dict[str, Array]:
    """Accuracy (as precision, recall and F1), the mean F1 of the labels in use, Cohen's kappa."""
    tables = matrix.reshape(-1, size, size)
    whole = tables.sum(axis=(1, 2))
    hits = np.trace(tables, axis1=1, axis2=2)
    wanted, found = tables.sum(axis=2), tables.sum(axis=1)
    agreed = _over(hits, whole)
    right = np.diagonal(tables, axis1=1, axis2=2)
    used = (wanted + found > 0).sum(axis=1).astype(np.float64)
    macro = _over(_over(2 * right, wanted + found).sum(axis=1), used)
    chance = _over((wanted * found).sum(axis=1), whole**2)
    kappa = np.where(chance < 1, (agreed - chance) / np.where(chance < 1, 1 - chance, 1), agreed)
    return {"precision": agreed, "recall": agreed, "f1": agreed, "macro_f1": macro, "kappa": kappa}
