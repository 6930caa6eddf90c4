"""`readout events`: what happened or is planned, over all articles of the store."""

from __future__ import annotations

import click

from readout.cli.common import asking, complain, guarded, opened, options, print_rows, since_option, until_option


def _statuses() -> tuple[str, ...]:
    from typing import get_args

    from readout.model import Status

    return get_args(Status)


def _status(value: str) -> str:
    if value.lower() not in _statuses():
        raise click.BadParameter(f"{value!r} is none of {', '.join(_statuses())}")
    return value.lower()


def _completed(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    return [status for status in _statuses() if status.startswith(incomplete)]


@click.command("events", short_help="List what happened or is planned.")
@options(
    click.option("--who", metavar="NAME", help="Someone takes part: a name, a country, an ISO code (RUS)."),
    click.option("--where", metavar="PLACE", help="It is at this place or in this country."),
    click.option("--kind", metavar="KIND", help="An event kind (visit) or a PLOVER type (CONSULT)."),
    click.option("--status", type=_status, shell_complete=_completed, metavar="STATUS", help="How sure it is."),
    since_option,
    until_option,
)
@asking
@guarded
def command(
    who: str | None,
    where: str | None,
    kind: str | None,
    status: str | None,
    since: str | None,
    until: str | None,
    store: str | None,
    limit: int,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """List events, the latest first, each with who reports it and the exact words.

    Names match by whole words in any case, by any name that someone goes by in the article; a country stands for all
    who belong to it. With --who, --status is that participant's own. --from and --to find events whose days overlap
    them; where an article gives no day, its publication date counts. A status is one of happened, ongoing, scheduled,
    expected, proposed, uncertain, claimed, denied, postponed, cancelled.

    \b
    Examples:
      readout events --who "Xi Jinping" --kind visit
      readout events --where Moscow --from 2025-05-07 --to 2025-05-10
      readout events --who SVK --status uncertain --json
    """
    from readout.present.text import events

    with opened(store, verbose) as kept:
        kinds = kept.facets()["type"] if kind and not quiet else {}
        if kind and kinds and kind.islower() and kind not in kinds:
            complain(f"no event of kind {kind!r} is kept; there are {', '.join(kinds)}")
        print_rows(
            lambda n, at: kept.events(who, where, kind, status, since, until, limit=n, offset=at),
            events,
            limit,
            as_json,
            quiet,
        )
