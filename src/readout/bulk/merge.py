"""Shards into a store: the records that they hold, in the order of the shards' names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from readout.bulk.arrow import library
from readout.bulk.manifest import Entry, Folder
from readout.model import Article, ReadoutError, Record, from_json
from readout.store import Added
from readout.store.write import content_hash

if TYPE_CHECKING:
    from readout.many.pages import Outcome
    from readout.store import Store

_ROWS = 64


def records(folder: Folder) -> Iterator[Record]:
    """The records of all shards that are done, shard for shard and each one's in the order of its pages."""
    for entry in folder.entries():
        yield from _of_shard(folder, entry)


def _of_shard(folder: Folder, entry: Entry) -> Iterator[Record]:
    """Its files lie by when articles were published: a part of each is in memory, as Parquet, to put them in order."""
    parts: dict[str, list[str]] = {}
    for file in entry.files:
        if file.path.startswith("records/"):
            parts.setdefault(file.path.rpartition("-")[2], []).append(file.path)
    for _, paths in sorted(parts.items()):
        yield from _of_part(folder, paths)


def _of_part(folder: Folder, paths: list[str]) -> Iterator[Record]:
    pa, parquet = library("pyarrow", "parquet"), library("pyarrow.parquet", "parquet")
    try:
        tables = [
            parquet.read_table(folder.path / path, columns=["number", "record"], partitioning=None) for path in paths
        ]
        for batch in pa.concat_tables(tables).sort_by("number").to_batches(_ROWS):
            yield from map(from_json, batch.column("record").to_pylist())
    except (OSError, ValueError) as error:
        what = f"is missing or damaged: {str(error).partition(chr(10))[0]}"
        raise ReadoutError(str(folder.path / paths[0]), what, "delete its shard's entry and run bulk again") from error


def news(store: Store, found: Iterator[Record]) -> Iterator[Outcome]:
    """Each record, or what the store has of it already in whatever version; each state of a page once.

    So merging twice changes nothing, also where a folder holds several states of one page.
    """
    seen: set[tuple[str, str]] = set()
    for record in found:
        mark = record.article.id, content_hash(record.article)
        if mark not in seen:
            seen.add(mark)
            yield _kept(store, record.article, mark[1]) or record


def _kept(store: Store, article: Article, digest: str) -> Added | None:
    if (newest := store.known(article)) is not None:
        return newest
    for row in store.versions(article.id):
        if content_hash(store.record(article.id, row.version).article) == digest:
            return Added(article.id, row.version, "unchanged", row.headline)
    return None
