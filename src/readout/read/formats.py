"""The formats that can be read, tried in order: a new one is a file with a FORMAT and its name here."""

from __future__ import annotations

from readout.read import html, jsonlines, text
from readout.read.format import Format

FORMATS: tuple[Format, ...] = (jsonlines.FORMAT, html.FORMAT, text.FORMAT)

# The first bytes of what is no page, and what to do about it.
_MAGIC = {
    b"\x89PNG": "a PNG picture; name a page",
    b"\xff\xd8\xff": "a JPEG picture; name a page",
    b"GIF8": "a GIF picture; name a page",
    b"RIFF": "a media file; name a page",
    b"%PDF": "a PDF document; save its text and read that",
    b"PK\x03\x04": "a zip archive or an office document; unpack it or save its text",
    b"PK\x05\x06": "an empty zip archive; name a page",
    b"\x7fELF": "a program; name a page",
    b"BZh": "bzip2 data; unpack it first",
    b"\xfd7zXZ": "xz data; unpack it first",
    b"\x28\xb5\x2f\xfd": "zstandard data; unpack it first",
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
