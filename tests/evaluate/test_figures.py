"""Figures against worked examples of the literature, intervals, comparisons, floors."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readout.evaluate import PARTS, Error, Reading, Tally, below, compared, distinct, judge, read_floors, rows, telling
from readout.evaluate import written as floors_written
from readout.evaluate.assign import best_first, heaviest
from readout.evaluate.clusters import conll
from readout.evaluate.figures import Row
from readout.model import ReadoutError, Record, Span

from .made import change, record, without


def clusters(*groups: str) -> list[frozenset[tuple[int, int]]]:
    return [frozenset((ord(letter), ord(letter) + 1) for letter in group) for group in groups]


def tally(part: str, *counts: float) -> dict[str, Tally]:
    return {part: Tally(counts)}


def test_coreference_as_in_the_example_of_the_conll_scorer() -> None:
    """Pradhan and others 2014, figure 1: MUC .40 .40, B3 .50 .42, CEAFe .43 .65 (precision, recall)."""
    counts = conll(clusters("abc", "defg"), clusters("ab", "cd", "fghi"))
    shares = [counts[n] / counts[n + 1] for n in range(0, 12, 2)]
    assert shares == pytest.approx([2 / 5, 2 / 5, 0.5, 35 / 84, 1.3 / 3, 1.3 / 2])
    row = rows([tally("coreference", 7.0, *counts)], ["coreference"])[0]
    assert row.more == pytest.approx({"muc": 0.4, "b3": 0.4545454, "ceafe": 0.52})
    assert row.f1 == pytest.approx((0.4 + 0.4545454 + 0.52) / 3)


def test_entities_of_one_mention_have_no_links_to_judge() -> None:
    single = clusters("a", "b")
    row = rows([tally("coreference", 2.0, *conll(single, single))], ["coreference"])[0]
    assert (row.f1, row.more["muc"]) == (1.0, 0.0)
    joined = rows([tally("coreference", 2.0, *conll(single, clusters("ab")))], ["coreference"])[0]
    assert joined.f1 == pytest.approx((0 + 2 / 3 + 4 / 9 + 0) / 3, abs=0.02)


def test_kappa_and_macro_f1() -> None:
    counts = [0.0] * 9
    counts[0], counts[1], counts[3], counts[4] = 20, 5, 10, 15
    row = rows([tally("roles", 50.0, *counts)], ["roles"])[0]
    assert (row.precision, row.recall, row.f1) == (0.7, 0.7, 0.7)
    assert row.more["kappa"] == pytest.approx(0.4)
    assert row.more["macro_f1"] == pytest.approx((40 / 55 + 30 / 45) / 2)


def test_one_label_only_is_full_agreement_or_none() -> None:
    agreed = rows([tally("roles", 5.0, 5.0, *[0.0] * 8)], ["roles"])[0]
    assert (agreed.f1, agreed.more) == (1.0, {"macro_f1": 1.0, "kappa": 1.0})
    split = rows([tally("roles", 5.0, 0.0, 5.0, *[0.0] * 7)], ["roles"])[0]
    assert (split.f1, split.more) == (0.0, {"macro_f1": 0.0, "kappa": 0.0})


def test_an_interval_holds_the_figure_and_is_the_same_each_time() -> None:
    articles = [tally("events", 10.0, float(n), 10.0, 10.0) for n in range(3, 9)]
    first, second = rows(articles, ["events"])[0], rows(articles, ["events"])[0]
    assert first == second
    assert first.f1 == pytest.approx(0.55)
    assert first.low is not None
    assert first.high is not None
    assert 0.3 < first.low < 0.55 < first.high < 0.8
    alike = rows([tally("events", 10.0, 5.0, 10.0, 10.0)] * 6, ["events"])[0]
    assert (alike.low, alike.f1, alike.high) == (0.5, 0.5, 0.5)


def test_a_change_is_told_from_noise() -> None:
    ours = [tally("events", 10.0, 6.0, 10.0, 10.0) for _ in range(20)]
    slightly = [tally("events", 10.0, 5.0 + n % 3, 10.0, 10.0) for n in range(20)]
    worse = [tally("events", 10.0, 4.0 - n % 2, 10.0, 10.0) for n in range(20)]
    noise, real = compared(ours, slightly, ["events"])[0], compared(ours, worse, ["events"])[0]
    assert noise.change == pytest.approx(0.005)
    assert noise.real is False
    assert real.change == pytest.approx(0.25)
    assert real.real is True
    assert real.other == pytest.approx(0.35)
    back = compared(worse, ours, ["events"])[0]
    assert back.change == pytest.approx(-0.25)
    assert back.real is True


def test_an_article_compared_with_itself_has_not_changed() -> None:
    judged = [judge(Reading(record()), Reading(record()))]
    for row in compared(judged, judged):
        assert (row.change, row.real) == (0.0, False)


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 9).map(lambda n: n / 2), min_size=1, max_size=15
    )
)
def test_the_heaviest_pairs_are_the_heaviest(weights: dict[tuple[int, int], float]) -> None:
    chosen = heaviest(weights)
    assert len({i for i, _ in chosen}) == len({j for _, j in chosen}) == len(chosen)
    best = max(sum(weights.get((i, j), 0.0) for i, j in enumerate(order)) for order in permutations(range(5)))
    assert sum(weights[pair] for pair in chosen) == pytest.approx(best)
    assert set(best_first({pair: (weight,) for pair, weight in weights.items()})) <= set(weights)


def test_best_first_takes_the_best_of_all_first() -> None:
    scores = {(0, 0): (0.6,), (0, 1): (0.9,), (1, 1): (0.8,), (1, 0): (0.5,)}
    assert best_first(scores) == [(0, 1), (1, 0)]
    assert heaviest({pair: score[0] for pair, score in scores.items()}) in ([(0, 0), (1, 1)], [(0, 1), (1, 0)])


def test_the_errors_that_tell_most_come_first() -> None:
    found = Record(record().article)
    many = judge(Reading(record("many")), Reading(found))
    few = judge(Reading(record("few")), Reading(without("events", "v4")(record("few"))))
    errors = telling([few, many])
    assert errors[0].article == "many"
    assert {e.article for e in errors} == {"many", "few"}
    assert telling([few, many], 3) == errors[:3]
    assert [e.part for e in telling([few])] == ["events"]
    assert not any(e.part == "events.type" for e in errors)


def test_an_error_says_what_was_wanted_and_found_and_in_which_words() -> None:
    judged = judge(Reading(record()), Reading(change("events", "v3", status="expected")(record())))
    assert judged["status"].errors == (
        Error(
            "a",
            "status",
            "scheduled",
            "expected",
            "…agency KBN reported. She thanked him. Thirty leaders will attend a summit on March 6, though Kibet may"
            " stay away over a…",
            (Span(225, 231),),
            (Span(225, 231),),
        ),
    )
    assert not any(tally.errors for part, tally in judged.items() if part != "status")


def test_an_error_is_told_once() -> None:
    missing = Error("a", "mentions", "x", "", "x", (Span(0, 1),))
    again = Error("a", "mentions.name", "x", "", "x", (Span(0, 1),))
    other = Error("a", "times.value", "x", "y", "x", (Span(0, 1),), (Span(0, 1),))
    strict = Error("a", "times.strict", "x", "y", "x", (Span(0, 1),), (Span(0, 1),))
    assert distinct([missing, again, strict, other]) == [missing, strict, other]


def measured(**f1: float) -> list[Row]:
    return [Row(part, 10, 10, 10, value, value, value) for part, value in f1.items()]


def test_floors_only_rise() -> None:
    floors = {"events": {"f1": 0.5, "precision": 0.61}, "status": {"f1": 0.9}}
    raised = json.loads(floors_written(measured(events=0.567, status=0.8, times=0.999), floors))
    assert raised == {"times": {"f1": 0.99}, "events": {"f1": 0.56, "precision": 0.61}, "status": {"f1": 0.9}}
    again = json.loads(floors_written(measured(events=0.57), raised))
    assert again["events"]["f1"] == 0.57
    assert again["status"] == {"f1": 0.9}


def test_a_figure_under_its_floor_is_named() -> None:
    floors = {"events": {"f1": 0.5}, "via": {"recall": 0.1}, "act": {"f1": 0.7}}
    assert below(measured(events=0.4999, act=0.7), floors) == ["events: f1 is 0.4999, under its floor of 0.5"]
    assert below(measured(events=0.4), floors) == ["events: f1 is 0.4000, under its floor of 0.5"]
    assert below([Row("via", 0, 0, 0)], floors) == ["via: recall is 0.0000, under its floor of 0.1"]


def test_a_file_that_holds_no_floors_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "floors.json"
    assert read_floors(file, missing=True) == {}
    for text, said in (
        ("{", "no floors"),
        ('{"events": 0.5}', "no floors"),
        ('{"happenings": {"f1": 0.5}}', "no part is called happenings"),
        ('{"events": {"accuracy": 0.5}}', "no figure accuracy"),
    ):
        file.write_text(text)
        with pytest.raises(ReadoutError, match=said):
            read_floors(file)


def test_rows_come_in_the_order_of_the_parts() -> None:
    assert [row.part for row in rows([judge(Reading(record()), Reading(record()))])] == list(PARTS)
