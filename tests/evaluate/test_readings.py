"""The readings by hand: whole, valid, grounded, in two halves that share no article."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import msgspec
import pytest

from readout.evaluate import judge, load, rows
from readout.evaluate.gold import Reading
from readout.model import Record, schema, spans

GOLD = Path(__file__).parent.parent / "gold"
HALVES = ("build", "report")


@pytest.fixture(scope="module")
def halves() -> dict[str, dict[str, Reading]]:
    return {half: load(GOLD / half) for half in HALVES}


def test_there_are_enough_of_them(halves: dict[str, dict[str, Reading]]) -> None:
    assert {half: len(readings) for half, readings in halves.items()} == {"build": 32, "report": 32}
    records = [reading.record for readings in halves.values() for reading in readings.values()]
    assert sum(len(record.events) for record in records) >= 600
    assert sum(len(record.statements) for record in records) >= 400


def test_the_halves_share_no_article(halves: dict[str, dict[str, Reading]]) -> None:
    texts = [reading.record.article.text for readings in halves.values() for reading in readings.values()]
    assert len(set(texts)) == len(texts)


def test_every_reading_is_a_valid_record_with_words(halves: dict[str, dict[str, Reading]]) -> None:
    validator = jsonschema.Draft202012Validator(schema())
    for readings in halves.values():
        for name, reading in readings.items():
            validator.validate(json.loads(msgspec.json.encode(reading.record)))
            text = reading.record.article.text
            assert all(text[start:end].strip() for _, start, end in spans(reading.record)), name


@pytest.mark.parametrize("half", HALVES)
def test_a_perfect_reading_scores_one_and_an_empty_one_nothing(
    half: str, halves: dict[str, dict[str, Reading]]
) -> None:
    gold = halves[half].values()
    perfect = {row.part: row.f1 for row in rows([judge(one, one) for one in gold])}
    assert {part: value for part, value in perfect.items() if value not in (None, 1.0)} == {}
    empty = {row.part: row.f1 for row in rows([judge(one, Reading(Record(one.record.article))) for one in gold])}
    assert {part: value for part, value in empty.items() if value not in (None, 0.0)} == {}
