"""What programs may write: pages to be read and kept, and judgements. What is judged is never lost, only added to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from msgspec import Struct

from readout.model import Problem as Unread
from readout.model import ReadoutError, Record
from readout.present.http import asked
from readout.present.http.access import Caller
from readout.present.http.asked import iso
from readout.present.http.problems import Refusal
from readout.present.http.questions import Books
from readout.present.words import explained
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


class TokenMade(Struct, frozen=True):
    """A token that was made, told this once: the store keeps no more than a hash of it."""

    token: str
    name: str
    scope: Scope
    until: str | None


class Action(NamedTuple):
    """Something that may be written: its path, the type of the body and of the answer, and what scope it takes.

    Without a body it takes away (DELETE) what the rest of its path (`{name}`) names, and answers nothing.
    """

    path: str
    about: str
    body: type[Struct] | None
    answers: type[Struct] | None
    scope: Scope
    do: Callable[[Store, Any, Caller, Reader | None], tuple[int, Struct | None]]
    tag: str

    @property
    def method(self) -> str:
        """By which method of HTTP it is done."""
        return "POST" if self.body else "DELETE"


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
    if (said.judgement in ("same", "different", "none")) != (said.other is not None):
        raise Refusal(400, "same, different and none are said of two events, every other word of one.")
    store.judge_event(said.judgement, who.name, said.one, said.other)
    return 201, Noted(who.name)


def _make_token(store: Store, new: asked.NewToken, _: Caller, __: Reader | None) -> tuple[int, TokenMade]:
    try:
        made = store.tokens.make(new.name, new.scope, new.until)
    except ReadoutError as error:
        if error.where != new.name:  # the store itself failed
            raise
        raise Refusal(409, "There is a token of this name.", explained(error)) from error
    return 201, TokenMade(made, new.name, new.scope, iso(new.until))


def _remove_token(store: Store, name: str, _: Caller, __: Reader | None) -> tuple[int, None]:
    try:
        store.tokens.remove(name)
    except ReadoutError as error:
        if error.where != name:
            raise
        raise Refusal(404, "There is no token of this name.") from error
    return 204, None


_TOKENS = "/tokens"
ACTIONS: tuple[Action, ...] = (
    Action("/articles", "Read a page and keep what it reports.", asked.NewPage, Added, "admin", _add, "articles"),
    Action("/judgements/entities", "Judge whether two are one.", asked.Alike, Settled, "review", _alike, "judgements"),
    Action("/judgements/events", "Judge an event, or two.", asked.OnEvent, Noted, "review", _on_event, "judgements"),
    Action(_TOKENS, "Make a token, told this once.", asked.NewToken, TokenMade, "admin", _make_token, "tokens"),
    Action(f"{_TOKENS}/{{name}}", "Let nobody in by a token any more.", None, None, "admin", _remove_token, "tokens"),
)


def written(
    books: Books, action: Action, body: bytes, name: str, who: Caller, reader: Reader | None
) -> tuple[int, Struct | None]:
    """Do it, and say with which status and what came of it."""
    return action.do(books.store, asked.said(body, action.body) if action.body else name, who, reader)
