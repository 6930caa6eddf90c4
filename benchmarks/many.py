"""Throughput and memory of `readout add` over very many pages, told, and drawn as a picture.

    python benchmarks/many_pages.py pages.jsonl --pages 100000
    python benchmarks/many.py run pages.jsonl --store many.sqlite3 --jobs 2 --fast --log many.jsonl
    python benchmarks/many.py tell many.jsonl
    python benchmarks/many.py plot many.jsonl --kept docs/many.json --out docs/many.svg

`run` looks every few seconds at each process of the command: its memory and the processor time it took. It may be
interrupted (SIGINT) and started again with the same arguments: it goes on, and adds to the log.
`plot` draws what the logs hold and what was kept of earlier ones, and keeps both; without a log it draws what was kept.
Exit status 1 when a process took more than 2 GB.
"""

from __future__ import annotations

import argparse
import math
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import msgspec

MOST = 2_000_000_000
_TICKS = os.sysconf("SC_CLK_TCK")
_EVERY = 5.0
_SIZES = (100, 1_000, 10_000, 100_000)
_COLOURS = ("#06c", "#c40", "#283", "#909")
Kind = str  # "command", "forker" or "worker"


class Seen(msgspec.Struct):
    """One process at a moment: bytes (its highest so far, its fair share, what is its own alone) and seconds of a core.

    Seconds are with those of the processes that it had and that are gone.
    """

    kind: Kind
    highest: int
    share: int
    own: int
    seconds: float


class Moment(msgspec.Struct):
    """What was seen: articles in the store, seconds since the start of run number `run`, and the machine's load."""

    run: int
    jobs: int
    fast: bool
    seconds: float
    articles: int
    load: float
    processes: list[Seen]
    size: int = 0


