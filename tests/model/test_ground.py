"""Nothing stays in a record without words of the text."""

from __future__ import annotations

from msgspec.structs import replace

from readout.model import Entity, Event, Mention, Participant, Relation, Span, Statement, grounded, spans
from tests.model.test_codec import RECORD


def test_a_grounded_record_is_left_as_it_is() -> None:
    assert grounded(RECORD) is RECORD


def test_spans_are_all_there() -> None:
    quoted = {where.split()[0]: RECORD.article.text[start:end] for where, start, end in spans(RECORD)}
    assert quoted == {
        "article.blocks": RECORD.article.text,
        "entities": "Bo",
        "times": "3 May",
        "statements": "said",
        "events": "left",
    }


def test_parts_without_words_are_taken_out_and_named() -> None:
    ghost = Entity("e9", "person", "Ghost", mentions=(Mention(90, 95, "name"),))
    record = replace(
        RECORD,
        entities=(*RECORD.entities, ghost),
        statements=(*RECORD.statements, Statement("s2", (Span(40, 50),)), Statement("s3", (Span(9, 16),), "e9")),
        events=(
            *RECORD.events,
            Event("v2", "visit", Span(7, 7)),
            Event("v3", "visit", Span(12, 16), participants=(Participant("e9", "actor"),), place="e9", sources=("s2",)),
        ),
    )
    kept = grounded(record)
    assert [e.id for e in kept.entities] == ["e1", "e2"]
    assert [(s.id, s.speaker) for s in kept.statements] == [("s1", "e1"), ("s3", None)]
    assert [(v.id, v.participants, v.place, v.sources) for v in kept.events[1:]] == [("v3", (), None, ())]
    assert [p.where for p in kept.problems] == ["entities e9", "statements s2", "events v2"]


def test_a_span_of_white_space_quotes_nothing() -> None:
    record = replace(RECORD, events=(Event("v1", "visit", Span(3, 4)),))
    assert grounded(record).events == ()


def test_a_relation_keeps_only_words_and_entities_that_are_there() -> None:
    relations = (
        Relation("r1", "ally_of", "e1", (Span(4, 8), Span(80, 90)), "e2", sources=("s1", "s9")),
        Relation("r2", "ally_of", "e9", (Span(4, 8),), "e2"),
        Relation("r3", "ally_of", "e1", (Span(4, 8),), "e9"),
        Relation("r4", "office_held", "e1", (Span(4, 8),), "e9", "mayor"),
        Relation("r5", "ally_of", "e1", (Span(70, 80),), "e2"),
    )
    kept = grounded(replace(RECORD, relations=relations))
    assert [(r.id, r.spans, r.object, r.sources) for r in kept.relations] == [
        ("r1", (Span(4, 8),), "e2", ("s1",)),
        ("r4", (Span(4, 8),), None, ()),
    ]
    assert {p.where for p in kept.problems} == {"relations r1", "relations r5"}
