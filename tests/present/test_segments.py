"""Segments: whatever the text and the spans, the words come out as they went in, each under what covers it."""

from __future__ import annotations

import time as clock

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from readout.model import Article, Block, Entity, Event, Mention, Record, Span, Statement
from readout.present.segments import covers, strips

from .made import TEXT, span, summit

LETTERS = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from("a \n\r\t\u0301\u200d\u202e\U0001f1f3אب")), max_size=60
)


@st.composite
def records(draw: st.DrawFn) -> Record:
    text = draw(LETTERS)
    edge = st.integers(0, len(text))
    pair = st.tuples(edge, edge).map(sorted)
    spans = st.lists(pair.filter(lambda p: p[0] < p[1]), max_size=8) if text else st.just([])
    blocks = tuple(Block("paragraph", a, b) for a, b in draw(st.lists(pair, max_size=4)))
    content = [Statement(f"s{i}", (Span(a, b),)) for i, (a, b) in enumerate(draw(spans))]
    triggers = [Event(f"e{i}", "visit", Span(a, b)) for i, (a, b) in enumerate(draw(spans))]
    mentions = tuple(Mention(a, b, "name") for a, b in draw(spans))
    return Record(
        Article("a", "a", text, blocks=blocks),
        entities=(Entity("p1", "person", "X", mentions=mentions),),
        statements=tuple(content),
        events=tuple(triggers),
    )


@given(records())
def test_the_segments_of_a_block_joined_are_its_text(record: Record) -> None:
    text = record.article.text
    for strip in strips(record):
        assert "".join(s.text for s in strip.segments) == text[strip.start : strip.end]
        assert all(s.text == text[s.start : s.end] != "" for s in strip.segments)


@given(records())
def test_no_word_of_the_text_is_left_out_or_shown_twice(record: Record) -> None:
    text, at = record.article.text, 0
    for strip in strips(record):
        assert text[at : strip.start].strip() == ""
        assert strip.start >= at
        at = strip.end
    assert text[at:].strip() == ""


@given(records())
def test_each_span_covers_exactly_its_own_words(record: Record) -> None:
    cut = strips(record)
    for cover in covers(record):
        for strip in cut:
            low, high = max(cover.start, strip.start), min(cover.end, strip.end)
            under = "".join(s.text for s in strip.segments if cover in s.covers)
            assert under == record.article.text[low : max(low, high)]


@given(records())
def test_each_thing_begins_once_and_where_its_first_words_are(record: Record) -> None:
    segments = [s for strip in strips(record) for s in strip.segments]
    begun = [name for s in segments for name in s.begins]
    assert len(begun) == len(set(begun))
    assert set(begun) == {of for s in segments for of in s.of}


def test_the_innermost_span_comes_first() -> None:
    segments = [s for strip in strips(summit()) for s in strip.segments]
    arrived = next(s for s in segments if s.text == "arrived")
    assert arrived.of == ("e1", "s1")
    assert arrived.parts == ("event", "statement")


def test_a_statement_may_run_over_several_blocks() -> None:
    record = summit()
    long = Statement("s9", (Span(span("grain summit").start, span("the deal").end),))
    cut = strips(replace(record, statements=(long,)))
    touched = [strip.kind for strip in cut if any("s9" in s.of for s in strip.segments)]
    assert touched == ["paragraph", "paragraph"]


def test_each_side_of_a_discrepancy_can_be_linked_to() -> None:
    begun = {name for strip in strips(summit()) for s in strip.segments for name in s.begins}
    assert {f"d1-{span('March 3, 2025').start}", f"d1-{span('March 4').start}"} <= begun


def test_text_outside_of_all_blocks_is_shown_apart() -> None:
    record = summit()
    article = replace(record.article, blocks=record.article.blocks[1:])
    first = strips(replace(record, article=article))[0]
    assert (first.kind, "".join(s.text for s in first.segments)) == ("other", TEXT.split("\n")[0])


def test_time_grows_with_the_text_and_not_with_its_square() -> None:
    def seconds(words: int) -> float:
        text = "word " * words
        mentions = tuple(Mention(5 * i, 5 * i + 4, "name") for i in range(words))
        record = Record(
            Article("a", "a", text, blocks=(Block("paragraph", 0, len(text)),)),
            entities=(Entity("p1", "person", "X", mentions=mentions),),
        )
        begin = clock.process_time()
        strips(record)
        return clock.process_time() - begin

    short, long = (min(seconds(words) for _ in range(3)) for words in (2_000, 20_000))
    assert long < 40 * max(short, 0.005)
