"""`readout copies`: which articles are the same story told again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readout.cli.common import (
    FILE,
    Complaints,
    colour,
    complain,
    counted,
    guarded,
    opened,
    options,
    print_json,
    printing,
    store_option,
)

if TYPE_CHECKING:
    from readout.model import Article


@click.command("copies", short_help="Tell which articles are copies, updates or rewrites.")
@click.argument("pages", metavar="[PAGE...]", type=FILE, nargs=-1)
@options(store_option, printing)
@guarded
def command(pages: tuple[str, ...], store: str | None, as_json: bool, quiet: bool, verbose: bool) -> int:
    """Tell which articles are the same story told again: of the pages named, or else of the store.

    same: word for word. copy: most runs of words are shared, as when an agency's text is taken over. update: the same
    page, or the same outlet with part of the text. rewrite: the telling words and some of their order are shared,
    within ten days. Reports on one happening that were written apart are none of these. `readout compare` shows what
    changed.

    With --json each pair is a line: {"one", "other", "kind", "runs", "words"}, the earlier first, with the shares of
    the shorter one's runs of three words and of its telling words that both have.

    \b
    Examples:
      readout copies
      readout copies --json monday/ tuesday/
    """
    from readout.link.copies import copies

    complaints = Complaints()
    articles = _read(pages, complaints, not quiet) if pages else []
    versions: dict[str, int] = {}
    if not pages:
        with opened(store, verbose) as kept:
            articles = [record.article for record in kept.records()]
            versions = kept.numbers()
    pairs = copies(articles)
    if as_json:
        for pair in pairs:
            row = {"one": articles[pair.one].id, "other": articles[pair.other].id}
            print_json({**row, "kind": pair.kind, "runs": pair.runs, "words": pair.words})
    else:
        from readout.present.revision import found

        click.echo(found(articles, pairs, colour=colour()), nl=False)
        click.echo(f"{len(articles)} articles, {len(pairs)} pairs that tell the same again")
        for name, number in versions.items() if not quiet else ():
            complain(f"{name} has {number} versions; `readout compare {name}` tells what changed")
    return 1 if complaints.count else 0


def _read(pages: tuple[str, ...], complaints: Complaints, bar: bool) -> list[Article]:
    from readout.fetch import read_pages
    from readout.model import Problem

    articles = []
    for item in counted(read_pages(pages), bar):
        if isinstance(item, Problem):
            complaints(item)
        else:
            articles.append(item)
    return articles
