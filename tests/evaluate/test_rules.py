"""Each rule on the case where it just matches and on the one where it just fails."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from readout.evaluate import PARTS, Reading, judge, rows, rules
from readout.evaluate.figures import Row
from readout.model import Discrepancy, Entity, EventTime, Mention, Participant, Record, Span, Statement

from .made import Change, added, change, day, mention, reading, record, seats, span, time, without

GOLD = record()
SAID = GOLD.statements[0]
MET = GOLD.events[1]


def figures(wanted: Reading, found: Reading) -> dict[str, Row]:
    return {row.part: row for row in rows([judge(wanted, found)])}


def scored(found: Record) -> dict[str, float | None]:
    return {part: row.f1 for part, row in figures(Reading(GOLD), Reading(found)).items()}


def mentions(of: str, *some: Mention) -> Change:
    return change("entities", of, mentions=some)


def test_a_perfect_reading_has_everything() -> None:
    assert set(scored(GOLD)) == set(PARTS)
    assert {part: value for part, value in scored(GOLD).items() if value != 1.0} == {}


def test_an_empty_reading_has_nothing() -> None:
    assert {part: value for part, value in scored(Record(GOLD.article)).items() if value != 0.0} == {}


def test_what_the_gold_does_not_have_is_not_judged() -> None:
    empty = Reading(Record(GOLD.article))
    assert {row.f1 for row in figures(empty, empty).values()} == {None}
    assert figures(empty, Reading(GOLD))["events"] == Row("events", 0, 0, 4)


def test_an_article_at_the_front_of_a_mention_is_set_aside() -> None:
    with_article, without = (mentions("e4", mention(words, "description"))(GOLD) for words in ("the agency", "agency"))
    assert figures(Reading(without), Reading(with_article))["mentions"].f1 == 1.0


DAHL = GOLD.entities[0].mentions
HALF_CONTENT = Span(SAID.content[0].start, SAID.content[0].start + 11)  # 11 of 31 characters: Dice 22/42
LESS_CONTENT = Span(SAID.content[0].start, SAID.content[0].start + 10)  # Dice 20/41

# part, what is changed, whether the item still counts
CASES: list[tuple[str, Change, bool]] = [
    ("mentions", mentions("e4", mention("KBN", "description")), True),
    ("mentions", mentions("e4", mention("agency KBN")), False),
    ("mentions.name", mentions("e4", mention("KBN", "description")), False),
    ("mentions.pronoun", mentions("e2", *GOLD.entities[1].mentions[:-1]), False),
    ("coreference", mentions("e7", mention("leaders", "description")), False),
    ("coreference", lambda r: mentions("e2", *GOLD.entities[1].mentions, DAHL[3])(mentions("e1", *DAHL[:3])(r)), False),
    ("coreference", added("entities", Entity("x", "group", "both", mentions=DAHL[2:3])), True),  # now of two: left out
    ("entities", change("entities", "e4", name="The K.B.N."), True),
    ("entities", change("entities", "e4", name="KBN News"), False),
    ("entities", change("entities", "e4", kind="group"), False),
    ("entities", change("entities", "e7", name="leaders"), True),  # nameless: 1 of 3 words, Dice 2/3
    ("entities", change("entities", "e7", name="a group of leaders of states"), False),
    ("entities", mentions("e4", mention("agency KBN")), False),  # Dice 6/13: no overlap by half, so not aligned
    ("entities", mentions("e1", mention("Dahl")), True),  # Dice 8/15
    ("office", change("entities", "e1", role="Prime Minister"), True),
    ("office", change("entities", "e1", role="minister"), False),
    ("country", change("entities", "e1", country="SWE"), False),
    ("country", change("entities", "e3", country="KEN"), True),  # of a place: not judged
    ("metonyms", mentions("e5", *GOLD.entities[4].mentions[:1], mention("Oslo", "name")), True),
    ("metonyms", change("entities", "e6", kind="place"), False),
    ("metonyms", mentions("e5", *GOLD.entities[4].mentions, mention("Nairobi", "name")), False),  # a place that is one
    ("metonyms", mentions("e3", mention("Nairobi", "metonym")), False),
    ("statements", change("statements", "s1", content=(HALF_CONTENT,)), True),
    ("statements", change("statements", "s1", content=(LESS_CONTENT,)), False),
    ("statements", change("statements", "s1", source=Span(SAID.source.end - 1, SAID.source.end + 5)), True),
    ("statements", change("statements", "s1", source=Span(SAID.source.end, SAID.source.end + 5)), False),
    ("statements", change("statements", "s4", source=span("A caption")), False),
    ("statements", change("statements", "s1", source=None), False),
    ("statements.content", change("statements", "s1", source=None), True),
    ("statements.content", change("statements", "s1", content=(LESS_CONTENT,)), False),
    ("statements.kind", change("statements", "s1", kind="indirect"), False),
    ("speaker", change("statements", "s1", speaker="e2"), False),
    ("speaker", change("statements", "s3", speaker="e2"), False),
    ("cue", change("statements", "s1", cue=span("told Kibet")), True),  # Dice 8/14
    ("cue", change("statements", "s1", cue=span("told Kibet on Tuesday")), False),
    ("act", change("statements", "s1", act="say"), False),
    ("said_on", change("statements", "s1", said_on="2025-03-05"), False),
    ("addressee", change("statements", "s1", addressee=None), False),
    ("via", change("statements", "s1", via=("e4", "e5")), False),
    ("times", lambda r: replace(r, times=(time("t1", "4 and", "2025-03-04"), *r.times[1:])), True),
    ("times", lambda r: replace(r, times=(time("t1", "and met", "2025-03-04"), *r.times[1:])), False),
    ("times.strict", lambda r: replace(r, times=(time("t1", "on March 4", "2025-03-04"), *r.times[1:])), False),
    ("times.value", lambda r: replace(r, times=(time("t1", "on March 4", "2025-03-04"), *r.times[1:])), True),
    ("times.value", change("times", "t1", value="2025-03"), False),
    ("events.type", change("events", "v1", trigger=span("met")), True),  # another word of the sentence
    ("events.type", change("events", "v1", trigger=span("told")), False),
    ("events.type", change("events", "v1", type="meeting"), False),
    ("events", change("events", "v1", participants=seats(e1="actor", e2="recipient")), True),
    ("events", change("events", "v2", participants=seats(e1="recipient", e2="actor")), True),
    ("events", change("events", "v4", participants=seats(e5="recipient", e6="actor")), False),
    ("events", change("events", "v2", participants=MET.participants[:1]), False),
    ("participants", change("events", "v2", participants=seats(e1="actor", e2="actor")), False),
    ("participants", without("events", "v4"), True),  # of matched events only
    ("participants.status", change("events", "v3", participants=tuple(
        replace(p, reason=None) for p in GOLD.events[2].participants)), True),
    ("participants.status", change("events", "v3", participants=tuple(
        replace(p, status=None) for p in GOLD.events[2].participants)), False),
    ("roles", change("events", "v2", participants=seats(e1="actor", e2="attendee")), False),
    ("roles", change("events", "v2", participants=MET.participants[:1]), True),  # of participants that both have
    ("status", change("events", "v3", status="expected"), False),
    ("status", without("events", "v3"), True),
    ("events.time", change("events", "v1", time=EventTime(None, "2025-03-04", "2025-03-04")), True),
    ("events.time", change("events", "v1", time=EventTime("2025-03-04")), True),
    ("events.time", change("events", "v1", time=EventTime("2025-03-04", None, "2025-03-04")), False),
    ("events.time", change("events", "v4", time=day("2025-03-04")), False),
    ("place", change("events", "v1", place="e5"), False),
    ("place", change("events", "v4", place="e3"), False),
    ("events.sources", change("events", "v3", sources=("s4",)), False),
    ("events.sources", change("events", "v1", sources=("s2",)), False),
    ("attendee_count", change("events", "v3", attendee_count=31), False),
    ("discrepancies", lambda r: replace(r, discrepancies=(
        Discrepancy("day", ("2025-03-03", "2025-03-04"), (span("strike"), span("office"))),)), True),
    ("discrepancies", lambda r: replace(r, discrepancies=(
        Discrepancy("day", ("3", "4"), (span("on March 3"), span("4 and"))),)), True),
    ("discrepancies", lambda r: replace(r, discrepancies=(
        Discrepancy("day", ("3", "4"), (span("on March 3"), span("March 6"))),)), False),
]  # fmt: skip


@pytest.mark.parametrize(("part", "changed", "right"), CASES, ids=[f"{n}-{case[0]}" for n, case in enumerate(CASES)])
def test_a_rule_matches_up_to_its_edge(part: str, changed: Change, right: bool) -> None:
    value = scored(changed(GOLD))[part]
    assert value is not None
    assert (value == 1.0) == right
    assert value <= 1.0


def test_every_part_has_a_case_that_fails() -> None:
    assert {part for part, _, right in CASES if not right} >= set(PARTS) - {"mentions.description"}


def test_the_table_of_rules_has_every_part() -> None:
    rows = [line.split("|") for line in (rules.__doc__ or "").splitlines() if line.startswith("|")][2:]
    named = {name.strip() for row in rows for name in row[1].split(",")}
    named |= {name for row in rows for name in re.findall(r"`([a-z.]+\.[a-z]+)`", row[3])}
    assert named == set(PARTS)


def test_the_offsets_of_the_cases_are_at_the_edge() -> None:
    assert rules.dice(SAID.content, [HALF_CONTENT]) >= 0.5 > rules.dice(SAID.content, [LESS_CONTENT])
    pieces = [Span(0, 4), Span(10, 14)]
    assert rules.dice(pieces, [Span(0, 14)]) == pytest.approx(16 / 22)
    assert rules.dice(pieces, []) == 0


def test_missing_and_invented_items_count_on_their_own_side() -> None:
    fewer = figures(Reading(GOLD), Reading(without("events", "v4")(GOLD)))["events"]
    assert (fewer.precision, fewer.recall, fewer.gold, fewer.wanted, fewer.found) == (1.0, 0.75, 4, 4, 3)
    more = added("events", replace(GOLD.events[0], id="v5", trigger=span("landed")))(GOLD)
    invented = figures(Reading(GOLD), Reading(more))["events"]
    assert (invented.precision, invented.recall) == (0.8, 1.0)


def test_optional_items_neither_help_nor_hurt() -> None:
    spare = reading(GOLD, ("events", 3), ("statements", 2), ("times", 3), ("entities", 6), ("discrepancies", 0))
    for found in (GOLD, without("events", "v4")(without("statements", "s3")(without("times", "t4")(GOLD)))):
        judged = figures(spare, Reading(found))
        assert {p: r.f1 for p, r in judged.items() if r.f1 not in (1.0, None)} == {}
        assert [judged[p].wanted for p in ("events", "statements", "times", "entities")] == [3, 3, 3, 6]
    assert figures(spare, Reading(without("entities", "e7")(GOLD)))["events"].f1 == 1.0
    assert figures(spare, Reading(without("entities", "e7")(GOLD)))["mentions"].f1 == 1.0


def test_the_optional_items_of_a_second_reader_do_not_count_either() -> None:
    second = added("events", replace(GOLD.events[0], id="v5", trigger=span("landed")))(GOLD)
    judged = figures(Reading(GOLD), reading(second, ("events", 4), ("events", 0)))["events"]
    assert (judged.f1, judged.wanted, judged.found) == (1.0, 3, 3)
    mirrored = figures(reading(second, ("events", 4), ("events", 0)), Reading(GOLD))["events"]
    assert (mirrored.f1, mirrored.wanted, mirrored.found) == (1.0, 3, 3)


def test_an_item_that_counts_is_matched_before_an_optional_one() -> None:
    """The found trigger lies on the optional event's, and still it is the event that is wanted."""
    twice = added("events", replace(GOLD.events[0], id="v5", trigger=span("met")))(GOLD)
    found = change("events", "v1", trigger=span("met"))(GOLD)
    judged = figures(reading(twice, ("events", 4)), Reading(found))["events"]
    assert (judged.f1, judged.wanted, judged.found) == (1.0, 4, 4)


