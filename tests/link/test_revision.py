"""What changed in an article, sentence by sentence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readout.link.revision import FieldChange, revision
from readout.link.sentences import sentences
from readout.model import Article

OLD = """\
Police arrested five men on Friday. Dr. Mona Li said at 3 p.m. that 12 people were hurt. "We are sad", she said.
The mayor, J. K. Blum, will resign on Monday. The trial starts in May.
Nobody was killed."""
NEW = """\
Police arrested six men on Friday. Dr. Mona Li said at 3 p.m. that 12 people were hurt. “We are sad”, she said.
Two were released later. The mayor, J. K. Blum, will not resign on Monday.
The trial starts in May."""


def article(text: str, **more: object) -> Article:
    return Article(id="a", source="a", text=text, **more)  # type: ignore[arg-type]


def words(text: str, spans: tuple[object, ...]) -> list[str]:
    return [text[s.start : s.end] for s in spans]  # type: ignore[attr-defined]


def told(old: str, new: str) -> list[tuple[str, str | None, str | None]]:
    found = revision(article(old), article(new))
    rows = []
    for one in found.sentences:
        before, after = one.before, one.after
        rows.append((one.change, before and old[before.start : before.end], after and new[after.start : after.end]))
    return rows


def test_each_change_is_told_with_its_words_in_order() -> None:
    assert told(OLD, NEW) == [
        ("reworded", "Police arrested five men on Friday.", "Police arrested six men on Friday."),
        ("added", None, "Two were released later."),
        (
            "reworded",
            "The mayor, J. K. Blum, will resign on Monday.",
            "The mayor, J. K. Blum, will not resign on Monday.",
        ),
        ("removed", "Nobody was killed.", None),
    ]
    found = revision(article(OLD), article(NEW))
    assert found.kept == 3
    first, _, mayor, _ = found.sentences
    assert words(OLD, first.gone) == ["five"]
    assert words(NEW, first.come) == ["six"]
    assert words(OLD, mayor.gone) == []
    assert words(NEW, mayor.come) == ["not"]


def test_a_sentence_that_stands_elsewhere_moved() -> None:
    assert told("One came first. Two came then. Three was last.", "Three was last. One came first. Two came then.") == [
        ("moved", "Three was last.", "Three was last.")
    ]


def test_what_the_page_says_of_itself_is_compared() -> None:
    old = article("A b c.", headline="Five held", authors=("A B",), updated="2025-05-08")
    new = article("A b c.", headline="Six held", authors=("A B", "C D"))
    assert revision(old, new).fields == (
        FieldChange("headline", "Five held", "Six held"),
        FieldChange("authors", "A B", "A B, C D"),
        FieldChange("updated", "2025-05-08", None),
    )


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Mr. Smith met Gen. A. B. Cole. They talked.", 2),
        ("It cost 3.5 million. “Too much,” he said.", 2),
        ("Line one\nline two", 2),
        ("No end", 1),
        ("  \n ", 0),
        ("Really?! Yes... Maybe.", 3),
        ("Es regnet. Österreich spielt.", 2),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(list(sentences(text))) == count


texts = st.lists(
    st.sampled_from(["Rain fell.", "Rain fell hard.", "He left.", "Nobody came to Rome.", "\n"]), max_size=12
)


@settings(deadline=None)
@given(texts, texts)
def test_every_sentence_is_accounted_for_once(olds: list[str], news: list[str]) -> None:
    old, new = " ".join(olds), " ".join(news)
    found = revision(article(old), article(new))
    before = [s.before for s in found.sentences if s.before]
    after = [s.after for s in found.sentences if s.after]
    assert len(before) + found.kept == len(list(sentences(old)))
    assert len(after) + found.kept == len(list(sentences(new)))
    assert len(set(before)) == len(before)
    assert len(set(after)) == len(after)


@given(st.text(max_size=300))
def test_nothing_changed_is_nothing_told(text: str) -> None:
    assert revision(article(text), article(text)).sentences == ()


def test_long_texts_end_soon() -> None:
    again = article("The line is read again. " * 20_000)
    assert revision(again, article(again.text + "It ends.")).sentences[-1].change == "added"
    old = " ".join(f"Number {n} of the {n * 7 % 13} list came to town {n}." for n in range(300))
    new = " ".join(f"Number {n} of a {n * 7 % 13} list came into town {n}." for n in range(300))
    found = revision(article(old), article(new))
    assert [s.change for s in found.sentences] == ["reworded"] * 300
