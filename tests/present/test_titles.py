"""Titles of events in the words of their sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readout.model import Article, Block, Entity, Event, Mention, Participant, Record, Span, Statement
from readout.present.titles import event_title, title_of

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
            "Ann Lee, Kim Park: threatened to shoot",
        ),
        ("Kim Park and Ann Lee met on Friday.", "met", {**_LEE, "Kim Park": ("actor", "Kim Park")}, _BOTH),
        ("Rain fell. But the talks collapsed.", "collapsed", {}, "But the talks collapsed"),
    ],
)
def test_titles(text: str, trigger: str, parts: dict[str, tuple[str, str]], title: str) -> None:
    record = _record(text, trigger, parts)
    assert event_title(record, record.events[0]) == title


def test_what_is_not_sure_or_only_said_is_marked() -> None:
    record = _record(
        "Police in Oslo said Ann Lee hit him.", "hit", {"Ann Lee": ("actor", "Ann Lee")}, "claimed", "Police in Oslo"
    )
    assert event_title(record, record.events[0]) == "Claimed: Ann Lee hit him, according to Police in Oslo"


def test_a_sentence_alone() -> None:
    assert title_of("On Monday, President Lee met Park, who left.", ["Kim Lee", "Park"]) == "Lee met Park"
    assert title_of("Nobody is named here.", ["Kim Lee"]) == "Kim Lee: Nobody is named here"


@given(st.text(max_size=300), st.lists(st.text(max_size=12), max_size=3), st.integers(20, 100))
def test_any_sentence_has_a_short_title(sentence: str, parties: list[str], most: int) -> None:
    longest = max((len(w) for w in sentence.split()), default=0)
    named = len(parties[0]) + 2 if parties else 0
    assert len(title_of(sentence, parties, most)) <= most + longest + named + 1 + 12
