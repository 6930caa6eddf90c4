"""What is shown of a record: cards in order, names for ids, words for codes."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from readout.model import Article, Record, Statement
from readout.present.view import Link, country_name, title, view, web_address

from .made import hostile, span, summit


def test_events_are_grouped_by_how_sure_they_are() -> None:
    groups = {name: [card.of for card in cards] for name, cards in view(summit()).events}
    assert groups == {
        "Happened or under way": ["e1"],
        "Planned or expected": ["e2", "e3"],
        "Claimed or denied": ["e4"],
    }


def test_an_event_says_who_where_when_how_sure_and_says_who() -> None:
    (_, (visit,)), (_, (summit_card, _)), _ = view(summit()).events
    assert visit.place == Link("Nairobi", "l1")
    assert visit.when == "4 March 2025"
    assert (visit.sources[0].who.name, visit.sources[0].cue) == ("KBN", "reported")
    assert visit.quote.words == "arrived"
    assert summit_card.sure == "90 %"
    assert summit_card.attendees == "12 attending"
    kibet = summit_card.parts[1]
    assert (kibet.who.name, kibet.status, kibet.reason) == ("Omar Kibet", "uncertain", "a strike")


def test_statements_are_kept_together_by_speaker() -> None:
    speakers = view(summit()).speakers
    assert [s.who.name for s in speakers] == ["KBN", "Omar Kibet", "Tanzania"]
    said = speakers[1].statements[0]
    assert said.quotes[0].words == '"we will sign the deal" and that talks would go on'
    assert (said.cue, said.kind, said.said_on, said.sure) == ("said", "mixed", "4 March 2025", "80 %")
    assert [v.name for v in said.via] == ["KBN"]
    assert speakers[1].note == "Finance Minister, Kenya"


def test_a_speaker_without_a_name_is_called_by_the_words_of_the_text() -> None:
    unnamed = Statement("s9", (span("talks would go on"),), None, span("the state broadcaster"))
    nobody = Statement("s8", (span("grain summit"),))
    speakers = view(replace(summit(), statements=(unnamed, nobody))).speakers
    assert [s.who for s in speakers] == [Link("Unnamed source"), Link("the state broadcaster")]


def test_a_discrepancy_shows_each_value_with_its_words() -> None:
    (card,) = view(summit()).discrepancies
    assert [(value, quote.words if quote else "") for value, quote in card.sides] == [
        ("3 March 2025", "March 3, 2025"),
        ("4 March 2025", "March 4"),
    ]


def test_ids_that_lead_nowhere_are_left_out() -> None:
    record = summit()
    seen = view(replace(record, entities=(), statements=()))
    cards = [card for _, group in seen.events for card in group]
    assert all(not card.parts and not card.sources and card.place is None for card in cards)


def test_an_empty_record_has_a_view() -> None:
    seen = view(Record(Article("id", "id", "")))
    assert (seen.strips, seen.events, seen.title) == ((), (), "id")


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://news.example/a", True),
        ("HTTP://news.example", True),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("//news.example", False),
        ("http://[broken", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_linked(url: str | None, kept: bool) -> None:
    assert (web_address(url) is not None) == kept


def test_an_article_without_a_headline_is_called_by_its_first_words() -> None:
    assert title(Article("id", "id", "Just a few words.\n\nMore.")) == "Just a few words."
    assert title(Article("id", "id", "word " * 20)) == " ".join(["word"] * 12) + "…"


def test_countries_go_by_their_names() -> None:
    assert (country_name("KEN"), country_name("ZZZ"), country_name(None)) == ("Kenya", "ZZZ", "")


def test_a_hostile_record_has_a_view() -> None:
    assert view(hostile()).url is None


def test_relations_have_their_sides_their_dates_and_their_words() -> None:
    first, second = view(summit()).relations
    assert (first.who.name, first.type, first.other, first.value) == (
        "Ingrid Dahl",
        "office held",
        None,
        "prime minister",
    )
    assert (first.when, first.quote.words, first.sources) == ("since October 2021", "Norwegian Prime Minister", ())
    assert (second.other and second.other.name, second.status, second.when) == ("KBN", "ended", "2019 – 1 May 2023")
    assert [s.who.name for s in second.sources] == ["Omar Kibet"]


def test_a_relation_of_nobody_known_is_not_shown() -> None:
    record = summit()
    assert not view(replace(record, entities=record.entities[2:])).relations
