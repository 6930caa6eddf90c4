"""The sentences of a text as they are quoted: by signs and lines alone, and past the abbreviations of news."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, lru_cache

from readout.lexicon import table
from readout.model import Span

_CLOSING = "'\"”’)]"
_END = re.compile(rf"(?<![.!?…])[.!?…]+[{re.escape(_CLOSING)}]*\s+(?=[\"“‘'(\[]*[A-ZÀ-ÞĀ-Ž0-9])|\n+")
# No abbreviation has more letters and stops.
_LONGEST = 12
_NEXT = re.compile(r"[\"“‘'(\[]*(\w+)")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(map(str, table("sentences")[name]))


@lru_cache(maxsize=256)
def sentences(text: str) -> tuple[Span, ...]:
    """The sentences in their order; a line ends one too, and white space between them belongs to none."""
    found, start = [], 0
    for end in _END.finditer(text):
        if not _is_abbreviated(text, end):
            found.append(_trimmed(text, start, end.end()))
            start = end.end()
    return tuple(span for span in (*found, _trimmed(text, start, len(text))) if span.start < span.end)


def sentence(text: str, at: int) -> Span:
    """The sentence that a character stands in; between two it is the character alone."""
    every = sentences(text)
    number = bisect_right(every, at, key=lambda span: span.start) - 1
    if number >= 0 and at < every[number].end:
        return every[number]
    return Span(at, min(at + 1, len(text)))


def _is_abbreviated(text: str, end: re.Match[str]) -> bool:
    """Whether a full stop belongs to the word before it: `Nov. 14`, `the U.S. Senate`, `J. Smith`."""
    if text[end.start()] != "." or text[end.start() + 1 : end.start() + 2] in (*_CLOSING, "."):
        return False
    word = _word_before(text, end.start())
    if not word or "\n" in end[0]:
        return False
    told, follows = word.lower(), _NEXT.match(text, end.end())
    if told in _words("before_name") and word[0].isupper():
        return True
    short = told in _words("before_any") or (len(word) == 1 and word.isupper() and told != "i")
    return short and (follows is None or follows[1].lower() not in _words("openers"))


def _word_before(text: str, at: int) -> str:
    """The letters and stops right before a place: `U.S`; nothing where a digit or too many letters are among them."""
    begin = at
    while begin > max(0, at - _LONGEST) and (text[begin - 1].isalpha() or text[begin - 1] == "."):
        begin -= 1
    return "" if begin and text[begin - 1].isalnum() else text[begin:at].lstrip(".")


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    first = start + len(words) - len(words.lstrip())
    return Span(first, max(first, start + len(words.rstrip())))
