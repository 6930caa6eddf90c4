"""Rows as Arrow tables, and pyarrow itself, which is an optional part of readout."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any

from readout.bulk.tables import Kind, Row, Table
from readout.model import ReadoutError


def library(name: str, extra: str) -> Any:
    """A library that only some need, loaded when it is; raises ReadoutError that says how to get it."""
    try:
        return import_module(name)
    except ImportError as error:
        what = f"{error.name} is not installed"
        raise ReadoutError(name.partition(".")[0], what, f"pip install 'readout-news[{extra}]'") from error


def arrow() -> Any:
    """pyarrow."""
    return library("pyarrow", "parquet")


def schema(table: Table, more: Mapping[str, Kind] | None = None) -> Any:
    """The types of a table's columns, and of more that stand behind them."""
    pa = arrow()
    types: dict[Kind, Any] = {
        "words": pa.string(),
        "list": pa.list_(pa.string()),
        "whole": pa.int64(),
        "number": pa.float64(),
        "day": pa.date32(),
        "flag": pa.bool_(),
    }
    kinds = {name: column.kind for name, column in table.columns.items()} | dict(more or {})
    return pa.schema([(name, types[kind]) for name, kind in kinds.items()])


def as_arrow(table: Table, rows: Iterable[Row], more: Mapping[str, Kind] | None = None) -> Any:
    """Rows as an Arrow table."""
    return arrow().Table.from_pylist([dict(row) for row in rows], schema(table, more))
