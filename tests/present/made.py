"""Records written by hand for the tests: spans are given as words and looked up in the text."""

from __future__ import annotations

from readout.model import (
    Article,
    Block,
    Credit,
    Discrepancy,
    Dropped,
    Entity,
    Event,
    EventTime,
    Image,
    Mention,
    Participant,
    Problem,
    Record,
    Relation,
    Span,
    Statement,
    Time,
)

HEADLINE = "Norway's premier lands in Nairobi as grain talks near"
CAPTION = "Prime Minister Ingrid Dahl arrives in Nairobi on March 3, 2025."
BODY = (
    "Norwegian Prime Minister Ingrid Dahl arrived in Nairobi on March 4, the state broadcaster KBN reported.",
    "Dahl is expected to attend a grain summit on March 6. Finance Minister Omar Kibet may stay away over a strike.",
    'Kibet said "we will sign the deal" and that talks would go on.',
    "Tanzania denied that it had closed the border.",
)
TEXT = "\n\n".join((HEADLINE, CAPTION, *BODY))


def span(words: str, nth: int = 0, text: str = TEXT) -> Span:
    """The place of `words` in the text, the nth of them."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return Span(at, at + len(words))


def mention(words: str, form: str = "name", nth: int = 0) -> Mention:
    found = span(words, nth)
    return Mention(found.start, found.end, form)  # type: ignore[arg-type]


def time(of: str, words: str, value: str, nth: int = 0) -> Time:
    found = span(words, nth)
    return Time(of, found.start, found.end, "DATE", value, value, value)


def blocks() -> tuple[Block, ...]:
    """Headline, caption, and a paragraph for each line of the body."""
    kinds = ("headline", "caption", *("paragraph" for _ in BODY))
    made, at = [], 0
    for kind, line in zip(kinds, (HEADLINE, CAPTION, *BODY), strict=True):
        made.append(Block(kind, at, at + len(line)))  # type: ignore[arg-type]
        at += len(line) + 2
    return tuple(made)


def summit(of: str = "summit") -> Record:
    """An article with a bit of everything that a record can hold."""
    article = Article(
        id=of,
        source="summit.html",
        text=TEXT,
        url="https://news.example/summit",
        publisher="The Example Post",
        headline=HEADLINE,
        authors=("Mary Njeri",),
        published="2025-03-04T18:30",
        language="en",
        word_count=60,
        blocks=blocks(),
        images=(Image(CAPTION, "2025-03-03", Credit("A. Maker", "Agency", "Archive")),),
        disclosures=("Part of this page was translated by a machine.",),
        dropped=(Dropped("Sign up for our newsletter", "promotion"),),
    )
    entities = (
        Entity("p1", "person", "Ingrid Dahl", "Prime Minister", "NOR",
               mentions=(mention("Ingrid Dahl"), mention("Ingrid Dahl", nth=1), mention("Dahl", nth=2))),
        Entity("p2", "person", "Omar Kibet", "Finance Minister", "KEN",
               mentions=(mention("Omar Kibet"), mention("Kibet", nth=1))),
        Entity("o1", "organisation", "KBN", mentions=(mention("KBN"),)),
        Entity("l1", "place", "Nairobi", None, "KEN", mentions=tuple(mention("Nairobi", nth=n) for n in range(3))),
        Entity("c1", "country", "Tanzania", None, "TZA", mentions=(mention("Tanzania"), mention("it had", "pronoun"))),
    )  # fmt: skip
    times = (
        time("t1", "March 3, 2025", "2025-03-03"),
        time("t2", "March 4", "2025-03-04"),
        time("t3", "March 6", "2025-03-06"),
    )
    statements = (
        Statement("s1", (span("Norwegian Prime Minister Ingrid Dahl arrived in Nairobi on March 4"),), "o1",
                  span("the state broadcaster KBN"), span("reported"), "indirect", "report"),
        Statement("s2", (span('"we will sign the deal" and that talks would go on'),), "p2", span("Kibet", nth=1),
                  span("said"), "mixed", "say", "2025-03-04", via=("o1",), probability=0.8),
        Statement("s3", (span("that it had closed the border"),), "c1", span("Tanzania"), span("denied"),
                  "indirect", "deny"),
    )  # fmt: skip
    events = (
        Event("e1", "visit", span("arrived"), "CONSULT", "042", (Participant("p1", "actor"),), "l1",
              EventTime("2025-03-04", "2025-03-04", "2025-03-04"), "happened", sources=("s1",)),
        Event("e2", "ceremony", span("attend"), None, None,
              (Participant("p1", "attendee"), Participant("p2", "attendee", "uncertain", "a strike")), None,
              EventTime("2025-03-06", "2025-03-06", "2025-03-06"), "expected", 12, probability=0.9),
        Event("e3", "agreement", span("sign"), None, None, (Participant("p2", "actor"),), None, None, "scheduled",
              sources=("s2",)),
        Event("e4", "coerce", span("closed"), None, None, (Participant("c1", "actor"),), None, None, "denied",
              sources=("s3",), probability=0.55),
    )  # fmt: skip
    relations = (
        Relation("r1", "office_held", "p1", (span("Norwegian Prime Minister"),), None, "prime minister", "2021-10"),
        Relation("r2", "member_of", "p2", (span("Finance Minister"),), "o1", None, "2019", "2023-05-01", "ended",
                 ("s2",), 0.8),
    )  # fmt: skip
    discrepancies = (
        Discrepancy("arrival date", ("2025-03-03", "2025-03-04"), (span("March 3, 2025"), span("March 4"))),
    )
    problems = (Problem("images 1", "no picture was found"),)
    return Record(article, entities, times, statements, events, relations, discrepancies, problems)


def hostile() -> Record:
    """An article that tries to run in its reader's browser and terminal."""
    text = (
        "<script>alert(1)</script>\n\n<img src=x onerror=alert(2)> "
        "\x1b[31mred\x1b[0m \u202egnp.exe </style><b>said</b> it"
    )
    end = len("<script>alert(1)</script>")
    return Record(
        Article(
            id="\"><svg onload='alert(3)'>",
            source="<b>",
            text=text,
            url="javascript:alert(4)",
            publisher="</title><script>alert(5)</script>",
            headline="<script>alert(1)</script>",
            authors=("<i>me</i>",),
            published='2025-01-01"><script>alert(6)</script>',
            blocks=(Block("headline", 0, end), Block("paragraph", end + 2, len(text))),
        ),
        entities=(
            Entity(
                'e" onmouseover="alert(7)', "person", "{{ 7*7 }}<script>", mentions=(Mention(end + 2, end + 9, "name"),)
            ),
        ),
        statements=(Statement("s1", (Span(end + 2, end + 9),), None, None, None, "direct", "</span><script>"),),
        problems=(Problem("<u>", "\x1b]0;title\x07"),),
    )
