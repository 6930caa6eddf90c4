"""The built tables: every state with a name, the news's adjectives, peoples and seats of government."""

from __future__ import annotations

import re

import pytest

from readout.lexicon import table

COUNTRIES = table("countries")["countries"]


def test_every_state_has_a_code_and_a_name() -> None:
    assert len(COUNTRIES) > 240
    for code, row in COUNTRIES.items():
        assert re.fullmatch(r"[A-Z]{3}", code)
        assert row["names"]
        assert all(name.strip() == name and name for names in row.values() for name in names)


@pytest.mark.parametrize(
    ("code", "name", "adjective", "people", "capital"),
    [
        ("CHE", "Switzerland", "Swiss", None, "Bern"),
        ("PHL", "Philippines", "Philippine", "Filipinos", "Manila"),
        ("KOR", "South Korea", "South Korean", "South Koreans", "Seoul"),
        ("CIV", "Ivory Coast", "Ivorian", "Ivorians", "Yamoussoukro"),
        ("MMR", "Myanmar", "Burmese", None, "Naypyidaw"),
        ("UKR", "Ukraine", "Ukrainian", "Ukrainians", "Kyiv"),
        ("POL", "Poland", "Polish", "Poles", "Warsaw"),
        ("NER", "Niger", "Nigerien", "Nigeriens", "Niamey"),
        ("XKX", "Kosovo", "Kosovar", "Kosovars", "Pristina"),
        ("SUN", "Soviet Union", "Soviet", "Soviets", None),
    ],
)
def test_states_of_the_news(code: str, name: str, adjective: str, people: str | None, capital: str | None) -> None:
    row = COUNTRIES[code]
    assert row["names"][0] == name
    assert adjective in row["adjectives"]
    assert people is None or people in row["people"]
    assert capital is None or capital in row["capitals"]


def test_no_name_means_two_states() -> None:
    owners: dict[str, str] = {}
    for code, row in COUNTRIES.items():
        for name in row["names"]:
            assert owners.setdefault(name, code) == code, name


def test_places_belong_to_states() -> None:
    for certainty in ("sure", "likely"):
        for code, names in table("countries")["places"][certainty].items():
            assert code in COUNTRIES
            assert all(names)


def test_given_names_have_one_gender() -> None:
    names = {key: set(words.split()) for key, words in table("given_names").items()}
    assert not names["m"] & names["f"]
    assert not (names["m"] | names["f"]) & names["both"]
    assert "vladimir" in names["m"]
    assert "angela" in names["f"]


def test_organisations_are_of_known_states() -> None:
    organisations = table("organisations")
    for section in ("agencies", "houses", "parliaments", "armed", "companies"):
        assert set(organisations[section]) <= set(COUNTRIES)
    assert sum(map(len, organisations["agencies"].values())) > 80


def test_words_of_the_tables_are_words() -> None:
    """YAML reads a bare `no` or `on` as a truth value: such a word must be quoted."""

    def leaves(value: object) -> list[object]:
        if isinstance(value, dict):
            return [leaf for key, item in value.items() for leaf in [key, *leaves(item)]]
        return [leaf for item in value for leaf in leaves(item)] if isinstance(value, list) else [value]

    for name in ("offices", "names", "groups", "places", "organisations"):
        assert all(isinstance(leaf, str) for leaf in leaves(table(name))), name
