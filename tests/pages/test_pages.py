"""Real news pages read from end to end, held against readings made by hand."""

from __future__ import annotations

import json

import pytest

from tests.pages.measure import EXACT, FLOORS, raised, readings, rows, scores
from tests.pages.scoring import Score

READINGS = readings()
KEPT: dict[str, dict[str, float]] = json.loads(FLOORS.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def found() -> dict[str, Score]:
    return scores(READINGS)


@pytest.mark.parametrize("page", READINGS)
@pytest.mark.parametrize("part", EXACT)
def test_what_a_page_says_of_itself_is_exact_and_every_span_quotes_it(
    found: dict[str, Score], page: str, part: str
) -> None:
    assert found[page].parts[part] == 1, found[page].notes[part]


@pytest.mark.parametrize("name", [*READINGS, "mean"])
def test_no_part_falls_below_its_floor(found: dict[str, Score], name: str) -> None:
    parts = rows(found)[name]
    fallen = {part: (parts.get(part), floor) for part, floor in KEPT[name].items() if parts.get(part, 0.0) < floor}
    assert not fallen, found[name].notes if name in found else fallen


def test_floors_never_fall(found: dict[str, Score]) -> None:
    high = {name: dict.fromkeys(parts, 1.0) for name, parts in KEPT.items()}
    assert raised(high, found) == high


def test_every_page_has_floors_and_ten_pages_have_every_part() -> None:
    assert set(KEPT) == {*READINGS, "mean"}
    whole = [r for r in READINGS.values() if {"entities", "statements", "events"} <= set(r)]
    assert len(whole) >= 10
