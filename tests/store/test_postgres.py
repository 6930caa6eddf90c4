"""A store in a Postgres database: opening one, many writers, a server that goes down, words found as in SQLite."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from readout.model import ReadoutError
from readout.settings import shown_store
from readout.store import Store, open_store, schema
from readout.store.engine import NoStore, store_url, writing
from readout.store.forget import forget
from readout.store.fulltext import tsquery
from tests.postgres import PASSWORD
from tests.store.made import PARADE, many, parade, talks
from tests.store.places import all_kept, impatient
from tests.store.test_add import sound
from tests.store.test_processes import ROOT, whole

if TYPE_CHECKING:
    from tests.postgres import Server

SECRET = "s3cret/w@rd"


@pytest.fixture
def place(postgres: Server) -> Iterator[str]:
    """The address of an empty store."""
    with postgres.database() as name:
        yield postgres.url(name)


@pytest.fixture
def bare(postgres: Server) -> Iterator[str]:
    """The name of a database without anything in it."""
    with postgres.database("template1") as name:
        yield name


def test_the_migrations_make_the_tables_that_the_queries_use(place: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    engine = create_engine(store_url(place))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        differences = compare_metadata(context, schema.metadata)
        assert context.get_current_revision() == schema.NEWEST
        asked = "SELECT DISTINCT collation_name FROM information_schema.columns WHERE table_schema = 'public'"
        assert set(connection.execute(text(f"{asked} AND data_type = 'text'")).scalars()) == {"C"}
    engine.dispose()
    words = ("article_words", "statement_words")  # of tsvectors, which SQLite has not
    gone = [d for d in differences if d[0] in ("remove_table", "remove_index")]
    assert {getattr(d[1], "table", d[1]).name for d in gone} == set(words)
    assert [d for d in differences if d not in gone] == []


def test_an_empty_database_becomes_a_store_only_for_writing(postgres: Server, bare: str) -> None:
    with pytest.raises(NoStore, match="no store here yet; `readout add PAGE` makes one"):
        open_store(postgres.url(bare), create=False)
    with open_store(postgres.url(bare)) as store:
        assert store.counts().articles == 0
    with open_store(postgres.url(bare).replace("postgresql:", "postgres:"), create=False) as again:
        assert again.counts().articles == 0


def test_another_programs_database_is_left_alone_and_may_have_a_store_beside(postgres: Server, bare: str) -> None:
    with postgres.admin(bare) as admin:
        admin.execute("CREATE TABLE article (id integer)")
        admin.execute("CREATE SCHEMA desk")
    with pytest.raises(ReadoutError, match="another program's database; name an empty one, or a schema of its own"):
        open_store(postgres.url(bare))
    with open_store(postgres.url(bare) + "&options=-csearch_path%3Ddesk") as store:
        list(store.add([parade()]))
        assert [hit.article for hit in store.search("kremlin")] == ["parade"]
    with pytest.raises(ReadoutError, match="the schema in which the store would lie is not there; make it"):
        open_store(postgres.url(bare) + "&options=-csearch_path%3Dnosuch")
    with postgres.admin(bare) as admin:
        assert admin.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (1,)


def test_a_store_of_a_newer_readout_is_refused(place: str) -> None:
    with open_store(place) as store, store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(ReadoutError, match="newer readout made this store"):
        open_store(place)


def test_an_encoding_that_has_not_all_characters_is_refused(postgres: Server) -> None:
    said = "the database's encoding is LATIN1; make one with createdb"
    with postgres.database("template0 ENCODING 'LATIN1'") as name, pytest.raises(ReadoutError, match=said):
        open_store(postgres.url(name))


def test_no_failure_tells_the_password(postgres: Server, place: str) -> None:
    name = store_url(place).database or ""
    asked = {
        postgres.desk_url(name, SECRET): "cannot be reached: FATAL:  password authentication failed",
        postgres.desk_url("nosuch"): 'cannot be reached: FATAL:  database "nosuch" does not exist',
        f"postgresql://desk:{SECRET}@127.0.0.1:1/news": "cannot be reached",
        f"postgresql://desk@127.0.0.1:1/news?password={quote(SECRET, safe='')}": "cannot be reached: .*refused",
        f"postgresql://desk:{SECRET}@127.0.0.1:no/news": "no database URL",
        f"postgresql+nosuch://desk:{SECRET}@127.0.0.1/news": "not reached by",
        f"mysql://desk:{SECRET}@127.0.0.1/news": "no store is kept in 'mysql'",
        f"postgresql://desk:{SECRET}@127.0.0.1:1/news?nosuch=1": "nosuch",
        postgres.desk_url(name): "the store cannot be written; check the rights",
    }
    for where, what in asked.items():
        with pytest.raises(ReadoutError, match=what) as failed:
            list(open_store(where).add([parade()]))
        for secret in (SECRET, "w@rd", PASSWORD, "p%40ss", "p@ss", "w:rd"):
            assert secret not in str(failed.value)
        assert "\n" not in str(failed.value)


@given(st.text("@:/?&=#%pas*", min_size=1, max_size=12))
def test_an_address_is_shown_without_its_password(odd: str) -> None:
    secret = f"X{odd}Y".replace("&", "")
    for where in (f"postgresql://desk:{secret}@host/news", f"postgresql://host/news?password={secret}&user=a@b"):
        assert not {"X", "Y"} & set(shown_store(where))
    assert shown_store("postgresql://desk@host/news") == "postgresql://desk@host/news"
    assert shown_store(f"sqlite:////{secret}") == f"sqlite:////{secret}"


def test_who_may_only_read_can_ask(postgres: Server, place: str) -> None:
    name = store_url(place).database or ""
    with open_store(place) as store:
        list(store.add([parade()]))
    with postgres.admin(name) as admin:
        admin.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO desk")
    with open_store(postgres.desk_url(name), create=False) as reader:
        assert reader.where == f"postgresql://desk:***@127.0.0.1:{postgres.port}/{name}"
        assert reader.record("parade") == parade()
        assert [hit.article for hit in reader.search("kremlin")] == ["parade"]
        with pytest.raises(ReadoutError, match="cannot be written; check the rights of the database's user"):
            list(reader.add([talks()]))


def test_a_locked_store_is_waited_for_and_then_named(store: Store, place: str) -> None:
    with open_store(impatient(place), create=False) as other:
        with writing(store.engine):
            assert other.record("parade") == parade()  # reading goes on while another writes
            with pytest.raises(ReadoutError, match="another program is writing to the store; try again"):
                list(other.add([talks(name="more")]))
        assert [a.outcome for a in other.add([talks(name="more")])] == ["new"]


def test_a_damaged_record_is_named(store: Store) -> None:
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE version SET record = '\\x00' WHERE article = 1")
    with pytest.raises(ReadoutError, match="a record in the store is damaged"):
        store.record("parade")


def writer(place: str, prefix: str, count: int) -> subprocess.Popen[str]:
    """Another process that adds pages to a store."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.store.writer", place, prefix, str(count), "0"],
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_processes_make_and_fill_one_store_at_once(postgres: Server, bare: str) -> None:
    place = postgres.url(bare)
    writers = [writer(place, prefix, 20) for prefix in "abc"]
    for one in writers:
        assert one.communicate(timeout=120)[1] == ""
        assert one.returncode == 0
    with open_store(place) as store:
        assert store.counts().articles == 60
        assert len(store.who("Xi Jinping")) == 1
        assert whole(store)
    assert sound(place)


