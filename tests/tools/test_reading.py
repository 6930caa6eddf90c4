"""A reading in marks becomes a record, or says what is wrong with it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from readout.model import Record
from tests.conftest import article
from tools.reading import bounds, record

TEXT = "Ann Lee met Bo in Rome on 3 May, her office said.  Rome and Oslo agreed."
READING = """
{>s1|{ann|Ann Lee} {!v1|met} {bo|Bo} in {rome|Rome} on {@2024-05-03|3 May}},
{<s1|{office/d|{ann/p|her} office}} {=s1|said}.
{it/m|Rome} and {no/m|Oslo} agreed.
---
entities:
  ann: {kind: person, name: Ann Lee, role: minister, country: ITA}
  bo: {kind: person, name: Bo}
  rome: {kind: place, name: Rome, country: ITA}
  office: {kind: organisation, name: her office, optional: true}
  it: {kind: country, name: Italy, country: ITA}
  'no': {kind: country, name: Norway, country: NOR}
statements:
  s1: {speaker: office}
events:
  v1: {type: meeting, actor: [ann], recipient: [bo], place: rome, time: 2024-05-03, status: happened, sources: [s1],
       own: {bo: [uncertain, illness]}}
discrepancies:
  - {about: place, values: [a, b], words: [Rome, Oslo]}
"""


def test_marks_and_rows_become_a_record() -> None:
    plain, wrong = record(article(TEXT), READING)
    assert wrong == []
    read = msgspec.convert(plain, Record)
    quoted = {e.name: [TEXT[m.start : m.end] for m in e.mentions] for e in read.entities}
    assert quoted["Ann Lee"] == ["Ann Lee", "her"]
    assert quoted["Italy"] == ["Rome"]
    assert [m.form for e in read.entities for m in e.mentions if e.name == "Norway"] == ["metonym"]
    (statement,) = read.statements
    assert [TEXT[c.start : c.end] for c in statement.content] == ["Ann Lee met Bo in Rome on 3 May"]
    (event,) = read.events
    assert (TEXT[event.trigger.start : event.trigger.end], event.plover) == ("met", "CONSULT")
    assert [(p.role, p.status, p.reason) for p in event.participants] == [
        ("actor", None, None),
        ("recipient", "uncertain", "illness"),
    ]
    assert event.time is not None
    assert (event.time.begin, event.sources) == ("2024-05-03", ("s1",))
    assert plain["entities"][3]["optional"] is True
    assert [TEXT[s.start : s.end] for s in read.discrepancies[0].spans] == ["Rome", "Oslo"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("{bo|Bo}", "{bo|Ben}", "leaves the article"),
        ("{bo|Bo}", "{bo|Bo", "is never closed"),
        ("Oslo} agreed.", "Oslo}", "ends before ' agreed.'"),
        ("{bo|Bo}", "Bo", "entity 'bo' has no mention"),
        ("{bo|Bo}", "{zoe|Bo}", "entity 'zoe' is marked but not told of"),
        ("{ann/p|", "{ann/x|", "no such form"),
        ("{!v1|met}", "met", "event 'v1' has no trigger"),
        ("type: meeting", "type: reunion", "kind of the table: reunion"),
        ("sources: [s1]", "sources: [s9]", "'s9' is not told of"),
        ("own: {bo:", "own: {rome:", "own status of 'rome'"),
        ("status: happened", "status: surely", "Invalid enum value 'surely'"),
        ("'no':", "no:", "YAML takes the label for False"),
        ("words: [Rome, Oslo]", "words: [Rome, Bergen]", "'Bergen' is not in the text"),
    ],
)
def test_each_mistake_is_named(old: str, new: str, says: str) -> None:
    assert old in READING
    _, wrong = record(article(TEXT), READING.replace(old, new, 1))
    assert any(says in line for line in wrong), wrong


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("1999", ("1999-01-01", "1999-12-31")),
        ("199", ("1990-01-01", "1999-12-31")),
        ("2024-05-03T10:00", ("2024-05-03", "2024-05-03")),
        ("P3D", (None, None)),
        ("XXXX-WXX-5", (None, None)),
    ],
)
def test_bounds_of_values(value: str, days: tuple[str | None, str | None]) -> None:
    assert bounds(value) == days


def test_the_command_prints_the_record_or_the_mistakes(tmp_path: Path) -> None:
    page, reading = tmp_path / "article.json", tmp_path / "reading.txt"
    page.write_text(json.dumps({"id": "x", "text": TEXT}), "utf-8")
    command = [sys.executable, "tools/reading.py", str(page), str(reading)]
    reading.write_text(READING, "utf-8")
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["article"]["id"] == "x"
    reading.write_text(READING.replace("met", "left"), "utf-8")
    failed = subprocess.run(command, capture_output=True, text=True, check=False)
    assert failed.returncode == 1
    assert "leaves the article" in failed.stderr
