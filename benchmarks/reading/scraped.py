"""How well a page that was flattened to text is read: its paragraphs, byline, date and captions are asked for back.

The pages of the data folder (see README) are flattened in the ways of `styles.py`. Paragraphs are the gold main text's,
which may call paragraphs what readout calls headings: what is read as a heading, such as a second headline, counts for
recall alone. Authors, dates and credits are those of tests/read/metadata.json that stand in the flattened text.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from readout.model import Article
from readout.read import read_bytes
from readout.read.blocks import walk
from readout.read.decode import decode
from readout.read.html import parse

from .pages import BODY, GOLD, Pages, days, pages, plain
from .styles import STYLES, flattened

# So much of a paragraph's words in one of the other side makes the two one; shorter ones are not asked for.
SAME, SHORTEST = 0.8, 9


def _paragraphs(texts: Iterable[str]) -> list[Counter[str]]:
    found = (Counter(re.findall(r"\w+", text)) for text in texts)
    return [words for words in found if words.total() >= SHORTEST]


def matched(wanted: list[Counter[str]], have: list[Counter[str]]) -> int:
    """How many of the paragraphs have most of their words in one of the others."""
    return sum(
        any((one & other).total() >= SAME * one.total() for other in have if other.total() >= SAME * one.total())
        for one in wanted
    )


def measure(given: Pages, texts: dict[str, str], style: str, wrong: bool) -> Counter[str]:
    """Counts of what was asked for and found in one style: `x` of `x asked`."""
    counts: Counter[str] = Counter()
    for name, gold in json.loads(GOLD.read_text("utf-8")).items():
        tree = parse(decode(given[name]) or "")
        if tree is None or gold["language"] != "en":
            continue
        text = flattened(walk(tree), style, " ".join((tree.findtext(".//title") or "").split()))
        (found,) = read_bytes(text.encode(), "page.txt")
        if isinstance(found, Article):
            score = judged(found, gold, texts[name], text)
            counts.update(score)
            if wrong:
                left = {k: (v, score[f"{k} asked"]) for k, v in score.items() if v < score.get(f"{k} asked", 0)}
                print(f"  {style} {name[:8]} {left} {found.headline!r} {found.authors} {found.published}")
    return counts


def judged(found: Article, gold: dict[str, Any], body: str, text: str) -> Counter[str]:
    """What of one page was asked for, and found."""
    counts: Counter[str] = Counter()

    def asked(what: str, good: bool) -> None:
        counts[f"{what} asked"] += 1
        counts[what] += good

    wanted = _paragraphs(body.split("\n"))
    shown_as = {b.kind: [found.text[x.start : x.end] for x in found.blocks if x.kind == b.kind] for b in found.blocks}
    heads = _paragraphs(shown_as.pop("heading", ()))
    have = _paragraphs(text for kind, texts in shown_as.items() if kind in BODY for text in texts)
    counts.update({"recall": matched(wanted, have + heads), "recall asked": len(wanted)})
    counts.update({"precision": matched(have, wanted), "precision asked": len(have)})
    asked("headline", plain(found.headline) == plain(gold["headline"]))
    shown = plain(text)
    if gold["authors"] and all(plain(a) in shown for a in gold["authors"]):
        asked("byline", sorted(map(plain, found.authors)) == sorted(map(plain, gold["authors"])))
    # A page may show its update alone.
    shows = days(gold["published"]) | days(gold.get("updated"))
    asked("date", bool(days(found.published) & shows))
    names = {plain(n) for i in found.images if i.credit for n in (i.credit.photographer, i.credit.agency, i.credit.via)}
    for credit in gold.get("credits", []):
        if all(plain(n) in shown for n in credit if n):
            asked("credit", {plain(n) for n in credit if n} <= names)
    return counts


def main() -> int:
    """Print the figures of each style."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--wrong", action="store_true", help="print what is wrong, page by page")
    options = parser.parse_args()
    given = pages(options.data)
    if not given:
        print(f"scraped: NOT MEASURED: {options.data} has no pages (say where they are with --data)")
        return 0
    gold = json.loads((options.data / "data/pages/ground-truth.json").read_text("utf-8"))
    for style in STYLES:
        counts = measure(given, {name: page["articleBody"] for name, page in gold.items()}, style, options.wrong)
        parts = ("precision", "recall", "headline", "byline", "date", "credit")
        rows = ((p, counts[p], counts[f"{p} asked"]) for p in parts)
        print(f"{style}: " + "  ".join(f"{p} {good / (of or 1):.3f} ({good}/{of})" for p, good, of in rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
