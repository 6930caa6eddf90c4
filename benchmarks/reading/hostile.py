"""Pages, feeds and archives that are damaged or made to do harm, drawn from a seed (but for the times and numbers that
programs write into archives)."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import islice
from pathlib import Path
from random import Random
from textwrap import wrap
from typing import Any, NamedTuple

from readout.read.unpack import _zstd_module

_PAGES = Path("tests/pages")
_DEEP = 1_000_000
_MEGA = 1_000_000


class Case(NamedTuple):
    """A file to read: what was done to it, its name (whose ending may lie), its bytes."""

    kind: str
    name: str
    data: bytes


def cases(count: int, seed: int = 1) -> Iterator[Case]:
    """The files that were made to do harm, and then damaged ones until there are so many in all."""
    made = 0
    for made, case in enumerate(islice(harmful(), count), 1):  # noqa: B007 - counted, never kept: they are large
        yield case
    yield from damaged(count - made, seed)


def damaged(count: int, seed: int = 1) -> Iterator[Case]:
    """Good files of every format, each damaged in some way."""
    random, good = Random(seed), list(sound())
    for number in range(count):
        name, data = random.choice(good)
        kind, damage = random.choice(DAMAGES)
        yield Case(f"{kind} {_ending(name)}", f"{number}-{name}", damage(data, random, good))


def sound() -> Iterator[tuple[str, bytes]]:
    """Good files of every format."""
    make: Any = import_module("tests.read.made")
    for path in sorted(_PAGES.glob("*.html.gz")):
        yield path.name.removesuffix(".gz"), gzip.decompress(path.read_bytes())
    captures = [make.Capture(f"https://x.example/{n}", make.page(f"{make.HEADLINE} {n}")) for n in range(5)]
    lines = [{"id": str(n), "title": make.HEADLINE, "text": make.TEXT} for n in range(20)]
    mail = make.letter(html=make.page().decode())
    mail.add_attachment(make.page(), maintype="text", subtype="html", filename="a.html")
    line = [(72, 700 - 14 * n, 11, text) for n, text in enumerate(wrap(make.TEXT, 80))]
    release = make.pdf([[(72, 760, 18, make.HEADLINE), *line]])
    files = {
        "page.html": make.page(),
        "scraped.txt": f"{make.HEADLINE}\n\nBy Ann Osei\nMay 8, 2025 10:52 AM 2 min read\n\n{make.TEXT}".encode(),
        "rss.xml": make.RSS.encode(),
        "atom.xml": make.ATOM.encode(),
        "rdf.xml": make.RDF.encode(),
        "feed.json": json.dumps(make.JSON_FEED).encode(),
        "lines.jsonl": "".join(json.dumps(row) + "\n" for row in lines).encode(),
        "array.json": json.dumps(lines).encode(),
        "mail.eml": mail.as_bytes(),
        "release.pdf": release,
        "pages.zip": make.zipped({"a.html": make.page(), "b.txt": make.TEXT.encode(), "c/rss.xml": make.RSS.encode()}),
        "crawl.wacz": make.wacz(captures),
        "crawl.warc": make.warc(captures),
        "crawl.warc.gz": make.warc(captures, packed=True),
        "crawl.warc.zst": _zstd_module().compress(make.warc(captures)),
        "lines.jsonl.gz": gzip.compress("".join(json.dumps(row) + "\n" for row in lines).encode()),
    }
    yield from files.items()


def _ending(name: str) -> str:
    return name.partition(".")[2]


Damage = Callable[[bytes, Random, list[tuple[str, bytes]]], bytes]


def _flip(data: bytes, random: Random, good: list[tuple[str, bytes]]) -> bytes:
    out = bytearray(data)
    for _ in range(random.choice((1, 3, 10, 100, len(data) // 50 + 1))):
        out[random.randrange(len(out))] ^= 1 << random.randrange(8)
    return bytes(out)


def _cut(data: bytes, random: Random, good: list[tuple[str, bytes]]) -> bytes:
    return data[: random.randrange(len(data))]


def _headless(data: bytes, random: Random, good: list[tuple[str, bytes]]) -> bytes:
    return data[random.randrange(min(len(data), 400)) :]


def _hole(data: bytes, random: Random, good: list[tuple[str, bytes]]) -> bytes:
    start = random.randrange(len(data))
    return data[:start] + data[start + random.randrange(1, 2000) :]


def _doubled(data: bytes, random: Random, good: list[tuple[str, bytes]]) -> bytes:
    start = random.randrange(len(data))
    piece = data[start : start + random.randrange(1, 5000)]
    return data[:start] + piece * random.choice((2, 10, 50)) + data[start:]


def _noise(data: bytes, random: Random, good: list[tuple[str, bytes]]) -> bytes:
    start = random.randrange(len(data))
    noise = random.choice((b"\0" * 300, random.randbytes(300), b"\xff\xfe" * 99, b"<" * 500, b'"' * 500, b"\n" * 9999))
    return data[:start] + noise + data[start:]


def _spliced(data: bytes, random: Random, good: list[tuple[str, bytes]]) -> bytes:
    _, other = random.choice(good)
    return data[: random.randrange(len(data))] + other[random.randrange(len(other)) :]


def _tags(data: bytes, random: Random, good: list[tuple[str, bytes]]) -> bytes:
    """Marks of markup put elsewhere: tags, brackets, quotation marks, line ends."""
    out = bytearray(data)
    marks = [n for n in range(len(out)) if out[n] in b"<>/\"'{}[]&;\n="]
    for _ in range(min(len(marks) // 10 + 1, 500)):
        out[random.choice(marks)] = random.choice(b"<>/\"'{}[]&;\n=")
    return bytes(out)


def _recoded(data: bytes, random: Random, good: list[tuple[str, bytes]]) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(random.choice(("utf-16", "utf-32", "cp1251", "shift_jis", "utf-7", "cp037")), "replace")


DAMAGES: tuple[tuple[str, Damage], ...] = (
    ("bits flipped", _flip),
    ("cut short", _cut),
    ("head gone", _headless),
    ("hole", _hole),
    ("pieces doubled", _doubled),
    ("noise", _noise),
    ("spliced", _spliced),
    ("marks shuffled", _tags),
    ("recoded", _recoded),
)


def harmful() -> Iterator[Case]:
    """Files that were made to fill the memory, to nest without end or to keep a reader busy."""
    for name, data in _bombs():
        yield Case("bomb", name, data)
    for name, data in _nested():
        yield Case("nested 10^6 deep", name, data)
    for name, data in _endless():
        yield Case("endless", name, data)
    for number, line in enumerate(_lines()):
        yield Case("slow line", f"line{number}.txt", f"{line}\n".encode())
        yield Case("slow line", f"line{number}.html", f"<html><body><article><p>{line}</p></article>".encode())
        yield Case("slow line", f"head{number}.html", _page(f"<h1>News</h1><div>{line}</div>"))


def _page(inside: str) -> bytes:
    make: Any = import_module("tests.read.made")
    paragraphs = "".join(f"<p>{p}</p>" for p in make.PARAGRAPHS)
    return f"<!doctype html><html lang=en><body><article>{inside}{paragraphs}</article></body></html>".encode()


def _bombs() -> Iterator[tuple[str, bytes]]:
    zeros = bytes(100 * _MEGA)
    yield "bomb.html.gz", gzip.compress(zeros * 3, 9)
    yield "bomb.txt.gz", gzip.compress(b"a b c d. \n" * 30 * _MEGA, 9)
    yield "twice.gz", gzip.compress(gzip.compress(zeros * 3))
    yield "bomb.warc.zst", _zstd_module().compress(zeros * 5)
    yield "bomb.zip", _zip({"a.html": zeros})
    yield "many.zip", _zip({f"{n}.html": zeros[: 10 * _MEGA] for n in range(40)})
    inner = _zip({f"{n}.txt": zeros[:_MEGA] for n in range(10)})
    for _ in range(5):
        inner = _zip({f"{n}.zip": inner for n in range(10)})
    yield "russian.zip", inner
    yield "members.zip", _zip({f"{n}.txt": b"" for n in range(20_000)})
    yield "quine.jsonl.gz", gzip.compress(b'{"text": "' + b"word " * 10 * _MEGA + b'"}')
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(12))
    dtd = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">{laughs}]>'
    yield "laughs.xml", f"{dtd}<rss><channel><item><title>&l12;</title></item></channel></rss>".encode()
    yield "laughs.html", f"{dtd}<html><body><p>&l12;</p></body></html>".encode()
    big = f'<!DOCTYPE rss [<!ENTITY a "{"a" * 100_000}">]>'
    yield "square.xml", f"{big}<rss><channel><item><title>{'&a;' * 100_000}</title></item></channel></rss>".encode()
    outside = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    yield "outside.xml", f"{outside}<rss><channel><item><title>&a;</title></item></channel></rss>".encode()


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def _nested() -> Iterator[tuple[str, bytes]]:
    for tag in ("div", "p", "b", "ul><li", "table><tr><td", "blockquote", "font", "a", "article", "svg", "template"):
        opened = "".join(f"<{part}>" for part in tag.replace(">", "").split("<"))
        count = _DEEP // (tag.count("<") + 1)
        yield f"deep-{tag.partition('>')[0]}.html", _page(opened * count + "word")
    yield "deep.xml", b"<rss><channel><item>" + b"<a>" * _DEEP
    yield (
        "deep-content.xml",
        (b"<rss><channel><item><title>x</title><description>" + b"&lt;div&gt;" * _DEEP + b"</description></item>"),
    )
    yield "deep.json", b"[" * _DEEP
    yield "deep-object.json", b'{"text":' * _DEEP
    yield "deep.jsonl", b'{"text": "a", "b": ' + b"[" * _DEEP + b"]" * _DEEP + b"}\n"
    yield "deep-ld.html", _page(f'<script type="application/ld+json">{"[" * _DEEP}</script>')
    yield (
        "deep-ld2.html",
        _page('<script type="application/ld+json">' + '{"@graph":[' * 300_000 + "]}" * 300_000 + "</script>"),
    )
    yield "deep-micro.html", _page('<div itemscope itemprop="author">' * 200_000)
    mail = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(20_000))
    yield "deep.eml", f"From: a@b.example\nSubject: x\n{mail}".encode()
    yield "deep.pdf", b"%PDF-1.4\n1 0 obj\n" + b"[" * _DEEP + b"\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
    yield "quotes.txt", b"> " * _DEEP
    yield "brackets.txt", b"(" * _DEEP


def _endless() -> Iterator[tuple[str, bytes]]:
    yield "tags.html", _page("<p>a b" * 500_000)
    yield "empty.html", _page("<p></p><br>" * 800_000)
    yield "attributes.html", _page("<div " + " ".join(f"a{n}=1" for n in range(300_000)) + ">x</div>")
    yield "classes.html", _page(f'<div class="{"share author byline " * 300_000}">x</div>')
    yield "metas.html", b"<html><head>" + b'<meta property="og:title" content="x y">' * 300_000 + _page("")
    yield "scripts.html", _page('<script type="application/ld+json">{"@type":"NewsArticle"}</script>' * 60_000)
    yield "times.html", _page('<time datetime="2025-05-08">May 8</time>' * 100_000)
    yield "bylines.html", _page('<span class="byline author">By Ann Osei</span>' * 100_000)
    yield "pictures.html", _page("<figure><img src=a><figcaption>A b (Jo Doe/Reuters)</figcaption></figure>" * 60_000)
    yield "rows.html", _page("<table>" + "<tr><td>a<td>b" * 300_000 + "</table>")
    yield "entities.html", _page("&amp;&lt;&#8217;&nosuch;" * 500_000)
    yield "comments.html", _page("<!-- a -->" * 700_000)
    yield "word.html", _page("a" * 15 * _MEGA)
    yield "lines.txt", b"By Ann Osei\nMay 8, 2025\nShare\n" * 300_000
    yield "short.txt", b"a\n" * 3_000_000
    yield "word.txt", b"a" * 15 * _MEGA
    yield "marks.txt", "‮​́".encode() * 2_000_000
    yield "items.xml", b"<rss><channel>" + b"<item><title>a</title></item>" * 100_000
    yield "categories.xml", b"<rss><channel><item>" + b"<category>a</category>" * 500_000
    yield "header.eml", b"Subject: " + b"=?utf-8?q?a?= " * 300_000 + b"\n\nx"
    yield (
        "to.eml",
        b"From: " + b"a <a@b.example>, " * 200_000 + b"\nSubject: a\n\nThe word was given on Monday in Rome.",
    )
    yield (
        "parts.eml",
        (
            b'From: a@b.example\nContent-Type: multipart/mixed; boundary="b"\n\n'
            + b"--b\nContent-Type: text/html\n\n<p>x</p>\n" * 50_000
        ),
    )
    yield "number.json", b'{"text": "a", "n": ' + b"9" * 5_000_000 + b"}"
    yield "keys.json", b"{" + b",".join(b'"k%d": 1' % n for n in range(500_000)) + b"}"
    yield (
        "length.warc",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999999\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
    )
    yield (
        "negative.warc",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -5\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx" * 1000,
    )
    yield "headers.warc", b"WARC/1.0\r\n" + b"A: b\r\n" * 500_000
    yield (
        "cycle.pdf",
        (
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 9/Kids[2 0 R]>>endobj\n"
            b"trailer<</Root 1 0 R>>\n%%EOF\n"
        ),
    )


def _lines() -> Iterator[str]:
    """Lines that a careless pattern for bylines, dates, credits or sentences takes very long over."""
    for piece in (
        "by ",
        "By Ann Osei and ",
        "A. ",
        "May 8, ",
        "2025-05-",
        "10:52 ",
        "(AP ",
        "(AP Photo/",
        "/",
        "@a.",
        "-",
    ):
        yield piece * (200_000 // len(piece))
    for piece in (
        " ",
        "\t",
        "\u00a0",
        ".",
        "!?",
        "’s ",
        '"',
        "«",
        "A",
        "Aa",
        "ab. ",
        "1,",
        "1 ",
        "|",
        "• ",
        "…",
        "&lt;",
    ):
        yield piece * (300_000 // len(piece))
    yield "by " + "Ann Osei, " * 30_000
    yield "Photo: " + "A" * 300_000
    yield "(" + "Jo Doe/" * 40_000
    yield "Updated " + "May 8 2025 " * 20_000
    yield "http://" + "a." * 150_000
    yield "A " + "b" * 300_000 + " c"
