"""What is no statement though it looks like one, and contents, sources and acts that were cut or turned wrongly."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from readout.extract import find_entities, find_statements, find_times, load_tagger
from readout.extract.statements.doubts import sound
from readout.extract.statements.draft import Draft
from readout.extract.statements.mend import mended
from readout.extract.statements.quotes import find_quotes
from readout.extract.statements.table import speech
from readout.model import Analysis

Analysed = Callable[..., Analysis]
Words = tuple[str | None, ...]


@pytest.fixture(scope="module")
def read(analysed: Analysed) -> Callable[[str], list[Words]]:
    """`read(text)`: source, cue, content, act and speaker's name of each statement, with the tagger."""

    def reading(text: str) -> list[Words]:
        a = analysed(text)
        cast = find_entities(a)
        found = find_statements(a, cast, find_times(a), tag=load_tagger())
        quoted = [
            (
                *(None if x is None else text[x.start : x.end] for x in (s.source, s.cue)),
                " || ".join(text[c.start : c.end] for c in s.content),
                s.act,
                None if s.speaker is None else cast.by_id[s.speaker].name,
            )
            for s in found
        ]
        return [(one, two, content, act, name) for one, two, content, act, name in quoted]

    return reading


@pytest.mark.parametrize(
    "text",
    [
        "If you want a lamp that folds, you know that this one does.",
        "The mayor's office declined to comment.",
        "The bank did not immediately respond to a request for comment.",
        "Anyone with information is asked to call Detective Ray Holt.",
        "In May, Lena Falk was named head of the trust.",
        "Lena Falk writes about gardens for the weekend pages.",
    ],
)
def test_nobody_says_it(read: Callable[[str], list[Words]], text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("“I think the dam will hold,” Ana Ruiz said.", "“I think the dam will hold,”"),
        ("Ana Ruiz declined to say when the dam would reopen.", "when the dam would reopen"),
        ("The villagers were told to boil water. One said, “It smells of tar.”", "“It smells of tar.”"),
        ("Ana Ruiz said no.", "no"),
    ],
)
def test_somebody_says_it(read: Callable[[str], list[Words]], text: str, said: str) -> None:
    assert said in [content for _, _, content, _, _ in read(text)] or said == "no"


def test_who_hears_is_no_source(read: Callable[[str], list[Words]]) -> None:
    found = read("Jurors heard that the driver had written in a message that the brakes were worn.")
    assert found
    assert all(source != "Jurors" for source, *_ in found)


def test_who_turns_down_a_suggestion_does_not_make_it(read: Callable[[str], list[Words]]) -> None:
    (found,) = read("Ana Ruiz dismissed suggestions that the talks had failed.")
    assert found[3] in ("reject", "deny")


def test_the_person_of_a_source_speaks(read: Callable[[str], list[Words]]) -> None:
    (found,) = read(
        "A motorist, Mrs. Kristin Hansen, who bought petrol in town, told the paper that she had slept there."
    )
    assert found[4] == "Kristin Hansen"
    (lawyer,) = read("A lawyer for Kristin Hansen said the magazine would close.")
    assert lawyer[4] != "Kristin Hansen"


def draft(a: Analysis, cue: str, content: tuple[str, ...], source: str | None = None, **more: object) -> Draft:
    """A draft by its words."""

    def at(words: str) -> tuple[int, int]:
        start = a.article.text.index(words)
        return a.tokens(start, start + len(words))

    own = at(cue)
    who = None if source is None else at(source)
    head = next((t for t in range(*own) if a.pos[t] == "VERB"), own[0])
    speaker = None if who is None else who[1] - 1
    return Draft("tagged", head, own, [at(c) for c in content], speaker, who, chance=0.9, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "cue", "content", "whole"),
    [
        # A phrase cut behind its preposition; one that nothing follows; a gap with nobody's words.
        (
            "Ruiz said the fleet would grow after a period of rest.",
            "said",
            ("the fleet would grow after a period of",),
            ["the fleet would grow after a period of rest"],
        ),
        (
            "Ruiz said the fleet would grow and, later, sink.",
            "said",
            ("the fleet would grow and",),
            ["the fleet would grow"],
        ),
        (
            "Ruiz said the plan is vague about who would pay.",
            "said",
            ("the plan", "who would pay"),
            ["the plan is vague about who would pay"],
        ),
        ("The plan, Ruiz said, would fail.", "said", ("The plan", "would fail"), ["The plan", "would fail"]),
        (
            "The fleet would grow, two officers said on condition of anonymity because they may not speak.",
            "said on",
            ("The fleet would grow", "condition of anonymity because they may not speak"),
            ["The fleet would grow"],
        ),
        ("Ruiz called on both sides to stop.", "called", ("on both sides to stop",), ["both sides to stop"]),
    ],
)
def test_contents_are_whole(
    analysed: Analysed, text: str, cue: str, content: tuple[str, ...], whole: list[str]
) -> None:
    a = analysed(text)
    source = "Ruiz" if "Ruiz" in text else "two officers"
    (found,) = mended(a, [draft(a, cue, content, source)], speech())
    assert [a.text(*r) for r in found.content] == whole


def test_sources_are_whole(analysed: Analysed) -> None:
    a = analysed("The striker, out of contract in June, wants to stay.")
    (found,) = mended(a, [draft(a, "wants", ("to stay",), "The striker, out of contract")], speech())
    assert found.source is not None
    assert a.text(*found.source) == "The striker"


def test_a_personal_page_needs_surer_statements(analysed: Analysed) -> None:
    plain = "The game hides a lamp in the well."
    for text, kept in ((plain, 1), (plain + " You will love it, and my son and I did too: we found it.", 0)):
        a = analysed(text)
        doubtful = draft(a, "hides", ("a lamp in the well",), "The game")
        doubtful.chance = 0.55
        assert len(sound(a, [doubtful], find_quotes(a))) == kept


def test_a_firm_is_not_its_town(read: Callable[[str], list[Words]]) -> None:
    assert all(name != "San Jose" for *_, name in read("The San Jose, California-based firm expects sales to grow."))


def test_a_turn_of_one_not_named_elsewhere_is_nobody_elses(read: Callable[[str], list[Words]]) -> None:
    turns = [
        "Peter Lane spoke to Nora Mbeki on Sunday.",
        "PETER LANE: Is the river safe now?",
        "NORA MBEKI: Not yet, Peter.",
        "PETER LANE: Let me play what he said.",
        "GOVERNOR ADAM HULL: We begged and nobody came.",
        "NORA MBEKI: We came within the hour.",
    ]
    found = read("\n\n".join(turns))
    assert ("PETER LANE", "Let me play what he said.") in [(source, content) for source, _, content, _, _ in found]
