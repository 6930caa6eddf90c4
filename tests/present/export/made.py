"""Records that the exports are tried on: one of each status, one that means harm, and readings made by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

from msgspec.structs import replace

from readout.model import (
    Article,
    Block,
    Discrepancy,
    Entity,
    Event,
    EventTime,
    Location,
    Mention,
    Participant,
    Record,
    Relation,
    Span,
    Statement,
    Status,
    Time,
    from_json,
)
from readout.present.export.base import Corpus
from readout.present.export.registry import exporter

GOLD = Path(__file__).parents[2] / "gold" / "build"
STATUSES: tuple[Status, ...] = get_args(Status)
# Everything that a page may hold to do harm where it is read.
HARM = (
    "</script><script>alert(1)</script>",
    '=HYPERLINK("http://evil.example","x")',
    "\u202egnp.exe\u202c \u2066x\u2069",
    "\x00\x01\x0b\x1b[31m\x7f\x85\ud800\ufffe\ufeff",
    "]]>&amp;<![CDATA[ \\input{/etc/passwd} $x$ %0d%0a",
    "\r\nBEGIN:VALARM\r\nEND:VCALENDAR",
)


def written(name: str, *records: Record, **more: Any) -> bytes:
    """The file of a format."""
    return b"".join(exporter(name).pieces(Corpus(iter(records), on="2025-06-01", **more)))


def meeting(
    article: str,
    status: Status = "happened",
    published: str | None = "2025-05-07",
    day: str | None = "2025-05-06",
    text: str = "Anna Berg met Ivo Maric in Oslo on May 6.",
    who: tuple[str, str] = ("Anna Berg", "Ivo Maric"),
    kind: str = "meeting",
    trigger: str = "met",
) -> Record:
    """An article with one event of two people at a place."""

    def entity(of: str, kind: Any, name: str, **more: Any) -> Entity:
        at = text.index(name)
        return Entity(of, kind, name, mentions=(Mention(at, at + len(name), "name"),), **more)

    at = text.index(trigger)
    return Record(
        Article(
            article,
            f"{article}.html",
            text,
            url=f"https://news.example/{article}",
            publisher="The Example Post",
            headline="Berg and Maric",
            published=published,
            language="en",
            blocks=(Block("paragraph", 0, len(text)),),
        ),
        entities=(
            entity("e1", "person", who[0], country="NOR"),
            entity("e2", "person", who[1], country="HRV"),
            entity("e3", "place", "Oslo", country="NOR", location=Location(59.91, 10.75)),
        ),
        events=(
            Event(
                "v1",
                kind,
                Span(at, at + len(trigger)),
                "CONSULT",
                "046",
                (Participant("e1", "actor"), Participant("e2", "recipient")),
                "e3",
                EventTime(day, day, day) if day else None,
                status,
                probability=0.8,
            ),
        ),
    )


def of_each_status() -> list[Record]:
    """An article for each status, all telling of other people."""
    some = ("Anna Berg", "Ben Carlos", "Celia Dumas", "Dan Eklund", "Eva Farkas", "Finn Gruber", "Gita Haddad")
    others = ("Ivo Maric", "Jana Novak", "Karl Olsen", "Lea Petrov", "Max Quist", "Nora Rossi", "Otto Silva")
    pairs = zip(
        (*some, "Ugo Weber", "Vera Xu", "Will York"), (*others, "Pia Toth", "Rut Ulman", "Sam Vogel"), strict=True
    )
    return [
        meeting(f"of-{status}", status, text=f"{one} met {other} in Oslo on May 6.", who=(one, other))
        for (one, other), status in zip(pairs, STATUSES, strict=True)
    ]


def hostile(long: int = 1_000_000) -> Record:
    """An article in which every field that a page fills means harm, under a headline of a million characters."""
    harm = " ".join(HARM)
    text = harm + "\n\n" + harm + " met " + harm
    whole = Span(0, len(text))
    trigger = Span(text.index(" met ") + 1, text.index(" met ") + 4)
    names = [Entity(f"e{n}", kind, words, harm, None, mentions=(Mention(0, len(words), "name"),), location=where)
             for n, (kind, words, where) in enumerate((
                 *(("person", HARM[n % len(HARM)], None) for n in range(len(HARM))),
                 ("place", harm, Location(1.0, 2.0)), ("organisation", harm, None)))]  # fmt: skip
    parts = tuple(Participant(e.id, "actor" if n % 2 else "recipient", None, harm) for n, e in enumerate(names[:6]))
    day = EventTime(harm, "2025-05-06", "2025-05-06")
    return Record(
        Article(
            "../../etc/" + harm,
            harm,
            text,
            url="javascript:alert(1)",
            publisher=harm,
            headline=harm + "A" * long,
            authors=(harm, "A and B"),
            published="2025-05-07T10:00",
            language="en",
            blocks=(Block("paragraph", 0, len(text)),),
        ),
        entities=tuple(names),
        times=(Time("t1", 0, 5, "DATE", harm, "2025-05-06", "2025-05-06"),),
        statements=(
            Statement("s1", (whole,), "e0", Span(0, 9), Span(3, 9), "direct", "say", None, "e1", ("e2",)),
            Statement("s2", (Span(0, 20),), None, Span(0, 40), act="deny"),
            Statement("s3", (Span(0, 30),), None, None),
        ),
        events=tuple(
            Event(f"v{n}", kind, trigger, "CONSULT", "046", parts, "e6", day, status, 3, ("s1",))
            for n, (kind, status) in enumerate((("meeting", "happened"), ("visit", "claimed"), ("talks", "scheduled")))
        ),
        relations=(Relation("r1", "member_of", "e0", (whole,), "e7", harm, None, None, "holds", ("s1",)),),
        discrepancies=(Discrepancy(harm, (harm, harm), (whole, whole)),),
    )


def by_hand(many: int | None = None) -> list[Record]:
    """Readings of real articles, made by hand."""
    files = sorted(GOLD.glob("*.json"))[:many]
    return [from_json(file.read_bytes()) for file in files]


def later(record: Record, article: str, published: str, **event: Any) -> Record:
    """The same told by another article on another day, its event changed."""
    changed = replace(record.article, id=article, published=published, url=f"https://news.example/{article}")
    return replace(record, article=changed, events=tuple(replace(v, **event) for v in record.events))
