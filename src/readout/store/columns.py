"""Records as columns of small numbers and back: what is alike in a record lies side by side, and packs far smaller.

A field's values are numbered by a vocabulary of the usual ones (the most frequent is 0). Spans are counted in words
from the span before, so that most of their numbers are alike. What no vocabulary has is told apart, as JSON.
"""

from __future__ import annotations

import types
import typing
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, chain, islice, repeat
from operator import add, attrgetter, sub
from typing import Any, Union

from msgspec import Struct

from readout import model

# Codes of a value that is what was to be expected, and of one that no vocabulary has.
EXPECTED, OTHER = 254, 255
# The words that spans begin with, by number: what the next ones are counted from.
Before = Sequence[int] | None


class Page:
    """What spans are counted in: where the pieces between blanks of a text begin (and one more would)."""

    def __init__(self, text: str, day: str | None) -> None:
        self.text, self.day = text, day
        pieces = text.replace("\n", " ").split(" ")
        self.pieces = list(accumulate(map((1).__add__, map(len, pieces)), initial=0))


class Writer:
    """Columns being written."""

    def __init__(self, page: Page, vocabularies: dict[str, dict[Any, int]]) -> None:
        self.page = page
        self.codes = bytearray()
        self.others: list[Any] = []
        self._vocabularies = vocabularies

    def put(self, path: str, values: Sequence[Any], expected: Iterable[Any] | None = None) -> None:
        """Add a column."""
        table = self._vocabularies.get(path) or {}
        codes = bytes(map(table.get, values, repeat(OTHER)))
        if expected is not None:
            both = zip(codes, values, expected, strict=True)
            codes = bytes(EXPECTED if value is not None and value == likely else code for code, value, likely in both)
        if OTHER in codes:
            self.others += [value for code, value in zip(codes, values, strict=True) if code == OTHER]
        self.codes += codes


class Reader:
    """Columns being read; raises ValueError where there are fewer than were written."""

    def __init__(self, page: Page, codes: bytes, others: Iterable[Any], vocabularies: dict[str, list[Any]]) -> None:
        self.page = page
        self._codes, self._at = codes, 0
        self._others = iter(others)
        self._vocabularies = vocabularies

    def get(self, path: str, many: int, expected: Iterable[Any] | None = None) -> list[Any]:
        """The next column, of so many values."""
        codes = self._codes[self._at : self._at + many]
        self._at += many
        if len(codes) < many:
            raise ValueError("a column is cut off")
        values = list(map((self._vocabularies.get(path) or _NONE).__getitem__, codes))
        if expected is not None and EXPECTED in codes:
            values = [b if code == EXPECTED else a for code, a, b in zip(codes, values, expected, strict=True)]
        if OTHER in codes:
            values = [next(self._others) if code == OTHER else value for code, value in zip(codes, values, strict=True)]
        return values


_NONE: list[Any] = [None] * 256


class Value:
    """A field that holds one value."""

    def __init__(self, path: str) -> None:
        self.path = path

    def put(self, to: Writer, values: Sequence[Any], before: Before, counts: Sequence[int]) -> Before:
        """Add the field's columns; where its spans are, for what comes after it."""
        to.put(self.path, values)
        return None

    def get(self, of: Reader, many: int, before: Before, counts: Sequence[int]) -> tuple[list[Any], Before]:
        """The field's values, and where its spans are."""
        return of.get(self.path, many), None


class Place:
    """Where a span begins and ends; both fields of a struct as one.

    In columns: how many words it begins after another, how many it goes on, and how many characters it leaves out of
    the first and the last.
    """

    def __init__(self, path: str) -> None:
        self.paths = tuple(f"{path}.{part}" for part in ("after", "long", "within", "before"))

    def put(self, to: Writer, values: Sequence[Any], before: Before, counts: Sequence[int]) -> Before:
        """Add the columns."""
        pieces, most = to.page.pieces, len(to.page.pieces) - 1
        firsts = [bisect_right(pieces, value.start, 0, most) - 1 for value in values]
        lasts = [bisect_right(pieces, value.end - 1, 1, most) - 1 for value in values]
        after, long, within, left = self.paths
        to.put(after, list(map(sub, firsts, _before(firsts, before, counts))))
        to.put(long, list(map(sub, lasts, firsts)))
        to.put(within, [value.start - pieces[first] for value, first in zip(values, firsts, strict=True)])
        to.put(left, [pieces[last + 1] - 1 - value.end for value, last in zip(values, lasts, strict=True)])
        return firsts

    def get(self, of: Reader, many: int, before: Before, counts: Sequence[int]) -> tuple[list[Any], Before]:
        """(starts, ends) in characters."""
        after, long, within, left = (of.get(path, many) for path in self.paths)
        firsts = _chained(after, before, counts)
        pieces = of.page.pieces
        starts = list(map(add, map(pieces.__getitem__, firsts), within))
        lasts = map(add, firsts, long)
        return [starts, [pieces[last + 1] - 1 - less for last, less in zip(lasts, left, strict=True)]], firsts


