"""Events, statements, entities and relations as CSV (RFC 4180) for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from readout.present.export.base import Corpus, Exporter
from readout.present.export.frames import FRAMES, Frame
from readout.present.export.sheet import lines

# Without it a spreadsheet takes UTF-8 for the encoding of its country.
_MARK = "\ufeff"


def write(frame: Frame, corpus: Corpus) -> Iterator[str]:
    """The header and a line a row."""
    yield _MARK
    yield from lines(tuple(frame.columns), frame.all(corpus), "csv")


FORMATS = tuple(
    Exporter(
        "csv" if n == 0 else f"csv-{frame.name}",
        "text/csv",
        f".{frame.name}.csv",
        f"CSV of {frame.name}, a row each",
        partial(write, frame),
    )
    for n, frame in enumerate(FRAMES)
)
