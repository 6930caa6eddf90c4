"""What people judged of events wins, in any reading and order."""

from __future__ import annotations

from readout.link.judgements import Judgement, Telling
from readout.link.linker import Linker
from readout.model import Record
from tests.link.made import told

WHO = ("Ana Brezna", "Udo Falk")
A = told("a", "Ana Brezna met Udo Falk on Tuesday.", "met", "meeting", WHO, "2025-03-04", published="2025-03-04")
B = told(
    "b", "Udo Falk and Ana Brezna met in the old mill.", "met", "meeting", WHO, "2025-03-04", published="2025-03-05"
)
C = told("c", "Steel prices fell, said Ito Marr, who met makers of cars.", "met", "meeting", ("Ito Marr",))


def words(record: Record) -> Telling:
    """The words of the only event of a record."""
    trigger = record.events[0].trigger
    return Telling(record.article.id, trigger.start, trigger.end)


def events(*judgements: Judgement) -> list[str]:
    """The events of the three articles, by the articles' names."""
    linker = Linker([A, B, C], judgements)
    return ["".join(linker.names[m.article] for m in event) for event in linker.events()]


def test_without_judgements() -> None:
    assert events() == ["ab", "c"]


def test_two_told_apart_are_two_and_the_last_word_counts() -> None:
    apart = Judgement("different", words(A), words(B))
    assert events(apart) == ["a", "b", "c"]
    assert events(apart, Judgement("same", words(B), words(A))) == ["ab", "c"]


def test_two_judged_the_same_are_one_with_all_their_tellings() -> None:
    assert events(Judgement("same", words(C), words(B))) == ["abc"]


def test_what_is_wrong_is_told_no_more_until_it_is_right() -> None:
    wrong = Judgement("wrong", words(C))
    assert events(wrong) == ["ab"]
    assert events(wrong, Judgement("right", words(C))) == ["ab", "c"]


def test_a_status_given_by_a_person_counts_in_the_history() -> None:
    linker = Linker([A, B], [Judgement("postponed", words(B))])
    (event,) = linker.events()
    assert [step.status for step in linker.history(event)] == ["happened", "postponed"]
    assert [m.status for m in event] == ["happened", "postponed"]


def test_the_last_word_counts_even_where_a_later_reading_set_other_ends() -> None:
    one = words(C)
    wrong, right = Judgement("wrong", one), Judgement("right", Telling("c", one.start - 4, one.end))
    assert events(wrong, right) == ["ab", "c"]
    assert events(right, wrong) == ["ab"]
    apart = Judgement("different", Telling("a", words(A).start - 2, words(A).end), words(B))
    assert events(Judgement("same", words(A), words(B)), apart) == ["a", "b", "c"]
    assert events(apart, Judgement("same", words(A), words(B))) == ["ab", "c"]


def test_a_later_reading_with_other_ends_is_still_meant() -> None:
    one = words(C)
    assert events(Judgement("wrong", Telling("c", one.start - 4, one.end))) == ["ab"]


def test_a_judgement_on_an_article_that_is_gone_changes_nothing() -> None:
    assert events(Judgement("same", Telling("x", 0, 3), words(A)), Judgement("wrong", Telling("x", 0, 3))) == [
        "ab",
        "c",
    ]
