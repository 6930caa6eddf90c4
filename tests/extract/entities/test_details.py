"""Persons, bodies and places whose words mislead: ships, shared surnames, ranks, relatives, houses, firms."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from readout.extract import find_entities
from readout.model import Analysis, Entity

Analysed = Callable[..., Analysis]


def entities(analysed: Analysed, text: str) -> dict[str, Entity]:
    return {entity.name: entity for entity in find_entities(analysed(text)).entities}


def words(text: str, entity: Entity) -> list[str]:
    return [text[m.start : m.end] for m in entity.mentions]


@pytest.mark.parametrize(
    "text", ["The carrier Harry S. Truman left.", "Three sailors on the USS Abraham Lincoln were hurt."]
)
def test_a_ship_is_no_person(analysed: Analysed, text: str) -> None:
    assert not [e for e in entities(analysed, text).values() if e.kind == "person"]


def test_a_town_named_after_a_person_is_a_place(analysed: Analysed) -> None:
    lincoln = entities(analysed, "The town of Lincoln, Nebraska, voted.")["Lincoln"]
    assert (lincoln.kind, lincoln.country) == ("place", "USA")


def test_a_surname_that_two_share_alike_is_nobodys(analysed: Analysed) -> None:
    text = "Ann Park met Lee Park. Park then left."
    found = entities(analysed, text)
    assert words(text, found["Ann Park"]) == ["Ann Park"]
    assert words(text, found["Lee Park"]) == ["Lee Park"]


def test_a_relative_is_not_meant_by_the_surname(analysed: Analysed) -> None:
    text = "Mark Lund met his wife, Laura Lund. Lund said the house was sold."
    assert "Lund" in words(text, entities(analysed, text)["Mark Lund"])


@pytest.mark.parametrize(
    ("text", "name", "role", "country"),
    [
        ("Israeli army spokesman Rear Adm. Dan Halevi spoke.", "Dan Halevi", "spokesman", "ISR"),
        ("Col. Amadou Sow, who heads Mali's junta, left.", "Amadou Sow", None, "MLI"),
        ("Dutch tourist Eva Berg was hurt.", "Eva Berg", None, "NLD"),
        ("Ahmed Saleh, an Egyptian, was charged.", "Ahmed Saleh", None, "EGY"),
        ("The speaker of Iraq's parliament, Omar Aziz, resigned.", "Omar Aziz", "speaker", "IRQ"),
        ("British Chancellor of the Exchequer Rachel Hale spoke.", "Rachel Hale", "chancellor of the exchequer", "GBR"),
        ("Acme CEO Laura Stein resigned.", "Laura Stein", "ceo", None),
        ("Mayor Bill de Blasio spoke in Paris.", "Bill de Blasio", "mayor", None),
    ],
)
def test_offices_and_states(analysed: Analysed, text: str, name: str, role: str | None, country: str | None) -> None:
    person = entities(analysed, text)[name]
    assert (person.kind, person.role, person.country) == ("person", role, country)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Reuters reported the sale to Boeing.", "Reuters", None),
        ("Reuters reported the sale to Boeing.", "Boeing", None),
        ("The Danish shipping company Maersk lost money.", "Maersk", "DNK"),
        ("Hamas fired rockets.", "Hamas", None),
        ("Xinhua reported the sale.", "Xinhua", "CHN"),
        ("Voters left the Democratic Party.", "Democratic Party", None),
    ],
)
def test_a_body_has_the_state_that_its_name_or_the_text_tells(
    analysed: Analysed, text: str, name: str, country: str | None
) -> None:
    assert entities(analysed, text)[name].country == country


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The king arrived at the White House.", "place"),
        ("A drone hit the White House.", "place"),
        ("Crowds gathered in front of the White House.", "place"),
        ("The White House said no.", "organisation"),
        ("An aide in the White House said no.", "organisation"),
    ],
)
def test_a_house_is_a_place_when_one_goes_there(analysed: Analysed, text: str, kind: str) -> None:
    assert entities(analysed, text)["White House"].kind == kind


def test_the_few_who_hold_an_office_are_meant_together(analysed: Analysed) -> None:
    text = "Sen. Peter Vogel and Sen. Mark Lund wrote the bill. The senators said it was fair."
    found = entities(analysed, text)
    assert "senators" in words(text, found["Peter Vogel"])
    assert "senators" in words(text, found["Mark Lund"])


def test_who_runs_for_a_party_is_of_that_party(analysed: Analysed) -> None:
    text = (
        "Republican Mark Lund leads. Lund said he would win. Democratic rival Laura Stein disagreed. "
        "Stein said she would win. Stein left. The Republican nominee stayed."
    )
    assert "Republican nominee" in words(text, entities(analysed, text)["Mark Lund"])


def test_who_spoke_last_goes_on_speaking_after_a_quotation(analysed: Analysed) -> None:
    text = 'Laura Stein said Anna Berg had lied. "Berg made it all up," she said. "Nobody believes her."'
    assert "she" in words(text, entities(analysed, text)["Laura Stein"])


def test_the_state_means_the_federal_state_named_last(analysed: Analysed) -> None:
    text = "Voters in Ohio and beyond were purged. The state said it was legal."
    assert "state" in words(text, entities(analysed, text)["Ohio"])


@pytest.mark.parametrize("text", ["The Paris Agreement was signed.", "Delegates cited the Geneva Convention."])
def test_a_town_in_the_name_of_a_treaty_is_no_mention(analysed: Analysed, text: str) -> None:
    assert not [e for e in entities(analysed, text).values() if e.kind == "place"]
