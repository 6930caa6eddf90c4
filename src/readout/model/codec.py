"""Records as JSON and back, and the JSON Schema that says what they look like."""

from __future__ import annotations

from typing import Any

import msgspec

from readout.model.record import Record

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Record)


def to_json(value: msgspec.Struct | dict[str, Any] | list[Any]) -> str:
    """One line of JSON, no trailing newline."""
    return _encoder.encode(value).decode()


def from_json(line: str | bytes) -> Record:
    """The record on a line of JSON; raises `msgspec.ValidationError` (a `ValueError`) that names the wrong field."""
    return _decoder.decode(line)


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a record."""
    body = msgspec.json.schema(Record)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:readout:record:1",
        "title": "readout record",
        **body,
    }