def test_events_of_one_kind_in_a_sentence_are_matched_by_their_triggers_and_parties() -> None:
    second = replace(MET, id="v5", trigger=span("arrived"), participants=(Participant("e3", "actor"),))
    gold = added("events", second)(GOLD)
    swapped = replace(gold, events=tuple(reversed(gold.events)))
    assert figures(Reading(gold), Reading(swapped))["events"].f1 == 1.0
    one_word = added("events", replace(second, trigger=MET.trigger))(GOLD)
    swapped = replace(one_word, events=tuple(reversed(one_word.events)))
    assert figures(Reading(one_word), Reading(swapped))["events"].f1 == 1.0


def test_entities_are_aligned_so_that_the_whole_is_best() -> None:
    """Greedily the first found entity would take the second wanted one and leave the other without any."""
    one, other = GOLD.entities[0], GOLD.entities[1]
    found = replace(
        GOLD,
        entities=(
            replace(one, mentions=(*one.mentions[:1], *other.mentions[:2])),
            replace(other, mentions=other.mentions[2:]),
        ),
    )
    judged = judge(Reading(GOLD), Reading(found))["entities"]
    assert judged.counts[1] == 2.0


def test_sentences_end_where_they_end() -> None:
    starts = rules.sentence_starts(GOLD.article)
    assert span("She").start in starts
    assert span("A caption").start in starts
    text = 'Gen. J. Doe left. "We won." Mr. Roe said so.\nNext'
    cut = rules.sentence_starts(replace(GOLD.article, text=text, blocks=()))
    assert [text[start:][:6] for start in cut] == ["Gen. J", '"We wo', "Mr. Ro", "Next"]


def test_offices_are_compared_without_case_and_names_without_dots() -> None:
    assert rules.folded("The  U.N.’s") == "un"
    assert rules.folded(None) == ""
    assert rules.same_name(
        Entity("1", "country", "Ivory Coast", country="CIV"), Entity("2", "country", "Côte d'Ivoire", country="CIV")
    )


def test_a_statement_without_source_wants_one_without() -> None:
    nobody = Statement("s", (Span(0, 4),))
    assert rules.same_source(nobody, nobody)
    assert not rules.same_source(nobody, replace(nobody, source=Span(5, 6)))
