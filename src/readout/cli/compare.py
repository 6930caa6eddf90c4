"""`readout compare`: what changed between two states of an article."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readout.cli.common import FILE, article_meant, colour, guarded, opened, options, print_json, printing, store_option

if TYPE_CHECKING:
    from readout.model import Article
    from readout.store import Store


@click.command("compare", short_help="Tell what changed in an article.")
@click.argument("one", metavar="A", type=FILE)
@click.argument("other", metavar="[B]", type=FILE, required=False)
@options(store_option, printing)
@guarded
def command(one: str, other: str | None, store: str | None, as_json: bool, quiet: bool, verbose: bool) -> None:
    """Tell what changed from one state of an article to a later one, sentence by sentence.

    A and B are pages (files or web addresses) or articles of the store by the first characters of their IDs, ID@2 for
    the second version. A alone is an article of the store: its last two versions are compared.

    Sentences are added, removed, reworded or moved; of reworded ones the words that differ are marked. With --json all
    changes are one line, with offsets of the older text (before, gone) and of the newer one (after, come).

    \b
    Examples:
      readout compare 3f9a2c
      readout compare 3f9a2c@1 3f9a2c@3
      readout compare monday.html tuesday.html
    """
    from readout.link.revision import revision

    with ExitStack() as stack:
        sides = [_page(name) for name in (one, other) if name is not None]
        if None in sides or other is None:
            kept = stack.enter_context(opened(store, verbose))
            sides = _of_store(kept, one, other, sides)
    older, newer = sides
    assert older
    assert newer
    changes = revision(older, newer)
    if as_json:
        print_json(changes)
    else:
        from readout.present.revision import render

        click.echo(render(older, newer, changes, colour=colour()), nl=False)


def _page(name: str) -> Article | None:
    """The article of a page; None where the name is none of a file and no address."""
    from readout.fetch.pages import is_address, read_pages
    from readout.model import Problem, ReadoutError

    if not name or not (is_address(name) or Path(name).exists()):
        return None
    items = list(read_pages([name]))
    if problem := next((item for item in items if isinstance(item, Problem)), None):
        raise ReadoutError(problem.where, problem.what)
    articles = [item for item in items if not isinstance(item, Problem)]
    if len(articles) != 1:
        raise ReadoutError(name, f"{len(articles)} articles, not one", "name pages of one article each")
    return articles[0]


def _of_store(kept: Store, one: str, other: str | None, sides: list[Article | None]) -> list[Article | None]:
    """Both sides, what is no page taken from the store."""
    from readout.model import ReadoutError

    if other is not None:
        return [side or _kept(kept, name) for side, name in zip(sides, (one, other), strict=True)]
    if sides[0] is not None:
        raise ReadoutError(one, "a page alone has nothing to be compared with", "name a second page")
    article, number = _meant(kept, one)
    newest = number or kept.versions(article)[-1].version
    if newest < 2:
        raise ReadoutError(one, "the store has only one version of it", "name what to compare it with")
    return [kept.record(article, n).article for n in (newest - 1, newest)]


def _kept(kept: Store, name: str) -> Article:
    return kept.record(*_meant(kept, name)).article


def _meant(kept: Store, name: str) -> tuple[str, int | None]:
    """The full id of an article and the version that is asked for."""
    from readout.model import ReadoutError

    start, at, number = name.rpartition("@")
    for begins, version in ((name, None), (start, int(number) if number.isdecimal() else None)):
        if (begins == name or (at and version)) and (article := article_meant(kept, begins, name)):
            return article, version
    raise ReadoutError(name, "no such file, and no such article in the store", "`readout search` prints IDs")
