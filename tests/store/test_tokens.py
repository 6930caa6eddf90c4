"""Tokens: who is let in by which, until when, and what the store keeps of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from readout.model import ReadoutError
from readout.store import open_store


def test_a_token_is_known_until_it_ends_or_is_removed_and_kept_as_a_hash_only(tmp_path: Path) -> None:
    file = tmp_path / "store.sqlite3"
    today = datetime.now(UTC).date()
    with open_store(file) as store:
        desk = store.tokens.make("desk", "review", today)
        old = store.tokens.make("old", "admin", today - timedelta(days=1))
        row = store.tokens.known(desk)
        assert row is not None
        assert (row.name, row.scope, row.until) == ("desk", "review", today.isoformat())
        assert store.tokens.known(old) is None
        assert store.tokens.known(desk[:-1]) is None
        assert store.tokens.known("\ud800") is None
        assert [row.name for row in store.tokens.all()] == ["desk", "old"]
        with pytest.raises(ReadoutError, match="there is a token of this name"):
            store.tokens.make("desk", "read")
        store.tokens.remove("desk")
        assert store.tokens.known(desk) is None
        with pytest.raises(ReadoutError, match="there is no token of this name"):
            store.tokens.remove("desk")
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert desk.encode() not in kept
    assert old.encode() not in kept
