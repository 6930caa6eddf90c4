"""Search expressions and names: whatever a user types is a search or a clear refusal."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readout.model import ReadoutError
from readout.store.snippets import WIDTH, matches, passage
from readout.store.words import folded, full_text

ODD = st.text(
    st.sampled_from(list(" ()\"*-:^+{}'ANDORNTxyé\0😀\u0301\ue000")) | st.characters(codec="utf-8"), max_size=40
)


@pytest.mark.parametrize(
    ("query", "expression"),
    [
        ("xi", '"xi"'),
        ("xi moscow", '("xi" AND "moscow")'),
        ("xi AND moscow", '("xi" AND "moscow")'),
        ('"red square" parade', '("red square" AND "parade")'),
        ("sanction* OR tariff*", '("sanction"* OR "tariff"*)'),
        ("a b OR c", '(("a" AND "b") OR "c")'),
        ("a NOT b", '("a" NOT "b")'),
        ("a -b -c", '("a" NOT ("b" OR "c"))'),
        ("-b a", '("a" NOT "b")'),
        ("a (b OR c)", '("a" AND ("b" OR "c"))'),
        ("full-scale", '"full-scale"'),
        ("headline:xi", '"headline:xi"'),
        ('a "b', '("a" AND "b")'),
        ("((a", '"a"'),
        ("a))) b", '("a" AND "b")'),
        ("a OR", '"a"'),
        ("OR AND a NOT", '"a"'),
        ("a !!! b", '("a" AND "b")'),
        ("and or not", '("and" AND "or" AND "not")'),
    ],
)
def test_a_query_becomes_an_expression(query: str, expression: str) -> None:
    assert full_text(query) == expression


@pytest.mark.parametrize("query", ["", "  ", "NOT a", "-a", "()", '""', "***", "AND", "😀"])
def test_a_query_without_a_word_is_refused(query: str) -> None:
    with pytest.raises(ReadoutError, match="no word to look for"):
        full_text(query)


@given(ODD | st.text(max_size=20))
def test_any_query_is_valid_or_refused(query: str) -> None:
    try:
        expression = full_text(query)
    except ReadoutError:
        return
    with sqlite3.connect(":memory:") as memory:
        memory.execute("CREATE VIRTUAL TABLE t USING fts5(x)")
        memory.execute("SELECT * FROM t WHERE t MATCH ?", (expression,)).fetchall()
    memory.close()


def test_brackets_may_nest_as_deep_as_anyone_types() -> None:
    assert full_text("(" * 10_000 + "a" + ")" * 10_000 + " b") == '("a" AND "b")'


@given(ODD, ODD)
def test_matches_are_whole_words_of_any_text(before: str, after: str) -> None:
    text = f"{before} Zanzibar {after}"
    (spans,) = matches('"zanzibar"', [("", text.replace("\0", " "))])
    assert "Zanzibar" in [text[s.start : s.end] for s in spans]
    window, inside = passage(text, spans)
    assert 0 <= window.start <= window.end <= len(text)
    assert all(window.start <= s.start and s.end <= window.end for s in inside)


def test_the_passage_is_where_most_words_match() -> None:
    text = "parade " + "filler words " * 100 + "parade in Moscow " + "filler words " * 100
    (spans,) = matches('("parade" AND "moscow")', [("", text)])
    window, inside = passage(text, spans)
    assert [text[s.start : s.end] for s in inside] == ["parade", "Moscow"]
    assert window.end - window.start <= WIDTH


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert not set("%_") & set(folded(text))


def test_folded_names() -> None:
    assert folded("Luiz Inácio Lula da Silva") == " luiz inacio lula da silva "
    assert folded("  O'Neill-Smith, Jr. ") == " o neill smith jr "
