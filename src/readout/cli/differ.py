"""`readout differ`: two of the store are not one."""

from __future__ import annotations

import click

from readout.cli.common import judging


@click.command("differ", short_help="Judge that two are not one.")
@judging("negative")
def command() -> None:
    """Judge that two persons, bodies or places are not one, whatever readout takes them for.

    Each is a number (@12) of `readout who`, an entity of an article (3f9a2c:e4), or a name, which stands for all that
    go by it; two of one name are told apart by articles. A judgement of yours wins over readout's own; the last one on
    two counts; --undo takes yours back.

    \b
    Examples:
      readout differ "Kim Jong Un" "Kim Jong Il"
      readout differ 3f9a2c:e4 77ab01:e2
    """
