"""What a format is: how its bytes are recognised, and how they become articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from readout.model import Article, Problem
from readout.read.stream import Source, Stream


class Format(NamedTuple):
    """`matches(head, file name)` tells the format by content first; `read` yields articles and problems in order.

    `binary` ones are not checked for being text.
    """

    name: str
    matches: Callable[[bytes, str], bool]
    read: Callable[[Stream, Source], Iterator[Article | Problem]]
    binary: bool = False
