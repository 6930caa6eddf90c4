"""Print the figures: `python -m benchmarks.reading.invented [--wrong]`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

from readout.model import Article
from readout.read import read_bytes

KEPT = ("paragraph", "list", "quote", "heading")


class Judged(NamedTuple):
    """Lines kept rightly and wrongly, lines of the article that are missed, and whether the headline is right."""

    right: list[str]
    wrong: list[str]
    missed: list[str]
    headed: bool


def judged(page: str) -> Judged:
    """A marked page as it was read."""
    marked = [(line[0], line[2:]) for line in page.splitlines()]
    (found,) = read_bytes("\n".join(words for _, words in marked).encode(), "page.txt")
    if not isinstance(found, Article):
        raise ValueError(found.what)
    kept = {found.text[b.start : b.end] for b in found.blocks if b.kind in KEPT}
    wanted = [words for mark, words in marked if mark == "+"]
    either = {words for mark, words in marked if mark == "?"}
    return Judged(
        [words for words in wanted if words in kept],
        sorted(kept - set(wanted) - either),
        [words for words in wanted if words not in kept],
        found.headline == next(words for mark, words in marked if mark == "h"),
    )


def main() -> int:
    """Read every page and print what was kept."""
    pages = {path.stem: judged(path.read_text("utf-8")) for path in sorted(Path(__file__).parent.glob("*.txt"))}
    for name, page in pages.items() if "--wrong" in sys.argv else ():
        for what, lines in (("kept", page.wrong), ("missed", page.missed)):
            for line in lines:
                print(f"  {name} {what}: {line}")
    right = sum(len(page.right) for page in pages.values())
    wrong = sum(len(page.wrong) for page in pages.values())
    missed = sum(len(page.missed) for page in pages.values())
    print(
        f"invented: {len(pages)} pages  lines kept that are the article's {right / (right + wrong):.3f}"
        f" ({right}/{right + wrong})  of the article's kept {right / (right + missed):.3f} ({right}/{right + missed})"
        f"  headline {sum(page.headed for page in pages.values())}/{len(pages)}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
