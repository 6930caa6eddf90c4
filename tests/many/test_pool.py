"""The pool of processes: order, what a task may do to its process, and ends."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from readout.many import pool
from readout.many.pool import Lost, Pool
from readout.model import ReadoutError
from tests.many.works import doing, failing, stillborn


def _results(tasks: list[str], jobs: int = 2, limit: float | None = None) -> list[str | Lost]:
    found = list(Pool(doing, jobs, limit).each(tasks))
    assert [task for task, _ in found] == tasks
    return [result for _, result in found]


@pytest.mark.parametrize("jobs", [1, 3])
def test_results_come_in_the_order_of_tasks_whoever_is_first(tmp_path: Path, jobs: int) -> None:
    tasks = [f"word{n}" for n in range(40)]
    if jobs > 1:
        tasks = [f"after {tmp_path / 'done'}", f"touch {tmp_path / 'done'}", *tasks]
    assert _results(tasks, jobs) == [task.upper() for task in tasks]


def test_what_ends_or_hangs_a_process_is_lost_and_the_rest_goes_on() -> None:
    results = _results(["one", "crash", "two", "leave", "hang", "three"], limit=3.0)
    assert [r for r in results if isinstance(r, str)] == ["ONE", "TWO", "THREE"]
    crash, leave, hang = (r.why for r in results if isinstance(r, Lost))
    assert "SIGSEGV" in crash
    assert "status 3" in leave
    assert "more than 3 seconds" in hang


def test_a_task_whose_process_was_killed_from_outside_is_done_by_another(tmp_path: Path) -> None:
    once = f"once {tmp_path / 'mark'}"
    assert _results(["one", once, "two"]) == ["ONE", once.upper(), "TWO"]


def test_large_tasks_and_results_pass_both_ways_at_once() -> None:
    tasks = [f"large {3_000_000 + n}" + " " * 2_000_000 for n in range(6)]
    assert [len(str(r)) for r in _results(tasks)] == [3_000_000 + n for n in range(6)]


def test_settings_of_now_reach_the_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READOUT_OF_NOW", "this")
    assert _results(["setting READOUT_OF_NOW"]) == ["this"]
    monkeypatch.delenv("READOUT_OF_NOW")
    assert _results(["setting READOUT_OF_NOW"]) == ["none"]


def test_tasks_are_taken_as_they_are_needed() -> None:
    taken = 0

    def tasks() -> Iterator[str]:
        nonlocal taken
        for n in range(1_000):
            taken += 1
            yield f"word{n}"

    most = 0
    for given, _ in enumerate(Pool(doing, 2).each(tasks()), 1):
        most = max(most, taken - given)
    assert given == 1_000
    assert most <= 2 * pool.AHEAD


def test_what_holds_many_bytes_is_taken_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "BYTES", 10)
    found = list(Pool(doing, 4, size=len).each(["a" * 11, "b" * 11, "c"]))
    assert [result for _, result in found] == ["A" * 11, "B" * 11, "C"]


def test_what_is_known_needs_no_process() -> None:
    found = list(Pool(stillborn, 2, known=lambda task: f"known {task}").each(["one", "two"]))
    assert found == [("one", "known one"), ("two", "known two")]


def test_a_process_makes_room_for_a_fresh_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "TASKS", 2)
    assert len(set(_results(["pid"] * 6, jobs=1))) == 3


def test_what_cannot_be_made_is_said_as_it_is() -> None:
    with pytest.raises(ReadoutError, match="index: there is none; make one"):
        _ = list(Pool(failing, 2).each(["one"]))
    with pytest.raises(ReadoutError, match="status 9 before it was ready, 3 times"):
        _ = list(Pool(stillborn, 2).each(["one", "two"]))


def test_nobody_is_left_when_the_caller_stops_early() -> None:
    results = Pool(doing, 2).each(["pid", "hang", "pid"])
    _, first = next(results)
    results.close()  # type: ignore[attr-defined]
    with pytest.raises(ProcessLookupError):
        os.kill(int(str(first)), 0)
