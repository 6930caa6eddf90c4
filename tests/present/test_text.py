"""The terminal's text: what is said, aligned, inside its width, harmless."""

from __future__ import annotations

import unicodedata

import pytest
from msgspec.structs import replace

from readout.model import Article, Record, Span
from readout.present import text
from readout.store import ArticleRow, Hit, event_rows, relation_rows, statement_rows

from .made import HEADLINE, TEXT, hostile, span, summit


def flat(shown: str) -> str:
    return " ".join(shown.split())


def test_a_record_says_what_happens_when_how_sure_and_in_which_words() -> None:
    shown = flat(text.render(summit(), width=200))
    assert "visit Ingrid Dahl happened 4 March 2025, Nairobi" in shown
    assert "Ingrid Dahl, Omar Kibet (uncertain: a strike)" in shown
    assert "says KBN “reported”" in shown
    assert 'Omar Kibet “"we will sign the deal" and that talks would go on”' in shown
    assert "“said”; 4 March 2025; mixed; via KBN; 80 %" in shown
    assert "THE ARTICLE DISAGREES WITH ITSELF" in shown
    assert "PROBLEMS images 1 no picture was found" in shown


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120])
def test_no_line_is_wider_than_asked(width: int) -> None:
    shown = text.render(summit(), width=width) + text.events(list(event_rows(summit())), width=width)
    assert all(len(line) <= width and line == line.rstrip() for line in shown.splitlines())


def test_wide_letters_take_the_room_that_they_need() -> None:
    words = "習近平訪問莫斯科" * 12
    shown = text.render(Record(Article("a", "a", words, headline=words)), width=40)
    cells = [sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line) for line in shown.splitlines()]
    assert max(cells) <= 40


def test_colour_comes_only_when_asked_for() -> None:
    assert "\x1b[" not in text.render(summit())
    assert "\x1b[" in text.render(summit(), colour=True)


@pytest.mark.parametrize("colour", [False, True])
def test_a_hostile_article_has_no_power_over_the_terminal(colour: bool) -> None:
    rows = list(event_rows(hostile())), list(statement_rows(hostile()))
    shown = text.render(hostile(), colour=colour) + text.events(rows[0]) + text.statements(rows[1])
    assert "\x1b[31m" not in text.render(hostile())
    assert not {"\x07", "\u202e", "\x1b]"} & set(shown)
    assert "\x1b]" not in shown


def test_rows_lead_back_to_the_article() -> None:
    shown = flat(text.events(list(event_rows(summit("some/id"))), width=200))
    assert "4 March 2025 visit happened Ingrid Dahl, in Nairobi “Norwegian Prime Minister" in shown
    assert "The Example Post · 4 March 2025, 18:30 · Norway's premier" in shown
    assert "some/id" in shown
    said = flat(text.statements(list(statement_rows(summit("some/id"))), width=200))
    assert 'Omar Kibet Finance Minister “"we will sign' in said
    assert "some/id" in said


def test_hits_show_the_passage_with_its_words_marked() -> None:
    found = span("grain summit")
    hit = Hit("id", 1, HEADLINE, "Post", "2025-03-04", None, 1.0, TEXT[found.start - 9 : found.end], found.start - 9,
              found.end, (Span(found.start, found.start + 5),))  # fmt: skip
    assert "“attend a grain summit”" in text.hits([hit])
    assert "grain\x1b[0m" in text.hits([hit], colour=True)


def test_articles_are_listed() -> None:
    row = ArticleRow("id", 1, "A headline", "Post", "2025-03-04", None, "s", "en", 9, "", "", 1, 2)
    assert flat(text.articles([row])) == "4 March 2025 A headline Post · 4 March 2025 id"


def test_the_table_has_a_row_an_event_in_the_order_of_the_text() -> None:
    lines = text.table([summit(), summit()], width=120).splitlines()
    assert lines[0].split() == ["When", "What", "Status", "Who", "Where", "Says"]
    assert [line.split()[-1] for line in lines[1:]] == ["KBN", "Kibet", "Kibet", "Tanzania"] * 2
    assert lines[1].index("visit") == lines[2].index("ceremony")


def test_nothing_to_show_is_said() -> None:
    assert "No event" in text.events([])
    assert "No statement" in text.statements([])
    assert "Nothing found" in text.hits([])
    assert "no article" in text.articles([])
    assert "No event" in text.table([])
    assert "No statement, event or name" in text.render(replace(summit(), entities=(), statements=(), events=()))


def test_relations_are_told_in_words() -> None:
    shown = flat(text.render(summit(), width=200))
    assert "WHAT HOLDS OVER TIME Ingrid Dahl office held prime minister since October 2021" in shown
    assert "Omar Kibet member of KBN ended, 2019 – 1 May 2023" in shown
    rows = flat(text.relations(list(relation_rows(summit())), width=200))
    assert "since October 2021 Ingrid Dahl office held prime minister" in rows
    assert "2019 – 1 May 2023 Omar Kibet member of KBN ended 80 %" in rows
    assert "says Omar Kibet" in rows
