"""What reading unseen articles by hand showed to be missing: whole names, unnamed persons, offices of lists."""

from __future__ import annotations

import pytest

from readout.model import Entity
from tests.extract.entities.cases import read


def cast(text: str) -> list[Entity]:
    return list(next(read([text])).entities)


def forms(text: str, kind: str) -> list[str]:
    """The words of every mention of the entities of a kind."""
    return [text[m.start : m.end] for entity in cast(text) if entity.kind == kind for m in entity.mentions]


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Talks on northern Ireland resumed on Monday, the minister said.", "place", "northern Ireland"),
        ("H. Darren Rivers, whose group led the effort, predicted a long fight.", "person", "H. Darren Rivers"),
        ("On Saturday a 32-year-old Englishman Robert Tanner fell while climbing.", "person", "Robert Tanner"),
    ],
)
def test_names_are_whole(text: str, kind: str, name: str) -> None:
    assert name in forms(text, kind)


def test_a_body_has_the_longest_name_that_the_text_gives() -> None:
    text = "The Associated Press reported the quake. AP cited residents. The GOP won in Ohio."
    bodies = {e.name.removeprefix("The "): len(e.mentions) for e in cast(text) if e.kind == "organisation"}
    assert bodies == {"Associated Press": 2, "GOP": 1}


def test_a_state_in_a_private_bodys_name_is_no_mention() -> None:
    assert forms("The American Bankers Association met on Monday.", "country") == []
    assert forms("The Indonesian Foreign Ministry met the envoys.", "country") == ["Indonesian"]


def test_an_office_in_the_plural_is_each_ones_who_follows() -> None:
    offices = {e.name: e.role for e in cast("He flew with three astronauts, Ivan Petrov, Oleg Sidorov and Anna Ilina.")}
    assert offices["Ivan Petrov"] == offices["Oleg Sidorov"] == offices["Anna Ilina"] == "astronaut"


def test_a_list_of_others_gives_no_office() -> None:
    offices = {e.name: e.role for e in cast("He met lawmakers, Ivan Petrov and a driver.")}
    assert offices.get("Ivan Petrov") is None


def test_one_unnamed_person_told_once_is_one_but_a_source_is_none() -> None:
    assert "his client" in forms("Peter Lynch said his client had carried a revolver.", "person")
    assert "official" not in forms("A senior official said the talks had failed.", "person")


def test_the_capital_of_a_state_is_the_town_that_the_text_names() -> None:
    text = "Xi arrived in Moscow on Monday. Leaders will attend the parade in the Russian capital on Friday."
    moscow = next(e for e in cast(text) if e.name == "Moscow")
    assert [text[m.start : m.end] for m in moscow.mentions] == ["Moscow", "Russian capital"]


def test_people_who_are_only_counted_are_no_group() -> None:
    assert forms("Many people were hurt in a city of 160,000 people.", "group") == []
