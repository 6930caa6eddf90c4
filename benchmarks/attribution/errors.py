"""Errors sorted by kind: what was missed or invented, and where bounds or sources of what was found are wrong."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .compare import Attribution, Sheet, Span, chars, same_source

KINDS = {
    "missed": "no found content shares a word with it",
    "merged": "what was found for another statement holds its words too",
    "bounds": "found, but less than half of the characters are the same",
    "invented": "no marked content shares a word with it",
    "nested": "found inside another's words, where the corpus marks none",
    "split": "a second piece of a statement that was found already",
    "overlapping": "it shares words with a marked content, which another one found better",
    "wrong source": "the content is right, its source is somebody else",
    "no source": "the content is right, its source was not found",
    "needless source": "the content is right, the corpus gives it no source",
    "too long": "the content begins before or ends behind the marked one",
    "too short": "the content begins behind or ends before the marked one",
    "shifted": "the content is too long at one end and too short at the other",
}
TRIM = " \t\n\"'“”‘’.,;:!?"


@dataclass(frozen=True, slots=True)
class Error:
    """One error: its kind, where it is, and what was wanted and given there."""

    kind: str
    article: str
    gold: Attribution | None
    found: Attribution | None


def errors(sheet: Sheet, exact: bool = True) -> Iterator[Error]:
    """The errors of an article; with `exact`, matched contents must agree but for marks and blanks at their ends."""
    by_gold, by_found = dict(sheet.pairs), {j: i for i, j in sheet.pairs}
    given = [chars(f.content) for f in sheet.found]
    wanted = [chars(g.content) for g in sheet.gold]
    for i, gold in enumerate(sheet.gold):
        if i in by_gold:
            found = sheet.found[by_gold[i]]
            if not same_source(gold, found):
                kind = "no source" if not found.source else "wrong source" if gold.source else "needless source"
                yield Error(kind, sheet.id, gold, found)
            if exact and (kind := _bounds(sheet.text, gold, found)):
                yield Error(kind, sheet.id, gold, found)
            continue
        near = max(range(len(given)), key=lambda j: len(given[j] & wanted[i]), default=None)
        if near is None or not given[near] & wanted[i]:
            yield Error("missed", sheet.id, gold, None)
        elif near not in by_found:
            yield Error("bounds", sheet.id, gold, sheet.found[near])
        else:
            yield Error("merged", sheet.id, gold, sheet.found[near])
    for j, found in enumerate(sheet.found):
        if j in by_found:
            continue
        near = max(range(len(wanted)), key=lambda i: len(given[j] & wanted[i]), default=None)
        if near is None or not given[j] & wanted[near]:
            yield Error("nested" if found.within else "invented", sheet.id, None, found)
        elif near in by_gold:
            kind = "nested" if found.within else "split" if given[j] <= wanted[near] else "overlapping"
            yield Error(kind, sheet.id, sheet.gold[near], found)
        # else it is the other side of a "bounds"


def _bounds(text: str, gold: Attribution, found: Attribution) -> str:
    """The kind of error of a content's ends; empty when they agree."""
    (start, end), (first, last) = _trimmed(text, gold.content), _trimmed(text, found.content)
    if (start, end) == (first, last):
        return ""
    if first <= start and last >= end:
        return "too long"
    return "too short" if first >= start and last <= end else "shifted"


def _trimmed(text: str, spans: Sequence[Span]) -> Span:
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    while start < end and text[start] in TRIM:
        start += 1
    while end > start and text[end - 1] in TRIM:
        end -= 1
    return start, end


def sample(found: Sequence[Error], count: int, seed: int = 0) -> list[Error]:
    """So many errors drawn at random, in the order of the corpus."""
    chosen = random.Random(seed).sample(range(len(found)), min(count, len(found)))
    return [found[n] for n in sorted(chosen)]


def shown(text: str, error: Error, margin: int = 60) -> str:
    """An error for people: its words with both readings, `{gold}` and `[found]`."""
    marks: list[tuple[int, int, str]] = []
    for attribution, (opens, closes) in ((error.gold, "{}"), (error.found, "[]")):
        if attribution is None:
            continue
        for part, spans in (("S", attribution.source), ("C", attribution.cue), ("", attribution.content)):
            for start, end in spans:
                marks += [(start, 1, f"{opens}{part and part + '|'}"), (end, 0, closes)]
    low = max(0, min(m[0] for m in marks) - margin)
    high = min(len(text), max(m[0] for m in marks) + margin)
    out, at = [], low
    for position, _, mark in sorted(marks):
        out += [text[at:position], mark]
        at = position
    line = " ".join(("".join(out) + text[at:high]).split())
    chance = f" p={error.found.probability:.2f}" if error.found else ""
    return f"{error.kind}{chance}: {line}"
