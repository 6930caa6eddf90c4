"""Whole noun phrases, unnamed persons, nouns for what is named, and who "I" and "we" are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from readout.extract import find_entities
from readout.extract.entities.phrases import phrase_at
from readout.model import Analysis, Entity

Analysed = Callable[..., Analysis]


def called(analysed: Analysed, text: str, words: str) -> list[Entity]:
    """The entities that some words of a text mention."""
    analysis = analysed(text)
    spans = ((analysis.article.text[m.start : m.end], e) for e in find_entities(analysis).entities for m in e.mentions)
    return [entity for mention, entity in spans if mention.removeprefix("the ").removeprefix("a ") == words]


@pytest.mark.parametrize(
    ("text", "noun", "words"),
    [
        (
            "About 40 observers from the United Nations watched the vote.",
            "observers",
            "About 40 observers from the United Nations",
        ),
        ("Police shot three men who were fleeing.", "men", "three men who were fleeing"),
        ("A mother of two, who lives in Oslo, sued.", "mother", "mother of two"),
        ("Officers chased thousands of demonstrators on Friday.", "demonstrators", "thousands of demonstrators"),
        ("Doctors hired by the family disagreed.", "Doctors", "Doctors hired by the family"),
        ("He thanked the workers on Friday.", "workers", "workers"),
        ("A lawyer for the victims, Ann Park, spoke.", "lawyer", "lawyer for the victims"),
    ],
)
def test_where_a_phrase_begins_and_ends(analysed: Analysed, text: str, noun: str, words: str) -> None:
    analysis = analysed(text)
    phrase = phrase_at(analysis, analysis.words.index(noun))
    assert analysis.text(phrase.first, phrase.last) == words


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("The coup in Niger shocked France. Generals there said the country had suffered.", "country", "Niger"),
        ("Ann Park, a market analyst with Acme Corp., said prices fell.", "market analyst with Acme Corp.", "Ann Park"),
        ("Robert Kane was the first witness called in the trial.", "first witness called in the trial", "Robert Kane"),
        ("A judge freed the man. Justice Robert Kane said he was ill.", "judge", "Robert Kane"),
        ("Shells hit the main town of Sorong.", "main town of Sorong", "Sorong"),
    ],
)
def test_nouns_for_what_is_named(analysed: Analysed, text: str, words: str, name: str) -> None:
    assert [entity.name for entity in called(analysed, text, words)] == [name]


def test_an_unnamed_person_counts_when_told_of_twice(analysed: Analysed) -> None:
    (girl,) = called(analysed, "Police found a girl in a well. The girl had a broken leg. She was crying.", "girl")[:1]
    assert girl.kind == "person"
    assert len(girl.mentions) == 3


def test_an_unnamed_person_told_of_once_counts_who_takes_part(analysed: Analysed) -> None:
    (girl,) = called(analysed, "Police found a girl in a well.", "girl")
    assert (girl.kind, len(girl.mentions)) == ("person", 1)


@pytest.mark.parametrize("text", ["A doctor said she was tired.", "The president resigned."])
def test_an_unnamed_source_is_nobody(analysed: Analysed, text: str) -> None:
    assert not [e for e in find_entities(analysed(text)).entities if e.kind == "person"]


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ('"I will wait," Robert Kane said.', "I", "Robert Kane"),
        ('"I will wait," Robert Kane said. "My time will come."', "My", "Robert Kane"),
        ('Robert Kane told reporters: "I am innocent."', "I", "Robert Kane"),
        ('"Nobody told me," said Ann Park, a nurse.', "me", "Ann Park"),
        ('"We will appeal," Acme Corp. said.', "We", "Acme Corp."),
    ],
)
def test_who_speaks(analysed: Analysed, text: str, word: str, name: str) -> None:
    assert [entity.name for entity in called(analysed, text, word)] == [name]


@pytest.mark.parametrize("text", ['"I will wait," a man said.', "I wrote this book.", '"We will wait," Ann Park said.'])
def test_nobody_plain_speaks(analysed: Analysed, text: str) -> None:
    assert not called(analysed, text, "I")
    assert not called(analysed, text, "We")


def test_groups_of_one_noun_are_told_apart(analysed: Analysed) -> None:
    text = "Riot police fired at two protesters. Police said five protesters were held. The protesters denied it."
    names = [e.name for e in find_entities(analysed(text)).entities]
    assert "two protesters" in names
    assert "five protesters" in names
    assert "Riot police" in names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("PARIS, France (AFP) - France will vote.", {"Paris", "France"}),
        ("The train left at 0900 GMT.", set()),
        ("The Irish Republican Army split. The IRA said so.", {"Irish Republican Army"}),
        ("Margalit Har-Shefi was held. Har-Shefi denied it.", {"Margalit Har-Shefi"}),
        ("The Northeast Coalition for the Homeless sued.", {"Northeast Coalition for the Homeless"}),
    ],
)
def test_names(analysed: Analysed, text: str, names: set[str]) -> None:
    assert {e.name for e in find_entities(analysed(text)).entities} == names


def test_a_city_is_no_state_and_no_sea(analysed: Analysed) -> None:
    text = "Ships of Norway left the Barents Sea. The minister then paid a visit to the city's prison."
    cast = find_entities(analysed(text))
    city = text.index("city")
    assert [e.name for e in cast.entities for m in e.mentions if m.start <= city < m.end] == []
