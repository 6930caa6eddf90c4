"""Events, statements, entities and relations as Parquet for pandas, polars, DuckDB and R; needs the `parquet` extra."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import Any

from readout.extras import missing
from readout.present.export.base import Corpus, Exporter
from readout.present.export.frames import FRAMES, Frame, Kind
from readout.present.export.sheet import Row
from readout.present.export.streams import Sink

# Rows of a row group: so many are held in memory.
_GROUP = 10_000


def write(frame: Frame, corpus: Corpus) -> Iterator[bytes]:
    """The file, a row group a piece."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise missing("parquet", error, "parquet") from error
    sink = Sink()
    schema = _schema(pa, frame)
    rows = frame.all(corpus)
    with pq.ParquetWriter(pa.PythonFile(sink, mode="w"), schema, compression="zstd") as writer:
        while some := list(islice(rows, _GROUP)):
            writer.write_table(pa.Table.from_pylist([_filled(row, frame) for row in some], schema))
            yield sink.taken()
    yield sink.taken()


def _schema(pa: Any, frame: Frame) -> Any:
    types: dict[Kind, Any] = {
        "words": pa.string(),
        "list": pa.list_(pa.string()),
        "whole": pa.int64(),
        "number": pa.float64(),
    }
    return pa.schema([(column, types[kind]) for column, kind in frame.columns.items()])


def _filled(row: Row, frame: Frame) -> dict[str, Any]:
    """A row with each column, lists as lists."""
    return {c: list(v) if isinstance(v := row.get(c), tuple) else v for c in frame.columns}


FORMATS = tuple(
    Exporter(
        "parquet" if n == 0 else f"parquet-{frame.name}",
        "application/vnd.apache.parquet",
        f".{frame.name}.parquet",
        f"Parquet of {frame.name}, a row each",
        partial(write, frame),
        extra="parquet",
    )
    for n, frame in enumerate(FRAMES)
)
