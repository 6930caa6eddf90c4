"""Pages of answers: a cursor says where the next one begins, whatever is written before it is asked for."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count, groupby, islice
from secrets import token_urlsafe
from threading import Lock
from typing import Any, Generic, TypeVar

import msgspec

from readout.present.http.problems import Refusal
from readout.store.paging import Place

Row = TypeVar("Row")
# What finds a row again.
Key = tuple[Any, ...]
# At most so many (place, row) pairs behind a place.
Rows = Callable[[int, Place | None], list[tuple[Place, Any]]]

# So many rows are given by rank, and the keys of so many are kept for those who walk through them.
MOST_RANKED, _KEPT = 20_000, 500_000


class Cursors:
    """The cursors of one question; each is good for that question alone."""

    def __init__(self, path: str, asked: msgspec.Struct) -> None:
        said = msgspec.structs.replace(asked, limit=0, cursor=None)
        self._mark = hashlib.sha256(path.encode() + msgspec.json.encode(said)).digest()[:9]

    def of(self, place: Place) -> str:
        """The cursor of what comes behind a place."""
        return urlsafe_b64encode(self._mark + msgspec.msgpack.encode(place)).decode().rstrip("=")

    def place(self, cursor: str) -> Place:
        """The place that a cursor names; raises Refusal (400) for one that is none of this question."""
        try:
            data = urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
            if data[:9] == self._mark:
                return msgspec.msgpack.decode(data[9:], type=Place)
        except (ValueError, msgspec.DecodeError):
            pass
        raise bad_cursor()


def bad_cursor() -> Refusal:
    """The refusal of a cursor that was not given here."""
    return Refusal(400, "The question can't be answered.", ["This cursor is none of this question: ask without it."])


class Ordered(Generic[Row]):
    """Rows in the order of their keys, each at a place of its own."""

    def __init__(self, rows: Iterable[Row], key: Callable[[Row], Place]) -> None:
        keyed = sorted(((key(row), row) for row in rows), key=lambda pair: pair[0])
        self._rows = [row for _, row in keyed]
        # Rows of one key are told apart by their number among these.
        self._places: list[Any] = [
            (*place, number)
            for place, some in groupby(keyed, key=lambda pair: pair[0])
            for number, _ in zip(count(), some, strict=False)
        ]

    def behind(self, limit: int, last: Place | None, fits: Callable[[Row], bool] | None = None) -> Any:
        """At most so many (place, row) pairs behind a place, of the rows that fit."""
        begin = bisect_right(self._places, last) if last is not None else 0
        pairs = zip(islice(self._places, begin, None), islice(self._rows, begin, None), strict=True)
        return list(islice((pair for pair in pairs if fits is None or fits(pair[1])), limit))


class Walks:
    """Answers whose rows are given by rank, which changes with what is added: the order in which one was begun is kept
    while it is walked through. The place of a row is (its walk, how many come before it, the key that finds it).
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[str, list[Key]] = OrderedDict()
        self._lock = Lock()

    def rows(
        self,
        order: Callable[[], list[Any]],
        fetch: Callable[[Sequence[Any]], Mapping[Any, Any]],
        more: Callable[[], list[Any]] | None = None,
    ) -> Rows:
        """The rows that `fetch` has for the keys that `order` gives, and behind those for the others that `more` gives;
        what is no longer there is left out. The first value of a key tells it from others.
        """

        def behind(limit: int, last: Place | None) -> list[tuple[Place, Any]]:
            if last is None:
                name, at, keys = token_urlsafe(6), 0, order()[:MOST_RANKED]
            else:
                name, at, keys = self._found(order, last)
            if more and at + limit > len(keys) < MOST_RANKED:
                there = {key[0] for key in keys}
                keys = [*keys, *(key for key in more() if key[0] not in there)]
            if at + limit <= len(keys):
                self._keep(name, keys)
            found: list[tuple[Place, Any]] = []
            while len(found) < limit and at < len(keys):
                some = keys[at : at + limit - len(found)]
                rows = fetch(some)
                found += [((name, at + n, key[0]), rows[key]) for n, key in enumerate(some) if key in rows]
                at += len(some)
            return found

        return behind

    def _found(self, order: Callable[[], list[Key]], last: Place) -> tuple[str, int, list[Key]]:
        """A walk that is gone on with; one that is no longer kept goes on behind the row that it had come to."""
        name, at, key = last
        if not isinstance(name, str) or not isinstance(at, int) or at < 0:
            raise bad_cursor()
        with self._lock:
            kept = self._kept.get(name)
        if kept is not None:
            return name, at + 1, kept
        keys = order()[:MOST_RANKED]
        return name, next((n for n, one in enumerate(keys) if one[0] == key), at) + 1, keys

    def _keep(self, name: str, keys: list[Key]) -> None:
        with self._lock:
            self._kept[name] = keys
            self._kept.move_to_end(name)
            while sum(map(len, self._kept.values())) > _KEPT:
                self._kept.popitem(last=False)
