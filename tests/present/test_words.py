"""How codes read: dates, lengths, shares, quotes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readout.model import EventTime, Span
from readout.present import words


@pytest.mark.parametrize(
    ("begin", "until", "expected"),
    [
        ("2025-05-08", "2025-05-08", "8 May 2025"),
        ("2025-05-07", "2025-05-10", "7–10 May 2025"),
        ("2025-04-28", "2025-05-02", "28 April – 2 May 2025"),
        ("2024-12-30", "2025-01-02", "30 December 2024 – 2 January 2025"),
        ("2024-05-01", "2025-05-01", "1 May 2024 – 1 May 2025"),
        ("2020-09-01", "2020-09-30", "September 2020"),
        ("2020-11-01", "2021-02-28", "November 2020 – February 2021"),
        ("2020-03-01", "2020-04-30", "March – April 2020"),
        ("2019-01-01", "2020-12-31", "2019–2020"),
        ("2020-01-01", "2020-12-31", "2020"),
        ("9999-12-01", "9999-12-31", "1–31 December 9999"),
        (None, "2025-05-10", "until 10 May 2025"),
        ("2025-05-10", None, "from 10 May 2025"),
        (None, None, ""),
    ],
)
def test_two_bounds_read_as_one_phrase(begin: str | None, until: str | None, expected: str) -> None:
    assert words.days(begin, until) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-05-08T10:52", "8 May 2025, 10:52"),
        ("2025-05-08TEV", "8 May 2025, evening"),
        ("2025-05", "May 2025"),
        ("2025-SU", "summer 2025"),
        ("2025-Q2", "quarter 2 of 2025"),
        ("2025", "2025"),
        ("199", "the 1990s"),
        ("P1D", "1 day"),
        ("P3Y", "3 years"),
        ("PT5M", "5 minutes"),
        ("P5M", "5 months"),
        ("PRESENT_REF", "now"),
        ("2025-13", ""),
        ("XXXX-WXX-2", ""),
    ],
)
def test_timex_values_read_as_words(value: str, expected: str) -> None:
    assert words.timex(value) == expected


def test_a_value_without_a_name_is_shown_by_its_bounds_or_else_as_it_is() -> None:
    assert words.when(EventTime("2025-W19", "2025-05-05", "2025-05-11")) == "5–11 May 2025"
    assert words.when(EventTime("XXXX-WXX-2")) == "XXXX-WXX-2"
    assert words.when(None) == ""


def test_a_date_that_is_none_stays_as_it_is() -> None:
    assert words.moment("yesterday") == "yesterday"
    assert words.moment("2025-02-30T10:00:00+02:00") == "2025-02-30, 10:00"
    assert words.moment("") == ""


def test_less_than_certain_is_never_rounded_up_to_certain() -> None:
    assert [words.percent(p) for p in (1.0, 0.999, 0.5, 0.0)] == ["", "99 %", "50 %", "0 %"]


def test_a_quote_stays_inside_its_block_and_is_cut_at_white_space() -> None:
    text = "One two three. Four five six seven. Eight nine."
    found = words.quote(text, Span(20, 24), 15, 35, reach=8)
    assert (found.before, found.words, found.after) == ("Four ", "five", " six…")


def test_a_quote_is_its_sentence_where_that_is_short() -> None:
    text = 'One "two" three. Four five six seven. Eight nine ten eleven.'
    assert words.quote(text, Span(22, 26), 0, len(text)) == words.Quote(22, 26, "Four ", "five", " six seven.")
    cut = words.quote(text, Span(44, 48), 0, len(text), reach=12)
    assert (cut.before, cut.words, cut.after) == ("Eight ", "nine", " ten eleven.")


@given(st.text(max_size=40), st.integers(0, 40), st.integers(1, 40), st.integers(0, 20))
def test_a_quote_says_the_words_of_the_text(text: str, start: int, length: int, reach: int) -> None:
    span = Span(start, start + length)
    found = words.quote(text, span, 0, len(text), reach)
    assert found.words == text[span.start : span.end]
    assert text[: span.start].endswith(found.before.removeprefix("…"))
    assert text[span.end :].startswith(found.after.removesuffix("…"))


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5), st.integers(0, 9))
def test_pieces_joined_are_the_text(text: str, marks: list[tuple[int, int]], offset: int) -> None:
    spans = [Span(a, b) for a, b in marks]
    assert "".join(piece for piece, _ in words.pieces(text, spans, offset)) == text


def test_pieces_know_which_of_them_are_marked() -> None:
    assert list(words.pieces("bc def", [Span(4, 7)], 1)) == [("bc ", False), ("def", True)]


def test_control_characters_and_overrides_of_direction_become_visible() -> None:
    assert words.visible("a\x1b[31mb\u202ec\x9bd\te\n\u200f") == "a\ufffd[31mb\ufffdc\ufffdd\te\n\u200f"
