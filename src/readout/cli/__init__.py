"""The `readout` command: one verb, one file. A verb's module is loaded when the verb is used or listed."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import NoReturn

import click

VERBS = (
    *("read", "add", "watch", "search", "events", "said", "show", "copies", "compare"),
    *("link", "people", "who", "same", "differ", "review"),
    *("timeline", "whereabouts", "met", "claims", "changes", "upcoming", "brief", "alert"),
    *("speak", "hear", "backup", "restore", "forget", "compact"),
    *("code", "export", "bulk", "ask", "serve", "user", "token", "mcp", "evaluate", "bench", "schema", "completion"),
)
INTERRUPTED = 130


class _Verbs(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(f"readout.cli.{cmd_name}").command
        return command


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="readout-news", prog_name="readout")
def commands() -> None:
    """Read news pages and keep a sourced record of what they report: who says so, what happened or is planned, who
    takes part, where, when, how sure, and the exact words.

    \b
    Examples:
      readout read page.html                what one page reports
      readout add pages/                    keep what many pages report
      readout events --who Xi --from 2025   ask what is kept
    """


def main() -> NoReturn:
    """Run the command line: status 0 all well, 1 something failed, 2 wrong usage, 130 interrupted."""
    try:
        status = commands.main(prog_name="readout", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        status = INTERRUPTED
    except BrokenPipeError:
        status = 1  # nobody reads on: no word about it
    except OSError as error:
        where = error.filename or "output"
        click.echo(f"readout: {where}: {error.strerror or error}", err=True)
        status = 1
    _close_output()
    sys.exit(status if isinstance(status, int) else 0)


def _close_output() -> None:
    """Python flushes standard output once more when it ends: what could not be written by now must not fail there."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
