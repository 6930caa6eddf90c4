"""All exports over many articles, validated and timed: `python -m tests.present.export.measure [--data ../shared]`.

The articles are those of ECB+ and the saved pages of the tests, read by rules alone; what was read is kept in
`build/exports/records.jsonl`, so that a second run starts with it. Printed for each format: how many entries it holds,
its size, articles a second, and whether its validator took it. Exit status 1 when one did not.
"""

from __future__ import annotations

import argparse
import sys
import time
from itertools import islice
from pathlib import Path

import readout
from readout.model import Problem, Record, from_json, to_json
from readout.present.export.base import Corpus
from readout.present.export.registry import exporters
from tests.present.export.valid import VALIDATORS

PAGES = Path(__file__).parents[2] / "pages"


def records(data: Path, kept: Path, many: int) -> list[Record]:
    """So many records: those kept from a run before, else read anew."""
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        sources = [*sorted(PAGES.glob("*.html.gz")), data / "ecbplus" / "articles.jsonl"]
        beside = kept.with_suffix(".part")
        with beside.open("w", encoding="utf-8") as out:
            for record in islice(readout.read_all(sources, on_problem=_say, fast=True), many):
                out.write(to_json(record) + "\n")
        beside.replace(kept)
    with kept.open(encoding="utf-8") as lines:
        return [from_json(line) for line in islice(lines, many)]


def _say(problem: Problem) -> None:
    print(f"{problem.where}: {problem.what}", file=sys.stderr)


def measure(some: list[Record], only: str | None = None) -> bool:
    """Print a line a format; whether all are valid."""
    good = True
    print(f"{len(some)} articles\n{'format':20} {'entries':>8} {'kB':>8} {'articles/s':>11}  valid")
    for one in exporters():
        if only and one.name != only:
            continue
        began = time.perf_counter()
        data = b"".join(one.pieces(Corpus(some)))
        took = time.perf_counter() - began
        try:
            entries, said = VALIDATORS[one.name](data), "yes"
        except Exception as error:
            entries, said, good = 0, f"NO: {type(error).__name__}: {error}"[:300], False
        print(f"{one.name:20} {entries:8} {len(data) // 1000:8} {len(some) / took:11.0f}  {said}", flush=True)
    return good


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--kept", type=Path, default=Path("build/exports/records.jsonl"))
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--only", metavar="FORMAT")
    asked = parser.parse_args()
    return 0 if measure(records(asked.data, asked.kept, asked.articles), asked.only) else 1


if __name__ == "__main__":
    sys.exit(main())
