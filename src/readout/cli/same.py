"""`readout same`: two of the store are one."""

from __future__ import annotations

import click

from readout.cli.common import judging


@click.command("same", short_help="Judge that two are one.")
@judging("positive")
def command() -> None:
    """Judge that two persons, bodies or places are one, over all articles, now and whenever they are read again.

    Each is a number (@12) of `readout who`, an entity of an article (3f9a2c:e4), or a name, which stands for all that
    go by it. A judgement of yours wins over readout's own; the last one on two counts; --undo takes yours back. All
    are kept, with user and time (`readout who --judgements`).

    \b
    Examples:
      readout same "Volodymyr Zelensky" "Wolodymyr Selenskyj"
      readout same --undo "Volodymyr Zelensky" "Wolodymyr Selenskyj"
    """
