"""`readout upcoming`: what is planned."""

from __future__ import annotations

import click

from readout.cli.common import asking, guarded, options
from readout.cli.linking import linked, on_option, print_found


@click.command("upcoming", short_help="Tell what is coming.")
@options(
    click.option("--who", metavar="NAME", multiple=True, help="Someone takes part; may be given again."),
    on_option,
)
@asking
@guarded
def command(
    who: tuple[str, ...],
    on: str | None,
    store: str | None,
    limit: int,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """List what is planned for today or later by day: how sure it is, who says so, in which words.

    What was called off, put off without a new day, or has happened is left out.

    \b
    Examples:
      readout upcoming
      readout upcoming --who France --on 2025-05-01 --json
    """
    from readout.present.linked import lines

    print_found(linked(store, on, verbose).upcoming(who), lines, limit, as_json, quiet)
