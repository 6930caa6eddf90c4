"""Every relation of the table is told by its examples, and by nothing that only looks like it."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from readout.flow import records
from readout.lexicon import table
from readout.model import Article, Block, Record, Relation

EXAMPLES = [(name, row) for name, entry in table("relations").items() if name != "marks" for row in entry["examples"]]


def article(text: str, published: str = "2025-05-08") -> Article:
    return Article("a", "a.txt", text, published=published, blocks=(Block("paragraph", 0, len(text)),))


@cache
def example_records() -> tuple[Record, ...]:
    return tuple(records(article(row["text"]) for _, row in EXAMPLES))


def found(text: str) -> list[tuple[str, str, str | None, str | None, str]]:
    """(type, subject, object, value, status) of a text's relations."""
    record = next(records([article(text)]))
    names = {e.id: e.name for e in record.entities}
    return [(r.type, names[r.subject], names.get(r.object or ""), r.value, r.status) for r in record.relations]


def is_called(record: Record, entity: str | None, name: str) -> bool:
    """Whether an entity goes by a name in its article, or is the country of that name."""
    one = next((e for e in record.entities if e.id == entity), None)
    if one is None:
        return False
    country = table("countries")["countries"].get(one.country or "", {}) if one.kind == "country" else {}
    return name in one.name or name in country.get("names", ())


def fits(record: Record, relation: Relation, name: str, row: dict[str, Any]) -> bool:
    sides = [(relation.subject, relation.object)]
    if table("relations")[name]["is"].get("symmetric"):
        sides.append((relation.object or "", relation.subject))
    asked = {key: row[key] for key in ("value", "status", "since", "until") if key in row}
    return (
        relation.type == name
        and any(is_called(record, x, row["subject"]) and is_called(record, y, row["object"]) for x, y in sides)
        and {key: getattr(relation, key) for key in asked} == asked
    )


@pytest.mark.parametrize("number", range(len(EXAMPLES)), ids=[f"{n}-{i}" for i, (n, _) in enumerate(EXAMPLES)])
def test_examples(number: int) -> None:
    (name, row), record = EXAMPLES[number], example_records()[number]
    if row.get("not"):
        assert not [r for r in record.relations if r.type == name]
    else:
        assert any(fits(record, r, name, row) for r in record.relations), record.relations


@pytest.mark.parametrize("name", [name for name in table("relations") if name != "marks"])
def test_each_relation_has_a_gloss_a_direction_and_two_examples(name: str) -> None:
    entry = table("relations")[name]
    assert entry["is"]["gloss"]
    assert bool(entry["is"].get("symmetric")) != bool(entry["is"].get("inverse"))
    assert sum(not row.get("not") for row in entry["examples"]) >= 2
