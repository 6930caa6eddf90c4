"""Tokens: who is let in by which, until when, and what the store keeps of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from readout.model import ReadoutError
from readout.store import open_store
from tests.store.places import all_kept


def test_a_token_is_known_until_it_ends_or_is_removed_and_kept_as_a_hash_only(place: str) -> None:
    today = datetime.now(UTC).date()
    with open_store(place) as store:
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
        kept = all_kept(store)
    assert desk.encode() not in kept
    assert old.encode() not in kept
