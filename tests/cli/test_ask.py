"""`readout ask` as its users run it."""

from __future__ import annotations

import csv
import json
from io import StringIO

import pytest
from click.testing import CliRunner

from readout.cli import commands
from tests.cli.conftest import Kept
from tests.cli.made import call, failures, rows, run


def test_a_table_for_people(kept: Kept) -> None:
    done = call(
        "ask",
        "SELECT publisher, count(*) AS n FROM articles WHERE publisher IS NOT NULL GROUP BY ALL ORDER BY 1",
        store=kept.store,
    )
    assert done.stdout.splitlines()[0].split() == ["publisher", "n"]
    assert [line.split()[-1] for line in done.stdout.splitlines()[1:]] == ["1"] * (len(done.stdout.splitlines()) - 1)
    assert "River Courier" in done.stdout


def test_many_columns_stand_below_each_other(kept: Kept) -> None:
    done = call("ask", "SELECT * FROM articles WHERE publisher = 'River Courier'", store=kept.store)
    assert ["publisher", "River", "Courier"] in [line.split() for line in done.stdout.splitlines()]


def test_for_programs(kept: Kept) -> None:
    sql = "SELECT article, day, [1, 2] AS l, {'a': 1.50::DECIMAL(4, 2)} AS s, sum(1::HUGEINT) AS n"
    sql += " FROM articles GROUP BY ALL ORDER BY article"
    found = rows(call("ask", "--json", sql, store=kept.store).stdout)
    assert [row["article"] for row in found] == sorted(row["article"] for row in found)
    assert {key: found[0][key] for key in ("l", "s", "n")} == {"l": [1, 2], "s": {"a": 1.5}, "n": 1}
    lines = list(csv.DictReader(StringIO(call("ask", "--csv", sql, store=kept.store).stdout)))
    assert [line["article"] for line in lines] == [row["article"] for row in found]
    assert (json.loads(lines[0]["s"]), lines[0]["day"]) == ({"a": 1.5}, found[0]["day"] or "")


def test_more_rows_than_shown_are_told(kept: Kept) -> None:
    done = call("ask", "--limit", "1", "SELECT article FROM articles", store=kept.store)
    assert len(done.stdout.splitlines()) == 2
    assert failures(done.stderr) == ["there are more than 1 rows; --limit 0 prints all"]
    assert len(call("ask", "--limit", "0", "SELECT article FROM articles", store=kept.store).stdout.splitlines()) > 2


def test_the_tables_are_listed() -> None:
    done = call("ask", "--tables")
    assert "participants: who takes part in which event" in done.stdout
    assert rows(call("ask", "--tables", "--json").stdout)[0]["columns"]["text"]["kind"] == "words"


@pytest.mark.parametrize(
    "sql", ["SELECT nothing FROM events", "DROP TABLE events", "SELECT * FROM read_csv('/etc/passwd')"]
)
def test_what_fails_is_told_in_a_line(sql: str, kept: Kept) -> None:
    done = call("ask", sql, store=kept.store)
    assert (done.returncode, done.stdout) == (1, "")
    assert len(failures(done.stderr)) == 1


def test_wrong_usage(kept: Kept) -> None:
    assert run("ask", store=kept.store).returncode == 2
    assert run("ask", "--csv", "--json", "SELECT 1", store=kept.store).returncode == 2


def test_a_query_from_standard_input(kept: Kept) -> None:
    asked = ["ask", "--json", "--store", str(kept.store), "-"]
    assert rows(CliRunner().invoke(commands, asked, input="SELECT 1 AS one").stdout) == [{"one": 1}]
