"""`readout whereabouts`: where someone was and is to be, by day."""

from __future__ import annotations

import click

from readout.cli.common import asking, guarded, options, since_option, until_option
from readout.cli.linking import linked, on_option, print_found


@click.command("whereabouts", short_help="Tell where someone was, by day.")
@click.argument("who", metavar="NAME", nargs=1)
@options(
    since_option,
    until_option,
    on_option,
)
@asking
@guarded
def command(
    who: str,
    since: str | None,
    until: str | None,
    on: str | None,
    store: str | None,
    limit: int,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """List the places of one person by day, with the confidence of each and the words that say so.

    Confidence grows with the articles that tell it; what is only planned or uncertain has less of it.

    \b
    Examples:
      readout whereabouts Lavrov --from 2025-05
      readout whereabouts "Xi Jinping" --json
    """
    from readout.present.linked import legs

    print_found(linked(store, on, verbose).whereabouts(who, since, until), legs, limit, as_json, quiet)
