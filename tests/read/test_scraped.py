"""Flattened pages in the styles of many outlets, with the reading that a person gave them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from readout.model import Article
from readout.read import read_inputs

PAGES = sorted((Path(__file__).parent / "scraped").glob("*.txt"))


@pytest.fixture(params=PAGES, ids=lambda p: p.stem)
def page(request: pytest.FixtureRequest) -> tuple[Article, dict]:
    (article,) = read_inputs([str(request.param)])
    assert isinstance(article, Article)
    return article, json.loads(request.param.with_suffix(".json").read_text(encoding="utf-8"))


def test_says_of_itself(page):
    article, wanted = page
    have = {
        "headline": article.headline,
        "authors": list(article.authors),
        "published": article.published,
        "publisher": article.publisher,
        "read_time_minutes": article.read_time_minutes,
        "disclosures": list(article.disclosures),
    }
    assert have == {key: wanted[key] for key in have}


def test_images(page):
    article, wanted = page
    images = [
        {
            "caption": i.caption,
            "date": i.date,
            "credit": i.credit and {k: getattr(i.credit, k) for k in ("photographer", "agency", "via")},
        }
        for i in article.images
    ]
    assert images == wanted["images"]


def test_body(page):
    article, wanted = page
    blocks = [(b.kind, article.text[b.start : b.end]) for b in article.blocks]
    body = [(kind, text) for kind, text in blocks if kind not in ("headline", "caption")]
    assert [kind for kind, _ in body] == [kind for kind, _ in wanted["body"]], body
    assert all(text.startswith(start) for (_, text), (_, start) in zip(body, wanted["body"], strict=True)), body
    assert ("headline", wanted["headline"]) in blocks
    assert [text for kind, text in blocks if kind == "caption"] == [
        i["caption"] for i in wanted["images"] if i["caption"]
    ]


def test_every_line_is_kept_or_dropped_with_a_reason(page, request):
    article, _ = page
    path = Path(article.source)
    gone = [d.text for d in article.dropped]
    for line in path.read_text(encoding="utf-8").splitlines():
        line = " ".join(line.split())
        assert not line or line in gone or line in article.text or any(g in line for g in gone), line
    assert all(d.why for d in article.dropped)
