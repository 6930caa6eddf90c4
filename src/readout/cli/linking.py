"""What the verbs that ask share: the store or its articles linked, and rows printed."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

import click

from readout.cli.common import Command, asking, complain, first_day, guarded, opened, print_json, print_rows

if TYPE_CHECKING:
    from readout.link.questions import Asked
    from readout.store import Store

Row = TypeVar("Row")

on_option = click.option(
    "--on", type=first_day, metavar="DATE", help="Ask as on this day; default: today. Later plans are upcoming."
)


class Asks(NamedTuple):
    """What a verb asks: the store or its linked articles, by which function, shown by which one of `present`."""

    over: Literal["store", "articles"]
    function: Callable[..., Any]
    form: str


def over_store(form: str) -> Callable[[Command], Command]:
    """A verb that asks the store: given it and its own options it returns what gives rows by limit and offset, and
    `present.text` shows them as its function `form` does.
    """

    def decorated(function: Command) -> Command:
        @asking
        @guarded
        @functools.wraps(function)
        def run(store: str | None, limit: int, as_json: bool, quiet: bool, verbose: bool, **own: Any) -> None:
            from readout.present import text as shown

            with opened(store, verbose) as kept:
                print_rows(function(kept, **own), getattr(shown, form), limit, as_json, quiet)

        run.__dict__["asks"] = Asks("store", function, form)
        return run

    return decorated


def over_articles(form: str, coming: bool = False) -> Callable[[Command], Command]:
    """A verb that asks the linked articles: given them and its own options it returns rows, and `present.linked` shows
    them as its function `form` does. With `coming` it is about days to come: an old store is told by when to ask.
    """

    def decorated(function: Command) -> Command:
        @on_option
        @asking
        @guarded
        @functools.wraps(function)
        def run(
            on: str | None, store: str | None, limit: int, as_json: bool, quiet: bool, verbose: bool, **own: Any
        ) -> None:
            from readout.present import linked as shown

            with opened(store, verbose) as kept:
                rows = function(linked_articles(kept, on), **own)
                newest = None if rows or on else newest_day(kept)
            print_found(rows, getattr(shown, form), limit, as_json, quiet)
            if newest and coming and not quiet:
                complain(f"the newest article is of {newest}: --on {newest} asks as on that day")

        run.__dict__["asks"] = Asks("articles", function, form)
        return run

    return decorated


def linked_articles(kept: Store, on: str | None) -> Asked:
    """The articles of an open store, linked, as known on a day; default: today."""
    from datetime import date

    from readout.link.questions import Asked
    from readout.store.linking import linked

    return Asked(linked(kept), on or date.today().isoformat())


def newest_day(kept: Store) -> str | None:
    """The day of a store's newest article, where that is before today."""
    from datetime import date

    row = next(iter(kept.articles(limit=1)), None)
    day = row.published[:10] if row and row.published else None
    return day if day and day < date.today().isoformat() else None


def print_found(
    rows: Iterable[Row], shown: Callable[[Iterable[Row]], Iterator[str]], limit: int, as_json: bool, quiet: bool
) -> None:
    """Rows for people, or for programs one JSON object a line; at most `limit`, 0 for all."""
    every: list[Any] = list(rows)
    kept = every[:limit] if limit else every
    if as_json:
        for row in kept:
            print_json(row)
        return
    if not every and not quiet:
        click.echo("nothing found")
    for line in shown(kept):
        click.echo(line)
    if len(every) > len(kept) and not quiet:
        complain(f"there are more than {limit}; --limit 0 prints all")
