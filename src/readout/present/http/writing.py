"""What programs may write: pages to be read and kept, and judgements. What is judged is never lost, only added to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from msgspec import Struct

from readout.model import Problem as Unread
from readout.model import Record
from readout.present.http import asked
from readout.present.http.access import Caller
from readout.present.http.problems import Refusal
from readout.present.http.questions import Books
from readout.store import Added, Store
from readout.store.tokens import Scope

# What reads a page: its bytes, its file's name, its address -> what came of it. Safe to use from several threads.
Reader = Callable[[bytes, str, str | None], Iterator[Record | Unread]]


class Settled(Struct, frozen=True):
    """Whom (@N) the two of a judgement mean now."""

    things: tuple[str, ...]


class Noted(Struct, frozen=True):
    """A judgement was noted, under whose name."""

    user: str


class Action(NamedTuple):
    """Something that may be written: its path, the body's and the answer's type, and what scope it takes."""

    path: str
    about: str
    body: type[Struct]
    answers: type[Struct]
    scope: Scope
    do: Callable[[Store, Any, Caller, Reader | None], tuple[int, Struct]]
    tag: str


def _add(store: Store, new: asked.NewPage, _: Caller, reader: Reader | None) -> tuple[int, Added]:
    if reader is None:
        raise Refusal(501, "Pages are not read here.")
    found = list(reader(new.page.encode(), new.source, new.url))
    records = [one for one in found if isinstance(one, Record)]
    if len(records) != 1:
        wrong = [f"{one.where}: {one.what}" for one in found if isinstance(one, Unread)]
        raise Refusal(400, f"The page holds {len(records)} articles, not one.", wrong)
    done = next(store.add(records))
    return (201 if done.outcome == "new" else 200), done


def _alike(store: Store, said: asked.Alike, who: Caller, _: Reader | None) -> tuple[int, Settled]:
    return 201, Settled(store.judge(said.one, said.other, said.judgement, who.name))


def _on_event(store: Store, said: asked.OnEvent, who: Caller, _: Reader | None) -> tuple[int, Noted]:
    if (said.judgement in ("same", "different")) != (said.other is not None):
        raise Refusal(400, "same and different are said of two events, every other word of one.")
    store.judge_event(said.judgement, who.name, said.one, said.other)
    return 201, Noted(who.name)


ACTIONS: tuple[Action, ...] = (
    Action("/articles", "Read a page and keep what it reports.", asked.NewPage, Added, "admin", _add, "articles"),
    Action("/judgements/entities", "Judge whether two are one.", asked.Alike, Settled, "review", _alike, "judgements"),
    Action("/judgements/events", "Judge an event, or two.", asked.OnEvent, Noted, "review", _on_event, "judgements"),
)


def written(books: Books, action: Action, body: bytes, who: Caller, reader: Reader | None) -> tuple[int, Struct]:
    """Do it, and say with which status and what came of it."""
    return action.do(books.store, asked.said(body, action.body), who, reader)
