"""The benchmark of linking, at a size for every day: its generator, its order test, its plot."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.links import Grown, Point, agreement, grown, made, plot, told
from readout.model import spans
from tests.link.made import storm

ROWS = [(place, storm(place, n).article.text) for place in ("Lissadell", "Korvana") for n in range(4)]


def test_made_articles_keep_their_storys_names_and_their_days_in_order() -> None:
    records = list(made(ROWS, 40))
    assert records == list(made(ROWS, 40))
    assert len({r.article.text for r in records}) == 40
    assert not any(name in r.article.text for r in records for name in ("Lissadell", "Korvana", "Dempsey"))
    assert all(0 <= start < end <= len(r.article.text) for r in records for _, start, end in spans(r))


def test_stories_and_events_are_the_same_in_every_order() -> None:
    assert agreement(ROWS, 8, 4) == (1.0, 1.0)


def test_the_figures_and_the_plot(tmp_path: Path) -> None:
    found = grown(ROWS, 200)
    assert [point.articles for point in found.points] == list(range(20, 201, 20))
    assert 0 < found.p50 <= found.p99
    assert found.growth("seconds") > 0
    plot(found.points, tmp_path / "plot.svg")
    assert "200 articles" in (tmp_path / "plot.svg").read_text("utf-8")


def test_a_limit_that_does_not_hold_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    slow = Grown([Point(n, float(n * n), float(n)) for n in range(20, 201, 20)], 0.001, 0.2, 600.0)
    assert told(slow) == 1
    assert "p99 200.0 ms   (at most 50)" in capsys.readouterr().out
    assert told(Grown([Point(n, float(n), float(n)) for n in range(20, 201, 20)], 0.001, 0.002, 600.0)) == 0
