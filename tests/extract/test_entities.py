"""Persons, states, organisations, places: who they are, what office they hold, which state they belong to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from readout.extract import find_entities
from readout.model import Analysis, Article, Block, Entity

Analysed = Callable[..., Analysis]

DIPLOMACY = """\
Turkey's Erdogan hosts Greek PM Mitsotakis for talks in Ankara
Turkish President Recep Tayyip Erdogan received Greek Prime Minister Kyriakos Mitsotakis in Ankara on Monday, \
the state-run Anadolu Agency said. It was the first visit by a Greek premier to Turkey in three years.
Erdogan told reporters that Ankara and Athens would restore a hotline between their militaries. His Greek counterpart \
praised the "new climate" and invited him to Athens. The two leaders will meet again in May, according to government \
spokesman Pavlos Marinakis.
Washington welcomed the meeting. "We encourage both countries to keep talking," State Department spokeswoman Tammy \
Bruce said. Brussels has pressed Ankara to drop its claims in the Aegean."""

SUBCONTINENT = """\
India's Modi, Pakistan's Sharif trade barbs at U.N. as Kashmir tension rises
Indian Prime Minister Narendra Modi and his Pakistani counterpart, Shehbaz Sharif, exchanged accusations at the United \
Nations General Assembly on Friday. Modi said New Delhi would never negotiate under the threat of terrorism.
Islamabad has long demanded a plebiscite in Kashmir. The Pakistani leader met U.N. Secretary-General Antonio Guterres \
on Thursday. External Affairs Minister Subrahmanyam Jaishankar dismissed the demand as "absurd"."""

AMERICAS = """\
Luiz Inácio Lula da Silva, the Brazilian president, arrived in Buenos Aires on Thursday for a Mercosur summit hosted \
by his Argentine counterpart Javier Milei. The two men did not shake hands. Milei has called Lula a "communist".
Brasilia wants to keep the bloc's common tariff; Buenos Aires wants to cut it. Uruguay's foreign minister, Mario \
Lubetkin, said his country would back a compromise. Paraguay's president, Santiago Peña, agreed with him.
Lula later visited former President Cristina Fernández de Kirchner, who is under house arrest. She thanked him on X."""

WASHINGTON = """\
Senate Majority Leader John Thune, R-S.D., said Wednesday the chamber would vote on the bill this week. Sen. Elizabeth \
Warren (D-Mass.) called it a gift to billionaires. House Speaker Mike Johnson met with President Donald Trump at the \
White House.
White House press secretary Karoline Leavitt said the president was confident. Gov. Gavin Newsom of California sued. \
Former Vice President Mike Pence praised Thune. Sens. Cory Booker and Rand Paul voted against it."""

NAIROBI = """\
NAIROBI, Kenya — Kenyan police fired tear gas at protesters in Nairobi on Tuesday as lawmakers debated a finance bill. \
President William Ruto said the government would not bow to "criminals".
Opposition leader Raila Odinga called for dialogue. "The president must listen," he said. Odinga's party, the Orange \
Democratic Movement (ODM), said its supporters would march again. ODM officials called off the talks.
Interior Minister Kithure Kindiki accused the protesters of treason. The High Court suspended the deployment."""

Row = tuple[str, str, str | None, str | None]
EXPECTED: list[tuple[str, list[Row]]] = [
    (
        DIPLOMACY,
        [
            ("Recep Tayyip Erdogan", "person", "president", "TUR"),
            ("Kyriakos Mitsotakis", "person", "prime minister", "GRC"),
            ("Tammy Bruce", "person", "spokeswoman", "USA"),
            ("Turkey", "country", None, "TUR"),
            ("Greece", "country", None, "GRC"),
            ("United States", "country", None, "USA"),
            ("Anadolu Agency", "organisation", None, "TUR"),
            ("Ankara", "place", None, "TUR"),
            ("European Union", "organisation", None, None),
        ],
    ),
    (
        SUBCONTINENT,
        [
            ("Narendra Modi", "person", "prime minister", "IND"),
            ("Shehbaz Sharif", "person", "prime minister", "PAK"),
            ("Antonio Guterres", "person", "secretary-general", None),
            ("United Nations General Assembly", "organisation", None, None),
            ("Pakistan", "country", None, "PAK"),
            ("Kashmir", "place", None, None),
        ],
    ),
    (
        AMERICAS,
        [
            ("Luiz Inácio Lula da Silva", "person", "president", "BRA"),
            ("Javier Milei", "person", "president", "ARG"),
            ("Mario Lubetkin", "person", "foreign minister", "URY"),
            ("Santiago Peña", "person", "president", "PRY"),
            ("Cristina Fernández de Kirchner", "person", "former president", "ARG"),
            ("Buenos Aires", "place", None, "ARG"),
        ],
    ),
    (
        WASHINGTON,
        [
            ("John Thune", "person", "senate majority leader", "USA"),
            ("Elizabeth Warren", "person", "senator", "USA"),
            ("Mike Johnson", "person", "house speaker", "USA"),
            ("Karoline Leavitt", "person", "press secretary", "USA"),
            ("Gavin Newsom", "person", "governor", "USA"),
            ("Mike Pence", "person", "former vice president", "USA"),
            ("Cory Booker", "person", "senator", "USA"),
            ("Rand Paul", "person", "senator", "USA"),
            ("White House", "organisation", None, "USA"),
        ],
    ),
    (
        NAIROBI,
        [
            ("William Ruto", "person", "president", "KEN"),
            ("Kithure Kindiki", "person", "interior minister", "KEN"),
            ("Raila Odinga", "person", "opposition leader", "KEN"),
            ("Kenyan police", "organisation", None, "KEN"),
            ("Orange Democratic Movement", "organisation", None, None),
            ("Nairobi", "place", None, "KEN"),
        ],
    ),
]


def named(entities: tuple[Entity, ...], name: str, kind: str | None = None) -> Entity:
    """The entity of that name, and kind."""
    found = [e for e in entities if e.name == name and kind in (None, e.kind)]
    assert len(found) == 1, (name, kind, [(e.kind, e.name) for e in entities])
    return found[0]


def words_of(analysis: Analysis, entity: Entity, form: str | None = None) -> list[str]:
    """The words of an entity's mentions."""
    return [analysis.article.text[m.start : m.end] for m in entity.mentions if form in (None, m.form)]


