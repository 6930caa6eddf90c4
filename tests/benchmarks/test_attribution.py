"""Errors sorted by kind and probabilities held against the truth, on readings small enough to count by hand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.attribution import calibration as c
from benchmarks.attribution.compare import Attribution, Sheet, Span, sheet, sheets
from benchmarks.attribution.errors import KINDS, errors, sample, shown
from benchmarks.attribution.picture import reliability

#        0         1         2         3         4         5         6
TEXT = "Ann said it rained a lot. Bob said it snowed. Cy left. Di slept well."
RAIN, ANN, BOB = (9, 24), (0, 3), (26, 29)


def one(gold: list[Attribution], found: list[Attribution]) -> Sheet:
    """An article with these readings."""
    return sheet("a", TEXT, tuple(gold), tuple(found))


def said(*content: Span, by: Span | None = ANN, within: bool = False, probability: float = 1.0) -> Attribution:
    """A statement without a cue."""
    return Attribution(content, (by,) if by else (), (), probability, within)


def kinds(gold: list[Attribution], found: list[Attribution]) -> list[str]:
    """The kinds of its errors."""
    return [error.kind for error in errors(one(gold, found))]


@pytest.mark.parametrize(
    ("gold", "found", "expected"),
    [
        ([said(RAIN)], [said(RAIN)], []),
        ([said(RAIN)], [said((9, 25))], []),  # the mark at the end is no error
        ([said(RAIN)], [], ["missed"]),
        ([], [said(RAIN)], ["invented"]),
        ([], [said(RAIN, within=True)], ["nested"]),
        ([said(RAIN)], [said(RAIN, by=BOB)], ["wrong source"]),
        ([said(RAIN)], [said(RAIN, by=None)], ["no source"]),
        ([said(RAIN, by=None)], [said(RAIN)], ["needless source"]),
        ([said(RAIN)], [said((0, 24))], ["too long"]),
        ([said(RAIN)], [said((12, 24))], ["too short"]),
        ([said(RAIN)], [said((4, 18))], ["shifted"]),
        ([said(RAIN)], [said((9, 12))], ["bounds"]),
        ([said(RAIN)], [said(RAIN), said((12, 18))], ["split"]),
        ([said(RAIN)], [said(RAIN), said((12, 18), within=True)], ["nested"]),
        ([said(RAIN)], [said(RAIN), said((20, 44))], ["overlapping"]),
        ([said(RAIN), said((34, 44), by=BOB)], [said((9, 24), (34, 37))], ["too long", "merged"]),
    ],
)
def test_kinds(gold: list[Attribution], found: list[Attribution], expected: list[str]) -> None:
    assert kinds(gold, found) == expected
    assert set(expected) <= set(KINDS)


def test_what_is_shown_has_both_readings() -> None:
    (error,) = errors(one([said(RAIN)], [said((9, 12), probability=0.5)]))
    assert (
        shown(TEXT, error)
        == "bounds p=0.50: [S|{S|Ann]} said [{it ]rained a lot}. Bob said it snowed. Cy left. Di slept well."
    )


def test_a_sample_is_the_same_each_time() -> None:
    found = list(errors(one([], [said((n, n + 2)) for n in range(0, 60, 3)])))
    assert sample(found, 5) == sample(found, 5)
    assert len(sample(found, 5)) == 5
    assert sample(found, 100) == found


def test_calibration_error_by_hand() -> None:
    chance, right = np.array([0.95, 0.95, 0.15, 0.15]), np.array([1.0, 0.0, 0.0, 0.0])
    table = c.bins(chance, right)
    assert [(b.count, b.right) for b in table] == [(2, 0.0), (2, 0.5)]
    assert c.error(table) == pytest.approx((2 * 0.15 + 2 * 0.45) / 4)
    assert c.brier(chance, right) == pytest.approx((0.05**2 + 0.95**2 + 2 * 0.15**2) / 4)
    assert c.error([]) == 0.0


def test_a_statement_is_right_when_content_and_source_are() -> None:
    found = [said(RAIN, probability=0.9), said((34, 44), by=ANN, probability=0.8), said((46, 53), within=True)]
    every = c.judged([one([said(RAIN), said((34, 44), by=BOB)], found)])
    assert every.right.tolist() == [1.0, 0.0, 0.0]
    assert every.chance.tolist() == [0.9, 0.8, 1.0]
    assert len(c.judged([one([], found)], nested=False).chance) == 2


chances = st.lists(st.tuples(st.floats(0.01, 0.99), st.booleans()), min_size=2, max_size=60)


@settings(max_examples=60, deadline=None)
@given(chances)
def test_refitted_chances_rise_and_stay_chances(rows: list[tuple[float, bool]]) -> None:
    chance, right = np.array([r[0] for r in rows]), np.array([float(r[1]) for r in rows])
    at = np.linspace(0.0, 1.0, 21)
    refitted = c.isotonic(chance, right)(at)
    assert (np.diff(refitted) >= -1e-12).all()
    for values in (refitted, c.platt(chance, right)(at)):
        assert ((values > 0) & (values < 1)).all()


def test_refitting_mends_what_is_too_sure() -> None:
    draw = np.random.default_rng(0)
    true = draw.uniform(0.2, 0.9, 4000)
    right = (draw.uniform(size=4000) < true).astype(float)
    sure = true**0.3
    every = c.Judged(sure, right, np.arange(4000) // 20)
    assert c.error(c.bins(sure, right)) > 0.15
    for fit in (c.isotonic, c.platt):
        mended = c.cross_validated(every, fit)
        assert c.error(c.bins(mended, right)) < 0.05
        assert c.equal_mass_error(mended, right) < 0.05


def test_the_picture_is_svg() -> None:
    table = c.bins(np.array([0.1, 0.85, 0.95]), np.array([0.0, 1.0, 1.0]))
    root = ElementTree.fromstring(reliability(table, "Statements by probability"))
    assert root.tag.endswith("svg")
    assert len(root.findall("{*}circle")) == len(table)


def test_the_command_prints_and_fails_over_the_most(tmp_path: Path) -> None:
    gold, records, svg = tmp_path / "gold.jsonl", tmp_path / "records.jsonl", tmp_path / "r.svg"
    gold.write_text(
        json.dumps(
            {"id": "a", "text": TEXT, "attributions": [{"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 24]]}]}
        )
    )
    statement = {
        "content": [{"start": 9, "end": 24}],
        "source": {"start": 26, "end": 29},
        "cue": None,
        "probability": 0.9,
    }
    records.write_text(json.dumps({"article": {"id": "a"}, "statements": [statement]}))
    assert len(sheets(gold, records)) == 1
    run = [sys.executable, "-m", "benchmarks.attribution"]
    done = subprocess.run(
        [*run, "calibration", gold, records, "--svg", svg, "--most", "0.05"], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1, done.stderr
    assert "ECE 0.900" in done.stdout
    assert svg.exists()
    done = subprocess.run([*run, "errors", gold, records, "--show", "3"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "1. wrong source p=0.90" in done.stdout