def _before(firsts: Sequence[int], before: Before, counts: Sequence[int]) -> list[int]:
    """What each span is counted from: the one before it in its list, or the first one of the list before."""
    found: list[int] = []
    first, number = 0, 0
    for row, count in enumerate(counts):
        if count:
            found.append(before[row] if before is not None else first)
            found += firsts[number : number + count - 1]
            first, number = firsts[number], number + count
    return found


def _chained(after: list[int], before: Before, counts: Sequence[int]) -> list[int]:
    """The first words again."""
    if before is not None and len(counts) == len(after) and 0 not in counts:  # one each
        return list(map(add, before, after))
    if len(counts) == 1:
        return list(accumulate(after, initial=before[0] if before else 0))[1:]
    found: list[int] = []
    first, number = 0, 0
    for row, count in enumerate(counts):
        if count:
            start = before[row] if before is not None else first
            found += islice(accumulate(after[number : number + count], initial=start), 1, None)
            first, number = found[number], number + count
    return found


class Many:
    """A field that holds several of a kind."""

    def __init__(self, path: str, of: Node) -> None:
        self.path, self.of = f"{path}.many", of
        self._is_span = isinstance(of, Group) and of.is_span

    def put(self, to: Writer, values: Sequence[Any], before: Before, counts: Sequence[int]) -> Before:
        """Add how many there are of each, and all of them."""
        lengths = [len(value) for value in values]
        to.put(self.path, lengths)
        if not any(lengths):
            return None
        before, counts = (before, lengths) if self._is_span else (None, [sum(lengths)])
        return self._firsts(self.of.put(to, list(chain.from_iterable(values)), before, counts), before, lengths)

    def get(self, of: Reader, many: int, before: Before, counts: Sequence[int]) -> tuple[list[Any], Before]:
        """Tuples."""
        lengths = of.get(self.path, many)
        if not any(lengths):
            return [()] * many, None
        before, counts = (before, lengths) if self._is_span else (None, [sum(lengths)])
        flat, pairs = self.of.get(of, sum(lengths), before, counts)
        if len(flat) == many and 0 not in lengths:  # one each
            return list(zip(flat)), pairs
        found, number = [], 0
        for length in lengths:
            found.append(tuple(flat[number : number + length]))
            number += length
        return found, self._firsts(pairs, before, lengths)

    def _firsts(self, pairs: Before, before: Before, lengths: Sequence[int]) -> Before:
        if pairs is None:
            return None
        found, number = [], 0
        for row, length in enumerate(lengths):
            found.append(pairs[number] if length else before[row] if before is not None else 0)
            number += length
        return found


class Maybe:
    """A field that may hold nothing."""

    def __init__(self, path: str, of: Node) -> None:
        self.path, self.of = f"{path}.there", of

    def put(self, to: Writer, values: Sequence[Any], before: Before, counts: Sequence[int]) -> Before:
        """Add where there is one, and those."""
        there = [value is not None for value in values]
        to.put(self.path, there)
        if True not in there:
            return None
        some = [value for value in values if value is not None]
        return self._filled(there, self.of.put(to, some, _some(before, there), [1] * len(some)), before)

    def get(self, of: Reader, many: int, before: Before, counts: Sequence[int]) -> tuple[list[Any], Before]:
        """Values and None."""
        there = of.get(self.path, many)
        number = sum(there)
        if not number:
            return [None] * many, None
        some, pairs = self.of.get(of, number, _some(before, there), [1] * number)
        rest = iter(some)
        return [next(rest) if one else None for one in there], self._filled(there, pairs, before)

    def _filled(self, there: Sequence[bool], pairs: Before, before: Before) -> Before:
        if pairs is None or before is None:
            return None
        rest = iter(pairs)
        return [next(rest) if one else other for one, other in zip(there, before, strict=True)]


def _some(before: Before, there: Sequence[bool]) -> Before:
    return None if before is None else [pair for pair, one in zip(before, there, strict=True) if one]