@pytest.mark.parametrize(("text", "rows"), EXPECTED)
def test_names_offices_and_states(analysed: Analysed, text: str, rows: list[Row]) -> None:
    cast = find_entities(analysed(text))
    for name, kind, role, country in rows:
        entity = named(cast.entities, name, kind)
        assert (entity.name, entity.role, entity.country) == (name, role, country)


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        (DIPLOMACY, {"Recep Tayyip Erdogan", "Kyriakos Mitsotakis", "Pavlos Marinakis", "Tammy Bruce"}),
        (SUBCONTINENT, {"Narendra Modi", "Shehbaz Sharif", "Antonio Guterres", "Subrahmanyam Jaishankar"}),
        (
            (
                "Victory Day parades were held across Russia. The Moscow Times said the march was called off. "
                "In March, the Wimbledon final drew a crowd. Ford Motor Co. paid for it. Ford said so on Monday."
            ),
            set(),
        ),
        (
            "Acme Co. cut its forecast. Acme shares fell. Analyst Jane Porter of Smith & Barney blamed the rain.",
            {"Jane Porter"},
        ),
    ],
)
def test_only_persons_are_persons(analysed: Analysed, text: str, persons: set[str]) -> None:
    cast = find_entities(analysed(text))
    assert {e.name for e in cast.entities if e.kind == "person"} == persons


def test_parts_of_a_name_are_one_person(analysed: Analysed) -> None:
    analysis = analysed(AMERICAS)
    lula = named(find_entities(analysis).entities, "Luiz Inácio Lula da Silva")
    assert words_of(analysis, lula, "name") == ["Luiz Inácio Lula da Silva", "Lula", "Lula"]
    assert "the Brazilian president" in words_of(analysis, lula, "description")


def test_a_shared_surname_goes_by_title(analysed: Analysed) -> None:
    analysis = analysed(
        "Former President Bill Clinton and his wife, Hillary Clinton, voted in Chappaqua. "
        "Mrs. Clinton said she was hopeful. Mr. Clinton did not speak."
    )
    cast = find_entities(analysis)
    assert "Clinton" in words_of(analysis, named(cast.entities, "Hillary Clinton"), "name")
    assert words_of(analysis, named(cast.entities, "Bill Clinton"), "name").count("Clinton") == 1


def test_namesakes_of_two_states_are_two(analysed: Analysed) -> None:
    cast = find_entities(analysed("Iran's Foreign Ministry denied it. Oman's Foreign Ministry offered to mediate."))
    assert {e.country for e in cast.entities if e.name == "Foreign Ministry"} == {"IRN", "OMN"}


def test_a_headline_counts_as_evidence(analysed: Analysed) -> None:
    cast = find_entities(
        analysed("China's Wang meets Vietnam's Pham in Hanoi\nWang Yi and Pham Minh Chinh met on Monday.")
    )
    assert named(cast.entities, "Wang Yi").country == "CHN"
    assert named(cast.entities, "Pham Minh Chinh").country == "VNM"


