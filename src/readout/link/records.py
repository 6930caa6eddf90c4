"""What linked articles are looked up in by number: a list, or a store that fetches what is asked for."""

from __future__ import annotations

from typing import Protocol, TypeVar

from readout.link.sketch import Sketch
from readout.model import Record

Kept = TypeVar("Kept", covariant=True)


class ByNumber(Protocol[Kept]):
    """Something of each article."""

    def __getitem__(self, number: int, /) -> Kept: ...


Records = ByNumber[Record]
Sketches = ByNumber[Sketch]
