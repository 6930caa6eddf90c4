"""What the whole pipeline costs against the bare spaCy pass over the same texts, and how fast `readout --help` answers.

All are timed by turns in one process, so that a drifting machine slows all; the medians and their ratios are printed.
Exit status 1 when the pipeline costs more than 3 times the bare pass, by rules more than 1.5 times, or `--help` takes
over 0.3 s.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from readout.analyse import language_model
from readout.flow import Means, records
from readout.model import Article, to_json
from readout.read import read_bytes

MOST_RATIO, MOST_FAST, MOST_HELP = 3.0, 1.5, 0.3


def seconds(work: Callable[[], object]) -> float:
    """Wall time of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def bare(texts: list[str]) -> None:
    """The spaCy pass as a user of spaCy would write it."""
    for _ in language_model().pipe(texts):
        pass


def whole(lines: bytes, fast: bool) -> None:
    """From the bytes of a JSON-lines file to the lines of JSON that `readout read --json` prints."""
    for record in records((a for a in read_bytes(lines, "articles.jsonl") if isinstance(a, Article)), Means(fast)):
        to_json(record)


def main() -> int:
    """Print the table; 0 when both limits hold."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("../shared"), help="folder that holds data/polnear")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    lines = gzip.decompress((options.data / "data/polnear/dev.jsonl.gz").read_bytes())
    texts = [json.loads(line)["text"] for line in lines.splitlines()]
    bare(texts[:4])
    whole(b"\n".join(lines.splitlines()[:4]), False)
    works = (partial(bare, texts), partial(whole, lines, True), partial(whole, lines, False))
    rows = [tuple(seconds(work) for work in works) for _ in range(options.rounds)]
    times = [statistics.median(column) for column in zip(*rows, strict=True)]
    fast, ratio = (statistics.median(row[n] / row[0] for row in rows) for n in (1, 2))
    words = sum(len(text.split()) for text in texts)
    print(f"{len(texts)} articles, {words} words, {options.rounds} rounds by turns")
    for name, taken in zip(("bare spaCy pass", "rules (--fast)", "whole pipeline"), times, strict=True):
        print(f"{name:16} {taken:6.2f} s   {len(texts) / taken:5.1f} articles/s   {words / taken:7.0f} words/s")
    print(f"ratios           {fast:6.2f} by rules (at most {MOST_FAST}), {ratio:.2f} in whole (at most {MOST_RATIO})")
    readout = Path(sysconfig.get_path("scripts")) / "readout"
    helped = [seconds(lambda: subprocess.run([readout, "--help"], check=True, capture_output=True)) for _ in range(7)]
    print(f"readout --help    {statistics.median(helped):6.2f} s   (at most {MOST_HELP})")
    return int(ratio > MOST_RATIO or fast > MOST_FAST or statistics.median(helped) > MOST_HELP)


if __name__ == "__main__":
    sys.exit(main())
