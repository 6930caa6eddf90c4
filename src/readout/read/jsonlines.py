"""JSON lines, one article a line, of any length; also one JSON object, or an array of objects."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from readout.model import Article, Block, Problem
from readout.read.build import article_id, body_text, paragraphs
from readout.read.dates import published
from readout.read.decode import clean, decode
from readout.read.format import Format
from readout.read.names import people
from readout.read.stream import HEAD, PAGE_LIMIT, Source, Stream, TooLargeError

_LINES = (".jsonl", ".ndjson", ".jsonlines")
_PAGES = (".html", ".htm", ".xhtml")
_BEGINS = re.compile(r'\s*(?:\[\s*)?\{\s*(?:"|\})|\s*\[\s*\]')
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SPACE = re.compile(r"[\s,]*")

# What the fields are called here, by news-please and CC-News, by Media Cloud and by schema.org.
_FIELDS = {
    "id": ("id", "_id", "guid"),
    "url": ("url", "link", "canonical_url"),
    "title": ("title", "headline"),
    "text": ("text", "maintext", "articleBody", "body", "content"),
    "published": ("published", "date", "date_publish", "publish_date", "datePublished", "published_at", "pubDate"),
    "publisher": ("publisher", "media_name", "source_domain", "outlet"),
    "authors": ("authors", "author", "byline", "creator"),
}


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
        yield Problem(where.name, value.what) if isinstance(value, _Broken) else _article(value, where)
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


def _article(row: Any, source: Source) -> Article | Problem:
    if not isinstance(row, dict):
        return Problem(source.name, "not a JSON object; an article is {text, id?, url?, title?, published?, ...}")
    text = _field(row, "text")
    if text is None:
        return Problem(source.name, "no text in it; an article needs a `text` with words")
    title, url = _field(row, "title"), _field(row, "url")
    title = " ".join(title.split()) if title else None
    blocks: list[Block] = []
    if title and not text.lstrip().startswith(title):
        text = f"{title}\n\n{text}"
    first = 0
    if title:
        first = text.index(title) + len(title)
        blocks.append(Block("headline", first - len(title), first))
    for start, end in paragraphs(text[first:]):
        blocks.append(Block("paragraph", first + start, first + end))
    given = next((row[k] for k in _FIELDS["id"] if isinstance(row.get(k), str | int) and row[k] != ""), None)
    day = published(next((row[k] for k in _FIELDS["published"] if row.get(k)), None))
    return Article(
        id=article_id(url, source.file, title, day, text) if given is None else clean(str(given)),
        source=source.name,
        text=text,
        url=url,
        publisher=_field(row, "publisher"),
        headline=title,
        authors=people(next((row[k] for k in _FIELDS["authors"] if row.get(k)), None)),
        published=day,
        language="en",
        word_count=len(body_text(text, blocks).split()),
        blocks=tuple(blocks),
    )


def _field(row: dict[str, Any], name: str) -> str | None:
    """The first of the field's keys that holds words, or an object with a name."""
    for key in _FIELDS[name]:
        value = row.get(key)
        value = value.get("name") if isinstance(value, dict) else value
        if isinstance(value, str) and value.strip():
            return clean(value)
    return None


FORMAT = Format("JSON lines", _matches, _read)
