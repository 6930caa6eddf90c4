"""How many hard spans are said as expected: `python -m tests.speak.measure`."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from readout.speak.spoken import said

HERE = Path(__file__).parent


def spans(name: str) -> list[tuple[str, str, str]]:
    """Kind, what is written and what is said, of each line of a script."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [(kind, written, expected) for kind, written, expected in (line.split("\t") for line in lines)]


def plain(words: str) -> str:
    """Words alone: case, hyphens and pauses do not count."""
    return " ".join(re.findall(r"[\w']+", words.lower().replace("-", " ")))


def misses(name: str) -> list[tuple[str, str, str, str]]:
    """Kind, written, expected and said of the spans that are said otherwise."""
    told = [(kind, written, expected, said(written)) for kind, written, expected in spans(name)]
    return [row for row in told if plain(row[2]) != plain(row[3])]


def main() -> None:
    """Print the share of each script and what is missed."""
    for name in ("hard.tsv", "more.tsv"):
        if not (HERE / name).exists():
            continue
        wrong, count = misses(name), len(spans(name))
        print(f"{name}: {count - len(wrong)} of {count} said as expected ({1 - len(wrong) / count:.3f})")
        for row in wrong:
            print("  ", *row, sep=" | ", file=sys.stderr)


if __name__ == "__main__":
    main()
