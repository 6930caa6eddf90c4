"""`readout ask`: SQL over the store, or over what `readout bulk` wrote."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from readout.cli.common import (
    FILE,
    colour,
    complain,
    counted,
    guarded,
    json_option,
    opened,
    options,
    print_json,
    quiet_option,
    store_option,
    verbose_option,
)

if TYPE_CHECKING:
    from readout.bulk.ask import Tables


@click.command("ask", short_help="Ask the store, or what bulk wrote, in SQL.")
@click.argument("sql", metavar="SQL", required=False)
@options(
    click.option("--in", "folder", metavar="DIR", type=FILE, help="Ask what `readout bulk --out DIR` wrote."),
    store_option,
    click.option("--csv", "as_csv", is_flag=True, help="Print CSV, with all rows."),
    json_option,
    click.option("--limit", metavar="N", type=click.IntRange(min=0), default=50,
                 help="Show people at most so many rows (50); 0 for all."),
    click.option("--timeout", metavar="SECONDS", type=click.FloatRange(min=0), default=60, show_default=True,
                 help="The longest that the query may take; 0 for no limit."),
    click.option("--tables", "listed", is_flag=True, help="Print the tables with their columns, and stop."),
    quiet_option,
    verbose_option,
)  # fmt: skip
@guarded
def command(
    sql: str | None,
    folder: str | None,
    store: str | None,
    as_csv: bool,
    as_json: bool,
    limit: int,
    timeout: float,
    listed: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Answer one SQL query (DuckDB's SQL; - reads it from standard input) over the tables articles, statements, events,
    participants, entities, times, relations, problems and records. --tables says what each column holds.

    The query can only read, and only these tables: no file, no address, no extension. Each article counts once, in its
    newest version. A store's tables are made anew for each query (some milliseconds an article); what bulk wrote is
    asked as it lies there.

    \b
    Examples:
      readout ask "SELECT status, count(*) FROM events GROUP BY ALL"
      readout ask --csv "SELECT said_by, count(*) AS n FROM statements GROUP BY ALL ORDER BY n DESC"
      readout ask --in shards/ "SELECT day, sentence FROM events WHERE list_contains(actors, 'Egypt')"
      readout ask "SELECT day, name, role FROM participants WHERE country = 'EGY' AND status = 'scheduled'"
      readout ask --tables
    """
    from readout.bulk.ask import asked

    if listed:
        _list_tables(as_json)
        return 0
    if sql is None:
        raise click.UsageError("write a query; --tables lists what can be asked")
    if as_csv and as_json:
        raise click.UsageError("--csv or --json, not both")
    query = sys.stdin.read() if sql == "-" else sql
    if folder and _is_named("store"):
        raise click.UsageError("--in or --store, not both")
    with _tables(folder, store, quiet, verbose) as tables, asked(query, tables, timeout or None) as answer:
        if as_json:
            for row in answer.rows:
                print_json({name: _plain(cell) for name, cell in zip(answer.columns, row, strict=True)})
        elif as_csv:
            _print_csv(answer.columns, answer.rows)
        else:
            _print_table(answer.columns, answer.rows, limit, quiet)
    return 0


def _is_named(name: str) -> bool:
    from click.core import ParameterSource

    return click.get_current_context().get_parameter_source(name) is ParameterSource.COMMANDLINE


@contextmanager
def _tables(folder: str | None, store: str | None, quiet: bool, verbose: bool) -> Iterator[Tables]:
    import tempfile
    from functools import partial

    if folder:
        from readout.bulk.asked import prepare
        from readout.bulk.manifest import Folder

        yield lambda connection, names: prepare(connection, Folder(folder))
        return
    from readout.bulk.ask import of_records

    with opened(store, verbose) as kept, tempfile.TemporaryDirectory(prefix="readout-ask-") as held:
        numbers = kept.numbers()
        records = counted(kept.records(), not quiet)
        numbered = ((record, numbers.get(record.article.id, 1)) for record in records)
        yield partial(of_records, numbered, Path(held))


def _list_tables(as_json: bool) -> None:
    from readout.bulk.tables import TABLES

    for table in TABLES.values():
        if as_json:
            columns = {name: {"kind": column.kind, "about": column.about} for name, column in table.columns.items()}
            print_json({"table": table.name, "about": table.about, "columns": columns})
            continue
        click.echo(f"{table.name}: {table.about}")
        for name, column in table.columns.items():
            click.echo(f"  {name:16} {column.kind:7} {column.about}")


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    from decimal import Decimal

    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, int) and not isinstance(value, bool) and not -(2**63) <= value < 2**63:
        return str(value)
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value).decode(errors="backslashreplace")
    return value


def _cell(value: Any) -> Any:
    """A value as it stands in one cell."""
    import json

    plain = _plain(value)
    if plain is None or (isinstance(plain, (int, float, str)) and not isinstance(plain, bool)):
        return plain
    if isinstance(plain, bool):
        return "true" if plain else "false"
    if isinstance(plain, list) and all(isinstance(one, str) for one in plain):
        return tuple(plain)
    return json.dumps(plain, ensure_ascii=False, default=str) if isinstance(plain, (list, dict)) else str(plain)


def _print_csv(columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    from readout.present.export.sheet import lines

    named = (dict(zip(columns, map(_cell, row), strict=True)) for row in rows)
    for line in lines(columns, named, "csv"):
        click.echo(line, nl=False)


def _print_table(columns: Sequence[str], rows: Iterator[tuple[Any, ...]], limit: int, quiet: bool) -> None:
    from readout.present.columns import as_columns

    shown = list(islice(rows, limit + 1) if limit else rows)
    more = limit and len(shown) > limit
    cells = [list(map(_cell, row)) for row in (shown[:limit] if limit else shown)]
    click.echo(as_columns(columns, cells, colour=colour()), nl=False)
    if more and not quiet:
        complain(f"there are more than {limit} rows; --limit 0 prints all")
