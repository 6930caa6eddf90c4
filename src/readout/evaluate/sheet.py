"""Where the tallies of one article are collected: things that are there or not, values of matched things, labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from readout.evaluate.match import Match, Matched
from readout.evaluate.rules import Place, folded
from readout.evaluate.tally import Error, Tally
from readout.model import Entity, Span

T = TypeVar("T")
Pairs = Sequence[tuple[T, T]]
Where = Callable[[T], Sequence[Place]]
AROUND, MOST = 60, 160  # characters


class Sheet:
    """The tallies of one article, by part."""

    def __init__(self, both: Match) -> None:
        self.both = both
        self.text = both.article.text
        self.tallies: dict[str, Tally] = {}

    def share(
        self,
        part: str,
        matched: Matched[T],
        at: Where[T],
        show: Callable[[T], str],
        show_found: Callable[[T], str] | None = None,
        same: Callable[[T, T], bool] = lambda one, other: True,
    ) -> None:
        """Items that are there or not; a pair that is not the same is both missing and invented."""
        other = show_found or show
        wrong = [(w, f) for w, f in matched.pairs if not same(w, f)]
        errors = [self.error(part, show(w), other(f), at(w), at(f)) for w, f in wrong]
        errors += [self.error(part, show(w), "", at(w), ()) for w in matched.missing]
        errors += [self.error(part, "", other(f), (), at(f)) for f in matched.invented]
        n = len(matched.pairs)
        wanted, found = n + len(matched.missing), n + len(matched.invented)
        self.tallies[part] = Tally((wanted, n - len(wrong), found, wanted), tuple(errors))

    def keys(
        self,
        part: str,
        pairs: Pairs[T],
        kept: Iterable[T],
        at: Where[T],
        wanted: Callable[[T], set[Any]],
        found: Callable[[T], set[Any]] | None = None,
        show: Callable[[Any], str] = str,
    ) -> None:
        """What matched items hold, as sets of comparable things; `kept` are all wanted items that count."""
        counts, errors = [sum(len(wanted(item)) for item in kept), 0, 0, 0], []
        for one, other in pairs:
            ours, theirs = wanted(one), (found or wanted)(other)
            for n, size in enumerate((len(ours & theirs), len(theirs), len(ours)), 1):
                counts[n] += size
            if ours != theirs:
                less, more = (", ".join(sorted(map(show, some))) for some in (ours - theirs, theirs - ours))
                errors.append(self.error(part, less, more, at(one), at(other)))
        self.tallies[part] = Tally(tuple(counts), tuple(errors))

    def value(
        self,
        part: str,
        pairs: Pairs[T],
        kept: Iterable[T],
        at: Where[T],
        get: Callable[[T], Any],
        show: Callable[[Any], str] = str,
        same: Callable[[Any, Any], bool] = lambda one, other: bool(one == other),
    ) -> None:
        """One value, or None, of each matched item."""
        counts, errors = [sum(get(item) is not None for item in kept), 0, 0, 0], []
        for one, other in pairs:
            ours, theirs = get(one), get(other)
            hit = ours is not None and theirs is not None and same(ours, theirs)
            for n, size in enumerate((hit, theirs is not None, ours is not None), 1):
                counts[n] += size
            if not hit and (ours is not None or theirs is not None):
                less, more = ("" if value is None else show(value) for value in (ours, theirs))
                errors.append(self.error(part, less, more, at(one), at(other)))
        self.tallies[part] = Tally(tuple(counts), tuple(errors))

    def whom(
        self, part: str, pairs: Pairs[T], kept: Iterable[T], at: Where[T], get: Callable[[T], Iterable[str | None]]
    ) -> None:
        """The entities that each matched item names."""
        both = self.both
        self.keys(part, pairs, kept, at, lambda w: both.kept(*get(w)), lambda f: both.reached(*get(f)), both.name)

    def labels(
        self, part: str, names: Sequence[str], pairs: Iterable[tuple[str, str, T, T]], wanted: int, at: Where[T]
    ) -> None:
        """One label of a fixed list on each side of a pair; `wanted` counts the labels of all wanted items."""
        matrix, errors = [0.0] * (len(names) ** 2), []
        for ours, theirs, one, other in pairs:
            matrix[names.index(ours) * len(names) + names.index(theirs)] += 1
            if ours != theirs:
                errors.append(self.error(part, ours, theirs, at(one), at(other)))
        self.tallies[part] = Tally((float(wanted), *matrix), tuple(errors))

    def error(self, part: str, wanted: str, found: str, ours: Sequence[Place], theirs: Sequence[Place]) -> Error:
        """An error with the words around its first place."""
        at = min((*ours, *theirs), key=lambda span: span.start, default=Span(0, 0))
        spans = (tuple(Span(span.start, span.end) for span in some) for some in (ours, theirs))
        return Error(self.both.article.id, part, wanted, found, self.around(at), *spans)

    def around(self, at: Place) -> str:
        """The words of a span, of a long one the first, with some before and after it, on one line."""
        end = min(at.end, at.start + MOST)
        before, after = self.text[max(0, at.start - AROUND) : at.start], self.text[end : end + AROUND]
        if at.start > AROUND:
            before = "…" + before[before.find(" ") + 1 :]
        if end + AROUND < len(self.text):
            after = after[: max(after.rfind(" "), 0)] + "…"
        return " ".join((before + self.text[at.start : end] + after).split())

    def words(self, span: Place | None) -> str:
        """The words of a span on one line."""
        return " ".join(self.text[span.start : span.end].split()) if span else ""


def role(entity: Entity) -> str | None:
    """An office as it is compared."""
    return folded(entity.role) or None
