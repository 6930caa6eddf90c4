"""Sentence by sentence: changes of office, former states, abbreviations, namesakes, ministries, who did or suffered."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from readout.extract import find_entities
from readout.extract.entities.rulers import ruled
from readout.extract.entities.scene import Draft
from readout.model import Analysis, Entity

Analysed = Callable[..., Analysis]


def entities(analysed: Analysed, text: str) -> dict[str, Entity]:
    return {entity.name: entity for entity in find_entities(analysed(text)).entities}


def words(text: str, entity: Entity) -> list[str]:
    return [text[m.start : m.end] for m in entity.mentions]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Theresa May resigned as prime minister on Friday.", "Theresa May", "prime minister"),
        ("Ivan Holt, the former foreign secretary, became prime minister on Monday.", "Ivan Holt", "prime minister"),
        ("Ana Lopez was elected president of Peru on Sunday.", "Ana Lopez", "president"),
        ("Luis Mora was appointed minister of culture.", "Luis Mora", "minister of culture"),
        ("Jan Novak stepped down as defence minister.", "Jan Novak", "defence minister"),
        ("Paul Keane, who was ambassador to Chile from 1990 to 1994, died.", "Paul Keane", "former ambassador"),
        ("Eva Lind will become mayor.", "Eva Lind", None),
        ("Karl Braun was not elected mayor.", "Karl Braun", None),
        ("Ann Lee, chairman and chief executive of Acme Corp., left.", "Ann Lee", "chairman and chief executive"),
        ("Green Party presidential candidate Jill Hart spoke.", "Jill Hart", "presidential candidate"),
    ],
)
def test_offices_that_change(analysed: Analysed, text: str, name: str, role: str | None) -> None:
    assert entities(analysed, text)[name].role == role


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Yugoslavia's president, Slobodan Milosevic, spoke in Belgrade.", "Slobodan Milosevic", "YUG"),
        ("The East German leader, Karl Ott, fled.", "Karl Ott", "DDR"),
        ("Pavel Novak, the former Czechoslovak ambassador to the Soviet Union, died in Prague.", "Pavel Novak", "CSK"),
        (
            "The Commonwealth of Independent States, a post-Soviet group, met.",
            "Commonwealth of Independent States",
            None,
        ),
        ("President Clinton met Tony Blair. Britain and the U.S. spoke of Iraq. Iraq refused.", "Clinton", "USA"),
    ],
)
def test_former_states_and_rulers(analysed: Analysed, text: str, name: str, country: str | None) -> None:
    assert entities(analysed, text)[name].country == country


@pytest.mark.parametrize(
    ("name", "role", "family", "named", "country"),
    [
        ("Clinton", "president", "state", {"USA", "IRQ"}, "USA"),
        ("Clinton", "president", "state", {"IRQ"}, None),
        ("Tim Clark", "president", "state", {"NZL"}, None),
        ("Xi", "president", "state", {"CHN"}, "CHN"),
        ("Abdullah II", "king", "state", {"JOR", "IRQ"}, "JOR"),
        ("Abdullah", "king", "state", {"JOR", "SAU"}, None),
        ("Clinton", "lawyer", "law", {"USA"}, None),
    ],
)
def test_a_ruler_is_of_a_state_that_the_text_names(
    name: str, role: str, family: str, named: set[str], country: str | None
) -> None:
    assert ruled(Draft("person", name, role=role, family=family), named) == country


@pytest.mark.parametrize(
    ("text", "name", "short", "country"),
    [
        ("The Kenya Wildlife Service (KWS) arrested a man. KWS staff left.", "Kenya Wildlife Service", "KWS", "KEN"),
        ("The National Bank of Ukraine (NBU) met. The NBU said so.", "National Bank of Ukraine", "NBU", "UKR"),
        (
            "The Revolutionary Armed Forces of Colombia, or FARC, met. The FARC spoke.",
            "Revolutionary Armed Forces of Colombia",
            "FARC",
            "COL",
        ),
    ],
)
def test_abbreviations(analysed: Analysed, text: str, name: str, short: str, country: str) -> None:
    body = entities(analysed, text)[name]
    assert body.country == country
    assert words(text, body).count(short) == 2


def test_a_first_name_is_a_state_when_it_stands_alone(analysed: Analysed) -> None:
    found = entities(analysed, "Jordan Henderson scored twice. Jordan sent planes to Gaza.")
    assert found["Jordan"].kind == "country"
    assert len(found["Jordan Henderson"].mentions) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The Abraham Lincoln and the carrier Carl Vinson sailed through the Gulf.",
        "The frigate Admiral Makarov fired missiles.",
    ],
)
def test_a_ship_with_a_persons_name_is_none(analysed: Analysed, text: str) -> None:
    assert not [e for e in entities(analysed, text).values() if e.kind == "person"]


def test_washington_with_its_district_is_a_place(analysed: Analysed) -> None:
    assert entities(analysed, "Washington, D.C., is far away.")["Washington, D.C."].kind == "place"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        (
            "In Ankara, the Foreign Ministry said Turkey had summoned the Swedish envoy. Stockholm was silent.",
            "TUR",
        ),
        (
            "The Foreign Ministry summoned the Polish envoy over remarks on Belarus. Minsk called Warsaw rude.",
            "BLR",
        ),
        ("The Foreign Ministry expelled two Polish diplomats.", None),
    ],
)
def test_a_ministry_is_not_of_the_state_whose_envoy_it_summons(
    analysed: Analysed, text: str, country: str | None
) -> None:
    assert entities(analysed, text)["Foreign Ministry"].country == country


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("A man was stabbed on Monday. The victim died. Police held a suspect.", [["man", "victim"], ["suspect"]]),
        (
            "A girl was kidnapped. Her mother fought. The child's mother told her daughter to run. The victim hid.",
            [["girl", "Her", "child", "her daughter", "victim"], ["Her mother", "child's mother", "her"]],
        ),
        (
            "Ann Reed held her daughter, Eva Lund, in her arms. Reed was told her youngest daughter was dead.",
            [["Ann Reed", "her", "her", "Reed", "her"], ["her daughter", "Eva Lund", "her youngest daughter"]],
        ),
        ("Ann Lee attacked Tom Reed. Tom Reed saw the man.", [["Ann Lee"], ["Tom Reed", "Tom Reed"], ["man"]]),
    ],
)
def test_who_did_it_and_to_whom(analysed: Analysed, text: str, persons: list[list[str]]) -> None:
    found = [words(text, e) for e in find_entities(analysed(text)).entities if e.kind == "person"]
    assert found == persons


def test_the_successor_of_somebody_is_somebody_else(analysed: Analysed) -> None:
    text = "Pictures showed the successor of dictator Samir Nuri, who ruled Turkmenistan for years."
    assert "successor of dictator" not in words(text, entities(analysed, text)["Samir Nuri"])


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Paris Hilton arrived at the court on Monday. Hilton said she would testify.", "Paris Hilton", "person"),
        ("Paris Metro ran late on Monday. Metro trains were full.", "Paris", "place"),
    ],
)
def test_a_city_that_is_a_first_name(analysed: Analysed, text: str, name: str, kind: str) -> None:
    found = entities(analysed, text)
    assert any(entity.kind == kind and entity.name.startswith(name) for entity in found.values())
    assert kind == "person" or not any(entity.kind == "person" for entity in found.values())


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("The Foreign Ministry in Warsaw said on Monday that Russia was wrong. The Kremlin was silent.", "POL"),
        ("The Foreign Ministry said in Warsaw that it had seen no plan.", None),
    ],
)
def test_a_ministry_is_of_the_state_whose_capital_it_is_in(analysed: Analysed, text: str, country: str | None) -> None:
    assert entities(analysed, text)["Foreign Ministry"].country == country
