"""Who is told, on what day, through whom, and what kind of saying it is; floors on the annotated passages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from readout.model import Analysis
from tests.extract.statements.measure import measure, passages
from tests.extract.test_statements import Reading

Analysed = Callable[..., Analysis]


@pytest.fixture(scope="module")
def read(analysed: Analysed) -> Callable[[str], Reading]:
    """`read(text)`: its statements, published on a Thursday."""
    return lambda text: Reading(analysed(text, published="2025-05-08"))


FLOORS = {
    "build": {"statements": (0.97, 0.95), "via": (0.99, 0.80), "said_on": (0.99, 0.95), "addressee": (0.99, 0.95)},
    "report": {"statements": (0.95, 0.92), "via": (0.95, 0.50), "said_on": (0.95, 0.85), "addressee": (0.95, 0.80)},
}


@pytest.mark.parametrize("half", ["build", "report"])
def test_figures_hold(half: str) -> None:
    found = {name: (precision, recall) for name, precision, recall in measure(half).rows()}
    for name, (precision, recall) in FLOORS[half].items():
        assert found[name][0] >= precision, (name, found[name])
        assert found[name][1] >= recall, (name, found[name])
    for name in ("source", "act", "kind", "within"):
        assert found[name][0] >= 0.95, (name, found[name])


def test_the_halves_share_no_passage() -> None:
    build, report = ({p.text for p in passages(half)} for half in ("build", "report"))
    assert not build & report
    assert len(build) + len(report) >= 119


SAID_ON = [
    ("The talks are over, Minister Ana Ruiz said late Tuesday.", "2025-05-06"),
    ("In an interview published on Sunday, Minister Ana Ruiz said the talks were over.", "2025-05-04"),
    ("In an April 3 letter to Governor Paul Stone, Minister Ana Ruiz warned that the dam would burst.", "2025-04-03"),
    ("The dam could burst, according to a report released on Monday by the Delta Institute.", "2025-05-05"),
    ("Speaking to reporters in Lima on Wednesday, Ana Ruiz said the vote would go ahead.", "2025-05-07"),
    ("Ana Ruiz said yesterday that the vote would go ahead on May 12.", "2025-05-07"),
    # What is said of a day does not date the saying.
    ("Ana Ruiz said Friday's vote would go ahead.", None),
    ("Ana Ruiz said the vote on Friday would go ahead.", None),
    ("Ana Ruiz said that on Friday the vote would go ahead.", None),
    ("“On Friday we vote,” Ana Ruiz said.", None),
]


@pytest.mark.parametrize(("text", "day"), SAID_ON)
def test_day_of_the_saying(read: Callable[[str], Reading], text: str, day: str | None) -> None:
    (statement,) = read(text).statements
    assert statement.said_on == day


def test_a_possessive_day_stays_in_the_content(read: Callable[[str], Reading]) -> None:
    reading = read("Ana Ruiz said Friday's vote would go ahead.")
    assert reading.words(reading.statements[0])[2] == ["Friday's vote would go ahead"]


ADDRESSED = [
    ("In an April 3 letter to Governor Paul Stone, Minister Ana Ruiz warned that the dam would burst.", "Paul Stone"),
    ("Ana Ruiz promised Governor Paul Stone that the vote would go ahead.", "Paul Stone"),
    ("Governor Paul Stone was told by villagers that the boat had sunk.", "Paul Stone"),
    ("Ana Ruiz, in an interview with CNN, said the vote would go ahead.", "CNN"),
    ("“You must free the sailors,” Ana Ruiz wrote to President Lee Moon on Sunday.", "Lee Moon"),
]


@pytest.mark.parametrize(("text", "who"), ADDRESSED)
def test_who_is_told(read: Callable[[str], Reading], text: str, who: str) -> None:
    reading = read(text)
    assert reading.name(reading.statements[0].addressee) == who


CITED = [
    ("The vote will go ahead, Interfax said, quoting Ana Ruiz.", "Ana Ruiz", "Interfax"),
    ("Interfax quoted Ana Ruiz as saying: “The vote will go ahead.”", "Ana Ruiz", "Interfax"),
    (
        "According to Interfax, citing the Interior Ministry, the vote will go ahead.",
        "the Interior Ministry",
        "Interfax",
    ),
    ("Citing two officials, Interfax reported on Tuesday that Ana Ruiz would resign.", "two officials", "Interfax"),
]


@pytest.mark.parametrize(("text", "source", "via"), CITED)
def test_who_is_cited_is_the_source(read: Callable[[str], Reading], text: str, source: str, via: str) -> None:
    reading = read(text)
    (statement,) = reading.statements
    assert reading.words(statement)[0] == source
    assert [reading.name(v) for v in statement.via] == [via]


def test_a_chain_names_the_outermost_last(read: Callable[[str], Reading]) -> None:
    text = "Ana Ruiz told Paul Stone that Lee Moon had said that the dam was safe, CNN reported."
    reading = read(text)
    innermost = next(s for s in reading.statements if reading.words(s)[2] == ["that the dam was safe"])
    assert [reading.name(v) for v in innermost.via] == ["Ana Ruiz", "CNN"]
    links = {s.id: s.within for s in reading.statements}
    assert len(links) == 3
    assert list(links.values()).count(None) == 1
    assert links[innermost.within or ""] is not None


WORDS = [
    ("The company denied having sold the drones.", "denied", "having sold the drones", "deny"),
    ("Police refused to say whether he had been charged.", "refused to say", "whether he had been charged", "withhold"),
    ("The two sides did not say when talks would resume.", "did not say", "when talks would resume", "withhold"),
    ("The opposition demanded that the results be published.", "demanded", "that the results be published", "demand"),
    ("The agency warned on Tuesday of famine in three districts.", "warned", "famine in three districts", "warn"),
    ("The archbishop apologised for the silence.", "apologised for", "the silence", "apologise"),
    ("“It is over,” the message read.", "read", "“It is over,”", "say"),
]


@pytest.mark.parametrize(("text", "cue", "content", "act"), WORDS)
def test_words_and_act(read: Callable[[str], Reading], text: str, cue: str, content: str, act: str) -> None:
    reading = read(text)
    (statement,) = reading.statements
    assert reading.words(statement)[1:] == (cue, [content])
    assert statement.act == act


@pytest.mark.parametrize(
    "source",
    [
        "People familiar with the matter",
        "A senior official, who spoke on condition of anonymity,",
        "Two diplomats briefed on the talks",
        "A person with knowledge of the talks",
    ],
)
def test_unnamed_sources_keep_their_words_and_no_entity(read: Callable[[str], Reading], source: str) -> None:
    reading = read(f"{source} said the fund was nearly empty.")
    (statement,) = reading.statements
    assert reading.words(statement)[0] == source.rstrip(",")
    assert statement.speaker is None


def test_what_follows_an_age_belongs_to_the_source(read: Callable[[str], Reading]) -> None:
    reading = read("“I grew up here,” said Lucia Ferrante, 34, who runs a bakery.")
    assert reading.words(reading.statements[0])[0] == "Lucia Ferrante, 34, who runs a bakery"


@pytest.mark.parametrize(
    "text",
    [
        "Rebels attacked the town on Monday.",
        "Turkish troops backed the rebels with tanks and drones.",
        "Police charged the crowd near the gate.",
        "The storm slammed the coast on Tuesday.",
        "Protesters attacked the governor's car.",
        "Lawmakers questioned the minister for three hours.",
    ],
)
def test_deeds_are_no_statements(read: Callable[[str], Reading], text: str) -> None:
    assert read(text).statements == ()


@pytest.mark.parametrize(
    "text",
    ["The minister attacked the report as a fraud.", "Prosecutors charged the two men with having lied to the court."],
)
def test_blows_in_words_are(read: Callable[[str], Reading], text: str) -> None:
    assert len(read(text).statements) == 1


def test_a_blank_on_the_wrong_side_of_a_mark_closes_the_passage(read: Callable[[str], Reading]) -> None:
    reading = read('"We can grow the farm today, "Ana Ruiz said, "and keep the river clean."')
    (statement,) = reading.statements
    assert statement.kind == "direct"
    assert reading.words(statement)[0] == "Ana Ruiz"


@pytest.mark.parametrize(
    "text",
    ["An election can only be declared valid in May.", "Some two million people cast their ballots as of noon."],
)
def test_what_is_not_said_is_no_statement(read: Callable[[str], Reading], text: str) -> None:
    assert read(text).statements == ()


def test_who_is_reluctant_to_criticise_does_not(read: Callable[[str], Reading]) -> None:
    statements = read("Voters appeared reluctant to criticise the government.").statements
    assert "criticise" not in {s.act for s in statements}
