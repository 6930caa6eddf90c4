"""States, offices and persons that no word of a text gives: each was once given wrongly."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from readout.extract import find_entities
from readout.identify.world import item
from readout.model import Analysis, Entity

Analysed = Callable[..., Analysis]


def entities(analysed: Analysed, text: str) -> dict[str, Entity]:
    return {entity.name: entity for entity in find_entities(analysed(text)).entities}


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        # Houses that many states have.
        ("MP Ann Lee told the Assembly that Congress walked out in Lucknow. The House rose.", "House", None),
        ("Nigeria will pay, the House of Representatives said in Abuja.", "House of Representatives", "NGA"),
        ("The Senate passed the bill on Friday after Republicans split.", "Senate", "USA"),
        ("A panel of the Senate met. Senators in the U.S. split.", "Senate", "USA"),
        # The dateline tells where a report was filed, not whose president is told of in it.
        ("MANILA (AP) - President Joseph Wekesa is expected in Lima on Friday.", "Joseph Wekesa", None),
        ("LUSAKA (AP) - President Joseph Wekesa told voters that Zambia would pay.", "Joseph Wekesa", "ZMB"),
    ],
)
def test_states(analysed: Analysed, text: str, name: str, country: str | None) -> None:
    assert entities(analysed, text)[name].country == country


def test_a_first_name_is_no_office(analysed: Analysed) -> None:
    found = entities(analysed, "Rovers manager Dean Whitlock was angry. Whitlock left.")
    assert found["Dean Whitlock"].role == "manager"
    assert entities(analysed, "Dean Carla Whitlock was angry.")["Carla Whitlock"].role == "dean"


def test_an_airline_is_no_state(analysed: Analysed) -> None:
    assert "ARE" not in {e.country for e in entities(analysed, "Emirates ordered 30 jets on Monday.").values()}
    assert "ARE" in {e.country for e in entities(analysed, "The Emirates signed a pact with Oman.").values()}


@pytest.mark.parametrize(("code", "qid"), [("DNK", "Q35"), ("NLD", "Q55"), ("FRA", "Q142")])
def test_the_country_and_not_the_kingdom(code: str, qid: str) -> None:
    assert item(Entity("e1", "country", "x", country=code)) == qid


def test_a_firm_that_bears_a_persons_name_is_the_company_beside_it(analysed: Analysed) -> None:
    found = entities(analysed, "The company that runs the awards, Dick Clark Productions, denied the report.")
    assert (found["Dick Clark Productions"].kind, len(found)) == ("organisation", 1)
