"""The library: `readout.read`, `readout.read_all`, `readout.open`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

import readout

PAGE = b"The finance minister of Chile resigned on Monday, the government said. She had held the office since 2022."


def test_a_page_is_read_from_bytes_and_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_bytes(PAGE)
    record = readout.read(PAGE, source="page.txt", url="https://example.org/1")
    assert record.article.text.strip() == PAGE.decode()
    assert (record.article.source, record.article.url) == ("page.txt", "https://example.org/1")
    assert record.events == readout.read(file).events == readout.read(str(file)).events
    assert isinstance(record, readout.Record)


def test_what_cannot_be_read_is_an_error_with_a_place_and_a_reason(tmp_path: Path) -> None:
    with pytest.raises(readout.ReadoutError) as missing:
        readout.read(tmp_path / "missing.txt")
    assert missing.value.where == str(tmp_path / "missing.txt")
    with pytest.raises(readout.ReadoutError):
        readout.read(b"", source="empty.html")
    (tmp_path / "two.jsonl").write_text('{"text": "One man left."}\n{"text": "Two men came."}\n')
    with pytest.raises(readout.ReadoutError, match="2 articles, not one; use read_all"):
        readout.read(tmp_path / "two.jsonl")


def test_many_pages_are_read_in_order_past_problems(tmp_path: Path) -> None:
    seen: list[str] = []
    pages = [PAGE, tmp_path / "missing.txt", b"Peru sent troops to the border on Friday."]
    records = readout.read_all(pages, on_problem=lambda p: seen.append(p.where))
    seen.extend(record.article.text.split()[0] for record in records)
    assert seen == ["The", str(tmp_path / "missing.txt"), "Peru"]
    reading = readout.read_all(pages)
    assert next(reading).article.text.startswith("The finance")
    with pytest.raises(readout.ReadoutError):
        next(reading)


def test_nothing_is_read_before_it_is_asked_for() -> None:
    def pages() -> Iterator[bytes]:
        yield PAGE
        asked.append("a second page")

    asked: list[str] = []
    reading = readout.read_all(chain(pages(), [PAGE]))
    assert asked == []
    assert len(list(reading)) == 2
    assert asked
    assert list(readout.read_all([])) == []


def test_a_store_keeps_what_was_read(tmp_path: Path) -> None:
    with readout.open(tmp_path / "store.sqlite3") as store:
        (added,) = store.add([readout.read(PAGE)])
        assert added.outcome == "new"
    with readout.open(tmp_path / "store.sqlite3", create=False) as store:
        assert store.record(added.article) == readout.read(PAGE)


def test_the_function_stays_when_the_package_of_its_name_is_imported() -> None:
    from readout.read import read_bytes

    assert callable(read_bytes)
    assert readout.read.__module__ == "readout.api"
    assert all(hasattr(readout, name) for name in readout.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nosuch'"):
        readout.nosuch  # noqa: B018


def test_importing_readout_loads_nothing_else() -> None:
    code = "import sys, readout; print([m for m in sys.modules if m.startswith(('readout.', 'msgspec', 'spacy'))])"
    assert subprocess.run([sys.executable, "-c", code], text=True, capture_output=True, check=True).stdout == "[]\n"


def test_the_types_are_there_for_type_checkers(tmp_path: Path) -> None:
    file = tmp_path / "use.py"
    file.write_text(
        "import readout\n"
        "record: readout.Record = readout.read('page.html')\n"
        "with readout.open() as store:\n"
        "    n: int = store.counts().events\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", str(file)], text=True, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout
