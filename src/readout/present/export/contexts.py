"""How and why an event is: PLOVER's mode and contexts, by the words beside its trigger and in its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from re import Pattern

from readout.lexicon import table
from readout.model import Event, Status

# Words so many characters before or after the trigger may tell how it was done.
_BESIDE = 45


def named(plover: str) -> tuple[str, str]:
    """A PLOVER category by its present name, and the mode that an older category became."""
    for name, row in table("coding")["types"].items():
        if plover == name:
            return name, ""
        if plover in row.get("was", ()):
            return name, row["was"][plover]
    return plover, ""


def mode(event: Event, category: str, text: str) -> str:
    """An event's mode: by its kind, its CAMEO code, the words of its trigger, else the words beside it."""
    rows = table("coding")["modes"].get(category, ())
    start, end = event.trigger.start, event.trigger.end
    trigger = text[start:end].lower()
    beside = text[max(0, start - _BESIDE) : end + _BESIDE].lower()
    for row in rows:
        by_code = event.cameo is not None and any(event.cameo.startswith(code) for code in row.get("cameo", ()))
        if event.type in row.get("kinds", ()) or by_code:
            return str(row["mode"])
    for words in (trigger, beside):
        for row in rows:
            if row.get("words") and _any(tuple(row["words"])).search(words):
                return str(row["mode"])
    return named(event.plover or "")[1]


def contexts(words: str, status: Status) -> tuple[str, ...]:
    """What an event's sentence is about, and what its status says: future, hypothetical, negation."""
    lower = words.lower()
    found = [name for name, known in table("coding")["contexts"].items() if _any(tuple(known)).search(lower)]
    said = table("coding")["status_contexts"].get(status)
    return (*found, *([said] if said else ()))


@cache
def _any(words: Iterable[str]) -> Pattern[str]:
    """A pattern that finds any of the words, whole."""
    return re.compile(
        r"(?<![\w-])(?:" + "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) + r")(?![\w-])"
    )
