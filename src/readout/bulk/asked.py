"""The tables of a folder of shards as a query sees them: what is done, each article once."""

from __future__ import annotations

from typing import Any

from readout.bulk.arrow import arrow, library
from readout.bulk.manifest import Folder
from readout.bulk.parts import By, partitioned
from readout.bulk.tables import TABLES
from readout.model import ReadoutError

# Of several states of one article the one that was fetched last counts, of these the last in the order of merging.
_NEWEST = """
CREATE TEMP TABLE newest AS
SELECT shard, number FROM (
    SELECT articles.shard, articles.number, row_number() OVER (
        PARTITION BY article ORDER BY retrieved DESC NULLS LAST, rank DESC, articles.number DESC
    ) AS place
    FROM shards_articles AS articles JOIN shards_rank USING (shard)
) WHERE place = 1
"""


def prepare(connection: Any, folder: Folder) -> None:
    """Give a connection the tables of a folder: as views over its files, without what an article said before."""
    run, entries = folder.run(), folder.entries()
    paths: dict[str, list[str]] = {name: [] for name in TABLES}
    for entry in entries:
        for file in entry.files:
            paths[file.path.partition("/")[0]].append(str(folder.path / file.path))
    for name, found in paths.items():
        connection.register(f"shards_{name}", _dataset(name, found, run.by))
    ranks = {"shard": [entry.name for entry in entries], "rank": list(range(len(entries)))}
    pa = arrow()
    connection.register("shards_rank", pa.table(ranks, pa.schema([("shard", pa.string()), ("rank", pa.int64())])))
    several = "SELECT count(*) > count(DISTINCT article) FROM shards_articles"
    only = ""
    if connection.execute(several).fetchall()[0][0]:
        connection.execute(_NEWEST)
        only = " SEMI JOIN newest USING (shard, number)"
    for name in TABLES:
        # A problem without an article is that of a page: it has no newer state.
        kept = only and f"{only} UNION ALL FROM shards_{name} WHERE article IS NULL" if name == "problems" else only
        connection.execute(f"CREATE TEMP VIEW {name} AS FROM shards_{name}{kept}")


def _dataset(name: str, paths: list[str], by: By) -> Any:
    dataset = library("pyarrow.dataset", "parquet")
    schema = partitioned(name, by)
    if not paths:
        return schema.empty_table()
    pa = arrow()
    folders = dataset.partitioning(pa.schema([(by, pa.string())]), flavor="hive")
    try:
        return dataset.dataset(paths, schema=schema, partitioning=folders, format="parquet")
    except OSError as error:
        what = f"a file of a shard is missing: {str(error).partition(chr(10))[0]}"
        raise ReadoutError(paths[0], what, "delete its entry in _manifest and run bulk again") from error
