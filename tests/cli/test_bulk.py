"""`readout bulk` as its users run it."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import click
import pytest

import readout
from tests.bulk.made_shards import content, line, make_shards
from tests.cli.made import call, failures, rows, start


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_shards(tmp_path_factory.mktemp("bulk") / "in")
    (folder / "e.jsonl").write_text("".join(line(f"e{n}", n) for n in range(40)), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def out(source: Path) -> Path:
    """The output of a run in this process."""
    folder = source.parent / "out"
    done = call("bulk", "--fast", source, "--out", folder)
    assert done.returncode == 0
    assert done.stdout == f"5 of 5 shards read, 49 articles: {folder}\n"
    assert failures(done.stderr)[0].startswith(f"{source}/a.jsonl:5: broken JSON")
    return folder


def test_a_run_of_two_processes_that_is_killed_and_gone_on_with_gives_the_same(out: Path, source: Path) -> None:
    folder = source.parent / "killed"
    running = start("bulk", "--fast", "--jobs", "2", source, "--out", folder)
    until = time.monotonic() + 200
    while not list(folder.glob("_manifest/????????????????.json")) and time.monotonic() < until:
        assert running.poll() is None
        time.sleep(0.01)
    os.kill(running.pid, signal.SIGKILL)
    running.communicate()
    assert list(folder.glob("_manifest/????????????????.json"))
    done = rows(call("bulk", "--fast", "--json", source, "--out", folder).stdout)
    assert 0 <= len(done) < 5
    assert content(folder) == content(out)


def test_it_is_asked_and_merged(out: Path, tmp_path: Path) -> None:
    asked = rows(call("ask", "--json", "--in", out, "SELECT count(*) AS n FROM statements").stdout)[0]["n"]
    assert asked > 40
    store = tmp_path / "s.sqlite3"
    assert call("bulk", "--merge", out, store=store).stdout == f"48 new, 1 corrected in {store}\n"
    assert call("bulk", "--merge", out, store=store).stdout.startswith("49 unchanged")
    assert rows(call("ask", "--json", "SELECT count(*) AS n FROM statements", store=store).stdout) == [{"n": asked}]


def test_merged_records_are_those_that_add_keeps(out: Path, source: Path, tmp_path: Path) -> None:
    call("bulk", "--merge", out, store=tmp_path / "merged.sqlite3")
    call(
        "add",
        "--fast",
        *(source / name for name in ("a.jsonl", "b.jsonl.gz", "d.warc.gz")),
        store=tmp_path / "a.sqlite3",
    )
    with readout.open(tmp_path / "merged.sqlite3") as merged, readout.open(tmp_path / "a.sqlite3") as added:
        assert {r.article.id: r for r in added.records()}.items() <= {r.article.id: r for r in merged.records()}.items()


@pytest.mark.parametrize(
    "arguments",
    [["bulk"], ["bulk", "in"], ["bulk", "in", "--merge", "out"], ["ask", "--in", "out", "--store", "s", "SELECT 1"]],
)
def test_wrong_usage(arguments: list[str]) -> None:
    with pytest.raises(click.UsageError):
        call(*arguments)


def test_what_cannot_be_read_is_named(out: Path, tmp_path: Path) -> None:
    done = call("bulk", "--fast", tmp_path / "none.jsonl", "--out", tmp_path / "out")
    assert (done.returncode, failures(done.stderr)) == (
        1,
        [f"{tmp_path}/none.jsonl: no such file; name a file of many pages, or a folder of them"],
    )
    again = call("bulk", "--out", out, tmp_path)
    assert "was begun with another fast" in failures(again.stderr)[-1]
    assert call("bulk", "--merge", tmp_path, store=tmp_path / "s.sqlite3").returncode == 1
