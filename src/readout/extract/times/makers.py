"""The registry of functions that turn a rule's match into a value."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from readout.extract.times.rules import Match
from readout.extract.times.values import Made
from readout.extract.times.words import lexicon

Maker: TypeAlias = Callable[..., Made]
MAKERS: dict[str, Maker] = {}
_WORD_CLASSES = ("SMALL", "TENS", "BIG")


def maker(function: Maker) -> Maker:
    """Make a function known to the rules under its name."""
    MAKERS[function.__name__] = function
    return function


def count(match: Match, name: str) -> float | str | None:
    """The number that a part of a match says; `X` for a vague one."""
    words = [w for w in match.text(name).split() if w not in ("-", "and", "of", "more")]
    if not words:
        return None
    if words[-1] == "couple":
        return 2.0
    if any(w in lexicon()["VAGUE"] for w in words):
        return "X"
    values = {w: v for kind in _WORD_CLASSES for w, v in lexicon()[kind].items()}
    total: float = 0
    group: float = 0
    for word in words:
        if word in ("a", "an"):
            group = group or (0.5 if words[0] == "half" and len(words) == 2 else 1)
        elif word == "half":
            group += 0 if len(words) == 2 else 0.5
        elif "/" in word:
            over, _, under = word.partition("/")
            group += int(over) / int(under)
        elif word[0].isdigit():
            group += float(word.replace(",", ""))
        else:
            value = values.get(word)
            if not isinstance(value, int):
                return None
            if value < 100 and word != "dozen":
                group += value
            elif value == 100 or word == "dozen":
                group = (group or 1) * value
            else:
                total, group = total + (group or 1) * value, 0
    return total + group
