"""The time of an event whose own sentence tells none: carried over, or bounded by the publication."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from readout.extract.carried import bound, carried_time, settle_times, settled_time
from readout.extract.times import find_times
from readout.model import Analysis, Event, EventTime, Span

Analysed = Callable[..., Analysis]

# Whether the day of the sentence before holds for the word in brackets.
CARRIED = """
yes: The ministers met in Rome on Monday. They [signed] a pact.
yes: The ministers met in Rome on Monday. They [signed] a pact, an official said.
yes: Police stormed the house on Monday. They [arrested] ten men and seized a car.
yes: Police stormed the house on Monday, an officer said. They [arrested] ten men.
yes: The ministers met in Rome on Monday. They [praised] the troops for their work in the Jan. 6 floods.
no: The ministers met in Rome on Monday. They have [signed] a pact.
no: The ministers met in Rome on Monday. They had [signed] a pact.
no: The ministers met in Rome on Monday. They will [sign] a pact.
no: The minister said on Monday that it was over. They [signed] a pact.
no: The ministers met in Rome on Monday. In 2019, they [signed] a pact.
no: The ministers will meet in Rome on Monday. They [signed] a pact.
no: The ministers met in Rome in 2019. They [signed] a pact.
no: The ministers met in Rome on Monday. It rained. It poured. They [signed] a pact.
no: The ministers met in Rome on Monday. He says the men [signed] a pact.
"""


@pytest.mark.parametrize("row", CARRIED.strip().splitlines())
def test_a_day_is_carried_to_the_deed_told_next(analysed: Analysed, row: str) -> None:
    wanted, _, text = row.partition(": ")
    a = analysed(text.replace("[", "").replace("]", ""), "2025-05-08")
    trigger, _ = a.tokens(text.index("["), text.index("[") + 1)
    found = carried_time(a, trigger, find_times(a))
    assert found == (EventTime("2025-05-05", "2025-05-05", "2025-05-05", "carried") if wanted == "yes" else None)


def test_the_publication_bounds_what_no_sentence_dates(analysed: Analysed) -> None:
    assert bound("2025-05-08T10:00:00Z", "happened") == EventTime(None, None, "2025-05-08", "published")
    assert bound("2025-05-08", "scheduled") == EventTime(None, "2025-05-08", None, "published")
    assert bound("2025-05-08", "ongoing") == EventTime("PRESENT_REF", by="published")
    assert bound("2025-05-08", "denied") is None
    assert bound(None, "happened") is None
    a = analysed("They signed a pact.", "2025-05-08")
    told = EventTime("2019")
    assert settled_time(a, 1, told, "happened", ()) is told


def test_events_without_a_time_get_one(analysed: Analysed) -> None:
    a = analysed("The ministers met in Rome on Monday. They signed a pact.", "2025-05-08")
    at = a.article.text.index("signed")
    event = Event("v1", "agreement", Span(at, at + 6))
    told = Event("v2", "agreement", Span(at, at + 6), time=EventTime("2019"))
    ahead = Event("v3", "agreement", Span(at, at + 6), time=EventTime("2025-06", "2025-06-01", "2025-06-30"))
    first, second, third = settle_times(a, (event, told, ahead), find_times(a))
    assert third.time == first.time
    assert first.time is not None
    assert (first.time.begin, first.time.by) == ("2025-05-05", "carried")
    assert second == told


def test_what_goes_on_also_is_of_the_week_named_before(analysed: Analysed) -> None:
    a = analysed("Last week the mayor left Rome. He also met the premier. He met the king.", "2025-05-08")
    met, again = (i for i, word in enumerate(a.words) if word == "met")
    found = carried_time(a, met, find_times(a))
    assert found is not None
    assert (found.begin, found.until) == ("2025-04-28", "2025-05-04")
    assert carried_time(a, again, find_times(a)) is None


def test_a_judgement_is_of_the_day_of_its_saying(analysed: Analysed) -> None:
    text = "The plan is an insult to voters, lawmakers said Friday. The plan was cut, they said Friday."
    a = analysed(text, "2025-05-08")
    insult, cut = (Span(at, at + len(word)) for word in ("insult", "cut") if (at := text.index(word)))
    events = (Event("v1", "criticise", insult), Event("v2", "criticise", cut))
    first, second = (event.time for event in settle_times(a, events, find_times(a)))
    assert first is not None
    assert second is not None
    assert (first.begin, first.by) == ("2025-05-02", "sentence")
    assert second.by == "published"
