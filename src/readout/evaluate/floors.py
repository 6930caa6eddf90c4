"""Floors: the least F1 that a part may have. They are kept in a JSON file and only ever rise."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from readout.evaluate.figures import Row
from readout.evaluate.judge import PARTS
from readout.model import ReadoutError

Floors = dict[str, dict[str, float]]
FIGURES = ("precision", "recall", "f1")


def read_floors(file: Path, *, missing: bool = False) -> Floors:
    """The floors of a file as part -> figure -> least value; none if it may be missing and is."""
    if missing and not file.exists():
        return {}
    try:
        floors = msgspec.json.decode(file.read_bytes(), type=Floors)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise ReadoutError(str(file), f"no floors: {error}") from error
    for part, least in floors.items():
        if part not in PARTS:
            raise ReadoutError(str(file), f"no part is called {part}", f"the parts: {', '.join(PARTS)}")
        if unknown := least.keys() - {*FIGURES}:
            raise ReadoutError(str(file), f"{part} has no figure {min(unknown)}", f"the figures: {', '.join(FIGURES)}")
    return floors


def below(rows: Iterable[Row], floors: Mapping[str, Mapping[str, float]]) -> list[str]:
    """A line for each figure under its floor."""
    return [
        f"{row.part}: {figure} is {_value(row, figure):.4f}, under its floor of {least}"
        for row in rows
        for figure, least in floors.get(row.part, {}).items()
        if _value(row, figure) < least
    ]


def written(rows: Iterable[Row], floors: Mapping[str, Mapping[str, float]]) -> str:
    """The floors as JSON, raised to what is measured, cut to two decimals; a part without floors gets one of its F1."""
    raised = {part: dict(least) for part, least in floors.items()}
    for row in rows:
        if row.f1 is not None:
            least = raised.setdefault(row.part, {"f1": 0.0})
            for figure, old in least.items():
                least[figure] = max(old, math.floor(_value(row, figure) * 100 + 1e-9) / 100)
    ordered = {part: raised[part] for part in PARTS if part in raised}
    return json.dumps(ordered, indent=1) + "\n"


def _value(row: Row, figure: str) -> float:
    value: float | None = getattr(row, figure)
    return 0.0 if value is None else value
