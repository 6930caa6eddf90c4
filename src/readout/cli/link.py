"""`readout link`: which articles tell one story, and which of their words one event."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from readout.cli.common import FILE, Complaints, counted, guarded, opened, options, print_json, printing, store_option

if TYPE_CHECKING:
    from readout.link.linker import Linker
    from readout.model import Record


@click.command("link", short_help="Tell which articles and events belong together.")
@click.argument("pages", metavar="[PAGE...]", type=FILE, nargs=-1)
@options(store_option, printing)
@guarded
def command(pages: tuple[str, ...], store: str | None, as_json: bool, quiet: bool, verbose: bool) -> int:
    """Group articles into stories, and what they tell into events: of the pages named, or else of the store.

    Which belong together depends on their words, names, days and parties, not on the order they come in. With --json
    every group is a line, those of one article or telling too: {"kind": "story", "articles": [...]} and {"kind":
    "event", "mentions": [{"article", "start", "end"}]}, offsets of the article's text.

    \b
    Examples:
      readout link
      readout link --json articles.jsonl
    """
    from readout.link.linker import Linker

    complaints = Complaints()
    linker = Linker(_pages(pages, complaints, not quiet) if pages else _kept(store, verbose))
    if as_json:
        for group in _groups(linker):
            print_json(group)
    else:
        _show(linker)
    return 1 if complaints.count else 0


def _pages(pages: tuple[str, ...], complaints: Complaints, bar: bool) -> Iterator[Record]:
    """The records of pages, each article once."""
    from readout.api import each
    from readout.model import Problem
    from readout.read import read_inputs

    seen: set[str] = set()
    for item in each(counted(read_inputs(pages), bar)):
        if isinstance(item, Problem):
            complaints(item)
        elif item is not None and item.article.id not in seen:
            seen.add(item.article.id)
            yield item


def _kept(store: str | None, verbose: bool) -> Iterator[Record]:
    with opened(store, verbose) as kept:
        yield from kept.records()


def _groups(linker: Linker) -> Iterator[dict[str, Any]]:
    names = linker.names
    for story in linker.stories():
        yield {"kind": "story", "articles": [names[n] for n in story]}
    for event in linker.events():
        spans = [
            {"article": names[m.article], "start": m.event.trigger.start, "end": m.event.trigger.end} for m in event
        ]
        yield {"kind": "event", "mentions": spans}


def _show(linker: Linker) -> None:
    """The stories of several articles, the largest first, then what was counted."""
    stories = sorted(linker.stories(), key=lambda story: (-len(story), story))
    events = linker.events()
    for story in stories:
        if len(story) > 1:
            click.echo(f"{len(story)} articles: " + ", ".join(linker.names[n] for n in story))
    several = sum(len({m.article for m in event}) > 1 for event in events)
    click.echo(
        f"{len(linker.names)} articles, {len(stories)} stories, {len(events)} events ({several} in several articles)"
    )
