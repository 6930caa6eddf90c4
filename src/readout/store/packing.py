"""How records lie in the store: columns and words packed with zstd, by dictionaries that are shipped and numbered.

A packed record begins with a byte: the number of its packing (`packings/N.msgpack`, never changed once shipped), with
bits for one packed slowly and for one that is JSON; `x` begins a record as JSON by zlib, as records once were. Then
come a checksum (CRC 32) and one zstd frame without its magic number; of columns two, the length of the first in front.
"""

from __future__ import annotations

import struct
import sys
import zlib
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
from msgspec import Struct

from readout.model import ReadoutError, Record, from_json, to_json
from readout.store.columns import Group, Layout, Page, Reader, Writer, layout, node

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

__all__ = ["NUMBER", "QUICK", "SLOW", "Damaged", "Packing", "Stored", "is_slow", "packed", "packing", "stored"]
__all__ += ["unpacked", "zstd"]

# The packing that records are packed with now.
NUMBER = 1
# zstd's levels, of a record that is kept and of one that `readout compact` packs anew.
QUICK, SLOW = 9, 19
_OLD, _SLOWLY, _PLAIN = 0x78, 0x40, 0x80
_NUMBER = 0x3F
_MAGIC = b"\x28\xb5\x2f\xfd"
_LENGTH = struct.Struct(">I")


class Damaged(ReadoutError, ValueError):
    """A record is not as it was packed."""

    def __init__(self, why: str) -> None:
        self.why = why
        do = "restore the store from a backup, or read the article again (`readout add --reread`)"
        super().__init__("the store", f"a record is damaged: {why}", do)


class Stored(Struct, frozen=True, array_like=True):
    """What lies in `packings/N.msgpack`: the record's type, the usual values of each column, and two dictionaries."""

    layout: Layout
    vocabularies: dict[str, list[Any]]
    codes: bytes
    words: bytes


class Packing:
    """One way to pack records."""

    def __init__(self, number: int, stored: Stored) -> None:
        self._number, self._is_of_now = number, stored.layout == layout()
        tree = node(stored.layout, "")
        assert isinstance(tree, Group)
        self._tree = tree
        self._values = {path: (values + [None] * 256)[:256] for path, values in stored.vocabularies.items()}
        self._numbers = {path: {v: n for n, v in enumerate(values)} for path, values in stored.vocabularies.items()}
        self.dictionaries = _dictionary(stored.codes), _dictionary(stored.words)

    def packed(self, record: Record, level: int) -> bytes:
        """A record behind the form it is in and its checksum."""
        of_codes, of_words = self.dictionaries
        if self._is_of_now:
            codes, words = self.columns(record)
            few = _squeezed(codes, of_codes, level)
            form, body = 0, _LENGTH.pack(len(few)) + few + _squeezed(words, of_words, level)
        else:
            form, body = _PLAIN, _squeezed(to_json(record).encode(), of_words, level)
        form |= self._number | (_SLOWLY if level >= SLOW else 0)
        return bytes([form]) + zlib.crc32(body).to_bytes(4, "big") + body

    def unpacked(self, form: int, body: bytes) -> Record:
        """What was packed, of what stands behind the checksum."""
        if form & _PLAIN:
            return from_json(_full(body, self.dictionaries[1]))
        end = _LENGTH.size + _LENGTH.unpack_from(body)[0]
        few, many = body[_LENGTH.size : end], body[end:]
        codes, words = (_full(data, d) for data, d in zip((few, many), self.dictionaries, strict=True))
        return self.record(codes, words)

    def columns(self, record: Record) -> tuple[bytes, bytes]:
        """A record's columns, and its words: what no vocabulary has (a line of JSON), and the text."""
        article = record.article
        day = article.published[:10] if article.published else None
        to = Writer(Page(article.text, day), self._numbers)
        self._tree.put(to, [record], None, [1])
        head = msgspec.json.encode([day, to.others])
        return bytes(to.codes), head + b"\n" + article.text.encode()

    def record(self, codes: bytes, words: bytes) -> Record:
        """The record again; raises ValueError for what is none."""
        head, _, text = words.partition(b"\n")
        day, others = msgspec.json.decode(head)
        (found,), _ = self._tree.get(Reader(Page(text.decode(), day), codes, others, self._values), 1, None, [1])
        assert isinstance(found, Record)
        return found


def packed(record: Record, level: int = QUICK) -> bytes:
    """A record as it lies in the store."""
    return packing(NUMBER).packed(record, level)


def unpacked(data: bytes) -> Record:
    """The record that lies in the store so; raises Damaged."""
    form = data[0] if data else 0
    try:
        if form == _OLD:
            return from_json(zlib.decompress(data))
        if zlib.crc32(data[5:]).to_bytes(4, "big") != data[1:5]:
            raise Damaged("its checksum does not fit it")
        return packing(form & _NUMBER).unpacked(form, data[5:])
    except Damaged:
        raise
    except (zlib.error, zstd.ZstdError, ValueError, LookupError, TypeError, StopIteration, struct.error) as error:
        raise Damaged(str(error) or type(error).__name__) from error


def is_slow(data: bytes) -> bool:
    """Whether a record is packed as small as it gets."""
    return bool(data) and data[0] & ~_PLAIN == NUMBER | _SLOWLY


@cache
def packing(number: int) -> Packing:
    """The packing of a number; raises Damaged for one that this readout has not."""
    return Packing(number, stored(number))


def stored(number: int) -> Stored:
    """What is shipped of a packing; raises Damaged for one that this readout has not."""
    file = files("readout.store") / "packings" / f"{number}.msgpack"
    if not file.is_file():
        raise Damaged(f"it is packed in way {number}, which only a newer readout knows")
    return msgspec.msgpack.decode(file.read_bytes(), type=Stored)


def _dictionary(data: bytes) -> zstd.ZstdDict | None:
    return zstd.ZstdDict(data) if data else None


def _squeezed(data: bytes, dictionary: zstd.ZstdDict | None, level: int) -> bytes:
    of = zstd.CompressionParameter
    options: dict[int, int] = {of.compression_level: level, of.dict_id_flag: 0}
    made = zstd.compress(data, options=options, zstd_dict=dictionary and dictionary.as_digested_dict)
    return made.removeprefix(_MAGIC)


def _full(data: bytes, dictionary: zstd.ZstdDict | None) -> bytes:
    return zstd.decompress(_MAGIC + data, zstd_dict=dictionary and dictionary.as_digested_dict)
