"""What sentences say became of something planned."""

from __future__ import annotations

import pytest

from readout.link.news import speaks, told_of
from readout.model import Article, Entity, Mention, Record

WHO = ("Ana Brezna", "Udo Falk")
PARTIES = ("@brezna", "@falk")


def record(text: str) -> Record:
    """A record of these people wherever the text has their last names."""
    entities = []
    for number, name in enumerate(WHO):
        last, at = name.split()[1], -1
        places = []
        while (at := text.find(last, at + 1)) >= 0:
            places.append(Mention(at, at + len(last), "name"))
        if places:
            entities.append(Entity(f"e{number}", "person", name, mentions=tuple(places)))
    return Record(Article("a", "test", text), entities=tuple(entities))


def statuses(text: str, kind: str = "visit", attends: bool = False) -> list[str]:
    """The statuses that a text tells of a plan of the two, or of the part of the first of them."""
    found = list(told_of(record(text), kind, PARTIES[:1] if attends else PARTIES, None, attends))
    assert not found or speaks(record(text).article)
    return [("known " if cue.known else "") + cue.status for cue in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Brezna postponed her visit to Falk.", ["postponed"]),
        ("The visit of Brezna to Falk has been put off.", ["postponed"]),
        ("Brezna's trip to Falk is off for now.", ["postponed"]),
        ("Brezna called off a visit to Falk.", ["cancelled"]),
        ("It is unclear whether the visit of Brezna to Falk will take place.", ["uncertain"]),
        ("The visit of Brezna to Falk may have to be postponed.", ["uncertain"]),
        ("Brezna told Falk of the flood. The visit was postponed.", ["postponed"]),
        ("The visit of Brezna to Falk had been put off in May.", ["known postponed"]),
        ("The visit of Brezna to Falk had been put off, a spokesman said.", ["known postponed"]),
        ("A spokesman said that Brezna had put off the visit to Falk.", ["postponed"]),
        ("Brezna denied that she would visit Falk. No such visit is planned.", ["denied"]),
        ("Brezna met Falk on the second day of a visit.", ["happened"]),
        # Of something else, taken back, or only wished.
        ("Brezna cancelled 140 flights before the visit of Falk.", []),
        ("140 flights were cancelled before the visit of Falk to Brezna.", []),
        ("Brezna has not postponed the visit to Falk.", []),
        ("Brezna asked Falk to postpone the visit.", []),
        ("Brezna will cancel the visit to Falk if it rains.", []),
        ("Brezna told Falk of the flood. A visit was postponed.", []),
        ("Nothing was said of Brezna. The visit was postponed.", []),
    ],
)
def test_what_became_of_a_visit(text: str, wanted: list[str]) -> None:
    assert statuses(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Thousands came to the parade. Falk represented Brezna.", ["replaced"]),
        ("Thousands came to the parade. Brezna represented the king.", []),
        ("Thousands came to the parade. Brezna stayed at home.", ["absent"]),
        ("Brezna did not attend the parade.", ["fell through"]),
    ],
)
def test_who_did_not_come(text: str, wanted: list[str]) -> None:
    assert statuses(text, "ceremony", attends=True) == wanted


def test_talks_that_broke_down_were_held_and_an_agreement_that_did_was_not() -> None:
    text = "Talks between Brezna and Falk on an agreement collapsed."
    assert statuses(text, "talks") == []
    assert statuses(text, "agreement") == ["broken"]
