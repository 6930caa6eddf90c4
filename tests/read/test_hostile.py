"""A share of the damaged and harmful files of `benchmarks/reading/mutated.py`; all of them are read by its command."""

from __future__ import annotations

from pathlib import Path

from benchmarks.reading.hostile import Case, damaged, sound
from benchmarks.reading.mutated import Child, Outcome, outcomes, table, verdict


def test_damaged_files_are_read_or_named(tmp_path: Path) -> None:
    for case in damaged(100, 100):
        path = tmp_path / case.name
        path.write_bytes(case.data)
        articles, problems, wrong = verdict(str(path))
        assert not wrong, (case.name, case.kind, wrong)
        assert articles or problems


def test_what_is_damaged_was_sound(tmp_path: Path) -> None:
    for name, data in sound():
        (tmp_path / name).write_bytes(data)
        articles, problems, wrong = verdict(str(tmp_path / name))
        assert articles, name
        assert problems <= 1, name  # an entry of the feed has no text
        assert not wrong, name


HARM = (
    ("laughs.xml", b'<!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]><rss><channel><item><title>&b;</title>'),
    ("deep.json", b"[" * 1_000_000),
    ("deep.xml", b"<rss><channel><item>" + b"<a>" * 300_000),
    ("brackets.txt", b"(" * 1_000_000),
)


def test_harmful_files_end_within_the_limits_of_a_process(tmp_path: Path) -> None:
    found = list(outcomes([Case("harm", name, data) for name, data in HARM], tmp_path))
    assert [(one.case.name, one.wrong) for one in found] == [(name, "") for name, _ in HARM]
    assert all(one.peak > 1_000_000 and one.seconds < 10 for one in found)
    assert not list(tmp_path.iterdir())


def test_a_process_that_dies_is_named_and_another_takes_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rain fell in Oslo on Monday, the mayor said.")
    child = Child()
    try:
        assert child.read(tmp_path / "a.txt")["articles"] == 1
        child.process.kill()
        child.process.wait()
        assert child.read(tmp_path / "a.txt")["articles"] == 1
    finally:
        child.close()


def test_the_table_counts_by_kind_and_names_what_failed() -> None:
    good, bad = Case("bits flipped html", "a.html", b""), Case("bomb", "b.zip", b"")
    shown = table([Outcome(good, "", 0.5, 2_000_000, 1, 0), Outcome(bad, "took 11.0 s", 11.0, 3_000_000, 0, 1)])
    rows = [line.split() for line in shown.splitlines()]
    assert rows[1][-6:] == ["1", "1", "0", "0.50", "2", "0"]
    assert rows[3] == ["all", "2", "1", "1", "11.00", "3", "1"]
    assert shown.splitlines()[-1] == "b.zip: took 11.0 s"


def test_the_files_are_drawn_from_the_seed() -> None:
    one, again, other = ([(c.kind, c.name) for c in damaged(9, seed)] for seed in (1, 1, 2))
    assert one == again
    assert one != other
