"""`readout read`: what pages report."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readout.cli.common import (
    FILE,
    Complaints,
    colour,
    complain,
    counted,
    guarded,
    json_option,
    options,
    pages_argument,
    print_json,
    quiet_option,
    reading_options,
    verbose_option,
    whole_file,
)

if TYPE_CHECKING:
    from readout.model import Record


@click.command("read", short_help="Print what pages report.")
@pages_argument
@options(
    json_option,
    click.option("--table", is_flag=True, help="Print the events of all pages as one table."),
    click.option(
        "--html",
        metavar="FILE",
        type=FILE,
        help="Write one self-contained page: the articles and their records.",
    ),
    reading_options,
    quiet_option,
    verbose_option,
)
@guarded
def command(
    pages: tuple[str, ...],
    as_json: bool,
    table: bool,
    html: str | None,
    fast: bool,
    llm: bool,
    people: str | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Print what each page reports: who says so, what, who, where, when and how sure, with the exact words.

    A PAGE is a file, a folder of them, a web address, or - for standard input: HTML, text, JSON lines, feeds, mails,
    PDF, zip archives, WARC and WACZ, packed with gzip or zstandard or not. What cannot be read is named on standard
    error, the others are read all the same, and the exit status is 1.

    \b
    Examples:
      readout read page.html                     for people
      readout read https://example.com/a.html    fetched as its robots.txt allows
      readout read --table pages/                the events of many pages
      readout read --html out.html page.html     the article with its words marked
      readout read --json articles.jsonl         one record a line
    """
    if as_json + table + bool(html) > 1:
        raise click.UsageError("--json, --table and --html exclude each other")
    complaints = Complaints()
    at_the_end = bool(html) or table  # else what is printed, page by page, shows how far it is
    bar = not quiet and (at_the_end or not sys.stdout.isatty())
    records = _records(pages, complaints, bar, (fast, llm, people), verbose)
    if as_json:
        for record in records:
            print_json(record)
    elif html:
        _write_page(html, records, quiet)
    elif table:
        from readout.present.text import table as events_table

        if read := list(records):
            click.echo(events_table(read, colour=colour()), nl=False)
    else:
        from readout.present.text import render

        for number, record in enumerate(records):
            click.echo("\n" * bool(number) + render(record, colour=colour()), nl=False)
            sys.stdout.flush()
    return 1 if complaints.count else 0


def _records(
    pages: tuple[str, ...], complaints: Complaints, bar: bool, how: tuple[bool, bool, str | None], verbose: bool
) -> Iterator[Record]:
    from readout.api import each, reading
    from readout.fetch import read_pages
    from readout.model import Problem

    with reading(*how) as means:
        for item in each(counted(read_pages(pages), bar), means=means):
            if isinstance(item, Problem):
                complaints(item)
                continue
            if verbose:
                complain(f"{item.article.source}: {len(item.statements)} statements, {len(item.events)} events")
            yield item


def _write_page(file: str, records: Iterator[Record], quiet: bool) -> None:
    """One page for all records; none when nothing could be read."""
    from readout.present.html import render

    if file == "-":
        click.echo(render(list(records)))
        return
    with whole_file(Path(file)) as out:  # opened before the pages are read: a bad name should fail at once
        read = list(records)
        if read:
            out.write(render(read))
    if read and not quiet:
        complain(f"wrote {file}")
