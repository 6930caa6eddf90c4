"""`readout changes`: what became of planned events since a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readout.cli.common import first_day, options
from readout.cli.linking import over_articles

if TYPE_CHECKING:
    from readout.link.questions import Asked, Change


@click.command("changes", short_help="Tell what changed since a day.")
@options(
    click.option("--since", type=first_day, required=True, metavar="DATE", help="In articles from this day on."),
    click.option("--about", "who", metavar="NAME", multiple=True, help="Someone takes part; may be given again."),
)
@over_articles("changes")
def command(asked: Asked, since: str, who: tuple[str, ...]) -> list[Change]:
    """List events whose status changed: planned, then confirmed, happened, postponed, cancelled or fallen through.

    \b
    Examples:
      readout changes --since 2025-05-08
      readout changes --since 2025-05 --about Slovakia --json
    """
    return asked.changes(since, who)
