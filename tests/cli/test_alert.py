"""`readout alert`, as users and cron run it, on a store of records made by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from readout.store import open_store
from tests.cli import made
from tests.cli.made import call, run
from tests.cli.test_linked import MET, NEXT, NOT, OFF, PLAN


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store of a meeting that is planned and put off."""
    path = tmp_path / "store.sqlite3"
    with open_store(path) as kept:
        list(kept.add([PLAN, OFF]))
    return path


def test_only_what_is_new_is_told_and_only_once(store: Path) -> None:
    call("alert", "add", "brezna", "timeline", "Brezna", "--on", "2025-04-10", store=store)
    call("alert", "add", "who", "events", "--who", "Marr", store=store)
    call("alert", "add", "disputes", "claims", "--contradicted", store=store)
    assert call("alert", "check", store=store).stdout == ""
    with open_store(store) as kept:
        list(kept.add([MET, NOT, NEXT]))
    first = run("alert", "check", "--json", "--exit-code", store=store)
    assert first.returncode == 3
    rows = made.rows(first.stdout)
    assert [row["alert"] for row in rows] == ["brezna", "brezna", "who", "disputes"]
    assert rows[2]["row"]["article"] == "next"
    assert [c["about"] for c in rows[3]["row"]["contradictions"]] == ["status"]
    again = run("alert", "check", "--exit-code", store=store)
    assert (again.returncode, again.stdout) == (0, "")
    with open_store(store) as kept:
        list(kept.add([NEXT], reread=True))
    assert call("alert", "check", store=store).stdout == ""


def test_a_check_for_people_and_an_alert_that_is_removed(store: Path) -> None:
    call("alert", "add", "--all", "--user", "kim", "falk", "timeline", "Falk", "--on", "2025-03-16", store=store)
    shown = call("alert", "check", "falk", store=store).stdout
    assert shown.startswith("falk: 1 new\n")
    assert "“Ana Brezna and Udo Falk put off their meeting.”" in shown
    (row,) = made.rows(call("alert", "list", "--json", store=store).stdout)
    assert (row["name"], row["question"], row["user"]) == ("falk", ["timeline", "Falk", "--on", "2025-03-16"], "kim")
    assert "falk removed" in call("alert", "remove", "falk", store=store).stdout
    assert call("alert", "list", store=store).stdout == "no alerts\n"


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("add", "x", "serve"), 2, "'serve' is no question: it begins with events, said"),
        (("add", "x", "changes"), 2, "Missing option '--since'"),
        (("check", "none"), 1, "none: there is no alert of this name"),
        (("remove", "none"), 1, "none: there is no alert of this name"),
    ],
)
def test_what_is_no_alert_is_refused(store: Path, arguments: tuple[str, ...], status: int, said: str) -> None:
    done = run("alert", *arguments, store=store)
    assert done.returncode == status
    assert said in done.stderr
    with open_store(store) as kept:
        assert kept.alerts.all() == []


def test_a_name_is_given_once(store: Path) -> None:
    with open_store(store) as kept:
        kept.alerts.add("x", ["met", "Falk"], "kim")
    done = run("alert", "add", "x", "met", "Falk", store=store)
    assert done.returncode == 1
    assert "x: there is an alert of this name" in done.stderr
