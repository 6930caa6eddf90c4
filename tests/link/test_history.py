"""What became of an event over several reports, who says what, and what cannot all be right."""

from __future__ import annotations

from functools import cache

from msgspec.structs import replace

from readout.link.linker import Linker
from readout.link.questions import Asked
from readout.model import Article, Record, Span
from tests.link.chains.measure import articles, chains, measure
from tests.link.made import told

PARADE = """Guests gather in Moscow for Victory Day parade

Chinese President Xi Jinping arrived in Moscow on May 8, the Russian agency Ria Novosti reported.

Slovak Prime Minister Robert Fico is expected to attend the parade in Moscow on May 9, though his attendance remains \
uncertain due to illness.

The Chinese president's visit to Russia is expected to last until May 10."""
ATTENDED = "Slovak Prime Minister Robert Fico attended the Victory Day parade in Moscow on Friday."
ABSENT = "Slovak Prime Minister Robert Fico did not attend the Victory Day parade in Moscow on Friday."
EXTENDED = (
    "Chinese President Xi Jinping extended his visit to Russia by two days, to May 12, the Kremlin said on Saturday."
)


@cache
def read(*texts: tuple[str, str]) -> tuple[Record, ...]:
    """The records of (published, text) pairs."""
    from readout.flow import records
    from tests.conftest import article

    made = [article(text, published) for published, text in texts]
    return tuple(
        records(
            Article(str(n), "test", a.text, published=a.published, language="en", blocks=a.blocks)
            for n, a in enumerate(made)
        )
    )


def attendance(report: str) -> list[tuple[str | None, str]]:
    """The history of Fico's attendance after one more report."""
    linker = Linker(read(("2025-05-08", PARADE), ("2025-05-09", report)))
    event = max((e for e in linker.events() if any("@fico" in m.parties for m in e)), key=len)
    return [(step.article, step.status) for step in linker.history(event, who="@fico")]


def test_the_uncertain_guest_attended() -> None:
    assert attendance(ATTENDED) == [("0", "uncertain"), ("1", "happened")]


def test_the_uncertain_guest_did_not_attend() -> None:
    assert attendance(ABSENT) == [("0", "uncertain"), ("1", "fell through")]


def test_the_visit_was_extended() -> None:
    linker = Linker(read(("2025-05-08", PARADE), ("2025-05-10", EXTENDED)))
    visit = next(e for e in linker.events() if {m.article for m in e} == {0, 1} and e[0].kind == "visit")
    assert [step.status for step in linker.history(visit)] == ["happened"]
    (line,) = (row for row, told in Asked(linker, "2025-05-10").lines() if linker.tellings(told) == visit)
    assert (line.begin, line.until) == ("2025-05-08", "2025-05-12")


def test_a_day_that_passed_without_a_word_is_unreported() -> None:
    linker = Linker(read(("2025-05-08", PARADE)))
    event = next(e for e in linker.events() if any("@fico" in m.parties for m in e))
    steps = linker.history(event, asked="2025-05-20", who="@fico")
    assert [(s.status, s.day) for s in steps] == [("uncertain", "2025-05-08"), ("unreported", "2025-05-09")]
    assert [s.status for s in linker.history(event, asked="2025-05-09", who="@fico")] == ["uncertain"]


def test_each_step_quotes_its_article() -> None:
    rows = read(("2025-05-08", PARADE), ("2025-05-09", ATTENDED))
    texts = {r.article.id: r.article.text for r in rows}
    linker = Linker(rows)
    for event in linker.events():
        for step in linker.history(event):
            assert step.article is not None
            assert texts[step.article][step.start : step.end] == step.quote != ""


def test_the_chains_made_to_build_on_stay_right() -> None:
    from readout.flow import records

    found = measure("build", list(records(articles(chains("build")))))
    least = {"final": 0.85, "history": 0.65, "contradictions.P": 0.8, "contradictions.R": 0.7}
    assert {name: value for name, value in found.items() if value < least[name]} == {}


def test_a_denial_of_no_other_event_is_one_that_happened() -> None:
    said = "Ana Brezna denied the charge by Udo Falk on Tuesday."
    who = ("Ana Brezna", "Udo Falk")
    linker = Linker([told("a", said, "denied", kind="deny", who=who, day="2025-03-04", published="2025-03-05")])
    assert [step.status for event in linker.events() for step in linker.history(event)] == ["happened"]


def test_what_an_article_has_as_planned_for_a_day_to_come_has_not_happened_in_it() -> None:
    text = "Ana Brezna is to attend the parade on May 9. She was pleased to join the parade, she said."
    record = told("a", text, "attend", "ceremony", ("Ana Brezna",), "2025-05-09", "expected", "2025-05-08")
    at = text.rindex("parade")
    joined = replace(record.events[0], id="v2", trigger=Span(at, at + len("parade")), status="happened", time=None)
    linker = Linker([replace(record, events=(*record.events, joined))])
    (event,) = linker.events()
    assert [step.status for step in linker.history(event)] == ["planned"]


VISIT = "Ana Brezna visited Udo Falk on Tuesday."


def test_a_copy_speaks_once_and_the_first_stays_first() -> None:
    rows = [
        told("a", VISIT, "visited", who=("Ana Brezna", "Udo Falk"), day="2025-03-04", published="2025-03-04"),
        told("b", VISIT, "visited", who=("Ana Brezna", "Udo Falk"), day="2025-03-04", published="2025-03-05"),
    ]
    linker = Linker(rows)
    (event,) = linker.events()
    claim = linker.claim(event)
    assert [(v.article, v.stance) for v in claim.voices] == [("a", "reports")]
    assert claim.sources == 1
    assert claim.contradictions == ()


def test_what_happened_to_one_and_not_to_the_other_is_a_contradiction() -> None:
    who = ("Ana Brezna", "Udo Falk")
    rows = [
        told("a", VISIT, "visited", who=who, day="2025-03-04", published="2025-03-04"),
        told("b", "Ana Brezna never visited Udo Falk.", "visited", who=who, status="denied", published="2025-03-05"),
    ]
    linker = Linker(rows)
    (event,) = linker.events()
    (found,) = linker.claim(event).contradictions
    assert (found.about, found.one.value, found.other.value) == ("status", "happened", "denied")
    assert (found.one.quote, found.other.quote) == (VISIT, "Ana Brezna never visited Udo Falk.")
