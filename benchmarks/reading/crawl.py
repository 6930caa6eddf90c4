"""An archive of the web of 1,000 pages: memory stays flat, and `readout add` goes on after `kill -9` without loss.

python -m benchmarks.reading.crawl [--pages 1000] [--kills 5]
Printed: the most memory for a quarter of the pages and for all of them, pages a second, and what the store holds after
a run that was killed several times compared with one that was not. Exit status 1 when anything is lost or doubled.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

_NAMES = ("Osei", "Brandt", "Marin", "Cruz", "Holm", "Nair", "Weiss", "Prado", "Kamm", "Lund")
_TOWNS = ("Accra", "Oslo", "Lima", "Nairobi", "Tbilisi", "Quito", "Hanoi", "Riga", "Dakar", "Perth")


class Run(NamedTuple):
    """A run of the command: its exit status (negative: a signal), seconds by the clock, the most memory in bytes."""

    status: int
    seconds: float
    peak: int


def archive(path: Path, pages: int, seed: int = 1) -> None:
    """A packed WARC file of so many pages, no two alike; some stand in it twice, some answers are none of a page."""
    make: Any = import_module("tests.read.made")

    def captures() -> Iterator[Any]:
        random = Random(seed)
        for number in range(pages):
            who, town = random.choice(_NAMES), random.choice(_TOWNS)
            day = f"2024-03-{number % 28 + 1:02}T10:00:00Z"
            lines = (
                f"Mayor Ann {who} of {town} opened bridge number {number} on Tuesday, her office said.\n"
                f"Work on it had cost {random.randint(2, 900)} million, {who} told reporters in {town}.\n"
                f"“We will build {number + 1} more,” she said at the ceremony, which {number + 40} people attended."
            )
            page = make.page(f"Bridge {number} opens in {town}", lines, f"https://x.example/{number}", day)
            yield make.Capture(f"https://x.example/{number}", page, when=day)
            if number % 10 == 0:
                yield make.Capture(f"https://x.example/{number}", page, when=day)
                yield make.Capture(f"https://x.example/{number}/gone", page, status="404 Not Found", when=day)

    path.write_bytes(make.warc(captures(), packed=True))


def add(path: Path, store: Path, kill_after: int | None = None) -> Run:
    """`readout add` of an archive; killed (-9) as soon as it has told of so many articles that it keeps."""
    command = [sys.executable, "-c", "import readout.cli; readout.cli.main()", "add", "--fast", "--json", "--quiet"]
    start = time.monotonic()
    child = subprocess.Popen([*command, "--store", str(store), str(path)], stdout=subprocess.PIPE)
    assert child.stdout
    told = 0
    for line in child.stdout:
        told += json.loads(line)["outcome"] == "new"
        if kill_after is not None and told >= kill_after:
            child.kill()
            break
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    child.stdout.close()
    return Run(child.returncode, time.monotonic() - start, usage.ru_maxrss * 1024)


def kept(store: Path) -> list[tuple[str, int, str]]:
    """The articles of a store with the number of their versions and what they say, by id."""
    asked = (
        "SELECT a.name, (SELECT count(*) FROM version v WHERE v.article = a.id), a.hash FROM article a ORDER BY a.name"
    )
    with sqlite3.connect(store) as connection:
        return list(connection.execute(asked))


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=5)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        quarter, whole = Path(folder) / "quarter.warc.gz", Path(folder) / "whole.warc.gz"
        archive(quarter, args.pages // 4)
        archive(whole, args.pages)
        small, large = add(quarter, Path(folder) / "a.sqlite3"), add(whole, Path(folder) / "b.sqlite3")
        print(f"most memory: {small.peak / 1e6:.0f} MB for {args.pages // 4} pages, {large.peak / 1e6:.0f} MB for all")
        print(f"{args.pages / large.seconds:.1f} pages a second by the clock, rules alone, the record of each kept")
        random, broken = Random(2), Path(folder) / "c.sqlite3"
        for _ in range(args.kills):
            run = add(whole, broken, random.randint(1, max(1, args.pages // (args.kills + 1))))
            print(f"killed (status {run.status}) with {len(kept(broken))} articles kept")
        last = add(whole, broken)
        wanted, found = kept(Path(folder) / "b.sqlite3"), kept(broken)
        lost, more = len(set(wanted) - set(found)), len(set(found) - set(wanted))
        doubled = sum(versions > 1 for _, versions, _ in found)
        print(f"after the last run (status {last.status}): {len(found)} articles of {args.pages},", end=" ")
        print(f"{lost} lost, {more} that should not be there, {doubled} doubled")
        return 1 if lost or more or doubled or len(found) != args.pages or large.peak > 1.1 * small.peak else 0


if __name__ == "__main__":
    sys.exit(main())
