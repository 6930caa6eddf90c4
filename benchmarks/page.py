"""How fast the served pages begin: `python benchmarks/page.py [--articles 10 10000] [--asks 40]`.

For each number of articles a store is made (benchmarks/links.py tells how its articles are made), `readout serve` is
started on it, and each view is asked one after another, without a cache. Printed: seconds until the first byte as 50th
and 95th percentile, the size of the largest answer, and how long the server took to link the articles when it began.
Exit status 1 when a view's p95 is over 100 ms or a page over 300 kB.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx
from links import made, templates

from readout.store import open_store

MOST_P95, MOST_BYTES = 0.100, 300_000
_LINKING = 3600.0


class Timed(NamedTuple):
    """A view's first bytes (seconds, sorted) and the bytes of its largest page."""

    seconds: list[float]
    size: int

    def at(self, share: float) -> float:
        """The percentile as seconds."""
        return self.seconds[min(len(self.seconds) - 1, int(len(self.seconds) * share))]


def filled(rows: list[tuple[str, str]], many: int, file: Path) -> None:
    """Make a store of so many articles."""
    with open_store(file) as store:
        for _ in store.add(made(rows, many), batch=500):
            pass


@contextmanager
def served(file: Path) -> Iterator[str]:
    """The address of the store, served by a process of its own."""
    command = [sys.executable, "-m", "readout", "serve", "--port", "0", "--store", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


def views(client: httpx.Client) -> dict[str, list[str]]:
    """Addresses to ask, by view: each in some states."""
    people = [row["id"] for row in client.get("/people?format=json").json()["rows"]][:10]
    articles = [row["article"] for row in client.get("/articles?format=json").json()["rows"]][:10]
    names = [row["name"] for row in client.get("/people?format=json").json()["rows"]][:10]
    return {
        "today": ["/"],
        "articles": ["/articles", "/articles?from=2019-01-01&to=2019-12-31"],
        "article": [f"/articles/{name}" for name in articles],
        "events": ["/events", "/events?kind=meeting", *(f"/events?who={name}" for name in names[:4])],
        "timeline": ["/timeline", *(f"/timeline?who={name}" for name in names[:4])],
        "calendar": ["/calendar", "/calendar?month=2019-05"],
        "map": ["/places"],
        "statements": ["/statements"],
        "claims": ["/claims", "/claims?only=contradicted"],
        "people": ["/people", f"/people?name={names[0]}"],
        "person": [f"/people/{number}" for number in people],
        "met": ["/met", f"/met?who={names[0]}"],
        "search": ["/search?q=police", "/search?q=man+city", "/search?q=polise"],
    }


def timed(client: httpx.Client, addresses: list[str], asks: int) -> Timed:
    """Ask addresses in turn, so many times in all."""
    seconds, size = [], 0
    for number in range(asks):
        begun = time.perf_counter()
        with client.stream("GET", addresses[number % len(addresses)]) as answer:
            answer.raise_for_status()
            seconds.append(time.perf_counter() - begun)
            size = max(size, len(answer.read()))
    return Timed(sorted(seconds), size)


def linked(client: httpx.Client) -> float:
    """Seconds until the linked views answer."""
    begun = time.monotonic()
    while client.get("/").status_code == 503:
        if time.monotonic() - begun > _LINKING:
            raise TimeoutError("the articles were not linked in an hour")
        time.sleep(1)
    return time.monotonic() - begun


def measured(rows: list[tuple[str, str]], many: int, asks: int) -> bool:
    """Print the figures of a store of so many articles; whether all are within their limits."""
    good = True
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "store.sqlite3"
        filled(rows, many, file)
        with served(file) as address, httpx.Client(base_url=address, timeout=600) as client:
            print(f"{many} articles, linked in {linked(client):.0f} s")
            for view, addresses in views(client).items():
                found = timed(client, addresses, asks)
                fits = found.at(0.95) <= MOST_P95 and found.size <= MOST_BYTES
                good = good and fits
                figures = f"p50 {found.at(0.5) * 1e3:6.1f} ms  p95 {found.at(0.95) * 1e3:6.1f} ms"
                print(
                    f"  {view:<11} {figures}  {found.size / 1000:5.0f} kB{'' if fits else '   over the limit'}",
                    flush=True,
                )
    return good


def main() -> int:
    """Print the figures; 0 when every limit holds."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--articles", type=int, nargs="+", default=[10, 10_000])
    parser.add_argument("--asks", type=int, default=40)
    options = parser.parse_args()
    if not (options.data / "data/ecbplus").is_dir():
        print(f"page: NOT MEASURED: {options.data} has no annotated articles (say where they are with --data)")
        return 0
    rows = templates(options.data)
    return int(sum(not measured(rows, many, options.asks) for many in options.articles) > 0)


if __name__ == "__main__":
    sys.exit(main())
