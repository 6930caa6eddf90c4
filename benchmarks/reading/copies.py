"""Copies, updates and rewrites told apart from news of one topic, and how long 100,000 articles take.

python -m benchmarks.reading.copies [--data ../shared] [--articles 100000] [--wrong]
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random
from time import process_time
from typing import Any

import yaml

from readout.link.copies import Pair, copies, pairs, signature
from readout.model import Article

from .retold import Told, made, same

_HAND = Path(__file__).with_name("retold.yaml")
_KINDS = ("same", "copy", "update", "rewrite")


def corpus(data: Path) -> list[Article]:
    """The real articles that the made set is made of: PolNeAR's training part, which has seven outlets."""
    with gzip.open(data / "data/polnear/train.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows: list[dict[str, Any]] = [json.loads(line) for line in lines]
    return [_article(row["id"], row["text"], row["id"].partition("_")[0]) for row in rows]


def by_hand() -> list[tuple[Article, Article, Article]]:
    """Invented news: an article, the same rewritten, and another newsroom's own report of the same happening."""
    rows: list[dict[str, str]] = yaml.safe_load(_HAND.read_text(encoding="utf-8"))
    parts = ("first", "again", "apart")
    return [tuple(_article(f"{p}{n}", row[p], p) for p in parts) for n, row in enumerate(rows)]  # type: ignore[misc]


def _article(name: str, text: str, outlet: str) -> Article:
    return Article(id=name, source=name, text=text, url=f"https://{outlet}.example/{name}", publisher=outlet)


def told_right(found: Sequence[Pair], rows: Sequence[Told]) -> tuple[Counter[str], list[Pair]]:
    """Counts over pairs: `found`, `right`, `wanted`, each also by kind of a made article beside its source.

    A pair is right if both were made of one article. The second value are the pairs that were not.
    """
    sizes = Counter(row.source for row in rows)
    count = Counter(found=len(found), wanted=sum(n * (n - 1) // 2 for n in sizes.values()))
    wrong = []
    for pair in found:
        one, other = rows[pair.one], rows[pair.other]
        if one.source != other.source:
            wrong.append(pair)
            continue
        count["right"] += 1
        kinds = {one.kind, other.kind}
        if "" in kinds and len(kinds) == 2:
            (kind,) = kinds - {""}
            count[f"met {kind}"] += 1
            count[f"told {kind}"] += pair.kind == kind
    for row in rows:
        count[f"made {row.kind}"] += bool(row.kind)
    return count, wrong


def large(articles: Sequence[Article], count: int, seed: int = 1) -> Iterator[Article]:
    """So many articles of about 450 words, walks over the words of real ones; one in ten is a copy of an earlier."""
    random = Random(seed)
    after: dict[str, list[str]] = {}
    for article in articles:
        words = article.text.split()
        for one, other in pairwise(words):
            after.setdefault(one, []).append(other)
    starts = list(after)
    kept: list[str] = []
    for number in range(count):
        if kept and random.random() < 0.1:
            text = same(random.choice(kept), random)
        else:
            word, text_words, topic = random.choice(starts), [], random.sample(starts, 30)
            for _ in range(random.randint(300, 600)):
                text_words.append(word)
                known = after.get(word) if random.random() > 0.12 else None
                word = random.choice(known) if known else random.choice(topic)
            text = " ".join(text_words)
            if number % 50 == 0:
                kept.append(text)
        yield _article(str(number), text, f"outlet{number % 200}")


def _print_made(title: str, found: Sequence[Pair], rows: Sequence[Told], wrong_too: bool) -> None:
    count, wrong = told_right(found, rows)
    precision, recall = count["right"] / max(1, count["found"]), count["right"] / count["wanted"]
    print(f"{title}: precision {precision:.4f}, recall {recall:.4f} ({count['wanted']} pairs)")
    for kind in _KINDS:
        if all_made := count[f"made {kind}"]:
            met, told = count[f"met {kind}"], count[f"told {kind}"]
            print(f"  {kind:8} with its source: found {met / all_made:.3f}, and as such {told / all_made:.3f}")
    for pair in wrong if wrong_too else ():
        names = rows[pair.one].article.id, rows[pair.other].article.id
        print(f"  not made of one: {names[0]} {names[1]} {pair.kind} {pair.runs} {pair.words}")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--articles", type=int, default=100_000, help="how many for the time; 0 for none")
    parser.add_argument("--wrong", action="store_true", help="name the wrong pairs")
    args = parser.parse_args()
    real = corpus(args.data)
    for title, some, seed in (("made, looked at", real[:420], 1), ("made, measured only", real[420:], 2)):
        rows = list(made(some, seed))
        _print_made(title, copies(row.article for row in rows), rows, args.wrong)
    kinds = ("", "rewrite", "")
    hand = [Told(a, n * 2 + (k == 2), kinds[k]) for n, row in enumerate(by_hand()) for k, a in enumerate(row)]
    _print_made("by hand, looked at", copies(told.article for told in hand), hand, args.wrong)
    if args.articles:
        spent, signatures = 0.0, []
        for article in large(real, args.articles):
            start = process_time()
            signatures.append(signature(article))
            spent += process_time() - start
        start = process_time()
        found = pairs(signatures)
        both = process_time() - start
        print(f"{args.articles} articles: {spent + both:.1f} s of one core, {spent:.1f} of them to look at the words")
        print(f"{len(found)} pairs found among them")


if __name__ == "__main__":
    main()
