"""`readout met`: who met whom."""

from __future__ import annotations

import click

from readout.cli.common import asking, guarded, options, since_option, until_option
from readout.cli.linking import linked, on_option, print_found


@click.command("met", short_help="Tell who met whom.")
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
    """List the meetings and talks of someone that took place, by day, with the words that say so.

    \b
    Examples:
      readout met Putin
      readout met Macron --from 2025-01 --to 2025-06 --json
    """
    from readout.present.linked import lines

    print_found(linked(store, on, verbose).met(who, since, until), lines, limit, as_json, quiet)
