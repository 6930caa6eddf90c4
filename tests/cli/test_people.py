"""`readout people`, `who`, `same` and `differ`, as users run them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from readout.store import open_store
from tests.cli.made import call, failures, rows, run
from tests.people.made import CSV, write
from tests.store.test_identity import PAGES


@pytest.fixture
def people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An index with the people of a CSV file, which is the user's own."""
    monkeypatch.setenv("READOUT_PEOPLE", str(tmp_path / "people.sqlite3"))
    done = call("people", "import", write(tmp_path, "persons.csv", CSV))
    assert (done.returncode, done.stdout) == (0, "persons.csv: 3 persons, 4 offices\n")
    return tmp_path / "people.sqlite3"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    with open_store(tmp_path / "store.sqlite3") as opened:
        list(opened.add(PAGES))
    return tmp_path / "store.sqlite3"


def test_people_are_listed_shown_and_removed(people: Path) -> None:
    listed = call("people", "list", "novak")
    assert listed.stdout.splitlines() == [
        "Q11  Ana Novak: Prime Minister of Slovenia 2020-03-13 to 2022-06-01",
        "Q13  Ana Novak: footballer",
    ]
    (shown,) = rows(call("people", "show", "Q12", "--json").stdout)
    assert [term["office"] for term in shown["terms"]] == ["mayor of maribor", "prime minister"]
    assert "persons.csv:2" in call("people", "show", "A. Novak").stdout
    assert call("people", "holder", "premier", "Slovenia", "--on", "2021").stdout.startswith("Ana Novak (Q11): ")
    assert call("people", "holder", "premier", "si", "--on", "1999").returncode == 1
    assert call("people", "remove", "persons.csv").stdout == "3 removed; 0 persons left\n"
    assert call("people", "list").stdout.startswith("Nobody.")


def test_bad_lines_and_questions_are_named(people: Path, tmp_path: Path) -> None:
    done = call("people", "import", "--json", write(tmp_path, "bad.csv", "name,from\nA B,x\nC D,2020\n"))
    assert (done.returncode, rows(done.stdout)[0]["bad"]) == (1, 1)
    assert failures(done.stderr)[0].startswith(f"{tmp_path}/bad.csv:2: 'x' is no date")
    for arguments in (("show", "Nobody"), ("holder", "king", "Atlantis"), ("remove", "none.csv"), ("import", "/none")):
        failed = call("people", *arguments)
        assert failed.returncode == 1
        assert len(failures(failed.stderr)) == 1


def test_a_reading_knows_the_people(people: Path, tmp_path: Path) -> None:
    line = {"text": "The Slovenian prime minister visited Vienna on Monday.", "published": "2025-05-08"}
    file = write(tmp_path, "a.jsonl", json.dumps(line))
    (record,) = rows(run("read", "--fast", "--json", file).stdout)
    (person,) = (e for e in record["entities"] if e["kind"] == "person")
    assert person["wikidata"] == "Q12"
    assert person["identity"]["source"] == "persons.csv:3"
    failed = run("read", "--people", tmp_path / "none.sqlite3", file)
    assert (failed.returncode, "there is no people index here" in failed.stderr) == (1, True)


def test_who_same_and_differ(store: Path) -> None:
    shown = call("who", "kim", store=store).stdout
    assert "Kim Jong Un (person, PRK)" in shown
    assert call("same", "Kim Jong Un", "Kim Jong Il", store=store).stdout.endswith("; in 2 articles\n")
    (one,) = rows(call("who", "kim", "--json", store=store).stdout)
    assert one["articles"] == ["a4", "a5"]
    assert call("same", "--undo", "Kim Jong Un", "Kim Jong Il", store=store).returncode == 0
    assert len(rows(call("who", "kim", "--json", store=store).stdout)) == 2
    assert call("differ", "a6:e1", "a7:e1", "--user", "ann", "--quiet", store=store).stdout == ""
    log = call("who", "--judgements", "smith", store=store).stdout
    assert "ann: negative" in log
    assert failures(call("differ", "John Smith", "Kim Jong Un", store=store).stderr)[0].startswith(
        "John Smith: several"
    )
    assert call("who", "nobody here", store=store).stdout == "Nobody and nothing in the store is called so.\n"
    assert run("who", store=store).returncode == 2
