"""Each format read back by its standard's own library or schema: a validator takes the file and says how many it holds.

They raise AssertionError, or the library's own error, where a file is not what its standard says.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.present.export.valid import graphs, linked_data, news, tables, texts

Validator = Callable[[bytes], int]
VALIDATORS: dict[str, Validator] = {
    "ics": news.ics,
    "jsonld": linked_data.schema_org,
    "ninjs": news.ninjs,
    "newsml": news.newsml,
    "ftm": linked_data.followthemoney,
    "annotations": linked_data.web_annotation,
    "prov": linked_data.prov,
    "gdelt-events": tables.gdelt_events,
    "gdelt-mentions": tables.gdelt_mentions,
    "plover": tables.plover,
    "cameo": tables.cameo,
    "csv": tables.csv_of("events"),
    "csv-statements": tables.csv_of("statements"),
    "csv-entities": tables.csv_of("entities"),
    "csv-relations": tables.csv_of("relations"),
    "parquet": tables.parquet_of("events"),
    "parquet-statements": tables.parquet_of("statements"),
    "parquet-entities": tables.parquet_of("entities"),
    "parquet-relations": tables.parquet_of("relations"),
    "graphml": graphs.graphml,
    "gexf": graphs.gexf,
    "geojson": graphs.geojson,
    "rss": news.rss,
    "atom": news.atom,
    "jsonfeed": news.json_feed,
    "bibtex": texts.bibtex,
    "csl": texts.csl,
    "brat": texts.brat,
    "conllu": texts.conllu,
}
