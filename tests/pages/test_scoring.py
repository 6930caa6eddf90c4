"""The matching rules: a perfect reading scores 1, an empty one 0, and each mistake costs where it was made."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.pages.scoring import score, token_f1

TEXT = (
    "Minister in Rome\n"
    "Minister Anna Berg of Norway arrived in Rome on Monday, the agency Ansa reported. "
    "She said: “We will sign the treaty.”\n"
    "Oslo and Rome have accused nobody."
)
READING: dict[str, Any] = {
    "article": {
        "headline": "Minister in Rome",
        "authors": ["Jo Writer"],
        "published": {"any": ["2025-03-03", "2025-03-04"]},
        "body_starts": "Minister Anna Berg",
        "body_ends": "accused nobody.",
        "not_in_body": ["Subscribe"],
    },
    "entities": [
        {"names": ["Anna Berg"], "kind": "person", "role": "minister", "country": "NOR", "mentions_at_least": 2},
        {"names": ["Norway"], "kind": "country", "country": "NOR"},
        {"names": ["Ansa"], "kind": ["organisation", "group"], "optional": True},
    ],
    "metonyms": [{"text": "Oslo", "in": "Oslo and Rome have", "entity": "Norway"}],
    "statements": [
        {"speaker": ["Ansa"], "content": "Minister Anna Berg of Norway arrived in Rome on Monday", "cue": "reported"},
        {"speaker": ["Anna Berg", "She"], "content": "We will sign the treaty", "cue": "said", "kind": "direct"},
    ],
    "events": [
        {
            "type": ["visit"],
            "near": "Anna Berg of Norway arrived",
            "participants": [["Anna Berg"]],
            "place": ["Rome"],
            "time": "2025-03-03",
            "status": ["happened"],
            "source": ["Ansa"],
        },
        {"type": ["agreement"], "near": ["no such", "sign the treaty"], "participants": [], "status": ["scheduled"]},
    ],
}


def span(words: str) -> dict[str, int]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words)}


def mention(words: str, form: str = "name") -> dict[str, Any]:
    return {**span(words), "form": form}


def perfect() -> dict[str, Any]:
    return {
        "article": {
            "text": TEXT,
            "headline": "Minister in Rome",
            "authors": ["Jo Writer"],
            "published": "2025-03-04T10:00:00Z",
            "blocks": [
                {"kind": "headline", **span("Minister in Rome")},
                {"kind": "paragraph", "start": 17, "end": TEXT.rindex("\n")},
                {"kind": "paragraph", "start": TEXT.rindex("\n") + 1, "end": len(TEXT)},
            ],
        },
        "entities": [
            {
                "id": "e1",
                "kind": "person",
                "name": "Anna Berg",
                "role": "Minister",
                "country": "NOR",
                "mentions": [mention("Anna Berg"), mention("She", "pronoun")],
            },
            {
                "id": "e2",
                "kind": "country",
                "name": "Norway",
                "country": "NOR",
                "mentions": [mention("Norway"), mention("Oslo", "metonym")],
            },
            {"id": "e3", "kind": "organisation", "name": "Ansa", "mentions": [mention("Ansa")]},
            {"id": "e4", "kind": "place", "name": "Rome", "mentions": [mention("Rome")]},
        ],
        "statements": [
            {
                "id": "s1",
                "speaker": "e3",
                "source": span("the agency Ansa"),
                "cue": span("reported"),
                "content": [span("Minister Anna Berg of Norway arrived in Rome on Monday")],
                "kind": "indirect",
            },
            {
                "id": "s2",
                "speaker": None,
                "source": span("She"),
                "cue": span("said"),
                "content": [span("“We will sign the treaty.”")],
                "kind": "direct",
            },
        ],
        "events": [
            {
                "id": "v1",
                "type": "visit",
                "trigger": span("arrived"),
                "participants": [{"entity": "e1", "role": "actor"}],
                "place": "e4",
                "time": {"value": "2025-03-03"},
                "status": "happened",
                "sources": ["s1"],
            },
            {"id": "v2", "type": "agreement", "trigger": span("sign"), "participants": [], "status": "scheduled"},
        ],
    }


def test_a_perfect_reading_scores_one_in_every_part() -> None:
    result = score(READING, perfect())
    assert set(result.parts.values()) == {1.0}
    assert not any(result.notes.values())
    assert set(result.parts) == {
        "article",
        "entities",
        "entity_detail",
        "metonyms",
        "statements",
        "statement_detail",
        "events",
        "event_detail",
        "grounding",
    }


def test_an_empty_record_scores_nothing() -> None:
    result = score(READING, {"article": {"text": "", "authors": []}})
    assert set(result.parts.values()) == {0.0}


def test_an_invented_person_costs_and_an_unasked_place_does_not() -> None:
    record = perfect()
    record["entities"].append({"id": "e5", "kind": "person", "name": "Monday Ansa", "mentions": []})
    assert score(READING, record).parts["entities"] == pytest.approx(4 / 5)


@pytest.mark.parametrize(
    ("change", "part"),
    [
        (lambda r: r["article"].update(authors=["Somebody"]), "article"),
        (lambda r: r["article"].update(published="2025-03-05"), "article"),
        (lambda r: r["entities"][0].update(role=None), "entity_detail"),
        (lambda r: r["entities"][0].update(mentions=r["entities"][0]["mentions"][:1]), "entity_detail"),
        (lambda r: r["entities"][1].update(mentions=r["entities"][1]["mentions"][:1]), "metonyms"),
        (lambda r: r["statements"][1].update(source=None), "statements"),
        (lambda r: r["statements"][1].update(kind="indirect"), "statement_detail"),
        (lambda r: r["statements"][0].update(content=[span("Norway")]), "statements"),
        (lambda r: r["events"][0].update(type="meeting"), "events"),
        (lambda r: r["events"][0].update(participants=[]), "events"),
        (lambda r: r["events"][0].update(trigger=span("accused")), "events"),
        (lambda r: r["events"][0].update(sources=[]), "event_detail"),
        (lambda r: r["events"][0].update(time={"value": "2025-03-10"}), "event_detail"),
        (lambda r: r["events"].append({**r["events"][0], "id": "v3"}), "events"),
        (lambda r: r["events"][1].update(trigger={"start": 5000, "end": 5005}), "grounding"),
    ],
)
def test_a_mistake_costs_where_it_is_made(change: Any, part: str) -> None:
    record = copy.deepcopy(perfect())
    change(record)
    result = score(READING, record)
    assert result.parts[part] < 1
    assert result.notes[part]


def test_optional_items_neither_help_nor_hurt() -> None:
    reading = copy.deepcopy(READING)
    reading["events"][1]["optional"] = True
    record = perfect()
    assert score(reading, record).parts["events"] == 1
    record["events"].pop()
    assert score(reading, record).parts["events"] == 1


def test_an_unnamed_speaker_is_wanted_as_unnamed() -> None:
    reading = copy.deepcopy(READING)
    reading["statements"][1]["speaker"] = []
    assert score(reading, perfect()).parts["statements"] == pytest.approx(1 / 2)


def test_words_are_compared_without_order_and_with_their_number() -> None:
    assert token_f1("the cat, the dog", "dog the cat the") == 1
    assert token_f1("a b", "c d") == 0
    assert token_f1("a a a", "a") == pytest.approx(1 / 2)
