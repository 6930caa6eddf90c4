"""`readout timeline`: what happened to someone, between several, or in a story, by day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readout.cli.common import options, since_option, until_option
from readout.cli.linking import over_articles

if TYPE_CHECKING:
    from readout.link.questions import Asked, Line


@click.command("timeline", short_help="Tell what happened, by day.")
@click.argument("who", metavar="NAME...", nargs=-1)
@options(
    click.option("--story", "article", metavar="ID", help="Only the story that this article belongs to."),
    since_option,
    until_option,
)
@over_articles("lines")
def command(
    asked: Asked, who: tuple[str, ...], article: str | None, since: str | None, until: str | None
) -> list[Line]:
    """List events over all articles by day, each once, with its newest status and the words of every telling.

    Several names ask for events that all take part in: a person, a state (its name or ISO code), a pair. A status is
    planned, confirmed, uncertain, happened, postponed, cancelled, fell through, or unreported once its day has passed.

    \b
    Examples:
      readout timeline "Xi Jinping"
      readout timeline China Russia --from 2025-05
      readout timeline --story 3f9a2c41d0aa --json
    """
    return [line for line, _ in asked.lines(who, since, until, article)]
