"""`readout met`: who met whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readout.cli.common import options, since_option, until_option
from readout.cli.linking import over_articles

if TYPE_CHECKING:
    from readout.link.questions import Asked, Line


@click.command("met", short_help="Tell who met whom.")
@click.argument("who", metavar="NAME", nargs=1)
@options(
    since_option,
    until_option,
)
@over_articles("lines")
def command(asked: Asked, who: str, since: str | None, until: str | None) -> list[Line]:
    """List the meetings and talks of someone that took place, by day, with the words that say so.

    \b
    Examples:
      readout met Putin
      readout met Macron --from 2025-01 --to 2025-06 --json
    """
    return asked.met(who, since, until)
