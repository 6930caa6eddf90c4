"""Stores made smaller, with nothing lost."""

from __future__ import annotations

import os
import signal
import zlib

import pytest
from click.testing import CliRunner
from sqlalchemy import Connection, select, update

from readout.cli import commands
from readout.model import to_json
from readout.store import Store, compact, open_store, schema
from readout.store.packing import is_slow, unpacked
from tests.store.made import PARADE, many, parade


@pytest.fixture
def old(store: Store) -> Store:
    """A store whose records lie as they once did, with more articles than are packed at once, and one corrected."""
    list(store.add(many(compact._BATCH + 3)))
    with store.engine.begin() as connection:
        _each(connection, lambda data: zlib.compress(to_json(unpacked(data)).encode()))
    return store


def _each(connection: Connection, changed: object) -> None:
    table = schema.version
    for row in connection.execute(select(table)).all():
        this = (table.c.article == row.article) & (table.c.number == row.number)
        connection.execute(update(table).where(this).values(record=changed(row.record)))  # type: ignore[operator]


def kept(store: Store) -> list[bytes]:
    with store.engine.connect() as connection:
        return list(connection.execute(select(schema.version.c.record)).scalars())


def test_records_are_smaller_and_the_same(old: Store) -> None:
    before, records = compact.sizes(old.engine, old.where), list(old.records())
    heard: list[tuple[int, int]] = []
    compact.compact(old.engine, old.where, lambda done, of: heard.append((done, of)))
    after = compact.sizes(old.engine, old.where)
    assert list(old.records()) == records
    assert all(map(is_slow, kept(old)))
    assert (after.ratio or 0) < (before.ratio or 0) / 1.5
    assert 0 < (after.records or 0) <= (before.records or 0)
    parts = (after.records, after.search, after.asking, after.linking, after.other)
    assert after.whole == sum(size or 0 for size in parts)
    assert heard[-1] == (len(records), len(records))
    assert [hit.article for hit in old.search("tariff")] == ["talks"]
    compact.compact(old.engine, old.where)
    assert list(old.records()) == records


def test_what_is_done_stays_done_when_it_is_broken_off(old: Store) -> None:
    records = list(old.records())

    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        compact.compact(old.engine, old.where, stop)
    assert sum(map(is_slow, kept(old))) == compact._BATCH
    assert list(old.records()) == records
    compact.compact(old.engine, old.where)
    assert all(map(is_slow, kept(old)))
    assert list(old.records()) == records


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_killed_it_loses_nothing(old: Store) -> None:
    records, address = list(old.records()), old.address
    old.close()
    if not (child := os.fork()):
        with open_store(address) as own:
            compact.compact(own.engine, own.where, lambda done, of: os.kill(os.getpid(), signal.SIGKILL))
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    with open_store(address) as store:
        assert list(store.records()) == records
        assert sum(map(is_slow, kept(store))) == compact._BATCH
        compact.compact(store.engine, store.where)
        assert list(store.records()) == records
        with store.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def test_what_others_write_meanwhile_is_kept(old: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    changed, pack = [parade(f"{PARADE}\nNo more is known.")], compact._packed

    def slowly(data: bytes) -> bytes | None:
        if changed:
            assert [a.outcome for a in old.add([changed.pop()])] == ["corrected"]
        return pack(data)

    records = {record.article.id: record for record in old.records()}
    monkeypatch.setattr(compact, "_packed", slowly)
    compact.compact(old.engine, old.where)
    now = {record.article.id: record for record in old.records()}
    assert now.pop("parade").article.text.endswith("No more is known.")
    records.pop("parade")
    assert now == records


def test_a_damaged_record_stays_and_is_told_where_it_is_asked_for(store: Store) -> None:
    with store.engine.begin() as connection:
        _each(connection, lambda data: data[:-1] if unpacked(data).article.id == "talks" else data)
    compact.compact(store.engine, store.where)
    assert compact.sizes(store.engine, store.where).sampled == 1
    assert store.record("parade") == parade()
    with pytest.raises(Exception, match="a record in the store is damaged: its checksum"):
        store.record("talks")


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_the_command_tells_what_it_did(old: Store) -> None:
    runner = CliRunner(env={"READOUT_STORE": old.address})
    measured = runner.invoke(commands, ["compact", "--measure"])
    assert "search index" in measured.output
    assert "after" not in measured.output
    assert not any(map(is_slow, kept(old)))
    done = runner.invoke(commands, ["compact"])
    assert done.output.splitlines()[0].split() == ["bytes", "before", "after"]
    assert all(map(is_slow, kept(old)))
    told = runner.invoke(commands, ["compact", "--json"]).output
    assert told.startswith('{"before":{"whole":')
    assert runner.invoke(commands, ["compact", "--quiet"]).output == ""
