"""What the verbs over linked articles share: the store linked, and rows printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import click

from readout.cli.common import complain, first_day, opened, print_json

if TYPE_CHECKING:
    from readout.link.questions import Asked

Row = TypeVar("Row")

on_option = click.option(
    "--on", type=first_day, metavar="DATE", help="Ask as on this day; default: today. Later plans are upcoming."
)


def linked(store: str | None, on: str | None, verbose: bool) -> Asked:
    """The articles of the store, linked, as known on a day."""
    from datetime import date

    from readout.link.linker import Linker
    from readout.link.questions import Asked

    with opened(store, verbose) as kept:
        linker = Linker(kept.records(), kept.event_judgements())
    return Asked(linker, on or date.today().isoformat())


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
