"""What finding the entities costs against the bare spaCy pass over the same texts (PolNeAR dev).

Timed by turns in one process, in processor time, so that a busy machine slows neither; medians and their ratio are
printed. Exit status 1 when it costs half of the bare pass or more.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from readout.analyse import analyse, language_model
from readout.extract.entities import find_entities
from readout.model import Article, Block
from readout.read.build import paragraphs

MOST = 0.5


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> int:
    """Print the table; 0 when the limit holds."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("../shared"), help="folder that holds data/polnear")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--articles", type=int, default=84)
    options = parser.parse_args()
    lines = gzip.decompress((options.data / "data/polnear/dev.jsonl.gz").read_bytes()).splitlines()
    texts = [json.loads(line)["text"] for line in lines[: options.articles]]
    articles = [
        Article(str(n), "", text, blocks=tuple(Block("paragraph", *span) for span in paragraphs(text)))
        for n, text in enumerate(texts)
    ]
    analyses = list(analyse(articles))
    find_entities(analyses[0])
    pairs = [
        (
            seconds(lambda: list(language_model().pipe(texts))),
            seconds(lambda: [find_entities(analysis) for analysis in analyses]),
        )
        for _ in range(options.rounds)
    ]
    bare, own = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for other, one in pairs)
    print(f"bare spaCy pass  {bare:7.2f} s")
    print(f"entities         {own:7.2f} s   {ratio:.3f} of the bare pass")
    return int(ratio >= MOST)


if __name__ == "__main__":
    sys.exit(main())
