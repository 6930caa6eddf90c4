"""Words that only look like an event, events told twice, and what rests on a statement: one analysis for all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from readout.extract import find_entities, find_events, find_statements, find_times
from readout.extract.cast import Cast
from readout.model import Analysis, Event

Read = Callable[[str], tuple[Cast, tuple[Event, ...]]]


@pytest.fixture(scope="module")
def read(analysed: Callable[..., Analysis]) -> Read:
    def run(text: str) -> tuple[Cast, tuple[Event, ...]]:
        a = analysed(text, published="2024-09-18")
        cast, times = find_entities(a), find_times(a)
        return cast, find_events(a, cast, times, find_statements(a, cast, times), 0.35)

    return run


def _names(cast: Cast, event: Event, role: str) -> set[str]:
    return {cast.by_id[p.entity].name for p in event.participants if p.role == role}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Lena Brandt and Iva Novak rallied to beat the Spanish pair in the doubles semifinal on Tuesday.", "protest"),
        ("The stock's rally lasted three weeks before investors sold their shares on Monday.", "protest"),
        ("Senator Ann Lee spoke on Monday at a hearing on the moon programme.", "trial"),
        ("Maria Lund's first three albums were released through a small label in Oslo in 2019.", "yield"),
        ("The song grabbed Peter Holm by the heart on Monday.", "arrest"),
        ("The script called for a song from Norway.", "demand"),
        ("Peter Holm of Norway demanded on Monday how Sweden could be so sure.", "demand"),
        ("The fight for voters in Ohio is raging between the two parties.", "attack"),
        ("Peter Holm said on Monday that he would have objected to the Swedish plan.", "criticise"),
        ("A new console from Nordic Games arrives with a slim controller.", "visit"),
        ("Neither Norway nor Sweden has provided aid to Chad.", "aid"),
    ],
)
def test_words_of_other_fields_tell_no_event(read: Read, text: str, kind: str) -> None:
    assert kind not in [e.type for e in read(text)[1] if e.status != "denied"]


def test_a_testimony_before_a_committee_is_no_trial(read: Read) -> None:
    _, found = read("Kurt Lang testified before the Senate Foreign Relations Committee on Tuesday.")
    assert [e.type for e in found] == ["disclose"]


def test_who_is_evicted_is_no_evictor(read: Read) -> None:
    cast, found = read("Ann Lee has lived in Oslo since her deportation from Chad in May.")
    assert [_names(cast, e, "recipient") for e in found if e.type == "coerce"] == [{"Ann Lee"}]


def test_whoever_posts_accuses(read: Read) -> None:
    cast, found = read("Maria Lund posted on Twitter accusing Nordic Records of theft.")
    assert [_names(cast, e, "actor") for e in found if e.type == "accuse"] == [{"Maria Lund"}]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ann Lee has endorsed Peter Holm. “I have decided to endorse Peter Holm,” Lee said.", "support"),
        ("Chad said it would sue Norwegian firm Petronor. Chad sued Petronor on Monday.", "trial"),
    ],
)
def test_a_plan_and_its_doing_are_one(read: Read, text: str, kind: str) -> None:
    found = [e for e in read(text)[1] if e.type == kind]
    assert [e.status for e in found] == ["happened"]


def test_visits_and_blows_may_come_again(read: Read) -> None:
    found = read("Israel bombed Syria on Monday. Israel said it would bomb Syria again on Friday.")[1]
    assert {e.status for e in found if e.type == "attack"} == {"happened", "scheduled"}


def test_what_the_reporter_tells_rests_on_no_statement(read: Read) -> None:
    text = (
        "The ambassador said the protests in Hong Kong were led from abroad. "
        "The protests in Hong Kong began in June 2024. Police said that Ann Lee was arrested on Monday."
    )
    sources = {e.type: e.sources for e in read(text)[1]}
    assert sources["protest"] == ()
    assert sources["arrest"] != ()


def test_the_saying_is_its_own_deed(read: Read) -> None:
    found = read("Norwegian Foreign Minister Ann Lee said on Monday that she backs Swedish President Kim Park.")[1]
    assert [e.sources for e in found if e.type == "support"] == [()]


def test_a_jury_that_convicts_did_not_kill(read: Read) -> None:
    cast, found = read("A federal jury deliberated for ten minutes before convicting Peter Holm of killing the girl.")
    trial = next(e for e in found if e.type == "trial")
    assert trial.status == "happened"
    assert [_names(cast, e, "actor") for e in found if e.type == "attack"] == [{"Peter Holm"}]
