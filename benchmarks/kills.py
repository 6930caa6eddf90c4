"""Random kills during `readout add`: workers, the process they are forked from, the parent (which writes), a full disk.

A store is filled while its processes are killed one after the other, and the run is started again whenever that ended
it. After every end the store must pass SQLite's checks; once all kills are done and a run has come to its own end,
every table must equal that of an undisturbed run, but for the moments of writing. Exit status 1 when one does not.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

VICTIMS = ("worker", "forker", "parent", "disk", "interrupt")
_MOMENTS = {"added", "changed", "made"}
_FULL = 200_000  # bytes that a file may grow to on the full disk
_PATIENCE = 900.0


def make_pages(folder: Path, count: int) -> list[Path]:
    """Half of the pages as HTML files, half as JSON lines; one of them twice."""
    folder.mkdir()
    lines = []
    for n in range(count):
        said = f"Minister Ann Osei visited town {n} on Monday. “Road {n} will open in May,” she said in Accra."
        if n % 2:
            lines.append(json.dumps({"id": f"p{n:04}", "title": f"Road {n}", "published": "2024-03-05", "text": said}))
        else:
            page = f"<html><head><title>Road {n}</title></head><body><article><h1>Road {n}</h1><p>{said}</p></article>"
            (folder / f"{n:04}.html").write_text(page, encoding="utf-8")
    (folder / "lines.jsonl").write_text("\n".join([*lines, lines[0]]) + "\n", encoding="utf-8")
    return [folder]


def start(pages: list[Path], store: Path, full: bool = False) -> subprocess.Popen[str]:
    """A run of two workers; on a disk that is full soon when `full`."""

    def prepare() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        if full:
            resource.setrlimit(resource.RLIMIT_FSIZE, (_FULL, resource.RLIM_INFINITY))

    command = [sys.executable, "-m", "readout", "add", "--json", "--fast", "--jobs", "2", "--store", store, *pages]
    return subprocess.Popen(
        list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=prepare
    )


def children(parent: int) -> Iterator[tuple[int, str]]:
    """The processes that a process started, and their commands."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                stat = (folder / "stat").read_text()
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
            if int(stat.rpartition(")")[2].split()[1]) == parent:
                yield int(folder.name), command


def find(victim: str, parent: int, chance: random.Random) -> int | None:
    """The process that is to be killed, once there is one."""
    forkers = [pid for pid, command in children(parent) if "forkserver" in command]
    if victim == "forker":
        return forkers[0] if forkers else None
    workers = [pid for forker in forkers for pid, _ in children(forker)]
    return chance.choice(workers) if workers else None


def check(store: Path) -> None:
    """Raises when the store is not whole."""
    with closing(sqlite3.connect(store)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        if connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,):
            return  # killed before the tables were made
        for table in ("article_words", "statement_words"):
            connection.execute(f"INSERT INTO {table}({table}) VALUES ('integrity-check')")


def content(store: Path) -> dict[str, list[Any]]:
    """Every table, but for the moments of writing."""
    with closing(sqlite3.connect(store)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        found = {}
        for (table,) in names:
            # How the search index is laid out depends on its batches, and the mark of the last write on chance.
            if "_words_" in table or table == "written":
                continue
            columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")') if row[1] not in _MOMENTS]
            shown = ", ".join(f'"{column}"' for column in columns)
            if table.endswith("_words"):
                shown = "rowid"
            found[table] = sorted(connection.execute(f'SELECT {shown} FROM "{table}"').fetchall(), key=repr)
        found["found"] = connection.execute(
            "SELECT rowid FROM article_words WHERE article_words MATCH 'road' ORDER BY rowid"
        ).fetchall()
    return found


def disturb(pages: list[Path], store: Path, victims: list[str], chance: random.Random, most: int) -> Counter[str]:
    """Fill a store while these are killed in turn, each after some outcomes of the run; how the runs ended."""
    ends = Counter[str]()
    todo = list(victims)
    while True:
        full = bool(todo) and todo[0] == "disk"
        running = start(pages, store, full)
        assert running.stdout is not None
        told = 0
        if full:
            todo.pop(0)
        while todo and todo[0] != "disk" and running.poll() is None:
            wanted = told + chance.randint(0, most)
            while told < wanted and running.stdout.readline():
                told += 1
            if strike(todo[0], running, chance):
                ends[todo.pop(0)] += 1
        _, errors = running.communicate(timeout=_PATIENCE)
        assert "Traceback" not in errors, errors
        if store.exists():
            check(store)
        if full and running.returncode:  # what was left may have fitted
            assert running.returncode == 1, errors
            assert "nothing of this batch was kept" in errors, errors
            ends["disk"] += 1
        elif running.returncode == 0 and not todo:
            return ends
        elif running.returncode == 0:
            del todo[: 0 if full else 1]  # the run was over before the blow fell
        else:
            assert running.returncode in (-signal.SIGKILL, 130), errors


def strike(victim: str, running: subprocess.Popen[str], chance: random.Random) -> bool:
    """Kill what is named, waiting until it is there; false when the run ended before."""
    until = time.monotonic() + _PATIENCE
    while running.poll() is None and time.monotonic() < until:
        if victim == "interrupt":
            running.send_signal(signal.SIGINT)
            return True
        pid = running.pid if victim == "parent" else find(victim, running.pid, chance)
        if pid is not None:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
            return True
        time.sleep(0.01)
    return False


def main() -> int:
    """Print what was killed and whether all is as it should be."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--pages", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    ends, rounds, wrong = Counter[str](), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        pages = make_pages(Path(folder) / "pages", options.pages)
        start(pages, Path(folder) / "calm.sqlite3").communicate()
        calm = content(Path(folder) / "calm.sqlite3")
        while ends.total() < options.kills:
            store = Path(folder) / f"{rounds}.sqlite3"
            victims = [chance.choice(VICTIMS) for _ in range(min(3, options.kills - ends.total()))]
            ends += disturb(pages, store, victims, chance, options.pages // 3)
            found = content(store)
            differ = [table for table in calm if found.get(table) != calm[table]]
            wrong += bool(differ)
            rounds += 1
            said = f"differ: {', '.join(differ)}" if differ else "equal"
            print(f"round {rounds}: {', '.join(victims)}: {said}", flush=True)
    kinds = ", ".join(f"{many} {victim}" for victim, many in sorted(ends.items()))
    print(f"{ends.total()} kills ({kinds}) in {rounds} rounds")
    print(f"stores that differ from an undisturbed run: {wrong}")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
