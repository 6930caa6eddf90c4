"""`readout bulk`: files of many pages to Parquet, by one machine or many."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readout.cli.add import Told
from readout.cli.common import (
    FILE,
    Complaints,
    complain,
    fast_option,
    guarded,
    many_options,
    options,
    people_option,
    print_json,
    printing,
    store_option,
)

if TYPE_CHECKING:
    from readout.bulk.manifest import Entry, Folder, Run
    from readout.bulk.work import Engine
    from readout.many.keeping import Reading


@click.command("bulk", short_help="Read files of many pages to Parquet; merge that.")
@click.argument("sources", metavar="[SOURCE]...", type=FILE, nargs=-1)
@options(
    click.option("--out", metavar="DIR", type=FILE, help="Where the Parquet files go; a run goes on there."),
    click.option("--by", type=click.Choice(["year", "month", "day"]), default="month", show_default=True,
                 help="A folder for each of these, by when articles were published."),
    click.option("--engine", type=click.Choice(["local", "ray"]), default="local", show_default=True,
                 help="Read on this machine, or on a cluster of Ray's."),
    click.option("--ray", "address", metavar="ADDRESS", help="The cluster (HOST:PORT); default: one on this machine."),
    click.option("--merge", metavar="DIR", type=FILE, help="Put what a run wrote to DIR into the store."),
    store_option,
    many_options,
    fast_option,
    people_option,
    printing,
)  # fmt: skip
@guarded
def command(
    sources: tuple[str, ...],
    out: str | None,
    by: str,
    engine: str,
    address: str | None,
    merge: str | None,
    store: str | None,
    jobs: int | None,
    timeout: float,
    fast: bool,
    people: str | None,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Read files of many pages (WARC, WACZ, zip, Parquet, JSON lines; packed or not, also all in a folder) and write
    what they report as Parquet that DuckDB, Polars and Spark read: a folder a table, in it one for each month.

    Each file is a shard: done as a whole or not at all. A run that was interrupted goes on with the next one, and one
    over files that are done changes nothing. _manifest/ has an entry a shard: its hash, its files, its counts, its
    problems. Whatever the engine and the number of processes, the files are the same to the byte.

    With --engine ray, shards are read by all machines of a cluster, with --jobs (1) processes for each shard; SOURCE
    and DIR must have the same names on all of them.

    \b
    Examples:
      readout bulk pages/ --out shards/
      readout bulk --merge shards/ --store news.sqlite3
    """
    if merge is not None:
        if sources or out is not None:
            raise click.UsageError("--merge DIR goes without SOURCE and --out")
        return _merge(merge, store, Told(as_json, quiet, verbose))
    if not sources or out is None:
        raise click.UsageError("name a SOURCE and --out DIR, or --merge DIR")
    from readout.bulk.manifest import Folder, Run
    from readout.many.keeping import Reading, cores
    from readout.settings import event_threshold, named_people

    run = Run(fast, by, named_people(people), event_threshold())  # type: ignore[arg-type]
    usual = cores() if engine == "local" else 1
    reading = Reading(fast, False, people, True, usual if jobs is None else jobs, timeout or None)
    if engine == "ray" and not reading.jobs:
        raise click.UsageError("--engine ray needs --jobs of 1 at least")
    if address and engine == "local":
        raise click.UsageError("--ray ADDRESS goes with --engine ray")
    folder = Folder(out)
    with folder.writing(run):
        return _read(sources, folder, _engine(engine, address, folder, run, reading), _Said(as_json, quiet, verbose))


def _engine(name: str, address: str | None, folder: Folder, run: Run, reading: Reading) -> Engine:
    if name == "ray":
        from readout.bulk.cluster import read_on_ray

        return lambda shards: read_on_ray(shards, folder, run, reading, address)
    from readout.bulk.local import read_shards

    return lambda shards: read_shards(shards, folder, run, reading)


def _read(sources: Iterable[str], folder: Folder, engine: Engine, said: _Said) -> int:
    from readout.bulk.shards import files
    from readout.bulk.work import carry_out, plan
    from readout.model import Problem

    made, complaints = plan(files(sources), folder), Complaints()
    for problem in made.problems:
        complaints(problem)
    try:
        for entry in carry_out(made, folder, engine):
            if isinstance(entry, Problem):
                complaints(entry)
            else:
                said(entry)
    finally:
        said.sum_up(made.done, len(made.shards), str(folder.path))
    return 1 if complaints.count else 0


class _Said:
    """What was done with each shard, said as the user wants it said."""

    def __init__(self, as_json: bool, quiet: bool, verbose: bool) -> None:
        self._as_json, self._quiet, self._verbose = as_json, quiet, verbose
        self._shards = self._articles = 0

    def __call__(self, entry: Entry) -> None:
        self._shards += 1
        self._articles += entry.counts["articles"]
        if self._as_json:
            print_json(entry)
            return
        lost = entry.counts["problems"]
        if self._verbose:
            complain(f"{entry.shard}: {entry.counts['articles']} articles, {lost} problems")
        if not self._quiet:
            for problem in entry.problems:
                complain(problem)
            if lost > len(entry.problems):
                complain(f"{entry.shard}: {lost - len(entry.problems)} more problems, all in the table problems")

    def sum_up(self, done: int, wanted: int, where: str) -> None:
        """One line for people."""
        if not self._as_json and not self._quiet:
            before = f", {done} were done before" if done else ""
            click.echo(f"{self._shards} of {wanted} shards read, {self._articles} articles{before}: {where}")


def _merge(folder: str, store: str | None, told: Told) -> int:
    from readout.api import open
    from readout.bulk.manifest import Folder
    from readout.bulk.merge import news, records
    from readout.many.keeping import keep

    made = Folder(Path(folder))
    made.run()
    with open(store) as kept:
        try:
            keep(news(kept, records(made)), kept, told, Complaints())
        finally:
            told.sum_up(kept.where)
    return 0
