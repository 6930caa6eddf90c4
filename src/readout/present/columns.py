"""Rows of any columns as a table for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import StringIO
from shutil import get_terminal_size

from readout.present.export.clean import line
from readout.present.export.sheet import Cell

# Longer cells are cut: programs ask for CSV or JSON.
_MOST = 300
# Where a column would have fewer characters than this, each row stands below the other, a line a column.
_NARROWEST = 12


def as_columns(
    columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, colour: bool = False, width: int | None = None
) -> str:
    """A line or more a row; numbers stand right, several values have `; ` between them, nothing stands for no value."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    kept = list(rows)
    wide = max(20, width or get_terminal_size((100, 24)).columns)
    table = Table(box=None, pad_edge=False, header_style="bold" if colour else "")
    if len(columns) * _NARROWEST > wide:
        table.show_header = False
        for row in kept:
            for name, cell in zip(columns, row, strict=True):
                table.add_row(Text(name, "bold" if colour else ""), Text(_shown(cell)))
            table.add_row()
    else:
        for number, name in enumerate(columns):
            table.add_column(Text(name), justify="right" if _is_number(kept, number) else "left", overflow="fold")
        for row in kept:
            table.add_row(*(Text(_shown(cell)) for cell in row))
    out = StringIO()
    Console(file=out, width=wide, force_terminal=colour, legacy_windows=False, highlight=False).print(table)
    return "".join(text.rstrip() + "\n" for text in out.getvalue().splitlines())


def _is_number(rows: Sequence[Sequence[Cell]], column: int) -> bool:
    found = [row[column] for row in rows if row[column] is not None]
    return bool(found) and all(isinstance(cell, (int, float)) for cell in found)


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    return line("; ".join(cell) if isinstance(cell, tuple) else str(cell), _MOST)
