"""`readout schema`: what a record looks like."""

from __future__ import annotations

import json

import click

from readout.cli.common import guarded


@click.command("schema", short_help="Print the JSON Schema of a record.")
@guarded
def command() -> None:
    """Print the JSON Schema (2020-12) of a record, as `readout read --json` and `readout show --json` print it.

    \b
    Examples:
      readout schema > record.schema.json
    """
    from readout.model import schema

    click.echo(json.dumps(schema(), indent=2))
