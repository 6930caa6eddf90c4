"""`readout token`: who may ask the store over HTTP."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from readout.cli.common import (
    guarded,
    last_day,
    opened,
    options,
    print_listed,
    printing,
    quiet_option,
    store_option,
    verbose_option,
)

if TYPE_CHECKING:
    from readout.store.tokens import TokenRow


@click.group("token", short_help="Let programs in, by tokens.")
def command() -> None:
    """Make and remove the tokens by which programs ask the HTTP API of `readout serve` (docs/api.md).

    \b
    Examples:
      readout token add desk --scope review
      readout token list
    """


@command.command("add", short_help="Make a token and print it.")
@click.argument("name", metavar="NAME")
@options(
    click.option(
        "--scope",
        type=click.Choice(["read", "review", "admin"]),
        default="read",
        show_default=True,
        help="What it lets do: ask; judge too; add articles too.",
    ),
    click.option("--until", type=last_day, metavar="DATE", help="The last day on which it is good; default: no end."),
    store_option,
    quiet_option,
    verbose_option,
)
@guarded
def add(name: str, scope: str, until: str | None, store: str | None, quiet: bool, verbose: bool) -> None:
    """Make a token and print it: this once only, since the store keeps no more than a hash of it.

    \b
    Examples:
      readout token add calendar
      readout token add desk --scope review --until 2027
    """
    with opened(store, verbose) as kept:
        click.echo(kept.tokens.make(name, scope, date.fromisoformat(until) if until else None))  # type: ignore[arg-type]


@command.command("list", short_help="List the tokens.")
@options(store_option, printing)
@guarded
def listed(store: str | None, as_json: bool, quiet: bool, verbose: bool) -> None:
    """List whose tokens there are, and what each lets do; never the tokens themselves.

    \b
    Examples:
      readout token list
    """
    with opened(store, verbose) as kept:
        rows = kept.tokens.all()
    print_listed(rows, _line, "no tokens", as_json, quiet)


def _line(row: TokenRow) -> str:
    return f"{row.name}: {row.scope}, made {row.made}" + (f", good until {row.until}" if row.until else "")


@command.command("remove", short_help="Let nobody in by a token any more.")
@click.argument("name", metavar="NAME")
@options(store_option, quiet_option, verbose_option)
@guarded
def remove(name: str, store: str | None, quiet: bool, verbose: bool) -> None:
    """Remove a token: who shows it is refused from now on.

    \b
    Examples:
      readout token remove desk
    """
    with opened(store, verbose) as kept:
        kept.tokens.remove(name)
    if not quiet:
        click.echo(f"{name} removed")