@pytest.mark.parametrize(
    ("sentence", "name", "role", "country"),
    [
        (
            "The chief executive of Siemens Energy, Christian Bruch, said so.",
            "Christian Bruch",
            "chief executive",
            None,
        ),
        ("Nigel Lawson, Britain's finance minister, resigned.", "Nigel Lawson", "finance minister", "GBR"),
        ("Prime Minister of Spain Pedro Sánchez spoke.", "Pedro Sánchez", "prime minister", "ESP"),
        ("King Abdullah II of Jordan flew home.", "Abdullah II", "king", "JOR"),
        ("Presidents Leonid Kuchma of Ukraine and Boris Yeltsin of Russia met.", "Boris Yeltsin", "president", "RUS"),
        ("Hamas leader Ismail Haniyeh was in Doha.", "Ismail Haniyeh", "leader", None),
        ("A spokesman for the Pentagon, Pat Ryder, denied it.", "Pat Ryder", "spokesman", "USA"),
        ("Josep Borrell is the foreign minister of Spain.", "Josep Borrell", "foreign minister", "ESP"),
        ("Acting U.S. Defense Secretary Patrick Shanahan left.", "Patrick Shanahan", "acting defense secretary", "USA"),
        ("French novelist Annie Ernaux won the prize.", "Annie Ernaux", "novelist", "FRA"),
        ("U.S. Secretary of State Antony Blinken called Riyadh.", "Antony Blinken", "secretary of state", "USA"),
        ("Taiwan's president, Lai Ching-te, spoke on Friday.", "Lai Ching-te", "president", "TWN"),
        ("Saudi Crown Prince Mohammed bin Salman hosted the talks.", "Mohammed bin Salman", "crown prince", "SAU"),
        ("China's ambassador to Britain, Liu Wen, left.", "Liu Wen", "ambassador", "CHN"),
        ("Kurt Adler, a former special envoy to Ukraine, said so.", "Kurt Adler", "former special envoy", None),
        ("China scholar Derek Moss disagreed.", "Derek Moss", "scholar", None),
        ("Boeing chief executive Kelly Norton resigned.", "Kelly Norton", "chief executive", None),
        ("Lt. Gen. Walter Burke retired.", "Walter Burke", None, None),
        ("German Foreign Minister Annalena Baerbock flew to Kyiv.", "Annalena Baerbock", "foreign minister", "DEU"),
    ],
)
def test_one_office(analysed: Analysed, sentence: str, name: str, role: str, country: str | None) -> None:
    entity = named(find_entities(analysed(sentence)).entities, name)
    assert (entity.kind, entity.role, entity.country) == ("person", role, country)


def test_states_that_are_only_plain_from_context(analysed: Analysed) -> None:
    cast = find_entities(
        analysed(
            "President Ilham Marou claimed on Friday that Armenia was moving troops. "
            "His remarks were Baku's first response. Baku has closed the border, the Foreign Ministry said. "
            "Azerbaijan and Armenia fought a war in 2020."
        )
    )
    assert named(cast.entities, "Ilham Marou").country == "AZE"
    assert named(cast.entities, "Foreign Ministry").country == "AZE"


def test_states_stay_empty_when_the_context_is_not_plain(analysed: Analysed) -> None:
    cast = find_entities(analysed("Envoys of Chad, Mali and Niger met President Arto Lindqvist on Monday."))
    assert named(cast.entities, "Arto Lindqvist").country is None


def test_an_office_that_a_state_lacks_is_not_of_it(analysed: Analysed) -> None:
    cast = find_entities(
        analysed("Britain mourned. British lawmakers praised him. President Arto Lindqvist sent a letter.")
    )
    assert named(cast.entities, "Arto Lindqvist").country is None


def test_spellings_of_one_surname_are_one_person(analysed: Analysed) -> None:
    cast = find_entities(analysed("Volodymyr Zelensky spoke first. Zelenskyy thanked the hosts."))
    assert [e.name for e in cast.entities if e.kind == "person"] == ["Volodymyr Zelensky"]


def test_bylines_credits_and_authors_are_nobody(analysed: Analysed) -> None:
    from readout.analyse import analyse

    caption = "Delegates arrive on May 7. (Jonas Weber/AFP via Getty Images)"
    text = f"Talks open\n{caption}\nBy Anna Keller\nThe talks began. Anna Keller reports."
    bounds = [(0, 10, "headline"), (11, 72, "caption"), (73, 87, "paragraph"), (88, len(text), "paragraph")]
    blocks = tuple(Block(kind, start, end) for start, end, kind in bounds)  # type: ignore[arg-type]
    analysis = next(analyse([Article("a", "a", text, authors=("Anna Keller",), blocks=blocks)]))
    assert [e.name for e in find_entities(analysis).entities if e.kind == "person"] == []
    credits = analysed(
        "(Reporting by Karen Lema; Editing by Martin Petty)\nBy Maria Santos\nFollow Pam Key on Twitter."
    )
    assert [e.name for e in find_entities(credits).entities if e.kind == "person"] == []


