"""Feeds of every kind become articles, by their full text or else their summary."""

from __future__ import annotations

import json

import pytest

from readout.model import Article, Problem
from readout.read import read_bytes
from tests.read.made import ATOM, JSON_FEED, PARAGRAPHS, RDF, RSS, TEXT


def read(text: str | bytes, name: str = "feed.xml", url: str | None = None) -> list[Article | Problem]:
    return list(read_bytes(text.encode() if isinstance(text, str) else text, name, url))


def test_rss_with_full_text():
    full, short, picture = read(RSS)
    assert (full.source, full.url) == ("feed.xml:1", "https://courier.example/bridge?a=1&b=2")
    assert (full.headline, full.authors, full.publisher) == (
        "Governor opens bridge & road",
        ("Ann Osei",),
        "River Courier",
    )
    assert full.published == "2024-03-05T09:00:00+03:00"
    kinds = [(b.kind, full.text[b.start : b.end]) for b in full.blocks]
    assert kinds[1:] == [("paragraph", PARAGRAPHS[0]), ("caption", "The bridge"), ("paragraph", PARAGRAPHS[1])]
    assert full.images[0].credit.photographer == "Jo Doe"
    assert [d.why for d in full.dropped] == ["sharing"]
    assert (short.url, short.authors) == ("https://courier.example/strike", ("Kofi Mensah",))
    assert short.text.endswith(PARAGRAPHS[1])
    assert isinstance(picture, Problem)
    assert picture.where == "feed.xml:3"


def test_atom_with_markup_of_its_own():
    (entry,) = read(ATOM)
    assert (entry.headline, entry.authors) == ("Ministers meet in Oslo", ("Zoë Łukasz",))
    assert (entry.publisher, entry.published) == ("Fjord Post", "2024-03-07T10:00:00+01:00")
    assert [b.kind for b in entry.blocks] == ["headline", "paragraph", "heading", "paragraph"]


def test_rdf():
    (item,) = read(RDF)
    assert (item.url, item.published, item.publisher) == ("https://x.example/1", "2024-03-08", "Old Wire")


def test_json_feed():
    full, plain = read(json.dumps(JSON_FEED), "feed.json")
    assert (full.headline, full.authors, full.publisher) == ("Harbour reopens", ("Mira Blom",), "Harbour Daily")
    assert full.text.endswith(f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}")
    assert plain.text == f"Second\n\n{TEXT}"


def test_an_entry_has_the_id_of_its_page():
    (page,) = read_bytes(f'{{"url": "https://fjord.example/oslo", "text": "{PARAGRAPHS[0]}"}}'.encode(), "a.jsonl")
    assert read(ATOM)[0].id == page.id


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding):
    text = RDF.replace('version="1.0"?', f'version="1.0" encoding="{encoding}"?').replace("office", "café")
    (item,) = read(text.encode(encoding))
    assert "café" in item.text


def test_names_of_html_are_known_in_xml():
    (item,) = read(RDF.replace("governor", "caf&eacute;&nbsp;owner &amp; friend"))
    assert "café owner & friend" in item.text


def test_a_broken_feed_gives_what_stands_before_the_break():
    found = read(RSS[: RSS.index("Dock workers")])
    assert found[0].headline == "Governor opens bridge & road"


@pytest.mark.parametrize(
    "text",
    [
        "<rss><channel></channel></rss>",
        "<rss><channel>" + "<item>" * 5000,
        "<feed " + "a" * 50_000,
        '<?xml version="1.0"?><rss>\x01\x02</rss>',
    ],
)
def test_feeds_without_articles_are_one_line(text):
    (problem,) = read(text)
    assert isinstance(problem, Problem)


def test_entities_are_neither_blown_up_nor_fetched(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<!DOCTYPE rss [<!ENTITY l0 "lol"><!ENTITY f SYSTEM "{secret.as_uri()}">{entities}]>'
    for entity in ("l9", "f"):
        body = f"<rss><channel><item><title>A</title><description>b &{entity}; c</description></item></channel></rss>"
        for item in read(text + body):
            said = item.text if isinstance(item, Article) else item.what
            assert "secret" not in said.replace(str(tmp_path), "")
            assert len(said) < 1000
