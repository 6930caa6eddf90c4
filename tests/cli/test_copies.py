"""`readout copies` and `readout compare`, as users run them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.reading.copies import by_hand
from tests.cli.made import BRIDGE, call, run

FIRST, AGAIN, APART = by_hand()[0]
CORRECTED = BRIDGE.replace("second bridge next year", "third bridge next year").replace(
    "</article>", "<p>A correction was made on Wednesday to the number of bridges that were promised.</p></article>"
)


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("copies") / "lines.jsonl"
    rows = [(FIRST, "2025-05-06"), (AGAIN, "2025-05-07"), (APART, "2025-05-07")]
    path.write_text(
        "".join(
            json.dumps({"id": a.id, "text": a.text, "title": f"Ferry {a.id}", "published": day}) + "\n"
            for a, day in rows
        ),
        encoding="utf-8",
    )
    return path


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a page in two versions and one in one."""
    folder = tmp_path_factory.mktemp("corrected")
    store = folder / "store.sqlite3"
    page = folder / "bridge.html"
    for text in (BRIDGE, CORRECTED):
        page.write_text(text, encoding="utf-8")
        assert call("add", "--fast", page, store=store).returncode == 0
    short = folder / "short.jsonl"
    short.write_text(json.dumps({"id": "b07", "text": "It rained in Peru."}), encoding="utf-8")
    assert call("add", "--fast", short, store=store).returncode == 0
    return store


def test_what_is_told_again_is_printed_for_people_and_programs(lines: Path) -> None:
    done = run("copies", lines)
    assert done.returncode == 0, done.stderr
    first, second, last = done.stdout.splitlines()
    assert first.startswith("first0  Ferry first0")
    assert "a rewrite" in second
    assert "again0" in second
    assert last == "3 articles, 1 pairs that tell the same again"
    (row,) = map(json.loads, call("copies", "--json", lines).stdout.splitlines())
    assert (row["one"], row["other"], row["kind"]) == ("first0", "again0", "rewrite")


def test_a_store_is_asked_and_its_corrected_pages_are_named(corrected: Path) -> None:
    done = call("copies", store=corrected)
    assert done.stdout == "2 articles, 0 pairs that tell the same again\n"
    assert "has 2 versions; `readout compare" in done.stderr


def test_a_page_that_cannot_be_read_fails_and_the_others_are_compared(lines: Path, tmp_path: Path) -> None:
    done = call("copies", tmp_path / "none.html", lines)
    assert done.returncode == 1
    assert "none.html" in done.stderr
    assert "1 pairs" in done.stdout


def test_a_correction_is_shown_sentence_by_sentence(corrected: Path) -> None:
    name = call("search", "--json", "Ruto", store=corrected).stdout
    ident = json.loads(name.splitlines()[0])["article"]
    for asked in ([ident[:6]], [f"{ident[:6]}@1", f"{ident[:6]}@2"], [f"{ident}@2"]):
        done = call("compare", *asked, store=corrected)
        assert done.returncode == 0, done.stderr
        assert "[-second-]" in done.stdout
        assert "{+third+}" in done.stdout
        assert "  + A correction was made on Wednesday" in done.stdout
    found = json.loads(call("compare", "--json", ident, store=corrected).stdout)
    assert [one["change"] for one in found["sentences"]] == ["reworded", "added"]


def test_two_files_are_compared_without_a_store(tmp_path: Path) -> None:
    for name, text in (("a.html", BRIDGE), ("b.html", CORRECTED)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = call("compare", tmp_path / "a.html", tmp_path / "b.html")
    assert done.stdout.splitlines()[-1] == "1 reworded, 1 added; 3 as they were"


def test_what_cannot_be_compared_is_one_clear_line(corrected: Path, lines: Path, tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text(BRIDGE, encoding="utf-8")
    for asked, why in (
        (["nothing"], "no such file, and no such article"),
        ([""], "no such file, and no such article"),
        (["b07"], "only one version"),
        (["b07@9", "b07"], "version"),
        ([page], "nothing to be compared with"),
        ([lines, page], "3 articles, not one"),
    ):
        done = call("compare", *asked, store=corrected)
        assert done.returncode == 1, asked
        assert why in done.stderr
        assert done.stderr.count("\n") == 1
