"""Runs the tagger over an article: windows through the encoder, then each cue through the reader."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from readout.extract.statements.draft import Draft
from readout.extract.statements.grammar import Range
from readout.extract.statements.quotes import Quote
from readout.extract.statements.tagger.decode import (
    CONTENT,
    NEVER,
    OUT,
    READ_LABELS,
    SOURCE,
    best_paths,
    cue_runs,
    log_odds,
    ranges,
)
from readout.extract.statements.tagger.features import (
    TOKEN_SIZES,
    Numbers,
    likeliest,
    pair_features,
    token_features,
)
from readout.extract.statements.tagger.pieces import Pieces
from readout.extract.statements.tagger.windows import Window, windows
from readout.model import Analysis

# Tokens before and behind a cue that its reader sees.
BEFORE, AFTER = 64, 112
# Tokens with this chance of being in a cue make a run; a run with this chance is read. Of 496 between the two on dev
# two came to the floor, and by the weights of the calibration no cue can that only the rules saw.
_CUE, _READ = 0.25, 0.4
# A run with this chance counts as a cue where others are read.
_LIKELY = 0.5
# Fusions of the runtime that cost more than what they replace.
_SLOWER = ["SkipLayerNormFusion", "EmbedLayerNormFusion"]
# What stands for the chance of a draft where the rules have none.
_NO_DRAFT = 0.02
# Windows whose cues know of each other and are decoded at once. Each window and cue goes through its model alone: on
# one core a batch is no faster, and without one there is nothing to pad and to mask.
_WINDOWS = 8


@dataclass(frozen=True, slots=True)
class Tagged:
    """A cue as the tagger reads it, by ranges of tokens.

    `chances`: of the cue, its validity, its source, its content, and of the rules' likeliest draft with that cue.
    """

    cue: Range
    source: Range | None
    content: list[Range]
    chances: tuple[float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Encoded:
    """A window's vectors, shape (tokens, width), and the runs of its own tokens that may be cues, with their chance."""

    window: Window
    vectors: Any
    runs: list[tuple[Range, float]]


class Calibration(msgspec.Struct, frozen=True):
    """The chance of an attribution by the log odds of its chances, and the least to keep it.

    `unknown` is added to the odds where no word of the cue is in the table of cues.
    """

    bias: float
    weights: list[float]
    unknown: float
    floor: float


class Tagger:
    """The two models of a folder (`encoder.onnx`, `reader.onnx`), the vocabulary (`pieces.txt`), `calibration.json`."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime as ort

        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._encoder, self._reader = (
            ort.InferenceSession(
                folder / f"{name}.onnx", options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER
            )
            for name in ("encoder", "reader")
        )
        self.scale = msgspec.json.decode((folder / "calibration.json").read_bytes(), type=Calibration)
        self._pieces = Pieces((folder / "pieces.txt").read_text(encoding="utf-8").splitlines())

    def __call__(self, a: Analysis, quotes: list[Quote], drafts: list[Draft]) -> list[Tagged]:
        """What the tagger takes for attributions, likely or not, in the order of their cues."""
        features = token_features(a, quotes, drafts)
        parts = windows(a, self._pieces)
        tagged: list[Tagged] = []
        for start in range(0, len(parts), _WINDOWS):  # a few at a time: an article may be a book
            tagged += self._read(self._views(a, parts[start : start + _WINDOWS], features, drafts))
        return sorted(tagged, key=lambda t: t.cue)

    def _views(self, a: Analysis, parts: list[Window], features: Numbers, drafts: list[Draft]) -> list[_View]:
        """The possible cues in some windows."""
        found = [self._encode(part, features) for part in parts]
        cues = [cue for part in found for cue, chance in part.runs if chance >= _LIKELY]
        return [_View(part, run, a, cues, drafts) for part in found for run in part.runs]

    def _encode(self, window: Window, features: Numbers) -> Encoded:
        told = np.zeros((len(window.pieces), len(TOKEN_SIZES)), dtype=np.int64)
        inside = window.owners >= 0
        told[inside] = features[window.low + window.owners[inside]]
        given = {"pieces": window.pieces[None], "features": told[None], "fronts": window.fronts[None]}
        vectors, cues = self._encoder.run(None, given)
        runs = [
            ((first + window.low, last + window.low), chance)
            for (first, last), chance in cue_runs(np.exp(log_odds(cues[0])), _CUE)
            if chance >= _READ and window.first <= first + window.low < window.last
        ]
        return Encoded(window, vectors[0], runs)

    def _read(self, views: list[_View]) -> list[Tagged]:
        if not views:
            return []
        scores = np.full((len(views), max(v.high - v.low for v in views), READ_LABELS), NEVER, dtype=np.float32)
        scores[:, :, OUT] = 0.0
        valid = np.zeros(len(views), dtype=np.float32)
        for row, view in enumerate(views):
            labels, odds = self._reader.run(None, {"vectors": view.vectors[None], "pairs": view.pairs[None]})
            scores[row, : view.high - view.low], valid[row] = log_odds(labels[0]), odds[0]
            view.bar(scores[row])
        paths, chances = best_paths(scores), 1.0 / (1.0 + np.exp(-valid))
        return [v.tagged(scores[row], paths[row], float(chances[row])) for row, v in enumerate(views)]


class _View:
    """A cue and what its reader sees."""

    def __init__(
        self, of: Encoded, run: tuple[Range, float], a: Analysis, cues: list[Range], drafts: list[Draft]
    ) -> None:
        window, vectors = of.window, of.vectors
        self.cue, self.chance = run
        self.low, self.high = max(window.low, self.cue[0] - BEFORE), min(window.high, self.cue[1] + AFTER)
        self.vectors = vectors[self.low - window.low : self.high - window.low]
        draft = likeliest(drafts, self.cue)
        self.draft_chance = _NO_DRAFT if draft is None else draft.chance
        self.pairs = pair_features(a, self.cue, cues, draft, self.low, self.high)

    def bar(self, scores: Any) -> None:
        """Let the cue be neither source nor content."""
        scores[self.cue[0] - self.low : self.cue[1] - self.low, 1:] = NEVER

    def tagged(self, scores: Any, path: Any, valid: float) -> Tagged:
        """The cue with its source and content, read off the reader's scores (tokens, 5) and labels (tokens)."""
        content = ranges(path, CONTENT, self.low)
        source, sure = None, 1.0
        of_source = np.exp(scores[:, SOURCE]) + np.exp(scores[:, SOURCE + 1])
        of_content = np.exp(scores[:, CONTENT]) + np.exp(scores[:, CONTENT + 1])
        for first, last in ranges(path, SOURCE, self.low):
            mean = float(of_source[first - self.low : last - self.low].mean())
            if source is None or mean > sure:
                source, sure = (first, last), mean
        if source is None:
            sure = 1.0 - float(of_source.max())
        held = [float(of_content[t - self.low]) for first, last in content for t in range(first, last)]
        read = float(np.mean(held)) if held else 0.0
        return Tagged(self.cue, source, content, (self.chance, valid, sure, read, self.draft_chance))


@cache
def load_tagger() -> Tagger:
    """The tagger that ships, loaded once a process."""
    return Tagger(Path(str(files("readout.extract.statements.tagger") / "weights")))
