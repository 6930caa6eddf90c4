"""What linked articles are looked up in by number: a list, or a store that fetches what is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from readout.link.sketch import Sketch
from readout.model import Record

Kept = TypeVar("Kept", covariant=True)
Found = TypeVar("Found")


class ByNumber(Protocol[Kept]):
    """Something of each article."""

    def __getitem__(self, number: int, /) -> Kept: ...


Records = ByNumber[Record]
Sketches = ByNumber[Sketch]


class Looked(Generic[Found]):
    """Something of each article that is looked up when it is asked for."""

    def __init__(self, look: Callable[[int], Found]) -> None:
        self._look = look

    def __getitem__(self, number: int, /) -> Found:
        return self._look(number)
