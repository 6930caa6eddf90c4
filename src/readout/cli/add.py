"""`readout add`: pages into the store."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from readout.cli.common import (
    Complaints,
    complain,
    counted,
    guarded,
    many_options,
    options,
    pages_argument,
    print_json,
    printing,
    reading_options,
    store_option,
)

if TYPE_CHECKING:
    from readout.store import Added


@click.command("add", short_help="Keep what pages report in the store.")
@pages_argument
@options(
    store_option,
    click.option("--reread", is_flag=True, help="Read pages again that the store has, and replace their records."),
    many_options,
    reading_options,
    printing,
)
@guarded
def command(
    pages: tuple[str, ...],
    store: str | None,
    reread: bool,
    jobs: int | None,
    timeout: float,
    fast: bool,
    llm: bool,
    people: str | None,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Read pages and keep their records in the store.

    A PAGE is a file or folder as for `readout read`, or a web address: that is fetched as its robots.txt allows, never
    from a private address. A page that the store has changes nothing. A page that was corrected since becomes a new
    version of its article, and the old one stays (`readout show --version`).

    Pages are read by several processes at once and kept in batches, in the order in which they are named: an
    interrupted run loses at most the last pages, never a part of one, and can simply be run again. A page that brings
    its process down twice, takes too long or needs more than 2 GB is set aside and named, and the rest goes on.

    \b
    Examples:
      readout add pages/
      readout add https://example.com/2024/05/a-page.html
      readout add crawl.warc.gz                  an archive of the web, however large
      readout add --json articles.jsonl.gz       one line a page: what was done with it
      readout add --jobs 4 --timeout 60 pages/
      readout add --store case.sqlite3 page.html
    """
    from readout.api import open
    from readout.fetch import open_pages
    from readout.many.keeping import Reading, cores, keep

    complaints, told = Complaints(), Told(as_json, quiet, verbose)
    reading = Reading(fast, llm, people, reread, cores() if jobs is None else jobs, timeout or None)
    with open(store) as kept:
        if not quiet and sys.stderr.isatty():
            complain(f"what the pages report is kept in {kept.where}")
        items = counted(open_pages(pages), not quiet)
        try:
            keep(reading.outcomes(items, kept), kept, told, complaints, reread)
        finally:
            told.sum_up(kept.where)
    return 1 if complaints.count else 0


class Told:
    """What was done with each page, said as the user wants it said; `then` is told too."""

    def __init__(self, as_json: bool, quiet: bool, verbose: bool, then: Callable[[Added], None] | None = None) -> None:
        self._as_json, self._quiet, self._verbose, self._then = as_json, quiet, verbose, then
        self._done = Counter[str]()

    def __call__(self, added: Added) -> None:
        self._done[added.outcome] += 1
        if self._as_json:
            print_json(added)
        elif self._verbose:
            complain(f"{added.article} {added.outcome}, version {added.version}: {added.headline or ''}")
        if self._then:
            self._then(added)

    def sum_up(self, where: str) -> None:
        """One line for people on all since the last one."""
        if not self._as_json and not self._quiet:
            outcomes = ("new", "corrected", "reread", "unchanged")
            said = ", ".join(f"{self._done[o]} {o}" for o in outcomes if self._done[o]) or "nothing"
            click.echo(f"{said} in {where}")
        self._done.clear()
