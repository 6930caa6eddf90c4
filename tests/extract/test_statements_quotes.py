"""Quoted passages: which marks pair, and whose words passages without a cue of their own are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from readout.extract import find_entities, find_statements
from readout.extract.statements.quotes import find_quotes
from readout.model import Analysis

Analysed = Callable[..., Analysis]


def contents(analysis: Analysis) -> list[list[str]]:
    """The words of each statement's content."""
    text = analysis.article.text
    statements = find_statements(analysis, find_entities(analysis), ())
    return [[text[c.start : c.end] for c in s.content] for s in statements]


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ('He said "yes" and "no".', ['"yes"', '"no"']),
        ("He said “yes” and “no”.", ["“yes”", "“no”"]),
        ("He said ''yes'' and ``no''.", ["''yes''", "``no''"]),
        ("He said 'yes' to the workers' plan.", ["'yes'"]),
        ("'We don't want the workers' plan,' he said.", ["'We don't want the workers' plan,'"]),
        ("‘It’s the ’90s,’ he said.", ["‘It’s the ’90s,’"]),
        ("\"He called it 'odd',\" she said.", ["\"He called it 'odd',\""]),
        ("It's the workers' plan.", []),
        ('He said "this is all.', ['"this is all.']),
        ("“The bridge is safe, Brown said.", ["“The bridge is safe,"]),
        ('This is all" he said.', []),
        ('The 6" pipe "burst" at noon.', ['"burst"']),
    ],
)
def test_marks_pair(analysed: Analysed, text: str, passages: list[str]) -> None:
    assert [text[q.start : q.end] for q in find_quotes(analysed(text))] == passages


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ('"We are ready," he said.', [True]),
        ('He called it "a very long and sad story" about war.', [False]),
        ('"Ready," he said. "We are ready."', [True, True]),
        ('"We are frustrated and horrified" by the fire, he said.', [False]),
        ('He said: "Ready."', [True]),
    ],
)
def test_whole_sentences_and_fragments(analysed: Analysed, text: str, whole: list[bool]) -> None:
    assert [q.whole for q in find_quotes(analysed(text))] == whole


def test_passages_of_one_cue_are_one_statement(analysed: Analysed) -> None:
    assert contents(analysed('"The bridge," Brown said, "is safe."')) == [['"The bridge,"', '"is safe."']]


def test_passage_behind_the_cue_goes_on(analysed: Analysed) -> None:
    found = contents(analysed('"The bridge is safe," Brown said. "We tested it twice." It opens at noon.'))
    assert found == [['"The bridge is safe,"', '"We tested it twice."']]


def test_passages_of_the_next_paragraphs_go_on(analysed: Analysed) -> None:
    text = '"The bridge is safe," Brown said. "We tested it.\n"We closed it at noon.\n"It will open again."'
    (content,) = contents(analysed(text))
    assert content == ['"The bridge is safe,"', '"We tested it.', '"We closed it at noon.', '"It will open again."']


def test_cue_behind_the_second_paragraph(analysed: Analysed) -> None:
    text = "“It is a hard day, but we go on.\n“We will rebuild it,” Brown said."
    (content,) = contents(analysed(text))
    assert content == text.removesuffix(" Brown said.").split("\n")


def test_passage_goes_on_with_a_reported_clause(analysed: Analysed) -> None:
    text = "Brown said he would not vote for the plan. “I am not sure that it helps anyone.”"
    assert contents(analysed(text)) == [
        ["he would not vote for the plan. “I am not sure that it helps anyone.”"],
    ]


def test_cue_at_the_end_of_the_paragraph_before(analysed: Analysed) -> None:
    found = contents(analysed('Brown then continued:\n"The bridge is safe. We tested it twice."'))
    assert found == [['"The bridge is safe. We tested it twice."']]


def test_clause_before_the_cue_belongs_to_the_passage_behind_it(analysed: Analysed) -> None:
    (content,) = contents(analysed('The bridge, Brown said, "is as safe as any bridge in the state."'))
    assert content[-1] == '"is as safe as any bridge in the state."'


def test_cues_in_direct_speech_are_not_the_reporters(analysed: Analysed) -> None:
    assert contents(analysed('"I think he said that he was ready," Brown said.')) == [
        ['"I think he said that he was ready,"']
    ]


def test_passage_without_any_speaker_is_no_statement(analysed: Analysed) -> None:
    assert contents(analysed('"We shall overcome."\nThe crowd was large.')) == []