class Group:
    """A struct: its fields in the order in which one helps to expect the next."""

    def __init__(self, path: str, name: str, fields: dict[str, Node]) -> None:
        self.is_span = isinstance(next(iter(fields.values()), None), Place)
        # Of each field: its name, its column where it is a single value, what is expected of that, and what holds it.
        self._rows = [
            (field, node.path if isinstance(node, Value) else "", _EXPECTED.get(f"{name}.{field}"), node)
            for field, node in fields.items()
        ]
        self._names = " ".join(fields).split()
        kind = getattr(model, name, None)
        known = kind.__struct_fields__ if kind else ()
        is_same = set(known) == set(self._names)
        self._kind, self._order = kind, [self._names.index(n) for n in known] if is_same else None

    def put(self, to: Writer, values: Sequence[Any], before: Before, counts: Sequence[int]) -> Before:
        """Add the columns of all fields."""
        found: Before = None
        columns: dict[str, Sequence[Any]] = {}
        for field, value, expected, node in self._rows:
            if value:
                column = columns[field] = list(map(attrgetter(field), values))
                to.put(value, column, expected and expected(to.page, columns, len(values)))
                continue
            if isinstance(node, Place):
                pairs = node.put(to, values, before, counts)
            else:
                column = columns[field] = list(map(attrgetter(field), values))
                pairs = node.put(to, column, before, counts)
            if pairs is not None:
                before, found, counts = pairs, found or pairs, [1] * len(values)
        return found

    def get(self, of: Reader, many: int, before: Before, counts: Sequence[int]) -> tuple[list[Any], Before]:
        """Structs; of another version of readout, those fields that this one knows."""
        found: Before = None
        columns: dict[str, Sequence[Any]] = {}
        get = of.get
        for field, value, expected, node in self._rows:
            if value:
                columns[field] = get(value, many, expected and expected(of.page, columns, many))
                continue
            column, pairs = node.get(of, many, before, counts)
            if isinstance(node, Place):
                columns["start"], columns["end"] = column
            else:
                columns[field] = column
            if pairs is not None:
                before, found, counts = pairs, found or pairs, [1] * many
        return self._made(columns, many), found

    def _made(self, columns: dict[str, Sequence[Any]], many: int) -> list[Any]:
        if self._kind is None:
            return [None] * many
        if self._order is not None:
            rows = list(columns.values())
            return list(map(self._kind, *(rows[n] for n in self._order)))
        known = [name for name in self._names if name in self._kind.__struct_fields__]
        return [self._kind(**{name: columns[name][n] for name in known}) for n in range(many)]


Node = Value | Place | Many | Maybe | Group
Layout = Any


def _counted(letter: str) -> Callable[..., Sequence[Any]]:
    return lambda page, columns, many: [f"{letter}{n}" for n in range(1, many + 1)]


def _field(name: str) -> Callable[..., Sequence[Any]]:
    return lambda page, columns, many: columns[name]


def _words(page: Page, columns: dict[str, Sequence[Any]], many: int) -> Sequence[Any]:
    """The words of each entity's first mention."""
    text = page.text
    return [text[each[0].start : each[0].end] if each else None for each in columns["mentions"]]


# What a field may well hold, from the article and the fields of its struct that come before it. Records are packed by
# this: what it says of a field is never changed.
_EXPECTED: dict[str, Callable[..., Iterable[Any]]] = {
    "Entity.id": _counted("e"),
    "Time.id": _counted("t"),
    "Statement.id": _counted("s"),
    "Event.id": _counted("v"),
    "Relation.id": _counted("r"),
    "Entity.name": _words,
    "Time.begin": _field("value"),
    "Time.until": _field("begin"),
    "EventTime.begin": _field("value"),
    "EventTime.until": _field("begin"),
    "Article.text": lambda page, columns, many: [page.text],
    "Article.source": _field("url"),
    "Statement.said_on": lambda page, columns, many: repeat(page.day, many),
    "Relation.until": _field("since"),
}
# Fields that come first, as others are expected from them.
_FIRST = {"Entity": ("mentions",), "Event": ("trigger", "mentions"), "Article": ("url",)}


def layout(kind: Any = model.Record) -> Layout:
    """What a record's type looks like, as JSON: {struct: fields}, ["many" | "maybe", of what], or null for a value."""
    arguments = [one for one in typing.get_args(kind) if one not in (types.NoneType, Ellipsis)]
    origin = typing.get_origin(kind)
    if origin is tuple:
        return ["many", layout(arguments[0])]
    if origin in (types.UnionType, Union) and len(arguments) == 1 and _is_struct(arguments[0]):
        return ["maybe", layout(arguments[0])]
    if not _is_struct(kind):
        return None
    name = kind.__name__
    hints = typing.get_type_hints(kind)
    fields = dict.fromkeys((*_FIRST.get(name, ()), *hints))
    found = {field: layout(hints[field]) for field in fields}
    if "start" in found:
        del found["start"], found["end"]
        found = {"start end": None, **found}
    return {name: found}


def _is_struct(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Struct)


def node(shape: Layout, path: str) -> Node:
    """What writes and reads a layout."""
    if shape is None:
        return Place(path.removesuffix(".start end")) if path.endswith(".start end") else Value(path)
    if isinstance(shape, list):
        return (Many if shape[0] == "many" else Maybe)(path, node(shape[1], path))
    ((name, fields),) = shape.items()
    return Group(path, name, {field: node(inner, f"{path}.{field}") for field, inner in fields.items()})
