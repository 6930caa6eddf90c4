"""What corrections did, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from readout.model import EventTime
from readout.present.words import plain, when
from readout.store.corrections_model import Change, Correction, Seat, Who, Words

_DONE = {
    "accept": "accepted",
    "reject": "rejected",
    "correct": "corrected",
    "add": "added",
    "merge": "merged",
    "split": "split",
    "undo": "taken back",
}
_FIELDS = {
    "attendee_count": "attending",
    "participants": "parties",
    "said_on": "said on",
    "voice": "quoted",
    "into": "with",
    "mentions": "split off",
    "trigger": "words",
    "time": "when",
    "place": "where",
    "sources": "according to",
}


class Done(Struct, frozen=True):
    """A line of the history: who did what to which words, and when; `undone` where it no longer counts."""

    number: int
    article: str
    version: int
    part: str
    words: str
    kind: str
    action: str
    done: str
    changed: tuple[tuple[str, str], ...]
    user: str
    made: str
    note: str | None
    undoes: int | None
    undone: bool
    adrift: bool


def history(rows: Iterable[Correction], undone: Iterable[int], adrift: Iterable[int] = ()) -> Iterator[Done]:
    """Corrections as lines of a history."""
    gone, lost = frozenset(undone), frozenset(adrift)
    for row in rows:
        kind = row.whole.fields().get("type") or ""
        yield Done(
            number=row.number,
            article=row.article,
            version=row.version,
            part=row.part,
            words=" ".join(row.at.exact.split()),
            kind=plain(str(kind)),
            action=row.action,
            done=_DONE[row.action],
            changed=tuple(told(row.change)),
            user=row.user,
            made=row.made,
            note=row.note,
            undoes=row.undoes,
            undone=row.number in gone,
            adrift=row.number in lost,
        )


def told(change: Change) -> Iterator[tuple[str, str]]:
    """Each field that is set, and its value in words."""
    for name, value in change.fields().items():
        yield _FIELDS.get(name, name), shown(value)


def shown(value: Any) -> str:
    """A value in words."""
    if value is None or value == ():
        return "none"
    if isinstance(value, Words):
        return f"“{' '.join(value.exact.split())}”"
    if isinstance(value, Who):
        return value.name
    if isinstance(value, Seat):
        own = f", {value.status}" if value.status else ""
        why = f", {value.reason}" if value.reason else ""
        return f"{value.who.name} ({value.role}{own}{why})"
    if isinstance(value, EventTime):
        return when(value) or value.value or "undated"
    if isinstance(value, tuple):
        return "; ".join(map(shown, value))
    return plain(str(value))
