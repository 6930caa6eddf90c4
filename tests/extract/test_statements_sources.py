"""Statements: documents and bodies as sources, asides with more behind them, silences, and headlines."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from readout.extract import find_entities, find_statements, find_times
from readout.model import Analysis, Article, Block, Statement
from tests.extract.test_statements import Reading

Analysed = Callable[..., Analysis]


@pytest.fixture(scope="module")
def read(analysed: Analysed) -> Callable[[str], Reading]:
    """`read(text)`: its statements, published on a Thursday."""
    return lambda text: Reading(analysed(text, published="2025-05-08"))


@pytest.mark.parametrize(
    ("text", "source", "speaker"),
    [
        (
            "Two men were held, according to a statement by the Russian Foreign Ministry.",
            "a statement by the Russian Foreign Ministry",
            "Russian Foreign Ministry",
        ),
        (
            "A report by the United Nations said that the camps were full.",
            "A report by the United Nations",
            "United Nations",
        ),
        ("A United Nations report said that the camps were full.", "A United Nations report", "United Nations"),
        (
            "A statement issued by the Kremlin said that the talks would go on.",
            "A statement issued by the Kremlin",
            "Kremlin",
        ),
        ("In a letter to Germany, Maria Lopez said that the camps were full.", "Maria Lopez", "Maria Lopez"),
        ("Maria Lopez's letter said that the camps were full.", "Maria Lopez's letter", "Maria Lopez"),
        (
            "Saudi Arabia and the United States said in a joint statement on Sunday that the truce would hold.",
            "Saudi Arabia and the United States",
            "Saudi Arabia",
        ),
    ],
)
def test_speaker_is_who_made_the_document(read: Callable[[str], Reading], text: str, source: str, speaker: str) -> None:
    reading = read(text)
    (statement,) = reading.statements
    assert reading.words(statement)[0] == source
    assert reading.name(statement.speaker) == speaker


def test_document_of_no_one_has_no_speaker(read: Callable[[str], Reading]) -> None:
    (statement,) = read("A study of honey bees found that the hives were full.").statements
    assert statement.speaker is None


def test_body_before_its_noun_speaks(read: Callable[[str], Reading]) -> None:
    text = "The ruling Civic Platform party called for Maria Lopez to resign and said it would boycott parliament."
    reading = read(text)
    assert [reading.words(s)[1:] for s in reading.statements] == [
        ("called for", ["Maria Lopez to resign"]),
        ("said", ["it would boycott parliament"]),
    ]
    assert {"Civic Platform" in (reading.name(s.speaker) or "") for s in reading.statements} == {True}


@pytest.mark.parametrize(
    ("text", "content", "day"),
    [
        (
            "Egypt will host Maria Lopez, the Egyptian presidency announced on Thursday, in what would be a first.",
            ["Egypt will host Maria Lopez"],
            "2025-05-08",
        ),
        (
            "Egypt will host Maria Lopez on March 20, the ministry said Wednesday, a day after the talks failed.",
            ["Egypt will host Maria Lopez on March 20"],
            "2025-05-07",
        ),
        (
            "Two ships were seized, the navy said on Monday, a move that drew protests from Spain.",
            ["Two ships were seized"],
            "2025-05-05",
        ),
        (
            "Brown isolated the problem, Mayer said, and “patched” the software as the company went on.",
            ["Brown isolated the problem", "“patched” the software as the company went on"],
            None,
        ),
        ("Brown isolated the problem, Mayer said, and left the room.", ["Brown isolated the problem"], None),
    ],
)
def test_what_follows_an_aside(read: Callable[[str], Reading], text: str, content: list[str], day: str | None) -> None:
    reading = read(text)
    (statement,) = reading.statements
    assert reading.words(statement)[2] == content
    assert statement.said_on == day


@pytest.mark.parametrize(
    "text",
    [
        "The Kremlin declined to comment.",
        "The Kremlin declined to comment on the report.",
        "The Kremlin did not immediately respond to a request for comment.",
        "The ministry refused to discuss the talks.",
        "The court found him guilty of taking bribes.",
        "The United States imposed sanctions on Iran.",
        "The Kremlin issued a statement on Monday.",
        "Nobody knows where the ship is.",
        "The mayor was admitted to hospital on Monday.",
    ],
)
def test_silences_and_deeds_are_no_statements(read: Callable[[str], Reading], text: str) -> None:
    assert read(text).statements == ()


def test_silence_about_a_clause_is_one(read: Callable[[str], Reading]) -> None:
    reading = read("The Kremlin declined to say whether the talks would go on.")
    (statement,) = reading.statements
    assert reading.words(statement)[1:] == ("declined to say", ["whether the talks would go on"])


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("In a three-hour interview, Webb confessed to the kidnapping.", "confessed to", ["the kidnapping"]),
        ("Later in the day, Webb testified that he was ill.", "testified", ["that he was ill"]),
        ("At a rally in Ohio, Brown vowed to rebuild the bridge.", "vowed", ["to rebuild the bridge"]),
        (
            "Maria Lopez told reporters at a news conference on Friday after the talks that the bridge would close.",
            "told",
            ["that the bridge would close"],
        ),
        (
            "Mary Scott criticised Brown for his silence.",
            "criticised",
            ["Brown for his silence"],
        ),
        ("Brown was accused of fraud by Mary Scott.", "was accused", ["Brown", "of fraud"]),
        (
            "Mary Scott cited a study showing Ohio as the state with the cleanest rivers.",
            "cited",
            ["a study showing Ohio as the state with the cleanest rivers"],
        ),
        ("Some users reported being logged off the service.", "reported", ["being logged off the service"]),
    ],
)
def test_frames(read: Callable[[str], Reading], text: str, cue: str, content: list[str]) -> None:
    reading = read(text)
    assert (cue, content) in [reading.words(s)[1:] for s in reading.statements]


def with_headline(analysed: Analysed, headline: str, body: str) -> tuple[str, tuple[Statement, ...]]:
    """The text and statements of an article with a headline over one paragraph."""
    from readout.analyse import analyse

    text = f"{headline}\n\n{body}"
    blocks = (Block("headline", 0, len(headline)), Block("paragraph", len(headline) + 2, len(text)))
    article = Article("x", "x", text, headline=headline, published="2025-05-08", language="en", blocks=blocks)
    analysis = next(analyse([article]))
    return text, find_statements(analysis, find_entities(analysis), find_times(analysis))


@pytest.mark.parametrize(
    ("headline", "body", "count"),
    [
        (
            "Kenya accuses Uganda of arming rebels",
            "Kenya on Wednesday accused Uganda of arming rebels in its north.",
            1,
        ),
        (
            "Hostages will be freed on Monday, mediators say",
            "The hostages will be freed on Monday, Egyptian officials said.",
            1,
        ),
        ("Bridge will open on Monday, mediators say", "The weather was fine. Many boats were out.", 0),
        ("Kenya accuses Uganda of arming rebels", "The weather was fine. Many boats were out.", 1),
    ],
)
def test_headline_gives_way_to_the_body(analysed: Analysed, headline: str, body: str, count: int) -> None:
    text, statements = with_headline(analysed, headline, body)
    assert len(statements) == count
    if len(body) > 50:
        assert all(s.content[0].start > len(headline) for s in statements), text


@pytest.mark.parametrize(
    ("text", "source", "via"),
    [
        ("The plane landed, the Tass agency said, citing a pilot.", "a pilot", ["Tass"]),
        ("The plane landed, Reuters reported on Friday, citing police.", "police", ["Reuters"]),
        ("The plan is dead, Reuters said, citing the fall in exports.", "Reuters", []),
    ],
)
def test_source_is_who_is_cited(read: Callable[[str], Reading], text: str, source: str, via: list[str]) -> None:
    reading = read(text)
    statement = reading.statements[0]
    assert reading.words(statement)[0] == source
    assert [reading.name(v) for v in statement.via] == via