def seen(pid: int, kind: Kind) -> Seen | None:
    """What the system tells of a process, if it is still there."""
    folder = Path("/proc", str(pid))
    try:
        status = _fields((folder / "status").read_text())
        rollup = _fields((folder / "smaps_rollup").read_text())
        stat = (folder / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    if "VmHWM" not in status or "Pss" not in rollup:
        return None  # it is just ending
    own = rollup["Private_Clean"] + rollup["Private_Dirty"]
    return Seen(kind, status["VmHWM"], rollup["Pss"], own, sum(map(int, stat[11:15])) / _TICKS)


def _fields(text: str) -> dict[str, int]:
    """The fields that are given in kB, in bytes."""
    rows = (line.split() for line in text.splitlines())
    return {row[0].rstrip(":"): int(row[1]) * 1024 for row in rows if len(row) == 3 and row[2] == "kB"}


def processes(parent: int) -> list[Seen]:
    """The command's process, the one that forks, and the workers."""
    from kills import children  # as a script's neighbour

    found = [(parent, "command")]
    for forker, command in children(parent):
        if "forkserver" in command:
            found += [(forker, "forker"), *((pid, "worker") for pid, _ in children(forker))]
    return [one for pid, kind in found if (one := seen(pid, kind)) is not None]


def articles(store: Path) -> int:
    """How many articles a store has; 0 before it is made."""
    if not store.exists():
        return 0
    try:
        with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT coalesce(max(id), 0) FROM article").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def run(options: argparse.Namespace) -> int:
    """Add the pages, and note what is seen in the meantime; the command's exit status."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it
    number = max((moment.run for moment in moments(options.log)), default=0) + 1
    command = [sys.executable, "-m", "readout", "add", "--quiet", "--jobs", options.jobs, "--store", options.store]
    command += ["--fast"] * options.fast + options.pages
    begun = time.monotonic()
    running = subprocess.Popen(
        list(map(str, command)), preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL) and None
    )
    with options.log.open("a", encoding="utf-8") as log:

        def note() -> None:
            size = sum(file.stat().st_size for file in options.store.parent.glob(options.store.name + "*"))
            moment = Moment(
                number,
                options.jobs,
                options.fast,
                round(time.monotonic() - begun, 2),
                articles(options.store),
                os.getloadavg()[0],
                processes(running.pid),
                size,
            )
            log.write(msgspec.json.encode(moment).decode() + "\n")
            log.flush()

        while running.poll() is None:
            try:
                note()
                running.wait(options.every)
            except subprocess.TimeoutExpired:
                continue
            except KeyboardInterrupt:
                running.send_signal(signal.SIGINT)
                running.wait()
        note()
    print(f"the command ended with status {running.returncode}")
    return running.returncode


def moments(log: Path) -> list[Moment]:
    """What was noted, in order."""
    lines = log.read_text("utf-8").splitlines() if log.exists() else []
    return [msgspec.json.decode(line, type=Moment) for line in lines]


class Point(msgspec.Struct, array_like=True):
    """What so many articles had taken: seconds by the clock, seconds of a core, bytes of the greatest process of each
    kind at its highest, bytes of all at one moment, of the store, and the mean load.
    """

    articles: int
    clock: float
    core: float
    command: int
    forker: int
    worker: int
    together: int
    store: int
    load: float


def points(noted: Sequence[Moment], sizes: Sequence[int] = _SIZES) -> Iterator[Point]:
    """One point for each of the sizes that was reached, and one for the end."""
    clock = core = 0.0  # of runs that are over
    highest = {"command": 0, "forker": 0, "worker": 0}
    together, loads, todo = 0, list[float](), list(sizes)
    last: Moment | None = None
    last_core, point = 0.0, None
    for moment in noted:
        if last and moment.run != last.run:
            clock, core, last_core = clock + last.seconds, core + last_core, 0.0
        for one in moment.processes:
            highest[one.kind] = max(highest[one.kind], one.highest)
        last_core = max(last_core, sum(one.seconds for one in moment.processes))
        together = max(together, sum(one.share for one in moment.processes))
        loads.append(moment.load)
        point = Point(
            moment.articles,
            clock + moment.seconds,
            core + last_core,
            highest["command"],
            highest["forker"],
            highest["worker"],
            together,
            moment.size,
            sum(loads) / len(loads),
        )
        if todo and moment.articles >= todo[0]:
            todo = [size for size in todo if size > moment.articles]
            yield point
        last = moment
    if point and last and last.articles not in sizes:
        yield point


def shares(noted: Sequence[Moment]) -> tuple[float, float] | None:
    """Seconds of a core that the command's process and the readers take for an article, once all are warm."""
    runs = [m for m in noted if m.run == noted[-1].run and any(one.kind == "worker" for one in m.processes)]
    warm = [m for m in runs if m.articles >= runs[0].articles + 100]
    if len(warm) < 2 or warm[0].articles == warm[-1].articles:
        return None
    spent = [
        sum(((one.kind == "command") == mine and one.seconds) or 0.0 for one in m.processes)
        for m in (warm[0], warm[-1])
        for mine in (True, False)
    ]
    many = warm[-1].articles - warm[0].articles
    return (spent[2] - spent[0]) / many, (spent[3] - spent[1]) / many


def tell(noted: list[Moment]) -> int:
    """Print the points and what a second reader can gain; 1 when a process took too much."""
    for one in (found := list(points(noted))):
        print(
            f"{one.articles:7} articles  {one.clock:8.0f} s  {one.core:7.0f} core s  "
            f"{one.articles / one.clock:6.2f}/s  {one.articles / one.core:6.2f}/core s  load {one.load:.1f}"
        )
        kinds = ", ".join(f"{kind} {getattr(one, kind) / 1e6:.0f}" for kind in ("command", "forker", "worker"))
        print(f"    MB at the highest: {kinds}; all together {one.together / 1e6:.0f}; the store {one.store / 1e6:.0f}")
    if noted and (found_shares := shares(noted)):
        command, readers = found_shares
        gain = min(2.0, 2 * readers / (readers + command))
        print(f"an article takes {command * 1e3:.1f} ms of the command's process, {readers * 1e3:.1f} ms of a reader:")
        print(f"    on two cores two readers are at most {gain:.2f} times one   (at least 1.85)")
    worst = max((max(one.command, one.forker, one.worker) for one in found), default=0)
    print(f"most of one process: {worst / 1e6:.0f} MB   (at most {MOST / 1e6:.0f})")
    return int(worst > MOST)


def thinned(noted: list[Moment]) -> list[Point]:
    """About ten points for each factor of ten: what is kept of a log."""
    sizes = sorted({round(10 ** (tenth / 10)) for tenth in range(10, 61)})
    return list(points(noted, sizes))


def plot(kept: dict[str, list[Point]], out: Path) -> None:
    """Articles a second and bytes of memory over articles, one line for each way of running."""
    reach = max((point.articles for line in kept.values() for point in line), default=100)
    decades = max(2, math.ceil(math.log10(reach)))
    drawings: tuple[tuple[str, Callable[[Point], float]], ...] = (
        ("articles a second by the clock (the machine was busy: see the loads)", lambda p: p.articles / p.clock),
        ("articles for each second of processor time", lambda p: p.articles / p.core),
        ("MB of the greatest worker, at its highest", lambda p: max(p.worker, p.command if not p.worker else 0) / 1e6),
        ("MB of all processes together", lambda p: p.together / 1e6),
    )
    parts = []
    for number, (title, value) in enumerate(drawings):
        left, up = 60 + 420 * (number % 2), 40 + 260 * (number // 2)
        top = max((value(point) for line in kept.values() for point in line), default=1.0) * 1.1
        parts.append(f'<text x="{left - 30}" y="{up - 14}">{title}</text>')
        parts.append(f'<path d="M{left} {up}v180h340" fill="none" stroke="#333"/>')
        for step in range(1, decades):
            x = left + 340 * step / (decades - 1) if decades > 1 else left
            parts.append(f'<text x="{x - 14:.0f}" y="{up + 196}">{10 ** (step + 1):,}</text>')
        parts.append(f'<text x="{left - 6}" y="{up + 196}">10</text>')
        for share in (0.5, 1.0):
            y = up + 180 - 180 * share / 1.1
            parts.append(f'<text x="{left - 8}" y="{y + 4:.0f}" text-anchor="end">{top * share / 1.1:.3g}</text>')
            parts.append(f'<path d="M{left} {y:.0f}h340" stroke="#ddd"/>')
        for colour, (_, line) in zip(_COLOURS, sorted(kept.items()), strict=False):
            at = " ".join(
                f"{left + 340 * (math.log10(max(10, p.articles)) - 1) / (decades - 1):.1f},"
                f"{up + 180 - 180 * value(p) / top:.1f}"
                for p in line
            )
            parts.append(f'<polyline points="{at}" fill="none" stroke="{colour}" stroke-width="2"/>')
    for number, (colour, (name, line)) in enumerate(zip(_COLOURS, sorted(kept.items()), strict=False)):
        last = line[-1]
        told = f"{name}: {last.articles:,} articles, load {last.load:.1f} in the mean"
        parts.append(
            f'<text x="{60 + 400 * (number % 2)}" y="{545 + 18 * (number // 2)}" fill="{colour}">{told}</text>'
        )
    out.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 860 570" font-family="sans-serif" font-size="12">'
        f"{''.join(parts)}</svg>\n",
        encoding="utf-8",
    )


def draw(options: argparse.Namespace) -> None:
    """Keep what the logs say, and draw all that is kept."""
    held = options.kept.read_bytes() if options.kept.exists() else b"{}"
    kept = msgspec.json.decode(held, type=dict[str, list[Point]])
    for log in options.logs:
        noted = moments(log)
        kept[f"--jobs {noted[0].jobs}" + " --fast" * noted[0].fast] = thinned(noted)
    options.kept.write_bytes(msgspec.json.format(msgspec.json.encode(kept), indent=1) + b"\n")
    plot(kept, options.out)


def main() -> int:
    """Run, tell or draw."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    running = commands.add_parser("run")
    running.add_argument("pages", nargs="+")
    running.add_argument("--store", type=Path, required=True)
    running.add_argument("--log", type=Path, required=True)
    running.add_argument("--jobs", type=int, default=2)
    running.add_argument("--fast", action="store_true")
    running.add_argument("--every", type=float, default=_EVERY)
    telling = commands.add_parser("tell")
    telling.add_argument("log", type=Path)
    drawing = commands.add_parser("plot")
    drawing.add_argument("logs", type=Path, nargs="*")
    drawing.add_argument("--kept", type=Path, default=Path("docs/many.json"))
    drawing.add_argument("--out", type=Path, default=Path("docs/many.svg"))
    options = parser.parse_args()
    if options.command == "plot":
        draw(options)
        return 0
    status = run(options) if options.command == "run" else 0
    return tell(moments(options.log)) or status


if __name__ == "__main__":
    sys.exit(main())
