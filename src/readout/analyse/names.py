"""Named entities as spaCy's recogniser finds them, for many texts at once.

Its decoder goes from word to word and asks of some seventy moves which may be made. What it may do beside an open name
hangs on the one word, so that is worked out for all words together; a name is then followed to its end, and only that
goes step by step, for all names at once. The greedy choices are the same.
"""

from __future__ import annotations

from typing import Any

import numpy as np

# First and last token (exclusive) of a name in its document, and its label.
Found = tuple[int, int, str]
_NEVER = -np.inf


class Names:
    """The greedy answers of a pipeline's `ner`."""

    def __init__(self, ner: Any) -> None:
        model = ner.model
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        self._tok2vec, self._ops = model.get_ref("tok2vec"), model.ops
        self._places, self._hidden, self._pieces = (lower.get_dim(name) for name in ("nF", "nO", "nP"))
        self._lower = lower.get_param("W").reshape(-1, lower.get_dim("nI"))
        self._bias = lower.get_param("b").reshape(-1)
        self._missing = lower.get_param("pad").reshape(self._places, -1)
        self._upper, self._upper_bias = upper.get_param("W"), upper.get_param("b")
        kinds = [ner.moves.get_class_name(n).partition("-")[::2] for n in range(ner.moves.n_moves)]
        self._labels = [label for _, label in kinds]
        self._is = {kind: np.array([k == kind and bool(label) for k, label in kinds]) for kind in "BILU"}
        self._never = np.array([k not in "BUO" or (k == "U" and not label) for k, label in kinds])
        # For each move that begins a name, the moves that go on and that end it.
        number = {kind: n for n, kind in enumerate(kinds)}
        self._on, self._end = (np.array([number.get((way, label), 0) for _, label in kinds]) for way in "IL")

    def __call__(self, docs: list[Any]) -> list[list[Found]]:
        """The names in each of some parsed documents, in their order."""
        sizes = [len(doc) for doc in docs]
        if not sum(sizes):
            return [[] for _ in docs]
        told = np.concatenate([doc.to_array(["IS_SPACE", "SENT_START"]) for doc in docs if len(doc)])
        starts = np.concatenate([[0], np.cumsum(sizes)])
        lasts = np.append(told[1:, 1] == 1, True)  # words behind which a sentence or a document ends
        lasts[starts[1:] - 1] = True
        vectors = self._ops.gemm(self._tok2vec.predict(docs), self._lower, trans2=True)
        vectors = vectors.reshape(len(lasts), self._places, -1)
        first = self._outside(vectors, told[:, 0] == 1, lasts)
        begins = np.flatnonzero(self._is["B"][first])
        ends = dict(zip(begins.tolist(), self._follow(vectors, begins, first[begins], lasts).tolist(), strict=True))
        ends.update((at, at + 1) for at in np.flatnonzero(self._is["U"][first]).tolist())
        return self._apart(sorted(ends.items()), first, starts.tolist())

    def _outside(self, vectors: Any, spaces: Any, lasts: Any) -> Any:
        """The best move at each word where no name is open."""
        scores = self._scores(vectors[:, 0] + self._missing[1] + self._missing[2])
        scores[:, self._never] = _NEVER
        scores[np.ix_(lasts | spaces, self._is["B"])] = _NEVER
        scores[np.ix_(spaces, self._is["U"])] = _NEVER
        return scores.argmax(1)

    def _follow(self, vectors: Any, begins: Any, moves: Any, lasts: Any) -> Any:
        """Where the names that begin at some words end."""
        ends = begins + 1
        open_ = np.arange(len(begins))
        while len(open_):
            at, begin = ends[open_], begins[open_]
            scores = self._scores(vectors[at, 0] + vectors[begin, 1] + vectors[at - 1, 2])
            each = np.arange(len(open_))
            on, end = self._on[moves[open_]], self._end[moves[open_]]
            more = ~lasts[at] & (scores[each, on] >= scores[each, end])
            ends[open_] += 1
            open_ = open_[more]
        return ends

    def _scores(self, summed: Any) -> Any:
        """The scores of all moves by the summed vectors of the words that are looked at."""
        hidden = (summed + self._bias).reshape(len(summed), self._hidden, self._pieces).max(-1)
        return self._ops.gemm(hidden, self._upper, trans2=True) + self._upper_bias

    def _apart(self, spans: list[tuple[int, int]], first: Any, starts: list[int]) -> list[list[Found]]:
        """Names of each document: one that would begin inside another is none."""
        found: list[list[Found]] = [[] for _ in starts[1:]]
        done = document = 0
        for begin, end in spans:
            if begin < done:
                continue
            done = end
            while begin >= starts[document + 1]:
                document += 1
            low = starts[document]
            found[document].append((begin - low, end - low, self._labels[first[begin]]))
        return found
