"""What stands in the tables."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from readout.bulk.arrow import as_arrow, schema
from readout.bulk.tables import TABLES, day
from readout.model import Problem, from_json
from tests.bulk.made import TEXT, record

DOCS = Path(__file__).parents[2] / "docs" / "bulk.md"


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda t: t.name)
def test_rows_have_every_column_and_no_other(table) -> None:  # type: ignore[no-untyped-def]
    rows = list(table.rows(replace(record(), problems=(Problem("p1.html", "odd"),)), 2))
    assert rows
    for row in rows:
        assert set(row) == set(table.columns)
    assert as_arrow(table, rows).to_pylist() == [
        {c: list(v) if isinstance(v := row[c], tuple) else v for c in table.columns} for row in rows
    ]
    assert as_arrow(table, []).schema == schema(table)


def test_what_the_rows_say() -> None:
    made = record()
    (event,) = TABLES["events"].rows(made, 1)
    assert (event["first_day"], event["last_day"], event["day"]) == (
        date(2024, 3, 5),
        date(2024, 3, 5),
        date(2024, 3, 1),
    )
    assert (event["actors"], event["sources"], event["place_entity"]) == (("Ann Osei",), ("s1",), "e2")
    assert TEXT[event["start_char"] : event["end_char"]] == event["trigger"] == "visit"  # type: ignore[misc]
    (part,) = TABLES["participants"].rows(made, 1)
    assert (part["name"], part["role"], part["status"], part["reason"]) == (
        "Ann Osei",
        "actor",
        "uncertain",
        "she is ill",
    )
    (said,) = TABLES["statements"].rows(made, 1)
    assert (said["speaker"], said["said_by"], said["said_on"]) == ("e1", "Ann Osei", date(2024, 3, 1))
    (time,) = TABLES["times"].rows(made, 1)
    assert (time["words"], time["value"]) == ("5 March", "2024-03-05")
    (relation,) = TABLES["relations"].rows(made, 1)
    assert (relation["subject_entity"], relation["object_entity"], relation["since"]) == ("e1", None, "2023")
    (whole,) = TABLES["records"].rows(made, 1)
    assert from_json(str(whole["record"])) == made


def test_an_id_is_never_cut() -> None:
    names = ["x" * 250 + end for end in "ab"]
    found = [row["article"] for name in names for row in TABLES["events"].rows(record(name), 1)]
    assert found == names


@pytest.mark.parametrize(
    ("words", "found"), [("2024-03-01T09:00Z", date(2024, 3, 1)), ("2024-02-30", None), ("2024", None), (None, None)]
)
def test_a_day_is_one_or_none(words: str | None, found: date | None) -> None:
    assert day(words) == found


def test_the_documentation_has_every_column() -> None:
    shown = dict(re.findall(r"^`(\w+)`: (.+)$", DOCS.read_text("utf-8"), re.M))
    assert {name: re.findall(r"`(\w+)`", columns) for name, columns in shown.items()} == {
        name: list(table.columns) for name, table in TABLES.items()
    }
