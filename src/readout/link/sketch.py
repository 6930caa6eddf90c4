"""What linking looks at of an article: its words weighted, its names, its day. Words are kept as hashed numbers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from math import log
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from readout.lexicon import table
from readout.model import Article

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

# Hashed words are numbers below this; a clash of two words in one article is rare and costs little.
BUCKETS = 1 << 17
# The first words of an article, where it says what it is about.
_LEAD = 60
_KEYS = 16
_TOP = 6
_WORD = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’]*|\d+(?:[.,:]\d+)*")
_ENDINGS = ("ing", "ed", "es", "s")


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """An article for linking. `words` are sorted hashed stems, `weights` their tf-idf weights with length 1.

    `common` marks the stems that are neither names nor numbers, `rarity` are the idf weights, `pairs` hashed pairs of
    neighbouring words, `top` its foremost names, `keys` its weightiest stems, `day` an ordinal or None.
    """

    words: Ints
    weights: Floats
    common: Floats
    rarity: Floats
    pairs: Ints
    top: tuple[int, ...]
    keys: tuple[int, ...]
    day: int | None


@cache
def _background() -> tuple[dict[str, int], int, frozenset[str], frozenset[str]]:
    """How many of how many articles of a background corpus hold a stem; stop words; names of months and days."""
    rows: Any = table("link_words")
    return rows["articles_with"], rows["articles"], frozenset(rows["stop"]), frozenset(rows["calendar"])


def stem(word: str) -> str:
    """A word without case, genitive and the commonest endings."""
    low = word.lower().replace("’", "'").removesuffix("'s").rstrip("'")
    for ending in _ENDINGS:
        if len(low) > len(ending) + 3 and low.endswith(ending):
            return low[: -len(ending)]
    return low


@lru_cache(maxsize=1 << 17)
def _known(word: str) -> tuple[str, int, float]:
    """A word's stem, hashed number and idf; a stop word has the number -1."""
    counts, total, stop, _ = _background()
    low = stem(word)
    if low in stop:
        return low, -1, 0.0
    return low, crc32(low.encode()) % BUCKETS, log((total + 1) / (counts.get(low, 0) + 0.5))


def sketch(article: Article) -> Sketch:
    """What linking looks at of an article; nothing but its text and its publication date decide it."""
    _, _, _, calendar = _background()
    tokens = _WORD.findall(article.text)
    known = {token: _known(token) for token in set(tokens)}
    numbers = [known[token][1] for token in tokens]
    seen = [number for number in numbers if number >= 0]
    counts = Counter(seen)
    idf = {number: rarity for _, number, rarity in known.values()}
    small = {known[token][0] for token in known if not token[0].isupper()}
    names, digits = set(), set()
    for token, (low, number, _) in known.items():
        if number < 0:
            continue
        if low[0].isdigit():
            digits.add(number)
        elif token[0].isupper() and len(low) > 1 and low not in small and low not in calendar:
            names.add(number)
    lead = set(numbers[:_LEAD])
    weight = {number: (1 + log(count)) * idf[number] for number, count in counts.items()}
    order = sorted(weight)
    weights = np.array([weight[number] for number in order], np.float32)
    rarity = np.array([idf[number] for number in order], np.float32)
    common = np.array([number not in names and number not in digits for number in order], np.float32)
    foremost = {n: (counts[n] + 2 * (n in lead)) * idf[n] for n in names}
    return Sketch(
        words=np.array(order, np.int32),
        weights=_unit(weights),
        common=common,
        rarity=_unit(rarity),
        pairs=_pairs(seen),
        top=tuple(sorted(foremost, key=lambda n: (-foremost[n], n))[:_TOP]),
        keys=tuple(order[n] for n in np.argsort(-weights, kind="stable")[:_KEYS]),
        day=day_of(article.published),
    )


def _pairs(numbers: list[int]) -> Ints:
    """The pairs of neighbours, hashed, each once, sorted."""
    row = np.array(numbers, np.int64)
    return np.unique((row[:-1] * 1_000_003 + row[1:]) % BUCKETS).astype(np.int32)


def _unit(row: Floats) -> Floats:
    length = float(np.sqrt(row @ row))
    return row / np.float32(length) if length else row


def day_of(published: str | None) -> int | None:
    """The ordinal of an ISO date or time; None for none, or for one that is no date."""
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None
