"""What people correct: it wins in every answer, outlasts readings, is never lost, and can be taken back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from readout.model import EventTime, ReadoutError, Span
from readout.store import Store, open_store
from readout.store.corrections import Collision, Wish
from readout.store.corrections_anchor import anchored
from readout.store.corrections_apply import corrected
from readout.store.corrections_doubt import doubts
from readout.store.corrections_model import Change, Correction, Seat, Who, in_force, standing, words_at
from readout.store.corrections_words import who_of, whole
from tests.store.made import PARADE, Page, parade, talks
from tests.store.places import as_first

PAGE = Page(PARADE)


def wish(of: str, action: Any, change: Change = Change(), **more: Any) -> Wish:  # noqa: B008
    part = {"v": "event", "s": "statement", "e": "entity"}[of[0]]
    return Wish("parade", part, of, action, change, **more)  # type: ignore[arg-type]


def words(some: str) -> Any:
    return words_at(PARADE, PAGE.span(some))


def test_a_correction_wins_in_every_answer_and_after_a_new_reading(store: Store) -> None:
    rows = store.corrections
    made = rows.make(wish("v2", "correct", Change(type="visit", status="cancelled")), "ann")
    assert (made.number, made.user, made.at.exact, made.whole.status) == (1, "ann", "parade", "cancelled")
    for _ in range(2):
        (event,) = store.events(article="parade", status="cancelled")
        assert (event.type, event.plover, event.cameo, event.probability) == ("visit", "AGREE", "042", 1.0)
        assert store.record("parade").events[1] == next(iter(store.records())).events[1]
        assert store.events(kind="ceremony") == []
        assert store.facets()["status"]["cancelled"] == 2
        assert [a.outcome for a in store.add([parade()], reread=True)] == ["reread"]
    assert rows.machine("parade") == parade()
    assert [j.judgement for j in store.event_judgements()] == ["cancelled"]


def test_a_reading_that_lost_an_item_or_moved_its_words_has_what_people_said_of_it(store: Store) -> None:
    rows = store.corrections
    rows.make(wish("v1", "accept"), "ann")
    rows.make(wish("v2", "correct", Change(status="postponed")), "ann")
    rows.make(wish("s2", "reject"), "ann")
    poorer = replace(parade(), events=(replace(parade().events[1], trigger=PAGE.stretch("attend", "parade")),))
    list(store.add([poorer], reread=True))
    record = store.record("parade")
    assert [(e.type, e.status) for e in record.events] == [("ceremony", "postponed"), ("visit", "happened")]
    visit = record.events[1]
    assert (visit.place, visit.sources, [p.entity for p in visit.participants]) == ("e2", ("s1",), ["e1"])
    assert [s.id for s in record.statements] == ["s1"]
    assert record.events[0].sources == ()


def test_a_newer_text_keeps_corrections_whose_words_it_has_and_names_the_others(store: Store) -> None:
    rows = store.corrections
    rows.make(wish("v1", "reject"), "ann")
    rows.make(wish("v2", "correct", Change(status="denied")), "ann")
    longer = "Correction: an earlier version was wrong.\n" + PARADE.replace(
        "arrived in Moscow on Wednesday", "came over"
    )
    other = parade(longer.replace("came over", "arrived in Moscow on Wednesday"))
    page = Page(longer)
    kept = replace(
        other,
        article=page.article("parade"),
        entities=(),
        statements=(),
        events=(replace(parade().events[1], trigger=page.span("parade", "He will"), participants=(), sources=()),),
    )
    assert [a.outcome for a in store.add([kept])] == ["corrected"]
    assert [e.status for e in store.record("parade").events] == ["denied"]
    assert [e.status for e in store.record("parade", 1).events] == ["denied"]
    assert rows.adrift("parade") == {1}
    assert [r.version for r in rows.rows("parade")] == [1, 1]


def test_who_comes_second_is_told_and_nothing_is_lost(store: Store) -> None:
    rows = store.corrections
    rows.make(wish("v2", "correct", Change(status="cancelled"), seen=0, version=1), "ann")
    with pytest.raises(Collision, match="changed meanwhile by ann") as told:
        rows.make(wish("v2", "correct", Change(status="postponed"), seen=0, version=1), "bob")
    assert [r.number for r in told.value.by] == [1]
    # Another thing of the same article is no collision, and one who knows of the first may go on.
    rows.make(wish("v1", "reject", seen=0, version=1), "bob")
    rows.make(wish("v2", "correct", Change(type="visit"), seen=1, version=1), "bob")
    (event,) = store.events(article="parade")
    assert (event.type, event.status) == ("visit", "cancelled")
    with pytest.raises(Collision, match="bob"):
        rows.undo(1, "ann", seen=1)
    with pytest.raises(Collision, match="newer version"):
        rows.make(wish("v2", "accept", seen=3, version=9), "bob")
    assert [(r.number, r.user, r.action) for r in rows.rows()] == [
        (3, "bob", "correct"),
        (2, "bob", "reject"),
        (1, "ann", "correct"),
    ]


def test_what_is_undone_can_be_done_again(store: Store) -> None:
    rows = store.corrections
    rows.make(wish("v2", "reject"), "ann")
    back = rows.undo(1, "bob")
    assert (back.undoes, back.at.exact) == (1, "parade")
    assert store.record("parade") == parade()
    with pytest.raises(ReadoutError, match="undone already"):
        rows.undo(1, "ann")
    rows.undo(back.number, "ann")
    assert [e.id for e in store.record("parade").events] == ["v1"]
    assert rows.undone("parade") == {2}


@given(st.lists(st.integers(0, 6), max_size=12))
def test_what_stands_is_what_nobody_took_back(undone: list[int]) -> None:
    at = words_at("met", Span(0, 3))
    rows = [Correction(0, "a", 1, "event", at, "accept", "ann", "")]
    for target in undone:
        last = len(rows)
        if target < last and rows[target] in in_force(rows):
            rows.append(Correction(last, "a", 1, "event", at, "undo", "ann", "", undoes=target))
        else:
            rows.append(Correction(last, "a", 1, "event", at, "reject", "ann", ""))

    def stands(number: int) -> bool:
        return not any(row.undoes == number and stands(row.number) for row in rows)

    assert [r.number for r in standing(rows)] == [r.number for r in rows if r.action != "undo" and stands(r.number)]


def test_entities_are_merged_split_and_left_out(store: Store) -> None:
    rows, text = store.corrections, PARADE
    rows.make(wish("e4", "merge", Change(into=words("Xi Jinping"))), "ann")
    record = store.record("parade")
    assert {e.id: len(e.mentions) for e in record.entities} == {"e1": 3, "e2": 1, "e3": 1}
    assert [p.entity for p in record.events[1].participants] == ["e1"]
    assert [w.name for w in store.who("Fico")] == ["Xi Jinping"]
    rows.undo(1, "ann")
    pronoun = words_at(text, PAGE.span("He", "said."))
    rows.make(wish("e1", "split", Change(mentions=(pronoun,), name="another")), "ann")
    record = store.record("parade")
    assert [(e.name, len(e.mentions)) for e in record.entities if e.id in ("e1", "e5")] == [
        ("Xi Jinping", 1),
        ("another", 1),
    ]
    rows.make(wish("e3", "reject"), "ann")
    record = store.record("parade")
    assert record.statements[0].speaker is None
    assert record.statements[1].via == ()
    with pytest.raises(ReadoutError, match="can't be split so"):
        rows.make(wish("e2", "split", Change(mentions=(words("Moscow"),))), "ann")


def test_events_are_merged_and_split(store: Store) -> None:
    rows = store.corrections
    rows.make(wish("v2", "merge", Change(into=words("arrived"))), "ann")
    (event,) = store.record("parade").events
    assert (event.id, [PARADE[s.start : s.end] for s in event.mentions]) == ("v1", ["arrived", "parade"])
    assert [p.entity for p in event.participants] == ["e1", "e4"]
    rows.make(wish("v1", "split", Change(mentions=(words_at(PARADE, PAGE.span("parade", "He will")),))), "ann")
    first, second = store.record("parade").events
    assert (first.trigger, second.trigger) == (PAGE.span("arrived"), PAGE.span("parade", "He will"))


def test_what_was_missed_is_added_with_its_people(store: Store) -> None:
    rows = store.corrections
    slovak = Who("Slovak leader", "group", words("Slovak leader"))
    asked = Change(
        type="deny",
        status="uncertain",
        participants=(Seat(slovak, "actor"),),
        time=EventTime("2025-05-09", "2025-05-09", "2025-05-09"),
    )
    rows.make(Wish("parade", "event", "", "add", asked, at=PAGE.span("attendance")), "ann")
    added = store.record("parade").events[-1]
    assert (added.type, added.trigger, added.plover) == ("deny", PAGE.span("attendance"), "DISAPPROVE")
    (row,) = store.events(who="Slovak leader", article="parade")
    assert row.participants[0].kind == "group"
    said = Change(content=(words("uncertain due to illness"),), speaker=who_of(parade(), "e4"), act="think")
    rows.make(Wish("parade", "statement", "", "add", said, at=PAGE.span("uncertain due to illness")), "ann")
    (row,) = store.statements(by="Fico")
    assert (row.quote, row.act) == ("uncertain due to illness", "think")


def test_a_statement_is_corrected(store: Store) -> None:
    change = Change(
        speaker=who_of(parade(), "e1"), source=None, cue=None, act="want", content=(words("attend the parade"),)
    )
    made = store.corrections.make(wish("s1", "correct", change), "ann")
    (row,) = store.statements(by="Xi", article="parade")
    assert (row.quote, row.act, row.cue, row.source) == ("attend the parade", "want", None, None)
    assert made.at.exact == "Xi Jinping arrived in Moscow on Wednesday"
    assert [a.outcome for a in store.add([parade()], reread=True)] == ["reread"]
    assert store.record("parade").statements[0].act == "want"


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (Change(type="party"), "no such kind of event"),
        (Change(time=EventTime(None, "2025-13-01", None)), "no date"),
        (Change(time=EventTime(None, "2025-05-02", "2025-05-01")), "before the beginning"),
    ],
)
def test_what_no_record_may_have_is_refused(store: Store, change: Change, wrong: str) -> None:
    with pytest.raises(ReadoutError, match=wrong):
        store.corrections.make(wish("v1", "correct", change), "ann")
    assert store.corrections.rows() == []


@pytest.mark.parametrize("name", ["parade:v9", "nothing:v1", ":v1", "parade", "parade:"])
def test_what_is_not_there_is_named(store: Store, name: str) -> None:
    with pytest.raises(ReadoutError):
        store.corrections.item(name)


def test_the_most_doubtful_come_first_and_what_is_decided_goes(store: Store) -> None:
    rows = store.corrections
    weak = replace(parade(), article=parade().article.__class__("weak", "weak.html", PARADE))
    list(store.add([replace(weak, events=(replace(weak.events[0], probability=0.52),))]))
    first = rows.queue(part="event")[0]
    assert (first.article, first.ref, first.why) == ("weak", "v1", ("threshold",))
    assert [d.article for d in rows.queue(why="nobody")] == ["talks"]
    rows.make(Wish("weak", "event", "v1", "accept"), "ann")
    assert ("weak", "v1") not in {(d.article, d.ref) for d in rows.queue()}
    assert [(d.article, d.ref) for d in rows.queue(settled=True)] == [("weak", "v1")]
    done, everything = rows.progress()
    assert (done, everything) == (1, len(rows.queue()) + 1)
    scores = [d.doubt for d in rows.queue()]
    assert scores == sorted(scores, reverse=True)


@given(st.floats(0.5, 1), st.floats(0.5, 1))
def test_what_is_less_sure_is_more_doubtful(one: float, other: float) -> None:
    def doubt(probability: float) -> float:
        event = replace(parade().events[0], probability=probability)
        return next(doubts(replace(parade(), events=(event,), statements=()))).doubt

    low, high = sorted((one, other))
    assert doubt(low) >= doubt(high)


@given(st.text("ab ", min_size=1, max_size=60), st.data())
def test_words_are_found_again_in_their_own_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    assert anchored(text, words_at(text, span)) == span
    moved = "c" * 40 + text
    found = anchored(moved, words_at(text, span))
    assert found is None or moved[found.start : found.end] == text[span.start : span.end]


@given(st.sampled_from(["v1", "v2", "s1", "s2", "e1", "e2", "e3", "e4"]))
def test_to_accept_changes_nothing_but_how_sure_it_is(of: str) -> None:
    asked = wish(of, "accept")
    made = Correction(1, "parade", 1, asked.part, words_at(PARADE, _place(of)), "accept", "ann", "")
    result = corrected(parade(), [replace(made, whole=whole(parade(), asked.part, of))])
    assert result.record == parade()
    assert result.settled == {(asked.part, of)}


def _place(of: str) -> Span:
    from readout.store.corrections_words import place_of

    part = {"v": "event", "s": "statement", "e": "entity"}[of[0]]
    found = place_of(parade(), part, of)  # type: ignore[arg-type]
    assert found
    return found


def test_a_store_of_before_has_its_doubts_noted(place: str) -> None:
    with open_store(place) as store:
        list(store.add([parade(), talks()]))
        before = store.corrections.queue()
    as_first(place)
    with open_store(place) as store:
        assert store.corrections.queue() == before
