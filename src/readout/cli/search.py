"""`readout search`: articles by their words."""

from __future__ import annotations

import click

from readout.cli.common import asking, guarded, opened, print_rows


@click.command("search", short_help="Find articles by their words.")
@click.argument("words", nargs=-1, required=True)
@asking
@guarded
def command(words: tuple[str, ...], store: str | None, limit: int, as_json: bool, quiet: bool, verbose: bool) -> None:
    """Find articles with these words, the best first, each with the passage that shows it.

    All WORDS must occur, in any form ("visit" finds "visited"). "A phrase" in double quotes, prefix*, AND, OR, NOT and
    brackets work too; put quotes of the shell around them.

    \b
    Examples:
      readout search parade moscow
      readout search '"victory day" AND (xi OR fico)'
      readout search 'ceasefire NOT gaza' --json
    """
    from readout.present.text import hits

    with opened(store, verbose) as kept:
        print_rows(lambda n, at: kept.search(" ".join(words), limit=n, offset=at), hits, limit, as_json, quiet)
