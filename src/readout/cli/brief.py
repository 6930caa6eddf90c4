"""`readout brief`: a page of what is new."""

from __future__ import annotations

import click

from readout.cli.common import first_day, guarded, opened, options, store_option, verbose_option
from readout.cli.linking import linked_articles, on_option


@click.command("brief", short_help="Print a page of what is new.")
@options(
    click.option("--since", type=first_day, metavar="DATE", help="New is what came in articles from this day on."),
    click.option("--about", "who", metavar="NAME", multiple=True, help="Someone takes part; may be given again."),
    click.option(
        "--format", "form", type=click.Choice(["text", "markdown", "html"]), default="text", help="How to print it."
    ),
    on_option,
    store_option,
    verbose_option,
)
@guarded
def command(
    since: str | None, who: tuple[str, ...], form: str, on: str | None, store: str | None, verbose: bool
) -> None:
    """Print what changed, what cannot all be right, what is new and what is coming; without --since of all that the
    store holds.

    Its sentences are the articles' own, each with its source; none is composed beyond what the record holds.

    \b
    Examples:
      readout brief --since 2025-05-08
      readout brief --about China --format html > brief.html
    """
    from readout.present.linked import brief

    with opened(store, verbose) as kept:
        asked = linked_articles(kept, on)
        found = asked.brief(since or "", who)
    about = f" about {', '.join(who)}" if who else ""
    title = f"News{about}{f' since {since}' if since else ''}, {asked.on}"
    click.echo(brief(found, title, form), nl=False)  # type: ignore[arg-type]
