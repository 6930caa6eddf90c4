"""Records made by hand, so that what is in the tables is known."""

from __future__ import annotations

from readout.model import (
    Article,
    Entity,
    Event,
    EventTime,
    Mention,
    Participant,
    Record,
    Relation,
    Span,
    Statement,
    Time,
)

TEXT = "Ann Osei will visit Accra on 5 March, “she” said 😀. It is in Ghana."


def record(
    name: str = "p1", published: str | None = "2024-03-01T09:00:00Z", text: str = TEXT, **more: object
) -> Record:
    """A record with something in each table; `more` are fields of its article."""
    said, visit = text.index("said"), text.index("visit")
    day = text.index("5 March")
    return Record(
        Article(name, f"{name}.html", text, headline="A visit", published=published, language="en", **more),  # type: ignore[arg-type]
        entities=(
            Entity("e1", "person", "Ann Osei", "minister", "GHA", mentions=(Mention(0, 8, "name"),)),
            Entity("e2", "place", "Accra", country="GHA", mentions=(Mention(20, 25, "name"),)),
        ),
        times=(Time("t1", day, day + 7, "DATE", "2024-03-05", "2024-03-05", "2024-03-05"),),
        statements=(Statement("s1", (Span(0, said),), "e1", cue=Span(said, said + 4), said_on="2024-03-01"),),
        events=(
            Event(
                "v1",
                "visit",
                Span(visit, visit + 5),
                participants=(Participant("e1", "actor", "uncertain", "she is ill"),),
                place="e2",
                time=EventTime("2024-03-05", "2024-03-05", "2024-03-05"),
                status="scheduled",
                sources=("s1",),
                probability=0.75,
            ),
        ),
        relations=(Relation("r1", "office", "e1", (Span(0, 8),), value="minister", since="2023"),),
    )
