"""What linking looks at of an article: its words weighted, its names, its day. Words are kept as hashed numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
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
_VOCABULARY = 1 << 17
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
    common: NDArray[np.bool_]
    rarity: Floats
    pairs: Ints
    top: tuple[int, ...]
    keys: tuple[int, ...]
    day: int | None


@cache
def background() -> tuple[dict[str, int], int, frozenset[str], frozenset[str]]:
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


class _Vocabulary(dict[str, int]):
    """The words met so far by row of some arrays; emptied when full, so that memory stays flat.

    `number` is the hashed stem, -1 for a stop word; `idf` its rarity; `small` marks words without a capital, `digit`
    numbers, `name` capitalised words that are neither a letter alone nor of the calendar.
    """

    def __init__(self) -> None:
        self.number = np.zeros(_VOCABULARY, np.int32)
        self.idf = np.zeros(_VOCABULARY, np.float32)
        self.small, self.digit, self.name = (np.zeros(_VOCABULARY, bool) for _ in range(3))

    def rows(self, words: list[str]) -> NDArray[np.intp]:
        """The row of each word of one article."""
        if len(self) + len(words) > _VOCABULARY:
            self.clear()
        return np.fromiter(map(self.__getitem__, words), np.intp, len(words))

    def __missing__(self, word: str) -> int:
        counts, total, stop, calendar = background()
        row, low = len(self), stem(word)
        self[word] = row
        self.number[row] = -1 if low in stop else crc32(low.encode()) % BUCKETS
        self.idf[row] = log((total + 1) / (counts.get(low, 0) + 0.5))
        self.small[row] = not word[0].isupper()
        self.digit[row] = low[0].isdigit()
        self.name[row] = not self.digit[row] and word[0].isupper() and len(low) > 1 and low not in calendar
        return row


_words = _Vocabulary()


def sketch(article: Article) -> Sketch:
    """What linking looks at of an article; nothing but its text and its publication date decide it."""
    rows = _words.rows(_WORD.findall(article.text))
    places = np.flatnonzero(_words.number[rows] >= 0)
    rows = rows[places]
    seen = _words.number[rows]
    words, first, at, counts = np.unique(seen, return_index=True, return_inverse=True, return_counts=True)
    idf = _words.idf[rows[first]]
    small, digit, name, lead = (np.zeros(len(words), bool) for _ in range(4))
    small[at[_words.small[rows]]] = True
    digit[at[_words.digit[rows]]] = True
    name[at[_words.name[rows]]] = True
    lead[at[places < _LEAD]] = True
    name &= ~small
    weights = ((1 + np.log(counts)) * idf).astype(np.float32)
    named = np.flatnonzero(name)
    foremost = named[np.argsort(-((counts + 2 * lead) * idf)[named], kind="stable")[:_TOP]]
    return Sketch(
        words=words,
        weights=_unit(weights),
        common=~(name | digit),
        rarity=_unit(idf),
        pairs=_pairs(seen),
        top=tuple(words[foremost].tolist()),
        keys=tuple(words[np.argsort(-weights, kind="stable")[:_KEYS]].tolist()),
        day=day_of(article.published),
    )


def _pairs(numbers: Ints) -> Ints:
    """The pairs of neighbours, hashed, each once, sorted."""
    row = numbers.astype(np.int64)
    hashed = np.sort((row[:-1] * 1_000_003 + row[1:]) % BUCKETS).astype(np.int32)
    return hashed[np.diff(hashed, prepend=-1) > 0]


def _unit(row: Floats) -> Floats:
    length = float(np.sqrt(row @ row))
    return row / np.float32(length) if length else row


def day_of(published: str | None) -> int | None:
    """The ordinal of an ISO date or time; None for none, or for one that is no date."""
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None
