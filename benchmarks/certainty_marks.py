"""How right statuses are at words judged in articles that lie beside the project: `tests/extract/certainty.tsv`.

The `seen` part was looked at while rules were mended, the `blind` part only counted. Statuses were written down before
any was compared with the program's. Times in the table are words of the article: `-` none, `~` open, `?` not judged.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from readout.analyse import analyse
from readout.extract import find_times
from readout.extract.status import event_status
from readout.extract.when import event_time
from readout.model import Article
from readout.read import read_bytes

_FILES = ("polnear/train.jsonl.gz", "timex/timebank.jsonl", "ecbplus/articles.jsonl")
Row = dict[str, str]


def lines(data: Path) -> Iterator[dict[str, str]]:
    """The articles of the corpora."""
    for name in _FILES:
        raw = (data / "data" / name).read_bytes()
        yield from map(json.loads, (gzip.decompress(raw) if name.endswith(".gz") else raw).decode().splitlines())


def articles(data: Path, rows: list[Row]) -> Iterator[Article]:
    """The articles that the table judges, with their publication dates."""
    days = {row["article"]: row["published"] for row in rows}
    wanted = {line["id"]: line["text"] for line in lines(data) if line["id"] in days}
    text = "\n".join(json.dumps({"id": i, "text": t, "published": days[i] or None}) for i, t in wanted.items())
    return (a for a in read_bytes(text.encode(), "table.jsonl") if isinstance(a, Article))


def main() -> None:
    """Print the share of right statuses of both parts."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("../shared"), help="folder that holds data/")
    parser.add_argument("--table", type=Path, default=Path("tests/extract/certainty.tsv"))
    options = parser.parse_args()
    if not all((options.data / "data" / name).is_file() for name in _FILES):
        print(f"certainty: NOT MEASURED: {options.data}/data lacks one of {', '.join(_FILES)} (say where with --data)")
        return
    with options.table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    found = {a.article.id: (a, find_times(a)) for a in analyse(articles(options.data, rows))}
    for part in ("seen", "blind"):
        judged = [row for row in rows if row["part"] == part]
        right = 0
        for row in judged:
            a, times = found[row["article"]]
            first, last = a.tokens(int(row["start"]), int(row["end"]))
            token = next((t for t in range(first, last) if not first <= a.heads[t] < last), first)
            right += event_status(a, token, event_time(a, token, times))[0] == row["status"]
        print(f"{part:6} status right {right / len(judged):.3f}  ({right} of {len(judged)})")


if __name__ == "__main__":
    main()
