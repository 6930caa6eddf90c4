"""A real page, kept in a store, and what a report of the days after makes of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from readout.link.questions import Asked, Line
from readout.model import Article, Record
from readout.store import open_store
from readout.store.linking import linked

PAGES = Path(__file__).parent / "seed"
FICO = "@fico"


@cache
def read(page: str) -> Record:
    """The record of a page."""
    from readout.flow import records
    from readout.read import read_inputs

    (article,) = (item for item in read_inputs([str(PAGES / f"{page}.txt")]) if isinstance(item, Article))
    return next(iter(records([article])))


def after(tmp_path: Path, report: str, on: str) -> Asked:
    """What is known once the report came after the page, and questions were asked before it did."""
    with open_store(tmp_path / "s.sqlite3") as store:
        list(store.add([read("seed")]))
        assert attendance(Asked(linked(store), "2025-05-08")) == [("uncertain", "attend the Victory Day parade")]
        list(store.add([read(report)]))
        return Asked(linked(store), on)


def attendance(asked: Asked) -> list[tuple[str, str]]:
    """The history of Fico's part in the parade."""
    events = map(asked.linker.tellings, asked.linker.accounts())
    parade = next(e for e in events if e[0].kind == "ceremony" and any(FICO in m.own for m in e))
    return [(step.status, step.quote) for step in asked.linker.history(parade, who=FICO)]


@pytest.mark.parametrize(
    ("report", "status", "words"),
    [
        ("attended", "happened", "attended the Victory Day parade"),
        ("absent", "fell through", "misses"),
        ("cancelled", "fell through", "will not travel"),
    ],
)
def test_whether_the_uncertain_guest_came(tmp_path: Path, report: str, status: str, words: str) -> None:
    asked = after(tmp_path, report, "2025-05-12")
    assert attendance(asked) == [("uncertain", "attend the Victory Day parade"), (status, words)]


def test_the_visit_was_extended(tmp_path: Path) -> None:
    asked = after(tmp_path, "extended", "2025-05-10")
    (visit,) = (line for line in asked_visits(asked) if len({q.article for q in line.quotes}) == 2)
    assert (visit.status, visit.begin, visit.until) == ("happened", "2025-05-08", "2025-05-12")
    assert "extended his official visit to Russia until May 12" in visit.quotes[-1].quote
    assert [leg.until for leg in asked.whereabouts("Xi Jinping") if leg.begin == "2025-05-08"][-1] == "2025-05-12"


def asked_visits(asked: Asked) -> list[Line]:
    """The visits of Xi."""
    return [line for line, _ in asked.lines(("Xi Jinping",)) if line.kind == "visit"]
