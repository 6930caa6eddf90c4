"""What a user may name: files, folders, standard input, gzip; each bad one is one problem and the rest is read."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import sys
from pathlib import Path

import pytest

from readout.model import Article, Problem
from readout.read import read_bytes, read_inputs
from readout.read.stream import PAGE_LIMIT

GOOD = "The minister resigned on Monday after losing a vote.\nHer party said that it would choose a new leader.\n"
RUSSIAN = "Президент заявил в понедельник, что страна готова к переговорам, сообщает агентство. " * 5


BAD = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \r\n\t \n", "white space"),
    "picture.png": (b"\x89PNG\r\n\x1a\n" + bytes(200), "PNG"),
    "report.doc": (b"\xd0\xcf\x11\xe0" + bytes(range(256)) * 4, "office document"),
    "noise.txt": (random.Random(7).randbytes(4000), "not a text"),
    "noise.jsonl": (random.Random(8).randbytes(4000), "not a text"),
    "cut.txt.gz": (gzip.compress(GOOD.encode() * 500)[:-40], "cut short"),
    "twice.gz": (gzip.compress(gzip.compress(GOOD.encode())), "inside gzip"),
    "huge.txt": (b"word and word " * (PAGE_LIMIT // 14 + 1), "MB"),
    "bomb.html.gz": (gzip.compress(b"<p>" + b"0" * (3 * PAGE_LIMIT), 9), "MB"),
    "no-article.html": (b"<html><body><script>var a = 1</script></body></html>", "no article"),
    "broken.json": (b'{\n "text": "a",\n "url": \n', "broken JSON"),
    "none.json": (b"[]", "no article"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_bytes_are_one_problem(name, tmp_path):
    data, what = BAD[name]
    path = tmp_path / name
    path.write_bytes(data)
    (tmp_path / "good.txt").write_text(GOOD)
    problem, good = read_inputs([str(path), str(tmp_path / "good.txt")])
    assert isinstance(problem, Problem)
    assert problem.where.startswith(str(path))
    assert what in problem.what
    assert isinstance(good, Article)


def test_missing_path_and_address(tmp_path):
    missing, address, good = read_inputs([str(tmp_path / "no.txt"), "https://example.com/a", *_good(tmp_path)])
    assert "no such file" in missing.what
    assert "not fetched" in address.what
    assert good.text == GOOD


def test_unreadable_file(tmp_path):
    (name,) = _good(tmp_path)
    Path(name).chmod(0)
    (item,) = read_inputs([name])
    # An administrator may read it all the same.
    assert item.text == GOOD if os.access(name, os.R_OK) else "permission" in item.what.lower()


def test_device_is_no_page():
    (problem,) = read_inputs([os.devnull])
    assert "neither a file nor a folder" in problem.what


def test_folder_is_walked_in_order(tmp_path):
    for name in ("b.txt", "a.html", "c/d.txt", "c/a.txt", ".hidden.txt", "style.css", "photo.jpg"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"<html><body><p>{GOOD}</p></body></html>" if name == "a.html" else GOOD)
    names = [Path(item.source).relative_to(tmp_path).as_posix() for item in read_inputs([str(tmp_path)])]
    assert names == ["a.html", "b.txt", "c/a.txt", "c/d.txt"]


def test_folder_without_pages(tmp_path):
    (tmp_path / "style.css").write_text("p {}")
    (problem,) = read_inputs([str(tmp_path)])
    assert "no pages" in problem.what


def test_folder_that_holds_itself(tmp_path):
    _good(tmp_path)
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    good, problem = read_inputs([str(tmp_path)])
    assert isinstance(good, Article)
    assert "holds it" in problem.what


def test_link_to_itself(tmp_path):
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (problem,) = read_inputs([str(tmp_path / "self.txt")])
    assert isinstance(problem, Problem)


def test_standard_input(monkeypatch):
    class Pipe:
        buffer = io.BytesIO(gzip.compress(b'{"id": "a", "text": "One."}\n{"id": "b", "text": "Two."}\n'))

    monkeypatch.setattr(sys, "stdin", Pipe)
    assert [(a.id, a.source) for a in read_inputs(["-"])] == [("a", "-:1"), ("b", "-:2")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings(encoding):
    text = "“Naïve,” said the café’s owner on Monday – and it was true.\nHe was not alone in it."
    (article,) = read_bytes(text.encode(encoding), "page.txt")
    assert article.text == text


def test_mostly_sound_utf8_is_not_mojibake():
    text = "“Über” said the owner’s daughter’s friend – “naïve” – and “it’s” true that Zoë’s café was closed."
    (article,) = read_bytes(text.encode() + b" \xff", "page.txt")
    assert article.text == text + " \ufffd"


def test_odd_file_names(tmp_path):
    name = os.fsencode(tmp_path) + b"/\xff\xfe.txt"
    Path(os.fsdecode(name)).write_text(GOOD)
    (article,) = read_inputs([os.fsdecode(name)])
    article.source.encode()


def test_a_corrected_page_keeps_its_id(tmp_path):
    (name,) = _good(tmp_path)
    (first,) = read_inputs([name])
    Path(name).write_text(GOOD.replace("new leader", "new chair"))
    (second,) = read_inputs([name])
    (tmp_path / "other.txt").write_text(GOOD)
    (other,) = read_inputs([str(tmp_path / "other.txt")])
    assert first.id == second.id != other.id
    assert first.text != second.text


def test_a_page_that_moves_or_is_packed_keeps_its_id(tmp_path, monkeypatch):
    (name,) = _good(tmp_path)
    (first,) = read_inputs([name])
    moved = tmp_path / "2024" / "saved"
    moved.mkdir(parents=True)
    (moved / "good.txt.gz").write_bytes(gzip.compress(GOOD.encode()))
    monkeypatch.chdir(moved)
    (second,) = read_inputs(["good.txt.gz"])
    (third,) = read_bytes(GOOD.encode(), "elsewhere/good.txt")
    assert first.id == second.id == third.id


def test_files_of_one_name_hold_articles_of_their_own(tmp_path):
    page = "<html><head><title>{0}</title><meta name=date content={1}></head><body><h1>{0}</h1><p>{2}</p></body></html>"
    kept = page.format("Minister resigns after vote", "2024-03-04", GOOD)
    pages = {
        "a": kept,
        "b": page.format("Ministers resign after vote", "2024-03-04", GOOD),
        "c": page.format("Minister resigns after vote", "2024-03-05", GOOD),
        "d": kept.replace("a vote", "two votes").replace("after vote", "After Vote!"),
        "e": f"<html><body><p>{GOOD}</p></body></html>",
        "f": f"<html><body><p>{GOOD.replace('minister', 'mayor')}</p></body></html>",
    }
    ids = {}
    for folder, words in pages.items():
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "index.html").write_text(words)
        (article,) = read_inputs([str(tmp_path / folder / "index.html")])
        ids[folder] = article.id
    assert ids.pop("d") == ids["a"]
    assert len(set(ids.values())) == len(ids)


def test_an_address_is_the_id_whatever_the_file(tmp_path):
    page = "<html><head><link rel=canonical href='https://example.com/news/1'></head><body><p>{}</p></body></html>"
    ids = set()
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text(page.format(GOOD + name))
        ids |= {article.id for article in read_inputs([str(tmp_path / name)])}
    (row,) = read_bytes(json.dumps({"url": "https://example.com/news/1", "text": GOOD}).encode(), "a.jsonl")
    assert ids == {row.id}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("russian.txt", RUSSIAN.encode()),
        ("russian-1251.html", f"<html><meta charset=windows-1251><p>{RUSSIAN}".encode("cp1251")),
    ],
)
def test_a_page_in_another_language_is_kept(name, data):
    (article,) = read_bytes(data, name)
    assert article.language == "ru"
    assert article.text.strip() == RUSSIAN.strip()


def test_a_few_foreign_words_are_no_other_language():
    text = GOOD + "«Мы готовы», he said, and then: «Спасибо всем, кто пришёл сегодня на площадь». The crowd was quiet."
    (article,) = read_bytes(text.encode(), "page.txt")
    assert article.language == "en"
    (short,) = read_bytes("Schöne Grüße.".encode(), "page.txt")
    assert short.language == "en"


def _good(folder: Path) -> list[str]:
    path = folder / "good.txt"
    path.write_text(GOOD)
    return [str(path)]
