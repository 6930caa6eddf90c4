"""Contradictions found in pairs of reports, many of which only look like it: `python -m tests.link.chains.pairs`.

Nothing was ever tuned on blind_pairs_kept.yaml, so what is wrong there is not shown.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from readout.link.linker import Linker
from readout.model import Record
from tests.link.chains.measure import articles

HERE = Path(__file__).parent


def pairs(part: str = "pairs") -> list[dict[str, Any]]:
    """The pairs of a part (pairs, blind_pairs_work or blind_pairs_kept)."""
    rows: list[dict[str, Any]] = yaml.safe_load((HERE / f"{part}.yaml").read_text("utf-8"))
    return rows


def measure(records: list[Record], part: str = "pairs") -> tuple[int, int, int, list[str]]:
    """How many contradictions are found, how many of them are right, how many are wanted; the pairs that are wrong."""
    found = right = wanted = 0
    wrong = []
    for number, row in enumerate(pairs(part)):
        linker = Linker(records[2 * number : 2 * number + 2])
        about = {c.about for event in linker.events() for c in linker.claim(event).contradictions}
        found += len(about)
        right += row["about"] in about
        wanted += row["about"] is not None
        if about != ({row["about"]} if row["about"] else set()):
            wrong.append(f"{row['name']}: {sorted(about)}, wanted {row['about']}")
    return found, right, wanted, wrong


def main() -> None:
    """Print the figures."""
    from readout.flow import records

    for part in ("pairs", "blind_pairs_work", "blind_pairs_kept"):
        found, right, wanted, wrong = measure(list(records(articles(pairs(part)))), part)
        print(f"{part}: {len(pairs(part))} pairs, {found} contradictions found, {right} of {wanted} wanted ones")
        print(*wrong if part != "blind_pairs_kept" else (), sep="\n", end="\n" if wrong else "")


if __name__ == "__main__":
    main()
