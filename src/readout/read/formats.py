"""The formats that can be read, tried in order: a new one is a file with a FORMAT and its name here."""

from __future__ import annotations

from functools import cache

from readout.lexicon import table
from readout.read import archive, feed, html, jsonlines, mail, pdf, text, webarchive
from readout.read.format import Format

FORMATS: tuple[Format, ...] = (
    *(pdf.FORMAT, archive.FORMAT, webarchive.FORMAT, mail.FORMAT),
    *(feed.FORMAT, jsonlines.FORMAT, html.FORMAT, text.FORMAT),
)

# The first bytes of what is no page, and what to do about it.
_MAGIC = {
    b"\x89PNG": "a PNG picture; name a page",
    b"\xff\xd8\xff": "a JPEG picture; name a page",
    b"GIF8": "a GIF picture; name a page",
    b"RIFF": "a media file; name a page",
    b"\xd0\xcf\x11\xe0": "an office document; save its text",
    b"\x7fELF": "a program; name a page",
    b"BZh": "bzip2 data; unpack it first",
    b"\xfd7zXZ": "xz data; unpack it first",
    b"\x28\xb5\x2f\xfd": "zstandard data inside packed data; unpack it first",
    b"7z\xbc\xaf": "a 7-zip archive; unpack it first",
    b"Rar!": "a RAR archive; unpack it first",
    b"SQLite format 3": "an SQLite database; name a page",
    b"\x1f\x8b": "gzip data inside gzip data; unpack it first",
}


def foreign(head: bytes) -> str | None:
    """What the bytes are when they are a known format that holds no page."""
    return next((what for magic, what in _MAGIC.items() if head.startswith(magic)), None)


def format_of(head: bytes, name: str) -> Format:
    """The first format that knows the bytes; plain text takes what no other does."""
    return next(f for f in FORMATS if f.matches(head, name))


@cache
def _beside() -> frozenset[str]:
    return frozenset(table("page")["beside"])


def is_beside(name: str) -> bool:
    """Whether a file of a folder or an archive is of a kind that lies beside saved pages: a picture, a style sheet."""
    return name.lower().removesuffix(".gz").rpartition(".")[2] in _beside()
