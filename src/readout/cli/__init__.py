"""The `readout` command: one verb, one file. A verb's module is loaded when the verb is used."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import NoReturn

import click

# Each verb with the first sentence of its module, so that listing them loads none.
VERBS = {
    "read": "Print what pages report.",
    "add": "Keep what pages report in the store.",
    "watch": "Follow feeds and keep what they bring.",
    "search": "Find articles by their words.",
    "events": "List what happened or is planned.",
    "said": "List who says what.",
    "show": "Print one article's record.",
    "copies": "Tell which articles are copies, updates or rewrites.",
    "compare": "Tell what changed in an article.",
    "link": "Tell which articles and events belong together.",
    "people": "Keep who is who and who held which office.",
    "who": "Say who is who over all articles.",
    "same": "Judge that two are one.",
    "differ": "Judge that two are not one.",
    "review": "Decide on what is doubtful, and correct it.",
    "timeline": "Tell what happened, by day.",
    "whereabouts": "Tell where someone was, by day.",
    "met": "Tell who met whom.",
    "claims": "Tell who says and who denies what.",
    "changes": "Tell what changed since a day.",
    "upcoming": "Tell what is coming.",
    "brief": "Print a page of what is new.",
    "alert": "Keep questions, and tell what is new.",
    "speak": "Make an article or a brief heard.",
    "hear": "Print what a sound file says.",
    "backup": "Copy the store while it is used.",
    "restore": "Put a copy in the place of the store.",
    "forget": "Take articles out of the store for good.",
    "compact": "Make the store smaller.",
    "code": "Print events as PLOVER or CAMEO rows.",
    "export": "Write calendars, feeds, tables, graphs and more.",
    "bulk": "Read files of many pages to Parquet; merge that.",
    "ask": "Ask the store, or what bulk wrote, in SQL.",
    "serve": "Show the store in a browser.",
    "user": "Say who may sign in to the pages.",
    "token": "Let programs in, by tokens.",
    "mcp": "Answer an assistant about the store (MCP).",
    "evaluate": "Measure records against readings by hand.",
    "bench": "Measure, and tell what many pages would take.",
    "schema": "Print the JSON Schema of a record.",
    "completion": "Print what makes a shell complete commands.",
}
INTERRUPTED = 130


class _Verbs(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(f"readout.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))


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
