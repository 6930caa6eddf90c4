"""`readout watch`: what feeds and sections of sites bring, into the store."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from pathlib import Path

import click

from readout.cli.add import Told
from readout.cli.common import (
    FILE,
    Complaints,
    complain,
    counted,
    guarded,
    many_options,
    options,
    printing,
    reading_options,
    store_option,
)


@click.command("watch", short_help="Follow feeds and keep what they bring.")
@click.argument("feeds", metavar="FEEDS...", type=FILE, nargs=-1, required=True)
@options(
    store_option,
    click.option("--once", is_flag=True, help="One round, then stop: for a timetable of your own (cron)."),
    click.option(
        "--every",
        metavar="MINUTES",
        type=click.IntRange(min=5),
        default=30,
        show_default=True,
        help="How long a list is left alone between two looks.",
    ),
    many_options,
    reading_options,
    printing,
)
@guarded
def command(
    feeds: tuple[str, ...],
    store: str | None,
    once: bool,
    every: int,
    jobs: int | None,
    timeout: float,
    fast: bool,
    llm: bool,
    people: str | None,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Fetch what feeds, site maps and section pages lead to, and keep it in the store, round after round.

    FEEDS is a file with one address a line (# begins a remark), an OPML file, - for standard input, or an address.
    Each host is asked one page at a time, as its robots.txt allows, with a second between two; pages that the server
    says are unchanged are not sent again. Pages are looked at anew as they age, for corrections. A
    page that its server does not give to programs is kept as its feed has it. What is known of each address lies in
    STORE.watch: an interrupted watch goes on where it was, nothing is lost or kept twice.

    \b
    Examples:
      readout watch feeds.txt
      readout watch --once --json feeds.opml     one round; one line a page: what was done with it
      readout watch https://example.com/rss.xml
    """
    from readout.api import open
    from readout.fetch import Ledger, Watch, Web
    from readout.many.keeping import Reading, cores, keep

    complaints = Complaints()
    lists = _lists(feeds)
    reading = Reading(fast, llm, people, False, cores() if jobs is None else jobs, timeout or None)
    with open(store) as kept:
        web, ledger = Web(), Ledger(_memory(kept.address))
        watch = Watch(web, ledger, lists, every * 60.0)
        told = Told(as_json, quiet, verbose, lambda added: watch.kept(added.article))
        try:
            while True:
                try:
                    pages = counted(watch.round(), not quiet)
                    keep(reading.outcomes(pages, kept), kept, told, complaints)
                finally:
                    told.sum_up(kept.where)
                if once:
                    return 1 if complaints.count else 0
                if verbose:
                    complain(f"the next look is in {watch.rest() / 60:.0f} minutes")
                time.sleep(max(watch.rest(), 1.0))
        finally:
            web.stop()
            ledger.close()


def _memory(store: str) -> str:
    """The file beside a store in which its watch keeps what it knows; beside the user's own store for a database."""
    from readout.settings import default_store, shown_store
    from readout.store.engine import store_url

    url = store_url(store)
    if url.get_backend_name() == "sqlite":
        return f"{url.database}.watch"
    name = "".join(c if c.isalnum() else "-" for c in shown_store(store).partition("://")[2])
    file = Path(default_store()).with_name(f"{name}.watch")
    file.parent.mkdir(parents=True, exist_ok=True)
    return str(file)


def _lists(feeds: Iterable[str]) -> list[str]:
    """The addresses that are named, or stand in the files that are."""
    from readout.fetch.lists import addresses
    from readout.fetch.pages import is_address
    from readout.model import ReadoutError

    found: list[str] = []
    for name in feeds:
        if is_address(name):
            found += addresses(name, name)
            continue
        try:
            text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
        except (OSError, ValueError) as error:
            what = getattr(error, "strerror", None) or "not a text in UTF-8"
            raise ReadoutError(name, f"cannot be read: {what}", "name a file of addresses") from error
        found += addresses(text, name)
    return list(dict.fromkeys(found))
