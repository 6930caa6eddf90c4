"""`readout bench`: how fast pages are read and kept on this machine, and what many would take."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from readout.cli.common import (
    Complaints,
    complain,
    guarded,
    json_option,
    many_options,
    options,
    pages_argument,
    print_json,
    quiet_option,
    reading_options,
)

if TYPE_CHECKING:
    from readout.store import Added

_MANY = (1_000_000, 1_000_000_000)
Item = TypeVar("Item")


@click.command("bench", short_help="Measure, and tell what many pages would take.")
@pages_argument
@options(
    click.option("--pages", "most", metavar="N", type=click.IntRange(min=1), default=200, show_default=True,
                 help="Read the first N of them."),
    click.option("--price", metavar="P", type=click.FloatRange(min=0), help="What an hour of such a machine costs."),
    many_options,
    reading_options,
    json_option,
    quiet_option,
)  # fmt: skip
@guarded
def command(
    pages: tuple[str, ...],
    most: int,
    price: float | None,
    jobs: int | None,
    timeout: float,
    fast: bool,
    llm: bool,
    people: str | None,
    as_json: bool,
    quiet: bool,
) -> int:
    """Read pages into a store that is thrown away, and tell from that what a million and a billion would take.

    Name pages like yours, some hundreds if you can: the longer the articles, the longer they take. The first seconds,
    in which models are loaded, are told apart and not multiplied. What grows with the store's size (searching,
    linking) is not in it.

    \b
    Examples:
      readout bench pages/
      readout bench --fast --jobs 4 --price 0.40 pages/
    """
    from readout.api import open
    from readout.fetch import open_pages
    from readout.many.keeping import Reading, cores, keep

    processes = cores() if jobs is None else jobs
    reading, complaints = Reading(fast, llm, people, False, processes, timeout or None), Complaints()
    moments: list[float] = []
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, open(Path(folder) / "store.sqlite3") as kept:
        outcomes = _noting(reading.outcomes(islice(open_pages(pages), most), kept), moments)
        keep(outcomes, kept, _ignore, complaints)
        ended = time.perf_counter()
        articles = kept.counts().articles
        words = sum(row.word_count for row in kept.articles(limit=most))
        size = sum(file.stat().st_size for file in Path(folder).iterdir())
    if articles < 2:
        complain("two articles at least are needed to measure; name more pages")
        return 1
    lasted = ended - moments[0]  # from the first page that was done: what came before is loading and starting
    rate = (len(moments) - 1) / lasted
    found = {
        "articles": articles,
        "words": round(words / articles),
        "processes": max(processes, 1),
        "start_seconds": round(moments[0] - begun, 2),
        "articles_per_second": round(rate, 2),
        "bytes_per_article": round(size / articles),
        "forecast": [_forecast(many, rate, size / articles, price) for many in _MANY],
    }
    if as_json:
        print_json(found)
    else:
        click.echo(_shown(found), nl=False)
    return 1 if complaints.count else 0


def _noting(items: Iterable[Item], moments: list[float]) -> Iterator[Item]:
    """The items; the moment of each is noted."""
    for item in items:
        moments.append(time.perf_counter())
        yield item


def _ignore(added: Added) -> None:
    pass


def _forecast(many: int, rate: float, size: float, price: float | None) -> dict[str, float | None]:
    hours = many / rate / 3600
    cost = None if price is None else round(hours * price, 2)
    return {"pages": many, "hours": round(hours, 1), "gigabytes": round(many * size / 1e9, 1), "cost": cost}


def _shown(found: dict[str, object]) -> str:
    """The figures for people."""
    size = f"{found['bytes_per_article']:,} bytes each"
    lines = [
        f"{found['articles']} articles of {found['words']} words in the mean, ready after {found['start_seconds']} s",
        f"{found['articles_per_second']} articles a second, {found['processes']} at once; {size}",
    ]
    forecast = found["forecast"]
    assert isinstance(forecast, list)
    for one in forecast:
        hours = one["hours"]
        lasts = f"{hours:,.1f} hours" if hours < 48 else f"{hours / 24:,.0f} days"
        cost = "" if one["cost"] is None else f", {one['cost']:,.2f} at your price"
        lines.append(f"{one['pages']:>13,} pages: {lasts} on this machine, {one['gigabytes']:,.0f} GB{cost}")
    return "\n".join(lines) + "\n"
