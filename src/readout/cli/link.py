"""`readout link`: which articles tell one story, and which of their words one event."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import click

from readout.cli.common import (
    FILE,
    Complaints,
    guarded,
    once,
    opened,
    options,
    print_json,
    printing,
    read_records,
    store_option,
    user_name,
)

if TYPE_CHECKING:
    from readout.link.linker import Linked


@click.command("link", short_help="Tell which articles and events belong together.")
@click.argument("pages", metavar="[PAGE...]", type=FILE, nargs=-1)
@options(
    click.option("--same", nargs=2, metavar="EVENT EVENT", help="Judge that two are one event."),
    click.option("--different", nargs=2, metavar="EVENT EVENT", help="Judge that they are two."),
    click.option("--judge", nargs=2, metavar="EVENT WORD", help="Judge one: right, wrong, or its status (postponed)."),
    click.option("--user", metavar="NAME", help="Who judges; default: the user of this machine."),
    store_option,
    printing,
)
@guarded
def command(
    pages: tuple[str, ...],
    same: tuple[str, str] | None,
    different: tuple[str, str] | None,
    judge: tuple[str, str] | None,
    user: str | None,
    store: str | None,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Group articles into stories, and what they tell into events: of the pages named, or else of the store.

    Which belong together depends on their words, names, days and parties, not on the order they come in. With --json
    every group is a line, those of one article or telling too: {"kind": "story", "articles": [...]} and {"kind":
    "event", "mentions": [{"article", "start", "end"}]}, offsets of the article's text.

    A judgement names events of the store as ARTICLE:vN. It is kept with user and time, wins over what is found, now
    and whenever articles are read or linked again, and the last one counts.

    \b
    Examples:
      readout link
      readout link --json articles.jsonl
      readout link --judge 3f9a2c41d0aa:v1 wrong
    """
    from readout.link.linker import Linker
    from readout.store.linking import linked

    given = [("same", same), ("different", different), (_word(judge), judge[:1] if judge else None)]
    with opened(store, verbose) if any((same, different, judge)) or not pages else nullcontext() as kept:
        for judgement, events in given:
            if events and kept:
                kept.judge_event(judgement, user or user_name(), *events)
        complaints = Complaints()
        linker: Linked
        if pages or kept is None:
            records = once(read_records(pages, complaints, not quiet))
            linker = Linker(records, kept.event_judgements() if kept else ())
        else:
            linker = linked(kept)
        if as_json:
            for group in _groups(linker):
                print_json(group)
        else:
            _show(linker)
    return 1 if complaints.count else 0


def _word(judge: tuple[str, str] | None) -> str:
    """The judgement on one event; refuses a word that is none."""
    from readout.link.judgements import STATUSES

    word = judge[1].lower() if judge else ""
    if judge and word not in ("right", "wrong", *STATUSES):
        raise click.BadParameter(f"{judge[1]!r} is none of right, wrong, {', '.join(STATUSES)}")
    return word


def _groups(linker: Linked) -> Iterator[dict[str, Any]]:
    names = linker.names
    for story in linker.stories():
        yield {"kind": "story", "articles": [names[n] for n in story]}
    for event in linker.words():
        mentions = [
            {"article": names[article], "start": words.start, "end": words.end}
            for article, spans in event
            for words in spans
        ]
        yield {"kind": "event", "mentions": mentions}


def _show(linker: Linked) -> None:
    """The stories of several articles, the largest first, then what was counted."""
    stories = sorted(linker.stories(), key=lambda story: (-len(story), story))
    events = list(linker.words())
    for story in stories:
        if len(story) > 1:
            click.echo(f"{len(story)} articles: " + ", ".join(linker.names[n] for n in story))
    several, articles = sum(len({article for article, _ in event}) > 1 for event in events), sum(map(len, stories))
    click.echo(f"{articles} articles, {len(stories)} stories, {len(events)} events ({several} in several articles)")
