"""`readout evaluate`, run as its users do."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from msgspec.structs import replace

import readout
from readout.evaluate import PARTS
from readout.model import Record, to_json
from tests.cli.made import BRIDGE, LINES, call, failures, run

TABLE = re.compile(r"^(\S+) +([\d.]+|-) +([\d.]+|-) +([\d.]+|-) +(?:([\d.]+) to ([\d.]+)|-) +(\d+) +(\d+) +(\d+)")


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> list[Record]:
    """What the program reads in a few pages: a gold that it agrees with."""
    folder = tmp_path_factory.mktemp("articles")
    (folder / "bridge.html").write_text(BRIDGE, encoding="utf-8")
    (folder / "lines.jsonl").write_text("".join(json.dumps(line) + "\n" for line in LINES), encoding="utf-8")
    return list(readout.read_all([folder]))


def keep(folder: Path, records: list[Record]) -> Path:
    folder.mkdir()
    for n, record in enumerate(records):
        (folder / f"{n}.json").write_text(to_json(record), encoding="utf-8")
    return folder


@pytest.fixture
def gold(tmp_path: Path, records: list[Record]) -> Path:
    return keep(tmp_path / "gold", records)


@pytest.fixture
def worse(tmp_path: Path, records: list[Record]) -> Path:
    """Other records of the same articles, as JSON lines: no events, and no time is right."""
    file = tmp_path / "worse.jsonl"
    poor = [replace(r, events=(), times=tuple(replace(t, value="1999") for t in r.times)) for r in records]
    file.write_text("".join(to_json(record) + "\n" for record in poor), encoding="utf-8")
    return file


def table(printed: str) -> dict[str, str]:
    return {m[1]: m[4] for line in printed.splitlines() if (m := TABLE.match(line))}


def test_the_articles_are_read_anew_and_every_part_is_measured(gold: Path) -> None:
    done = run("evaluate", gold)
    assert (done.returncode, done.stderr) == (0, "")
    figures = table(done.stdout)
    assert list(figures) == list(PARTS)
    assert set(figures.values()) == {"1.000", "-"}
    assert figures["events"] == figures["statements"] == "1.000"


def test_records_of_elsewhere_are_measured(gold: Path, worse: Path) -> None:
    done = call("evaluate", gold, "--found", worse)
    figures = table(done.stdout)
    assert done.returncode == 0
    assert (figures["events"], figures["status"], figures["times"], figures["times.value"]) == (
        *("0.000", "0.000"),
        *("1.000", "0.000"),
    )


def test_parts_are_chosen_with_their_sub_parts(gold: Path, worse: Path) -> None:
    done = call("evaluate", gold, "--found", worse, "--part", "times", "--part", "place")
    assert list(table(done.stdout)) == ["times", "times.strict", "times.value", "place"]
    with pytest.raises(Exception, match="'time' is none of mentions"):
        call("evaluate", gold, "--found", worse, "--part", "time")


def test_two_versions_are_compared(gold: Path, worse: Path) -> None:
    done = call("evaluate", gold, "--found", gold, "--against", worse, "--part", "events", "--part", "cue")
    whole = call("evaluate", gold, "--found", gold, "--against", worse)
    assert list(table(whole.stdout)) == list(PARTS)
    lines = done.stdout.splitlines()
    assert "more than noise" in next(line for line in lines if line.startswith("events "))
    assert "+1.000" in next(line for line in lines if line.startswith("events.type"))
    assert re.search(r" 0\.000 .* noise$", next(line for line in lines if line.startswith("cue")))


def test_errors_are_listed(gold: Path, worse: Path) -> None:
    done = call("evaluate", gold, "--found", worse, "--part", "times", "--errors", "2")
    listed = done.stdout.split("\n\n")[1].splitlines()
    assert len(listed) == 2
    article, part, wanted, found, words = listed[0].split(" | ")
    assert part == "times.value"
    assert found.endswith("= 1999")
    assert wanted.partition(" = ")[0] in words
    assert article in {"3f9a2c41d0aa", "b07"} or len(article) > 8
    everything = call("evaluate", gold, "--found", worse, "--part", "times", "--errors", "0")
    assert len(everything.stdout.split("\n\n")[1].splitlines()) > 2


def test_json_is_one_object_a_line(gold: Path, worse: Path) -> None:
    done = run("evaluate", gold, "--found", worse, "--against", gold, "--json", "--errors", "1", "--part", "events")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row.get("part") for row in rows[:2]] == ["events", "events.type"]
    assert (rows[0]["f1"], rows[0]["other"], rows[0]["change"], rows[0]["real"]) == (0.0, 1.0, -1.0, True)
    assert rows[-1]["wanted_at"][0].keys() == {"start", "end"}
    assert "found_at" not in rows[-1]


class Ids(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.inside: set[str] = set()
        self.risky: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name == "href" and (value or "").startswith("#"):
                self.inside.add((value or "")[1:])
            elif name in ("src", "style") or name.startswith("on") or (name == "href" and "data:" not in (value or "")):
                self.risky.append(f"{tag} {name}={value}")


def test_the_page_shows_both_readings_and_every_difference(
    gold: Path, worse: Path, tmp_path: Path, records: list[Record]
) -> None:
    file = tmp_path / "page.html"
    done = call("evaluate", gold, "--found", worse, "--html", file)
    assert failures(done.stderr) == [f"wrote {file}"]
    page = file.read_text(encoding="utf-8")
    read = Ids(page)
    assert len(read.ids) == len(set(read.ids))
    assert read.inside <= set(read.ids)
    assert read.risky == []
    assert page.count('<section aria-label="Wanted">') == page.count('<section aria-label="Found">') == len(records)
    text = re.sub(r"<[^>]+>", "", page)
    assert text.count("visit Kenya in May, officials said.") >= 2
    assert "not found" in page
    assert "p-event" in page.partition('aria-label="Wanted"')[2].partition("</section>")[0]


def test_an_article_that_is_not_found_or_differs_is_named(gold: Path, tmp_path: Path, records: list[Record]) -> None:
    other = replace(records[0], article=replace(records[0].article, text=records[0].article.text + "."))
    found = keep(tmp_path / "found", [other, *records[2:]])
    done = run("evaluate", gold, "--found", found, "--part", "events")
    assert done.returncode == 1
    assert failures(done.stderr) == [
        f"{found}: article {records[0].article.id} has another text; it is left out",
        f"{found}: no record of article {records[1].article.id}; it is left out",
    ]
    assert table(done.stdout)["events.type"] == "1.000"
    against = run("evaluate", gold, "--found", gold, "--against", found, "--part", "events")
    assert (against.returncode, against.stderr) == (1, done.stderr)
    nothing = keep(tmp_path / "nothing", [other])
    assert "no record of any article" in run("evaluate", gold, "--found", nothing).stderr


def test_floors_fail_and_only_ever_rise(gold: Path, worse: Path, tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    raised = call("evaluate", gold, "--found", gold, "--floors", floors, "--raise-floors", "--part", "times")
    assert raised.returncode == 0
    kept = floors.read_text()
    assert json.loads(kept) == {part: {"f1": 1.0} for part in ("times", "times.strict", "times.value")}
    fell = run("evaluate", gold, "--found", worse, "--floors", floors, "--raise-floors")
    assert fell.returncode == 1
    assert failures(fell.stderr) == ["times.value: f1 is 0.0000, under its floor of 1.0"]
    assert floors.read_text() == kept
    assert call("evaluate", gold, "--found", worse, "--floors", floors, "--part", "events").returncode == 0
    floors.write_text('{"times": {"f1": 0.2}}')
    call("evaluate", gold, "--found", gold, "--floors", floors, "--raise-floors", "--part", "times.value")
    assert json.loads(floors.read_text()) == {"times": {"f1": 0.2}, "times.value": {"f1": 1.0}}


def test_wrong_usage_and_wrong_files_are_one_clear_line(gold: Path, tmp_path: Path) -> None:
    assert run("evaluate", gold, "--raise-floors").returncode == 2
    missing = run("evaluate", tmp_path / "nowhere")
    assert (missing.returncode, failures(missing.stderr)) == (1, [f"{tmp_path / 'nowhere'}: no such file or folder"])
    floors = run("evaluate", gold, "--found", gold, "--floors", tmp_path / "none.json")
    assert floors.returncode == 1
    assert failures(floors.stderr) == [f"{tmp_path / 'none.json'}: No such file or directory"]
