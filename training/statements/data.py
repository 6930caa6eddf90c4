"""PolNeAR's articles as what the tagger learns from: windows, features, labels of cues, sources and contents."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from readout.analyse import analyse
from readout.extract import find_entities
from readout.extract.cast import Cast
from readout.extract.statements.draft import Draft
from readout.extract.statements.gather import gather
from readout.extract.statements.grammar import Range, meet
from readout.extract.statements.quotes import find_quotes
from readout.extract.statements.table import speech
from readout.extract.statements.tagger.decode import CONTENT, OUT, SOURCE
from readout.extract.statements.tagger.features import Numbers, likeliest, pair_features, token_features
from readout.extract.statements.tagger.pieces import Pieces
from readout.extract.statements.tagger.run import AFTER, BEFORE
from readout.extract.statements.tagger.windows import Window, windows
from readout.model import Analysis, Article
from readout.read import read_inputs


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated attribution by tokens."""

    cue: Range
    source: list[Range]
    content: list[Range]


@dataclass(frozen=True, slots=True)
class Reading:
    """A cue as its reader sees it: tokens [low, high) of the window, their pair features, labels, and if it is one."""

    low: int
    high: int
    cue: Range
    pairs: Numbers
    labels: Numbers
    valid: bool


@dataclass(frozen=True, slots=True)
class Example:
    """A window with all its labels; token numbers in `readings` count from the window's first token."""

    window: Window
    tokens: Numbers
    cues: Numbers
    readings: list[Reading]


def held_out(name: str) -> bool:
    """Whether an article of the training part chooses thresholds and models instead of training: one in fourteen."""
    return zlib.crc32(name.encode()) % 14 == 0


def articles(corpus: Path, held: bool) -> Iterator[tuple[str, Analysis, list[Gold]]]:
    """The name, the analysis and the attributions of each article of a file of JSON lines: the held-out or the rest."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if held_out(row["id"]) == held]
    found = (i for i in read_inputs([str(corpus)]) if isinstance(i, Article) and held_out(i.id) == held)
    for row, a in zip(rows, analyse(found), strict=True):
        yield row["id"], a, golds(a, row["attributions"])


def read_examples(corpus: Path, vocabulary: list[str]) -> Iterator[list[Example]]:
    """The windows of the articles to train on, an article at a time."""
    pieces = Pieces(vocabulary)
    for _, a, marked in articles(corpus, held=False):
        yield list(examples(a, find_entities(a), marked, pieces))


def golds(a: Analysis, rows: Iterable[dict[str, list[list[int]] | None]]) -> list[Gold]:
    """The attributions of an article; those without a cue or content that a token holds are left out."""
    found = []
    for row in rows:
        cue, source, content = (_ranges(a, row.get(part) or []) for part in ("cue", "source", "content"))
        if cue and content:
            found.append(Gold(cue[0], source, content))
    return found


def _ranges(a: Analysis, spans: list[list[int]]) -> list[Range]:
    ranges = (a.tokens(start, end) for start, end in spans)
    return [r for r in ranges if r[0] < r[1]]


def examples(a: Analysis, cast: Cast, marked: list[Gold], pieces: Pieces) -> Iterator[Example]:
    """The windows of an article."""
    quotes = find_quotes(a)
    drafts = gather(a, quotes, cast, speech())
    features = token_features(a, quotes, drafts)
    cues = [g.cue for g in marked]
    wrong = sorted({d.cue for d in drafts if d.cue and not any(meet(d.cue, c) for c in cues)})
    for window in windows(a, pieces):
        labels = np.zeros(window.high - window.low, dtype=np.int64)
        for first, last in cues:
            inside = range(max(first, window.low), min(last, window.high))
            for token in inside:
                labels[token - window.low] = 1 if token == first else 2
        labels[: window.first - window.low] = -100
        labels[window.last - window.low :] = -100
        readings = []
        for cue, gold in [*((g.cue, g) for g in marked), *((c, None) for c in wrong)]:
            if window.first <= cue[0] and cue[1] <= window.last:
                readings.append(_reading(a, window, cue, gold, cues, drafts))
        yield Example(window, features[window.low : window.high], labels, readings)


def _reading(
    a: Analysis, window: Window, cue: Range, gold: Gold | None, cues: list[Range], drafts: list[Draft]
) -> Reading:
    low, high = max(window.low, cue[0] - BEFORE), min(window.high, cue[1] + AFTER)
    labels = np.zeros(high - low, dtype=np.int64)
    if gold is not None:
        for kind, ranges in ((CONTENT, gold.content), (SOURCE, gold.source)):
            for first, last in ranges:
                for token in range(max(first, low), min(last, high)):
                    labels[token - low] = kind if token == first else kind + 1
        labels[cue[0] - low : cue[1] - low] = OUT
    pairs = pair_features(a, cue, cues, likeliest(drafts, cue), low, high)
    at = window.low
    return Reading(low - at, high - at, (cue[0] - at, cue[1] - at), pairs, labels, gold is not None)
