"""Statements on an annotated corpus: `python -m benchmarks.attribution calibration|errors GOLD RECORDS`.

GOLD is a JSON lines file (gzipped or not) with `id`, `text` and `attributions`; RECORDS is what
`readout read --json GOLD` printed.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from . import calibration as c
from .compare import Sheet, sheets
from .errors import KINDS, errors, sample, shown
from .picture import reliability


def calibrated(found: list[Sheet], svg: Path | None) -> float:
    """Print how well probabilities hold, with what refitting them would give; the expected calibration error."""
    every = c.judged(found)
    table = c.bins(every.chance, every.right)
    print("probability   kept   mean  right")
    for b in table:
        print(f"{b.low:.1f} to {b.high:.1f}   {b.count:5}  {b.mean:.3f}  {b.right:.3f}")
    flat = c.judged(found, nested=False)
    rows = [("as given", every.chance, every.right), ("without nested ones", flat.chance, flat.right)]
    for name, fit in (("isotonic, cross-validated", c.isotonic), ("Platt, cross-validated", c.platt)):
        rows.append((name, c.cross_validated(every, fit), every.right))
    for name, chance, right in rows:
        error = c.error(c.bins(chance, right))
        mass = c.equal_mass_error(chance, right)
        print(f"{name:26} ECE {error:.3f}  equal-mass {mass:.3f}  Brier {c.brier(chance, right):.3f}  n {len(chance)}")
    error = c.error(table)
    if svg:
        svg.write_text(reliability(table, f"Statements by probability (ECE {error:.3f})"), "utf-8")
    return error


def sorted_errors(found: list[Sheet], only: str | None, count: int, exact: bool) -> None:
    """Print how many errors there are of each kind, then some of them."""
    texts = {sheet.id: sheet.text for sheet in found}
    every = [error for sheet in found for error in errors(sheet, exact)]
    tally = Counter(error.kind for error in every)
    right = sum(len(sheet.pairs) for sheet in found)
    print(f"{sum(len(s.gold) for s in found)} marked, {sum(len(s.found) for s in found)} found, {right} matched")
    for kind, what in KINDS.items():
        print(f"{kind:24} {tally[kind]:5}  {what}")
    for number, error in enumerate(sample([e for e in every if only in (None, e.kind)], count), 1):
        print(f"\n{number}. {shown(texts[error.article], error)}")


def main() -> int:
    """Print; with --most, 1 when the expected calibration error is over it."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.attribution", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("what", choices=["calibration", "errors"])
    parser.add_argument("gold", type=Path)
    parser.add_argument("records", type=Path)
    parser.add_argument("--svg", type=Path, help="write the reliability diagram there")
    parser.add_argument("--most", type=float, help="the most expected calibration error")
    parser.add_argument("--kind", choices=list(KINDS), help="show errors of this kind only")
    parser.add_argument("--show", type=int, default=0, help="so many errors, drawn at random")
    parser.add_argument("--loose", action="store_true", help="errors of bounds only where less than half agrees")
    options = parser.parse_args()
    found = sheets(options.gold, options.records)
    if options.what == "errors":
        sorted_errors(found, options.kind, options.show, not options.loose)
        return 0
    error = calibrated(found, options.svg)
    if options.most is not None and error > options.most:
        print(f"calibration: the error of {error:.3f} is over {options.most}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
