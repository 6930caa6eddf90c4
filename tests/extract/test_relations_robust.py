"""Relations of any parse: nothing crashes, and everything rests on the text."""

from __future__ import annotations

import time

import pytest

from readout.extract import Cast, find_relations
from readout.lexicon import table
from tests.extract import test_events_robust as made

WORDS = [
    "Iran", "ally", "allies", "of", "president", "former", "member", "war", "at", "with", "between", "and", "owned",
    "by", "backed", "-", "his", "wife", ",", "the", "'s", "since", "leads", "supplier", "to", "is", "under",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(made, "WORDS", WORDS)
    monkeypatch.setattr(made, "TAGS", [*made.TAGS, "JJ", "POS", "PRP$", "HYPH", "RB"])


def test_any_parse() -> None:
    told = 0
    for seed in range(80):
        a, cast = made.garbage(seed, 1 + seed * 6)
        cast = Cast(a, cast.entities[:6])  # else every word is a name
        relations = find_relations(a, cast, (), ())
        told += len(relations)
        assert [r.id for r in relations] == [f"r{number}" for number in range(1, len(relations) + 1)]
        for r in relations:
            assert r.type in table("relations")
            assert r.subject in cast.by_id
            assert r.object is None or (r.object in cast.by_id and r.object != r.subject)
            assert r.object or r.value
            assert all(0 <= s.start < s.end <= len(a.article.text) for s in r.spans)
            assert list(r.spans) == sorted(set(r.spans))
    assert told


def test_time_grows_with_length_only() -> None:
    find_relations(*made.garbage(0, 100), (), ())
    spent = []
    for length in (3_000, 24_000):
        a, cast = made.garbage(1, length)
        start = time.process_time()
        find_relations(a, cast, (), ())
        spent.append(time.process_time() - start)
    assert spent[1] < 24 * max(spent[0], 0.02)
