"""How fast the served pages begin: `python benchmarks/page.py [--articles 10 100000] [--store FILE] [--asks 40]`.

For each number of articles a store is made (benchmarks/large.py tells how), or one is taken that large.py made;
`readout serve` is started on it, and each view is asked one after another, without a cache. Printed: seconds until the
first byte as 50th and 95th percentile, the server's own processor time for an answer, the size of the largest, and how
long the server took until its linked views answered. Exit status 1 when a view's p95 is over 100 ms or a page over
300 kB.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx
from large import stored

MOST_P95, MOST_BYTES = 0.100, 300_000
_LINKING = 3600.0


class Timed(NamedTuple):
    """A view's first bytes (seconds, sorted), the bytes of its largest page, and the server's seconds for one."""

    seconds: list[float]
    size: int
    own: float

    def at(self, share: float) -> float:
        """The percentile as seconds."""
        return self.seconds[min(len(self.seconds) - 1, int(len(self.seconds) * share))]


@contextmanager
def served(file: Path) -> Iterator[tuple[str, int]]:
    """The address of the store, served by a process of its own, and the number of that."""
    command = [sys.executable, "-m", "readout", "serve", "--port", "0", "--store", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            yield server.stdout.readline().strip(), server.pid
        finally:
            server.terminate()


def views(client: httpx.Client) -> dict[str, list[str]]:
    """Addresses to ask, by view: each in some states."""
    many = client.get("/api/v1/counts").json()["articles"]
    people = [row["id"] for row in client.get("/people?format=json").json()["rows"]][:10]
    articles = [row["article"] for row in client.get("/articles?format=json").json()["rows"]][:10]
    names = [row["name"] for row in client.get("/people?format=json").json()["rows"]][:10]
    return {
        "today": ["/"],
        "articles": ["/articles", "/articles?from=2024-03-01&to=2024-03-31", f"/articles?page={1 + many // 60}"],
        "article": [f"/articles/{name}" for name in articles],
        "events": [
            "/events",
            "/events?kind=meeting",
            "/events?where=Tokyo",
            "/events?status=denied",
            *(f"/events?who={name}" for name in names[:4]),
        ],
        "timeline": ["/timeline", "/timeline?kind=meeting&status=planned", *(f"/timeline?who={n}" for n in names[:4])],
        "calendar": ["/calendar", "/calendar?month=2024-05"],
        "map": ["/places", f"/places?who={names[0]}"],
        "statements": ["/statements", f"/statements?by={names[0]}", "/statements?about=border"],
        "claims": ["/claims", "/claims?only=contradicted"],
        "people": ["/people", f"/people?name={names[0]}"],
        "person": [f"/people/{number}" for number in people],
        "met": ["/met", f"/met?who={names[0]}"],
        "search": ["/search?q=police", "/search?q=man+city", "/search?q=said", "/search?q=polise"],
    }


def spent(process: int) -> float:
    """Seconds of processor time of a process; 0 where the system has no /proc."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def timed(client: httpx.Client, addresses: list[str], asks: int, process: int) -> Timed:
    """Ask addresses in turn, so many times in all."""
    seconds, size, before = [], 0, spent(process)
    for number in range(asks):
        begun = time.perf_counter()
        with client.stream("GET", addresses[number % len(addresses)]) as answer:
            answer.raise_for_status()
            seconds.append(time.perf_counter() - begun)
            size = max(size, len(answer.read()))
    return Timed(sorted(seconds), size, (spent(process) - before) / asks)


def linked(client: httpx.Client) -> float:
    """Seconds until the linked views answer."""
    begun = time.monotonic()
    while client.get("/").status_code == 503:
        if time.monotonic() - begun > _LINKING:
            raise TimeoutError("the articles were not linked in an hour")
        time.sleep(1)
    return time.monotonic() - begun


def measured(file: Path, asks: int) -> bool:
    """Print the figures of a store; whether all are within their limits."""
    good = True
    with served(file) as (address, process), httpx.Client(base_url=address, timeout=600) as client:
        waited = linked(client)
        many = client.get("/api/v1/counts").json()["articles"]
        print(f"{many} articles, linked views ready in {waited:.0f} s", flush=True)
        for view, addresses in views(client).items():
            found = timed(client, addresses, asks, process)
            fits = found.at(0.95) <= MOST_P95 and found.size <= MOST_BYTES
            good = good and fits
            figures = f"p50 {found.at(0.5) * 1e3:6.1f} ms  p95 {found.at(0.95) * 1e3:6.1f} ms"
            over = "" if fits else "   over the limit"
            print(
                f"  {view:<11} {figures}  own {found.own * 1e3:5.1f} ms  {found.size / 1000:5.0f} kB{over}", flush=True
            )
    return good


def main() -> int:
    """Print the figures; 0 when every limit holds."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--articles", type=int, nargs="+", default=[10, 100_000])
    parser.add_argument("--store", type=Path, metavar="FILE", help="a store that is there")
    parser.add_argument("--asks", type=int, default=40)
    options = parser.parse_args()
    if options.store:
        return int(not measured(options.store, options.asks))
    if not (options.data / "data/ecbplus").is_dir():
        print(f"page: NOT MEASURED: {options.data} has no annotated articles (say where they are with --data)")
        return 0
    good = True
    for many in options.articles:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "store.sqlite3"
            stored(options.data, file, many)
            good = measured(file, options.asks) and good
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())
