"""`readout hear`: the words of a sound file."""

from __future__ import annotations

import click

from readout.cli.common import FILE, guarded, options, print_json, printing


@click.command("hear", short_help="Print what a sound file says.")
@click.argument("file", metavar="FILE", type=FILE)
@options(printing)
@guarded
def command(file: str, as_json: bool, quiet: bool, verbose: bool) -> None:
    """Print the words of an audio report, a sentence a line, to be read on as text; English only.

    What a machine heard is no source of exact words: each line has its time, so that it can be checked. It takes the
    extra: pip install 'readout-news[hear]'.

    \b
    Examples:
      readout hear report.mp3
    """
    from pathlib import Path

    from readout.speak.hear import hear

    for heard in hear(Path(file)):
        if as_json:
            print_json({"text": heard.text, "begin": round(heard.begin, 2), "end": round(heard.end, 2)})
        else:
            minutes, seconds = divmod(int(heard.begin), 60)
            click.echo(heard.text if quiet else f"{minutes:02}:{seconds:02}  {heard.text}")
