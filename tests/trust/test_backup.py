"""Copies of a store while it is read and written, and back."""

from __future__ import annotations

import sqlite3
import threading
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from readout.cli import commands
from readout.model import ReadoutError
from readout.store import open_store
from readout.store.backup import back_up, restore
from tests.present.serving import served
from tests.trust.test_forget import made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    where = tmp_path / "store.sqlite3"
    with open_store(where) as store:
        list(store.add([made("a1", "Ann Osei", "Accra")]))
    return where


def test_a_copy_taken_while_others_write_is_whole(file: Path, tmp_path: Path) -> None:
    stop, kept = threading.Event(), []

    def write() -> None:
        with open_store(file) as store:
            number = 0
            while not stop.is_set():
                number += 1
                list(store.add([made(f"b{number}", "Petr Novak", "Brno")]))
                kept.append(number)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for copy in (tmp_path / "one.sqlite3", tmp_path / "two.sqlite3"):
            begun = len(kept)
            while len(kept) == begun:
                assert writer.is_alive()
                writer.join(0.01)
            back_up(str(file), copy)
            with open_store(copy) as store:
                assert begun < store.counts().articles - 1 <= len(kept) + 1
                assert all(record.entities for record in store.records())
    finally:
        stop.set()
        writer.join()


def test_a_server_goes_on_with_what_was_restored(file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    back_up(str(file), copy)
    with served(file) as address:

        def articles() -> str:
            with urllib.request.urlopen(f"{address}/api/v1/articles") as answer:
                return str(answer.read().decode())

        with open_store(file) as store:
            list(store.add([made("later", "Petr Novak", "Brno")]))
        assert '"later"' in articles()
        assert restore(copy, str(file)) == 1
        assert '"later"' not in articles()
        assert '"a1"' in articles()
    with open_store(file) as store:
        list(store.add([made("again", "Petr Novak", "Brno")]))
        assert store.counts().articles == 2


def test_what_is_no_copy_changes_nothing(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite3"
    with sqlite3.connect(other) as raw:
        raw.execute("CREATE TABLE t (a)")
    cut = tmp_path / "cut.sqlite3"
    back_up(str(file), cut)
    data = bytearray(cut.read_bytes())
    data[8192 : len(data) // 2] = b"\xff" * (len(data) // 2 - 8192)
    cut.write_bytes(data)
    newer = tmp_path / "newer.sqlite3"
    back_up(str(file), newer)
    with sqlite3.connect(newer) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    text = tmp_path / "notes.txt"
    text.write_text("no database" * 1000)
    for bad in (other, cut, newer, text, tmp_path / "none", file):
        with pytest.raises(ReadoutError):
            restore(bad, str(file))
    with open_store(file) as store:
        assert store.counts().articles == 1


def test_a_failed_copy_leaves_nothing_and_no_store_is_no_copy(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / "copy.sqlite3"
    target.parent.mkdir()
    for bad in (tmp_path / "none.sqlite3", tmp_path / "text"):
        (tmp_path / "text").write_text("no database" * 1000)
        with pytest.raises(ReadoutError):
            back_up(str(bad), target)
    with pytest.raises(ReadoutError, match="the store itself"):
        back_up(str(file), file)
    assert list(target.parent.iterdir()) == []


def test_the_commands(file: Path, tmp_path: Path) -> None:
    runner = CliRunner(env={"READOUT_STORE": str(file)})
    copy = str(tmp_path / "copy.sqlite3")
    assert "bytes" in runner.invoke(commands, ["backup", copy]).output
    assert runner.invoke(commands, ["forget", "a1", "--yes"]).exit_code == 0
    assert runner.invoke(commands, ["restore", copy], input="n\n").exit_code == 1
    assert "1 articles" in runner.invoke(commands, ["restore", copy, "--yes"]).output
    with open_store(file) as store:
        assert store.counts().articles == 1
