"""Zipped folders, archives of the web, and the ways of packing: what is inside is read as if it lay there itself."""

from __future__ import annotations

import gzip
import io
import sys
import zipfile

import pytest

from readout.model import Article, Problem
from readout.read import archive, read_bytes, read_inputs, stream
from readout.read.opening import as_declared
from readout.read.unpack import _zstd_module
from tests.read.made import HEADLINE, RSS, TEXT, Capture, page, wacz, warc, zipped

zstd = _zstd_module()
PAGE = page()


def captures(count: int = 3) -> list[Capture]:
    return [Capture(f"https://x.example/{n}", page(f"{HEADLINE} number {n}")) for n in range(count)]


def test_a_zipped_folder_is_read_in_order_without_what_lies_beside():
    names = ["b.txt", "a.html", "c/d.txt", "style.css", "photo.jpg", "__MACOSX/a.html", "c/.hidden.txt"]
    data = zipped({name: PAGE if name == "a.html" else TEXT.encode() for name in names})
    found = list(read_bytes(data, "pages.zip"))
    assert [item.source for item in found] == ["pages.zip/a.html", "pages.zip/b.txt", "pages.zip/c/d.txt"]
    (alone,) = read_bytes(PAGE, "elsewhere/a.html")
    assert found[0].id == alone.id


def test_an_archive_inside_an_archive(tmp_path):
    (tmp_path / "a.zip").write_bytes(
        zipped({"x.warc.gz": warc(captures(), packed=True), "y.txt.gz": gzip.compress(TEXT.encode())})
    )
    found = list(read_inputs([str(tmp_path)]))
    assert [item.source.rpartition("/")[2] for item in found] == [
        "x.warc.gz:2",
        "x.warc.gz:4",
        "x.warc.gz:6",
        "y.txt.gz",
    ]
    deep = TEXT.encode()
    for _ in range(8):
        deep = zipped({"a.zip": deep})
    (problem,) = read_bytes(deep, "deep.zip")
    assert "inside" in problem.what


def test_zip_archives_without_pages_are_one_line():
    locked = bytearray(zipped({"a.txt": TEXT.encode()}))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(signature) + at] |= 1
    for data, what in {
        zipped({}): "no pages",
        zipped({"[Content_Types].xml": b"x", "word/document.xml": b"x"}): "office document",
        zipped({"a.txt": TEXT.encode()})[:60]: "damaged",
        bytes(locked): "password",
    }.items():
        (problem,) = read_bytes(data, "a.zip")
        assert what in problem.what


def test_a_damaged_member_is_named_and_the_others_are_read():
    data = bytearray(zipped({"a.txt": TEXT.encode() * 20, "b.txt": TEXT.encode()}))
    data[60:70] = b"\xff" * 10
    problem, article = read_bytes(bytes(data), "a.zip")
    assert isinstance(problem, Problem)
    assert problem.where == "a.zip/a.txt"
    assert article.text == TEXT


@pytest.mark.parametrize("packed", [False, True])
def test_warc(packed):
    odd = [
        Capture("https://x.example/gone", PAGE, status="404 Not Found"),
        Capture("https://x.example/a.png", b"\x89PNG", "image/png"),
        Capture(
            "https://x.example/packed",
            gzip.compress(page("Packed by the server")),
            headers=(("Content-Encoding", "gzip"),),
        ),
        Capture(
            "https://x.example/latin",
            page("Caf\xe9 closed").decode().encode("cp1251", "replace"),
            "text/html; charset=cp1251",
        ),
        Capture("https://x.example/feed", RSS.encode(), "application/rss+xml"),
    ]
    found = [item for item in read_bytes(warc([*captures(2), *odd], packed), "x.warc") if isinstance(item, Article)]
    assert [a.url for a in found[:4]] == [
        "https://x.example/0",
        "https://x.example/1",
        "https://x.example/packed",
        "https://x.example/latin",
    ]
    assert found[0].source == "x.warc:2"
    assert {a.retrieved for a in found} == {"2024-03-05T10:00:00+00:00"}
    assert found[2].headline == "Packed by the server"
    assert len(found) == 6


