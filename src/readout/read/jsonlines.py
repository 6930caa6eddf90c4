"""JSON lines, one article a line, of any length; also one JSON object, or an array of objects."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from readout.model import Article, Problem
from readout.read.decode import decode
from readout.read.format import Format
from readout.read.row import articles
from readout.read.stream import HEAD, PAGE_LIMIT, Source, Stream, TooLargeError

_LINES = (".jsonl", ".ndjson", ".jsonlines")
_PAGES = (".html", ".htm", ".xhtml")
_BEGINS = re.compile(r'\s*(?:\[\s*)?\{\s*(?:"|\})|\s*\[\s*\]')
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SPACE = re.compile(r"[\s,]*")


def _is_lines(name: str) -> bool:
    return name.lower().removesuffix(".gz").endswith(_LINES)


def _matches(head: bytes, name: str) -> bool:
    start = head[:2000].decode("utf-16" if head.startswith(_WIDE) else "utf-8-sig", "replace")
    return _is_lines(name) or (bool(_BEGINS.match(start)) and not name.lower().removesuffix(".gz").endswith(_PAGES))


def _read(stream: Stream, source: Source) -> Iterator[Article | Problem]:
    if stream.head.startswith(_WIDE):
        stream.unread((decode(stream.page()) or "").encode())
    elif stream.head.startswith(codecs.BOM_UTF8):
        stream.unread(stream.chunk().removeprefix(codecs.BOM_UTF8))
    found = False
    for number, value in _values(stream, source):
        found = True
        where = source.line(number) if number else source
        if isinstance(value, _Broken):
            yield Problem(where.name, value.what)
        else:
            yield from articles(value, where)
    if not found:
        yield Problem(source.name, "no article in it; each line should be a JSON object with a text")


class _Broken(NamedTuple):
    """What is wrong with a line that gives no value."""

    what: str


def _values(stream: Stream, source: Source) -> Iterator[tuple[int, Any]]:
    """Each JSON value with its line (or its place in the array); 0 for the one value of a whole file."""
    if not _is_lines(source.name):
        if stream.head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"["):
            yield from _array(stream)
            return
        first, newline, _ = stream.head.removeprefix(codecs.BOM_UTF8).lstrip().partition(b"\n")
        if newline and isinstance(_value(first), _Broken):
            data = stream.up_to(PAGE_LIMIT)
            value = _value(data)
            if not isinstance(value, _Broken) or not any(_parses(line) for line in data[:HEAD].split(b"\n")):
                yield 0, value
                return
            stream.unread(data)
    for number, line in enumerate(stream.lines(), 1):
        if line is None:
            yield number, _Broken(f"a line of more than {PAGE_LIMIT // 1_000_000} MB; one article should be shorter")
        elif line and not line.isspace():
            yield number, _value(line)


def _parses(line: bytes) -> bool:
    return line.lstrip().startswith(b"{") and not isinstance(_value(line), _Broken)


def _value(data: bytes) -> Any:
    try:
        return json.loads(data.decode())
    except UnicodeDecodeError:
        return _Broken("not UTF-8, as JSON must be; save the file as UTF-8")
    except (ValueError, RecursionError) as error:
        return _Broken(f"broken JSON: {error}; mend it or leave it out")


def _array(stream: Stream) -> Iterator[tuple[int, Any]]:
    """The items of an array, read a part at a time."""
    decoder = json.JSONDecoder()
    bytes_in = codecs.getincrementaldecoder("utf-8")("replace")
    text, at, number, more = "", 0, 0, True
    while True:
        at = _SPACE.match(text, at).end()  # type: ignore[union-attr]
        if number == 0 and text[at : at + 1] == "[":
            at, number = at + 1, 1
            continue
        try:
            if number == 0 or at >= len(text) - 1:
                raise ValueError("it ends too early")
            if text[at] == "]":
                return
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            text, at = text[at:], 0
            if text == "]" and not more:
                return
            if len(text) > PAGE_LIMIT:
                raise TooLargeError from error
            data = stream.chunk(max(1_000_000, len(text))) if more else b""
            if not data:
                if not more:
                    yield number, _Broken(f"broken JSON: {error}; mend this part of the array")
                    return
                more = False
            text += bytes_in.decode(data, final=not data)
            continue
        yield number, value
        number += 1


FORMAT = Format("JSON lines", _matches, _read)
