"""Copies, updates and rewrites among articles."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.reading.copies import by_hand, large, told_right
from benchmarks.reading.retold import Told, light, made, same, updated
from readout.link.copies import compared, copies, groups, pairs, signature
from readout.model import Article

HAND = by_hand()
FIRST = [first for first, _, _ in HAND]


def article(name: str, text: str, **more: str) -> Article:
    return Article(id=name, source=name, text=text, **more)  # type: ignore[arg-type]


def kind(one: Article, other: Article) -> str | None:
    found = copies([one, other])
    return found[0].kind if found else None


@pytest.mark.parametrize("first", FIRST, ids=lambda a: a.id)
def test_each_way_to_tell_a_story_again_is_called_by_its_name(first: Article) -> None:
    random = Random(3)
    assert kind(first, article("b", same(first.text, random), publisher="B")) == "same"
    assert kind(first, article("b", light(first.text, random), publisher="B")) == "copy"
    assert kind(first, article("b", updated(first.text, random), url=first.url, publisher=first.publisher)) == "update"


@pytest.mark.parametrize(("first", "again", "apart"), HAND, ids=[a.id for a in FIRST])
def test_a_rewrite_is_told_from_a_report_of_ones_own(first: Article, again: Article, apart: Article) -> None:
    assert kind(first, again) == "rewrite"
    assert kind(first, apart) is None
    assert kind(again, apart) is None


def test_a_made_set_is_told_apart() -> None:
    rows = list(made([a for row in HAND for a in row[::2]], seed=5))
    count, wrong = told_right(copies(row.article for row in rows), rows)
    assert not wrong
    assert count["right"] / count["wanted"] >= 0.9


def test_the_figures_count_what_was_made_of_one_and_what_was_not() -> None:
    a, b = FIRST[:2]
    rows = [
        Told(a, 0, ""),
        Told(article("c", a.text), 0, "same"),
        Told(b, 1, ""),
        Told(article("d", a.text), 1, "same"),
    ]
    count, wrong = told_right(copies(row.article for row in rows), rows)
    assert (count["found"], count["right"], count["wanted"]) == (3, 1, 2)
    assert (count["met same"], count["made same"], len(wrong)) == (1, 2, 2)


def test_a_rewrite_comes_soon_and_a_copy_whenever() -> None:
    first, again, _ = HAND[0]
    late = article("late", again.text, published="2025-06-30")
    early = article("early", first.text, published="2025-05-01")
    assert kind(early, late) is None
    assert kind(early, article("copy", first.text, published="2025-06-30")) == "same"


def test_the_earlier_one_comes_first() -> None:
    later = article("later", FIRST[0].text, published="2025-05-02")
    (pair,) = copies([later, article("earlier", FIRST[0].text, published="2025-05-01")])
    assert (pair.one, pair.other) == (1, 0)


@pytest.mark.parametrize(("carried", "in_one", "in_two"), [(50, "update", "rewrite"), (20, None, None)])
def test_part_of_a_text_carried_over(carried: int, in_one: str | None, in_two: str | None) -> None:
    lent, rest, other = (first.text.split() for first in FIRST[:3])
    old, new = (" ".join([*lent[:carried], *words[:60]]) for words in (rest, other))
    assert kind(article("old", old, publisher="A"), article("new", new, publisher="A")) == in_one
    assert kind(article("old", old, publisher="A"), article("new", new, publisher="B")) == in_two


def test_short_texts_are_copies_only_to_the_letter() -> None:
    assert kind(article("a", "The match was put off."), article("b", "The match was put off!")) == "same"
    assert kind(article("a", "The match was put off."), article("b", "The match was put off again.")) is None
    assert kind(article("a", ""), article("b", "Rain.")) is None


def test_groups_hang_together() -> None:
    rows = [*FIRST[:3], article("x", FIRST[1].text), article("y", FIRST[1].text)]
    assert groups(copies(rows), len(rows)) == [[1, 3, 4]]


def test_a_crowd_of_copies_is_one_group_and_quick() -> None:
    rows = [article(str(n), FIRST[n % 2].text) for n in range(300)]
    found = copies(rows)
    assert [len(group) for group in groups(found, len(rows))] == [150, 150]
    assert len(found) < 300 * 40


def test_large_sets_hold_the_copies_that_were_put_in() -> None:
    rows = list(large(FIRST, 300))
    by_words = [" ".join(a.text.split()) for a in rows]
    twice = sum(by_words[:n].count(text) > 0 for n, text in enumerate(by_words))
    assert twice > 10
    assert len({p.other for p in copies(rows) if p.kind == "same"}) == twice


texts = st.text(alphabet=st.sampled_from("ab cé’.\n\ud800"), max_size=200)


@settings(deadline=None, max_examples=50)
@given(st.lists(texts, max_size=6))
def test_whatever_the_text_pairs_are_in_order_and_what_is_equal_is_found(some: list[str]) -> None:
    rows = [signature(article(str(n), text)) for n, text in enumerate(some)]
    found = pairs(rows)
    assert found == sorted(found, key=lambda p: (p.one, p.other))
    assert all(p == compared(rows, p.one, p.other) for p in found)
    assert all(0 <= p.runs <= 1 and 0 <= p.words <= 1.001 for p in found)


@pytest.mark.parametrize(
    ("one", "other", "same_page"),
    [
        ("https://www.a.example/x/1?from=rss", "http://a.example/x/1/#top", True),
        ("https://a.example/x/1", "https://a.example/x/2", False),
        ("https://a.example/", "https://a.example", False),
        ("http://[broken", "http://[broken", False),
    ],
)
def test_a_page_is_known_by_its_address(one: str, other: str, same_page: bool) -> None:
    a, b = (signature(article(n, "x", url=url)) for n, url in (("1", one), ("2", other)))
    assert (a.page == b.page) is same_page