def test_a_server_that_goes_down_loses_nothing_that_was_kept(postgres: Server, place: str) -> None:
    running = writer(place, "a", 5000)
    assert running.stdout is not None
    said = 0
    with open_store(place) as asking:
        try:
            for line in running.stdout:
                said = int(line)
                if said >= 23:
                    break
        finally:
            postgres.stop()
            postgres.start()
        rest, error = running.communicate(timeout=60)
        said += len(rest.split())
        assert running.returncode == 1
        assert "the connection to the database was lost" in error or "the database cannot be reached" in error
        assert len(error.splitlines()) == 1
        kept = asking.counts().articles  # a store that was open goes on by itself
        assert said <= kept < 5000
        assert kept % 5 == 0
        assert whole(asking)
        assert [a.outcome for a in asking.add(many(kept + 7, "a"))] == ["unchanged"] * kept + ["new"] * 7
    assert sound(place)


def test_a_process_that_is_killed_leaves_whole_articles(place: str) -> None:
    running = writer(place, "a", 5000)
    assert running.stdout is not None
    for line in running.stdout:
        if int(line) >= 23:
            break
    running.kill()
    running.communicate(timeout=60)
    with open_store(place) as store:
        kept = store.counts().articles
        assert 20 <= kept < 5000
        assert kept % 5 == 0
        assert whole(store)


def test_no_row_has_a_word_of_a_forgotten_article(store: Store) -> None:
    store.judge_event("wrong", "me", "parade:v1")
    store.alerts.add("any", ["events"], "me")
    store.alerts.hooks.add("any", "https://example.org/", "secret", "me", private=True)
    store.alerts.hooks.put("any", ['{"article":"parade"}'])
    assert b"Kremlin" in all_kept(store)
    forget(store.engine, store.where, ["parade"])
    with store.engine.connect() as connection:
        words = list(connection.exec_driver_sql("SELECT words FROM article_words").scalars())
    for word in ("kremlin", "parade", "moscow"):
        assert word not in all_kept(store).decode().lower()
        assert not any(word in one for one in words)
    assert store.record("talks") == talks()
    assert [a.outcome for a in store.add([parade()])] == ["new"]


