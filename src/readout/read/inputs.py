"""What the user names, opened: files, folders, standard input, gzip; what cannot be read is a Problem in its place."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from msgspec.structs import replace

from readout.lexicon import table
from readout.model import Article, Problem
from readout.read.build import body_text
from readout.read.decode import clean, is_binary
from readout.read.english import other_language
from readout.read.stream import PAGE_LIMIT, Source, Stream, TooLargeError

_GZIP = b"\x1f\x8b"


def read_inputs(names: Iterable[str]) -> Iterator[Article | Problem]:
    """The articles of files, folders and `-` (standard input) in order; what cannot be read is a Problem there."""
    for name in names:
        yield from _named(name)


def read_bytes(data: bytes, source: str, url: str | None = None) -> Iterator[Article | Problem]:
    """The articles in some bytes of any format that readout knows; `url` is the page's address where known."""
    yield from _opened(io.BytesIO(data), Source(clean(source), clean(Path(source).name), url))


def _named(name: str) -> Iterator[Article | Problem]:
    shown = clean(name)
    if name == "-":
        yield from _opened(sys.stdin.buffer, Source("-"))
    elif name.startswith(("http://", "https://")):
        yield Problem(shown, "addresses are not fetched; save the page and name its file")
    elif "\0" in name or not os.path.lexists(name):
        yield Problem(shown, "no such file or folder; check the name")
    elif Path(name).is_dir():
        yield from _folder(Path(name))
    else:
        yield from _file(name)


def _file(name: str) -> Iterator[Article | Problem]:
    shown = clean(name)
    if Path(name).exists() and not Path(name).is_file():
        yield Problem(shown, "neither a file nor a folder; name a page")
        return
    try:
        with open(name, "rb") as raw:  # noqa: PTH123 - `name` stays as the user wrote it
            yield from _opened(raw, Source(shown, clean(Path(name).name)))
    except OSError as error:
        yield Problem(shown, f"cannot be opened: {error.strerror or error}; check its permissions")


def _folder(folder: Path) -> Iterator[Article | Problem]:
    """The pages of a folder in the order of their names, then those inside it; pictures and the like are left."""
    found = False
    for item in _pages(folder, (folder.resolve(),)):
        found = True
        if isinstance(item, Problem):
            yield item
        else:
            yield from _file(str(item))
    if not found:
        yield Problem(clean(str(folder)), "no pages in this folder; name one with .html, .txt, .json or .jsonl files")


def _pages(folder: Path, above: tuple[Path, ...]) -> Iterator[Path | Problem]:
    try:
        inside = sorted(folder.iterdir(), key=lambda p: p.name)
    except OSError as error:
        yield Problem(clean(str(folder)), f"cannot be opened: {error.strerror or error}; check its permissions")
        return
    beside = frozenset(table("page")["beside"])
    for path in inside:
        if path.name.startswith("."):
            continue
        if not path.is_dir():
            if path.name.lower().removesuffix(".gz").rpartition(".")[2] not in beside:
                yield path
        elif (real := path.resolve()) in above:
            yield Problem(clean(str(path)), "a link to a folder that holds it; not followed")
        else:
            yield from _pages(path, (*above, real))


def _opened(raw: BinaryIO, source: Source) -> Iterator[Article | Problem]:
    """The articles of open bytes, unpacked where they are gzipped, each checked for words and language."""
    try:
        stream = Stream(raw)
        if stream.head.startswith(_GZIP):
            stream = Stream(gzip.GzipFile(fileobj=_Rest(stream)))  # type: ignore[arg-type]
        for item in _articles(stream, source):
            yield _checked(item) if isinstance(item, Article) else item
    except TooLargeError:
        yield Problem(source.name, f"more than {PAGE_LIMIT // 1_000_000} MB for one page; split it, or use JSON lines")
    except (EOFError, zlib.error, gzip.BadGzipFile):
        yield Problem(source.name, "the gzip data is cut short or damaged; fetch the file again")


class _Rest(io.RawIOBase):
    """A Stream as a file object that gzip can read."""

    def __init__(self, stream: Stream) -> None:
        self._stream, self._left = stream, b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if not self._left:
            self._left = self._stream.chunk()
        size = len(self._left) if size < 0 else size
        data, self._left = self._left[:size], self._left[size:]
        return data


def _articles(stream: Stream, source: Source) -> Iterator[Article | Problem]:
    from readout.read.formats import foreign, format_of

    if not stream.head:
        yield Problem(source.name, "empty; name a file with a page in it")
    elif what := foreign(stream.head):
        yield Problem(source.name, what)
    elif is_binary(stream.head):
        yield Problem(source.name, "not a text in any known encoding; name a page")
    else:
        yield from format_of(stream.head, source.name).read(stream, source)


def _checked(article: Article) -> Article | Problem:
    body = body_text(article.text, article.blocks)
    if not body:
        return Problem(article.source, "no article text found; name a page that has some")
    language = other_language(body)
    return replace(article, language=language) if language else article
