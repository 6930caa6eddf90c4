"""Capitals and houses of government: as the place, or as the state that acts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from readout.extract import Cast, find_entities
from readout.model import Analysis

STATE = """
*Ankara* said it would close the border.
*Tehran* and Baghdad would sign the accord in May.
Tehran and *Baghdad* would sign the accord in May.
The minister urged *Ankara* to release the journalist.
*Beijing*'s leading ally in the region is Pakistan.
*Warsaw* accused Minsk of sending migrants across the border.
Warsaw accused *Minsk* of sending migrants across the border.
The deal with *Tehran* is in doubt.
The sanctions against *Pyongyang* will be tightened.
Ties between *New Delhi* and Islamabad have soured.
Ties between New Delhi and *Islamabad* have soured.
Pressure on *Damascus* is growing.
The statement was rejected by *Cairo*.
*Paris* has called for an urgent meeting.
Germany has supplied tanks to *Kyiv*.
*Jakarta* is ready to host the talks.
The proposal won support from *Brasilia*.
*Canberra* condemned the launch.
Serbia has refused to give *Pristina* recognition.
Officials in Seoul denied that *Tokyo* had apologised.
*London*'s decision angered the fishermen.
The opposition demanded that *Caracas* free the prisoners.
Japan handed *Washington* a list of demands.
*Riyadh*-backed forces took the port.
The Tehran regime ignored the appeal, and *Tehran* paid the price.
*Hanoi* was accused of dumping steel.
Dealing with *Moscow* requires patience, the envoy said.
It was a blow for *Budapest*.
The court ruled that *Rome* must pay a fine.
*Addis Ababa* has denied the charge.
Russia's relations with *Belgrade* remain warm.
*Seoul* says the North fired two missiles.
Washington has warned *Riyadh* not to cut output.
Talks between *Doha* and Abu Dhabi collapsed.
China's support for *Islamabad* is unwavering.
*Madrid*, which opposes the plan, abstained.
According to *Tehran*, the ship was in its waters.
*Moscow* and its allies walked out.
The move drew an angry response from *Ankara*.
The EU wants *Warsaw* to respect the ruling.
Israel and *Cairo* are discussing a truce.
*Lima* recalled its ambassador.
It would be a mistake to trust *Pyongyang*, he said.
Both *London* and Dublin welcomed the deal.
The bill would force *Ottawa* to pay.
An offer by *New Delhi* to mediate was rejected.
*Kyiv*'s forces advanced in the east.
The sanctions hurt *Caracas* badly.
The treaty obliges *Stockholm* to consult its neighbours.
In a blow to *Beijing*, the court ruled the claims had no basis.
Thailand sought help from *Tokyo*.
*Damascus* blamed Israel for the strike.
The general accused *Kampala* of backing the rebels.
The president said *Paris* and Berlin were drifting apart.
The ministry said that *Hanoi* had protested.
"""

PLACE = """
The president arrived in *Ankara* on Monday.
She flew to *Tehran* for talks.
The summit in *Baghdad* ended without a deal.
He left *Warsaw* on Sunday.
Thousands marched through *Minsk*.
The ministers will meet in *New Delhi* next week.
A bomb exploded near *Islamabad*.
The delegation returned from *Pyongyang* yesterday.
*Damascus*'s airport was closed.
The streets of *Cairo* were empty.
Protesters gathered outside parliament in *Paris*.
Missiles hit *Kyiv* overnight.
The pope will visit *Jakarta* in September.
Tourists toured *Brasilia* by bus.
A train from *Vienna* to Prague was delayed.
A train from Vienna to *Prague* was delayed.
*Canberra* is the capital of Australia.
Rebels captured *Khartoum* in April.
Flooding paralysed *Dhaka*.
Police in *Seoul* arrested a man.
*Lisbon*'s mayor resigned.
The journey to *Caracas* took nine hours.
Residents of *Bucharest* voted on Sunday.
He was born in *Rome*, Italy.
She studied at a university in *Copenhagen*.
The embassy in *Hanoi* was closed.
Doctors at a hospital in *Addis Ababa* went on strike.
They travelled from *Nairobi* to Kampala.
Heavy fighting was reported around *Mogadishu*.
The ship sailed to *Helsinki*.
Macron landed in *Beirut* on Thursday.
Ministers gathered in *Vienna* to discuss oil output.
The plane took off from *Doha* at dawn.
*Nairobi* is home to four million people.
He was detained at *Istanbul* airport.
Drones struck *Moscow* overnight.
The tanks rolled toward *Baghdad*.
A court in *Bucharest* sentenced him.
Police fired tear gas in central *Athens*.
She will travel to *Oslo* on Tuesday.
The hospital in *Khartoum* ran out of fuel.
Two bombs exploded outside *Kabul* on Monday.
Thousands fled *Tripoli* as fighting spread.
The conference opened in *Rome* on Friday.
The mayor of *Warsaw* joined the march.
Oil fields south of *Baku* were damaged.
Students marched through the streets of *Lima*.
The road between *Damascus* and Aleppo was cut.
He has lived in *Lisbon* since 2010.
The Tokyo court fined him, and he left *Tokyo*.
The cease-fire talks in *Cairo* resumed.
The king returned to *Amman* after the summit.
She met him during a visit to *Hanoi*.
The parade passed through *Madrid*.
*Kyiv* residents hid in the metro.
"""


def cases(text: str) -> list[tuple[str, int, int]]:
    """(sentence, start, end of the starred name) for each line."""
    found = []
    for line in text.strip().split("\n"):
        before, name, after = line.split("*")
        found.append((before + name + after, len(before), len(before) + len(name)))
    return found


def kind_at(cast: Cast, analysis: Analysis, at: int) -> tuple[str, str]:
    """The kind of entity and the form of the mention at an offset."""
    first, _ = analysis.tokens(at, at + 1)
    found = cast.at(first)
    assert found is not None
    mention, entity = found
    return entity.kind, mention.form


@pytest.mark.parametrize(("text", "expected"), [(STATE, ("country", "metonym")), (PLACE, ("place", "name"))])
def test_capitals_by_grammar(analysed: Callable[..., Analysis], text: str, expected: tuple[str, str]) -> None:
    rows = cases(text)
    analysis = analysed("\n".join(sentence for sentence, _, _ in rows))
    cast = find_entities(analysis)
    wrong, base = [], 0
    for sentence, start, _ in rows:
        if kind_at(cast, analysis, base + start) != expected:
            wrong.append(sentence)
        base += len(sentence) + 1
    assert len(wrong) <= len(rows) // 15, wrong


def test_a_metonym_belongs_to_its_country(analysed: Callable[..., Analysis]) -> None:
    cast = find_entities(analysed("Ankara and Athens would restore the hotline. Turkey had cut it."))
    turkey = next(e for e in cast.entities if e.country == "TUR" and e.kind == "country")
    assert turkey.name == "Turkey"
    assert [m.form for m in turkey.mentions] == ["metonym", "name"]
    greece = next(e for e in cast.entities if e.country == "GRC")
    assert greece.name == "Greece"


def test_one_city_is_a_place_and_a_state_in_one_article(analysed: Callable[..., Analysis]) -> None:
    cast = find_entities(analysed("The envoy arrived in Tehran on Friday. Tehran said the talks were useful."))
    assert {(e.kind, e.name, e.country) for e in cast.entities if e.country == "IRN"} == {
        ("place", "Tehran", "IRN"),
        ("country", "Iran", "IRN"),
    }


def test_a_dateline_is_a_place(analysed: Callable[..., Analysis]) -> None:
    cast = find_entities(analysed("LISBON (Reuters) - Portugal cut taxes on Monday.\nOSLO, Norway — Fuel prices rose."))
    kinds = {e.name: e.kind for e in cast.entities if e.name in ("Lisbon", "Oslo")}
    assert kinds == {"Lisbon": "place", "Oslo": "place"}


def test_brussels_acts_for_the_union(analysed: Callable[..., Analysis]) -> None:
    cast = find_entities(analysed("Brussels has fined the company. The minister flew to Brussels."))
    forms = {(e.kind, e.name) for e in cast.entities if e.name in ("European Union", "Brussels")}
    assert forms == {("organisation", "European Union"), ("place", "Brussels")}


@pytest.mark.parametrize(
    ("sentence", "name", "country"),
    [
        ("The Kremlin denied the report.", "Kremlin", "RUS"),
        ("Downing Street declined to comment.", "Downing Street", "GBR"),
        ("The White House welcomed the vote.", "White House", "USA"),
        ("The Elysee said the call lasted an hour.", "Elysee", "FRA"),
        ("The Knesset passed the bill.", "Knesset", "ISR"),
        ("The Duma approved the budget.", "Duma", "RUS"),
        ("The Pentagon confirmed the strike.", "Pentagon", "USA"),
    ],
)
def test_houses_are_organisations(analysed: Callable[..., Analysis], sentence: str, name: str, country: str) -> None:
    cast = find_entities(analysed(sentence))
    assert (cast.entities[0].kind, cast.entities[0].name, cast.entities[0].country) == ("organisation", name, country)
