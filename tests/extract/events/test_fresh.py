"""Events of the fresh articles stay as good as they are."""

from __future__ import annotations

from collections import Counter

from tests.extract.events.fresh import articles, figures, read, score


def test_each_reading_names_words_of_its_article() -> None:
    rows = list(articles())
    assert len(rows) == 30
    assert all(0 <= want.span.start < want.span.end <= len(a.text) for a, wanted in rows for want in wanted)


def test_fresh_articles_are_read_as_a_reader_does() -> None:
    found = figures(sum((score(one)[0] for one in read(1)), Counter[str]()))
    assert found["P"] >= 0.8
    assert found["R"] >= 0.75
    assert found["whole"] >= 0.62
