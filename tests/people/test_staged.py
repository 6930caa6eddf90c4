"""A large people file is read by several processes; the index is the same as when one reads it."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from readout.model import Problem, ReadoutError
from readout.people import import_file, open_people, staged
from readout.people.files import Part, rows_of
from tests.people.made import CSV, ftm, write


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file counts as large, and there are three processors."""
    monkeypatch.setattr(staged, "_LARGE", 0)
    monkeypatch.setattr(staged.os, "cpu_count", lambda: 3)


def many(persons: int) -> str:
    """So many persons with an office each, the office's own line behind them, and two bad lines."""
    lines = [ftm("Person", f"p-{n}", name=[f"Ana Novak{chr(97 + n % 26)}"], country=["si"]) for n in range(persons)]
    terms = [ftm("Occupancy", f"o-{n}", holder=[f"p-{n}"], post=["post"], startDate=["2020"]) for n in range(persons)]
    post = ftm("Position", "post", name=["Mayor of Maribor"], country=["si"])
    return "\n".join([*lines, "no json", *terms, ftm("Person", "nameless"), post]) + "\n"


def held(where: Path, file: str) -> tuple[list[tuple[object, ...]], list[str]]:
    """All rows of the index that a file gives, and the problems."""
    problems: list[Problem] = []
    with open_people(str(where), create=True) as people:
        import_file(people, file, problems.append)
        tables = [people.connection.execute(f"SELECT * FROM {t}").fetchall() for t in ("person", "name", "sound")]
        terms = people.connection.execute("SELECT person, title, office, country, begin, line FROM term").fetchall()
    return [row for rows in (*tables, terms) for row in rows], [problem.where for problem in problems]


def test_processes_give_what_one_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write(tmp_path, "many.json", many(6_000))
    alone = held(tmp_path / "one.sqlite3", file)
    monkeypatch.setattr(staged, "_LARGE", 0)
    monkeypatch.setattr(staged.os, "cpu_count", lambda: 3)
    assert held(tmp_path / "three.sqlite3", file) == alone
    assert alone[1] == [f"{file}:6001", f"{file}:12002"]


def test_parts_share_out_the_lines(tmp_path: Path) -> None:
    file = write(tmp_path, "many.json", many(50))
    parts = [list(rows_of(file, Part(number, 3, 7))) for number in range(3)]
    assert sorted(row.line for rows in parts for row in rows) == [row.line for row in rows_of(file)]
    assert all(row.line // 7 % 3 == number for number, rows in enumerate(parts) for row in rows)


@pytest.mark.usefixtures("apart")
def test_csv_is_read_whole(tmp_path: Path) -> None:
    (batch,) = staged.batches(write(tmp_path, "office.csv", CSV))
    assert [row[1] for row in batch.persons] == ["Q11", "Q12", "Q12", "Q13"]


@pytest.mark.usefixtures("apart")
def test_what_fails_in_a_process_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write(tmp_path, "many.json", many(10))
    monkeypatch.setattr(staged, "_PROGRAM", "raise SystemExit(3)")
    with pytest.raises(ReadoutError, match="ended too early"):
        list(staged.batches(file))
    told = "import sys; from readout.people.staged import write, Part; write('gone', Part(), sys.stdout.buffer)"
    monkeypatch.setattr(staged, "_PROGRAM", told)
    with pytest.raises(ReadoutError, match="gone: cannot be read"):
        list(staged.batches(file))


@pytest.mark.usefixtures("apart")
def test_processes_end_with_their_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    popen = staged.subprocess.Popen
    monkeypatch.setattr(staged.subprocess, "Popen", lambda *a, **k: started.append(popen(*a, **k)) or started[-1])
    reading = staged.batches(write(tmp_path, "many.json", many(6_000)))
    assert len(list(islice(reading, 2))) == 2
    reading.close()
    assert len(started) == 3
    assert all(process.returncode is not None for process in started)
