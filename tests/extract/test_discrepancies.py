"""Discrepancies: two values for one happening, and none where two values may both be right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from msgspec.structs import replace as struct_replace

from readout.extract import find_discrepancies, find_entities, find_times
from readout.model import Analysis, BlockKind, Discrepancy

Analysed = Callable[..., Analysis]
HEADLINE: BlockKind = "headline"
CAPTION: BlockKind = "caption"
BODY: BlockKind = "paragraph"


def read(analysed: Analysed, *parts: tuple[BlockKind, str]) -> tuple[Discrepancy, ...]:
    a = analysed("\n".join(text for _, text in parts), "2025-05-08")
    blocks = tuple(struct_replace(b, kind=kind) for b, (kind, _) in zip(a.article.blocks, parts, strict=True))
    a = replace(a, article=struct_replace(a.article, blocks=blocks))
    found = find_discrepancies(a, find_entities(a), find_times(a), ())
    for discrepancy in found:
        assert len(discrepancy.values) == len(discrepancy.spans) == len(set(discrepancy.values)) > 1
        assert all(a.article.text[s.start : s.end].strip() for s in discrepancy.spans)
    return found


def test_a_caption_that_dates_an_arrival_otherwise(analysed: Analysed) -> None:
    (found,) = read(
        analysed,
        (CAPTION, "Angela Merkel arrives in Ankara on May 5, 2025."),
        (BODY, "German politician Angela Merkel landed in Ankara on May 6 and met ministers."),
    )
    assert found.about == "Merkel's arrival" or found.about == "Angela Merkel's arrival"
    assert found.values == ("2025-05-05", "2025-05-06")


def test_a_headline_that_counts_otherwise(analysed: Analysed) -> None:
    (found,) = read(
        analysed,
        (HEADLINE, "12 killed in Odesa strike"),
        (BODY, "A missile killed 16 people in Odesa on Monday, the mayor said."),
    )
    assert found.values == ("12", "16")
    assert found.about == "number of deaths"


@pytest.mark.parametrize(
    "parts",
    [
        # the same day
        ((CAPTION, "Angela Merkel arrives in Ankara on May 6."), (BODY, "Angela Merkel arrived in Ankara on Tuesday.")),
        # another place
        ((CAPTION, "Angela Merkel arrives in Rome on May 5."), (BODY, "Angela Merkel arrived in Ankara on May 6.")),
        # another person
        ((CAPTION, "Angela Merkel arrives in Ankara on May 5."), (BODY, "Emmanuel Macron arrived in Ankara on May 6.")),
        # an archive picture
        (
            (CAPTION, "Angela Merkel arrives in Ankara on May 5, 2018."),
            (BODY, "Angela Merkel arrived in Ankara on May 6."),
        ),
        # a visit of several days
        (
            (CAPTION, "Angela Merkel meets workers in Ankara on May 5."),
            (BODY, "Angela Merkel met workers in Ankara on May 6."),
        ),
        # a plan
        (
            (CAPTION, "Angela Merkel arrives in Ankara on May 5."),
            (BODY, "Angela Merkel was to arrive in Ankara on May 6."),
        ),
        # two days in one part
        (
            (CAPTION, "Angela Merkel arrives in Ankara on May 5."),
            (BODY, "Angela Merkel arrived in Ankara on May 5. Angela Merkel arrived in Ankara on May 7."),
        ),
        # the day of the report, not of the arrival
        (
            (CAPTION, "Angela Merkel arrives in Ankara on May 5."),
            (BODY, "Officials said on May 6 that Angela Merkel arrived."),
        ),
        # all in the body
        ((BODY, "Angela Merkel arrived in Ankara on May 5."), (BODY, "Angela Merkel arrived in Ankara on May 6.")),
    ],
)
def test_days_that_do_not_conflict(analysed: Analysed, parts: tuple[tuple[BlockKind, str], ...]) -> None:
    assert read(analysed, *parts) == ()


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("20 killed in Odesa strike", "A missile killed 23 people in Odesa."),
        ("At least 12 killed in Odesa strike", "A missile killed 16 people in Odesa."),
        ("12 killed in Odesa strike", "A missile killed more than 16 people in Odesa."),
        ("12 killed in Odesa strike", "A missile killed 9 people in Odesa, and another killed 3 people in Kherson."),
        ("12 killed in Odesa strike", "A missile wounded 16 people in Odesa."),
        ("12 killed in Odesa strike", "A missile killed twelve people in Odesa."),
        ("12 killed in Odesa strike", "A missile could have killed 16 people in Odesa."),
        ("12 people killed in Odesa strike", "A missile killed 16 cows in Odesa."),
    ],
)
def test_numbers_that_do_not_conflict(analysed: Analysed, headline: str, body: str) -> None:
    assert read(analysed, (HEADLINE, headline), (BODY, body)) == ()


def test_an_empty_article_and_one_part_have_none(analysed: Analysed) -> None:
    assert find_discrepancies(analysed(""), find_entities(analysed("")), (), ()) == ()
    assert read(analysed, (BODY, "A missile killed 16 people.")) == ()
