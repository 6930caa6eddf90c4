"""Markup that was made to keep a parser busy."""

from __future__ import annotations

import pytest

from readout.read import markup, read_bytes, text
from readout.read.fragment import fragment_pieces
from readout.read.markup import tamed
from tests.read.made import TEXT, page


def test_rows_of_attributes_go_and_long_values_stay() -> None:
    many = "<div " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x</div>"
    assert tamed(many) == "<div>x</div>"
    for kept in (f"<img alt='{'b ' * 5000}'>", f'<div data-x="{"b=1 " * 5000}" hidden>x', "a < b " * 900):
        assert tamed(kept) == kept


def test_a_page_with_such_a_tag_is_read() -> None:
    bad = "<div " + " ".join(f"a{n}=1" for n in range(100_000)) + "></div></article>"
    (article,) = read_bytes(page().replace(b"</article>", bad.encode()), "a.html")
    assert TEXT.split("\n")[0] in article.text
    assert fragment_pieces(f"<p>one</p>{bad}") == [("paragraph", "one")]


def test_too_many_lines_are_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "MOST_LINES", 5)
    (problem,) = read_bytes(b"One line.\n" * 7, "a.txt")
    assert "lines" in problem.what


def test_too_many_tags_are_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "MOST_TAGS", 5)
    (problem,) = read_bytes(page(), "a.html")
    assert "tags" in problem.what
    assert fragment_pieces("<p>a</p>" * 6) == []


def test_a_title_that_swallowed_the_page_is_none() -> None:
    broken = (
        page()
        .replace(b"</title>", b"<title>" + b" and so on" * 4000)
        .replace(b"<h1>", b"<p>")
        .replace(b"og:title", b"x")
    )
    (article,) = read_bytes(broken + b"</title>" + page(), "a.html")
    assert len(getattr(article, "headline", None) or "") < 400
