"""A person's word on events, as it is kept."""

from __future__ import annotations

from typing import get_args

from msgspec import Struct

from readout.model import Status

STATUSES: tuple[str, ...] = get_args(Status)


class Telling(Struct, frozen=True, order=True):
    """The words article.text[start:end] that tell of an event: they outlast its number in a record."""

    article: str
    start: int
    end: int


class Judgement(Struct, frozen=True):
    """A person's word on one telling ("right", "wrong", a status) or on two ("same", "different"); the last counts."""

    judgement: str
    one: Telling
    other: Telling | None = None
