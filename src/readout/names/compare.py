"""Are two names one person's? By their words, their order, initials and what may be left out."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal, NamedTuple

from readout.lexicon import table
from readout.names.east import is_eastern, same_eastern
from readout.names.parts import Name, parsed
from readout.names.sounds import alike, origin

Verdict = Literal["same", "part", "different"]


class Likeness(NamedTuple):
    """`same`: spellings of one name, as surely as `score` says; `part`: one is only a part of the other."""

    verdict: Verdict
    score: float


_DIFFERENT = Likeness("different", 0.0)
_PART = Likeness("part", 0.5)


@lru_cache(maxsize=100_000)
def compare(one: str, other: str) -> Likeness:
    """Whether two names as written are one person's; order of the arguments makes no difference."""
    left, right = parsed(one), parsed(other)
    if not left.words or not right.words:
        return _DIFFERENT
    if left.number != right.number and left.number and right.number:
        return _DIFFERENT
    if left.suffix != right.suffix and left.suffix and right.suffix:
        return _DIFFERENT
    if len(left.words) == 1 or len(right.words) == 1:
        return _PART if _single(left, right) else _DIFFERENT
    score = _score(left, right)
    if score and (left.number != right.number or left.suffix != right.suffix):
        # Father and son, or two kings: which one is meant is not said.
        return _PART
    return Likeness("same", score) if score else _DIFFERENT


def part_of(part: str, whole: str) -> bool:
    """Is a single word ("Lula", "Zelensky") a word of a longer name, in some spelling?"""
    return compare(part, whole).verdict == "part"


def _single(left: Name, right: Name) -> bool:
    short, long = sorted((left, right), key=lambda n: len(n.words))
    return any(alike(short.words[0], word) for word in (*long.words, *long.glued[1:]))


def _score(left: Name, right: Name) -> float:
    if is_eastern(left) and is_eastern(right):
        return same_eastern(left, right)
    if "".join(left.words) == "".join(right.words) and len("".join(left.words)) > 7 and left.words[0] != right.words[0]:
        return 0.95  # Hailemariam Desalegn, Haile Mariam Desalegn
    best = 0.0
    come_from = "arabic" if left.chain or right.chain else origin(left.words[:-1] + right.words[:-1])
    # Most names have no particle, so that both forms are the same.
    for one, other in {
        (left.words, right.words),
        (left.glued, right.glued),
        (left.words, right.glued),
        (left.glued, right.words),
    }:
        if len(one) > 1 and len(other) > 1:
            best = max(best, _aligned(one, other, left.chain or right.chain, come_from))
    return best


@cache
def _given_names() -> frozenset[str]:
    return frozenset(word for words in table("given_names").values() for word in words.split())


def _aligned(one: tuple[str, ...], other: tuple[str, ...], chain: bool, come_from: str) -> float:
    short, long = sorted((one, other), key=lambda words: (len(words), words))
    if len(short) == len(long):
        pairs = enumerate(zip(short, long, strict=True), 1)
        straight = _product([_word(a, b, n < len(short), come_from) for n, (a, b) in pairs])
        return straight or (0.0 if chain else _turned(short, long))
    return _left_out(short, long, chain, come_from)


def _turned(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """The family name first in one of them; two given names may be two persons in two orders."""
    if len(one) != 2 or sorted(one) != sorted(other) or all(word in _given_names() for word in one):
        return 0.0
    return 0.9


def _left_out(short: tuple[str, ...], long: tuple[str, ...], chain: bool, come_from: str) -> float:
    """The shorter name's words in order inside the longer one."""
    if _initials(short) and _initials(long) and _initials(short) != _initials(long):
        return 0.0
    places: list[int] = []
    scores: list[float] = []
    for number, word in enumerate(short):
        start = places[-1] + 1 if places else 0
        given = number + 1 < len(short)
        fits = ((at, _word(word, long[at], given, come_from)) for at in range(start, len(long)))
        found = next((fit for fit in fits if fit[1]), None)
        if found is None:
            return 0.0
        places.append(found[0])
        scores.append(found[1])
    if last_fits := _word(short[-1], long[-1], False, come_from):
        places[-1], scores[-1] = len(long) - 1, last_fits
    begins, ends = places[0] == 0, places[-1] == len(long) - 1
    together = places == list(range(places[0], places[0] + len(places)))
    whole = all(len(word) > 1 for word in short)
    if chain:
        return 0.9 * _product(scores) if begins and together else 0.0
    if begins and ends:
        return 0.92 * _product(scores)
    if not whole or len(long) - len(short) > 4:
        return 0.0
    if begins and len(short) == 2 and len(long) == 4 and places[1] == 2:
        return 0.88 * _product(scores)  # two given names and two family names
    if begins and together and all(word in _given_names() for word in short):
        return 0.0  # "Juan Carlos" is no short form of "Juan Carlos Varela"
    return 0.88 * _product(scores) if together or ends else 0.0


def _initials(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words[1:-1] if len(word) == 1)


def _word(one: str, other: str, given: bool, come_from: str) -> float:
    """How surely two words are one name; before the last word an initial may stand for a name."""
    if given and one[0] == other[0] and 1 in (len(one), len(other)):
        return 1.0 if one == other else 0.85
    return alike(one, other, given, come_from)


def _product(scores: list[float]) -> float:
    found = 1.0
    for score in scores:
        found *= score
    return found if found > 0.5 else 0.0
