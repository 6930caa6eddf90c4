"""How likely an event is, the threshold that a user sets, and all words that tell one."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from readout.extract import find_entities, find_events, find_statements, find_times
from readout.extract.events.chance import chance
from readout.model import Analysis, Event, ReadoutError
from readout.settings import EVENT_THRESHOLD, event_threshold

Reader = Callable[..., tuple[str, tuple[Event, ...]]]


@pytest.fixture(scope="module")
def told(analysed: Callable[..., Analysis]) -> Reader:
    """`told(text, threshold)`: the text and its events."""

    def run(text: str, threshold: float = EVENT_THRESHOLD) -> tuple[str, tuple[Event, ...]]:
        a = analysed(text, published="2025-05-08")
        cast, times = find_entities(a), find_times(a)
        events = find_events(a, cast, times, find_statements(a, cast, times), threshold)
        return a.article.text, events

    return run


def test_signs_that_nobody_weighed_count_nothing() -> None:
    assert chance([]) == chance(["word unheard"]) == 0.5
    assert chance(["told complete"]) > 0.5 > chance(["doubt mark"])


def test_a_higher_threshold_keeps_fewer_events(told: Reader) -> None:
    text = (
        "Emmanuel Macron met Donald Tusk in Warsaw on Tuesday. If Iran attacks Israel, prices will rise. "
        "The ban could hurt Peru. Brazil was criticized by Argentina."
    )
    kept = [{e.trigger for e in told(text, threshold)[1]} for threshold in (0.0, 0.3, 0.5, 0.8, 1.0)]
    assert all(fewer <= more for more, fewer in pairwise(kept))
    assert len(kept[0]) > len(kept[2]) > len(kept[-1]) == 0


def test_every_telling_of_an_event_is_kept(told: Reader) -> None:
    text, events = told("Emmanuel Macron met Donald Tusk in Warsaw on Tuesday.\nMacron met Tusk at the palace.")
    assert [e.type for e in events] == ["meeting"]
    assert [text[m.start : m.end] for m in events[0].mentions] == ["met", "met"]
    assert events[0].trigger in events[0].mentions


def test_what_only_explains_is_background(told: Reader) -> None:
    _, events = told("Canada praised Ukraine on Monday after Russia attacked Kharkiv in 2022.")
    assert {e.type: e.background for e in events} == {"praise": False, "attack": True}


@pytest.mark.parametrize(
    "text",
    [
        "If Iran attacks Israel, prices will rise.",
        "Three people were killed when a storm hit Manila.",
        "The Jets beat the Giants in the final game of the season after the team lost two games in the league cup.",
    ],
)
def test_what_is_only_supposed_or_nobodys_deed_is_left_out(text: str, told: Reader) -> None:
    assert told(text)[1] == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("France was critical of Hungary on Monday.", "criticise"),
        ("A court in Lima upheld the conviction of Pedro Castillo on Friday.", "trial"),
        ("The assassination of Shinzo Abe in July 2022 shocked Japan.", "attack"),
        ("Protesters hurled stones at police in Nairobi on Tuesday.", "attack"),
        ("Boris Johnson voiced support for giving Ukraine more weapons.", "support"),
    ],
)
def test_words_that_the_table_learnt(text: str, kind: str, told: Reader) -> None:
    assert kind in [e.type for e in told(text)[1]]


def test_a_finite_verb_is_not_denied_by_the_one_beside_it(told: Reader) -> None:
    _, events = told("Viktor Orban was not in Brussels and met Donald Tusk in Warsaw.")
    assert [(e.type, e.status) for e in events] == [("meeting", "happened")]


def test_what_the_reporter_tells_too_has_no_source(told: Reader) -> None:
    _, events = told("Police arrested Ekrem Imamoglu on Monday, an agency said. They arrested Imamoglu at his home.")
    assert [e.type for e in events] == ["arrest"]
    assert events[0].sources == ()


def test_the_threshold_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("READOUT_EVENT_THRESHOLD", raising=False)
    assert event_threshold() == EVENT_THRESHOLD
    monkeypatch.setenv("READOUT_EVENT_THRESHOLD", "0.8")
    assert event_threshold() == 0.8
    for wrong in ("often", "1.5", "-1", "nan"):
        monkeypatch.setenv("READOUT_EVENT_THRESHOLD", wrong)
        with pytest.raises(ReadoutError, match="no probability"):
            event_threshold()
