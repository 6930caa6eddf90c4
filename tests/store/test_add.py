"""Adding: new, unchanged, corrected, reread; what queries see afterwards."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import select, text

from readout.model import ReadoutError
from readout.store import Counts, Store, open_store, schema
from readout.store.fulltext import tsvector
from readout.store.write import article_words
from tests.store.made import PARADE, many, parade, talks


def sound(place: Path | str) -> bool:
    """Whether nothing is wrong with a store's file, its keys and both full-text indexes."""
    if "://" in str(place):
        return _sound_database(str(place))
    with sqlite3.connect(place) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        for table in ("article_words", "statement_words"):
            raw.execute(f"INSERT INTO {table}({table}) VALUES ('integrity-check')")
    raw.close()
    return True


def _sound_database(place: str) -> bool:
    with open_store(place) as store, store.engine.connect() as connection:
        for table, words in ((schema.article, "article_words"), (schema.statement, "statement_words")):
            keys = list(connection.execute(select(table.c.id).order_by(table.c.id)).scalars())
            assert list(connection.exec_driver_sql(f"SELECT rowid FROM {words} ORDER BY rowid").scalars()) == keys
        joined = "article_words JOIN article ON id = rowid WHERE name = :name"
        same = f"SELECT words = CAST(:words AS tsvector) FROM {joined}"
        for record in store.records():
            words = tsvector(article_words(record.article))
            assert connection.execute(text(same), {"words": words, "name": record.article.id}).scalar_one()
    return True


def test_a_record_comes_back_as_it_went_in(store: Store) -> None:
    assert store.record("parade") == parade()
    assert store.record("talks") == talks()
    assert store.counts() == Counts(articles=2, versions=2, entities=8, statements=5, events=4)


def test_the_same_page_again_changes_nothing(store: Store, place: str) -> None:
    before = store.articles(), store.counts()
    moved = replace(parade(), article=replace(parade().article, source="elsewhere.html", word_count=3))
    assert [a.outcome for a in store.add([parade(), moved, talks()])] == ["unchanged"] * 3
    assert (store.articles(), store.counts()) == before
    assert store.record("parade").article.source == "parade.html"
    assert sound(place)


def test_a_corrected_page_is_a_new_version_and_the_old_one_stays(store: Store, place: str) -> None:
    corrected = parade(PARADE.replace("the parade", "the great procession and the parade").replace("illness", "a cold"))
    (added,) = store.add([corrected])
    assert (added.outcome, added.version) == ("corrected", 2)
    assert store.record("parade") == corrected
    assert store.record("parade", 1) == parade()
    assert [v.version for v in store.versions("parade")] == [1, 2]
    assert [h.article for h in store.search("procession")] == ["parade"]
    assert store.search("illness") == []
    assert [s.version for s in store.statements(about="procession")] == [2]
    assert {row.version for row in store.events(who="Xi Jinping")} == {2}
    assert store.counts() == Counts(articles=2, versions=3, entities=8, statements=5, events=4)
    assert sound(place)


def test_a_page_corrected_back_is_a_third_version(store: Store) -> None:
    other = parade(PARADE + " It rained.")
    assert [a.version for a in store.add([other, parade()])] == [2, 3]
    assert store.record("parade") == parade()


def test_a_changed_publication_date_is_a_correction(store: Store) -> None:
    dated = replace(parade(), article=replace(parade().article, published="2025-05-09"))
    assert [a.outcome for a in store.add([dated])] == ["corrected"]


def test_a_better_reading_replaces_the_record_only_when_asked(store: Store, place: str) -> None:
    better = replace(parade(), events=parade().events[:1], statements=parade().statements[:1])
    assert [a.outcome for a in store.add([better])] == ["unchanged"]
    assert store.record("parade") == parade()
    (added,) = store.add([better], reread=True)
    assert (added.outcome, added.version, added.events) == ("reread", 1, 1)
    assert store.record("parade") == better
    assert [row.event for row in store.events(article="parade")] == ["v1"]
    assert sound(place)


def test_known_tells_an_unchanged_article_before_it_is_analysed(store: Store) -> None:
    known = store.known(parade().article)
    assert known is not None
    assert (known.outcome, known.version, known.statements, known.events) == ("unchanged", 1, 2, 2)
    assert store.known(parade(PARADE + " More.").article) is None
    assert store.known(parade(name="other").article) is None


def test_records_are_kept_batch_by_batch(place: str) -> None:
    def broken() -> object:
        yield from many(5)
        raise ReadoutError("input", "ends here")

    with open_store(place) as store:
        with pytest.raises(ReadoutError, match="ends here"):
            list(store.add(broken(), batch=2))  # type: ignore[arg-type]
        assert store.counts().articles == 4
    assert sound(place)


def test_a_record_that_cannot_be_kept_leaves_nothing_of_its_batch(place: str) -> None:
    twice = replace(parade(), entities=parade().entities * 2)
    with open_store(place) as store:
        with pytest.raises(ReadoutError, match="store failed"):
            list(store.add([talks(), twice]))
        assert store.counts() == Counts(0, 0, 0, 0, 0)
        assert store.search("tariff") == []
    assert sound(place)


def test_odd_texts_are_kept_and_taken_out_again(place: str) -> None:
    odd = ["\0 nul \0 inside", "😀 عربى עברית e\u0301", "\ue000 private \ue001", " ", "x" * 100_000]
    with open_store(place) as store:
        for extra in odd:
            record = parade(f"{PARADE}\n{extra}")
            assert next(a.outcome for a in store.add([record])) in ("new", "corrected")
            assert store.record("parade") == record
        assert store.search("nul") == []
        assert len(store.versions("parade")) == len(odd)
    assert sound(place)


def test_an_unknown_article_or_version_is_named(store: Store) -> None:
    with pytest.raises(ReadoutError, match="nosuch: no such article"):
        store.record("nosuch")
    with pytest.raises(ReadoutError, match="no version 7"):
        store.record("parade", 7)
    assert store.versions("nosuch") == []
