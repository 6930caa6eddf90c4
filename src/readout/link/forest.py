"""Sets that grow together, at one threshold or at several at once, whatever the order in which likenesses arrive."""

from __future__ import annotations

from array import array
from collections.abc import Sequence


class Roots:
    """Numbers that grow together into sets; a set's root is its least number."""

    def __init__(self) -> None:
        self._parents: dict[int, int] = {}

    def root(self, one: int) -> int:
        """What names a number's set."""
        while (above := self._parents.get(one, one)) != one:
            self._parents[one] = self._parents.get(above, above)
            one = self._parents[one]
        return one

    def join(self, one: int, other: int) -> None:
        """Two numbers are of one set."""
        low, high = sorted((self.root(one), self.root(other)))
        if low != high:
            self._parents[high] = low


class Forest:
    """Union-find at each of some thresholds. An item's set is that of the lowest threshold where it is small enough.

    So a subject that never ends falls into the parts that hang together more closely, and which they are depends on
    the likenesses alone, never on their order.
    """

    def __init__(self, levels: Sequence[float], most: int) -> None:
        self._levels = tuple(levels)
        self._most = most
        self._parents = [array("l") for _ in levels]
        self._members: list[dict[int, list[int]]] = [{} for _ in levels]

    def __len__(self) -> int:
        return len(self._parents[0])

    def add(self) -> int:
        """A new item, alone; its number."""
        item = len(self)
        for parents, members in zip(self._parents, self._members, strict=True):
            parents.append(item)
            members[item] = [item]
        return item

    def join(self, one: int, other: int, likeness: float) -> None:
        """Two items are this alike: they share a set at every threshold up to that."""
        for number, level in enumerate(self._levels):
            if likeness < level:
                return
            self._union(number, one, other)

    def key(self, item: int) -> tuple[int, int]:
        """What names an item's set as long as it does not change: the threshold's number and the set's root."""
        for number in range(len(self._levels)):
            root = self._root(number, item)
            if len(self._members[number][root]) <= self._most:
                return number, root
        return len(self._levels) - 1, self._root(len(self._levels) - 1, item)

    def members(self, key: tuple[int, int]) -> list[int]:
        """The items of a set."""
        return sorted(self._members[key[0]][key[1]])

    def _root(self, number: int, item: int) -> int:
        parents = self._parents[number]
        while parents[item] != item:
            parents[item] = parents[parents[item]]
            item = parents[item]
        return item

    def _union(self, number: int, one: int, other: int) -> None:
        one, other = self._root(number, one), self._root(number, other)
        if one == other:
            return
        members = self._members[number]
        if len(members[one]) < len(members[other]):
            one, other = other, one
        self._parents[number][other] = one
        members[one] += members.pop(other)
