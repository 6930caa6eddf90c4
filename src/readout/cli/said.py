"""`readout said`: who says what, over all articles of the store."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from readout.cli.common import options, since_option, until_option
from readout.cli.linking import over_store

if TYPE_CHECKING:
    from readout.store import StatementRow, Store


@click.command("said", short_help="List who says what.")
@options(
    click.option(
        "--by", metavar="NAME", help="Who says it: a name, a country, an ISO code, or an unnamed source's words."
    ),
    click.option("--about", metavar="WORDS", help="Words of what is said, or someone whom it mentions."),
    since_option,
    until_option,
)
@over_store("statements")
def command(
    store: Store, by: str | None, about: str | None, since: str | None, until: str | None
) -> Callable[[int, int], list[StatementRow]]:
    """List statements, the latest first: who says what to whom, passed on by whom, in the exact words.

    --about takes words as `readout search` does, and finds pronouns too where the article tells who is meant. The date
    is the day it was said, or else the publication date.

    \b
    Examples:
      readout said --by Kremlin
      readout said --by officials --about sanctions
      readout said --about Fico --from 2025-05 --json
    """
    return lambda n, at: store.statements(by, about, since, until, limit=n, offset=at)
