"""`readout review` and `readout evaluate --corrections`: decisions from the command line, and what they teach."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from readout.cli import commands
from readout.evaluate import load
from readout.model import to_json
from readout.store import open_store
from tests.store.made import parade, talks


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A store with two articles."""
    name = tmp_path / "store.sqlite3"
    with open_store(name) as store:
        list(store.add([parade(), talks()]))
    return name


def run(file: Path, *arguments: str) -> Result:
    return CliRunner().invoke(commands, [*arguments, "--store", str(file)], standalone_mode=False)


def rows(file: Path, *arguments: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(file, *arguments, "--json").output.splitlines()]


def test_decisions_are_made_logged_and_undone(file: Path) -> None:
    assert rows(file, "review", "list", "--part", "event")[0]["ref"] == "v2"
    assert "no named party" in run(file, "review", "list", "--part", "event").output
    assert "reject" in run(file, "review", "reject", "talks:v2", "--user", "ann").output
    assert rows(file, "events", "--status", "cancelled") == []
    run(file, "review", "set", "parade:v2", "status=postponed", "attendee_count=12", "--user", "bob")
    (event,) = rows(file, "events", "--status", "postponed")
    assert event["attendee_count"] == 12
    run(file, "review", "accept", "parade:s1")
    assert [(r["number"], r["action"]) for r in rows(file, "review", "log")] == [
        (3, "accept"),
        (2, "correct"),
        (1, "reject"),
    ]
    run(file, "review", "undo", "1")
    assert len(rows(file, "events", "--status", "cancelled")) == 1
    assert run(file, "review", "undo", "1").return_value == 1


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("set", "parade:v1", "status=soon"), 2),
        (("set", "parade:v1", "colour=red"), 2),
        (("set", "parade:v1", "act=say"), 2),
        (("accept", "parade:v9"), 1),
        (("set", "parade:v1", "type=party"), 1),
    ],
)
def test_what_makes_no_sense_is_refused(file: Path, arguments: tuple[str, ...], status: int) -> None:
    done = run(file, "review", *arguments)
    assert getattr(done.exception, "exit_code", done.return_value) == status
    assert run(file, "review", "log").output == "nothing was corrected\n"


def test_corrections_are_readings_to_measure_by(file: Path, tmp_path: Path) -> None:
    for arguments in (("accept", "parade:v1"), ("set", "parade:v2", "status=postponed"), ("reject", "talks:v2")):
        run(file, "review", *arguments)
    out = tmp_path / "corrections.jsonl"
    run(file, "review", "export", "--out", str(out))
    readings = load(out)
    assert list(readings) == ["parade", "talks"]
    assert readings["parade"].spare("events") == set()
    assert readings["parade"].spare("statements") == {"s1", "s2"}
    assert [e.id for e in readings["talks"].record.events] == ["v1"]
    assert readings["talks"].spare("events") == {"v1"}
    # What the machine itself read, held against them: one status of two is wrong, one event of talks should not be.
    machine = tmp_path / "machine.jsonl"
    machine.write_text("".join(to_json(record) + "\n" for record in (parade(), talks())), encoding="utf-8")
    done = run(file, "evaluate", "--corrections", "--found", str(machine), "--part", "events", "--json")
    figures = {row["part"]: row for row in map(json.loads, done.output.splitlines()) if "part" in row}
    assert figures["events"]["precision"] == pytest.approx(2 / 3)
    assert (figures["events"]["recall"], done.return_value) == (1.0, 0)


def test_a_store_without_corrections_says_so(file: Path) -> None:
    done = run(file, "evaluate", "--corrections")
    assert done.return_value == 1
    both = run(file, "evaluate", "gold", "--corrections")
    assert getattr(both.exception, "exit_code", None) == 2
