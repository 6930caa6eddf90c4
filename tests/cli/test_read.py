"""`readout read`, as users run it."""

from __future__ import annotations

import gzip
import json
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from readout.model import from_json, schema, to_json
from tests.cli.made import LINES, READOUT, STRIKE, call, environment, failures, rows, run

LATIN = {**environment("/nowhere"), "PYTHONIOENCODING": "latin-1"}


def names(folder: Path) -> list[str]:
    """What a folder holds."""
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture(scope="module")
def read(pages: Path) -> subprocess.CompletedProcess[str]:
    """A run over good pages with a missing one between them, both outputs in one."""
    names = [pages / "bridge.html", pages / "missing.html", pages / "lines.jsonl", pages / "strike.txt"]
    return subprocess.run(
        [READOUT, "read", "--json", *map(str, names)],
        env=LATIN,
        encoding="utf-8",  # JSON is, whatever the terminal's encoding
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )


@pytest.fixture(scope="module")
def lines(read: subprocess.CompletedProcess[str]) -> list[str]:
    """The records among the lines."""
    return [line for line in read.stdout.splitlines() if not line.startswith("readout: ")]


def test_a_missing_page_is_named_in_its_place_and_the_others_are_read(
    read: subprocess.CompletedProcess[str], pages: Path
) -> None:
    assert read.returncode == 1
    said = [line if line[0] == "r" else json.loads(line)["article"]["source"] for line in read.stdout.splitlines()]
    assert said[0] == str(pages / "bridge.html")
    assert said[1].startswith(f"readout: {pages / 'missing.html'}: ")
    assert [s.startswith(str(pages / "lines.jsonl")) for s in said[2:]] == [True, True, False]
    assert said[4] == str(pages / "strike.txt")


def test_every_record_is_valid_and_comes_back_from_json(lines: list[str]) -> None:
    validator = Draft202012Validator(schema())
    assert len(lines) == 4
    for line in lines:
        validator.validate(json.loads(line))
        assert to_json(from_json(line)) == line


def test_the_record_holds_what_the_page_says(lines: list[str]) -> None:
    bridge, oslo, peru, _ = (from_json(line) for line in lines)
    assert (bridge.article.headline, bridge.article.publisher) == ("Governor opens bridge", "River Courier")
    assert (bridge.article.published or "")[:10] == "2024-03-05"
    assert oslo.article.id == LINES[0]["id"]
    assert peru.article.text == LINES[1]["text"]
    assert "Łukasz" in peru.article.text
    text = bridge.article.text
    said = [" ".join(text[c.start : c.end] for c in s.content) for s in bridge.statements]
    assert any("We will finish the second bridge next year" in words for words in said)
    assert {"William Ruto", "Emmanuel Macron"} <= {e.name for e in bridge.entities}
    assert ("visit", "expected") in {(e.type, e.status) for e in bridge.events}


def test_standard_input_may_be_gzipped() -> None:
    done = subprocess.run(
        [READOUT, "read", "--json", "-"], input=gzip.compress(STRIKE.encode()), capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    (record,) = rows(done.stdout.decode())
    assert record["article"]["source"] == "-"
    assert "Dock workers" in record["article"]["text"]


def test_people_get_text_in_the_encoding_of_their_terminal_without_colours(pages: Path) -> None:
    shown = subprocess.run([READOUT, "read", pages / "lines.jsonl"], env=LATIN, capture_output=True, check=False)
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert b"\x1b" not in shown.stdout
    assert "Zoë \\u0141ukasz" in shown.stdout.decode("latin-1")


def test_html_is_one_whole_file(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    done = call("read", "-v", "--html", out, pages / "bridge.html", pages / "strike.txt")
    assert (done.returncode, done.stdout) == (0, "")
    first, second, last = failures(done.stderr)
    assert first.startswith(f"{pages / 'bridge.html'}: ")
    assert second.startswith(f"{pages / 'strike.txt'}: ")
    assert last == f"wrote {out}"
    page = out.read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>") or page.startswith("<!DOCTYPE html>")
    assert "second bridge" in page
    assert "Dock workers" in page
    assert names(tmp_path) == ["out.html"]


def test_html_that_cannot_be_written_leaves_nothing(pages: Path, tmp_path: Path) -> None:
    missing = run("read", "--html", tmp_path / "nosuch" / "out.html", pages / "strike.txt")
    assert missing.returncode == 1
    assert failures(missing.stderr) == [f"{tmp_path / 'nosuch' / 'out.html'}: No such file or directory"]
    (tmp_path / "out.html").write_text("before")
    limited = ["bash", "-c", 'ulimit -f 4; exec "$0" read --html "$1" "$2"', READOUT, "out.html", pages / "strike.txt"]
    full = subprocess.run(
        limited, cwd=tmp_path, env=environment("/nowhere"), text=True, capture_output=True, check=False
    )
    assert full.returncode == 1
    assert failures(full.stderr) == ["out.html: File too large"]
    assert names(tmp_path) == ["out.html"]
    assert (tmp_path / "out.html").read_text() == "before"


def test_html_goes_through_links_and_into_pipes(pages: Path, tmp_path: Path) -> None:
    (tmp_path / "link.html").symlink_to("real.html")
    assert call("read", "--quiet", "--html", tmp_path / "link.html", pages / "strike.txt").returncode == 0
    assert (tmp_path / "link.html").is_symlink()
    assert "Dock workers" in (tmp_path / "real.html").read_text(encoding="utf-8")
    assert call("read", "--quiet", "--html", "/dev/null", pages / "strike.txt").returncode == 0
    assert Path("/dev/null").is_char_device()
    assert "Dock workers" in call("read", "--html", "-", pages / "strike.txt").stdout


def test_nothing_is_written_when_nothing_could_be_read(tmp_path: Path) -> None:
    for form in (["--html", tmp_path / "out.html"], ["--table"], ["--json"], []):
        done = call("read", *form, tmp_path / "missing.html")
        assert (done.returncode, done.stdout) == (1, "")
    assert names(tmp_path) == []


@pytest.mark.parametrize("arguments", [["read"], ["read", "--json", "--table", "x"], ["read", "--nosuch", "x"], ["x"]])
def test_wrong_usage_is_status_2(arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Error: " in done.stderr
    assert "Traceback" not in done.stderr
