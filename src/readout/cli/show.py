"""`readout show`: one article of the store, or one event, statement or relation of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readout.cli.common import (
    article_meant,
    colour,
    complain,
    guarded,
    opened,
    options,
    print_json,
    printing,
    store_option,
)

if TYPE_CHECKING:
    from readout.model import Record
    from readout.store import Store


@click.command("show", short_help="Print one article's record.")
@click.argument("name", metavar="ID")
@options(
    click.option("--version", type=click.IntRange(min=1), metavar="NUMBER", help="An older version of the article."),
    store_option,
    printing,
)
@guarded
def command(name: str, version: int | None, store: str | None, as_json: bool, quiet: bool, verbose: bool) -> None:
    """Print the record of one article of the store.

    The first characters of an article's ID do where no other begins so. ID:v3 is an event of it, ID:s5 a statement and
    ID:r2 a relation, as the other commands and --json print them.

    \b
    Examples:
      readout show 3f9a2c
      readout show 3f9a2c:v3 --json
      readout show 3f9a2c --version 1
    """
    with opened(store, verbose) as kept:
        article, part = _meant(kept, name)
        record, versions = kept.record(article, version), kept.versions(article)
    shown = version or versions[-1].version
    if len(versions) > 1 and not quiet:
        complain(f"{article}: version {shown} of {len(versions)}, added {versions[shown - 1].added}")
    if part:
        _show_part(record, shown, part, as_json)
    elif as_json:
        print_json(record)
    else:
        from readout.present.text import render

        click.echo(render(record, colour=colour()), nl=False)


def _meant(store: Store, name: str) -> tuple[str, str]:
    """The article's full id and the part's id, which is empty for all of it."""
    from readout.model import ReadoutError

    start, _, part = name.rpartition(":")
    for begins, rest in ((name, ""), (start, part)):
        if article := article_meant(store, begins, name):
            return article, rest
    raise ReadoutError(name, "no such article in the store", "`readout search` and `readout events` print IDs")


def _show_part(record: Record, version: int, part: str, as_json: bool) -> None:
    from readout.model import ReadoutError
    from readout.present.text import events, relations, statements
    from readout.store import event_rows, relation_rows, statement_rows

    event = next((row for row in event_rows(record, version) if row.event == part), None)
    statement = next((row for row in statement_rows(record, version) if row.statement == part), None)
    held = next((row for row in relation_rows(record, version) if row.relation == part), None)
    if event is None and statement is None and held is None:
        raise ReadoutError(f"{record.article.id}:{part}", "no such event, statement or relation in this article")
    if as_json:
        print_json(event or statement or held)
    elif held is not None:
        click.echo(relations([held], colour=colour()), nl=False)
    else:
        text = events([event], colour=colour()) if event else ""
        click.echo(text or statements([s for s in [statement] if s], colour=colour()), nl=False)
