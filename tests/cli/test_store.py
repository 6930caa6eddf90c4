"""`readout add` and the commands that ask the store, as users run them."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import readout
from readout.model import schema
from readout.store import open_store
from tests.cli.conftest import Kept
from tests.cli.made import LINES, READOUT, STRIKE, call, environment, failures, rows, run, start

OSLO = str(LINES[0]["id"])


def test_add_keeps_the_good_pages_and_names_the_bad_ones(kept: Kept) -> None:
    assert kept.done.returncode == 1
    assert kept.done.stdout == f"4 new, 1 unchanged in {kept.store}\n"
    said = failures(kept.done.stderr)
    bad = [line for line in said if line.startswith(str(kept.bad[0].parent))]
    assert [line.split(": ")[0] for line in bad] == [str(path) for path in kept.bad]
    assert len([line for line in said if " new, version 1" in line]) == 4


def test_adding_again_changes_nothing_and_needs_no_language_model(kept: Kept) -> None:
    without = "import sys; sys.modules['spacy'] = None; from readout.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", without, "add", "--json", kept.pages],
        env=environment(kept.store),
        text=True,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert [(row["outcome"], row["version"]) for row in rows(done.stdout)] == [("unchanged", 1)] * 4
    assert call("add", kept.pages, store=kept.store).stdout == f"4 unchanged in {kept.store}\n"


def test_a_corrected_page_is_a_new_version(tmp_path: Path) -> None:
    store, page = tmp_path / "store.sqlite3", tmp_path / "strike.txt"
    page.write_text(STRIKE)
    assert call("add", "--quiet", page, store=store).stdout == ""
    page.write_text(STRIKE.replace("every job", "most jobs"))
    (added,) = rows(call("add", "--json", page, store=store).stdout)
    assert (added["outcome"], added["version"]) == ("corrected", 2)
    (again,) = rows(call("add", "--json", "--reread", page, store=store).stdout)
    assert (again["outcome"], again["version"]) == ("reread", 2)
    old, new = (call("show", added["article"][:6], "--json", *v, store=store) for v in (["--version", "1"], []))
    assert "every job" in json.loads(old.stdout)["article"]["text"]
    assert "most jobs" in json.loads(new.stdout)["article"]["text"]
    assert failures(new.stderr)[0].startswith(f"{added['article']}: version 2 of 2")


def test_search(kept: Kept) -> None:
    done = run("search", "dock", "workers", "--json", store=kept.store)
    (hit,) = rows(done.stdout)
    assert hit["headline"] == "Dock workers end strike"
    record = json.loads(call("show", hit["article"], "--json", store=kept.store).stdout)
    assert record["article"]["text"][hit["start"] : hit["end"]] == hit["snippet"]
    shown = call("search", '"second bridge" OR strike', store=kept.store)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "Governor opens bridge" in shown.stdout
    assert "Dock workers end strike" in shown.stdout


@pytest.mark.parametrize("words", ['"((', "AND", "a:b:c ^x", "-", "\udcff", "NEAR(", "*"])
def test_odd_searches_never_break(kept: Kept, words: str) -> None:
    done = call("search", "--json", "--", words, store=kept.store)
    assert done.returncode in (0, 1)
    assert len(failures(done.stderr)) == done.returncode


def test_events_and_said(kept: Kept) -> None:
    asked = ["--who", "Macron", "--kind", "visit", "--status", "expected", "--from", "2024-03", "--to", "2024"]
    (event, *_) = rows(call("events", *asked, "--json", store=kept.store).stdout)
    assert "Emmanuel Macron" in [p["name"] for p in event["participants"]]
    shown = run("events", *asked, store=kept.store)
    assert "Macron" in shown.stdout
    (said, *_) = rows(call("said", "--by", "ruto", "--json", store=kept.store).stdout)
    assert "finish the second bridge" in said["quote"]
    assert "second bridge" in call("said", "--about", "bridge", store=kept.store).stdout
    nothing = call("events", "--who", "Nobody Atall", "--json", store=kept.store)
    assert (nothing.returncode, nothing.stdout, nothing.stderr) == (0, "", "")


def test_limits(kept: Kept) -> None:
    everything = rows(call("said", "--json", "--limit", "0", store=kept.store).stdout)
    assert len(everything) > 2
    assert rows(call("said", "--json", "--limit", "2", store=kept.store).stdout) == everything[:2]
    assert failures(call("said", "--limit", "2", store=kept.store).stderr) == [
        "there are more than 2; --limit 0 prints all"
    ]


def test_show_takes_the_beginning_of_an_id_and_parts_of_an_article(kept: Kept) -> None:
    shown = call("show", OSLO[:4], store=kept.store)
    assert "Ministers meet in Oslo" in shown.stdout
    record = json.loads(call("show", OSLO, "--json", store=kept.store).stdout)
    Draft202012Validator(schema()).validate(record)
    event, statement = record["events"][0]["id"], record["statements"][0]["id"]
    assert rows(call("show", f"{OSLO}:{event}", "--json", store=kept.store).stdout)[0]["event"] == event
    assert rows(call("show", f"{OSLO}:{statement}", "--json", store=kept.store).stdout)[0]["statement"] == statement
    assert "Oslo" in call("show", f"{OSLO}:{event}", store=kept.store).stdout
    relation = next(r for r in record["relations"] if r["value"] == "president")
    row = rows(call("show", f"{OSLO}:{relation['id']}", "--json", store=kept.store).stdout)[0]
    assert (row["type"], row["subject"]["name"], row["object"]["name"]) == ("office_held", "Alexander Stubb", "Finland")
    assert "office held Finland (president)" in call("show", f"{OSLO}:{relation['id']}", store=kept.store).stdout


def test_show_says_what_is_missing_or_meant_twice(kept: Kept, tmp_path: Path) -> None:
    for name, what in {
        "nosuch": "nosuch: no such article in the store; `readout search` and `readout events` print IDs",
        f"{OSLO}:v99": f"{OSLO}:v99: no such event, statement or relation in this article",
    }.items():
        done = call("show", name, store=kept.store)
        assert (done.returncode, failures(done.stderr)) == (1, [what])
    assert failures(call("show", OSLO, "--version", "9", store=kept.store).stderr) == [
        f"{OSLO}: no version 9 of this article in the store"
    ]
    lines = tmp_path / "lines.jsonl"
    lines.write_text("".join(json.dumps({**LINES[1], "id": name}) + "\n" for name in ("aa1", "aa2")))
    call("add", lines, store=tmp_path / "two.sqlite3")
    (said,) = failures(call("show", "aa", store=tmp_path / "two.sqlite3").stderr)
    assert said == "aa: more than one article begins so: aa1, aa2; write more of the ID"


def test_stores_that_cannot_be_used_are_one_clear_line(pages: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.sqlite3"
    with sqlite3.connect(foreign) as raw:
        raw.execute("CREATE TABLE t (x)")
    raw.close()
    notes = tmp_path / "notes.txt"
    notes.write_text("notes\n" * 500)
    for store, what in {
        foreign: "this is another program's database; name another file with --store",
        notes: "the file is no SQLite database; name another file with --store",
        tmp_path: "this is a folder; name a file for the store",
        tmp_path / "none.sqlite3": "there is no store here yet; `readout add PAGE` makes one",
        "mysql://host/db": "no store is kept in 'mysql'; name a file, sqlite:///FILE or postgresql://USER@HOST/DATABASE",
    }.items():
        done = call("events", "--store", store)
        assert (done.returncode, done.stdout) == (1, "")
        assert failures(done.stderr) == [f"{store}: {what}"]
    assert not (tmp_path / "none.sqlite3").exists()


def test_a_locked_store_is_one_clear_line(pages: Path, tmp_path: Path) -> None:
    file = tmp_path / "locked.sqlite3"
    open_store(file).close()
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    store = f"sqlite:///{file}?timeout=0.2"
    done = call("add", pages / "strike.txt", store=store)
    other.close()
    assert (done.returncode, done.stdout) == (1, f"nothing in {store}\n")
    assert failures(done.stderr) == [
        f"{store}: another program is writing to the store; try again when it has finished"
    ]


def test_a_killed_add_is_made_whole_by_running_it_again(tmp_path: Path) -> None:
    lines, store = tmp_path / "lines.jsonl", tmp_path / "store.sqlite3"
    text = "Minister Ann Osei visited town {n} on Monday. She said that road {n} would open soon."
    lines.write_text("".join(json.dumps({"id": f"p{n:03}", "text": text.format(n=n)}) + "\n" for n in range(60)))
    adding = start("add", "--json", lines, store=store)
    assert adding.stdout is not None
    assert json.loads(adding.stdout.readline())["outcome"] == "new"
    adding.kill()
    adding.communicate(timeout=60)
    with open_store(store) as opened:
        assert 0 < opened.counts().articles <= 60
    assert call("add", lines, store=store).returncode == 0
    with open_store(store) as opened:
        assert [opened.record(f"p{n:03}") for n in range(60)] == list(readout.read_all([lines]))


def test_a_store_on_a_disk_without_room_is_one_clear_line(tmp_path: Path) -> None:
    lines, store = tmp_path / "lines.jsonl", tmp_path / "store.sqlite3"
    open_store(store).close()
    lines.write_text("".join(json.dumps({**LINES[0], "id": f"p{n}"}) + "\n" for n in range(120)))
    limited = ["bash", "-c", 'ulimit -f 300; exec "$0" add "$1" --store "$2"', READOUT, lines, store]
    done = subprocess.run(limited, text=True, capture_output=True, check=False)
    assert done.returncode == 1
    (said,) = failures(done.stderr)
    assert said.startswith(f"{store}: ")
    assert "nothing of this batch was kept" in said
    with open_store(store) as opened:
        kept = opened.counts().articles
    assert kept % 32 == 0
    assert done.stdout == (f"{kept} new" if kept else "nothing") + f" in {store}\n"
