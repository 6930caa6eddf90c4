"""Whatever the text or the bytes: what is read is the text, its blocks tile it, and nothing raises."""

from __future__ import annotations

import gzip
import json

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from readout.model import Article, Problem, to_json
from readout.read import read_bytes

# Astral, combining, right-to-left, zero-width, line ends of every kind; NUL and surrogates are tested apart.
CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
ODD = "\U0001f600e\u0301\u05d0\u0628\u200b\u200f\ufeff\r\n\n\r\u2028\u0085\u000b \u00a0\t.,:;!?\"'()[]/|-—•©@Aa1"
TEXT = st.text(st.one_of(CHARACTERS, st.sampled_from(ODD)), min_size=1)
LINES = st.lists(
    st.one_of(
        TEXT,
        st.sampled_from(
            [
                "By Jane Doe",
                "by",
                "May 8, 2025 10:52 AM",
                "Advertisement",
                "Share",
                "Read also: More of it",
                "(AP Photo/John Smith)",
                "Photo: X / AFP",
                "Image caption,",
                "Comments",
                "© 2024 The Daily Post",
                "Minister resigns after vote",
                "The minister resigned on Monday after losing a vote in parliament, her office said in a statement.",
                "• one",
                "",
            ]
        ),
    ),
    max_size=25,
)
quick = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def sound(article: Article) -> None:
    """The invariants of an article."""
    text, at = article.text, 0
    for block in article.blocks:
        assert at <= block.start < block.end <= len(text)
        assert not text[at : block.start].strip()
        words = text[block.start : block.end]
        assert words == words.strip()
        assert words
        at = block.end
    assert not text[at:].strip()
    assert article.blocks
    to_json(article).encode()


@quick
@given(TEXT.filter(lambda t: t.strip()))
@example("One.\r\nTwo.\r\n\r\nThree\u2028four \U0001f1fa\U0001f1e6 e\u0301\u200b")
@example("\ufeffBOM")
def test_json_text_is_kept_exactly(text):
    (article,) = read_bytes(json.dumps({"id": "x", "text": text}).encode(), "x.jsonl")
    if isinstance(article, Problem):
        assert "language" in article.what
        return
    assert (article.id, article.text) == ("x", text)
    sound(article)


@quick
@given(TEXT.filter(lambda t: t.strip()), TEXT.filter(lambda t: t.strip()))
def test_json_title_comes_before_the_text(title, text):
    (article,) = read_bytes(json.dumps({"title": title, "text": text}).encode(), "x.jsonl")
    if isinstance(article, Article):
        assert article.text.endswith(text)
        assert article.blocks[0].kind == "headline"
        sound(article)


@quick
@given(LINES)
def test_any_lines_make_a_sound_article_or_one_problem(lines):
    (item,) = read_bytes("\n".join(lines).encode(), "page.txt")
    if isinstance(item, Article):
        sound(item)


@quick
@given(st.lists(st.text(CHARACTERS, min_size=1).filter(lambda t: t.strip()), min_size=1))
def test_paragraphs_without_signs_of_a_page_are_kept_exactly(words):
    text = "\n".join(" ".join(f"{w} the and".split()) + " of the people was said to be in it." for w in words)
    (item,) = read_bytes(text.encode(), "page.txt")
    if isinstance(item, Article) and not item.dropped and not item.images:
        assert item.text == text


@quick
@given(LINES, st.booleans())
def test_any_html(lines, heading):
    body = "".join(f"<p>{line}</p>" if i % 3 else f"<figcaption>{line}</figcaption>" for i, line in enumerate(lines))
    page = (
        f"<html><head><title>{lines[:1]}</title></head><body>{'<h1>Some words here</h1>' * heading}{body}</body></html>"
    )
    (item,) = read_bytes(page.encode(), "page.html")
    if isinstance(item, Article):
        sound(item)


PREFIX = st.sampled_from(
    [
        b"",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"{",
        b'{"text": "',
        b"[",
        b"<html>",
        b"<!doctype html><p>",
        b"\x1f\x8b\x08",
        b"%PDF",
    ]
)


@quick
@given(PREFIX, st.binary(max_size=400), st.sampled_from(["x", "x.html", "x.jsonl", "x.txt"]), st.booleans())
def test_any_bytes(prefix, data, name, zipped):
    data = gzip.compress(prefix + data) if zipped else prefix + data
    items = list(read_bytes(data, name))
    assert items
    for item in items:
        assert isinstance(item, Article | Problem)
        if isinstance(item, Article):
            sound(item)
