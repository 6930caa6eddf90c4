"""A small flame graph of one core: `py-spy record --format raw -o OUT.raw -- python benchmarks/flame.py read`, then
`python benchmarks/flame.py draw OUT.raw OUT.svg`. Only samples inside the reading are drawn; loading is left out.
"""

from __future__ import annotations

import argparse
import gzip
import html
import sys
from collections import Counter
from pathlib import Path

from readout.flow import Means, records
from readout.model import Article, to_json
from readout.read import read_bytes

WIDTH, ROW = 1200, 17
# A stretch narrower than this share of all is left out; so are the frames above the reading and deeper than this.
LEAST, DEEPEST = 0.004, 12
_LOADING = ("language_model (", "_find_and_load (", "load_tagger (", "table (readout/lexicon")


def read(data: Path, fast: bool) -> None:
    """What is profiled: the first 40 articles of PolNeAR's dev part."""
    lines = gzip.decompress((data / "data/polnear/dev.jsonl.gz").read_bytes()).splitlines()[:40]
    articles = [a for a in read_bytes(b"\n".join(lines), "articles.jsonl") if isinstance(a, Article)]
    for record in records(articles, Means(fast)):
        to_json(record)


def stacks(raw: str) -> Counter[tuple[str, ...]]:
    """How often each stack of functions below the reading was seen."""
    found = Counter[tuple[str, ...]]()
    for line in raw.splitlines():
        names, _, many = line.rpartition(" ")
        frames = [frame.rpartition(":")[0] + ")" if ":" in frame else frame for frame in names.split(";")]
        start = next((i for i, frame in enumerate(frames) if frame.startswith("records (readout/flow")), None)
        if start is not None and not any(frame.startswith(_LOADING) for frame in frames):
            found[tuple(frames[start : start + DEEPEST])] += int(many)
    return found


def draw(found: Counter[tuple[str, ...]]) -> str:
    """The picture: each function over the one that calls it, as wide as its share of the time."""
    total = found.total()
    boxes: list[str] = []

    def level(some: Counter[tuple[str, ...]], x: float, depth: int) -> None:
        groups: dict[str, Counter[tuple[str, ...]]] = {}
        for stack, many in some.items():
            if stack:
                groups.setdefault(stack[0], Counter())[stack[1:]] += many
        for name, inside in sorted(groups.items()):
            share = inside.total() / total
            if share >= LEAST:
                boxes.append(_box(name, x, depth, share))
                level(inside, x, depth + 1)
            x += share

    level(found, 0.0, 0)
    height = DEEPEST * ROW
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="monospace"'
    return f'{head} font-size="11">\n' + "\n".join(boxes) + "\n</svg>\n"


def _box(name: str, x: float, depth: int, share: float) -> str:
    left, wide = x * WIDTH, share * WIDTH
    top = (DEEPEST - 1 - depth) * ROW
    ours = "readout/" in name
    label = html.escape(name.split(" (")[0][: int(wide / 7)])
    title = f"<title>{html.escape(name)}: {share:.1%}</title>"
    shape = f'<rect x="{left:.1f}" y="{top}" width="{wide:.1f}" height="{ROW - 1}" fill="{_fill(ours)}">{title}</rect>'
    return shape + (f'<text x="{left + 2:.1f}" y="{top + 12}">{label}</text>' if label else "")


def _fill(ours: bool) -> str:
    return "#8fb8de" if ours else "#e3c78a"


def main() -> int:
    """Read, or draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    reading = verbs.add_parser("read")
    reading.add_argument("--data", type=Path, default=Path("../shared"), help="folder that holds data/polnear")
    reading.add_argument("--fast", action="store_true")
    drawing = verbs.add_parser("draw")
    drawing.add_argument("raw", type=Path)
    drawing.add_argument("svg", type=Path)
    options = parser.parse_args()
    if options.verb == "read":
        read(options.data, options.fast)
    else:
        options.svg.write_text(draw(stacks(options.raw.read_text(encoding="utf-8"))), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
