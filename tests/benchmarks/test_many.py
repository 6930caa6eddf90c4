"""What the measuring of many pages reads from the system and tells of it; the pages that it is done with."""

from __future__ import annotations

import os
import xml.etree.ElementTree as ET
from pathlib import Path

from benchmarks.many import Moment, Seen, plot, points, seen, shares, thinned
from benchmarks.many_pages import written


def moment(run: int, seconds: float, articles: int, command: float, worker: float) -> Moment:
    processes = [Seen("command", 80, 70, 60, command), Seen("worker", 190 + articles, 90, 50, worker)]
    return Moment(run, 2, True, seconds, articles, 1.0, processes, 1000)


def test_a_process_is_seen() -> None:
    own = seen(os.getpid(), "command")
    assert own is not None
    assert own.highest >= own.own > 0
    assert own.share >= own.own
    assert own.seconds > 0
    assert seen(2**22 + 1, "worker") is None  # no process has such a number


def test_what_runs_took_is_added_up_and_shared_out() -> None:
    noted = [moment(1, 10, 50, 1, 4), moment(1, 20, 120, 2, 8), moment(2, 1, 120, 0.5, 0.5)]
    noted += [moment(2, 11, 230, 1.5, 5.5), moment(2, 31, 430, 3.5, 15.5)]
    (first, last) = points(noted, [100])
    assert (first.articles, first.clock, first.core, first.worker) == (120, 20, 10, 310)
    assert (last.articles, last.clock, last.core, last.worker) == (430, 51, 29, 620)
    assert shares(noted) == (0.01, 0.05)
    assert shares(noted[:2]) is None


def test_a_picture_is_drawn(tmp_path: Path) -> None:
    line = thinned([moment(1, 10, 50, 1, 4), moment(1, 20, 120, 2, 8)])
    plot({"--jobs 2": line, "--jobs 1": line}, tmp_path / "many.svg")
    lines = ET.parse(tmp_path / "many.svg").getroot().findall("{http://www.w3.org/2000/svg}polyline")
    assert len(lines) == 8


def test_items_of_a_story_are_changed_alike_and_always_so() -> None:
    pieces = [[("Ann Osei", "person", "Osei"), (" said on Monday that 12 of 345 in ", "", ""), ("Accra", "place", "A")]]
    pieces += [[("Osei", "person", "Osei"), (" went to ", "", ""), ("Accra", "place", "A"), (" in 2013.", "", "")]]
    one, other, third = written({"story": pieces}, 3)
    assert list(written({"story": pieces}, 3)) == [one, other, third]
    name = one["text"].split(" said")[0]
    assert other["text"].startswith(name.split()[-1] + " went to " + one["text"].rsplit(" in ", 1)[1])
    assert "Osei" not in one["text"] + other["text"]
    assert other["text"].endswith(f" in {other['text'][-5:-1]}.")
    assert third["text"] != one["text"]
