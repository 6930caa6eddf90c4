"""The formats by name. A new one is a file of this folder that has `FORMATS`, and a line here."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from readout.model import ReadoutError
from readout.present.export.base import Exporter

# Which file makes which formats: a file is loaded only when one of its formats is asked for.
MODULES: dict[str, tuple[str, ...]] = {
    "icalendar": ("ics",),
    "schema_org": ("jsonld",),
    "ninjs": ("ninjs",),
    "newsml": ("newsml",),
    "followthemoney": ("ftm",),
    "web_annotation": ("annotations",),
    "prov": ("prov",),
    "gdelt": ("gdelt-events", "gdelt-mentions"),
    "coders": ("plover", "cameo"),
    "table_csv": ("csv", "csv-statements", "csv-entities", "csv-relations"),
    "table_parquet": ("parquet", "parquet-statements", "parquet-entities", "parquet-relations"),
    "graph": ("graphml", "gexf"),
    "geojson": ("geojson",),
    "feeds": ("rss", "atom", "jsonfeed"),
    "citations": ("bibtex", "csl"),
    "brat": ("brat",),
    "conllu": ("conllu",),
}
NAMES = tuple(name for names in MODULES.values() for name in names)


def exporter(name: str) -> Exporter:
    """The format of this name; raises ReadoutError that lists those there are."""
    for module, names in MODULES.items():
        if name in names:
            made: tuple[Exporter, ...] = import_module(f"readout.present.export.{module}").FORMATS
            return next(one for one in made if one.name == name)
    raise ReadoutError(name, "no such format", f"one of {', '.join(NAMES)}")


def exporters() -> Iterator[Exporter]:
    """All formats, in the order of the table."""
    return map(exporter, NAMES)