def test_abbreviations_in_brackets(analysed: Analysed) -> None:
    analysis = analysed(NAIROBI)
    party = named(find_entities(analysis).entities, "Orange Democratic Movement")
    assert words_of(analysis, party, "name") == ["Orange Democratic Movement", "ODM", "ODM"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Israeli troops entered the town.", ("group", "Israeli troops", "ISR")),
        ("Turkish police arrested six men.", ("organisation", "Turkish police", "TUR")),
        ("Iraq's interim government resigned.", ("organisation", "Iraq's interim government", "IRQ")),
        ("Rebels in Darfur shelled the camp.", ("group", "Rebels in Darfur", "SDN")),
        ("The Sudanese army denied it.", ("organisation", "Sudanese army", "SDN")),
        ("Fijian rebels took hostages.", ("group", "Fijian rebels", "FJI")),
        ("French farmers blocked the port.", ("group", "French farmers", "FRA")),
        ("An Argentine judge ordered the search.", ("person", "Argentine judge", "ARG")),
        ("The Serbian parliament approved the law.", ("organisation", "Serbian parliament", "SRB")),
        ("Demonstrators clashed with guards.", ("group", "Demonstrators", None)),
    ],
)
def test_unnamed_actors(analysed: Analysed, sentence: str, expected: tuple[str, str, str | None]) -> None:
    cast = find_entities(analysed(sentence))
    assert expected in {(e.kind, e.name, e.country) for e in cast.entities}


def test_two_states_in_one_phrase_make_two_groups(analysed: Analysed) -> None:
    cast = find_entities(analysed("US and British forces crossed the river."))
    assert {(e.name, e.country) for e in cast.entities if e.kind == "group"} == {
        ("US forces", "USA"),
        ("British forces", "GBR"),
    }


@pytest.mark.parametrize(
    ("sentence", "name", "kind", "country"),
    [
        ("The U.S. and the EU agreed.", "U.S.", "country", "USA"),
        ("Britain left.", "Britain", "country", "GBR"),
        ("South Korean exports rose.", "South Korea", "country", "KOR"),
        ("The Republic of Korea signed.", "Republic of Korea", "country", "KOR"),
        ("Côte d'Ivoire voted on Sunday.", "Côte d'Ivoire", "country", "CIV"),
        ("Burma's generals refused.", "Burma", "country", "MMR"),
        ("Soviet tanks rolled in.", "Soviet Union", "country", "SUN"),
        ("Palestinians in Gaza City fled.", "Palestinians", "group", "PSE"),
        ("The WHO warned of cholera.", "WHO", "organisation", None),
        ("Xinhua reported the visit.", "Xinhua", "organisation", "CHN"),
        ("Floods hit Texas on Monday.", "Texas", "place", "USA"),
        ("Shells fell near Gorazde in Bosnia.", "Gorazde", "place", "BIH"),
    ],
)
def test_names_of_the_tables(analysed: Analysed, sentence: str, name: str, kind: str, country: str | None) -> None:
    entity = named(find_entities(analysed(sentence)).entities, name)
    assert (entity.kind, entity.country) == (kind, country)


def test_georgia_by_its_surroundings(analysed: Analysed) -> None:
    state = find_entities(analysed("Voters in Georgia and Florida went to the polls, the White House said."))
    assert named(state.entities, "Georgia").kind == "place"
    country = find_entities(analysed("Georgia and Armenia signed the deal in Tbilisi."))
    assert named(country.entities, "Georgia").kind == "country"


def test_mentions_by_token(analysed: Analysed) -> None:
    analysis = analysed("Israeli troops met Xi Jinping.")
    cast = find_entities(analysis)
    inner, outer = cast.at(0), cast.headed(0)
    assert inner is not None
    assert inner[1].name == "Israel"
    assert outer is not None
    assert outer[1].name == "Israeli troops"
    assert [entity.name for _, _, _, entity in cast.within(3, 5)] == ["Xi Jinping"]
    assert cast.by_id[cast.entities[0].id] is cast.entities[0]


def test_ids_are_unique_and_in_the_order_of_the_text(analysed: Analysed) -> None:
    entities = find_entities(analysed(DIPLOMACY)).entities
    assert [e.id for e in entities] == [f"e{n}" for n in range(1, len(entities) + 1)]
    starts = [min(m.start for m in e.mentions) for e in entities]
    assert starts == sorted(starts)
    seen: set[Any] = {(m.start, m.end, e.id) for e in entities for m in e.mentions}
    assert len(seen) == sum(len(e.mentions) for e in entities)
