"""An article of any length as windows that the encoder takes: paragraphs of their own, with context on both sides."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from readout.extract.statements.tagger.features import Numbers
from readout.extract.statements.tagger.pieces import Pieces
from readout.model import Analysis

# Word pieces of a window's own words, and of context on either side (together at most 510: the encoder has 512 places).
OWN = 350
CONTEXT = 48


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens [low, high), of which [first, last) are the window's own and each token is some window's own.

    `pieces`: the numbers of its word pieces, with the marks at both ends; `owners`: the token of each piece counted
    from `low`, -1 for the marks; `fronts`: the position of each token's first piece.
    """

    low: int
    high: int
    first: int
    last: int
    pieces: Numbers
    owners: Numbers
    fronts: Numbers


def windows(a: Analysis, pieces: Pieces) -> list[Window]:
    """The windows of an article in the order of the text."""
    cut = [pieces.of(word) for word in a.words]
    sizes = [len(c) for c in cut]
    total = sum(sizes)
    if not total:
        return []
    aim = -(-total // -(-total // OWN))
    found = []
    first = 0
    for last in _ends(a, sizes, aim):
        low, high = _reach(sizes, first, -1), _reach(sizes, last, 1)
        found.append(_window(cut, pieces, low, high, first, last))
        first = last
    return found


def _ends(a: Analysis, sizes: list[int], aim: int) -> list[int]:
    """Where windows end: at the last end of a block, else of a sentence, else of a token, that fits."""
    ends = []
    held = 0
    block = sentence = 0
    start = token = 0
    while token < len(a):
        if token and a.block_of[token] != a.block_of[token - 1]:
            block = token
            if held >= aim * 0.9:
                ends.append(token)
                start, held = token, 0
        if token and a.sentence_of[token] != a.sentence_of[token - 1]:
            sentence = token
        if held + sizes[token] > OWN:
            end = next((e for e in (block, sentence) if e > start), token)
            ends.append(end)
            start, held = end, sum(sizes[end:token])
        held += sizes[token]
        token += 1
    return [*ends, len(a)]


def _reach(sizes: list[int], at: int, way: int) -> int:
    """How far the context on one side goes."""
    held = 0
    while 0 <= (token := at if way > 0 else at - 1) < len(sizes) and held + sizes[token] <= CONTEXT:
        held += sizes[token]
        at += way
    return at


def _window(cut: list[tuple[int, ...]], pieces: Pieces, low: int, high: int, first: int, last: int) -> Window:
    numbers, owners, fronts = [pieces.first], [-1], []
    for token in range(low, high):
        fronts.append(len(numbers))
        numbers.extend(cut[token])
        owners.extend([token - low] * len(cut[token]))
    numbers.append(pieces.last)
    owners.append(-1)
    return Window(low, high, first, last, np.array(numbers), np.array(owners), np.array(fronts))
