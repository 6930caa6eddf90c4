"""PLOVER and CAMEO rows (docs/coding.md) among the other formats: what happened or is going on, as TSV."""

from __future__ import annotations

from collections.abc import Iterator

from readout.present.export.base import Corpus, Exporter
from readout.present.export.coding import CAMEO, PLOVER, cameo_rows, plover_rows
from readout.present.export.happenings import DONE
from readout.present.export.sheet import lines


def plover(corpus: Corpus) -> Iterator[str]:
    """A row an event."""
    rows = (row for r in corpus.records for row in plover_rows(r, DONE, corpus.version(r.article.id)))
    return lines(PLOVER, rows, "tsv")


def cameo(corpus: Corpus) -> Iterator[str]:
    """A row for each actor and recipient."""
    rows = (row for r in corpus.records for row in cameo_rows(r, DONE, corpus.version(r.article.id)))
    return lines(CAMEO, rows, "tsv")


_MEDIA = "text/tab-separated-values"
FORMATS = (
    Exporter("plover", _MEDIA, ".plover.tsv", "PLOVER rows with POLECAT's columns, one an event", plover),
    Exporter("cameo", _MEDIA, ".cameo.tsv", "CAMEO rows, one for each pair of actors", cameo),
)
