"""JSON lines, JSON objects and arrays."""

from __future__ import annotations

import json
import sys
from itertools import islice

import pytest

from readout.model import Article, Problem
from readout.read import read_bytes, read_inputs


def read(rows: list[object] | str, name: str = "a.jsonl") -> list[Article | Problem]:
    data = rows if isinstance(rows, str) else "\n".join(map(json.dumps, rows))
    return list(read_bytes(data.encode(), name))


def test_text_without_title_is_kept_exactly():
    text = "One line.\r\nTwo\U0001f600 lines.\u2028Three e\u0301 \u05e9\u05dc\u05d5\u05dd\u200b.\n\n"
    (article,) = read([{"id": "x", "text": text}])
    assert (article.id, article.source, article.text) == ("x", "a.jsonl:1", text)
    words = [text[b.start : b.end] for b in article.blocks]
    assert words == ["One line.", "Two\U0001f600 lines.", "Three e\u0301 \u05e9\u05dc\u05d5\u05dd\u200b."]
    assert article.word_count == 7


def test_title_becomes_the_headline():
    (article,) = read([{"title": "A  vote", "text": "They voted."}])
    assert article.text == "A vote\n\nThey voted."
    assert [(b.kind, article.text[b.start : b.end]) for b in article.blocks] == [
        ("headline", "A vote"),
        ("paragraph", "They voted."),
    ]
    (article,) = read([{"title": "A vote", "text": "A vote\nThey voted."}])
    assert article.text == "A vote\nThey voted."
    assert [b.kind for b in article.blocks] == ["headline", "paragraph"]


def test_hard_wrapped_lines_are_joined_only_with_blank_lines_between():
    words = "the quick brown fox jumps over the lazy dog and then it goes to sleep in the sun for all of the day "
    lines, line = [], ""
    for word in (words * 3).split():
        if len(line) + len(word) > 60:
            lines.append(line.strip())
            line = ""
        line += f" {word}"
    wrapped = "\n".join(lines)
    (article,) = read([{"text": f"{wrapped}\n\n{wrapped}"}])
    assert len(article.blocks) == 2
    (article,) = read([{"text": "One said so.\nTwo said so.\n\nThree said no."}])
    assert len(article.blocks) == 3


@pytest.mark.parametrize(
    ("row", "published", "authors", "publisher"),
    [
        ({"published": "2025-05-08T10:52:00Z"}, "2025-05-08T10:52:00+00:00", (), None),
        ({"date_publish": "2019-11-19 10:02:03", "authors": ["Jane Doe", "By JOHN ROE"]},
         "2019-11-19T10:02:03", ("Jane Doe", "John Roe"), None),
        ({"date": "2019-11-19", "author": "Jane Doe and John Roe", "media_name": "The Post"},
         "2019-11-19", ("Jane Doe", "John Roe"), "The Post"),
        ({"datePublished": 1574157600, "author": {"@type": "Person", "name": "Zoë Ng"}, "publisher": {"name": "X"}},
         "2019-11-19T10:00:00+00:00", ("Zoë Ng",), "X"),
        ({"published": "Tue, 19 Nov 2019 10:00:00 +0100"}, "2019-11-19T10:00:00+01:00", (), None),
        ({"published": "soon"}, None, (), None),
    ],
)  # fmt: skip
def test_names_that_others_give_the_fields(row, published, authors, publisher):
    (article,) = read([{"maintext": "They voted.", **row}])
    assert (article.published, article.authors, article.publisher) == (published, authors, publisher)


def test_one_broken_line_is_one_problem():
    items = read(
        '{"text": "One."}\n{"text": \n\n[1]\n{"text": " "}\n{"title": "No text"}\n{"text": 5}\n{"text": "Two."}'
    )
    assert [i.where if isinstance(i, Problem) else i.text for i in items] == [
        "One.",
        "a.jsonl:2",
        "a.jsonl:4",
        "a.jsonl:5",
        "a.jsonl:6",
        "a.jsonl:7",
        "Two.",
    ]
    (bad, good) = read_bytes(b'{"text": "caf\xe9"}\n{"text": "ok"}', "a.jsonl")
    assert "UTF-8" in bad.what
    assert good.text == "ok"


def test_lone_surrogates_and_nul_keep_their_places():
    (article,) = read('{"text": "a\\ud800b\\u0000c \\ud83d\\ude00"}')
    assert article.text == "a\ufffdb\ufffdc \U0001f600"


@pytest.mark.parametrize("indent", [None, 1])
def test_objects_and_arrays(indent):
    rows = [{"id": "a", "text": "One."}, {"id": "b", "text": "Two."}]
    (one,) = read(json.dumps(rows[0], indent=indent), "a.json")
    assert one.id == "a"
    assert [a.id for a in read(json.dumps(rows, indent=indent), "a.json")] == ["a", "b"]
    first, problem = read(json.dumps(rows, indent=indent)[:-8], "a.json")
    assert first.id == "a"
    assert problem.where == "a.json:2"
    assert "broken JSON" in problem.what


def test_json_is_known_by_its_content():
    assert [a.id for a in read('{"id": "a", "text": "One."}\n{"id": "b", "text": "Two."}', "pages")] == ["a", "b"]
    (note,) = read("[Editor's note: this is no JSON, and it was not meant to be.]", "note")
    assert note.text.startswith("[Editor")
    (wide,) = read_bytes('{"id": "a", "text": "Öl."}'.encode("utf-16"), "a.jsonl")
    assert wide.text == "Öl."


def test_lines_are_read_as_they_are_needed(monkeypatch):
    line = json.dumps({"text": "They said that it was so. " * 10}).encode() + b"\n"

    class Endless:
        given = 0

        def read(self, size: int) -> bytes:
            self.given += size
            return (line * (size // len(line) + 1))[: size - size % len(line)]

    endless = Endless()
    monkeypatch.setattr(sys, "stdin", type("Pipe", (), {"buffer": endless}))
    items = list(islice(read_inputs(["-"]), 5_000))
    assert [i.source for i in items[::4_999]] == ["-:1", "-:5000"]
    assert endless.given < 5_000 * len(line) + 2_100_000


def test_a_line_over_the_limit_is_one_problem():
    long = b'{"text": "' + b"a " * 11_000_000 + b'"}\n{"id": "b", "text": "Two."}\n'
    problem, article = read_bytes(long, "a.jsonl")
    assert "MB" in problem.what
    assert article.id == "b"
