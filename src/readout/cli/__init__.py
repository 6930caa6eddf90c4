"""The `readout` command: one verb, one file."""

from __future__ import annotations

import click


@click.group()
def main() -> None:
    """Read news and keep a sourced record of what it reports."""


@main.command()
@click.argument("pages", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True)
def read(pages: tuple[str, ...], as_json: bool) -> None:
    """Print the record of each page."""
    from readout.flow import records
    from readout.model import Article, to_json
    from readout.read import read_inputs

    for one in records(a for a in read_inputs(pages) if isinstance(a, Article)):
        click.echo(to_json(one))
