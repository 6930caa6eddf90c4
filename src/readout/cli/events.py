"""`readout events`: what happened or is planned, over all articles of the store."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from readout.cli.common import complain, options, since_option, until_option
from readout.cli.linking import over_store

if TYPE_CHECKING:
    from readout.store import EventRow, Store


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
@over_store("events")
def command(
    store: Store,
    who: str | None,
    where: str | None,
    kind: str | None,
    status: str | None,
    since: str | None,
    until: str | None,
) -> Callable[[int, int], list[EventRow]]:
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
    kinds = store.facets()["type"] if kind and not click.get_current_context().params["quiet"] else {}
    if kind and kinds and kind.islower() and kind not in kinds:
        complain(f"no event of kind {kind!r} is kept; there are {', '.join(kinds)}")
    return lambda n, at: store.events(who, where, kind, status, since, until, limit=n, offset=at)
