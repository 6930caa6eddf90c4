"""What the user names, opened: files, folders, standard input; what cannot be read is a Problem in its place."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from readout.model import Article, Problem
from readout.read.decode import clean
from readout.read.formats import is_beside
from readout.read.opening import opened
from readout.read.stream import Source, Unread


def read_inputs(names: Iterable[str]) -> Iterator[Article | Problem]:
    """The articles of files, folders and `-` (standard input) in order; what cannot be read is a Problem there."""
    for name in names:
        yield from _named(name)


def open_inputs(names: Iterable[str]) -> Iterator[Article | Problem | Unread]:
    """The same, but for files that are one page each: these are opened alone, and `read_unread` reads them."""
    for name in names:
        yield from _named(name, later=True)


def read_bytes(data: bytes, source: str, url: str | None = None) -> Iterator[Article | Problem]:
    """The articles in some bytes of any format that readout knows; `url` is the page's address where known."""
    yield from opened(io.BytesIO(data), Source(clean(source), clean(Path(source).name), url))


def _named(name: str, later: bool = False) -> Iterator[Article | Problem]:
    shown = clean(name)
    if name == "-":
        yield from opened(sys.stdin.buffer, Source("-", later=later))
    elif name.startswith(("http://", "https://")):
        yield Problem(shown, "addresses are not fetched; save the page and name its file")
    elif "\0" in name or not os.path.lexists(name):
        yield Problem(shown, "no such file or folder; check the name")
    elif Path(name).is_dir():
        yield from _folder(Path(name), later)
    else:
        yield from _file(name, later)


def _file(name: str, later: bool) -> Iterator[Article | Problem]:
    shown = clean(name)
    if Path(name).exists() and not Path(name).is_file():
        yield Problem(shown, "neither a file nor a folder; name a page")
        return
    try:
        with open(name, "rb") as raw:  # noqa: PTH123 - `name` stays as the user wrote it
            yield from opened(raw, Source(shown, clean(Path(name).name), later=later))
    except OSError as error:
        yield Problem(shown, f"cannot be opened: {error.strerror or error}; check its permissions")


def _folder(folder: Path, later: bool) -> Iterator[Article | Problem]:
    """The pages of a folder in the order of their names, then those inside it; pictures and the like are left."""
    found = False
    for item in _pages(folder, (folder.resolve(),)):
        found = True
        if isinstance(item, Problem):
            yield item
        else:
            yield from _file(str(item), later)
    if not found:
        yield Problem(clean(str(folder)), "no pages in this folder; name one with .html, .txt, .json or .jsonl files")


def _pages(folder: Path, above: tuple[Path, ...]) -> Iterator[Path | Problem]:
    try:
        inside = sorted(folder.iterdir(), key=lambda p: p.name)
    except OSError as error:
        yield Problem(clean(str(folder)), f"cannot be opened: {error.strerror or error}; check its permissions")
        return
    for path in inside:
        if path.name.startswith("."):
            continue
        if not path.is_dir():
            if not is_beside(path.name):
                yield path
        elif (real := path.resolve()) in above:
            yield Problem(clean(str(path)), "a link to a folder that holds it; not followed")
        else:
            yield from _pages(path, (*above, real))
