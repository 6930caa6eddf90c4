"""`readout backup`: a copy of the store while it is used."""

from __future__ import annotations

from pathlib import Path

import click

from readout.cli.common import FILE, guarded, options, quiet_option, store_option, verbose_option


@click.command("backup", short_help="Copy the store while it is used.")
@click.argument("file", metavar="FILE", type=FILE)
@options(store_option, quiet_option, verbose_option)
@guarded
def command(file: str, store: str | None, quiet: bool, verbose: bool) -> None:
    """Copy the whole store, as it is at one moment, to a file; others may read and write it meanwhile.

    A copy of before an article was forgotten still has it: delete such copies too.

    \b
    Examples:
      readout backup copy.sqlite3
    """
    from readout.settings import store_name
    from readout.store.backup import back_up

    size = back_up(store_name(store), Path(file))
    if not quiet:
        click.echo(f"{file}: {size:,} bytes")
