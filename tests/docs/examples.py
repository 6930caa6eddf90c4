"""The examples of the documentation, run as a reader would: `python -m tests.docs.examples --write` prints them anew.

A page's captioned blocks are files; each line after `$ ` in a console block is run in their folder, by one store.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import tempfile
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from unittest.mock import patch

from click.testing import CliRunner

from readout.cli import commands

DOCS = Path(__file__).parents[2] / "docs"
_FILE = re.compile(r"^```\{code-block\} \w+\n:caption: (\S+)\n\n(.*?)^```$", re.M | re.S)
_CONSOLE = re.compile(r"^```console\n\$ (.+)\n((?:.*\n)*?)```$", re.M)
WIDTH = "100"


def pages() -> list[Path]:
    """The pages that show commands with what they print."""
    return [page for page in sorted(DOCS.rglob("*.md")) if _CONSOLE.search(page.read_text("utf-8"))]


def run(text: str) -> Iterator[tuple[str, str, str]]:
    """(command, what the page shows, what it prints) for each command of a page."""
    store = {"READOUT_STORE": "news.sqlite3", "COLUMNS": WIDTH, "NO_COLOR": "1"}
    with tempfile.TemporaryDirectory() as folder, chdir(folder), patch.dict(os.environ, store):
        for name, content in _FILE.findall(text):
            Path(name).write_text(content, "utf-8")
        for command, shown in _CONSOLE.findall(text):
            program, *arguments = shlex.split(command)
            assert program == "readout", command
            done = CliRunner().invoke(commands, arguments, prog_name="readout", catch_exceptions=False)
            yield command, shown, re.sub(r"[ \t]+$", "", done.output, flags=re.M).strip("\n") + "\n"


def written(text: str) -> str:
    """The page with what its commands print now."""
    printed = {command: output for command, _, output in run(text)}
    return _CONSOLE.sub(lambda found: f"```console\n$ {found[1]}\n{printed[found[1]]}```", text)


def main() -> None:
    """Write what the commands print into the pages."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--write", action="store_true", required=True)
    parser.parse_args()
    for page in pages():
        page.write_text(written(page.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