@pytest.mark.parametrize(
    ("expression", "query"),
    [
        ('"xi"', "('xi')"),
        ('("red square" AND "parades")', "( ('red' <-> 'squar') & ('parad') )"),
        ('("a" NOT ("b" OR "c"))', "( ('a') & ! ( ('b') | ('c') ) )"),
        ('"full-sc"*', "('full' <-> 'sc':*)"),
        ('"o\'neill"', "('o' <-> 'neill')"),
        ('"²\u0301"', "('²')"),
        ('"\u0301"', "' '"),
    ],
)
def test_an_expression_as_postgres_takes_it(expression: str, query: str) -> None:
    assert tsquery(expression) == query


@pytest.fixture(scope="module")
def both(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    """The same articles in a file and in a database."""
    pages = [parade(), talks(), *(parade(f"{PARADE}\n{extra}", f"p{n}") for n, extra in enumerate(EXTRAS))]
    file = tmp_path_factory.mktemp("both") / "s.sqlite3"
    with postgres.database() as name, open_store(file) as one, open_store(postgres.url(name)) as other:
        for store in (one, other):
            list(store.add(pages))
        yield one, other


EXTRAS = [
    "The tariffs and the tariff of the envoy's meeting at 10.30 o'clock.",
    "Évening in São Paulo; naïve full-scale talks, e-mail ann@example.org.",
    "https://example.org/a_b?c=d and US$3.5bn in 2025-05-09 for X-47B \\ 'quoted' \"words\".",
    "العربية 中文字 😀 e\u0301t\u00e9 \ue000 x\0y",
    "the " * 400 + "the last word of Zanzibar",
]
WORDS = st.sampled_from(
    ["parade", "tariff", "TARIFFS", "the", "meet", "meeting", "évening", "Sao", "full-scale", "o'clock", "10.30", "a_b",
     "ann@example.org", "US$3.5bn", "X-47B", "中文字", "العربية", "été", "zanzibar", "nosuch", "he", "“go", "'quoted'"]
)  # fmt: skip
PHRASE = st.lists(WORDS, min_size=1, max_size=3).map(lambda some: f'"{" ".join(some)}"')
PREFIX = st.tuples(WORDS, st.integers(1, 4)).map(lambda pair: pair[0][: pair[1]] + "*")
QUERY = st.recursive(
    WORDS | PHRASE | PREFIX,
    lambda inner: st.tuples(inner, st.sampled_from([" ", " OR ", " NOT ", " AND "]), inner).map(
        lambda t: f"({''.join(t)})"
    ),
    max_leaves=5,
)


@settings(max_examples=60, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(QUERY)
def test_any_search_finds_the_same_in_both(both: tuple[Store, Store], query: str) -> None:
    found = []
    for store in both:
        try:
            found.append(sorted(hit.article for hit in store.search(query)))
        except ReadoutError as error:
            found.append(str(error))
    assert found[0] == found[1]
    assert both[0].finder.search_facets("parade") == both[1].finder.search_facets("parade")


def test_a_slip_is_guessed_alike(both: tuple[Store, Store]) -> None:
    for word in ("kremlim", "tarif", "moscwo", "zzzzzz"):
        assert both[0].finder.meant(word) == both[1].finder.meant(word)


def test_a_text_that_is_too_long_for_postgres_is_found_by_its_beginning(place: str) -> None:
    ys = "y" * 25
    words = " ".join(f"w{number}{ys}" for number in range(40_000))
    with open_store(place) as store:
        list(store.add([parade(f"{PARADE}\n{words} {'x' * 5000}", "long"), parade()]))
        assert [hit.article for hit in store.search(f'"w15000{ys} w15001{ys}" w20000*')] == ["long"]
        assert store.record("long").article.text.endswith("x" * 5000)
        with store.engine.connect() as connection:
            assert (
                connection.execute(text("SELECT length(words) FROM article_words WHERE rowid = 1")).scalar_one() > 2e4
            )


def test_without_the_driver_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(ReadoutError, match=r"psycopg is not installed; pip install 'readout-news\[postgres\]'"):
        open_store("postgresql://desk@127.0.0.1:1/news")


def test_what_copies_files_says_what_to_do(place: str, tmp_path: Path) -> None:
    from readout.store.backup import back_up, restore

    (tmp_path / "copy.sqlite3").touch()
    for copy in (lambda: back_up(place, tmp_path / "new"), lambda: restore(tmp_path / "copy.sqlite3", place)):
        with pytest.raises(ReadoutError, match="only SQLite stores are copied so; use pg_dump and pg_restore"):
            copy()
    assert not (tmp_path / "new").exists()
