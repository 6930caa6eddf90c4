"""Pronouns and descriptions: given to whom they mean, or to nobody."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from readout.extract import find_entities
from readout.model import Analysis

Analysed = Callable[..., Analysis]

# In each text the words between stars mean the entity named.
CASES = [
    ("Angela Weiss won the race. *She* thanked voters.", "Angela Weiss"),
    ("Robert Kane said *he* would resign.", "Robert Kane"),
    ("Robert Kane met Julia Brandt on Monday. *She* had invited him.", "Julia Brandt"),
    ("Robert Kane met Julia Brandt on Monday. She had invited *him*.", "Robert Kane"),
    ("During *his* visit to Oslo, Robert Kane praised the talks.", "Robert Kane"),
    ("Hungary has ratified the treaty, and *it* will lift the ban.", "Hungary"),
    ("Hungary criticised Austria and *its* allies.", "Austria"),
    ("The Kremlin launched *its* campaign in May.", "Kremlin"),
    ("The EU pressed Hungary to drop *its* veto.", "Hungary"),
    ("Robert Kane, *who* leads the inquiry, was not there.", "Robert Kane"),
    ("French farmers blocked the port. *They* want higher prices.", "French farmers"),
    ("Japanese Prime Minister Shigeru Ito flew home. *The Japanese leader* looked tired.", "Shigeru Ito"),
    ("Finnish President Aino Laine spoke first. *The president* thanked the hosts.", "Aino Laine"),
    ("Finnish President Aino Laine met *her Estonian counterpart*, Kadri Tamm.", "Kadri Tamm"),
    (
        "Chilean President Pablo Rojas hosted Peru's president, Luz Vega. *His Peruvian counterpart* left early.",
        "Luz Vega",
    ),
    ("Pablo Rojas, *Chile's foreign minister*, left early.", "Pablo Rojas"),
    ("Hamas rejected the offer. *The group* said talks would go on.", "Hamas"),
    ("NATO met on Monday. *The alliance* agreed to send more aid.", "NATO"),
    ("Norwegian diplomat Nils Berg spoke. *The diplomat* said the talks had failed.", "Nils Berg"),
    ("Robert Kane hurt *himself*.", "Robert Kane"),
    ('"Nils Berg may win if *he* works hard," Robert Kane said.', "Nils Berg"),
    ("Sudan accused Chad of arming rebels. Chad said *it* had not.", "Chad"),
]

PAIRS = [
    ("Norway and Sweden signed the accord. Ties between *both countries* are close.", {"Norway", "Sweden"}),
    (
        "Norwegian Prime Minister Nils Berg met Swedish Prime Minister Eva Lind. *The two leaders* discussed trade.",
        {"Nils Berg", "Eva Lind"},
    ),
    ("Nils Berg and Eva Lind said *they* would meet again.", {"Nils Berg", "Eva Lind"}),
]

UNCLEAR = [
    "Reporters saw Nils Berg and Olaf Lund. The weather was fine. Later *he* left.",
    "*It* was raining in Oslo.",
    "*It* is clear that the talks failed.",
    "*The president* of the bank resigned.",
    "A doctor said *she* was tired.",
]


def starred(text: str) -> tuple[str, int, int]:
    """The text without stars, and where the starred words stand."""
    before, words, after = text.split("*")
    return before + words + after, len(before), len(before) + len(words)


def owners(analysed: Analysed, text: str) -> set[str]:
    """The names of the entities that the starred words mention."""
    plain, start, end = starred(text)
    cast = find_entities(analysed(plain))
    return {e.name for e in cast.entities for m in e.mentions if (m.start, m.end) == (start, end)}


@pytest.mark.parametrize(("text", "name"), CASES)
def test_who_is_meant(analysed: Analysed, text: str, name: str) -> None:
    assert owners(analysed, text) == {name}


@pytest.mark.parametrize(("text", "names"), PAIRS)
def test_two_are_meant(analysed: Analysed, text: str, names: set[str]) -> None:
    assert owners(analysed, text) == names


@pytest.mark.parametrize("text", UNCLEAR)
def test_nobody_is_meant(analysed: Analysed, text: str) -> None:
    assert owners(analysed, text) == set()


def test_forms_of_mentions(analysed: Analysed) -> None:
    analysis = analysed("Slovak Prime Minister Juraj Novak flew to Prague. He met the Czech president.")
    cast = find_entities(analysis)
    novak = next(e for e in cast.entities if e.name == "Juraj Novak")
    assert [(analysis.article.text[m.start : m.end], m.form) for m in novak.mentions] == [
        ("Juraj Novak", "name"),
        ("He", "pronoun"),
    ]
