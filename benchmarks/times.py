"""How right the times are on articles annotated with TIMEX3, fold by fold, and how fast they are found after the parse.

The rules are written by hand with these articles in view, so each fold is read without the rules that only its own
articles speak for: those that in the other folds hit nothing, or miss more often than they hit. The measures are
TempEval-3's, as in the scorer `score_times.py`: strict (same characters), relaxed (overlap), value (relaxed and same).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from readout.analyse import analyse
from readout.extract import find_times
from readout.extract.times import readings
from readout.model import Analysis, Article, Time
from readout.read import read_inputs

MEASURES = ("strict", "relaxed", "value")
Gold = list[dict[str, Any]]


def scored(gold: Gold, found: Sequence[Time]) -> tuple[Counter[str], set[str]]:
    """Counts of one article, and the ids of the found times that touch an annotated one."""
    counts, left, hits = Counter({"gold": len(gold), "found": len(found)}), list(found), set()
    for wanted in gold:
        span = wanted["start"], wanted["end"]
        pair = next((t for t in left if (t.start, t.end) == span), None)
        counts["strict"] += pair is not None
        pair = pair or next((t for t in left if t.start < span[1] and span[0] < t.end), None)
        if pair is not None:
            left.remove(pair)
            hits.add(pair.id)
            counts["relaxed"] += 1
            counts["value"] += pair.value == wanted["value"]
    return counts, hits


def line(counts: Counter[str]) -> str:
    """The F1 of each measure."""
    both = counts["gold"] + counts["found"]
    return "  ".join(f"{name} {2 * counts[name] / both:.3f}" for name in MEASURES)


def unsupported(articles: Iterable[Analysis], gold: dict[str, Gold]) -> tuple[frozenset[str], frozenset[str]]:
    """The rules that hit something in some articles, and those that miss more than they hit."""
    hit: Counter[str] = Counter()
    miss: Counter[str] = Counter()
    for article in articles:
        rows = readings(article)
        _, hits = scored(gold[article.article.id], [t for _, t in rows])
        for rule, found in rows:
            (hit if found.id in hits else miss)[rule] += 1
    return frozenset(hit), frozenset(rule for rule in miss if miss[rule] > hit[rule])


def main() -> int:
    """Print the figures; 1 when fewer articles a second are read than asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("../shared"), help="folder that holds data/timex")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--least", type=float, default=50.0, help="articles a second")
    options = parser.parse_args()
    path = options.data / "data/timex/timebank.jsonl"
    if not path.is_file():
        print(f"times: NOT MEASURED: no {path} (say where the data is with --data)")
        return 0
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    gold: dict[str, Gold] = {row["id"]: row["times"] for row in rows}
    articles = list(analyse(a for a in read_inputs([str(path)]) if isinstance(a, Article)))
    all_rules = frozenset(rule for article in articles for rule, _ in readings(article))
    held, whole = Counter[str](), Counter[str]()
    for fold in range(options.folds):
        inside = articles[fold :: options.folds]
        outside = [a for n, a in enumerate(articles) if n % options.folds != fold]
        hit, worse = unsupported(outside, gold)
        without = (all_rules - hit) | worse
        counts = Counter[str]()
        for article in inside:
            counts += scored(gold[article.article.id], [t for _, t in readings(article, without)])[0]
            whole += scored(gold[article.article.id], find_times(article))[0]
        held += counts
        print(f"fold {fold + 1}: {len(inside)} articles  {line(counts)}  ({len(without)} rules left out)")
    print(f"folds together   {line(held)}")
    print(f"with all rules   {line(whole)}")
    start = time.process_time()
    for article in articles:
        find_times(article)
    speed = len(articles) / (time.process_time() - start)
    words = sum(len(a) for a in articles) / len(articles)
    print(f"speed            {speed:.0f} articles a second on one core after the parse ({words:.0f} tokens each)")
    return int(speed < options.least)


if __name__ == "__main__":
    sys.exit(main())
