"""Shards to Parquet: what is read, in which files, and what an interrupted run leaves."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path

import duckdb
import polars
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from readout.bulk import parts
from readout.bulk.manifest import Folder, Run
from readout.bulk.parts import NONE
from readout.bulk.shards import files, pages
from readout.bulk.tables import TABLES
from readout.many.pages import Page
from readout.model import Article, Problem, ReadoutError
from tests.bulk.made_shards import Plain, bulk, content, line, make_shards, said


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return make_shards(tmp_path / "in")


def test_the_files_of_a_folder_that_hold_many_pages(source: Path) -> None:
    for name in ("picture.png", "page.html", ".hidden.jsonl"):
        (source / name).write_text("x")
    (source / "_manifest").mkdir()
    (source / "_manifest" / "e.jsonl").write_text("x")
    found = list(files([str(source), str(source / "a.jsonl"), str(source / "none.warc")]))
    assert [p.name for p in found if isinstance(p, Path)] == ["a.jsonl", "b.jsonl.gz", "c.parquet", "d.warc.gz"]
    assert [p.what.partition(";")[0] for p in found if isinstance(p, Problem)] == ["no such file"]


def test_a_folder_without_any_is_told(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>x</p>")
    (problem,) = files([str(tmp_path)])
    assert isinstance(problem, Problem)
    assert "no file of many pages" in problem.what


def test_parquet_is_read_like_json_lines(source: Path) -> None:
    first, second = pages(source / "c.parquet")
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.id, first.text, first.published, first.source) == ("q0", said(20), None, f"{source}/c.parquet:1")
    assert (second.published or "")[:10] == "2024-03-01"


def test_damaged_parquet_is_a_problem(source: Path) -> None:
    data = (source / "c.parquet").read_bytes()
    (source / "c.parquet").write_bytes(data[:-20])
    (problem,) = pages(source / "c.parquet")
    assert isinstance(problem, Problem)
    assert "damaged Parquet" in problem.what


def test_what_is_written(source: Path, tmp_path: Path) -> None:
    entries = bulk(source, tmp_path / "out")
    counts = [(Path(e.shard).name, e.counts["articles"], e.counts["problems"]) for e in entries]
    assert counts == [("a.jsonl", 4, 1), ("b.jsonl.gz", 1, 0), ("c.parquet", 2, 0), ("d.warc.gz", 2, 0)]
    assert entries[0].problems[0].startswith(f"{source}/a.jsonl:5: broken JSON")
    for entry in entries:
        for file in entry.files:
            assert pq.read_metadata(tmp_path / "out" / file.path).num_rows == file.rows
    named = {file.path for entry in entries for file in entry.files}
    assert named == {name for name in content(tmp_path / "out") if name.endswith(".parquet")}
    assert Folder(tmp_path / "out").entries() == entries


def test_duckdb_polars_and_arrow_read_it(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    bulk(source, out)
    wanted = [("2024-01", 3), ("2024-02", 2), ("2024-03", 1), (None, 3)]
    asked = f"SELECT month, count(*) FROM read_parquet('{out}/articles/*/*.parquet') GROUP BY 1 ORDER BY 1 NULLS LAST"
    assert duckdb.sql(asked).fetchall() == wanted
    frame = polars.scan_parquet(f"{out}/articles/", hive_partitioning=True).group_by("month").len().collect()
    assert sorted(frame.rows(), key=lambda row: row[0] or "9") == wanted
    table = ds.dataset(out / "articles", partitioning="hive").to_table()
    assert table.num_rows == 9
    assert table.filter(ds.field("article") == "p1").to_pylist()[0]["month"] == "2024-02"


_DAYS = {"day=2024-01-05", "day=2024-02-05", "day=2024-03-01", f"day={NONE}"}


@pytest.mark.parametrize(("by", "folders"), [("year", {"year=2024", f"year={NONE}"}), ("day", _DAYS)])
def test_other_partitions(by: parts.By, folders: set[str], source: Path, tmp_path: Path) -> None:
    bulk(source, tmp_path / "out", run=Run(by=by))
    assert {path.name for path in (tmp_path / "out" / "articles").iterdir()} == folders


def test_a_shard_of_many_pages_is_written_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.jsonl").write_text("".join(line(f"p{n:02}", n) for n in range(25)))
    whole = bulk(tmp_path / "a.jsonl", tmp_path / "whole")
    monkeypatch.setattr(parts, "PAGES", 10)
    monkeypatch.setattr(parts, "_ROWS", 3)
    (entry,) = bulk(tmp_path / "a.jsonl", tmp_path / "parts")
    assert [f.rows for f in entry.files if f.path.startswith("articles/")] == [10, 10, 5]
    read = [ds.dataset(tmp_path / out / "articles").to_table().sort_by("number") for out in ("whole", "parts")]
    assert read[0].to_pylist() == read[1].to_pylist()
    assert whole[0].counts == entry.counts


def test_a_run_over_what_is_done_reads_nothing(source: Path, tmp_path: Path) -> None:
    bulk(source, tmp_path / "out")
    before = content(tmp_path / "out")

    def never(page: Page) -> None:
        raise AssertionError(page)

    assert bulk(source, tmp_path / "out", Plain(never)) == []
    (source / "a.jsonl").rename(source / "z.jsonl")  # the same bytes by another name
    os.utime(source / "b.jsonl.gz")
    assert bulk(source, tmp_path / "out", Plain(never)) == []
    assert content(tmp_path / "out") == before


@pytest.mark.parametrize("at", range(0, 10, 3))
def test_an_interrupted_run_goes_on(at: int, source: Path, tmp_path: Path) -> None:
    wanted = content(tmp_path / "whole") if bulk(source, tmp_path / "whole") else {}
    left = iter(range(at))

    def stop(page: Page) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bulk(source, tmp_path / "out", Plain(stop))
    done = len(Folder(tmp_path / "out").entries())
    assert len(bulk(source, tmp_path / "out")) == 4 - done
    assert content(tmp_path / "out") == wanted


def test_what_a_killed_run_left_goes(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    entries = bulk(source, out)
    wanted = content(out)
    # Killed between moving its files and noting that: no entry, another month's file from another state of the code.
    (out / "_manifest" / f"{entries[0].name}.json").unlink()
    (out / "articles" / "month=1999-01").mkdir()
    (out / "articles" / "month=1999-01" / f"{entries[0].name}-00000.parquet").write_bytes(b"half")
    (out / "_tmp" / "x").mkdir(parents=True)
    assert [e.shard for e in bulk(source, out)] == [entries[0].shard]
    assert content(out) == wanted


def test_a_changed_file_takes_the_place_of_its_old_state(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    bulk(source, out)
    (source / "a.jsonl").write_text(line("p7", 7, "2023-01-01"))
    assert [e.counts["articles"] for e in bulk(source, out)] == [1]
    whole = bulk(source, tmp_path / "whole")
    assert Folder(out).entries() == whole
    assert content(out) == content(tmp_path / "whole")


def test_two_files_of_the_same_bytes_are_read_once(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in "ab":
        (tmp_path / "in" / f"{name}.jsonl").write_text(line("p1", 1))
    assert len(bulk(tmp_path / "in", tmp_path / "out")) == 1
    (tmp_path / "in" / "a.jsonl").write_text(line("p2", 2))
    assert len(bulk(tmp_path / "in", tmp_path / "out")) == 1
    assert sorted(e.counts["articles"] for e in Folder(tmp_path / "out").entries()) == [1, 1]


def test_a_shard_without_pages_between_others(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name, text in zip("abcd", ("", line("p1", 1), "\n", line("p2", 2)), strict=True):
        (tmp_path / "in" / f"{name}.jsonl").write_text(text)
    entries = bulk(tmp_path / "in", tmp_path / "out")
    assert [Path(e.shard).name for e in entries] == ["a.jsonl", "b.jsonl", "c.jsonl", "d.jsonl"]
    assert [e.counts["articles"] for e in entries] == [0, 1, 0, 1]
    assert all(e.counts[t] == 0 for e in entries for t in TABLES if t not in ("articles", "records", "problems"))


def test_refusals(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    bulk(source, out)
    with pytest.raises(ReadoutError, match="another by"):
        bulk(source, out, run=Run(fast=True, by="day"))
    with pytest.raises(ReadoutError, match="holds something else"):
        bulk(source, source)
    with pytest.raises(ReadoutError, match="another run writes here"), Folder(out).writing(Run(fast=True)):
        bulk(source, out)
    with pytest.raises(ReadoutError, match="no output of readout bulk"):
        Folder(tmp_path).run()
    next(p for p in (out / "_manifest").glob("*.json") if p.name != "run.json").write_text("{")
    with pytest.raises(ReadoutError, match=r"is damaged.*delete it"):
        bulk(source, out)


def test_numbers_follow_the_pages(source: Path, tmp_path: Path) -> None:
    bulk(source, tmp_path / "out")
    rows = ds.dataset(tmp_path / "out" / "articles").to_table().to_pylist()
    by_shard: dict[str, list[tuple[int, str]]] = {}
    for row in rows:
        by_shard.setdefault(row["shard"], []).append((row["number"], row["source"]))
    for found in map(sorted, by_shard.values()):
        assert [number for number, _ in found] == list(range(len(found)))
        assert all(a[1] < b[1] for a, b in pairwise(found))
