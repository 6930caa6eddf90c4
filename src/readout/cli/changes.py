"""`readout changes`: what became of planned events since a day."""

from __future__ import annotations

import click

from readout.cli.common import asking, first_day, guarded, options
from readout.cli.linking import linked, on_option, print_found


@click.command("changes", short_help="Tell what changed since a day.")
@options(
    click.option("--since", type=first_day, required=True, metavar="DATE", help="In articles from this day on."),
    click.option("--about", "who", metavar="NAME", multiple=True, help="Someone takes part; may be given again."),
    on_option,
)
@asking
@guarded
def command(
    since: str,
    who: tuple[str, ...],
    on: str | None,
    store: str | None,
    limit: int,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """List events whose status changed: planned, then confirmed, happened, postponed, cancelled or fallen through.

    \b
    Examples:
      readout changes --since 2025-05-08
      readout changes --since 2025-05 --about Slovakia --json
    """
    from readout.present.linked import changes

    print_found(linked(store, on, verbose).changes(since, who), changes, limit, as_json, quiet)
