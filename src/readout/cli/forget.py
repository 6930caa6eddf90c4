"""`readout forget`: articles out of the store for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readout.cli.common import article_meant, guarded, opened, options, quiet_option, store_option, verbose_option

if TYPE_CHECKING:
    from readout.store import Store


@click.command("forget", short_help="Take articles out of the store for good.")
@click.argument("articles", metavar="[ARTICLE]...", nargs=-1)
@options(
    click.option("--who", metavar="NAME", help="Every article with this name in any version."),
    click.option(
        "--source", metavar="NAME", help="Every article of a publisher, web site (bbc.co.uk), file or address."
    ),
    click.option("--yes", is_flag=True, help="Forget without asking."),
    store_option,
    quiet_option,
    verbose_option,
)
@guarded
def command(
    articles: tuple[str, ...],
    who: str | None,
    source: str | None,
    yes: bool,
    store: str | None,
    quiet: bool,
    verbose: bool,
) -> None:
    """Take articles out of the store with all that was made of them: text, versions, records, the index, judgements,
    corrections, what linking keeps, what webhooks were not told yet; and pages that wait at /add to be read.

    The file is written anew, so that it holds none of their words any more. Copies that `readout backup` made and what
    was exported are files of yours: delete them too.

    \b
    Examples:
      readout forget 3f9a2c --yes
      readout forget --who "Jonas Store" --yes
      readout forget --source "Fjord Post" --yes
    """
    from readout.store.forget import articles_from, articles_naming, forget, waiting_from, waiting_naming

    if not (articles or who or source):
        raise click.UsageError("name an ARTICLE, or ask for --who or --source")
    with opened(store, verbose) as kept:
        chosen, waiting = dict.fromkeys(_meant(kept, name) for name in articles), set[int]()
        if who:
            chosen.update(dict.fromkeys(articles_naming(kept.engine, who)))
            waiting.update(waiting_naming(kept.engine, who))
        if source:
            chosen.update(dict.fromkeys(articles_from(kept.engine, source)))
            waiting.update(waiting_from(kept.engine, source))
        still = [row for row in kept.waiting.all() if row.number not in waiting]
        if still:
            wait = f"{len(still)} page(s) wait to be read, and not all that is in them can be looked into:"
            click.echo(f"{wait} run this again when they are read", err=True)
        if not chosen and not waiting:
            click.echo("no such article")
            return
        if not yes:
            for row in kept.waiting.all():
                if row.number in waiting:
                    click.echo(f"{row.name}  (not read yet)", err=True)
            for name in chosen:
                click.echo(f"{name}  {kept.record(name).article.headline or ''}", err=True)
            click.confirm(f"Forget {len(chosen) + len(waiting)} article(s) for good?", abort=True, err=True)
        forget(kept.engine, kept.where, list(chosen), sorted(waiting))
    if not quiet:
        click.echo(f"{len(chosen) + len(waiting)} forgotten")


def _meant(store: Store, name: str) -> str:
    from readout.model import ReadoutError

    found = article_meant(store, name, name)
    if found is None:
        raise ReadoutError(name, "no such article in the store", "`readout search` prints IDs")
    return found
