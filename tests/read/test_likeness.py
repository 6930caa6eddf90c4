"""Pages' own talk among the lines of an article: told by its words, never where someone is quoted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readout.model import Article
from readout.read import read_bytes
from readout.read.anatomy import PAGE_TALK
from readout.read.likeness import page_talk

OFFERS = [
    "Click on this link to get our stories first on your phone",
    "Your gift makes stories like this possible. Give now.",
    "Want more stories in your feed? Follow our page.",
]
NEWS = [
    "The harbour board declined to comment.",
    "Shares rose 6% in early trading in Oslo.",
    "The opposition has not yet chosen a candidate. The election will be held on December 7.",
]


@pytest.mark.parametrize("line", OFFERS)
def test_offers(line):
    assert page_talk(line) >= PAGE_TALK


@pytest.mark.parametrize("line", NEWS)
def test_news(line):
    assert page_talk(line) < PAGE_TALK


@given(st.text())
def test_a_chance_for_any_line(line):
    assert 0 <= page_talk(line) <= 1


def read(lines: list[str]) -> Article:
    (article,) = read_bytes("\n".join(lines).encode(), "page.txt")
    assert isinstance(article, Article)
    return article


def test_only_on_pages_and_not_where_someone_is_quoted():
    body = ["A fair opens in the old town on Friday, its organisers told reporters after a long meeting there.", *NEWS]
    quoted = f"“{OFFERS[1]}”"
    page = read(["Fair opens in old town", "By Ann Lee", "May 8, 2025", *body, OFFERS[1], quoted])
    assert quoted in page.text
    assert OFFERS[1] in [d.text for d in page.dropped if d.why == "page's own words"]
    assert OFFERS[1] in read([*body, OFFERS[1]]).text