def test_warc_packed_with_zstandard_and_a_dictionary():
    plain = warc(captures(20))
    assert len(list(read_bytes(zstd.compress(plain), "x.warc.zst"))) == 20
    words = zstd.train_dict([page(f"{HEADLINE} {n}") * 2 for n in range(200)], 4096)
    data = words.dict_content
    for kept in (data, zstd.compress(data)):
        frame = b"\x5d\x2a\x4d\x18" + len(kept).to_bytes(4, "little") + kept
        assert len(list(read_bytes(frame + zstd.compress(plain, zstd_dict=words), "x.warc.zst"))) == 20


def test_wacz_reads_the_archive_and_nothing_beside_it():
    found = list(read_bytes(wacz(captures()), "crawl.wacz"))
    assert [a.source for a in found] == [f"crawl.wacz/archive/data.warc.gz:{n}" for n in (2, 4, 6)]


def test_a_cut_archive_gives_what_stands_before_the_cut():
    data = warc(captures(5), packed=True)
    found = list(read_bytes(data[: len(data) // 2], "x.warc.gz"))
    assert [isinstance(item, Article) for item in found] == [True] * (len(found) - 1) + [False]
    assert "cut short" in found[-1].what
    (problem,) = read_bytes(warc([]), "x.warc")
    assert "no page" in problem.what


@pytest.mark.parametrize("pack", [gzip.compress, zstd.compress], ids=["gzip", "zstandard"])
def test_bombs_are_one_line(pack, monkeypatch):
    many = b'{"text": "no"}\n' * 20
    monkeypatch.setattr(stream, "FREE", 4_000_000)
    *articles, problem = read_bytes(pack(many + b"\n" * 20_000_000), "a.jsonl")
    assert len(articles) == 20
    assert "unpacks to more" in problem.what


def test_many_large_members_are_a_bomb(monkeypatch):
    monkeypatch.setattr(stream, "FREE", 4_000_000)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for number in range(20):
            made.writestr(f"{number:02}.txt", b" " * 1_000_000)
    found = list(read_bytes(out.getvalue(), "a.zip"))
    assert len(found) < 9
    assert "unpacks to more" in found[-1].what


def test_what_lies_deeper_counts_for_the_outermost_archive(monkeypatch):
    monkeypatch.setattr(stream, "FREE", 4_000_000)
    inner = zipped({"a.txt.gz": gzip.compress(b" " * 3_000_000)})
    found = list(read_bytes(zipped({f"{n}.zip": inner for n in range(9)}), "a.zip"))
    assert len(found) < 5
    assert "unpacks to more" in found[-1].what
    monkeypatch.setattr(stream, "MOST_INSIDE", 3)
    monkeypatch.setattr(archive, "MOST_INSIDE", 3)
    small = zipped({"a.txt": TEXT.encode()})
    *articles, problem = read_bytes(zipped({f"{n}.zip": small for n in range(9)}), "a.zip")
    assert len(articles) == 3
    assert "more than 3 archives" in problem.what


def test_an_archive_from_a_pipe(monkeypatch):
    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.raw = io.BytesIO(zipped({"a.txt": TEXT.encode()}))

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:
            return self.raw.readinto(buffer)

    class Standard:
        buffer = io.BufferedReader(Pipe())

    monkeypatch.setattr(sys, "stdin", Standard)
    (article,) = read_inputs(["-"])
    assert article.source == "-/a.txt"


def test_the_servers_word_on_the_encoding_counts():
    assert as_declared("при".encode("koi8-r"), "text/html; charset=KOI8-R").decode("utf-8-sig") == "при"
    for kind in (
        None,
        "text/html",
        "text/html; charset=nonsense",
        "application/pdf; charset=koi8-r",
        "text/html; charset=\x00",
    ):
        assert as_declared(b"\xd0\xff", kind) == b"\xd0\xff"


def test_many_empty_files_in_an_archive_are_told_in_one_line():
    data = zipped({f"{n:03}.txt": b"" for n in range(200)} | {"page.html": PAGE})
    problem, article = read_bytes(data, "pages.zip")
    assert isinstance(problem, Problem)
    assert "200 of the 201 files" in problem.what
    assert isinstance(article, Article)
