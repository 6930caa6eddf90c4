"""Articles about one happening form a story: a new one joins in milliseconds, and the order of arrival is no matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from readout.link.forest import Forest
from readout.link.group import average_link
from readout.link.likeness import against, apart, chances, likenesses
from readout.link.sketch import Sketch

# Articles at least this alike are looked at together; where too many hang together, the next level counts.
LEVELS = (0.2, 0.25, 0.3, 0.36, 0.43, 0.5, 0.6, 0.7, 0.8)
MOST = 96
# Articles looked at for a new one, and how long a list of a word's articles may be to lead to any.
CANDIDATES = 64
COMMONPLACE = 400
# Dated articles are filed by periods of so many days; two in periods further apart than neighbours never meet.
_PERIOD = 30
UNDATED, _EVER = -1, -2
# Periods where the like of a dated article may be filed.
NEAR = 4

_Key = tuple[int, int]


class Keyed(Protocol):
    """What an article is filed by: its weightiest words and its day."""

    @property
    def keys(self) -> tuple[int, ...]:
        """Hashed stems."""

    @property
    def day(self) -> int | None:
        """An ordinal."""


class Index:
    """Articles by their weightiest words and their days."""

    def __init__(self) -> None:
        self._with: dict[tuple[int, int], list[int]] = {}

    def add(self, number: int, one: Keyed) -> None:
        """File an article."""
        for key in one.keys:
            for filed in (period(one), _EVER):
                self._with.setdefault((key, filed), []).append(number)

    def candidates(self, one: Keyed) -> list[int]:
        """The articles that share the weightiest words, those that share most of them first."""
        shared: Counter[int] = Counter()
        near = periods_near(one) or [_EVER]
        for key in one.keys:
            rows = [row for filed in near if (row := self._with.get((key, filed)))]
            if sum(map(len, rows)) <= COMMONPLACE:
                for row in rows:
                    shared.update(row)
        most = sorted(shared, key=lambda n: (-shared[n], -n))
        return most[:CANDIDATES]


class Stories:
    """The stories of the articles added so far; each is worked out when it is asked for and kept until it changes.

    The outcome depends on the set of articles alone, but for words that stand in more than 400 articles of one month:
    articles then meet through their other words, those that came before the word got so common through it too.
    """

    def __init__(self, sketches: Iterable[Sketch] = ()) -> None:
        self._sketches: list[Sketch] = []
        self._forest = Forest(LEVELS, MOST)
        self._index = Index()
        self._found: dict[_Key, tuple[int, list[list[int]]]] = {}
        for one in sketches:
            self.add(one)

    @property
    def sketches(self) -> Sequence[Sketch]:
        """The articles' sketches, by number."""
        return self._sketches

    def __len__(self) -> int:
        return len(self._sketches)

    def add(self, one: Sketch) -> int:
        """File an article; its number, counted from 0 in the order of arrival."""
        number = self._forest.add()
        for other, likeness in ties(one, {n: self._sketches[n] for n in self._index.candidates(one)}):
            self._forest.join(number, other, likeness)
        self._sketches.append(one)
        self._index.add(number, one)
        return number

    def story(self, number: int) -> list[int]:
        """The articles of an article's story, itself among them."""
        return next(story for story in self._stories(self._forest.key(number)) if number in story)

    def groups(self) -> Iterator[list[int]]:
        """All stories, those of one article too, by their first articles."""
        seen: set[_Key] = set()
        stories: list[list[int]] = []
        for number in range(len(self)):
            if (key := self._forest.key(number)) not in seen:
                seen.add(key)
                stories += self._stories(key)
        yield from sorted(stories)

    def _stories(self, key: _Key) -> list[list[int]]:
        members = self._forest.members(key)
        known = self._found.get(key)
        if known is not None and known[0] == len(members):
            return known[1]
        stories = told_together({n: self._sketches[n] for n in members})
        self._found[key] = len(members), stories
        return stories


def ties(one: Sketch, likely: Mapping[int, Sketch]) -> Iterator[tuple[int, float]]:
    """How alike an article is to each of those that it may hang together with, less for what lies long between them."""
    if likely:
        found = against(list(likely.values()), one)
        for (number, other), likeness in zip(likely.items(), found, strict=True):
            yield number, float(likeness) * apart(one.day, other.day)


def told_together(members: Mapping[int, Sketch]) -> list[list[int]]:
    """The stories that a set of articles falls into; a set that stays too large is taken for one."""
    numbers, sketches = list(members), list(members.values())
    if len(numbers) > MOST or len(numbers) == 1:
        return [numbers]
    stories: list[list[int]] = []
    for context, odds in chances(likenesses(sketches), sketches):
        stories += [sorted(numbers[context[n]] for n in story) for story in average_link(odds, 0.0)]
    return sorted(stories)


def period(one: Keyed) -> int:
    """The number of the days under which an article is filed; -1 if it has no date."""
    return UNDATED if one.day is None else one.day // _PERIOD


def periods_near(one: Keyed) -> list[int]:
    """The periods where an article's like may be filed; none for an undated one, which meets all."""
    own = period(one)
    return [] if own == UNDATED else [own - 1, own, own + 1, UNDATED]
