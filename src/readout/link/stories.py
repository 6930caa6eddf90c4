"""Articles about one happening form a story: a new one joins in milliseconds, and the order of arrival is no matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from readout.link.forest import Forest
from readout.link.group import average_link
from readout.link.likeness import against, apart, chances, likenesses
from readout.link.sketch import Sketch

# Articles at least this alike are looked at together; where too many hang together, the next level counts.
LEVELS = (0.2, 0.25, 0.3, 0.36, 0.43, 0.5, 0.6, 0.7, 0.8)
MOST = 96
# Articles looked at for a new one, and how long a list of a word's articles may be to lead to any.
_CANDIDATES = 64
_COMMONPLACE = 400
# Dated articles are filed by periods of so many days; two in periods further apart than neighbours never meet.
_PERIOD = 30
_UNDATED, _EVER = -1, -2

_Key = tuple[int, int]


class Stories:
    """The stories of the articles added so far; each is worked out when it is asked for and kept until it changes.

    The outcome depends on the set of articles alone, but for words that stand in more than 400 articles of one month:
    articles then meet through their other words, those that came before the word got so common through it too.
    """

    def __init__(self, sketches: Iterable[Sketch] = ()) -> None:
        self._sketches: list[Sketch] = []
        self._forest = Forest(LEVELS, MOST)
        self._with: dict[tuple[int, int], list[int]] = {}
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
        likely = self._candidates(one)
        self._sketches.append(one)
        if likely:
            found = against([self._sketches[n] for n in likely], one)
            for other, likeness in zip(likely, found, strict=True):
                decayed = float(likeness) * apart(one.day, self._sketches[other].day)
                self._forest.join(number, other, decayed)
        for key in one.keys:
            for period in (_period(one), _EVER):
                self._with.setdefault((key, period), []).append(number)
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

    def _candidates(self, one: Sketch) -> list[int]:
        """The articles that share the weightiest words, those that share most of them first."""
        shared: Counter[int] = Counter()
        periods = _periods_near(one)
        for key in one.keys:
            rows = [row for period in periods if (row := self._with.get((key, period)))]
            if sum(map(len, rows)) <= _COMMONPLACE:
                for row in rows:
                    shared.update(row)
        most = sorted(shared, key=lambda n: (-shared[n], -n))
        return most[:_CANDIDATES]

    def _stories(self, key: _Key) -> list[list[int]]:
        members = self._forest.members(key)
        known = self._found.get(key)
        if known is not None and known[0] == len(members):
            return known[1]
        stories = [members] if len(members) > MOST or len(members) == 1 else self._worked_out(members)
        self._found[key] = len(members), stories
        return stories

    def _worked_out(self, members: list[int]) -> list[list[int]]:
        sketches = [self._sketches[n] for n in members]
        stories: list[list[int]] = []
        for context, odds in chances(likenesses(sketches), sketches):
            stories += [sorted(members[context[n]] for n in story) for story in average_link(odds, 0.0)]
        return sorted(stories)


def _period(one: Sketch) -> int:
    return _UNDATED if one.day is None else one.day // _PERIOD


def _periods_near(one: Sketch) -> Sequence[int]:
    """The periods where an article's like may be filed; an undated one meets all."""
    period = _period(one)
    return [_EVER] if period == _UNDATED else [period - 1, period, period + 1, _UNDATED]
