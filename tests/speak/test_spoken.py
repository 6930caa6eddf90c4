"""What is said for what is written."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readout.speak.names import by_language
from readout.speak.numbers import cardinal, decade, model, ordinal, roman, year
from readout.speak.script import sentences
from readout.speak.spoken import rules, said, spoken
from tests.speak.measure import misses, spans

FLOOR = 0.95
UNTUNED_FLOOR = 0.90  # the second script's first figure; nothing was tuned on it


def test_hard_spans_are_said_as_expected() -> None:
    script = spans("hard.tsv")
    assert len(script) == 120
    assert 1 - len(misses("hard.tsv")) / len(script) >= FLOOR


def test_spans_that_nothing_was_tuned_on() -> None:
    assert 1 - len(misses("more.tsv")) / len(spans("more.tsv")) >= UNTUNED_FLOOR


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("0", "zero"),
        ("1,250", "one thousand two hundred and fifty"),
        ("3.14", "three point one four"),
        ("007", "zero zero seven"),
        ("1234567890123456", "one two three four five six seven eight nine zero one two three four five six"),
    ],
)
def test_cardinals(number: str, words: str) -> None:
    assert cardinal(number) == words


def test_years_decades_ordinals_models() -> None:
    assert (year("1999"), year("2000"), year("44")) == ("nineteen ninety nine", "two thousand", "forty-four")
    assert (decade("1960"), decade("2000")) == ("nineteen sixties", "two thousands")
    assert ordinal("1,001") == "one thousand and first"
    assert (model("16"), model("400"), model("737"), model("1234")) == (
        "sixteen",
        "four hundred",
        "seven thirty-seven",
        "twelve thirty-four",
    )
    assert [roman(r) for r in ("IV", "XIV", "LVIII")] == ["4", "14", "58"]


@given(st.text(max_size=120))
@settings(max_examples=150, deadline=None)
def test_pieces_lie_in_order_and_apart(text: str) -> None:
    pieces = spoken(text)
    assert all(0 <= p.start < p.end <= len(text) for p in pieces)
    assert all(one.end <= other.start for one, other in pairwise(pieces))


@given(st.text(alphabet="0123456789.,$€%-–:/ kmbnapWorldII'“”\"()", max_size=60))
@settings(max_examples=200, deadline=None)
def test_no_digit_is_left_unsaid(text: str) -> None:
    assert not any(c.isdecimal() for c in said(text))


def test_capitals_of_a_headline_are_words() -> None:
    assert said("PRESIDENT VISITS FLOODED TOWN AS NATO MEETS") == "President Visits Flooded Town As NATO Meets"


def test_a_quotation_is_told_as_such() -> None:
    (sentence,), still_open = sentences("He said “never again” in Rome.")
    assert sentence.words == "He said, quote, never again, end quote, in Rome."
    assert not still_open


def test_a_quotation_over_paragraphs_goes_on() -> None:
    first, still_open = sentences("“We will win. We must.")
    assert still_open
    second, open_after = sentences("“And we will,” she said.", still_open)
    assert first[0].words.startswith("quote,")
    assert second[0].words.startswith("quote continues,")
    assert "end quote" in second[0].words
    assert not open_after


def test_stops_of_abbreviations_end_no_sentence() -> None:
    found, _ = sentences("Dr. Jones met Gen. Smith at 9 p.m. on Monday. They talked.")
    assert [s.text for s in found] == ["Dr. Jones met Gen. Smith at 9 p.m. on Monday.", "They talked."]


def test_names_by_their_letters() -> None:
    assert by_language("Wiśniewski") == "Vishnyehvskee"
    assert by_language("Milošević") == "Miloshevich"
    assert by_language("Smith") is None


def test_an_english_name_is_not_taken_for_chinese() -> None:
    assert said("Long Island, Han Solo and Ma Bell") == "Long Island, Han Solo and Ma Bell"


def test_every_rule_is_used_by_a_script() -> None:
    written = [w for name in ("hard.tsv", "more.tsv") for _, w, _ in spans(name)]
    used = sum(any(rule.find.search(w) for w in written) for rule in rules())
    assert used > len(rules()) * 0.7
