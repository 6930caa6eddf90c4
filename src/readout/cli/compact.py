"""`readout compact`: the store made smaller."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from readout.cli.common import guarded, json_option, opened, options, quiet_option, store_option, verbose_option

if TYPE_CHECKING:
    from readout.store.compact import Sizes

_SHOWN = {
    "records": "records, each with its text",
    "search": "search index",
    "asking": "tables that questions are answered by",
    "linking": "what linking keeps",
    "other": "people's work and the rest",
    "whole": "all",
}


@click.command("compact", short_help="Make the store smaller.")
@options(
    click.option("--measure", is_flag=True, help="Only print how large what is; change nothing."),
    store_option,
    json_option,
    quiet_option,
    verbose_option,
)
@guarded
def command(measure: bool, store: str | None, as_json: bool, quiet: bool, verbose: bool) -> None:
    """Pack the records as small as they get (about 10 ms each), drop what is of no use any more, and write the file
    anew without gaps; print the size of each part before and after, and how many times as large the records are as
    their texts alone, packed with zstd.

    Others may read and write the store meanwhile, but for the last moment. Broken off with Ctrl-C it keeps what is
    done, and goes on from there the next time. It needs as much free room on the disk as the store takes.

    \b
    Examples:
      readout compact
      readout compact --measure --json
    """
    from readout.store.compact import compact, sizes

    with opened(store, verbose) as kept:
        found = [sizes(kept.engine, kept.where)]
        if not measure:
            compact(kept.engine, kept.where, _said if not quiet and sys.stderr.isatty() else lambda done, of: None)
            found.append(sizes(kept.engine, kept.where))
    if as_json:
        from readout.model import to_json

        click.echo(to_json(dict(zip(("before", "after"), found, strict=False))))
    elif not quiet:
        _print(found)


def _said(done: int, of: int) -> None:
    click.echo(f"\r{done:,} of {of:,} records", nl=done >= of, err=True)


def _print(found: list[Sizes]) -> None:
    if len(found) > 1:
        click.echo(f"{'bytes':38} {'before':>15} {'after':>15}")
    for part, shown in _SHOWN.items():
        values = [getattr(one, part) for one in found]
        if None not in values:
            click.echo(f"{shown:38} " + " ".join(f"{value:>15,}" for value in values))
    if all(one.ratio is not None for one in found):
        click.echo(f"{'records by texts packed with zstd -19':38} " + " ".join(f"{one.ratio:>15.2f}" for one in found))
