"""The page of differences and the table: whole, harmless, with every mark in its place."""

from __future__ import annotations

import base64
import hashlib
import re
from html import unescape

from readout.evaluate import Error, Reading, judge, rows
from readout.evaluate.figures import Row
from readout.model import Article, Record, Span
from readout.present.compare import listed, render, table
from tests.present.made import hostile

from .made import TEXT, change, record, span


def page(found: Record) -> str:
    judged = judge(Reading(record()), Reading(found))
    errors = [error for tally in judged.values() for error in tally.errors]
    return render(rows([judged]), [(record(), found, errors)])


def marked(shown: str, side: str) -> list[str]:
    """The words with a difference on one side."""
    part = shown.partition(f'aria-label="{side}"')[2].partition("</section>")[0]
    return [unescape(words) for words in re.findall(r'<span class="m [^"]*\boff"[^>]*>([^<]*)</span>', part)]


def test_only_what_differs_is_marked() -> None:
    assert marked(page(record()), "Wanted") == marked(page(record()), "Found") == []
    shown = page(change("events", "v1", trigger=span("landed"))(record()))
    assert marked(shown, "Wanted") == ["arrived"]
    assert marked(shown, "Found") == ["landed"]
    assert 'data-of="x1-1' in shown
    assert 'id="at-x1-w-1"' in shown


def test_the_text_is_whole_on_both_sides() -> None:
    shown = page(record())
    for side in ("Wanted", "Found"):
        part = shown.partition(f'aria-label="{side}"')[2].partition("</section>")[0]
        words = unescape(re.sub(r"<[^>]+>", "", part))
        assert all(line in words for line in TEXT.split("\n"))


def test_the_policy_names_the_style_that_the_page_has() -> None:
    shown = page(record())
    style = re.search(r"<style>(.*?)</style>", shown, re.DOTALL)
    assert style
    hashed = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', shown)
    assert policy
    assert f"style-src &#39;sha256-{hashed}&#39;" in policy[1]
    assert "default-src &#39;none&#39;" in policy[1]


def test_a_hostile_article_is_shown_as_text() -> None:
    bad = hostile()
    error = Error("<b>", "mentions", "<script>alert(8)</script>", "\x1b[31m", "<i>", (Span(0, 3),), (Span(0, 3),))
    shown = render([], [(bad, bad, [error])])
    assert shown.count("<script") == 1
    assert not re.search(r"<(img|svg|b|i|u)[ >]", shown)
    assert "\x1b" not in listed([error])


def test_an_article_without_words_has_a_page() -> None:
    empty = Record(Article("a", "a", ""))
    assert "0 differences" in render([], [(empty, empty, [])])


def test_the_table_is_aligned_and_says_what_is_noise() -> None:
    shown = table(
        [
            Row("events", 9, 9, 8, 0.5, 0.25, 1 / 3, 0.2, 0.4, {}, 0.25, 1 / 12, 0.01, 0.2, True),
            Row("status", 9, 5, 5, 0.8, 0.8, 0.8, 0.6, 0.9, {"kappa": 0.7}, 0.9, -0.1, -0.3, 0.1, False),
            Row("via", 0, 0, 2),
        ]
    ).splitlines()
    cells = "events 0.500 0.250 0.333 0.200 to 0.400 9 9 8 0.250 +0.083 0.010 to 0.200 more than noise"
    assert " ".join(shown[1].split()) == cells
    assert shown[2].endswith("-0.300 to 0.100  noise; kappa 0.700")
    assert " ".join(shown[3].split()) == "via - - - - 0 0 2 - - -"
    assert len({line.index(".") for line in shown[1:3]}) == 1
