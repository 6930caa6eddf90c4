"""Bytes to text: byte order marks, declared and guessed encodings."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""")
_CONTROL = bytes((*range(9), *range(14, 27), 127))
SAMPLE = 65_536
_HIGH = re.compile(rb"[\x80-\xff]")
# Browsers read these labels as windows-1252 (WHATWG Encoding Standard).
_LATIN = frozenset({"iso8859-1", "ascii", "latin-1", "iso-8859-1", "us-ascii"})


def decode(data: bytes) -> str | None:
    """The text of the bytes, without its byte order mark; None when they are no text."""
    text = _marked(data)
    if text is None:
        text = _wide(data) if b"\0" in data[:4096] else (_utf8(data) or _declared(data) or _guessed(data))
    if text is None or _is_control(text[:SAMPLE]):
        return None
    return clean(text)


def _is_control(text: str) -> bool:
    """Whether more than a hundredth of a text are control characters."""
    data = text.encode("utf-8", "replace")
    return len(data) - len(data.translate(None, _CONTROL)) > len(text) // 100


def clean(text: str) -> str:
    """The text with each lone surrogate and NUL, which no store or encoder takes, as U+FFFD: offsets stay."""
    if text.isascii() and "\0" not in text:
        return text
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    try:
        text.encode()
    except UnicodeEncodeError:
        text = re.sub(r"[\ud800-\udfff]", "\ufffd", text)
    return text


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _marked(data: bytes) -> str | None:
    return next((_decoded(data, encoding) for mark, encoding in _MARKS if data.startswith(mark)), None)


def is_binary(head: bytes) -> bool:
    """Whether the first bytes hold NULs as no text's do."""
    return b"\0" in head and not any(head.startswith(mark) for mark, _ in _MARKS) and _wide_encoding(head) is None


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Western text is NUL."""
    head = data[:4096]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) < len(head) // 4 or min(even, odd) > len(head) // 20:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _wide(data: bytes) -> str | None:
    encoding = _wide_encoding(data)
    return _decoded(data, encoding) if encoding else None


def _utf8(data: bytes) -> str | None:
    """UTF-8, with a few broken sequences replaced when most of the others are sound."""
    text = _decoded(data, "utf-8")
    if text is None:
        text = data.decode("utf-8", "replace")
        broken = text.count("\ufffd")
        sound = sum(1 for c in text if c > "\x7f") - broken
        return text if broken * 10 <= sound else None
    return text


def _declared(data: bytes) -> str | None:
    """The encoding that the page's own head declares."""
    found = _DECLARED.search(data[:4096])
    if not found:
        return None
    name = found[1].decode().lower()
    return _decoded(data, "cp1252" if name in _LATIN else name) if not name.startswith("utf") else None


def _guessed(data: bytes) -> str | None:
    """windows-1252 where few bytes are not ASCII, as in English, else what the bytes look like."""
    few = len(_HIGH.findall(data)) * 8 <= len(data)
    if few and (text := _decoded(data, "cp1252")) is not None:
        return text
    from charset_normalizer import from_bytes

    best = from_bytes(data[:262_144]).best()
    return data.decode(best.encoding, "replace") if best else None
