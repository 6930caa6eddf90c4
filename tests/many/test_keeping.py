"""Outcomes into the store: in order, in batches, and kept when the reading ends early."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import readout
from readout.fetch import open_pages
from readout.many import keeping
from readout.many.keeping import Outcome, Reading, keep
from readout.model import Article, Block, Problem, ReadoutError, Record
from readout.read import Unread, open_inputs, read_inputs, read_unread


def _record(n: int) -> Record:
    text = f"Road {n} opened."
    article = Article(id=f"p{n}", source=f"p{n}", text=text, blocks=(Block("paragraph", 0, len(text)),))
    return Record(article)


def _told(outcomes: Iterator[Outcome], store: Path) -> list[str]:
    told: list[str] = []
    with readout.open(store) as kept:
        keep(outcomes, kept, lambda a: told.append(f"{a.article} {a.outcome}"), lambda p: told.append(p.where))
    return told


def test_all_is_told_in_order_whatever_it_is(tmp_path: Path) -> None:
    def outcomes() -> Iterator[Outcome]:
        for n in range(70):
            yield _record(n)
            if n % 30 == 0:
                yield Problem(f"bad {n}", "broken")
                yield _record(n)

    wanted: list[str] = []
    for n in range(70):
        wanted += [f"p{n} new"] + [f"bad {n}", f"p{n} unchanged"] * (n % 30 == 0)
    assert _told(outcomes(), tmp_path / "s.sqlite3") == wanted


@pytest.mark.parametrize("error", [KeyboardInterrupt(), ReadoutError("feed", "is gone")])
def test_what_was_read_is_kept_when_the_reading_ends_early(tmp_path: Path, error: BaseException) -> None:
    def outcomes() -> Iterator[Outcome]:
        yield from (_record(n) for n in range(40))
        raise error

    with pytest.raises(type(error)):
        _told(outcomes(), tmp_path / "s.sqlite3")
    with readout.open(tmp_path / "s.sqlite3") as kept:
        assert kept.counts().articles == 40


def test_the_store_is_the_same_whatever_the_number_of_processes(tmp_path: Path) -> None:
    text = "Minister Ann Osei visited Accra on Monday. She said that road {n} would open soon."
    lines = tmp_path / "pages" / "lines.jsonl"
    lines.parent.mkdir()
    lines.write_text("".join(json.dumps({"id": f"p{n}", "text": text.format(n=n)}) + "\n" for n in range(6)))
    (lines.parent / "a.html").write_text(f"<html><body><article><h1>Road</h1><p>{text}</p></article></body></html>")
    (lines.parent / "empty.txt").write_text("")
    (lines.parent / "z.txt").write_text(text)
    found = []
    for jobs in (0, 2):
        told: list[str] = []
        with readout.open(tmp_path / f"{jobs}.sqlite3") as kept:
            outcomes = Reading(fast=True, jobs=jobs, limit=100).outcomes(open_pages([str(lines.parent)]), kept)
            keep(outcomes, kept, lambda a: told.append(a.article), lambda p: told.append(p.what))  # noqa: B023
            found.append((told, list(kept.records())))
    assert found[0] == found[1]
    assert len(found[0][0]) == 9


def test_a_fault_of_ours_costs_one_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from readout import flow

    def broken(analysis: object, means: object) -> Record:
        raise IndexError("list index out of range")

    monkeypatch.setattr(flow, "record", broken)
    page = next(iter(read_inputs([_page(tmp_path)])))
    with readout.open(tmp_path / "s.sqlite3") as kept:
        (problem,) = Reading().outcomes([page], kept)
    assert isinstance(problem, Problem)
    assert "IndexError" in problem.what


def test_a_page_opened_now_and_read_later_is_the_same(tmp_path: Path) -> None:
    name = _page(tmp_path)
    (unread,) = open_inputs([name])
    assert isinstance(unread, Unread)
    assert list(read_unread(unread)) == list(read_inputs([name]))


def test_there_is_work_for_one_process_at_least() -> None:
    assert keeping.cores() >= 1


def _page(folder: Path) -> str:
    page = folder / "page.html"
    page.write_text("<html><body><article><h1>Road opens</h1><p>The road opened on Monday.</p></article></body></html>")
    return str(page)
