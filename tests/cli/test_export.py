"""`readout export`: formats from pages and from the store."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from readout.present.export.registry import NAMES
from tests.cli.conftest import Kept
from tests.cli.made import call, failures, run
from tests.present.export.valid import VALIDATORS


@pytest.mark.parametrize("name", ["ics", "csv", "jsonld", "gexf", "parquet"])
def test_the_store_in_a_file(kept: Kept, tmp_path: Path, name: str) -> None:
    file = tmp_path / "out"
    done = call("export", name, "--out", file, store=kept.store)
    assert done.returncode == 0
    assert failures(done.stderr) == [f"wrote {file}: {file.stat().st_size:,} bytes"]
    VALIDATORS[name](file.read_bytes())


def test_pages_on_standard_output(kept: Kept) -> None:
    done = run("export", "ninjs", "--quiet", kept.pages / "bridge.html")
    assert (done.returncode, done.stderr) == (0, "")
    (line,) = done.stdout.splitlines()
    assert json.loads(line)["headlines"][0]["value"] == "Governor opens bridge"


def test_what_concerns_someone_in_a_time(kept: Kept) -> None:
    def articles(*more: str) -> set[str]:
        text = call("export", "ftm", *more, store=kept.store).stdout
        rows = [json.loads(line) for line in text.splitlines()]
        return {r["properties"]["title"][0] for r in rows if r["schema"] == "Article" and "title" in r["properties"]}

    assert len(articles()) >= 3
    assert articles("--who", "Macron") == {"Governor opens bridge"}
    assert articles("--from", "2024-03-06", "--to", "2024-03-07") == {
        "Dock workers end strike",
        "Ministers meet in Oslo",
    }


def test_links_lead_to_the_pages_of_the_store(kept: Kept) -> None:
    assert (
        "https://desk.example/articles/"
        in call("export", "prov", "--base", "https://desk.example", store=kept.store).stdout
    )


def test_the_list_names_every_format() -> None:
    lines = call("export", "--list").stdout.splitlines()
    assert tuple(line.split()[0] for line in lines) == NAMES


@pytest.mark.parametrize("wrong", [[], ["gpx"], ["ics", "--base", "javascript:x"], ["ics", "--from", "soon"]])
def test_wrong_usage_is_told(wrong: list[str]) -> None:
    with pytest.raises(click.UsageError):
        call("export", *wrong)


def test_a_page_that_cannot_be_read_is_named_and_the_others_are_written(kept: Kept, tmp_path: Path) -> None:
    done = call("export", "csv", tmp_path / "none.html", kept.pages / "strike.txt", "--quiet")
    assert done.returncode == 1
    assert "none.html" in failures(done.stderr)[0]
    assert "Dock workers end strike" in done.stdout


def test_nothing_to_write_is_told_and_leaves_no_file(kept: Kept, tmp_path: Path) -> None:
    done = call("export", "bibtex", "--who", "Nobody At All", "--out", tmp_path / "x.bib", store=kept.store)
    assert failures(done.stderr) == ["nothing to write"]
    assert not (tmp_path / "x.bib").exists()
