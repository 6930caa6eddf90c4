"""What linking keeps as bytes: msgpack behind a checksum, never pickle."""

from __future__ import annotations

import zlib
from typing import Any, TypeVar

import msgspec
import numpy as np
from msgspec import Struct

from readout.link.sketch import Sketch

Kept = TypeVar("Kept")
_encoder = msgspec.msgpack.Encoder()
_decoders: dict[type, msgspec.msgpack.Decoder[Any]] = {}


class Damaged(Exception):
    """What was kept is not what was written; it can be made anew."""


class SketchRow(Struct, frozen=True, array_like=True):
    """A sketch as it is kept: its arrays as bytes."""

    words: bytes
    weights: bytes
    common: bytes
    rarity: bytes
    pairs: bytes
    top: tuple[int, ...]
    keys: tuple[int, ...]
    day: int | None


def sealed(value: Any) -> bytes:
    """A value with its checksum."""
    data = _encoder.encode(value)
    return zlib.crc32(data).to_bytes(4, "big") + data


def whole(data: bytes) -> bytes:
    """What was kept, as it was written; raises Damaged."""
    if zlib.crc32(data[4:]).to_bytes(4, "big") != data[:4]:
        raise Damaged
    return data


def unsealed(data: bytes, kind: type[Kept]) -> Kept:
    """What was kept; raises Damaged."""
    whole(data)
    if kind not in _decoders:
        _decoders[kind] = msgspec.msgpack.Decoder(kind)
    try:
        found: Kept = _decoders[kind].decode(memoryview(data)[4:])
    except msgspec.MsgspecError as error:
        raise Damaged from error
    return found


def sealed_sketch(one: Sketch) -> bytes:
    """A sketch with its checksum."""
    return sealed(
        SketchRow(
            words=one.words.tobytes(),
            weights=one.weights.tobytes(),
            common=one.common.tobytes(),
            rarity=one.rarity.tobytes(),
            pairs=one.pairs.tobytes(),
            top=one.top,
            keys=one.keys,
            day=one.day,
        )
    )


def unsealed_sketch(data: bytes) -> Sketch:
    """A sketch that was kept; raises Damaged."""
    row = unsealed(data, SketchRow)
    try:
        return Sketch(
            words=np.frombuffer(row.words, np.int32),
            weights=np.frombuffer(row.weights, np.float32),
            common=np.frombuffer(row.common, np.bool_),
            rarity=np.frombuffer(row.rarity, np.float32),
            pairs=np.frombuffer(row.pairs, np.int32),
            top=row.top,
            keys=row.keys,
            day=row.day,
        )
    except ValueError as error:
        raise Damaged from error
