"""Pages for the tests of the command line, and a way to run the command as its users do."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from readout import read
from readout.cli import commands
from readout.model import to_json

READOUT = str(Path(sysconfig.get_path("scripts")) / "readout")

BRIDGE = """<!doctype html><html lang="en"><head><title>Governor opens bridge</title>
<meta property="og:title" content="Governor opens bridge"><meta property="og:site_name" content="River Courier">
<meta property="article:published_time" content="2024-03-05T09:00:00Z"></head><body><article>
<h1>Governor opens bridge</h1>
<p>Kenyan President William Ruto arrived in Nairobi on Tuesday, the Interior Ministry said.</p>
<p>"We will finish the second bridge next year," Ruto told reporters at the ceremony.</p>
<p>French President Emmanuel Macron is expected to visit Kenya in May, officials said.</p>
</article></body></html>"""

STRIKE = """Dock workers end strike

By Ann Osei | March 6, 2024

ACCRA - Dock workers in Ghana ended a strike on Wednesday after talks with the government, their union said.

"This agreement protects every job," union leader Kofi Mensah said.
"""

LINES = [
    {
        "id": "3f9a2c41d0aa",
        "title": "Ministers meet in Oslo",
        "published": "2024-03-07",
        "publisher": "Fjord Post",
        "text": "Norwegian Prime Minister Jonas Store met Finnish President Alexander Stubb in Oslo on Thursday. "
        "Stubb said that both countries wanted a new treaty. He will travel to Sweden on Friday.",
    },
    {
        "id": "b07",
        "published": "2024-03-08",
        "text": "Peru denied on Friday that it had sent troops to the border. “No,” Zoë Łukasz said. 😀",
    },
]


def make_pages(folder: Path) -> Path:
    """A folder of good pages: HTML, text, JSON lines."""
    folder.mkdir(parents=True)
    (folder / "bridge.html").write_text(BRIDGE, encoding="utf-8")
    (folder / "lines.jsonl").write_text("".join(json.dumps(line) + "\n" for line in LINES), encoding="utf-8")
    (folder / "strike.txt").write_text(STRIKE, encoding="utf-8")
    return folder


def make_gold(folder: Path) -> None:
    """Records of a page as `evaluate` takes them: gold/, a second reading, those of an old version."""
    record = to_json(read(BRIDGE.encode(), source="bridge.html"))
    for name in ("gold/bridge.json", "second/bridge.json", "old.jsonl"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(record, encoding="utf-8")


def make_bad_pages(folder: Path) -> list[Path]:
    """Files that cannot be read, each for a reason of its own; the last one does not exist."""
    folder.mkdir(parents=True)
    files = {
        "empty.html": b"",
        "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
        "cut.jsonl.gz": gzip.compress(json.dumps(LINES[0]).encode() * 50)[:60],
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    with (folder / "huge.txt").open("wb") as huge:
        huge.truncate(200_000_000)
    return [*(folder / name for name in files), folder / "huge.txt", folder / "missing.html"]


def environment(store: Path | str) -> dict[str, str]:
    """The environment of a user with this store."""
    return {**os.environ, "READOUT_STORE": str(store), "NO_COLOR": "1", "COLUMNS": "100"}


def run(*arguments: str | Path, store: Path | str = "/nowhere", **more: Any) -> subprocess.CompletedProcess[str]:
    """One run of the installed command."""
    return subprocess.run(
        [READOUT, *map(str, arguments)],
        env=environment(store),
        text=True,
        encoding="utf-8",
        capture_output=True,
        timeout=120,
        check=False,
        **more,
    )


def call(*arguments: str | Path, store: Path | str = "/nowhere") -> subprocess.CompletedProcess[str]:
    """A run inside this process, which has everything loaded: for the many runs that need no process of their own."""
    done = CliRunner(env={**environment(store), "READOUT_JOBS": "0"}).invoke(
        commands, list(map(str, arguments)), catch_exceptions=False, standalone_mode=False
    )
    status = done.return_value if isinstance(done.return_value, int) else done.exit_code
    return subprocess.CompletedProcess(arguments, status, done.stdout, done.stderr)


def start(*arguments: str | Path, store: Path | str = "/nowhere", **more: Any) -> subprocess.Popen[str]:
    """The command running, with Ctrl-C as a terminal sends it."""
    return subprocess.Popen(
        [sys.executable, "-m", "readout", *map(str, arguments)],
        env=environment(store),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        **more,
    )


def failures(text: str) -> list[str]:
    """What a run complains of; fails on anything on standard error that is no such line."""
    lines = text.splitlines()
    assert all(line.startswith("readout: ") for line in lines), text
    return [line.removeprefix("readout: ") for line in lines]


def rows(text: str) -> list[dict[str, Any]]:
    """JSON objects, one a line."""
    return [json.loads(line) for line in text.splitlines()]
