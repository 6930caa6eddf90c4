"""What an article's sentences say became of a planned event, where its record tells no event of it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any

from readout.lexicon import table
from readout.link.mentions import name_key
from readout.link.sketch import stem
from readout.model import Article, Record, Span

# A denial of what is past: "denied that it had agreed", "denied agreeing".
_DENIES = re.compile(r"\b(?:denied|denies|denying)\b(?=.{0,60}\b(?:had|has|have|was|were|\w+ing|any|reports?)\b)")
# Where what is denied ends, and something else is told.
_CLAUSE = re.compile(r"[,;]|\b(?:as|when|while|after|before|but)\b")
# A pattern that nothing fits.
_NONE = r"(?!)"
_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])|\n+")


@cache
def _rules() -> tuple[dict[str, re.Pattern[str]], re.Pattern[str], re.Pattern[str], dict[str, frozenset[str]]]:
    rows: Any = table("link_news")
    statuses = {status: re.compile(pattern, re.I) for status, pattern in rows["statuses"].items()}
    words = {kind: frozenset(w) for kind, w in rows["words"].items()}
    return statuses, re.compile(rows["negated"], re.I), re.compile(rows["confirmed"], re.I), words


def may_be_planned(kind: str) -> bool:
    """Whether events of this kind have a history: planned, put off, held."""
    return kind in _rules()[3]


def sentence(article: Article, at: int) -> Span:
    """The sentence of the text that a character stands in."""
    text = article.text
    lasts, firsts = _borders(text)
    before, after = bisect_right(firsts, at), bisect_left(lasts, at)
    start = firsts[before - 1] if before else 0
    end = lasts[after] + 1 if after < len(lasts) else len(text)
    return Span(start, max(min(end, len(text)), min(at + 1, len(text))))


@lru_cache(maxsize=256)
def _borders(text: str) -> tuple[list[int], list[int]]:
    """Where sentences end, by their last sign, and where the next ones begin."""
    found = list(_END.finditer(text))
    return [m.start() for m in found], [m.end() for m in found]


def confirms(article: Article, at: int) -> bool:
    """Whether the sentence of a telling says that it is confirmed."""
    where = sentence(article, at)
    return _rules()[2].search(article.text, where.start, where.end) is not None


def told_of(
    record: Record, kind: str, parties: Iterable[str], stems: frozenset[str] | None = None
) -> Iterator[tuple[str, Span]]:
    """(status, words) of the sentences that say what became of a planned event of these parties.

    Where nothing but one name tells which event is meant, the word for it must be one of its own (`stems`).
    """
    statuses, negated, _, words = _rules()
    wanted, text = set(parties), record.article.text
    places = sorted((m.start, name_key(e)) for e in record.entities for m in e.mentions if name_key(e) in wanted)
    named = frozenset(w for w in words.get(kind, ()) if stems is None or stem(w) in stems)
    for start, end in sorted({(s.start, s.end) for s in (sentence(record.article, at) for at, _ in places)}):
        here = text[start:end]
        if not named & {w.lower() for w in re.findall(r"\w+", here)}:
            continue
        if len({key for at, key in places if start <= at < end}) < min(2, len(wanted)):
            continue
        for status, pattern in statuses.items():
            found = pattern.search(here)
            if found and not negated.search(here[: found.start()]):
                yield status, Span(start + found.start(), start + found.end())
                break


def denies(record: Record, kind: str, parties: Iterable[str]) -> Iterator[tuple[Span, int]]:
    """The words by which a sentence denies that an event of these parties (both, or the only one) happened, and the end
    of what is denied.
    """
    wanted, text = set(parties), record.article.text
    named, verbs = _rules()[3].get(kind, frozenset()), _verbs(kind)
    for first, begin in _denials(text):
        where = sentence(record.article, first)
        clause = _CLAUSE.search(text, begin, where.end)
        end = clause.start() if clause else where.end
        said = text[begin:end]
        mentioned = {name_key(e) for e in record.entities for m in e.mentions if where.start <= m.start < where.end}
        words = {w.lower() for w in re.findall(r"\w+", said)}
        told = named & words or re.search(rf"\b(?:{verbs})\b", said)
        if told and len(mentioned & wanted) >= min(2, len(wanted)):
            yield Span(first, begin), end


@lru_cache(maxsize=4096)
def _denials(text: str) -> tuple[tuple[int, int], ...]:
    """Where a text denies something."""
    return tuple(match.span() for match in _DENIES.finditer(text))


def speaks(article: Article) -> bool:
    """Whether `told_of` or `denies` may find anything in an article, of whatever kind and parties."""
    statuses, negated, _, words = _rules()
    text, named = article.text, frozenset().union(*words.values())
    lasts, firsts = _borders(text)
    for start, end in zip((0, *firsts), (*(last + 1 for last in lasts), len(text)), strict=True):
        here = text[start:end]
        for pattern in statuses.values():
            found = pattern.search(here)
            if found and not negated.search(here[: found.start()]) and named & set(re.findall(r"\w+", here.lower())):
                return True
    return bool(_denials(text))


def _verbs(kind: str) -> str:
    found: str = table("link_news")["verbs"].get(kind, _NONE)
    return found
