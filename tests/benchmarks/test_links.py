"""The benchmark of linking, at a size for every day: its generator, its order test, its plot."""

from __future__ import annotations

from pathlib import Path

from benchmarks.links import agreement, grown, made, plot
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
    points = grown(ROWS, 200)
    assert [n for n, _, _ in points[:10]] == list(range(20, 201, 20))
    plot(points[:10], tmp_path / "plot.svg")
    assert "200 articles" in (tmp_path / "plot.svg").read_text("utf-8")
