"""`readout code`: rows for event data sets, from pages and from the store."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import click
import pytest

from tests.cli.conftest import Kept
from tests.cli.made import call, failures, rows

STORY = {
    "id": "c1",
    "title": "Envoys fly to Oslo",
    "published": "2024-03-07",
    "publisher": "Fjord Post",
    "text": "French President Emmanuel Macron arrived in Kenya on Wednesday. "
    "Russian troops shelled Kharkiv on Tuesday. "
    "Japan accused China of violating the treaty. Germany will hold talks with Poland on Friday.",
}


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "story.jsonl"
    file.write_text(json.dumps(STORY) + "\n", encoding="utf-8")
    return file


def sheet(text: str, dialect: str = "excel-tab") -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text), dialect=dialect))


def test_pages_as_plover_rows(page: Path) -> None:
    found = sheet(call("code", page).stdout)
    columns = ("Event Type", "Event Mode", "Actor Country", "Recipient Country", "Primary Actor Sector")
    golden = {tuple(r[c] for c in columns): r["Event Date"] for r in found}
    assert golden["CONSULT", "visit", "FRA", "KEN", "GOV"] == "2024-03-06"
    assert golden["ASSAULT", "heavy-weapons", "RUS", "UKR", "MIL"] == "2024-03-05"
    assert ("ACCUSE", "allege", "JPN", "CHN", "GOV") in golden
    assert {r["Source"] for r in found} == {"Fjord Post"}
    assert all(r["Trigger"] in STORY["text"] for r in found)


def test_pages_as_cameo_rows_in_csv(page: Path) -> None:
    found = sheet(call("code", page, "--cameo", "--format", "csv").stdout, "excel")
    visit = next(r for r in found if r["EventCode"] == "042")
    assert (visit["SQLDATE"], visit["Actor1Code"], visit["Actor2Code"], visit["QuadClass"]) == (
        *("20240306", "FRAGOV", "KEN"),
        "1",
    )


def test_what_is_planned_is_printed_when_asked(page: Path) -> None:
    done, every = (rows(call("code", page, "--json", *more).stdout) for more in ([], ["--status", "all"]))
    assert {r["Status"] for r in done} <= {"happened", "ongoing"}
    talks = next(r for r in every if r["Event Kind"] == "talks")
    assert (talks["Event Type"], talks["Status"], talks["Event Date"]) == ("AGREE", "scheduled", "2024-03-08")
    assert talks["Contexts"] == ["future"] or "future" in talks["Contexts"]
    only = rows(call("code", page, "--json", "--status", "scheduled,expected").stdout)
    assert {r["Status"] for r in only} == {"scheduled"}


def test_days_bound_the_rows(page: Path) -> None:
    plover = rows(call("code", page, "--json", "--from", "2024-03-06", "--to", "2024-03-06").stdout)
    assert {r["Event Date"] for r in plover} == {"2024-03-06"}
    cameo = rows(call("code", page, "--json", "--cameo", "--to", "2024-03-05").stdout)
    assert {r["SQLDATE"] for r in cameo} == {"20240305"}


def test_the_store_gives_its_rows_and_a_file_takes_them(kept: Kept, tmp_path: Path) -> None:
    printed = call("code", "--status", "all", store=kept.store).stdout
    done = call("code", "--status", "all", "--out", tmp_path / "rows.tsv", store=kept.store)
    assert done.returncode == 0
    assert (tmp_path / "rows.tsv").read_text(encoding="utf-8") == printed
    found = sheet(printed)
    assert failures(done.stderr) == [f"wrote {tmp_path / 'rows.tsv'}: {len(found)} rows"]
    assert any(r["Actor Name"] == "William Ruto" and r["Placename"] == "Nairobi" for r in found)


def test_what_cannot_be_read_is_named_and_the_rest_is_coded(page: Path, tmp_path: Path) -> None:
    done = call("code", tmp_path / "missing.html", page)
    assert done.returncode == 1
    assert "missing.html" in done.stderr
    assert len(sheet(done.stdout)) >= 3


def test_wrong_usage_is_told_and_nothing_is_printed(page: Path) -> None:
    with pytest.raises(click.BadParameter, match="'sure' is none of done, all, happened"):
        call("code", page, "--status", "sure")
    with pytest.raises(click.UsageError, match="leave out --out"):
        call("code", page, "--json", "--out", "x.tsv")


def test_the_tables_are_printed() -> None:
    printed = call("code", "--tables").stdout
    assert "attack\tASSAULT\tTHREATEN" in printed
    assert "\n\nSector\tCAMEO" in printed
