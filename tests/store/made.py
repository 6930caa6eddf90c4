"""Records made by hand, for the tests of the store: two pages with people, places, statements and events."""

from __future__ import annotations

from readout.model import (
    Article,
    Block,
    Entity,
    Event,
    EventTime,
    Mention,
    MentionForm,
    Participant,
    Record,
    Span,
    Statement,
)


class Page:
    """A text and the spans of words in it."""

    def __init__(self, text: str) -> None:
        self.text = text

    def span(self, words: str, after: str = "") -> Span:
        start = self.text.index(words, self.text.index(after))
        return Span(start, start + len(words))

    def stretch(self, first: str, last: str) -> Span:
        return Span(self.span(first).start, self.span(last, first).end)

    def mention(self, words: str, form: MentionForm = "name", after: str = "") -> Mention:
        span = self.span(words, after)
        return Mention(span.start, span.end, form)

    def article(self, name: str, **more: object) -> Article:
        blocks, at = [], 0
        for line in self.text.split("\n"):
            if line:
                blocks.append(Block("paragraph", at, at + len(line)))
            at += len(line) + 1
        words = len(self.text.split())
        return Article(name, f"{name}.html", self.text, word_count=words, blocks=tuple(blocks), **more)  # type: ignore[arg-type]


PARADE = (
    "Leaders gather for parade\n"
    "Xi Jinping arrived in Moscow on Wednesday, the Kremlin said. He will attend the parade on May 9.\n"
    "The attendance of Slovak leader Robert Fico is uncertain due to illness."
)
TALKS = (
    "Officials in Bern said the tariff talks had failed. China and the United States met in Geneva.\n"
    "Beijing called the meeting useful. “We shall go on,” said Ann Xing, an envoy."
)


def parade(text: str = PARADE, name: str = "parade") -> Record:
    """A visit that happened, a parade that is to come, one guest uncertain."""
    page = Page(text)
    return Record(
        page.article(
            name, headline="Leaders gather for parade", publisher="Daily Example", published="2025-05-08T06:00Z"
        ),
        entities=(
            Entity(
                "e1",
                "person",
                "Xi Jinping",
                country="CHN",
                mentions=(page.mention("Xi Jinping"), page.mention("He", "pronoun", "said.")),
            ),
            Entity("e2", "place", "Moscow", country="RUS", mentions=(page.mention("Moscow"),)),
            Entity("e3", "organisation", "Kremlin", country="RUS", mentions=(page.mention("Kremlin"),)),
            Entity("e4", "person", "Robert Fico", "Slovak leader", "SVK", mentions=(page.mention("Robert Fico"),)),
        ),
        statements=(
            Statement(
                "s1",
                (page.span("Xi Jinping arrived in Moscow on Wednesday"),),
                "e3",
                page.span("the Kremlin"),
                page.span("said"),
            ),
            Statement("s2", (page.stretch("He will", "May 9"),), kind="indirect", via=("e3",)),
        ),
        events=(
            Event(
                "v1",
                "visit",
                page.span("arrived"),
                "CONSULT",
                "042",
                (Participant("e1", "actor"),),
                "e2",
                EventTime("2025-05-07", "2025-05-07", "2025-05-07"),
                sources=("s1",),
            ),
            Event(
                "v2",
                "ceremony",
                page.span("parade", "He will"),
                participants=(
                    Participant("e1", "attendee"),
                    Participant("e4", "attendee", "uncertain", "due to illness"),
                ),
                time=EventTime("2025-05-09", "2025-05-09", "2025-05-09"),
                status="scheduled",
                sources=("s2",),
            ),
        ),
    )


def talks(text: str = TALKS, name: str = "talks") -> Record:
    """An unnamed source, countries, one of them under its capital's name, an event without a date."""
    page = Page(text)
    return Record(
        page.article(name, publisher="Évening Post", published="2025-04-01", url="https://example.org/talks"),
        entities=(
            Entity(
                "e1",
                "country",
                "China",
                country="CHN",
                mentions=(page.mention("China"), page.mention("Beijing", "metonym")),
            ),
            Entity("e2", "country", "United States", country="USA", mentions=(page.mention("United States"),)),
            Entity("e3", "place", "Geneva", country="CHE", mentions=(page.mention("Geneva"),)),
            Entity("e4", "person", "Ann Xing", mentions=(page.mention("Ann Xing"),)),
        ),
        statements=(
            Statement(
                "s1",
                (page.span("the tariff talks had failed"),),
                None,
                page.span("Officials in Bern"),
                page.span("said"),
            ),
            Statement("s2", (page.span("the meeting useful"),), "e1", page.span("Beijing"), page.span("called")),
            Statement(
                "s3",
                (page.span("We shall go on"),),
                "e4",
                page.span("Ann Xing, an envoy"),
                page.span("said", "go on"),
                "direct",
                said_on="2025-03-31",
            ),
        ),
        events=(
            Event(
                "v1",
                "meeting",
                page.span("met"),
                "CONSULT",
                participants=(Participant("e1", "actor"), Participant("e2", "actor")),
                place="e3",
            ),
            Event("v2", "talks", page.span("talks"), status="cancelled", sources=("s1",)),
        ),
    )


def many(count: int, prefix: str = "page") -> list[Record]:
    """That many different articles."""
    return [parade(f"{PARADE}\nThis is page {n} of {prefix}.", f"{prefix}-{n:04}") for n in range(count)]
