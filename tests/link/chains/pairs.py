"""Contradictions found in pairs of reports, most of which only look like it: `python -m tests.link.chains.pairs`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from readout.link.linker import Linker
from readout.model import Record
from tests.link.chains.measure import articles

HERE = Path(__file__).parent


def pairs() -> list[dict[str, Any]]:
    """The pairs."""
    rows: list[dict[str, Any]] = yaml.safe_load((HERE / "pairs.yaml").read_text("utf-8"))
    return rows


def measure(records: list[Record]) -> tuple[int, int, list[str]]:
    """How many contradictions are found, how many are wanted, and the pairs that are not right."""
    found = wanted = 0
    wrong = []
    for number, row in enumerate(pairs()):
        linker = Linker(records[2 * number : 2 * number + 2])
        about = {c.about for event in linker.events() for c in linker.claim(event).contradictions}
        found += len(about)
        wanted += row["about"] is not None
        if about != ({row["about"]} if row["about"] else set()):
            wrong.append(f"{row['name']}: {sorted(about)}, wanted {row['about']}")
    return found, wanted, wrong


def main() -> None:
    """Print the figures."""
    from readout.flow import records

    found, wanted, wrong = measure(list(records(articles(pairs()))))
    print(
        f"{len(pairs())} pairs: {found} contradictions found, {wanted} wanted, {len(wrong)} pairs wrong",
        *wrong,
        sep="\n",
    )


if __name__ == "__main__":
    main()
