"""`readout upcoming`: what is planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readout.cli.common import options
from readout.cli.linking import over_articles

if TYPE_CHECKING:
    from readout.link.questions import Asked, Line


@click.command("upcoming", short_help="Tell what is coming.")
@options(
    click.option("--who", metavar="NAME", multiple=True, help="Someone takes part; may be given again."),
)
@over_articles("lines", coming=True)
def command(asked: Asked, who: tuple[str, ...]) -> list[Line]:
    """List what is planned for today or later by day: how sure it is, who says so, in which words.

    What was called off, put off without a new day, or has happened is left out.

    \b
    Examples:
      readout upcoming
      readout upcoming --who France --on 2025-05-01 --json
    """
    return asked.upcoming(who)
