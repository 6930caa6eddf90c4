"""The same story twice: copies, updates and rewrites among articles, told apart from news of one topic.

MinHash signatures (Broder 1997) of word runs and of telling words, banded for locality-sensitive hashing, lead to the
pairs that may belong together; what they are is then counted on the words themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import log
from typing import Literal, NamedTuple
from urllib.parse import urlsplit
from zlib import crc32

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from readout.link.forest import Roots
from readout.link.sketch import background, day_of, stem
from readout.model import Article

Kind = Literal["same", "copy", "update", "rewrite"]
Words = NDArray[np.uint32]

# A MinHash row of 126 numbers falls into 42 bands of 3: articles that share a third of their runs meet in a band with
# a chance of .8, those that share half of them with one of .99.
_HASHES, _BAND = 126, 3
_SEED = 42
_BATCH = 2000
# In a band with more articles than this each meets only so many of those after it.
_CROWD, _NEIGHBOURS = 64, 16
# The telling words of an article: rarer than this (idf), the rarest only.
_RARE, _TELLING = 3.0, 64
# Least estimated likeness (Jaccard) of runs or of telling words for a pair to be looked at closely.
_LIKELY_RUNS, _LIKELY_WORDS = 0.12, 0.22
_BUCKETS = 1 << 20
_VOCABULARY = 1 << 18
# Fewer words than this say too little to call two articles copies unless they are the same to the letter.
_LEAST = 30

# Shares of the shorter article's runs of three words that stand in the other one too.
_COPY, _UPDATE = 0.7, 0.3
# A rewrite: the weighted share of the shorter one's telling words that the other has, the least share of runs, and the
# least sum of the share of runs and the likeness (Jaccard) of the telling words. Reports of one happening that
# newsrooms wrote by themselves share words too, but seldom the order of any.
_REWRITE, _REWRITE_RUNS, _REWRITE_SUM = 0.6, 0.05, 0.5
# A rewrite comes within so many days.
_DAYS = 10


class Signature(NamedTuple):
    """An article for the search of copies: hashed runs of three words and telling words, sorted; its day and page."""

    runs: Words
    words: Words
    digest: int
    length: int
    day: int | None
    page: str
    outlet: str


class Pair(Struct, frozen=True):
    """Two articles by their numbers, `one` the earlier, what the later is to it, and how much they share.

    `runs` is the share of the shorter one's runs of three words that both have, `words` that of its telling words by
    weight.
    """

    one: int
    other: int
    kind: Kind
    runs: float
    words: float


class _Hashes(dict[bytes, bytes]):
    """The hashed stem of each word met, in four bytes; `idf` is the rarity by the low bits. Emptied when full."""

    def __init__(self) -> None:
        self.idf = np.zeros(_BUCKETS, np.float32)

    def __missing__(self, word: bytes) -> bytes:
        counts, total, stop, _ = background()
        low = stem(word.decode("utf-8", "replace").lower())
        number = crc32(low.encode())
        if low not in stop and len(low) > 1:
            self.idf[number % _BUCKETS] = log((total + 1) / (counts.get(low, 0) + 0.5))
        found = self[word] = number.to_bytes(4, "little")
        return found

    def numbers(self, words: Sequence[bytes]) -> Words:
        if len(self) > _VOCABULARY:
            self.clear()
        return np.frombuffer(b"".join(map(self.__getitem__, words)), "<u4")

    def rarity(self, numbers: Words) -> NDArray[np.float32]:
        return self.idf[numbers % _BUCKETS]


_hashes = _Hashes()
# Every byte that is no letter, digit or part of a longer character becomes a blank; letters lose their case.
_PLAIN = bytes(b if b >= 0x80 or chr(b).isalnum() or b == 0x27 else 0x20 for b in range(256)).lower()
_MARKS = (("’", "'"), ("‘", " "), ("“", " "), ("”", " "), ("–", " "), ("—", " "), ("…", " "), ("\xa0", " "))


def word_list(text: str) -> list[bytes]:
    """The words of a text without punctuation, and without the case of letters that have no accents."""
    for mark, plain in _MARKS:
        text = text.replace(mark, plain)
    return text.encode("utf-8", "replace").translate(_PLAIN).split()


def signature(article: Article) -> Signature:
    """What the search of copies looks at of an article."""
    words = word_list(article.text)
    numbers = _hashes.numbers(words)
    distinct = _set(numbers)
    rarity = _hashes.rarity(distinct)
    telling = distinct[rarity > _RARE]
    if len(telling) > _TELLING:
        telling = np.sort(telling[np.argsort(-_hashes.rarity(telling), kind="stable")[:_TELLING]])
    return Signature(
        runs=_runs(numbers),
        words=telling,
        digest=crc32(numbers.tobytes()),
        length=len(words),
        day=day_of(article.published),
        page=_page(article),
        outlet=(article.publisher or "").casefold(),
    )


def _runs(numbers: Words) -> Words:
    wide = numbers.astype(np.uint64)
    if len(wide) < 3:
        return _set(numbers)
    mixed = wide[:-2] * np.uint64(0x9E3779B97F4A7C15) + wide[1:-1] * np.uint64(0xC2B2AE3D27D4EB4F)
    return _set(((mixed + wide[2:] * np.uint64(0x165667B19E3779F9)) >> np.uint64(32)).astype(np.uint32))


def _set(numbers: Words) -> Words:
    """The numbers sorted, each once (twice as fast as numpy's own for sets this small)."""
    row = np.sort(numbers)
    return row[np.concatenate([[True], row[1:] != row[:-1]])] if len(row) else row


def _page(article: Article) -> str:
    """The page an article is of: its address without scheme, www., query and fragment; without one, its id."""
    try:
        parts = urlsplit(article.url or "")
    except ValueError:
        return article.id
    host = parts.netloc.lower().removeprefix("www.")
    return host + parts.path.rstrip("/") if host and parts.path.strip("/") else article.id


def copies(articles: Iterable[Article]) -> list[Pair]:
    """The pairs among articles that are copies, updates or rewrites of each other, by their numbers in order."""
    return pairs([signature(article) for article in articles])


def pairs(signatures: Sequence[Signature]) -> list[Pair]:
    """The pairs among articles by what was kept of them."""
    found = (compared(signatures, one, other) for one, other in _likely(signatures))
    return sorted((pair for pair in found if pair), key=lambda pair: (pair.one, pair.other))


def compared(signatures: Sequence[Signature], one: int, other: int) -> Pair | None:
    """What two articles are to each other, the earlier first; None where they only tell of the same, or not even."""
    first, second = sorted((one, other), key=lambda n: (signatures[n].day or 0, n))
    a, b = signatures[first], signatures[second]
    runs, words = _shared(a.runs, b.runs), _weighted(a.words, b.words)
    kind = _kind(a, b, runs, words, _jaccard(a.words, b.words))
    return kind and Pair(first, second, kind, round(runs, 3), round(words, 3))


def _kind(a: Signature, b: Signature, runs: float, words: float, like: float) -> Kind | None:
    if a.digest == b.digest and a.length == b.length and np.array_equal(a.runs, b.runs):
        return "same"
    if min(a.length, b.length) < _LEAST:
        return "update" if a.page == b.page else None
    if a.page == b.page or (runs >= _UPDATE and a.outlet and a.outlet == b.outlet):
        return "update"
    if runs >= _COPY:
        return "copy"
    near = a.day is None or b.day is None or abs(a.day - b.day) <= _DAYS
    retold = words >= _REWRITE and runs >= _REWRITE_RUNS and runs + like >= _REWRITE_SUM
    return "rewrite" if near and retold else None


def _shared(a: Words, b: Words) -> float:
    least = min(len(a), len(b))
    return len(np.intersect1d(a, b, assume_unique=True)) / least if least else 0.0


def _jaccard(a: Words, b: Words) -> float:
    both = len(np.intersect1d(a, b, assume_unique=True))
    return both / (len(a) + len(b) - both) if both else 0.0


def _weighted(a: Words, b: Words) -> float:
    both = float(_hashes.rarity(np.intersect1d(a, b, assume_unique=True)).sum())
    least = min(float(_hashes.rarity(a).sum()), float(_hashes.rarity(b).sum()))
    return both / least if least else 0.0


def groups(found: Iterable[Pair], count: int) -> list[list[int]]:
    """The articles that hang together by pairs, groups of two and more, by their first article."""
    roots = Roots()
    for pair in found:
        roots.join(pair.one, pair.other)
    together: dict[int, list[int]] = {}
    for n in range(count):
        together.setdefault(roots.root(n), []).append(n)
    return [group for group in together.values() if len(group) > 1]


def _likely(signatures: Sequence[Signature]) -> Iterator[tuple[int, int]]:
    """The pairs of articles that may be copies or rewrites, each once."""
    count = len(signatures)
    if count < 2:
        return
    runs, words = (_minhashes([getattr(s, part) for s in signatures]) for part in ("runs", "words"))
    codes = np.unique(np.concatenate([*_in_bands(runs), *_in_bands(words), _of_one_page(signatures)]))
    for start in range(0, len(codes), 1 << 16):
        one, other = np.divmod(codes[start : start + (1 << 16)], count)
        like = (runs[one] == runs[other]).mean(axis=1) >= _LIKELY_RUNS
        like |= (words[one] == words[other]).mean(axis=1) >= _LIKELY_WORDS
        like |= np.fromiter((signatures[a].page == signatures[b].page for a, b in zip(one, other, strict=True)), bool)
        yield from zip(one[like].tolist(), other[like].tolist(), strict=True)


def _of_one_page(signatures: Sequence[Signature]) -> NDArray[np.int64]:
    last: dict[str, int] = {}
    found = []
    for n, one in enumerate(signatures):
        if one.page in last:
            found.append(last[one.page] * len(signatures) + n)
        last[one.page] = n
    return np.array(found, np.int64)


def _minhashes(rows: Sequence[Words]) -> NDArray[np.uint32]:
    """The MinHash signatures of sets of hashed words; an empty set has numbers of its own."""
    from rensa import RMinHash

    out = np.empty((len(rows), _HASHES), np.uint32)
    for start in range(0, len(rows), _BATCH):
        some = rows[start : start + _BATCH]
        ends = np.cumsum([0, *map(len, some)]).tolist()
        flat = np.concatenate(some).astype(np.uint64)
        found = RMinHash.digest_matrix_from_flat_token_hashes(flat, ends, _HASHES, _SEED)
        out[start : start + len(some)] = found.to_rows()
    empty = [n for n, row in enumerate(rows) if not len(row)]
    out[empty] = np.arange(len(empty), dtype=np.uint32)[:, None]
    return out


def _in_bands(hashes: NDArray[np.uint32]) -> Iterator[NDArray[np.int64]]:
    """The pairs that agree in all numbers of a band, as one * count + other, band by band."""
    count = len(hashes)
    for band in range(0, _HASHES, _BAND):
        part = hashes[:, band : band + _BAND].astype(np.uint64)
        keys = part[:, 0] * np.uint64(0x9E3779B97F4A7C15) ^ part[:, 1] * np.uint64(0xC2B2AE3D27D4EB4F) ^ part[:, 2]
        order = np.argsort(keys, kind="stable")
        same = keys[order]
        far = 1
        while far < _CROWD:
            met = np.flatnonzero(same[far:] == same[:-far])
            if far > _NEIGHBOURS:
                # Only where the band is no crowd: its first article and the one _CROWD after it differ.
                met = met[_size(same, met) <= _CROWD]
            if not len(met):
                break
            yield order[met].astype(np.int64) * count + order[met + far]
            far += 1


def _size(keys: NDArray[np.uint64], at: NDArray[np.intp]) -> NDArray[np.intp]:
    """How many articles are in the band group of each of these sorted keys."""
    return np.searchsorted(keys, keys[at], "right") - np.searchsorted(keys, keys[at], "left")
