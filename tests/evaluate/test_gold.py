"""Readings in files, and the half of the gold that nothing but `evaluate` may open."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from readout.evaluate import Reading, in_loader, load
from readout.model import ReadoutError, to_json

from .made import record

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "tests" / "gold" / "report"
# The folder's name however it is written, and whatever names or lists the folder above it without going into `build`.
NAMED = re.compile(
    r"""gold[\\/]+report | ["']gold["']\s*[,/]\s*["']report | tests[\\/]+gold(?![\\/]+build) |
    (?:/|["']tests["']\s*,)\s*["']gold["'](?!\s*[,/]\s*["']build)""",
    re.VERBOSE,
)
# What measures, and the list of commands that print the README's figures; none of it shows a reading.
ALLOWED = (
    "src/readout/evaluate/",
    "src/readout/cli/evaluate.py",
    "tests/evaluate/",
    "tests/cli/test_evaluate.py",
    "benchmarks/proof.toml",
)


def saved(folder: Path, name: str, **more: object) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    data = json.loads(to_json(record(name)))
    for part, mark in more.items():
        data[part][0] |= mark
    file = folder / f"{name}.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    return file


def test_a_folder_is_read_with_all_below_it(tmp_path: Path) -> None:
    saved(tmp_path / "b", "first")
    saved(tmp_path / "a", "second")
    assert list(load(tmp_path)) == ["second", "first"]
    assert load(tmp_path)["first"] == Reading(record("first"))
    assert list(load(tmp_path / "b" / "first.json")) == ["first"]


def test_lines_are_read(tmp_path: Path) -> None:
    file = tmp_path / "records.jsonl"
    file.write_text("".join(to_json(record(name)) + "\n\n" for name in "xy"), encoding="utf-8")
    assert list(load(file)) == ["x", "y"]


def test_optional_items_and_notes_are_kept_apart(tmp_path: Path) -> None:
    mark = {"optional": True, "note": "two readers differ"}
    file = saved(tmp_path, "a", events=mark, discrepancies=mark, times={"optional": False})
    reading = load(file)["a"]
    assert reading.record == record()
    assert reading.optional == {("events", 0), ("discrepancies", 0)}
    assert reading.spare("events") == {"v1"}
    assert [optional for _, optional in reading.items("events")] == [True, False, False, False]


def test_what_is_no_record_is_named(tmp_path: Path) -> None:
    file = tmp_path / "wrong.json"
    far = json.loads(to_json(record()))
    far["events"][0]["trigger"] = {"start": 9000, "end": 9004}
    for text, said in (
        ("", "no record"),
        ("{}", "no record"),
        ('{"article": {"id": 1}}', "no record"),
        (json.dumps(far), "events v1 quotes no words"),
        ("\ufeff{", "no record"),
    ):
        file.write_text(text, encoding="utf-8")
        with pytest.raises(ReadoutError, match=rf"wrong\.json: .*{said}"):
            load(tmp_path)
    file.unlink()
    with pytest.raises(ReadoutError, match="no records here"):
        load(tmp_path)
    with pytest.raises(ReadoutError, match="no such file"):
        load(file)
    assert not in_loader.get()


def test_two_records_of_one_article_are_refused(tmp_path: Path) -> None:
    saved(tmp_path / "a", "same")
    saved(tmp_path / "b", "same")
    with pytest.raises(ReadoutError, match=r"b/same\.json: a second record of article same"):
        load(tmp_path)


def sources() -> Iterator[tuple[str, str]]:
    """Every file of code or settings that is not allowed to know the folder."""
    for top in ("src", "tests", "benchmarks", "tools", "training"):
        for file in sorted((ROOT / top).rglob("*")):
            name = file.relative_to(ROOT).as_posix()
            if file.suffix in (".py", ".sh", ".toml", ".cfg", ".yaml", ".yml") and not name.startswith(ALLOWED):
                yield name, file.read_text(encoding="utf-8", errors="replace")


def test_nothing_names_the_half_that_is_only_reported_on() -> None:
    names = []
    for name, text in sources():
        if name == "tests/conftest.py":
            assert len(NAMED.findall(text)) == 1  # the guard itself
            continue
        names += [f"{name}: {m[0]}" for m in NAMED.finditer(text)]
    assert names == []


@pytest.mark.parametrize(
    "line",
    [
        'open("tests/gold/report/a.json")',
        'HERE / "gold" / "report"',
        'Path("tests/gold").rglob("*.json")',
        'ROOT / "tests" / "gold"',
        '(Path(__file__).parent / "gold").glob("*")',
        'os.path.join("tests", "gold", "report")',
        'glob("tests\\\\gold\\\\*")',
    ],
)
def test_the_folder_is_known_however_it_is_written(line: str) -> None:
    assert NAMED.search(line)


@pytest.mark.parametrize(
    "line", ['"tests/gold/build"', 'data / "gold/seed.json"', 'HERE / "gold" / "build"', '{"gold": 3}', 'row["gold"]']
)
def test_what_is_free_to_open_may_be_named(line: str) -> None:
    assert not NAMED.search(line)


def test_opening_it_fails_unless_evaluate_does_it() -> None:
    for path in (REPORT / "any.json", str(REPORT / "deep" / ".." / "any.json"), bytes(REPORT / "any.json")):
        with pytest.raises(PermissionError, match="only evaluate"), open(path):  # noqa: PTH123
            pass
    with pytest.raises(FileNotFoundError):
        (REPORT.parent / "build" / "no such reading.json").read_text()
    token = in_loader.set(True)
    try:
        with pytest.raises(FileNotFoundError):
            (REPORT / "no such reading.json").read_text()
    finally:
        in_loader.reset(token)
