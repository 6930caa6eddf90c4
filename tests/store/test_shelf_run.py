"""Statements that the driver runs: a list is one parameter, an index is used, failures are those of the store."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from readout.model import ReadoutError
from readout.store import Store, open_store, schema_links
from readout.store import shelf_asks as asks
from readout.store.engine import clear_failures, writing
from readout.store.shelf_run import Runner

NAMES = schema_links.link_name


def fill(runner: Runner) -> None:
    """Three articles by whom they name."""
    rows = [{"name": name, "day": 7, "article": n, "speaks": n == 2} for n, name in enumerate(("ana", "udo", "żeń"), 1)]
    runner.many(asks.put(NAMES), rows)


def test_a_list_of_any_length_is_one_parameter(place: str) -> None:
    asked = asks.of(NAMES.c.name, NAMES.c.name, NAMES.c.article)
    with open_store(place) as store, writing(store.engine) as connection:
        runner = Runner(connection)
        fill(runner)
        for wanted in ([], ["żeń"], ["udo", "ana", "nobody", "udo"]):
            found = {(name, n) for name, n in runner.rows(asked, wanted=wanted)}
            assert {name for name, _ in found} == set(wanted) - {"nobody"}
        runner.run(asks.gone(NAMES.c.name), wanted=["ana", "żeń"])
        assert runner.rows(asks.naming(), parties=["ana", "udo"], first=1, last=9, least=1) == [(2, 7, True)]


def test_rows_are_found_by_an_index(file: Path) -> None:
    with open_store(file) as store, store.engine.connect() as connection:
        words = asks.of(NAMES.c.name, NAMES.c.article).compile(dialect=store.engine.dialect)
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}", ("[]",)).all()
        assert "SEARCH link_name USING PRIMARY KEY (name=?)" in plan[0][3]


def test_what_fails_is_told_as_of_the_store(place: str) -> None:
    with open_store(place) as store, pytest.raises(ReadoutError, match=r"store failed|table of the store is missing"):
        break_and_ask(store)


def break_and_ask(store: Store) -> None:
    """Ask a store for what it no longer has."""
    with clear_failures("s"), writing(store.engine) as connection:
        connection.execute(text("DROP TABLE link_name"))
        Runner(connection).rows(asks.of(NAMES.c.name, NAMES.c.article), wanted=["ana"])
