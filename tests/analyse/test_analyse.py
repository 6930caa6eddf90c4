"""An Analysis quotes its article to the character, whatever the characters."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readout.analyse import PIECE, analyse
from readout.model import Analysis
from tests.conftest import article

Analysed = Callable[..., Analysis]

# Several scripts, astral and combining characters, marks of direction and of no width, every kind of line end.
ODD = "aB é中\u05d0\u0301\u200b\u200f\U0001f600\U00020000.,\"'“”’-–\r\n\t\x0b\u2028\xa0 "
odd = st.text(st.sampled_from(ODD), max_size=80)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=odd)
def test_tokens_quote_the_text(analysed: Analysed, text: str) -> None:
    a = analysed(text)
    assert [text[s:e] for s, e in zip(a.starts, a.ends, strict=True)] == a.words
    assert all(0 <= head < len(a) for head in a.heads)
    assert all(first <= token < last for token, (first, last) in enumerate(a.edges))
    covered = [token for first, last in a.sentences for token in range(first, last)]
    assert covered == list(range(len(a)))
    assert not any(word.isspace() for word in a.words)


def test_a_sentence_never_crosses_a_block(analysed: Analysed) -> None:
    a = analysed("Leaders meet in Rome\nThe leaders of both states met on Friday")
    assert [a.text(*s) for s in a.sentences] == ["Leaders meet in Rome", "The leaders of both states met on Friday"]
    assert [a.block_of[first] for first, _ in a.sentences] == [0, 1]


def test_ranges_and_spans_are_each_others_inverse(analysed: Analysed) -> None:
    a = analysed("Ann Lee 👋🏽 met Bo in Åbo.")
    span = a.span(0, 2)
    assert a.article.text[span.start : span.end] == "Ann Lee" == a.text(0, 2)
    assert a.tokens(span.start, span.end) == (0, 2)
    assert a.tokens(span.start + 1, span.start + 2) == (0, 1)
    gap = a.ends[1]
    assert a.tokens(gap, gap + 1)[0] == a.tokens(gap, gap + 1)[1]


def test_trees_are_built_from_heads(analysed: Analysed) -> None:
    a = analysed("The old minister met his rival.")
    met = a.words.index("met")
    assert a.heads[met] == met
    assert a.edges[met] == (0, len(a))
    minister = a.words.index("minister")
    assert [a.words[c] for c in a.children[minister]] == ["The", "old"]
    assert a.text(*a.edges[minister]) == "The old minister"


def test_articles_come_in_order_and_empty_ones_too() -> None:
    texts = ["One came.", "", "Two went.\nThree stayed.", "   "]
    found = list(analyse(article(text) for text in texts))
    assert [a.article.text for a in found] == texts
    assert [len(a.sentences) for a in found] == [1, 0, 2, 0]


def test_a_long_block_is_read_to_its_end(analysed: Analysed) -> None:
    text = "The mayor spoke at length. " * (3 * PIECE // 27)
    a = analysed(text)
    assert len(a) == 6 * (3 * PIECE // 27)
    assert a.words[-2:] == ["length", "."]
    unbroken = analysed("x" * (PIECE + 10))
    assert "".join(unbroken.words) == "x" * (PIECE + 10)


@pytest.mark.parametrize(
    "dateline",
    [
        "HANOI, Vietnam (AP) — ",
        "MOSCOW, May 8 (Reuters) - ",
        "CANBERRA, Australia (AP)_ ",
        "SIOUX FALLS, S.D. – ",
        "Indianapolis – ",
        "NEW DELHI: ",
        "Hong Kong (CNN Business) ",
        "WASHINGTON _ ",
    ],
)
def test_a_dateline_is_no_part_of_the_first_sentence(analysed: Analysed, dateline: str) -> None:
    a = analysed(dateline + "The minister met his rival on Friday.")
    assert a.text(*a.sentences[-1]) == "The minister met his rival on Friday."


@pytest.mark.parametrize(
    "text",
    [
        "Mr Lee - who left on Friday - was absent.",
        "Lee (CDU) said that Berlin was ready.",
        "Asked about it, Lee said: The law is clear.",
        "A well-known case: The king was ill.",
        "Michael A. (Mike) Lee was ill on Friday.",
    ],
)
def test_what_only_looks_like_a_dateline_stays_in_its_sentence(analysed: Analysed, text: str) -> None:
    a = analysed(text)
    assert a.sentences[0][1] > 4
