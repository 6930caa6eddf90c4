"""The table of event kinds: its codes, its words, and the two sentences that each kind must read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from readout.extract import find_entities, find_events, find_statements, find_times
from readout.extract.events.kinds import lexicon
from readout.lexicon import table
from readout.model import Analysis

PLOVER = {
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "INVESTIGATE", "DEMAND", "DISAPPROVE",
    "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "FIGHT",
}  # fmt: skip
KINDS = [
    "visit", "meeting", "talks", "call", "ceremony", "agreement", "cooperate", "support", "supply", "aid",
    "mediate", "praise", "criticise", "accuse", "deny", "demand", "threaten", "reject", "sanction", "disclose",
    "appoint", "resign", "election", "vote", "protest", "arrest", "trial", "coerce", "mobilise", "attack",
    "war", "ceasefire", "withdraw", "yield", "investigate",
]  # fmt: skip
ROLES = {"actor", "recipient", "attendee", "place", "host", "goal", "none"}
NEEDS = {"actor", "recipient", "attendee", "both", "any", "place", "between", "told"}
FRAMES = [f for part in (lexicon().verbs, lexicon().nouns, lexicon().agents) for rows in part.values() for f in rows]
EXAMPLES = [(kind, row) for kind, rows in table("event_examples").items() for row in rows]


def test_every_kind_of_the_design_is_there() -> None:
    assert set(KINDS) == set(table("event_kinds"))


def test_every_plover_type_is_reached() -> None:
    assert {f.plover for f in FRAMES if f.plover} == PLOVER
    assert {f.planned for f in FRAMES if f.planned} <= PLOVER


def test_every_cameo_root_is_reached() -> None:
    assert {f.cameo[:2] for f in FRAMES} == {f"{root:02}" for root in range(1, 21)}


def test_frames_use_known_words_only() -> None:
    for frame in FRAMES:
        assert frame.needs in NEEDS, frame
        assert set(frame.roles.values()) <= ROLES, frame
        assert all(isinstance(word, str) for word in (*frame.roles, *frame.preps)), frame
        for words in (frame.objects, frame.complements, frame.unless, frame.who, frame.whom, *frame.preps.values()):
            assert all(isinstance(word, str) for word in words), frame


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_a_gloss_and_two_examples(kind: str) -> None:
    assert table("event_kinds")[kind]["is"]["gloss"]
    assert len(table("event_examples")[kind]) >= 2


@pytest.mark.parametrize(("kind", "row"), EXAMPLES, ids=[f"{kind}: {row['text'][:40]}" for kind, row in EXAMPLES])
def test_example(kind: str, row: dict[str, Any], analysed: Callable[..., Analysis]) -> None:
    a = analysed(row["text"], published="2025-05-08")
    cast, times = find_entities(a), find_times(a)
    events = find_events(a, cast, times, find_statements(a, cast, times))
    assert [e.type for e in events] == [kind]
    text = a.article.text
    for role in ("actor", "recipient", "attendee"):
        found = [cast.by_id[p.entity] for p in events[0].participants if p.role == role]
        words = " ".join([e.name for e in found] + [text[m.start : m.end] for e in found for m in e.mentions])
        assert not row.get(role) or any(name in words for name in row[role]), (role, words)
    if row.get("place"):
        assert row["place"] in cast.by_id[events[0].place or ""].name
