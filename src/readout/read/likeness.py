"""How like a line's words are to what a page says for itself - offers, appeals, buttons - and not to its article.

A logistic regression over words, pairs of words and first and last words, whose weights are fitted by
`benchmarks/reading/fit_lines.py`.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import exp

_DIGIT = re.compile(r"\d")
_NAME = re.compile(r"(?<=\S )[A-Z][\w’'-]*")
_TOKEN = re.compile(r"[a-z’']+|0+|[?!:|@–]")
LONGEST, MOST_TOKENS = 400, 60


def tokens(text: str) -> set[str]:
    """What of a line's words is weighed; names and figures are all alike, since they say nothing of other pages."""
    words = _TOKEN.findall(_NAME.sub("Xx", _DIGIT.sub("0", text[:LONGEST])).lower())[:MOST_TOKENS]
    if not words:
        return set()
    pairs = (f"{a} {b}" for a, b in pairwise(words))
    return {f"^{words[0]}", "^" + " ".join(words[:2]), f"${words[-1]}", *words, *pairs}


@cache
def _weights() -> dict[str, float]:
    path = files("readout.lexicon") / "line_words.json"
    weights: dict[str, float] = json.loads(path.read_text("utf-8"))["weights"]
    return weights


def page_talk(text: str) -> float:
    """The chance, from 0 to 1, that a line is the page's own talk."""
    weights = _weights()
    total = weights[""] + sum(weights.get(token, 0.0) for token in tokens(text))
    return 1 / (1 + exp(-total))
