"""What the whole pipeline costs against the bare spaCy pass over the same texts, and how fast `readout --help` answers.

Both are timed by turns in one process, so that a drifting machine slows both; the medians and their ratio are printed.
Exit status 1 when the pipeline costs more than 1.5 times the bare pass, or `--help` takes over 0.3 s.
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
from readout.flow import records
from readout.model import Article, to_json
from readout.read import read_bytes

MOST_RATIO, MOST_HELP = 1.5, 0.3


def seconds(work: Callable[[], object]) -> float:
    """Wall time of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def bare(texts: list[str]) -> None:
    """The spaCy pass as a user of spaCy would write it."""
    for _ in language_model().pipe(texts):
        pass


def whole(lines: bytes) -> None:
    """From the bytes of a JSON-lines file to the lines of JSON that `readout read --json` prints."""
    for record in records(a for a in read_bytes(lines, "articles.jsonl") if isinstance(a, Article)):
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
    whole(b"\n".join(lines.splitlines()[:4]))
    rows = [(seconds(partial(bare, texts)), seconds(partial(whole, lines))) for _ in range(options.rounds)]
    one, all_ = (statistics.median(column) for column in zip(*rows, strict=True))
    ratio = statistics.median(b / a for a, b in rows)
    words = sum(len(text.split()) for text in texts)
    print(f"{len(texts)} articles, {words} words, {options.rounds} rounds by turns")
    print(f"bare spaCy pass   {one:6.2f} s   {len(texts) / one:5.1f} articles/s   {words / one:7.0f} words/s")
    print(f"whole pipeline    {all_:6.2f} s   {len(texts) / all_:5.1f} articles/s   {words / all_:7.0f} words/s")
    print(f"ratio             {ratio:6.2f}     (at most {MOST_RATIO})")
    readout = Path(sysconfig.get_path("scripts")) / "readout"
    times = [seconds(lambda: subprocess.run([readout, "--help"], check=True, capture_output=True)) for _ in range(7)]
    print(f"readout --help    {statistics.median(times):6.2f} s   (at most {MOST_HELP})")
    return int(ratio > MOST_RATIO or statistics.median(times) > MOST_HELP)


if __name__ == "__main__":
    sys.exit(main())
