"""2,000 damaged and harmful files, each read in a child process under limits of time and memory, as one table.

python -m benchmarks.reading.mutated [--count 2000] [--seed 1] [--keep FOLDER]
A file fails when the child dies or raises, takes more than 10 s of processor time or 1 GB, gives neither an article nor
a Problem, gives a Problem of more than one line, or an article whose blocks lie outside its text. Exit status 1 then.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import selectors
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from .hostile import Case, cases

SECONDS, BYTES = 10.0, 1_000_000_000
# A child that gives no answer for so long by the clock hangs, whatever its processor time: other work may hold it up.
_PATIENCE = 90.0


class Outcome(NamedTuple):
    """What became of a file: what is wrong ("" for nothing), processor time, the most memory, articles and Problems."""

    case: Case
    wrong: str
    seconds: float
    peak: int
    articles: int
    problems: int


class Child:
    """A process that reads one file after another; a new one takes its place when it was ended."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None

    def read(self, path: Path) -> dict[str, float | int | str]:
        """What the child tells of a file, or what ended it."""
        if self.process is None or self.process.poll() is not None:
            command = [sys.executable, "-m", "benchmarks.reading.mutated", "--child"]
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        child = self.process
        assert child.stdin
        assert child.stdout
        child.stdin.write(f"{path}\n".encode())
        child.stdin.flush()
        with selectors.DefaultSelector() as ready:
            ready.register(child.stdout, selectors.EVENT_READ)
            if not ready.select(_PATIENCE):
                self.close()
                return {"wrong": f"no answer for {_PATIENCE:.0f} s"}
        line = child.stdout.readline()
        if not line:
            return {"wrong": f"the process ended with status {child.wait()}"}
        told: dict[str, float | int | str] = json.loads(line)
        return told

    def close(self) -> None:
        """End the process."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None


def outcomes(some: Iterable[Case], folder: Path) -> Iterable[Outcome]:
    """What becomes of each file, which is written to the folder to be read."""
    child = Child()
    try:
        for case in some:
            path = folder / case.name
            path.write_bytes(case.data)
            told = child.read(path)
            seconds, peak = float(told.get("seconds", 0)), int(told.get("peak", 0))
            wrong = str(told.get("wrong", ""))
            if not wrong and seconds > SECONDS:
                wrong = f"took {seconds:.1f} s"
            if not wrong and peak > BYTES:
                wrong = f"took {peak / 1e6:.0f} MB"
            yield Outcome(case, wrong, seconds, peak, int(told.get("articles", 0)), int(told.get("problems", 0)))
            if not wrong:
                path.unlink()
    finally:
        child.close()


def _child() -> None:
    """Read the files named on standard input, tell of each on standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (4 * BYTES, 4 * BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # what a library prints must not come between
    for line in sys.stdin:
        _forget_peak()
        start = time.process_time()
        try:
            articles, problems, wrong = verdict(line.rstrip("\n"))
        except BaseException as error:
            articles, problems, wrong = 0, 0, f"raised {type(error).__name__}: {error}"[:300]
        seconds = time.process_time() - start
        told = {"wrong": wrong, "seconds": seconds, "peak": _peak(), "articles": articles, "problems": problems}
        out.write(json.dumps(told).encode() + b"\n")


def verdict(name: str) -> tuple[int, int, str]:
    """The articles and Problems that a file gives, and what is wrong with them ("" for nothing)."""
    from readout.model import Problem, to_json
    from readout.read import read_inputs

    articles = problems = 0
    wrong = ""
    for item in read_inputs([name]):
        if isinstance(item, Problem):
            problems += 1
            if "\n" in item.what or not item.what or len(item.what) > 400:
                wrong = f"a Problem that is no clear line: {item.what[:80]!r}"
            continue
        articles += 1
        to_json(item)
        ends = [0, *(at for block in item.blocks for at in (block.start, block.end)), len(item.text)]
        if ends != sorted(ends):
            wrong = "blocks that are not in the text"
    return articles, problems, wrong or ("" if articles or problems else "neither an article nor a Problem")


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def _peak() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


def table(found: Iterable[Outcome]) -> str:
    """A line for each kind of damage: files, articles and Problems, the longest time, the most memory, what failed."""
    rows: defaultdict[str, list[Outcome]] = defaultdict(list)
    for one in found:
        rows[one.case.kind].append(one)
        rows["all"].append(one)
    lines = [f"{'kind':32} {'files':>6} {'articles':>9} {'problems':>9} {'most s':>7} {'most MB':>8} {'failed':>7}"]
    for kind in sorted(rows, key=lambda k: (k == "all", k)):
        some = rows[kind]
        articles, problems = sum(o.articles for o in some), sum(o.problems for o in some)
        most, peak = max(o.seconds for o in some), max(o.peak for o in some) / 1e6
        failed = sum(bool(o.wrong) for o in some)
        lines.append(f"{kind:32} {len(some):6} {articles:9} {problems:9} {most:7.2f} {peak:8.0f} {failed:7}")
    lines += [f"{o.case.name}: {o.wrong}" for o in rows["all"] if o.wrong]
    return "\n".join(lines)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder that keeps the files that failed")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        _child()
        return 0
    with tempfile.TemporaryDirectory() as folder:
        kept = args.keep or Path(folder)
        kept.mkdir(parents=True, exist_ok=True)
        found = []
        for one in outcomes(cases(args.count, args.seed), kept):
            found.append(one)
            if one.wrong:
                print(f"{one.case.kind}: {one.case.name}: {one.wrong}", file=sys.stderr, flush=True)
    print(table(found))
    return 1 if any(o.wrong for o in found) else 0


if __name__ == "__main__":
    sys.exit(main())
