"""What a page says of itself, as the text and the page show it."""

from __future__ import annotations

from readout.model import Article, Disagreement, Notice, Record, Told
from readout.present import html, text
from readout.present.anatomy import page_says

ARTICLE = Article(
    id="a",
    source="a.html",
    text="Rain fell in Oslo.",
    disclosures=("An earlier version gave the wrong year.", "Our rules are <here>."),
    notices=(Notice("correction", "An earlier version gave the wrong year."), Notice("opinion", "Opinion")),
    disagreements=(
        Disagreement("published", (Told("2025-05-08T10:52", "page"), Told("2025-05-09", "json-ld"))),
        Disagreement("headline", (Told("Rain", "page"), Told("Rain in Oslo", "opengraph"))),
    ),
)


def test_notices_come_by_kind_and_each_disclosure_once() -> None:
    assert page_says(ARTICLE) == (
        ("Correction", "An earlier version gave the wrong year."),
        ("Opinion", "Opinion"),
        ("Disclosure", "Our rules are <here>."),
        ("Told in two ways: published", "8 May 2025, 10:52 (as shown); 9 May 2025 (JSON-LD)"),
        ("Told in two ways: headline", "Rain (as shown); Rain in Oslo (OpenGraph)"),
    )


def test_both_forms_show_it() -> None:
    shown = " ".join(text.render(Record(ARTICLE), width=200).split())
    assert "THE PAGE SAYS OF ITSELF" in shown
    assert "Correction An earlier version gave the wrong year." in shown
    assert "8 May 2025, 10:52 (as shown); 9 May 2025 (JSON-LD)" in shown
    page = html.render([Record(ARTICLE)])
    assert "<p>Correction: An earlier version gave the wrong year.</p>" in page
    assert "Our rules are &lt;here&gt;." in page


def test_a_page_that_says_nothing_shows_nothing() -> None:
    assert "SAYS OF ITSELF" not in text.render(Record(Article(id="a", source="a", text="Rain.")))
