"""Titles and teasers of other articles at the end of one, and in boxes inside it, are left out; round-ups are kept."""

from readout.model import Article
from readout.read import read_bytes

MENU = ["Home", "News", "Sport", "Weather", "Podcasts", "Puzzles", "Culture", "Money", "Letters", "Search"]
BODY = [
    "Harbour ferry service to end in March",
    "By Ada Lund",
    "March 3, 2025",
    "The ferry across the harbour will make its last crossing in March, its owner said on Tuesday, after forty years.",
    "About two hundred people use it every day, most of them on the way to the shipyard on the northern bank.",
    "The owner, Lund Lines, said that the two boats are too old and that new ones would cost nine million euros.",
    "“We looked at every way to go on,” said its director, Per Holm, “and none of them pays for itself.”",
]
OTHERS = [
    ("Orchestra finds a new home in old mill", "Its first concert there is planned for the autumn."),
    ("Bakers fear a third rise in flour prices", "Wheat has cost more each month since the drought."),
    ("Swimming pool reopens after long repairs", "The roof had leaked for years."),
    ("Students build a boat out of plastic bottles", "They want to sail it to the island."),
    ("Museum asks visitors for old photographs", "It plans a show about the town in wartime."),
]


def read(lines: list[str]) -> Article:
    (article,) = read_bytes("\n".join(lines).encode(), "page.txt")
    assert isinstance(article, Article)
    return article


def test_a_list_of_others_after_the_end():
    article = read([*MENU, *BODY, "More from the Gazette", *(words for pair in OTHERS for words in pair), *MENU])
    assert "Per Holm" in article.text
    for title, teaser in OTHERS:
        assert title not in article.text
        assert teaser not in article.text


def test_a_round_up_is_the_article():
    article = read([*MENU, *BODY, *(words for pair in OTHERS for words in pair), "Copyright 2025 Gazette", *MENU])
    for _, teaser in OTHERS:
        assert teaser in article.text


def test_a_card_whose_title_comes_twice():
    title, teaser = OTHERS[0]
    article = read([*MENU, *BODY[:5], title, "Culture", title, teaser, *BODY[5:], *MENU])
    assert "nine million" in article.text
    assert teaser not in article.text
    assert {d.text for d in article.dropped if d.why == "related link"} >= {title, teaser}
