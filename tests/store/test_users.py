"""Users and their sessions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from readout.model import ReadoutError
from readout.store import Store, open_store
from readout.store.users import LASTING, LONGEST, Users

WORDS = "correct horse battery"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store.sqlite3") as made:
        made.users.add("Ann Lee", "review", WORDS)
        yield made


def test_a_user_signs_in_by_name_and_password_however_typed(store: Store) -> None:
    secret = store.users.sign_in("  ann LEE ", WORDS)
    assert secret is not None
    found = store.users.of_session(secret)
    assert found is not None
    assert (found.name, found.role) == ("Ann Lee", "review")
    assert [(row.name, row.sessions) for row in store.users.all()] == [("Ann Lee", 1)]
    store.users.sign_out(secret)
    assert store.users.of_session(secret) is None


@pytest.mark.parametrize(
    ("name", "password"),
    [("Ann Lee", WORDS + " "), ("Ann Lee", ""), ("Bob", WORDS), ("Ann Lee", "x" * (LONGEST + 1)), ("\ud800", "\ud800")],
)
def test_nobody_else_does(store: Store, name: str, password: str) -> None:
    assert store.users.sign_in(name, password) is None


def test_each_sign_in_is_a_session_of_its_own(store: Store) -> None:
    first, second = (store.users.sign_in("Ann Lee", WORDS) for _ in range(2))
    assert first != second
    assert first is not None
    assert second is not None
    store.users.sign_out(first)
    assert store.users.of_session(second) is not None


def test_a_session_is_over_after_its_time(store: Store) -> None:
    now = datetime(2025, 5, 1, tzinfo=UTC)
    users = Users(store.where, store._engine, lambda: now)
    secret = users.sign_in("Ann Lee", WORDS)
    assert secret is not None
    now += LASTING - timedelta(seconds=1)
    assert users.of_session(secret) is not None
    now += timedelta(seconds=1)
    assert users.of_session(secret) is None
    assert users.all()[0].sessions == 0
    users.sign_in("Ann Lee", WORDS)
    with sqlite3.connect(store.where) as raw:
        assert raw.execute("SELECT count(*) FROM session").fetchone() == (1,)  # the old one is gone
    raw.close()


def test_a_new_password_and_a_removal_end_all_sessions_and_a_role_counts_at_once(store: Store) -> None:
    secret = store.users.sign_in("Ann Lee", WORDS)
    assert secret is not None
    store.users.set_role("ann lee", "admin")
    found = store.users.of_session(secret)
    assert found is not None
    assert found.role == "admin"
    store.users.set_password("Ann Lee", "another set of words")
    assert store.users.of_session(secret) is None
    assert store.users.sign_in("Ann Lee", WORDS) is None
    again = store.users.sign_in("Ann Lee", "another set of words")
    assert again is not None
    store.users.remove("Ann Lee")
    assert store.users.of_session(again) is None
    assert store.users.all() == []
    with pytest.raises(ReadoutError, match="no user of this name"):
        store.users.remove("Ann Lee")


def test_neither_passwords_nor_sessions_are_in_the_file(store: Store) -> None:
    secret = store.users.sign_in("Ann Lee", WORDS)
    assert secret is not None
    kept = b"".join(file.read_bytes() for file in Path(store.where).parent.iterdir())
    assert WORDS.encode() not in kept
    assert secret.encode() not in kept
    assert b"$argon2id$" in kept


@pytest.mark.parametrize("password", ["short", "x" * 40, "abababababababab", "x" * (LONGEST + 1), "Long Name For One"])
def test_a_password_that_is_easily_guessed_is_refused(store: Store, password: str) -> None:
    with pytest.raises(ReadoutError, match="password"):
        store.users.add("long name for one", "read", password)


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "a\u202eb", "ANN  LEE"])
def test_a_name_that_is_none_or_taken_is_refused(store: Store, name: str) -> None:
    with pytest.raises(ReadoutError, match="name"):
        store.users.add(name, "read", WORDS)
