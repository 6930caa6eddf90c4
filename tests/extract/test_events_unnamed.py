"""Events some or all of whose parties have no name, and where and when such events are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from msgspec.structs import replace as struct_replace

from readout.extract import Cast, find_entities, find_events, find_statements, find_times
from readout.model import Analysis, Event

Reader = Callable[[str], tuple[Cast, tuple[Event, ...]]]


@pytest.fixture(scope="module")
def told(analysed: Callable[..., Analysis]) -> Reader:
    """`told(text)`: its cast and events."""

    def run(text: str) -> tuple[Cast, tuple[Event, ...]]:
        a = analysed(text, published="2025-05-08")
        cast, times = find_entities(a), find_times(a)
        return cast, find_events(a, cast, times, find_statements(a, cast, times))

    return run


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Police arrested two of his former aides on Monday.", "arrest", "happened"),
        ("Prosecutors are investigating whether the minister took bribes.", "investigate", "ongoing"),
        ("Investigators are looking into the crash.", "investigate", "ongoing"),
        ("The cause of the fire is under investigation.", "investigate", "ongoing"),
        ("A court convicted the former mayor of fraud on Tuesday.", "trial", "happened"),
        ("A man has been stabbed to death in a market in Lyon.", "attack", "happened"),
        ("More than 300 migrants were deported on Monday.", "coerce", "happened"),
        ("The chief executive stepped down on Monday.", "resign", "happened"),
        ("Elections are scheduled for 10 June.", "election", "scheduled"),
        ("A vote is expected in August.", "vote", "expected"),
        ("Hundreds of teachers marched on the capital on Tuesday in a protest over pay.", "protest", "happened"),
        ("The 44-year-old German was evicted on Friday.", "coerce", "happened"),
        ("The bill was withdrawn in April.", "yield", "happened"),
        ("Workers walked out on Thursday over pay.", "protest", "happened"),
        ("The Taliban claimed responsibility for shooting down a helicopter.", "attack", "claimed"),
        ("Donald Trump has been eager to withdraw troops from Afghanistan.", "withdraw", "proposed"),
        ("The European Commission proposed new sanctions against Belarus on Tuesday.", "sanction", "proposed"),
        ("The two countries will sign the agreement in Ankara on Sunday.", "agreement", "scheduled"),
        ("The plan drew criticism from Poland.", "criticise", "happened"),
        ("The House Judiciary Committee concluded its third public hearing.", "investigate", "happened"),
        ("Hundreds of people gathered outside the court to demand her resignation.", "protest", "happened"),
        ("Brazil said it would retaliate against the United States.", "threaten", "happened"),
        ("The Senate confirmed Maria Lopez as ambassador to Mexico.", "appoint", "happened"),
    ],
)
def test_an_event_of_people_without_a_name(text: str, kind: str, status: str, told: Reader) -> None:
    _, events = told(text)
    assert [(e.type, e.status) for e in events] == [(kind, status)]


@pytest.mark.parametrize(
    "text",
    [
        "They criticised the decision.",
        "Any company that rejects customers loses money.",
        "Vietnam is committed to reform.",
        "Thank you very much, she said.",
        "The minister declined a question about the report.",
        "She met them.",
        "Donald Trump barely visited the state.",
        "The 1920 election was a blow-out.",
        "Meet voters twice and keep coming back.",
        "Iraq has destroyed its missiles.",
        "Some consumers sought help on Monday.",
    ],
)
def test_what_needs_a_name(text: str, told: Reader) -> None:
    assert told(text)[1] == ()


def test_a_compatriot_is_not_the_country(told: Reader) -> None:
    cast, events = told("The 44-year-old German was sentenced to two years in jail in France.")
    assert [e.type for e in events] == ["trial"]
    assert not any(cast.by_id[p.entity].kind == "country" for p in events[0].participants)


def test_the_town_before_a_person_takes_no_part(told: Reader) -> None:
    text, events = told("An 8-year-old Fort Worth girl was kidnapped on Sunday.")
    assert [e.type for e in events] == ["attack"]
    assert len(events[0].participants) < 2, text


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Emmanuel Macron met Foreign Minister Ivan Baranov in Moscow on Wednesday.", "Moscow"),
        ("Thousands protested against the visit in Yerevan on Thursday.", "Yerevan"),
        ("Five students were killed in air strikes in Khartoum on Sunday.", "Khartoum"),
        ("Egypt has sent two planes with medicine to Port Sudan.", "Port Sudan"),
        ("A helicopter was shot down over Kharkiv on Monday.", "Kharkiv"),
        ("Thousands protested against the war in Sudan on Thursday.", None),
        ("Two rockets hit a base in Erbil on Monday.", "Erbil"),
        ("Two people were injured when a drone hit an apartment block in Odesa.", "Odesa"),
        ("Emmanuel Macron met Donald Tusk at Warsaw University on Monday.", "Warsaw University"),
        ("Police in Berlin detained 12 people on Saturday.", "Berlin"),
        ("Police detained the mayor of Izmir on Tuesday.", None),
    ],
)
def test_the_place_behind_the_last_party(text: str, place: str | None, told: Reader) -> None:
    cast, (event,) = told(text)
    assert (cast.by_id[event.place].name if event.place else None) == place


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Emmanuel Macron threatened to withdraw from the pact last year.", "threaten", "2024"),
        ("The European Union imposed sanctions on two companies linked to Iran in April.", "sanction", "2025-04"),
        ("Lee Jae-myung said on Thursday he would meet Donald Trump in Washington in August.", "meeting", "2025-08"),
        ("Turkish police detained the mayor of Izmir and 120 others on Tuesday.", "arrest", "2025-05-06"),
    ],
)
def test_a_time_at_the_end_is_the_main_verbs(text: str, kind: str, value: str, told: Reader) -> None:
    _, events = told(text)
    assert [(e.type, e.time.value if e.time else None) for e in events] == [(kind, value)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Canada dropped an investigation into Huawei.", "investigate"),
        ("Emmanuel Macron canceled his trip to Poland.", "visit"),
        ("Emmanuel Macron had planned to join the summit in Warsaw but canceled.", "meeting"),
    ],
)
def test_what_is_called_off(text: str, kind: str, told: Reader) -> None:
    _, events = told(text)
    assert [(e.type, e.status) for e in events] == [(kind, "cancelled")]


@pytest.mark.parametrize(
    ("headline", "body", "kinds"),
    [
        ("Petr Novak jailed for fraud", "A court sentenced Petr Novak to five years on Monday.", ["trial"]),
        ("France sanctions Mali", "Petr Novak was arrested on Monday.", ["sanction", "arrest"]),
    ],
)
def test_a_headline_tells_no_second_time(
    headline: str, body: str, kinds: list[str], analysed: Callable[..., Analysis]
) -> None:
    a = analysed(f"{headline}\n{body}", published="2025-05-08")
    blocks = tuple(struct_replace(b, kind=k) for b, k in zip(a.article.blocks, ("headline", "paragraph"), strict=True))
    a = replace(a, article=struct_replace(a.article, blocks=blocks))
    cast, times = find_entities(a), find_times(a)
    assert [e.type for e in find_events(a, cast, times, find_statements(a, cast, times))] == kinds


def test_what_is_done_to_followers_is_not_done_to_whom_they_follow(told: Reader) -> None:
    cast, (event,) = told("Evo Morales called on his supporters to block roads.")
    assert [cast.by_id[p.entity].kind for p in event.participants if p.role == "recipient"] == ["group"]
