"""Packed bytes as a stream that is unpacked only as far as it is read, and never to much more than it should be."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, NamedTuple

from readout.read.stream import FREE, BombError, DamagedError, Room, Stream, outgrown

# A window larger than 2 ** 27 bytes is asked for by no archive of pages, and would fill the memory.
_WINDOW = 27
_DICTIONARY = b"\x5d\x2a\x4d\x18"


class Packing(NamedTuple):
    """A way of packing one stream of bytes, known by its first bytes."""

    name: str
    magics: tuple[bytes, ...]
    open: Callable[[BinaryIO, bytes], Any]


def _gzip(raw: BinaryIO, head: bytes) -> Any:
    return gzip.GzipFile(fileobj=raw)


def _zstd(raw: BinaryIO, head: bytes) -> Any:
    zstd = _zstd_module()
    words = _dictionary(raw) if head.startswith(_DICTIONARY) else None
    limit = {zstd.DecompressionParameter.window_log_max: _WINDOW}
    return zstd.ZstdFile(raw, options=limit, zstd_dict=zstd.ZstdDict(words, is_raw=False) if words else None)


def _zstd_module() -> Any:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return zstd


def _dictionary(raw: BinaryIO) -> bytes:
    """The dictionary that an archive of the web has in front, itself packed or not."""
    zstd = _zstd_module()
    frame = raw.read(8)
    words = raw.read(min(int.from_bytes(frame[4:8], "little"), FREE // 4))
    if words.startswith(b"\x28\xb5\x2f\xfd"):
        with zstd.ZstdFile(io.BytesIO(words)) as packed:
            words = packed.read(FREE // 4)
    return words


PACKINGS = (
    Packing("gzip", (b"\x1f\x8b",), _gzip),
    Packing("zstandard", (b"\x28\xb5\x2f\xfd", *(bytes([n]) + b"\x2a\x4d\x18" for n in range(0x50, 0x60))), _zstd),
)


def packing(head: bytes) -> Packing | None:
    """How bytes that begin so are packed; None for not at all."""
    return next((p for p in PACKINGS if head.startswith(p.magics)), None)


def unpacked(stream: Stream, how: Packing, room: Room | None = None) -> Stream:
    """The stream of what is packed in another one; damage in it raises DamagedError, too much of it BombError.

    `room` is that of the archive it lies in, where it lies in one.
    """
    with _clear(how.name):
        return Stream(_Unpacked(how, _Rest(stream), stream.head, room))


@contextmanager
def _clear(name: str) -> Iterator[None]:
    try:
        yield
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise DamagedError(f"the {name} data is cut short or damaged; fetch the file again") from error
    except Exception as error:
        if type(error).__name__ != "ZstdError":  # its module is loaded only where there is such data
            raise
        raise DamagedError(f"the {name} data is cut short or damaged; fetch the file again") from error


class _Rest(io.RawIOBase):
    """A Stream as a file object; `taken` counts the bytes that were read."""

    def __init__(self, stream: Stream) -> None:
        self._stream, self._left = stream, b""
        self.taken = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if not self._left:
            self._left = self._stream.chunk()
        size = len(self._left) if size < 0 else size
        data, self._left = self._left[:size], self._left[size:]
        self.taken += len(data)
        return data


class _Unpacked(io.RawIOBase):
    """What comes out of a packed file, counted against what went in."""

    def __init__(self, how: Packing, rest: _Rest, head: bytes, room: Room | None) -> None:
        self._how, self._rest, self._room, self._given = how, rest, room, 0
        self._file = how.open(rest, head)  # type: ignore[arg-type]

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        with _clear(self._how.name):
            data: bytes = self._file.read(size)
        self._given += len(data)
        if outgrown(self._given, self._rest.taken):
            raise BombError
        if self._room:
            self._room.grow(len(data))
        return data
