"""Records of short articles made by hand: linking is tested without a language model."""

from __future__ import annotations

from readout.model import Article, Entity, Event, EventTime, Mention, Participant, Record, Span, Status

STORMS = {
    "Lissadell": ("Mayor Orla Dempsey", "harbour wall", "ferry"),
    "Korvana": ("Governor Ivo Maretic", "railway bridge", "school"),
}


def storm(place: str, number: int, published: str | None = None) -> Record:
    """One of several articles about a storm at a place; those of two places share everything but names and things."""
    who, what, other = STORMS[place]
    bodies = (
        f"A storm hit {place} on Monday night and broke the {what}, {who} said. Crews searched the {other} for people.",
        f"{who} asked for help after the storm broke the {what} at {place}. Nobody was hurt on the {other}.",
        f"The {what} at {place} will take months to mend, {who} said after a storm. The {other} stays shut.",
        f"Storm damage at {place}: the {what} is broken and the {other} shut, {who} said on Tuesday.",
    )
    text = bodies[number % len(bodies)]
    return Record(Article(f"{place}-{number}", "test", text, published=published))


def told(
    article: str,
    text: str,
    trigger: str,
    kind: str = "visit",
    who: tuple[str, ...] = (),
    day: str | None = None,
    status: Status = "happened",
    published: str | None = None,
) -> Record:
    """A record with one event: the trigger's words, persons by name, its day."""
    at = text.index(trigger)
    entities = tuple(
        Entity(f"e{n}", "person", name, mentions=(Mention(text.index(name), text.index(name) + len(name), "name"),))
        for n, name in enumerate(who)
    )
    event = Event(
        "v1",
        kind,
        Span(at, at + len(trigger)),
        participants=tuple(Participant(e.id, "actor" if n == 0 else "recipient") for n, e in enumerate(entities)),
        time=EventTime(day, day, day) if day else None,
        status=status,
    )
    return Record(Article(article, "test", text, published=published), entities=entities, events=(event,))
