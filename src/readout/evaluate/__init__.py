"""How well one reading of articles agrees with another: a program's with a hand-made one, or those of two readers."""

from readout.evaluate.figures import Row, compared, rows
from readout.evaluate.floors import below, read_floors, written
from readout.evaluate.gold import Reading, in_loader, load, readings
from readout.evaluate.judge import PARTS, judge
from readout.evaluate.tally import Error, Tally, distinct, telling

__all__ = [
    "PARTS",
    "Error",
    "Reading",
    "Row",
    "Tally",
    "below",
    "compared",
    "distinct",
    "in_loader",
    "judge",
    "load",
    "read_floors",
    "readings",
    "rows",
    "telling",
    "written",
]
