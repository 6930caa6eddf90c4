"""`readout restore`: a copy in the place of the store."""

from __future__ import annotations

from pathlib import Path

import click

from readout.cli.common import FILE, guarded, options, quiet_option, store_option, verbose_option


@click.command("restore", short_help="Put a copy in the place of the store.")
@click.argument("file", metavar="FILE", type=FILE)
@options(
    click.option("--yes", is_flag=True, help="Replace a store that holds articles without asking."),
    store_option,
    quiet_option,
    verbose_option,
)
@guarded
def command(file: str, yes: bool, store: str | None, quiet: bool, verbose: bool) -> None:
    """Put a copy that `readout backup` made in the place of the store; a server that runs goes on with it.

    What was added since the copy is lost. A copy that is damaged or no store is refused, and nothing is changed.

    \b
    Examples:
      readout restore copy.sqlite3 --yes
    """
    from readout.settings import store_name
    from readout.store.backup import restore

    where = store_name(store)
    if not yes and Path(where).exists():
        click.confirm(f"Replace all that {where} holds?", abort=True, err=True)
    articles = restore(Path(file), where)
    if not quiet:
        click.echo(f"{where}: {articles} articles")
