"""`readout said`: who says what, over all articles of the store."""

from __future__ import annotations

import click

from readout.cli.common import asking, guarded, opened, options, print_rows, since_option, until_option


@click.command("said", short_help="List who says what.")
@options(
    click.option(
        "--by", metavar="NAME", help="Who says it: a name, a country, an ISO code, or an unnamed source's words."
    ),
    click.option("--about", metavar="WORDS", help="Words of what is said, or someone whom it mentions."),
    since_option,
    until_option,
)
@asking
@guarded
def command(
    by: str | None,
    about: str | None,
    since: str | None,
    until: str | None,
    store: str | None,
    limit: int,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """List statements, the latest first: who says what to whom, passed on by whom, in the exact words.

    --about takes words as `readout search` does, and finds pronouns too where the article tells who is meant. The date
    is the day it was said, or else the publication date.

    \b
    Examples:
      readout said --by Kremlin
      readout said --by officials --about sanctions
      readout said --about Fico --from 2025-05 --json
    """
    from readout.present.text import statements

    with opened(store, verbose) as kept:
        print_rows(
            lambda n, at: kept.statements(by, about, since, until, limit=n, offset=at),
            statements,
            limit,
            as_json,
            quiet,
        )
