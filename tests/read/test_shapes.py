"""Shapes in which pages give captions, credits, dates, names and links."""

from __future__ import annotations

import pytest

from readout.model import Article, Credit
from readout.read import read_bytes

HEADLINE = "Island ferry to sail again after fire"
PROSE = [
    "The ferry between the two islands will run again from Monday, the harbour board said in a statement on Friday.",
    "It was stopped in January after a fire in the engine room, in which nobody was hurt, and it was towed to port.",
    "“We have waited long enough for this,” said Nora Quinn, who runs the school on the smaller of the two islands.",
    "The board expects 400 passengers a day in the summer, and it plans to raise the fares by a tenth in the autumn.",
]


def page(top: str = "", middle: str = "", head: str = "", bottom: str = "") -> Article:
    """A page with something under the headline, in the middle of the text, in its head or at the end."""
    first, *rest = (f"<p>{p}</p>" for p in PROSE)
    body = f"<h1>{HEADLINE}</h1>{top}{first}{middle}{''.join(rest)}{bottom}"
    html = f"<html><head>{head}</head><body><article>{body}</article></body></html>"
    (article,) = read_bytes(html.encode(), "page.html")
    assert isinstance(article, Article)
    return article


LONG = "The ferry leaves the old harbour of the larger island on Friday, March 1, 2024."


@pytest.mark.parametrize(
    ("figure", "caption", "credit"),
    [
        (
            "<figcaption>The ferry.<span><b>Credit...</b><i>Rui Teles for Harbour Times</i></span></figcaption>",
            "The ferry.",
            Credit("Rui Teles", "Harbour Times", None),
        ),
        (
            "<div><img><span>Rui Teles/AFP</span></div><figcaption>The ferry at sea</figcaption>",
            "The ferry at sea",
            Credit("Rui Teles", "AFP", None),
        ),
        (
            "<p class=copyright><i>Image source, </i>Getty Images</p><figcaption><p>The ferry at sea</p></figcaption>",
            "The ferry at sea",
            Credit(None, "Getty Images", None),
        ),
        (
            f"<figcaption>{LONG} <b>less</b> {LONG[:66]} ... <b>more</b> Photo: Rui Teles, AP</figcaption>",
            LONG,
            Credit("Rui Teles", "AP", None),
        ),
        (
            "<figcaption>The <i>Nora</i>, a ferry. Photo: Harbour Police Department</figcaption>",
            "The Nora, a ferry.",
            Credit(None, "Harbour Police Department", None),
        ),
    ],
)
def test_captions(figure, caption, credit):
    assert [(i.caption, i.credit) for i in page(f"<figure>{figure}</figure>").images] == [(caption, credit)]


def test_a_caption_that_is_a_link_is_of_another_article():
    link = "<a href=/b>Bridge to open in spring, says mayor</a>"
    assert page(f"<figure><figcaption>{link}</figcaption></figure>").images == ()


def test_a_date_in_pieces_beside_the_headline():
    top = "<div><div>March 3</div><div><font>15:23</font> <font>2024</font></div></div><a>Print This Article</a>"
    assert page(top).published == "2024-03-03T15:23"


def test_titles_in_a_list_are_no_authors():
    date = "<p>Posted: Fri 6:45 PM, Feb 16, 2024</p>"
    assert page(f"<p>Ben Patton Trinity</p><p>Nora Quinn Harbour</p>{date}").authors == ()
    assert page(f"<p>Ben Patton</p>{date}").authors == ("Ben Patton",)


def test_a_desk_that_bears_the_outlets_name_is_no_author():
    head = "<meta property=og:site_name content='Harbour Herald'><meta name=author content='Herald Sport'>"
    assert page(head=head).authors == ()


def test_links_after_a_label_of_links_are_no_text():
    links = "<p><b>Read more:</b></p><p><a>Bridge to open in spring</a><br><a>Harbour dredged at last</a></p>"
    article = page(middle=links)
    assert "dredged" not in article.text
    assert article.text.endswith(PROSE[-1])


def test_a_note_on_the_author_at_the_end_is_no_text():
    article = page(bottom="<p>Nora Quinn is a reporter for the Herald based on the smaller island.</p>")
    assert article.text.endswith(PROSE[-1])


def test_a_label_that_menus_repeat_is_no_disclosure():
    label = "<div>Sponsored Content</div>"
    assert page(label).disclosures == ("Sponsored Content",)
    assert page(label, bottom=f"{label}{label}").disclosures == ()


def test_the_site_before_the_headline_in_a_title():
    assert page(head=f"<title>The Island Review: {HEADLINE}</title>").publisher == "The Island Review"
