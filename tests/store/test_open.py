"""Opening a store: where it is, whose it is, how old it is; every failure is one clear ReadoutError."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, event

from readout.model import ReadoutError
from readout.settings import default_store, store_name
from readout.store import Store, open_store, schema
from tests.store.made import many, parade, talks


@pytest.fixture
def place(file: Path) -> str:
    """A file: what opening a database is like is in test_postgres.py."""
    return str(file)


def test_a_store_is_made_with_its_folder_and_opened_again(file: Path) -> None:
    with open_store(file) as store:
        list(store.add([parade()]))
    with open_store(f"sqlite:///{file}", create=False) as again:
        assert again.record("parade") == parade()
    with sqlite3.connect(file) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert raw.execute("PRAGMA application_id").fetchone() == (schema.APPLICATION,)
    raw.close()


def test_the_store_is_the_named_one_else_the_variable_else_the_users_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READOUT_STORE", "/data/news.sqlite3")
    assert store_name(None) == "/data/news.sqlite3"
    assert store_name("other.sqlite3") == "other.sqlite3"
    assert store_name("sqlite:///~/x") == "sqlite:///~/x"
    monkeypatch.setenv("HOME", "/home/someone")
    assert store_name("~/news.sqlite3") == "/home/someone/news.sqlite3"
    monkeypatch.delenv("READOUT_STORE")
    monkeypatch.setenv("XDG_DATA_HOME", "/home/someone/data")
    assert Path(default_store()).name == "store.sqlite3"
    assert "readout" in default_store()


def test_a_home_folder_that_nobody_has_is_named() -> None:
    with pytest.raises(ReadoutError, match=r"~nosuchuser/x: there is no home folder .*; name a file with --store"):
        open_store("~nosuchuser/x")


def test_the_migrations_make_the_tables_that_the_queries_use(file: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.config import Config
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    open_store(file).close()
    engine = create_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        differences = compare_metadata(context, schema.metadata)
        assert context.get_current_revision() == schema.NEWEST
    engine.dispose()
    full_text = ("article_words", "statement_words")  # virtual tables and those that hold them are SQLite's own
    assert [d for d in differences if not (d[0] == "remove_table" and d[1].name.startswith(full_text))] == []
    config = Config()
    config.set_main_option("script_location", "readout.store:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == schema.NEWEST


def test_a_missing_store_is_made_only_for_writing(file: Path) -> None:
    with pytest.raises(ReadoutError, match="no store here yet; `readout add PAGE` makes one"):
        open_store(file, create=False)
    assert not file.parent.exists()


def test_an_empty_file_becomes_a_store(file: Path) -> None:
    file.parent.mkdir()
    file.touch()
    with open_store(file) as store:
        assert store.counts().articles == 0


def test_another_programs_database_is_left_alone(file: Path) -> None:
    file.parent.mkdir()
    with sqlite3.connect(file) as raw:
        raw.execute("CREATE TABLE article (id INTEGER)")
    raw.close()
    before = file.read_bytes()
    for create in (True, False):
        with pytest.raises(ReadoutError, match="another program's database"):
            open_store(file, create=create)
    assert file.read_bytes() == before


def test_a_file_that_is_no_database_is_left_alone(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("notes\n" * 1000)
    with pytest.raises(ReadoutError, match="no SQLite database"):
        open_store(file)
    assert file.read_text() == "notes\n" * 1000


def test_a_store_of_a_newer_readout_is_refused(file: Path) -> None:
    open_store(file).close()
    with sqlite3.connect(file) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    with pytest.raises(ReadoutError, match="newer readout made this store"):
        open_store(file)


def test_a_damaged_record_is_named(store: Store, file: Path) -> None:
    with sqlite3.connect(file) as raw:
        raw.execute("UPDATE version SET record = x'00' WHERE article = 1")
    raw.close()
    with pytest.raises(ReadoutError, match="a record in the store is damaged"):
        store.record("parade")


@pytest.mark.parametrize(
    ("where", "what"),
    [
        ("nosuch://host/name", "no store is kept in 'nosuch'"),
        ("postgresql://host", "names no database"),
        ("postgresql+nosuch://host/name", "not reached by 'postgresql\\+nosuch'"),
        ("://", "no database URL"),
        ("sqlite://", "names no SQLite file"),
        ("sqlite:///:memory:", "names no SQLite file"),
        ("sqlite+nosuch:///x.sqlite3", "names no SQLite file"),
        ("sqlite:///x.sqlite3?timeout=soon", "option that makes no sense"),
        ("/dev/null/store.sqlite3", "no store can be made here: File exists"),
        ("/proc/readout.sqlite3", "cannot be opened|no store can be made"),
        ("a\0b", "no store can be made here"),
        ("/", "this is a folder"),
        ("/dev/null", "this is no file"),
    ],
)
def test_a_place_where_no_store_can_be(where: str, what: str) -> None:
    with pytest.raises(ReadoutError, match=what):
        open_store(where)


def test_a_store_that_may_only_be_read(store: Store, file: Path) -> None:
    with open_store(f"sqlite:///file:{file}?mode=ro&uri=true", create=False) as reader:
        assert reader.record("parade") == parade()
        with pytest.raises(ReadoutError, match="cannot be written; check the rights"):
            list(reader.add([talks(name="more")]))


def test_a_locked_store_is_waited_for_and_then_named(store: Store, file: Path) -> None:
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    with open_store(f"sqlite:///{file}?timeout=0.1", create=False) as impatient:
        assert impatient.record("parade") == parade()  # reading goes on while another writes
        with pytest.raises(ReadoutError, match="another program is writing to the store; try again"):
            list(impatient.add([talks(name="more")]))
    threading.Timer(0.3, other.rollback).start()
    with open_store(f"sqlite:///{file}?timeout=10") as patient:
        assert [a.outcome for a in patient.add([talks(name="more")])] == ["new"]
    other.close()


def test_a_full_disk_keeps_what_was_kept_before(file: Path) -> None:
    def limit(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA max_page_count = 120")

    event.listen(Engine, "connect", limit)
    kept = []
    try:
        with open_store(file) as store:
            with pytest.raises(ReadoutError, match="the disk is full; nothing of this batch was kept"):
                kept.extend(store.add(many(500), batch=10))
            assert 0 < store.counts().articles < 500
            assert store.counts().articles % 10 == 0
    finally:
        event.remove(Engine, "connect", limit)
    with open_store(file) as store:
        outcomes = [a.outcome for a in store.add(many(500))]
        assert outcomes.index("new") % 10 == 0
        assert store.counts().articles == 500


def test_a_store_answers_from_many_threads(store: Store) -> None:
    found: list[int] = []

    def ask() -> None:
        found.extend(len(store.events(who="Xi")) for _ in range(20))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [2] * 160
