"""What changed between two states of an article, sentence by sentence: added, removed, reworded, moved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

from msgspec import Struct

from readout.link.sentences import sentences
from readout.model import Article, Span

Change = Literal["added", "removed", "reworded", "moved"]

# Two sentences at least this alike (twice the words in common, by both lengths) are one, reworded.
_ALIKE = 0.5
# Where more pairs of sentences than this could be one, each is looked for only so many places from where it stood.
_MOST, _REACH = 40_000, 20
_FIELDS = ("headline", "authors", "publisher", "published", "updated")
_WORD = re.compile(r"\w+(?:[.,:'’]\w+)*|[^\w\s]")


class Altered(Struct, frozen=True):
    """A change of a sentence: where it stood in the older text (`before`) and stands in the newer one (`after`).

    Of a reworded one `gone` are the spans of the older text and `come` those of the newer one that differ.
    """

    change: Change
    before: Span | None = None
    after: Span | None = None
    gone: tuple[Span, ...] = ()
    come: tuple[Span, ...] = ()


class FieldChange(Struct, frozen=True):
    """Something a page says of itself that changed: `about` is a field of the article."""

    about: str
    before: str | None
    after: str | None


class Revision(Struct, frozen=True):
    """All that changed between two states of an article, in the order of the newer text; `kept` counts the sentences
    that stayed as they were."""

    fields: tuple[FieldChange, ...] = ()
    sentences: tuple[Altered, ...] = ()
    kept: int = 0


def revision(older: Article, newer: Article) -> Revision:
    """What changed from one state of an article to a later one; spaces and forms of quotation marks do not count."""
    before, after = sentences(older.text), sentences(newer.text)
    olds, news = [_plain(older.text, s) for s in before], [_plain(newer.text, s) for s in after]
    same, moved = _unchanged(olds, news)
    left = [n for n in range(len(olds)) if n not in same and n not in moved]
    right = sorted(set(range(len(news))) - set(same.values()) - set(moved.values()))
    pairs = _reworded([olds[n].split() for n in left], [news[n].split() for n in right])
    changed = {left[one]: right[other] for one, other in pairs.items()}
    found = [Altered("moved", before[one], after[other]) for one, other in moved.items()]
    for one, other in changed.items():
        gone, come = _words_changed(older.text, before[one], newer.text, after[other])
        found.append(Altered("reworded", before[one], after[other], gone, come))
    found += [Altered("removed", before[n], None) for n in left if n not in changed]
    found += [Altered("added", None, after[n]) for n in right if n not in set(changed.values())]
    places = _places(before, after, same | moved | changed)
    found.sort(key=lambda one: (places[one.before] if one.after is None else float(one.after.start), one.change))
    return Revision(tuple(_fields(older, newer)), tuple(found), len(same))


def _plain(text: str, span: Span) -> str:
    """A sentence without what a change of type makes: spaces, forms of quotation marks and dashes."""
    words = " ".join(text[span.start : span.end].split())
    return words.translate(_TYPE)


_TYPE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00ad": None})


def _unchanged(olds: Sequence[str], news: Sequence[str]) -> tuple[dict[int, int], dict[int, int]]:
    """The sentences that stayed in their order, and those that stand elsewhere now, by old number."""
    # In long texts a sentence that stands there over and over is no place to begin at: else time grows with the square.
    matcher = SequenceMatcher(None, olds, news, autojunk=len(olds) * len(news) > _MOST)
    same = {block.a + n: block.b + n for block in matcher.get_matching_blocks() for n in range(block.size)}
    free: dict[str, list[int]] = {}
    for n in sorted(set(range(len(news))) - set(same.values()), reverse=True):
        free.setdefault(news[n], []).append(n)
    moved = {n: free[old].pop() for n, old in enumerate(olds) if n not in same and free.get(old)}
    return same, moved


def _reworded(olds: Sequence[Sequence[str]], news: Sequence[Sequence[str]]) -> dict[int, int]:
    """Which new sentence each old one became; the most alike are paired first."""
    alike = []
    reach = len(news) if len(olds) * len(news) <= _MOST else _REACH
    for one, old in enumerate(olds):
        middle = one * len(news) // len(olds)
        for other in range(max(0, middle - reach), min(len(news), middle + reach + 1)):
            new = news[other]
            matcher = SequenceMatcher(None, old, new, autojunk=False)
            if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE:
                likeness = matcher.ratio()
                if likeness >= _ALIKE:
                    alike.append((-likeness, abs(one - other), one, other))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, one, other in sorted(alike):
        if one not in pairs and other not in taken:
            pairs[one] = other
            taken.add(other)
    return pairs


def _words_changed(old: str, before: Span, new: str, after: Span) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The words of an older sentence that are gone, and those of the newer one that have come."""
    ours, theirs = ([*_WORD.finditer(t, s.start, s.end)] for t, s in ((old, before), (new, after)))
    left, right = ([m[0].translate(_TYPE) for m in row] for row in (ours, theirs))
    gone: list[Span] = []
    come: list[Span] = []
    for what, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if what != "equal":
            gone += [Span(ours[a].start(), ours[b - 1].end())] if b > a else []
            come += [Span(theirs[c].start(), theirs[d - 1].end())] if d > c else []
    return tuple(gone), tuple(come)


def _places(before: Sequence[Span], after: Sequence[Span], matched: dict[int, int]) -> dict[Span | None, float]:
    """Where each old sentence belongs in the newer text: right behind the one that stood before it."""
    places: dict[Span | None, float] = {}
    last = -1.0
    for n, span in enumerate(before):
        if n in matched:
            last = after[matched[n]].start + 0.5
        places[span] = last
    return places


def _fields(older: Article, newer: Article) -> Iterator[FieldChange]:
    for name in _FIELDS:
        before, after = _value(older, name), _value(newer, name)
        if before != after:
            yield FieldChange(name, before, after)


def _value(article: Article, name: str) -> str | None:
    value = getattr(article, name)
    return ", ".join(value) or None if isinstance(value, tuple) else value
