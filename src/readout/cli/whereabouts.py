"""`readout whereabouts`: where someone was and is to be, by day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readout.cli.common import options, since_option, until_option
from readout.cli.linking import over_articles

if TYPE_CHECKING:
    from readout.link.questions import Asked, Leg


@click.command("whereabouts", short_help="Tell where someone was, by day.")
@click.argument("who", metavar="NAME", nargs=1)
@options(
    since_option,
    until_option,
)
@over_articles("legs")
def command(asked: Asked, who: str, since: str | None, until: str | None) -> list[Leg]:
    """List the places of one person by day, with the confidence of each and the words that say so.

    Confidence grows with the articles that tell it; what is only planned or uncertain has less of it.

    \b
    Examples:
      readout whereabouts Lavrov --from 2025-05
      readout whereabouts "Xi Jinping" --json
    """
    return asked.whereabouts(who, since, until)
