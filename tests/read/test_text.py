"""Plain text: kept as it is where nothing speaks for a page."""

from __future__ import annotations

from readout.model import Article
from readout.read import read_bytes

PROSE = [
    "The minister resigned on Monday after losing a vote in parliament, her office said.",
    "Her party will choose a new leader in two weeks, and it may call an election.",
    "He agreed.",
    "Nobody was surprised by it, since the vote had been expected for a long time.",
]


def read(text: str) -> Article:
    (article,) = read_bytes(text.encode(), "page.txt")
    assert isinstance(article, Article)
    return article


def kinds(article: Article) -> list[str]:
    return [b.kind for b in article.blocks]


def test_paragraphs_are_kept_as_they_are():
    for text in ("\n".join(PROSE), "\r\n\r\n".join(PROSE) + "\r\n", f"  {PROSE[0]}  \n\n\n{PROSE[1]}"):
        article = read(text)
        assert article.text == text
        assert set(kinds(article)) == {"paragraph"}
        assert article.headline is None
        assert article.dropped == ()


def test_a_short_first_line_is_the_headline():
    text = "\n\n".join(["Minister resigns after vote", *PROSE])
    article = read(text)
    assert article.text == text
    assert article.headline == "Minister resigns after vote"
    assert kinds(article) == ["headline", *["paragraph"] * 4]


def test_hard_wrapped_paragraphs():
    text = (
        "The minister resigned on Monday after losing a vote in\n"
        "parliament, her office said. She had led the ministry for\n"
        "three years and was known for her love of railways.\n\n"
        "Her party will choose a new leader in two weeks, and it\n"
        "may call an election. Nobody was surprised by it, since\n"
        "the vote had been expected for a long time.\n"
    )
    article = read(text)
    assert article.text == text
    assert kinds(article) == ["paragraph", "paragraph"]


def test_one_line_and_lists_and_no_prose():
    assert kinds(read("Putin to visit China")) == ["paragraph"]
    assert kinds(read("Bread\nMilk\nEggs")) == ["paragraph"] * 3
    assert kinds(read("\n".join([*PROSE, "• Bread and butter", "• Milk"])))[-2:] == ["list", "list"]


def test_a_dateline_stays_in_its_paragraph():
    line = "MOSCOW, May 8 (Reuters) - The presidents of the two countries met on Thursday, the Kremlin said."
    assert read("\n".join([line, *PROSE])).text.startswith(line)


def test_an_agency_that_ends_a_paragraph_makes_it_no_caption():
    article = read("\n".join([*PROSE, "The vote was held in secret, as the constitution says it must be. (AFP)"]))
    assert kinds(article) == ["paragraph"] * 5
