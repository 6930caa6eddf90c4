"""How fast a store finds articles: `python benchmarks/search.py FILE [--searches 200]`.

Asks for words that stand in the store's own headlines and texts: rare and frequent ones, two together, a phrase, one
misspelt (with the words that were meant). Each is asked once; printed is the 50th and 99th percentile of the wall clock
and the processor time of one search, by sort and of all.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from readout.model import Record
from readout.store import Store, open_store

_READ, _SHOWN = 400, 20


def words_of(store: Store, draw: random.Random) -> tuple[list[str], list[str], list[list[str]]]:
    """Rare and frequent words of some articles, and the texts of those as words."""
    rows = store.articles(limit=5000)
    records: Iterator[Record] = (store.record(row.article) for row in draw.sample(rows, min(_READ, len(rows))))
    texts = [re.findall(r"[a-z]{4,}", record.article.text.casefold()) for record in islice(records, _READ)]
    counts = Counter(word for text in texts for word in set(text))
    frequent = [word for word, _ in counts.most_common(40)]
    rare = sorted(word for word, many in counts.items() if many <= 2)
    return rare, frequent, [text for text in texts if len(text) > 3]


def searches(store: Store, many: int) -> dict[str, list[str]]:
    """What to ask, by sort."""
    draw = random.Random(5)
    rare, frequent, texts = words_of(store, draw)

    def phrase() -> str:
        text = draw.choice(texts)
        at = draw.randrange(len(text) - 1)
        return f'"{text[at]} {text[at + 1]}"'

    def misspelt() -> str:
        word = draw.choice([word for word in rare if len(word) > 5] or rare)
        at = draw.randrange(1, len(word) - 1)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    sorts: dict[str, Callable[[], str]] = {
        "rare": lambda: draw.choice(rare),
        "frequent": lambda: draw.choice(frequent),
        "two words": lambda: f"{draw.choice(frequent)} {draw.choice(rare)}",
        "phrase": phrase,
        "misspelt": misspelt,
    }
    return {sort: [make() for _ in range(many // len(sorts))] for sort, make in sorts.items()}


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("file", type=Path)
    parser.add_argument("--searches", type=int, default=200)
    options = parser.parse_args()
    with open_store(options.file, create=False) as store:
        print(f"{store.counts().articles} articles", flush=True)
        store.search("warm")
        every: list[float] = []
        begun = time.process_time()
        for sort, asked in searches(store, options.searches).items():
            took = [_timed(store, words, sort == "misspelt") for words in asked]
            every += took
            print(f"  {sort:<10} {_figures(took)}", flush=True)
        spent = (time.process_time() - begun) / len(every)
    print(f"{len(every)} searches: {_figures(every)}, processor time {spent * 1e3:.1f} ms each")
    return 0


def _timed(store: Store, words: str, misspelt: bool) -> float:
    begun = time.perf_counter()
    if not store.search(words, limit=_SHOWN) and misspelt:
        store.finder.meant(words)
    return time.perf_counter() - begun


def _figures(took: list[float]) -> str:
    ranked = sorted(took)
    return f"p50 {ranked[len(ranked) // 2] * 1e3:6.1f} ms  p99 {ranked[int(len(ranked) * 0.99)] * 1e3:6.1f} ms"


if __name__ == "__main__":
    raise SystemExit(main())
