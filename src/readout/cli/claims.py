"""`readout claims`: who says what, and who contradicts it."""

from __future__ import annotations

import click

from readout.cli.common import asking, guarded, options
from readout.cli.linking import linked, on_option, print_found


@click.command("claims", short_help="Tell who says and who denies what.")
@options(
    click.option("--about", "who", metavar="NAME", multiple=True, help="Someone takes part; may be given again."),
    click.option("--contradicted", is_flag=True, help="Only what two articles cannot both be right about."),
    on_option,
)
@asking
@guarded
def command(
    who: tuple[str, ...],
    contradicted: bool,
    on: str | None,
    store: str | None,
    limit: int,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """List what others say or deny of one event, the first to say it first, and where articles contradict each other.

    A source counts once however many articles pass it on, and so does an article that others copy. Contradictions are
    about a status (happened or denied), a date, a place or a number, each with the words of both sides.

    \b
    Examples:
      readout claims --contradicted
      readout claims --about Sudan --json
    """
    from readout.present.linked import claims

    print_found(linked(store, on, verbose).claims(who, contradicted), claims, limit, as_json, quiet)
