"""`readout add`: pages into the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import click

from readout.cli.common import (
    Complaints,
    complain,
    counted,
    fast_option,
    guarded,
    llm_option,
    options,
    pages_argument,
    people_option,
    print_json,
    printing,
    store_option,
)

if TYPE_CHECKING:
    from readout.flow import Means
    from readout.model import Record
    from readout.store import Added, Store


@click.command("add", short_help="Keep what pages report in the store.")
@pages_argument
@options(
    store_option,
    click.option("--reread", is_flag=True, help="Read pages again that the store has, and replace their records."),
    fast_option,
    llm_option,
    people_option,
    printing,
)
@guarded
def command(
    pages: tuple[str, ...],
    store: str | None,
    reread: bool,
    fast: bool,
    llm: bool,
    people: str | None,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Read pages and keep their records in the store.

    A page that the store has changes nothing. A page that was corrected since becomes a new version of its article, and
    the old one stays (`readout show --version`). Pages are kept in batches: an interrupted run loses at most the last
    pages, never a part of one, and can simply be run again.

    \b
    Examples:
      readout add pages/
      readout add --json articles.jsonl.gz       one line a page: what was done with it
      readout add --store case.sqlite3 page.html
    """
    from readout.api import open, reading

    complaints, done = Complaints(), Counter[str]()

    def tell(added: Added) -> None:
        done[added.outcome] += 1
        if as_json:
            print_json(added)
        elif verbose:
            complain(f"{added.article} {added.outcome}, version {added.version}: {added.headline or ''}")

    with reading(fast, llm, people) as means, open(store) as kept:
        records = _records(pages, kept, reread, means, complaints, tell, not quiet)
        try:
            for added in kept.add(records, reread=reread):
                tell(added)
        finally:
            if not as_json and not quiet:
                outcomes = ("new", "corrected", "reread", "unchanged")
                said = ", ".join(f"{done[o]} {o}" for o in outcomes if done[o]) or "nothing"
                click.echo(f"{said} in {kept.where}")
    return 1 if complaints.count else 0


def _records(
    pages: tuple[str, ...],
    store: Store,
    reread: bool,
    means: Means,
    complaints: Complaints,
    tell: Callable[[Added], None],
    bar: bool,
) -> Iterator[Record]:
    """The records of the pages that the store does not have yet; the others are told of and cost no reading."""
    from readout.api import each
    from readout.model import Problem, Record
    from readout.read import read_inputs

    known = (lambda _: None) if reread else store.known
    for item in each(counted(read_inputs(pages), bar), known, means):
        if isinstance(item, Record):
            yield item
        elif isinstance(item, Problem):
            complaints(item)
        else:
            tell(item)
