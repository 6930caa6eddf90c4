"""A person's correction of what an article reports, told in the article's words so that it outlasts a reading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import msgspec
from msgspec import UNSET, Struct, UnsetType

from readout.model import EntityKind, EventTime, Role, Span, StatementKind, Status

Part = Literal["event", "statement", "entity"]
Action = Literal["accept", "reject", "correct", "add", "merge", "split", "undo"]
# So many characters on each side tell one place of the same words from another.
_BESIDE = 32


class Words(Struct, frozen=True, order=True, omit_defaults=True):
    """The words article.text[start:end] of a version, `exact`, with a little of what stands before and after them."""

    start: int
    end: int
    exact: str
    before: str = ""
    after: str = ""

    @property
    def span(self) -> Span:
        """Where they stand in that version."""
        return Span(self.start, self.end)


def words_at(text: str, span: Span) -> Words:
    """The words of a span, as corrections name them."""
    before, after = text[max(0, span.start - _BESIDE) : span.start], text[span.end : span.end + _BESIDE]
    return Words(span.start, span.end, text[span.start : span.end], before, after)


class Who(Struct, frozen=True, omit_defaults=True):
    """Someone or something of the record, by words that mention it there; without words by name and kind alone."""

    name: str
    kind: EntityKind
    at: Words | None = None


class Seat(Struct, frozen=True, omit_defaults=True):
    """Someone's part in an event; `status` and `reason` only where theirs differ from the event's."""

    who: Who
    role: Role
    status: Status | None = None
    reason: str | None = None


class Change(Struct, frozen=True, omit_defaults=True):
    """What a correction sets: only the fields that have a value. `into` is the other of a merge, `mentions` are the
    words that a split takes out; `sources` are statements by their contents' words.
    """

    type: str | UnsetType = UNSET
    status: Status | UnsetType = UNSET
    trigger: Words | UnsetType = UNSET
    participants: tuple[Seat, ...] | UnsetType = UNSET
    place: Who | UnsetType | None = UNSET
    time: EventTime | UnsetType | None = UNSET
    attendee_count: int | UnsetType | None = UNSET
    sources: tuple[Words, ...] | UnsetType = UNSET
    content: tuple[Words, ...] | UnsetType = UNSET
    speaker: Who | UnsetType | None = UNSET
    source: Words | UnsetType | None = UNSET
    cue: Words | UnsetType | None = UNSET
    voice: StatementKind | UnsetType = UNSET
    act: str | UnsetType = UNSET
    said_on: str | UnsetType | None = UNSET
    addressee: Who | UnsetType | None = UNSET
    name: str | UnsetType = UNSET
    kind: EntityKind | UnsetType = UNSET
    role: str | UnsetType | None = UNSET
    country: str | UnsetType | None = UNSET
    into: Words | UnsetType = UNSET
    mentions: tuple[Words, ...] | UnsetType = UNSET

    def fields(self) -> dict[str, Any]:
        """The fields that are set, with their values."""
        pairs = ((name, getattr(self, name)) for name in self.__struct_fields__)
        return {name: value for name, value in pairs if value is not UNSET}


NOTHING = Change()


class Correction(Struct, frozen=True):
    """One change by a person: to the item at these words, as version `version` of the article has them.

    `change` is what they set, `whole` the item as it stood afterwards; `undoes` is the number of the one taken back;
    `made` is the UTC time (ISO 8601).
    """

    number: int
    article: str
    version: int
    part: Part
    at: Words
    action: Action
    user: str
    made: str
    change: Change = NOTHING
    whole: Change = NOTHING
    undoes: int | None = None
    note: str | None = None


def in_force(rows: Sequence[Correction]) -> list[Correction]:
    """Those that nobody took back, what takes others back among them; what takes back one of these lets it stand."""
    gone: set[int] = set()
    for row in reversed(rows):
        if row.action == "undo" and row.number not in gone and row.undoes is not None:
            gone.add(row.undoes)
    return [row for row in rows if row.number not in gone]


def standing(rows: Sequence[Correction]) -> list[Correction]:
    """The corrections that count, in their order."""
    return [row for row in in_force(rows) if row.action != "undo"]


def to_column(change: Change) -> str:
    """A change as it lies in its column."""
    return msgspec.json.encode(change).decode()


def from_column(column: str) -> Change:
    """The change in a column."""
    return msgspec.json.decode(column, type=Change)
