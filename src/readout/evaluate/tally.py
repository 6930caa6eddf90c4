"""What judging one part of one article gives: counts that can be added up, and the errors behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Literal

from msgspec import Struct

from readout.model import Span

Shape = Literal["share", "clusters"] | tuple[str, ...]


class Error(Struct, frozen=True, omit_defaults=True):
    """Something missing (`found` empty), invented (`wanted` empty) or read otherwise, with the words it stands on."""

    article: str
    part: str
    wanted: str = ""
    found: str = ""
    words: str = ""
    wanted_at: tuple[Span, ...] = ()
    found_at: tuple[Span, ...] = ()


class Tally(Struct, frozen=True):
    """Counts of one part of one article; what they are depends on the part's shape (`figures.py`).

    share      (in the gold at all, hits, found, wanted)
    clusters   (in the gold at all, then for MUC, B3 and CEAFe each: precision and recall as numerator, denominator)
    labels     (in the gold at all, then the confusion matrix of the labels row by row: wanted x found)
    """

    counts: tuple[float, ...]
    errors: tuple[Error, ...] = ()


def distinct(errors: Iterable[Error]) -> list[Error]:
    """The errors without those that tell again, for a sub-part, what its part has as missing or invented."""
    told: set[tuple[str, tuple[Span, ...], tuple[Span, ...]]] = set()
    kept = []
    for error in errors:
        key = (error.part.partition(".")[0], error.wanted_at, error.found_at)
        if key not in told or (error.wanted_at and error.found_at):
            kept.append(error)
        told.add(key)
    return kept


def telling(articles: Sequence[Mapping[str, Tally]], most: int | None = None) -> list[Error]:
    """The errors, those first of the articles and parts that cost a part's figure most, one of each in turn."""
    cells = []
    for judged in articles:
        errors = distinct(error for tally in judged.values() for error in tally.errors)
        cells += [list(cell) for _, cell in groupby(errors, key=lambda error: error.part)]
    whole: dict[str, int] = defaultdict(int)
    for errors in cells:
        whole[errors[0].part] += len(errors)
    cells.sort(key=lambda errors: (-(len(errors) ** 2) / whole[errors[0].part], errors[0].article, errors[0].part))
    turns = max(map(len, cells), default=0)
    ordered = [errors[turn] for turn in range(turns) for errors in cells if turn < len(errors)]
    return ordered if most is None else ordered[:most]
