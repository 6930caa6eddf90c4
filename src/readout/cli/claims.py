"""`readout claims`: who says what, and who contradicts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readout.cli.common import options
from readout.cli.linking import over_articles

if TYPE_CHECKING:
    from readout.link.claims import Claim
    from readout.link.questions import Asked


@click.command("claims", short_help="Tell who says and who denies what.")
@options(
    click.option("--about", "who", metavar="NAME", multiple=True, help="Someone takes part; may be given again."),
    click.option("--contradicted", is_flag=True, help="Only what two articles cannot both be right about."),
)
@over_articles("claims")
def command(asked: Asked, who: tuple[str, ...], contradicted: bool) -> list[Claim]:
    """List what others say or deny of one event, the first to say it first, and where articles contradict each other.

    A source counts once however many articles pass it on, and so does an article that others copy. Contradictions are
    about a status (happened or denied), a date, a place or a number, each with the words of both sides.

    \b
    Examples:
      readout claims --contradicted
      readout claims --about Sudan --json
    """
    return asked.claims(who, contradicted)
