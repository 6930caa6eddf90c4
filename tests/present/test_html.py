"""The self-contained document: whole, valid in its links, harmless."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from readout.model import Article, Record
from readout.present.html import asset, policy, render

from .made import TEXT, hostile, summit


class Reader(HTMLParser):
    """Collects ids, links, and whatever would fetch or run something."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.risky: list[str] = []
        self.scripts = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name == "href":
                self.links.append(value or "")
            if name == "src" or name == "style" or name.startswith("on"):
                self.risky.append(f"{tag} {name}")


def test_every_link_leads_to_a_place_in_the_document_and_ids_are_unique() -> None:
    read = Reader(render([summit(), summit("second")]))
    assert len(read.ids) == len(set(read.ids))
    inside = {link[1:] for link in read.links if link.startswith("#")}
    assert inside <= set(read.ids)
    assert {"a1-e1", "at-a1-e1", "a1-s2", "at-a1-s2", "a1-p1", "at-a1-p1", "a2-t3", "at-a2-t3"} <= inside


def test_nothing_is_fetched_and_nothing_runs_but_the_page_s_own_script() -> None:
    page = render([summit()])
    read = Reader(page)
    assert read.risky == []
    assert read.scripts == 1
    assert not re.search(r"url\(|@import|<iframe|<img|<link[^>]+stylesheet", page)
    assert {link for link in read.links if not link.startswith(("#", "data:"))} == {"https://news.example/summit"}


def test_the_document_carries_a_policy_that_names_its_own_parts_only() -> None:
    assert "default-src 'none'" in policy()
    assert policy().count("sha256-") == 2
    assert "unsafe" not in policy()
    assert "style=" not in asset("page.js")


def test_a_hostile_article_is_shown_as_text() -> None:
    page = render([hostile()])
    read = Reader(page)
    assert read.risky == []
    assert read.scripts == 1
    assert not any("script:" in link for link in read.links)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7*7 }}" in page


def test_an_empty_record_and_no_record_make_a_page() -> None:
    assert "No statement, event or name" in render([Record(Article("a", "a", ""))])
    assert "Nothing was read" in render([])


def test_the_words_of_the_article_are_all_there() -> None:
    page = render([summit()])
    text = re.sub(r"<[^>]+>", "", page)
    assert all(line.replace("'", "&#39;").replace('"', "&#34;") in text for line in TEXT.split("\n\n"))
