"""Records survive JSON, and the schema says what they look like."""

from __future__ import annotations

import json

import jsonschema
import msgspec
import pytest

from readout.model import (
    Article,
    Block,
    Entity,
    Event,
    EventTime,
    Mention,
    Participant,
    Record,
    Span,
    Statement,
    Time,
    from_json,
    schema,
    to_json,
)

RECORD = Record(
    Article("a", "a.txt", "Ann said Bo left on 3 May.", published="2024-05-04", blocks=(Block("paragraph", 0, 26),)),
    entities=(
        Entity("e1", "person", "Ann", mentions=(Mention(0, 3, "name"),)),
        Entity("e2", "person", "Bo", role="mayor", country="SVK", mentions=(Mention(9, 11, "name"),)),
    ),
    times=(Time("t1", 20, 25, "DATE", "2024-05-03", "2024-05-03", "2024-05-03"),),
    statements=(Statement("s1", (Span(9, 25),), "e1", Span(0, 3), Span(4, 8)),),
    events=(
        Event(
            "v1",
            "withdraw",
            Span(12, 16),
            participants=(Participant("e2", "actor"),),
            time=EventTime("2024-05-03", "2024-05-03", "2024-05-03"),
            sources=("s1",),
        ),
    ),
)


def test_a_record_comes_back_from_its_json() -> None:
    assert from_json(to_json(RECORD)) == RECORD


def test_json_has_the_names_of_the_format() -> None:
    data = json.loads(to_json(RECORD))
    parts = ["article", "entities", "times", "statements", "events", "relations", "discrepancies", "problems"]
    assert list(data) == parts
    assert data["times"][0]["from"] == "2024-05-03"
    day = "2024-05-03"
    assert data["events"][0]["time"] == {"value": day, "from": day, "to": day, "by": "clause"}


def test_schema_is_valid_and_accepts_a_record() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.Draft202012Validator(schema()).validate(json.loads(to_json(RECORD)))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("events", 0, "status"), "maybe"),
        (("entities", 0, "mentions", 0, "start"), -1),
        (("times", 0, "from"), "3 May"),
        (("statements", 0, "probability"), 1.5),
        (("article", "text"), None),
    ],
)
def test_schema_and_codec_refuse_what_is_no_record(path: tuple[str | int, ...], value: object) -> None:
    data = json.loads(to_json(RECORD))
    inner = data
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    assert list(jsonschema.Draft202012Validator(schema()).iter_errors(data))
    with pytest.raises(msgspec.ValidationError):
        from_json(json.dumps(data))
