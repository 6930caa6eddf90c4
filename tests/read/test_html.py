"""HTML pages: what they say of themselves, their pictures, their body."""

from __future__ import annotations

import pytest

from readout.model import Article, Credit
from readout.read import read_bytes

PARAGRAPHS = [
    "The ferry between the two islands will run again from Monday, the harbour board said in a statement on Friday.",
    "It was stopped in January after a fire in the engine room, in which nobody was hurt, and it was towed to port.",
    "“We have waited long enough for this,” said Nora Quinn, who runs the school on the smaller of the two islands.",
    "The board expects 400 passengers a day in the summer, and it plans to raise the fares by a tenth in the autumn.",
]


def page(head: str = "", top: str = "", middle: str = "", bottom: str = "", lang: str = "en") -> Article:
    first, *rest = (f"<p>{p}</p>" for p in PARAGRAPHS)
    body = f"<h1>Island ferry to sail again after fire</h1>{top}{first}{middle}{''.join(rest)}{bottom}"
    html = f"""<!doctype html><html lang={lang}><head>{head}</head><body><nav><ul><li><a href=/>Home</a>
    <li><a href=/n>News</a></ul></nav><main><article>{body}</article></main>
    <footer><p>© 2024 The Harbour Herald. All rights reserved.</p></footer></body></html>"""
    (article,) = read_bytes(html.encode(), "page.html")
    assert isinstance(article, Article)
    return article


def kinds(article: Article) -> list[tuple[str, str]]:
    return [(b.kind, article.text[b.start : b.end]) for b in article.blocks]


def test_headline_and_paragraphs():
    article = page()
    assert kinds(article) == [
        ("headline", "Island ferry to sail again after fire"),
        *(("paragraph", p) for p in PARAGRAPHS),
    ]
    assert article.text == "\n\n".join(["Island ferry to sail again after fire", *PARAGRAPHS])
    assert article.word_count == sum(len(p.split()) for p in PARAGRAPHS)
    assert article.language == "en"


def test_structured_data():
    article = page(
        head="""<title>Ferry to sail | The Harbour Herald</title><link rel="canonical" href="https://h.example/ferry">
        <meta property="og:site_name" content="The Harbour Herald">
        <script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
          {"@type": "Organization", "@id": "#o", "name": "Harbour Media Ltd"},
          {"@type": "Person", "@id": "#p", "name": "Tom O&#39;Hara"},
          {"@type": "NewsArticle", "headline": "Island ferry to sail again",
           "datePublished": "2024-03-03T14:05:00+0100", "publisher": {"@id": "#o"},
           "author": [{"@id": "#p"}, {"@type": "Person", "name": "By ANA LEE, Staff Writer"}]}]}
        </script>"""
    )
    assert article.headline == "Island ferry to sail again after fire"
    assert article.authors == ("Tom O'Hara", "Ana Lee")
    assert article.publisher == "The Harbour Herald"
    assert article.published == "2024-03-03T14:05:00+01:00"
    assert article.url == "https://h.example/ferry"


@pytest.mark.parametrize(
    ("head", "top", "published", "authors"),
    [
        (
            '<meta name="author" content="Ana Lee"><meta name="pubdate" content="2024-03-03T13:05Z">',
            "",
            "2024-03-03T13:05+00:00",
            ("Ana Lee",),
        ),
        (
            '<meta name="date" content="2024-03-03">',
            '<a rel="author" href="/ana">Ana Lee</a>',
            "2024-03-03",
            ("Ana Lee",),
        ),
        (
            "",
            '<div class="byline">By Ana Lee and Bo Ek</div><time class="published" datetime="2024-03-03T13:05"></time>',
            "2024-03-03T13:05",
            ("Ana Lee", "Bo Ek"),
        ),
        (
            "",
            "<p>By Ana Lee</p><p>Published 3 March 2024 14:05 GMT</p>",
            "2024-03-03T14:05+00:00",
            ("Ana Lee",),
        ),
        (
            '<script type="application/ld+json">{"@type": "Article", "datePublished": "0001-01-01T00:00Z"}</script>',
            "<div>Ana Lee, Associated Press</div><div>Published 10:02 AM EST Mar 3, 2024</div>",
            "2024-03-03T10:02-05:00",
            ("Ana Lee",),
        ),
        ('<script type="application/ld+json">{"@type": "NewsArticle", </script>', "", None, ()),
    ],
)
def test_who_and_when(head, top, published, authors):
    article = page(head, top)
    assert (article.published, article.authors) == (published, authors)
    assert [text for kind, text in kinds(article) if kind == "paragraph"] == PARAGRAPHS


def test_pictures():
    article = page(
        top="""<figure><img src=a.jpg><figcaption>The ferry at its berth on March 1, 2024.
        (Tom Reilly/Anadolu via Getty Images)</figcaption></figure>""",
        middle="""<figure><img src=b.jpg><figcaption><span class="caption-text">Nora Quinn at the school.</span>
        <span class="credit">Photograph: Ida Berg/Reuters</span></figcaption></figure>""",
    )
    first, second = article.images
    assert (first.caption, first.date) == ("The ferry at its berth on March 1, 2024.", "2024-03-01")
    assert first.credit == Credit("Tom Reilly", "Anadolu", "Getty Images")
    assert second.caption == "Nora Quinn at the school."
    assert second.credit == Credit("Ida Berg", "Reuters", None)
    assert kinds(article)[1:3] == [("caption", first.caption), ("caption", second.caption)]
    assert [text for kind, text in kinds(article) if kind == "paragraph"] == PARAGRAPHS


def test_kinds_of_blocks_and_what_is_left_out():
    article = page(
        middle="""<h2>What the board plans</h2>
        <ul><li>A second ship from June</li><li>A new pier at the school</li></ul>
        <blockquote><p>The sea does not wait for anyone who lives by it.</p></blockquote>
        <p>Read more: How the fire began</p><p>Advertisement</p>""",
        bottom="<p>This article was translated with the help of AI.</p><p>Ana Lee contributed to this report.</p>",
    )
    body = [pair for pair in kinds(article) if pair[0] not in ("paragraph", "headline")]
    assert body == [
        ("heading", "What the board plans"),
        ("list", "A second ship from June"),
        ("list", "A new pier at the school"),
        ("quote", "The sea does not wait for anyone who lives by it."),
    ]
    assert article.disclosures == ("This article was translated with the help of AI.",)
    assert {d.why for d in article.dropped} >= {"related link", "advertisement", "disclosure", "author note"}
    assert "Read more" not in article.text


def test_an_address_that_is_only_the_site_is_no_address_of_the_page():
    article = page(
        head='<link rel="canonical" href="https://h.example/"><meta property="og:url" content="https://h.example">'
    )
    assert article.url is None


def test_language_is_told_by_the_words_not_by_the_page():
    assert page(lang="ru").language == "en"


def test_a_page_that_trafilatura_cannot_read_is_read_by_its_lines():
    html = "<html><body><h1>Ferry to sail again</h1>" + "<br>".join(PARAGRAPHS[:1]) + "</body></html>"
    (article,) = read_bytes(html.encode(), "page.html")
    assert PARAGRAPHS[0] in article.text
