"""Readers and the codec of records under damaged input for a bounded time; what failed once is kept in `corpus/`.

`READOUT_FUZZ_SECONDS=600 python -m pytest tests/fuzz` goes on for ten minutes a part.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from zlib import crc32

import pytest
from msgspec import DecodeError, ValidationError

from readout.model import Article, Problem, Record, from_json, to_json
from readout.read import read_bytes
from readout.speak.spoken import said, spoken
from tests.read import made

CORPUS = Path(__file__).parent / "corpus"
SECONDS = float(os.environ.get("READOUT_FUZZ_SECONDS", "1"))
# What breaks readers: ends of marks, lengths that lie, characters that are half, what nests.
TOKENS = (
    *(
        b"\0",
        b"\xff\xfe",
        b"\xed\xa0\x80",
        b"\xf4\x8f\xbf\xbf",
        b"\\ud800",
        b"]]>",
        b"<![CDATA[",
        b"<!--",
        b"-->",
        b"&#x110000;",
    ),
    *(
        b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
        b"{",
        b"[",
        b'"',
        b"\r\n\r\n",
        b"--",
        b"PK\x03\x04",
        b"\x1f\x8b\x08",
        b"WARC/1.0\r\n",
    ),
    *(
        b"Content-Length: 99999999\r\n",
        b"%PDF-1.7",
        b"endobj",
        b"<" * 40,
        b"(" * 40,
        b"9" * 40,
        b"-1",
        b"1e999",
        b"null",
        b"NaN",
    ),
)
SEEDS: dict[str, Callable[[], bytes]] = {
    "html": made.page,
    "text": lambda: (made.HEADLINE + "\n\n" + made.TEXT).encode(),
    "warc": lambda: made.warc([made.Capture("https://example.org/a", made.page())]),
    "warc.gz": lambda: made.warc([made.Capture("https://example.org/a", made.page())], packed=True),
    "jsonl": lambda: (
        b'{"id": "a", "title": "T", "text": "The governor opened a bridge on Tuesday, her office said."}\n'
    ),
    "rss": lambda: (
        b'<?xml version="1.0"?><rss version="2.0"><channel><title>C</title><item><title>T</title>'
        b"<link>https://e.org/a</link><description>The governor opened a bridge on Tuesday.</description></item>"
        b"</channel></rss>"
    ),
    "atom": lambda: (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>C</title><entry><title>T</title><id>a</id>'
        b'<link href="https://e.org/a"/><content type="html">&lt;p&gt;She left on Tuesday.&lt;/p&gt;</content>'
        b"</entry></feed>"
    ),
    "jsonfeed": lambda: (
        b'{"version": "https://jsonfeed.org/version/1.1", "title": "C", "items": [{"id": "a", "title": "T",'
        b' "url": "https://e.org/a", "content_text": "The governor opened a bridge on Tuesday."}]}'
    ),
    "zip": lambda: made.zipped({"a.html": made.page(), "b/c.txt": made.TEXT.encode()}),
    "wacz": lambda: made.wacz([made.Capture("https://example.org/a", made.page())]),
    "pdf": lambda: made.pdf([[(72, 700, 12, "The governor opened a bridge on Tuesday.")]]),
    "mail": lambda: b"From: a@e.org\r\nSubject: T\r\nDate: Tue, 5 Mar 2024 09:00:00 +0000\r\n\r\n" + made.TEXT.encode(),
}


def damaged(seed: bytes, chance: random.Random) -> bytes:
    """A copy with a few of its bytes changed, taken out, doubled, or with a token put in."""
    data = bytearray(seed)
    for _ in range(chance.randint(1, 6)):
        at, size = chance.randrange(len(data) + 1), chance.choice((1, 2, 8, 64, 512))
        match chance.randrange(5):
            case 0:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del data[at : at + size]
            case 2:
                data[at:at] = data[at : at + size] * chance.choice((1, 2, 50))
            case 3:
                data[at:at] = chance.choice(TOKENS)
            case 4:
                data[at : at + size] = bytes(reversed(data[at : at + size]))
    return bytes(data)


def for_a_while(seed: int) -> Iterator[random.Random]:
    """Chances, until the time is over: at least 20 of them, the same ones each time."""
    until, number = time.process_time() + SECONDS, 0
    while number < 20 or time.process_time() < until:
        yield random.Random(f"{seed} {number}")
        number += 1


def read_whole(data: bytes, name: str) -> None:
    """Read bytes: each thing is an article whose blocks lie in its text, or a problem in one line."""
    for item in read_bytes(data, name):
        assert isinstance(item, Article | Problem)
        if isinstance(item, Problem):
            assert item.what
            assert "\n" not in item.what
            continue
        assert all(0 <= b.start <= b.end <= len(item.text) for b in item.blocks)
        assert from_json(to_json(Record(item))).article == item


def decode_whole(data: bytes) -> bool:
    """Read bytes as a record: whether they are one, which then is the same written and read again."""
    try:
        record = from_json(data)
    except (DecodeError, ValidationError, UnicodeDecodeError):
        return False
    assert from_json(to_json(record)) == record
    return True


@pytest.mark.parametrize("kind", SEEDS)
def test_readers(kind: str) -> None:
    seed = SEEDS[kind]()
    read_whole(seed, f"seed.{kind}")
    for chance in for_a_while(1):
        data = damaged(seed, chance)
        try:
            read_whole(data, f"damaged.{kind}")
        except Exception:
            (CORPUS / f"{kind}.{crc32(data):08x}").write_bytes(data)
            raise


def a_record() -> bytes:
    """A page's article as a record."""
    (article,) = (a for a in read_bytes(made.page(), "page.html") if isinstance(a, Article))
    return to_json(Record(article)).encode()


def test_the_codec_of_records() -> None:
    seed = a_record()
    refused = 0
    for chance in for_a_while(2):
        data = damaged(seed, chance)
        try:
            refused += not decode_whole(data)
        except Exception:
            (CORPUS / f"record.{crc32(data):08x}").write_bytes(data)
            raise
    assert refused


def test_the_normaliser_of_speech() -> None:
    seed = " ".join(f"{w} $3.2bn 9:30 a.m. May 9, 2025 — 3-2 F-16 U.S. 1½ 20°C “x”" for w in ("Xi Jinping", "João"))
    for chance in for_a_while(3):
        text = damaged(seed.encode(), chance).decode(errors="replace")
        assert not any(c in "0123456789" for c in said(text))
        assert all(p.start < p.end for p in spoken(text))


@pytest.mark.parametrize("file", sorted(p for p in CORPUS.iterdir() if p.name != "README.md"), ids=lambda p: p.name)
def test_what_failed_once(file: Path) -> None:
    kind = file.name.partition(".")[0]
    if kind == "record":
        decode_whole(file.read_bytes())
    else:
        read_whole(file.read_bytes(), file.name)
