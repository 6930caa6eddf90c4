"""What a large language model finds beside the reader: it adds what hangs together, and takes nothing away."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from readout.extract import find_entities, find_statements, find_times, merge_statements
from readout.model import Analysis, Problem, Span, Statement

Analysed = Callable[..., Analysis]
Merge = Callable[..., tuple[tuple[Statement, ...], tuple[Problem, ...], tuple[Statement, ...], Analysis]]


def span(text: str, words: str) -> Span:
    """Where words stand that the text has once."""
    assert text.count(words) == 1, words
    return Span(text.index(words), text.index(words) + len(words))


def claim(text: str, source: str | None, cue: str | None, *content: str) -> Statement:
    """A statement as the model's are located."""
    at = [None if w is None else span(text, w) for w in (source, cue)]
    return Statement("", tuple(span(text, w) for w in content), None, at[0], at[1], found_by="llm")


@pytest.fixture(scope="module")
def merge(analysed: Analysed) -> Merge:
    """`merge(text, *claims)`: all statements, problems, the reader's own statements, the analysis."""

    def run(
        text: str, *claims: tuple[str | None, ...]
    ) -> tuple[tuple[Statement, ...], tuple[Problem, ...], tuple[Statement, ...], Analysis]:
        a = analysed(text, published="2025-05-08")
        cast, times = find_entities(a), find_times(a)
        own = find_statements(a, cast, times)
        given = [claim(text, *c) for c in claims]  # type: ignore[arg-type]
        return *merge_statements(a, cast, times, own, given), own, a

    return run


SAID = "Anna Brown said the bridge was safe. Nobody asked Tom Reed."


def test_what_both_find_is_surer_and_keeps_the_readers_words(merge: Merge) -> None:
    (statement,), problems, (own,), _ = merge(SAID, ("Brown", "said", "bridge was safe"))
    assert not problems
    assert statement.content == own.content
    assert statement.probability > own.probability
    assert statement.found_by == "readout"


def test_another_speaker_of_the_same_words_is_not_believed(merge: Merge) -> None:
    statements, (problem,), own, _ = merge(SAID, ("Tom Reed", "said", "the bridge was safe"))
    assert statements == own
    assert "somebody else's" in problem.what


def test_swapped_quotes_are_not_believed(merge: Merge) -> None:
    text = "“We won the vote,” Anna Brown said. “You lost it all,” Tom Reed shouted."
    statements, problems, own, _ = merge(
        text, ("Anna Brown", "said", "“You lost it all,”"), ("Tom Reed", "shouted", "“We won the vote,”")
    )
    assert len(own) == 2
    assert statements == own
    assert len(problems) == 2


# A word that the table of cues doesn't know, so that the reader finds nothing.
UNKNOWN = "Anna Brown foretold on Monday the bridge would fall. Tom Reed laughed. The road is wet."


def test_what_the_model_alone_finds_gets_its_entities_and_a_lower_chance(merge: Merge) -> None:
    (statement,), problems, own, a = merge(UNKNOWN, ("Anna Brown", "foretold", "the bridge would fall"))
    assert not own
    assert not problems
    assert statement.found_by == "llm"
    assert statement.id == "s1"
    assert statement.probability == 0.6
    assert statement.kind == "indirect"
    assert statement.said_on == "2025-05-05"
    cast = find_entities(a)
    assert cast.by_id[statement.speaker or ""].name == "Anna Brown"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (("Tom Reed", "foretold", "the bridge would fall"), "different sentences"),
        (("Anna Brown", "foretold", "The road is wet"), "stands apart"),
        ((None, "laughed", "The road is wet"), "stands apart"),
        (("Tom Reed", None, "The road is wet"), "stands apart"),
    ],
)
def test_what_does_not_hang_together_is_left_out(merge: Merge, given: tuple[str | None, ...], why: str) -> None:
    statements, (problem,), _, _ = merge(UNKNOWN, given)
    assert not statements
    assert why in problem.what


def test_the_cue_of_another_statement_is_not_lent(merge: Merge) -> None:
    text = "Anna Brown said the bridge was safe, and Tom Reed was at the lake."
    statements, (problem,), own, _ = merge(text, ("Anna Brown", "said", "at the lake"))
    assert len(own) == 1
    assert statements == own
    assert "cue of another" in problem.what


def test_a_statement_inside_another_is_linked(merge: Merge) -> None:
    text = "Anna Brown said that Tom Reed foretold the bridge would fall."
    statements, problems, own, _ = merge(text, ("Tom Reed", "foretold", "the bridge would fall"))
    assert not problems
    outer, inner = statements
    assert len(own) == 1
    assert inner.within == outer.id
    assert inner.via == (outer.speaker,)


def test_a_colon_carries_on_to_the_next_line(merge: Merge) -> None:
    text = "Tom Reed grunted this much:\nNo one may cross."
    statements, problems, _, _ = merge(text, ("Tom Reed", "grunted", "No one may cross"))
    assert len(statements) == 1
    assert not problems


def test_the_model_takes_nothing_away(merge: Merge) -> None:
    statements, problems, own, _ = merge(SAID)
    assert statements == own
    assert not problems
