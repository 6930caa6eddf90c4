"""`readout timeline`: what happened to someone, between several, or in a story, by day."""

from __future__ import annotations

import click

from readout.cli.common import asking, guarded, options, since_option, until_option
from readout.cli.linking import linked, on_option, print_found


@click.command("timeline", short_help="Tell what happened, by day.")
@click.argument("who", metavar="NAME...", nargs=-1)
@options(
    click.option("--story", "article", metavar="ID", help="Only the story that this article belongs to."),
    since_option,
    until_option,
    on_option,
)
@asking
@guarded
def command(
    who: tuple[str, ...],
    article: str | None,
    since: str | None,
    until: str | None,
    on: str | None,
    store: str | None,
    limit: int,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """List events over all articles by day, each once, with its newest status and the words of every telling.

    Several names ask for events that all take part in: a person, a state (its name or ISO code), a pair. A status is
    planned, confirmed, uncertain, happened, postponed, cancelled, fell through, or unreported once its day has passed.

    \b
    Examples:
      readout timeline "Xi Jinping"
      readout timeline China Russia --from 2025-05
      readout timeline --story 3f9a2c41d0aa --json
    """
    from readout.present.linked import lines

    print_found(
        (row for row, _ in linked(store, on, verbose).lines(who, since, until, article)), lines, limit, as_json, quiet
    )
