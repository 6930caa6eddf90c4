"""Where quoted sentences begin and end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readout.link.sentences import sentence, sentences


def cut(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "She testified before the U.S. House on Friday.",
        "It closed on Nov. 14 after Mr. J. R. Adams agreed.",
        "Acme Inc. Chairman Lee left at 10 p.m. Tuesday.",
        "Sen. Ann Lee, R-Ala. and others left St. Louis.",
    ],
)
def test_an_abbreviation_ends_no_sentence(text: str) -> None:
    assert cut(text) == [text]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("He left the U.S. The army stayed.", ["He left the U.S.", "The army stayed."]),
        ('"We have her." He nodded.', ['"We have her."', "He nodded."]),
        ("It ended at 10 p.m. He left… Then?  Yes!", ["It ended at 10 p.m.", "He left…", "Then?", "Yes!"]),
        ("A title\nA line. Another", ["A title", "A line.", "Another"]),
        ("In total 5.2 million came. 30 left.", ["In total 5.2 million came.", "30 left."]),
        ("So did I. Nobody saw.", ["So did I.", "Nobody saw."]),
    ],
)
def test_sentences_end_at_their_signs_and_lines(text: str, wanted: list[str]) -> None:
    assert cut(text) == wanted


@given(st.text("Aa. \n\"'U1?”", max_size=60), st.integers(0, 60))
def test_every_word_is_in_one_sentence_and_none_overlap(text: str, at: int) -> None:
    found = sentences(text)
    assert "".join("".join(text[s.start : s.end].split()) for s in found) == "".join(text.split())
    assert all(one.end <= other.start for one, other in pairwise(found))
    if at < len(text):
        where = sentence(text, at)
        assert where.start <= at < where.end
