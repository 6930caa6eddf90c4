"""A small reading with an item for every part, and ways to change it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from readout.evaluate import Reading
from readout.model import (
    Article,
    Block,
    Discrepancy,
    Entity,
    Event,
    EventTime,
    Mention,
    Participant,
    Record,
    Span,
    Statement,
    Time,
)

TEXT = (
    "Norwegian Prime Minister Ingrid Dahl arrived in Nairobi on March 4 and met President Omar Kibet there.\n"
    'Dahl told Kibet on Tuesday that "the grain deal will hold", the agency KBN reported. She thanked him.\n'
    "Thirty leaders will attend a summit on March 6, though Kibet may stay away over a strike, his office says.\n"
    "Oslo warned Dodoma that it would cut off aid. A caption says that Dahl landed on March 3."
)
Change = Callable[[Record], Record]


def span(words: str, nth: int = 0) -> Span:
    """The nth place of some words in the text."""
    at = -1
    for _ in range(nth + 1):
        at = TEXT.index(words, at + 1)
    return Span(at, at + len(words))


def mention(words: str, form: str = "name", nth: int = 0) -> Mention:
    found = span(words, nth)
    return Mention(found.start, found.end, form)  # type: ignore[arg-type]


def time(of: str, words: str, value: str, nth: int = 0) -> Time:
    found = span(words, nth)
    return Time(of, found.start, found.end, "DATE", value, value, value)


def day(value: str) -> EventTime:
    return EventTime(value, value, value)


def seats(**roles: Any) -> tuple[Participant, ...]:
    """Participants as entity=role."""
    return tuple(Participant(entity, role) for entity, role in roles.items())


def article(of: str = "a") -> Article:
    blocks, at = [], 0
    for line in TEXT.split("\n"):
        blocks.append(Block("paragraph", at, at + len(line)))
        at += len(line) + 1
    return Article(of, "made", TEXT, language="en", published="2025-03-05", blocks=tuple(blocks))


def record(of: str = "a") -> Record:
    """Everything that a record can hold, as a careful reader would have it."""
    entities = (
        Entity("e1", "person", "Ingrid Dahl", "prime minister", "NOR", mentions=(
            mention("Ingrid Dahl"), mention("Dahl", nth=1), mention("She", "pronoun"), mention("Dahl", nth=2))),
        Entity("e2", "person", "Omar Kibet", "president", "KEN", mentions=(
            mention("Omar Kibet"), mention("Kibet", nth=1), mention("him", "pronoun"), mention("Kibet", nth=2),
            mention("his", "pronoun"))),
        Entity("e3", "place", "Nairobi", mentions=(mention("Nairobi"), mention("there", "pronoun"))),
        Entity("e4", "organisation", "KBN", mentions=(mention("KBN"),)),
        Entity("e5", "country", "Norway", mentions=(mention("Norwegian"), mention("Oslo", "metonym"))),
        Entity("e6", "country", "Tanzania", mentions=(mention("Dodoma", "metonym"), mention("it", "pronoun", 1))),
        Entity("e7", "group", "thirty leaders", mentions=(mention("Thirty leaders", "description"),)),
    )  # fmt: skip
    times = (
        time("t1", "March 4", "2025-03-04"),
        time("t2", "Tuesday", "2025-03-04"),
        time("t3", "March 6", "2025-03-06"),
        time("t4", "March 3", "2025-03-03"),
    )
    told = span('that "the grain deal will hold"')
    statements = (
        Statement("s1", (told,), "e1", span("Dahl", 1), span("told"), "mixed", "tell", "2025-03-04", "e2", ("e4",)),
        Statement("s2", (Span(span("Dahl told").start, told.end),), "e4", span("the agency KBN"), span("reported"),
                  act="report"),
        Statement("s3", (span("Kibet may stay away over a strike"),), None, span("his office"), span("says")),
        Statement("s4", (span("that Dahl landed on March 3"),), None, None, span("says", 1), act="write"),
    )  # fmt: skip
    events = (
        Event("v1", "visit", span("arrived"), participants=seats(e1="actor"), place="e3",
              time=day("2025-03-04")),
        Event("v2", "meeting", span("met"), participants=seats(e1="actor", e2="recipient"),
              place="e3", time=day("2025-03-04")),
        Event("v3", "ceremony", span("attend"), time=day("2025-03-06"), status="scheduled", attendee_count=30,
              participants=(Participant("e7", "attendee"), Participant("e2", "attendee", "uncertain", "a strike")),
              sources=("s3",)),
        Event("v4", "threaten", span("warned"), participants=seats(e5="actor", e6="recipient")),
    )  # fmt: skip
    disagree = Discrepancy("arrival", ("2025-03-04", "2025-03-03"), (span("March 4"), span("March 3")))
    return Record(article(of), entities, times, statements, events, discrepancies=(disagree,))


def change(part: str, of: str, **values: Any) -> Change:
    """The record with an item changed."""

    def made(old: Record) -> Record:
        items = [replace(item, **values) if item.id == of else item for item in getattr(old, part)]
        assert items != list(getattr(old, part)), "nothing was changed"
        return replace(old, **{part: tuple(items)})

    return made


def without(part: str, *of: str) -> Change:
    """The record without some items."""
    return lambda old: replace(old, **{part: tuple(item for item in getattr(old, part) if item.id not in of)})


def added(part: str, *items: Any) -> Change:
    """The record with more items."""
    return lambda old: replace(old, **{part: (*getattr(old, part), *items)})


def reading(old: Record, *optional: tuple[str, int]) -> Reading:
    return Reading(old, frozenset(optional))
