"""Articles that hang together at several levels of likeness: looked up where they are kept, changed in few places."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from msgspec import Struct

from readout.link.stories import LEVELS, MOST

_LAST = len(LEVELS) - 1
Tie = tuple[int, int, float]
At = tuple[int, int]


class Node(Struct, frozen=True, array_like=True, gc=False):
    """An article's place in the sets of one level: the one above it (itself for a root), and of a root's set how many
    it has and who they are, unless they are too many to be a group.
    """

    above: int
    size: int = 0
    members: tuple[int, ...] | None = None


class Sets:
    """Union-find at every level over kept nodes: an article alone has none. `changed` are nodes to be kept again (those
    that are gone are no longer in `nodes`), `stirred` the articles whose group may be another now.
    """

    def __init__(
        self,
        load: Callable[[Collection[int]], Iterable[tuple[int, int, Node]]],
        ties: Callable[[Collection[int]], Iterable[Tie]],
    ) -> None:
        self._load, self._ties = load, ties
        self._loaded: set[int] = set()
        self.nodes: dict[At, Node] = {}
        self.changed: set[At] = set()
        self.stirred: set[int] = set()

    def load(self, articles: Iterable[int]) -> None:
        """Look up what is kept of articles, and of those above them."""
        todo = set(articles) - self._loaded
        while todo:
            self._loaded |= todo
            found = list(self._load(todo))
            for level, article, node in found:
                self.nodes[level, article] = node
            todo = {node.above for _, _, node in found} - self._loaded

    def join(self, one: int, other: int, likeness: float) -> None:
        """Two articles are this alike: they share a set at every level up to that."""
        for level, least in enumerate(LEVELS):
            if likeness < least:
                return
            self._union(level, one, other)

    def group(self, article: int) -> tuple[int, ...]:
        """The set of the lowest level where it is small enough; of the last one whatever its size."""
        for level in range(len(LEVELS)):
            members = self._root(level, article)[1].members
            if members is not None:
                return members
        raise AssertionError("the last level keeps all members")

    def remove(self, article: int) -> None:
        """Take an article out; what hung together by it alone falls apart."""
        self.load([article])
        for level in range(len(LEVELS)):
            if (level, article) in self.nodes:
                root = self._root(level, article)[1]
                rest = set(root.members or self._reached(level, article)) - {article}
                self.stirred |= rest
                self.load(rest)
                for one in (article, *rest):
                    self._put(level, one, None)
                for one, other, likeness in self._ties(rest):
                    if other in rest and likeness >= LEVELS[level]:
                        self._union(level, one, other)

    def _reached(self, level: int, article: int) -> Iterator[int]:
        """Who hangs together with an article at a level, by their ties."""
        seen, todo = {article}, {article}
        while todo:
            yield from todo
            todo = {other for _, other, likeness in self._ties(todo) if likeness >= LEVELS[level]} - seen
            seen |= todo

    def _root(self, level: int, article: int) -> tuple[int, Node]:
        while True:
            if article not in self._loaded:
                self.load([article])
            node = self.nodes.get((level, article))
            if node is None:
                return article, Node(article, 1, (article,))
            if node.above == article:
                return article, node
            article = node.above

    def _union(self, level: int, one: int, other: int) -> None:
        (low, less), (high, more) = sorted((self._root(level, one), self._root(level, other)), key=lambda r: r[1].size)
        if low == high:
            return
        for members in (less.members, more.members):
            self.stirred.update(members or ())
        size = less.size + more.size
        known = less.members is not None and more.members is not None and (size <= MOST or level == _LAST)
        members = tuple(sorted((*(less.members or ()), *(more.members or ())))) if known else None
        self._put(level, low, Node(high))
        self._put(level, high, Node(high, size, members))

    def _put(self, level: int, article: int, node: Node | None) -> None:
        if node is None:
            self.nodes.pop((level, article), None)
        else:
            self.nodes[level, article] = node
        self.changed.add((level, article))
