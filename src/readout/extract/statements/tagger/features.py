"""What the tagger is told of tokens beside their word pieces, in small numbers: case, marks, parse, rules' drafts."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from readout.extract.statements.draft import Draft
from readout.extract.statements.grammar import Range, meet
from readout.extract.statements.quotes import Quote
from readout.model import Analysis

Numbers = NDArray[np.int64]

# Labels of the parse and parts of speech; what is not in a list is 0.
_LABELS = (
    "acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj csubjpass dative dep "
    "det dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass nummod oprd parataxis pcomp pobj poss preconj "
    "predet prep prt punct quantmod relcl ROOT xcomp"
)
_PARTS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X"
_DEPS = {label: number for number, label in enumerate(_LABELS.split(), 1)}
_POS = {label: number for number, label in enumerate(_PARTS.split(), 1)}
# From these chances on, a draft of the rules is of the next grade.
_GRADES = (0.0, 0.3, 0.6, 0.85)

# How many values each column of `token_features` has.
TOKEN_SIZES = (5, 5, 4, len(_DEPS) + 1, len(_POS) + 1, 5, 5, 5)
# How many values each column of `pair_features` has.
FARTHEST = 24
PAIR_SIZES = (2 * FARTHEST + 1, 7, 5, 6, len(_DEPS) + 2, 3, 3)


def token_features(a: Analysis, quotes: list[Quote], drafts: list[Draft]) -> Numbers:
    """Shape (tokens, 8): case, quotation, start of block or sentence, dependency, part of speech, and the grade of the
    likeliest draft that has the token in its cue, source and content.
    """
    found = np.zeros((len(a), len(TOKEN_SIZES)), dtype=np.int64)
    found[:, 0] = [_case(w) for w in a.words]
    for quote in quotes:
        found[quote.first : quote.last, 1] = 2 if quote.whole else 1
        found[quote.first, 1], found[quote.last - 1, 1] = 3, 4
    for first, _ in a.sentences:
        found[first, 2] = 1
    for token in range(len(a)):
        if token == 0 or a.block_of[token] != a.block_of[token - 1]:
            found[token, 2] = 2 if a.article.blocks[a.block_of[token]].kind == "paragraph" else 3
    found[:, 3] = [_DEPS.get(d, 0) for d in a.deps]
    found[:, 4] = [_POS.get(p, 0) for p in a.pos]
    for draft in drafts:
        grade = sum(draft.chance >= least for least in _GRADES)
        for column, ranges in ((5, _ranges(draft.cue)), (6, _ranges(draft.source)), (7, draft.content)):
            for first, last in ranges:
                np.maximum(found[first:last, column], grade, out=found[first:last, column])
    return found


def _ranges(one: Range | None) -> list[Range]:
    return [] if one is None else [one]


def _case(word: str) -> int:
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 0
    if all(c.islower() for c in letters):
        return 1
    if all(c.isupper() for c in letters):
        return 3 if len(letters) > 1 else 2
    return 2 if letters[0].isupper() and all(c.islower() for c in letters[1:]) else 4


def pair_features(a: Analysis, cue: Range, cues: Iterable[Range], draft: Draft | None, low: int, high: int) -> Numbers:
    """Shape (high - low, 7): how each token of [low, high) stands to a cue.

    Distance on a log scale, sentences and paragraphs between, steps up the parse to the word that both hang on and the
    branch below it, whether it is in this cue or another one of `cues`, and what the rules' draft with this cue
    takes it for (1 source, 2 content).
    """
    head = head_of(a, cue)
    found = np.zeros((high - low, len(PAIR_SIZES)), dtype=np.int64)
    tokens = np.arange(low, high)
    apart = np.where(tokens < cue[0], tokens - cue[0], np.where(tokens >= cue[1], tokens - cue[1] + 1, 0))
    steps = np.ceil(3.0 * np.log2(1.0 + np.abs(apart))).astype(np.int64)
    found[:, 0] = np.sign(apart) * np.minimum(steps, FARTHEST) + FARTHEST
    found[:, 1] = np.clip(np.array(a.sentence_of[low:high]) - a.sentence_of[head], -3, 3) + 3
    found[:, 2] = np.clip(np.array(a.block_of[low:high]) - a.block_of[head], -2, 2) + 2
    _climb(a, head, low, found)
    for first, last in cues:
        if first < high and last > low:
            found[max(first, low) - low : last - low, 5] = 2
    found[max(cue[0], low) - low : cue[1] - low, 5] = 1
    if draft is not None:
        for kind, ranges in ((2, draft.content), (1, _ranges(draft.source))):
            for first, last in ranges:
                if first < high and last > low:
                    found[max(first, low) - low : max(last, low) - low, 6] = kind
    return found


def likeliest(drafts: list[Draft], cue: Range) -> Draft | None:
    """The likeliest of the drafts whose cue shares a token with this one."""
    alike = (d for d in drafts if d.cue and meet(d.cue, cue))
    return max(alike, key=lambda d: d.chance, default=None)


def head_of(a: Analysis, cue: Range) -> int:
    """The first token of a range whose head lies outside it."""
    return next((t for t in range(*cue) if a.heads[t] == t or not cue[0] <= a.heads[t] < cue[1]), cue[0])


def _climb(a: Analysis, head: int, low: int, found: Numbers) -> None:
    """Columns 3 and 4 for the tokens of the cue's sentence; the rest of the text keeps level 0, branch 0."""
    size = len(found)
    done = np.zeros(size, dtype=bool)
    at = head
    for level in range(1, 6):
        if low <= at < low + size and not done[at - low]:
            found[at - low, 3:5] = level, len(_DEPS) + 1
            done[at - low] = True
        for kid in a.children[at]:
            first, last = a.edges[kid]
            first, last = max(first, low) - low, min(last, low + size) - low
            if first < last:
                free = ~done[first:last]
                found[first:last, 3][free] = level
                found[first:last, 4][free] = _DEPS.get(a.deps[kid], 0)
                done[first:last] = True
        if a.heads[at] == at:
            break
        at = a.heads[at]
