"""How right `readout.names.compare` is on pairs of spellings and of look-alikes: `python -m tests.names.measure`.

The odd lines of both tables may be read while the rules are made; the even lines only report.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from readout.names import compare

HERE = Path(__file__).parent
Same = Callable[[str, str], bool]


class Figures(NamedTuple):
    precision: float
    recall: float
    missed: list[str]
    wrong: list[str]


def pairs(name: str, half: str) -> list[tuple[str, str]]:
    """The pairs of a table: those to build on, those that only report, or all."""
    lines = (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line and not line.startswith("#")]
    some = {"build": rows[::2], "report": rows[1::2], "all": rows}[half]
    return [(one, other) for line in some for one, _, other in [line.partition(" | ")]]


def measured(half: str, same: Same) -> Figures:
    """Precision and recall of a judge over half of the pairs."""
    missed = [f"{a} | {b}" for a, b in pairs("variants", half) if not same(a, b)]
    wrong = [f"{a} | {b}" for a, b in pairs("near_misses", half) if same(a, b)]
    many = len(pairs("variants", half))
    right = many - len(missed)
    return Figures(right / max(1, right + len(wrong)), right / many, missed, wrong)


def judge(one: str, other: str) -> bool:
    """readout's own verdict."""
    return compare(one, other).verdict == "same"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="print what is wrong in the half to build on")
    asked = parser.parse_args()
    for half in ("build", "report"):
        found = measured(half, judge)
        many = len(pairs("variants", half)), len(pairs("near_misses", half))
        print(
            f"{half}: precision {found.precision:.3f}, recall {found.recall:.3f}, {many[0]} variants, {many[1]} others"
        )
        if half == "build" and asked.errors:
            print(
                *(f"  missed: {line}" for line in found.missed), *(f"  wrong: {line}" for line in found.wrong), sep="\n"
            )


if __name__ == "__main__":
    main()
