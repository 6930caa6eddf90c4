"""Statements: one made-up example a pattern, with the exact words of source, cue and content."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from readout.extract import find_entities, find_statements, find_times
from readout.model import Analysis, Entity, Statement

Analysed = Callable[..., Analysis]


class Reading:
    """The statements of a text, with their words and the names of their entities."""

    def __init__(self, analysis: Analysis) -> None:
        cast = find_entities(analysis)
        self.text = analysis.article.text
        self.entities: dict[str, Entity] = cast.by_id
        self.statements = find_statements(analysis, cast, find_times(analysis))

    def words(self, statement: Statement) -> tuple[str | None, str | None, list[str]]:
        """Source, cue and content."""
        source, cue = (None if s is None else self.text[s.start : s.end] for s in (statement.source, statement.cue))
        return source, cue, [self.text[c.start : c.end] for c in statement.content]

    def name(self, entity: str | None) -> str | None:
        """What an entity is called."""
        return None if entity is None else self.entities[entity].name


@pytest.fixture(scope="module")
def read(analysed: Analysed) -> Callable[..., Reading]:
    """`read(text)`: its statements."""
    return lambda text, published="2025-05-08": Reading(analysed(text, published=published))


ONE = [
    # Reported clauses.
    ("The mayor said the bridge was safe.", "The mayor", "said", ["the bridge was safe"], "indirect", "say"),
    (
        "The mayor said that the bridge was safe and that traffic would resume.",
        "The mayor",
        "said",
        ["that the bridge was safe and that traffic would resume"],
        "indirect",
        "say",
    ),
    ("Anna Brown denied that she knew.", "Anna Brown", "denied", ["that she knew"], "indirect", "deny"),
    (
        "Officials warned that the dam could fail.",
        "Officials",
        "warned",
        ["that the dam could fail"],
        "indirect",
        "warn",
    ),
    ("He did not say whether it was safe.", "He", "did not say", ["whether it was safe"], "indirect", "withhold"),
    (
        "Maria Lopez told a crowd in Boston on Friday that the strike was over.",
        "Maria Lopez",
        "told",
        ["that the strike was over"],
        "indirect",
        "say",
    ),
    # Behind the clause, and in it.
    ("The bridge is safe, the mayor said on Monday.", "the mayor", "said", ["The bridge is safe"], "indirect", "say"),
    ("The bridge, engineers say, is safe.", "engineers", "say", ["The bridge", "is safe"], "indirect", "say"),
    (
        "Two men were arrested, according to police chief Maria Lopez.",
        "police chief Maria Lopez",
        "according to",
        ["Two men were arrested"],
        "indirect",
        "say",
    ),
    (
        "According to the police, two men were arrested.",
        "the police",
        "According to",
        ["two men were arrested"],
        "indirect",
        "say",
    ),
    ("The bridge was reportedly closed.", None, "reportedly", ["The bridge was", "closed"], "indirect", "report"),
    # Direct speech.
    (
        '"The bridge is safe," Mayor Anna Brown said.',
        "Mayor Anna Brown",
        "said",
        ['"The bridge is safe,"'],
        "direct",
        "say",
    ),
    (
        '"The bridge is safe," said Anna Brown, the mayor of Springfield.',
        "Anna Brown, the mayor of Springfield",
        "said",
        ['"The bridge is safe,"'],
        "direct",
        "say",
    ),
    (
        'Anna Brown told reporters: "The bridge is safe."',
        "Anna Brown",
        "told",
        ['"The bridge is safe."'],
        "direct",
        "say",
    ),
    (
        "''The bridge is safe,'' Anna Brown said.",
        "Anna Brown",
        "said",
        ["''The bridge is safe,''"],
        "direct",
        "say",
    ),
    ("'The bridge is safe,' said Mr Brown.", "Mr Brown", "said", ["'The bridge is safe,'"], "direct", "say"),
    # Part of it in marks.
    (
        'Brown said the bridge was "as safe as any."',
        "Brown",
        "said",
        ['the bridge was "as safe as any."'],
        "mixed",
        "say",
    ),
    (
        'Brown criticized the company for "hiding" the cracks.',
        "Brown",
        "criticized",
        ['the company for "hiding" the cracks'],
        "mixed",
        "criticise",
    ),
    (
        'The union has labeled the plan a "gift to owners" of the port.',
        "The union",
        "has labeled",
        ['the plan a "gift to owners" of the port'],
        "mixed",
        "explain",
    ),
    # Other frames of verbs.
    ("Brown vowed to rebuild the bridge.", "Brown", "vowed", ["to rebuild the bridge"], "indirect", "promise"),
    ("Brown urged drivers to stay away.", "Brown", "urged", ["drivers to stay away"], "indirect", "demand"),
    (
        "Brown has called for an inquiry into the collapse.",
        "Brown",
        "has called for",
        ["an inquiry into the collapse"],
        "indirect",
        "demand",
    ),
    (
        "Brown expressed her willingness to meet the workers.",
        "Brown",
        "expressed",
        ["her willingness to meet the workers"],
        "indirect",
        "express",
    ),
    (
        "Brown accused the company of hiding the cracks.",
        "Brown",
        "accused",
        ["the company of hiding the cracks"],
        "indirect",
        "accuse",
    ),
    ("The plan was rejected by the council.", "the council", "was rejected", ["The plan"], "indirect", "reject"),
    (
        "Brown left the meeting, saying the bridge was safe.",
        "Brown",
        "saying",
        ["the bridge was safe"],
        "indirect",
        "say",
    ),
    (
        "Brown went on to say the bridge was safe.",
        "Brown",
        "went on to say",
        ["the bridge was safe"],
        "indirect",
        "say",
    ),
    # Nouns and adjectives.
    (
        "Her promise to rebuild the bridge was welcome.",
        "Her",
        "promise",
        ["to rebuild the bridge"],
        "indirect",
        "promise",
    ),
    (
        "Brown is confident that the bridge will hold.",
        "Brown",
        "is confident",
        ["that the bridge will hold"],
        "indirect",
        "think",
    ),
    # Datelines are no part of a source.
    (
        "SPRINGFIELD, Ill. (AP) — The mayor said the bridge was safe.",
        "The mayor",
        "said",
        ["the bridge was safe"],
        "indirect",
        "say",
    ),
]


@pytest.mark.parametrize(("text", "source", "cue", "content", "kind", "act"), ONE, ids=[row[0][:40] for row in ONE])
def test_pattern(
    read: Callable[..., Reading], text: str, source: str | None, cue: str, content: list[str], kind: str, act: str
) -> None:
    reading = read(text)
    (statement,) = reading.statements
    assert reading.words(statement) == (source, cue, content)
    assert (statement.kind, statement.act) == (kind, act)
    assert 0.3 <= statement.probability < 1.0


@pytest.mark.parametrize(
    "text",
    [
        "The bridge is safe.",
        'They watched "The Long Night" at home.',
        "The so-called 'smart' bridge opened at noon.",
        "Drivers are expected to return by noon.",
        "Did Brown say the bridge was safe?",
        "",
        "!",
        "🙂🙂",
    ],
)
def test_nothing_is_reported(read: Callable[..., Reading], text: str) -> None:
    assert read(text).statements == ()


def test_ids_follow_the_text(read: Callable[..., Reading]) -> None:
    reading = read("Brown said he was ready.\nLopez denied that she knew.\nThe plan is dead, officials said.")
    assert [s.id for s in reading.statements] == ["s1", "s2", "s3"]
    assert [reading.words(s)[1] for s in reading.statements] == ["said", "denied", "said"]


def test_speaker_is_the_entity_of_the_source(read: Callable[..., Reading]) -> None:
    reading = read("Foreign Minister Maria Lopez said the talks had failed.\nLopez added that she was tired.")
    assert [reading.name(s.speaker) for s in reading.statements] == ["Maria Lopez", "Maria Lopez"]


def test_speaker_of_a_relative_clause_is_the_noun_before_it(read: Callable[..., Reading]) -> None:
    reading = read("Maria Lopez, who said that she would resign, left Madrid.")
    (statement,) = reading.statements
    assert reading.words(statement)[0] == "who"
    assert reading.name(statement.speaker) == "Maria Lopez"


def test_unnamed_source_has_no_named_speaker(read: Callable[..., Reading]) -> None:
    reading = read("People familiar with the matter said that the deal was close.")
    (statement,) = reading.statements
    assert statement.source is not None
    if statement.speaker is not None:
        assert {m.form for m in reading.entities[statement.speaker].mentions} <= {"description", "pronoun"}


def test_it_is_the_body_before_it(read: Callable[..., Reading]) -> None:
    reading = read("While China has offered to mediate, it has denounced the plan as a threat.")
    statement = reading.statements[-1]
    assert reading.words(statement)[0] == "it"
    assert reading.name(statement.speaker) == "China"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("President Maria Lopez claimed on April 17 that the ships had left.", "2025-04-17"),
        ("The ships have left, the Foreign Ministry reported on April 22.", "2025-04-22"),
        ("Lopez said Tuesday that the ships had left.", "2025-05-06"),
        ("Lopez said in a statement on Wednesday that the ships had left.", "2025-05-07"),
        ("Lopez said that the ships would leave on April 30.", None),
        ("Lopez said last month that the ships had left.", None),
    ],
)
def test_said_on(read: Callable[..., Reading], text: str, day: str | None) -> None:
    (statement,) = read(text).statements
    assert statement.said_on == day


def test_the_day_of_the_cue_is_no_content(read: Callable[..., Reading]) -> None:
    reading = read("Lopez said Tuesday the ships had left.")
    (statement,) = reading.statements
    assert reading.words(statement)[2] == ["the ships had left"]


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("Maria Lopez told John Smith that the ships had left.", "John Smith"),
        ("Maria Lopez wrote in a letter to Germany that the ships had left.", "Germany"),
        ("Maria Lopez urged Germany to send ships.", "Germany"),
        ("Maria Lopez said that the ships had left.", None),
    ],
)
def test_addressee(read: Callable[..., Reading], text: str, addressee: str | None) -> None:
    reading = read(text)
    (statement,) = reading.statements
    assert reading.name(statement.addressee) == addressee


@pytest.mark.parametrize(
    ("text", "inner", "chain"),
    [
        (
            "Maria Lopez told John Smith that Peter Brown had said that the bridge was safe.",
            ("Peter Brown", "had said", ["that the bridge was safe"]),
            ["Maria Lopez"],
        ),
        (
            "Peter Brown said the bridge was safe, Reuters reported.",
            ("Peter Brown", "said", ["the bridge was safe"]),
            ["Reuters"],
        ),
        (
            '"We are ready," Peter Brown said, according to Reuters.',
            ("Peter Brown", "said", ['"We are ready,"']),
            ["Reuters"],
        ),
    ],
)
def test_chain_of_reporting(
    read: Callable[..., Reading], text: str, inner: tuple[str, str, list[str]], chain: list[str]
) -> None:
    reading = read(text)
    assert len(reading.statements) == 2
    (nested,) = [s for s in reading.statements if s.via]
    assert reading.words(nested) == inner
    assert [reading.name(v) for v in nested.via] == chain


def test_relative_clause_with_its_own_cue_is_cut_off(read: Callable[..., Reading]) -> None:
    reading = read("The rebels claimed responsibility for shooting down the plane, which they said crashed near Kabul.")
    contents = [reading.words(s)[2] for s in reading.statements if reading.words(s)[1] == "claimed"]
    assert contents == [["responsibility for shooting down the plane"]]


def test_headline_in_capitals(read: Callable[..., Reading]) -> None:
    reading = read("Mayor Anna Brown Says Old Bridge Is Safe\nThe bridge was built long ago.")
    (statement,) = reading.statements
    assert reading.words(statement) == ("Mayor Anna Brown", "Says", ["Old Bridge Is Safe"])


def test_headline_that_quotes(read: Callable[..., Reading]) -> None:
    reading = read("Brown: Old Bridge Is ‘As Safe As Any’\nThe bridge was built long ago.")
    (statement,) = reading.statements
    assert reading.words(statement) == ("Brown", ":", ["Old Bridge Is ‘As Safe As Any’"])
