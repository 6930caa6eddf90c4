"""From the tagger's numbers to ranges of tokens."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from readout.extract.statements.grammar import Range

Floats = NDArray[np.float32]

# What a reader labels a token: outside, first or inside of the source, first or inside of the content.
OUT, SOURCE, MORE_SOURCE, CONTENT, MORE_CONTENT = range(READ_LABELS := 5)
# Nothing goes on that has not begun; a source ends before another one begins.
_FOLLOWS = {
    OUT: (OUT, SOURCE, CONTENT),
    SOURCE: (OUT, MORE_SOURCE, CONTENT),
    MORE_SOURCE: (OUT, MORE_SOURCE, CONTENT),
    CONTENT: (OUT, SOURCE, CONTENT, MORE_CONTENT),
    MORE_CONTENT: (OUT, SOURCE, CONTENT, MORE_CONTENT),
}
NEVER = -1e9
_BARRED = np.full((READ_LABELS, READ_LABELS), NEVER, dtype=np.float32)
for _one, _next in _FOLLOWS.items():
    _BARRED[_one, list(_next)] = 0.0


def log_odds(logits: Floats) -> Floats:
    """Logarithms of the chances along the last axis."""
    top = logits.max(-1, keepdims=True)
    shifted = logits - top
    return np.asarray(shifted - np.log(np.exp(shifted).sum(-1, keepdims=True)), dtype=np.float32)


def cue_runs(chances: Floats, least: float) -> list[tuple[Range, float]]:
    """The runs of tokens that are in a cue with a chance of `least`, each with its best chance; shape (tokens, 3)."""
    inside = 1.0 - chances[:, 0]
    runs: list[tuple[Range, float]] = []
    first = None
    for token in range(len(chances) + 1):
        goes_on = token < len(chances) and inside[token] >= least
        if first is not None and (not goes_on or chances[token, 1] > chances[token, 2]):
            runs.append(((first, token), float(inside[first:token].max())))
            first = None
        if goes_on and first is None:
            first = token
    return runs


def best_paths(scores: Floats) -> NDArray[np.int64]:
    """The likeliest allowed labels of each row; shape (rows, tokens, 5), logarithms of chances -> (rows, tokens)."""
    rows, size, _ = scores.shape
    best = scores[:, 0].copy()
    best[:, [MORE_SOURCE, MORE_CONTENT]] = NEVER
    back = np.zeros(scores.shape, dtype=np.int64)
    for token in range(1, size):
        through = best[:, :, None] + _BARRED
        back[:, token] = through.argmax(1)
        best = through.max(1) + scores[:, token]
    path = np.zeros((rows, size), dtype=np.int64)
    path[:, -1] = best.argmax(1)
    each = np.arange(rows)
    for token in range(size - 1, 0, -1):
        path[:, token - 1] = back[each, token, path[:, token]]
    return path


def ranges(path: Iterable[int], begin: int, low: int) -> list[Range]:
    """The runs of one kind, by the label they begin with; tokens are counted from `low`."""
    found: list[Range] = []
    for token, label in enumerate(path, low):
        if label == begin or (label == begin + 1 and not (found and found[-1][1] == token)):
            found.append((token, token + 1))
        elif label == begin + 1:
            found[-1] = (found[-1][0], token + 1)
    return found
