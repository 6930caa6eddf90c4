"""The tables of hand-checked cases: no figure of either half falls under its floor."""

from __future__ import annotations

import pytest

from tests.extract.entities.cases import lines, metonyms, offices, shares

FLOORS = {
    "metonyms": {("metonym", "report"): 0.93, ("place", "report"): 0.87, ("all", "build"): 0.95},
    "offices": {("office", "report"): 0.88, ("country", "report"): 0.84, ("all", "build"): 0.92},
}


@pytest.mark.parametrize(("table", "cases"), [("metonyms", metonyms), ("offices", offices)])
def test_shares_of_right_cases(table: str, cases: object) -> None:
    found = shares(cases())  # type: ignore[operator]
    short = {key: found[key] for key, floor in FLOORS[table].items() if found[key][0] < floor * found[key][1]}
    assert not short


@pytest.mark.parametrize("table", ["metonyms", "offices", "speakers"])
def test_each_table_has_150_lines_once(table: str) -> None:
    rows = [row for _, row in lines(table)]
    assert len(rows) >= 150
    assert len(set(rows)) == len(rows)
