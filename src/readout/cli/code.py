"""`readout code`: events as rows that political scientists use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from readout.cli.common import (
    FILE,
    Complaints,
    complain,
    guarded,
    json_option,
    opened,
    options,
    print_json,
    quiet_option,
    read_records,
    since_option,
    store_option,
    until_option,
    verbose_option,
    whole_file,
)

if TYPE_CHECKING:
    from readout.model import Record, Status
    from readout.present.export.sheet import Row


def _statuses(value: str) -> tuple[Status, ...]:
    """The statuses that a word, or several with commas, stand for."""
    from typing import get_args

    from readout.model import Status
    from readout.present.export.happenings import DONE

    known: tuple[Status, ...] = get_args(Status)
    wanted = [part.strip().lower() for part in value.split(",") if part.strip()]
    if bad := [part for part in wanted if part not in (*known, "done", "all")] or not wanted:
        what = ", ".join(bad) if isinstance(bad, list) else value
        raise click.BadParameter(f"{what!r} is none of done, all, {', '.join(known)}")
    kept = {s for part in wanted for s in (known if part == "all" else DONE if part == "done" else (part,))}
    return tuple(s for s in known if s in kept)


@click.command("code", short_help="Print events as PLOVER or CAMEO rows.")
@click.argument("pages", metavar="[PAGE]...", type=FILE, nargs=-1)
@options(
    click.option(
        "--plover", "scheme", flag_value="plover", default="plover", help="PLOVER, one row an event (default)."
    ),
    click.option("--cameo", "scheme", flag_value="cameo", help="CAMEO, one row for each pair of actors."),
    click.option(
        "--status",
        "statuses",
        type=_statuses,
        default="done",
        metavar="STATUS,...",
        help="Which events: done (happened or ongoing; default), all, or statuses by name.",
    ),
    since_option,
    until_option,
    click.option("--format", "form", type=click.Choice(["tsv", "csv"]), default="tsv", help="tsv (default) or csv."),
    click.option("--out", metavar="FILE", type=FILE, help="Write to a file instead of standard output."),
    click.option("--tables", is_flag=True, help="Print how event kinds and sectors are coded, and stop."),
    store_option,
    json_option,
    quiet_option,
    verbose_option,
)
@guarded
def command(
    pages: tuple[str, ...],
    scheme: Literal["plover", "cameo"],
    statuses: tuple[Status, ...],
    since: str | None,
    until: str | None,
    form: Literal["csv", "tsv"],
    out: str | None,
    tables: bool,
    store: str | None,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Print the events of pages, or without a PAGE those of the store, as rows for event data sets.

    PLOVER rows have the columns of POLECAT and more: all actors in one cell, all recipients in another, mode, contexts,
    sectors, place, who says so and the exact words. CAMEO rows have those of GDELT, one for each actor and recipient.
    Only what happened or is going on is printed; what is planned, claimed, denied or called off is with --status.
    --from and --to ask for the day of the event, or where the text gives none, of its publication. Cells that a
    spreadsheet would run are made harmless. docs/coding.md says what a row keeps and what it loses.

    \b
    Examples:
      readout code --plover page.html
      readout code --cameo --format csv --from 2025-05 --out may.csv
      readout code --status all --json archive.jsonl
      readout code --tables
    """
    if tables:
        _print_tables(form)
        return 0
    if as_json and out:
        raise click.UsageError("--json prints on standard output: leave out --out")
    complaints = Complaints()
    records = read_records(pages, complaints, not quiet) if pages else _kept(store, verbose)
    rows = _rows(records, scheme, statuses, since, until)
    if as_json:
        for row in rows:
            print_json(row)
    else:
        written = _write(rows, scheme, form, out)
        if out and not quiet:
            complain(f"wrote {out}: {written} rows")
    return 1 if complaints.count else 0


def _kept(store: str | None, verbose: bool) -> Iterator[Record]:
    with opened(store, verbose) as kept:
        yield from kept.records()


def _rows(
    records: Iterable[Record],
    scheme: Literal["plover", "cameo"],
    statuses: tuple[Status, ...],
    since: str | None,
    until: str | None,
) -> Iterator[Row]:
    """The rows of records, those whose days overlap what is asked for."""
    from readout.present.export.coding import cameo_rows, plover_rows

    for record in records:
        for row in plover_rows(record, statuses) if scheme == "plover" else cameo_rows(record, statuses):
            first, last = (str(row[key]) for key in (_DAYS[scheme]))
            low, high = (day.replace("-", "") if scheme == "cameo" else day for day in (since or "", until or "9999"))
            if last >= low and (first or "0") <= high:
                yield row


_DAYS = {"plover": ("Event Date", "Event Date To"), "cameo": ("SQLDATE", "SQLDATE")}


def _write(rows: Iterable[Row], scheme: str, form: Literal["csv", "tsv"], out: str | None) -> int:
    """Write rows as they come, and say how many."""
    from readout.present.export.coding import CAMEO, PLOVER
    from readout.present.export.sheet import lines

    made = lines(PLOVER if scheme == "plover" else CAMEO, rows, form)
    if out is None:
        return _echoed(made)
    with whole_file(Path(out)) as file:
        return sum(1 for line in made if file.write(line)) - 1


def _echoed(made: Iterable[str]) -> int:
    written = -1  # the header is no row
    for line in made:
        click.echo(line, nl=False)
        written += 1
    return written


def _print_tables(form: Literal["csv", "tsv"]) -> None:
    """The tables of kinds and of sectors, with an empty line between."""
    from readout.present.export.sheet import lines
    from readout.present.export.tables import KINDS, SECTORS, kind_rows, sector_rows

    parts: list[tuple[tuple[str, ...], Iterable[Any]]] = [(KINDS, kind_rows()), (SECTORS, sector_rows())]
    for number, (columns, rows) in enumerate(parts):
        if number:
            click.echo()
        _echoed(lines(columns, rows, form))
