"""Words whose layout names their speaker: signed quotations and the turns of a transcript."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from readout.extract import find_entities, find_statements
from readout.extract.statements import load_tagger
from readout.model import Analysis
from tests.extract.test_statements import Reading

Analysed = Callable[..., Analysis]

LETTERS = (
    "“We will stay in this town as long as we can.” ― Ann Lee\n“Nobody asked us about the dam at all.”― Luz de la Cruz"
)
TRANSCRIPT = """Here is the talk of Governor Carla Ruiz with Tom Reed of the Delta Herald in full.

REED: Will the dam hold through the spring?

RUIZ: It will. We looked at it last week.

And we will look again in March.

(CROSSTALK)

REED: And if it breaks?

The paper prints the whole talk on Sunday."""
RECIPE = """Tom Reed sells three cakes.

Price: five dollars for the small one.

Weight: two pounds.

Price: nine dollars for the large one."""


def by_tagger(a: Analysis) -> list[tuple[str, list[str]]]:
    """Source and content of each statement with the trained tagger."""
    text = a.article.text
    return [
        (text[s.source.start : s.source.end] if s.source else "", [text[c.start : c.end] for c in s.content])
        for s in find_statements(a, find_entities(a), (), tag=load_tagger())
    ]


@pytest.mark.parametrize("tagger", [False, True])
def test_a_dash_and_a_name_sign_a_passage(analysed: Analysed, tagger: bool) -> None:
    a = analysed(LETTERS)
    if tagger:
        assert [who for who, _ in by_tagger(a)] == ["Ann Lee", "Luz de la Cruz"]
    else:
        reading = Reading(a)
        assert [reading.words(s)[0] for s in reading.statements] == ["Ann Lee", "Luz de la Cruz"]


def test_a_dash_before_a_sentence_signs_nothing(analysed: Analysed) -> None:
    assert all(s.source is None for s in Reading(analysed("“Nobody asked us.” — Ann left the room.")).statements)


def test_turns_of_a_transcript(analysed: Analysed) -> None:
    found = by_tagger(analysed(TRANSCRIPT))
    assert found[0] == ("REED", ["Will the dam hold through the spring?"])
    assert found[1] == ("RUIZ", ["It will. We looked at it last week.", "And we will look again in March."])
    assert found[2] == ("REED", ["And if it breaks?"])
    assert not any("paper" in words for _, content in found for words in content)


def test_labels_that_name_nobody_make_no_transcript(analysed: Analysed) -> None:
    assert Reading(analysed(RECIPE)).statements == ()
