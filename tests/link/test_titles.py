"""Titles of events in the words of their sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readout.link.titles import event_title, marked_title
from readout.model import Article, Block, Entity, Event, Mention, Participant, Record, Span, Statement

_LEE, _PARK = {"Ann Lee": ("actor", "Ann Lee")}, {"Kim Park": ("recipient", "Kim Park")}
_BOTH = "Kim Park and Ann Lee met on Friday"


def _record(
    text: str, trigger: str, parts: dict[str, tuple[str, str]], status: str = "happened", source: str = ""
) -> Record:
    """A record of one event; `parts` are name -> (role, words of its mention)."""

    def span(words: str) -> Span:
        at = text.index(words)
        return Span(at, at + len(words))

    entities = tuple(
        Entity(
            f"e{n}", "person", name, mentions=(Mention(*_ends(span(words)), "name" if words in name else "pronoun"),)
        )
        for n, (name, (_, words)) in enumerate(parts.items())
    )
    said = (Statement("s1", (Span(0, 1),), None, span(source)),) if source else ()
    people = tuple(Participant(f"e{n}", role) for n, (role, _) in enumerate(parts.values()))  # type: ignore[arg-type]
    event = Event(
        "v1", "attack", span(trigger), None, "190", people, None, None, status, None, ("s1",) if source else ()
    )  # type: ignore[arg-type]
    article = Article("a", "a.txt", text, blocks=(Block("paragraph", 0, len(text)),))
    return Record(article, entities, (), said, (event,))


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


@pytest.mark.parametrize(
    ("text", "trigger", "parts", "title"),
    [
        ("On Monday Ann Lee met Kim Park, who left.", "met", {**_LEE, **_PARK}, "Ann Lee met Kim Park"),
        (
            "Later he was evicted in April.",
            "evicted",
            {"Ann Lee": ("recipient", "he")},
            "Ann Lee: was evicted in April",
        ),
        (
            "Ann Lee, pinning Kim Park inside, and threatened to shoot.",
            "threatened",
            {**_LEE, **_PARK},
            "Threatened to shoot (Ann Lee, Kim Park)",
        ),
        ("To win Ohio, which holds a vote, he ran.", "holds", {"Ohio": ("actor", "Ohio")}, "Ohio: holds a vote"),
        ("Some friends of Ann Lee met Kim Park.", "met", {**_LEE, **_PARK}, "Some friends of Ann Lee met Kim Park"),
        ("Kim Park and Ann Lee met on Friday.", "met", {**_LEE, "Kim Park": ("actor", "Kim Park")}, _BOTH),
        ("Rain fell. But the talks collapsed.", "collapsed", {}, "The talks collapsed"),
        (
            "No evidence shows that Ann Lee met Kim Park.",
            "met",
            {**_LEE, **_PARK},
            "No evidence shows that Ann Lee met Kim Park",
        ),
        ("She hoped that the Ann Lee would sail.", "sail", _LEE, "Hoped that the Ann Lee would sail"),
        ("Ann Lee, 51, was jailed.", "jailed", {"Ann Lee": ("recipient", "Ann Lee")}, "Ann Lee: was jailed"),
        ("Now the Ann Lee, “a ship” sank.", "Now", _LEE, "Now the Ann Lee"),
        ("The deal, which Ann Lee signed.", "deal", _LEE, "The deal, which Ann Lee signed"),
    ],
)
def test_titles(text: str, trigger: str, parts: dict[str, tuple[str, str]], title: str) -> None:
    record = _record(text, trigger, parts)
    assert event_title(record, record.events[0]) == title


_HIT = ("Police in Oslo said Ann Lee hit him.", "hit", {"Ann Lee": ("actor", "Ann Lee")})


@pytest.mark.parametrize(
    ("status", "source", "title"),
    [
        ("claimed", "Police in Oslo", "Claimed: Ann Lee hit him, according to Police in Oslo"),
        ("happened", "Police in Oslo", "Ann Lee hit him, according to Police in Oslo"),
        ("denied", "Police in Oslo", "Denied by Police in Oslo: Ann Lee hit him"),
        ("denied", "", "Denied: Ann Lee hit him"),
    ],
)
def test_what_is_only_said_or_denied_reads_as_such(status: str, source: str, title: str) -> None:
    record = _record(*_HIT, status, source)
    assert event_title(record, record.events[0]) == title
    assert marked_title(record, record.events[0]) == title


def test_words_that_deny_by_themselves_are_not_denied_again() -> None:
    record = _record("Ann Lee never met Kim Park.", "met", {**_LEE, **_PARK}, "denied")
    assert event_title(record, record.events[0]) == "Ann Lee never met Kim Park"


def test_a_status_given_by_a_person_counts_and_an_outlet_is_named_where_no_source_is() -> None:
    record = _record(*_HIT)
    assert event_title(record, record.events[0], "denied", "The Post") == "Denied by The Post: Ann Lee hit him"
    assert event_title(record, record.events[0], None, "The Post") == "Ann Lee hit him, according to The Post"


@pytest.mark.parametrize("status", ["scheduled", "expected", "proposed", "uncertain", "postponed", "cancelled"])
def test_what_is_not_done_is_marked_where_no_status_stands_beside_it(status: str) -> None:
    record = _record(*_HIT, status)
    assert marked_title(record, record.events[0]) == f"{status.capitalize()}: Ann Lee hit him"


@given(st.text("ab AB.,!\n“”()'", max_size=300), st.data())
def test_any_sentence_has_a_title_with_the_words_of_the_event(sentence: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, max(len(sentence) - 1, 0)))
    end = data.draw(st.integers(start, min(start + 20, len(sentence))))
    article = Article("a", "a.txt", sentence, blocks=(Block("paragraph", 0, len(sentence)),))
    event = Event("v1", "attack", Span(start, end), None, "190", (), None, None, "happened", None, ())
    title = event_title(Record(article, (), (), (), (event,)), event)
    words = sentence[start:end].split()
    assert "\n" not in title
    assert all(word.lower() in title.lower() for word in words if word.isalpha())
