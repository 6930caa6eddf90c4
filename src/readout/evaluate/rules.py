"""When an item that was found is the one that was wanted: every matching rule, here and nowhere else.

| part | items | found and wanted are the same when |
|---|---|---|
| mentions | mentions | they have the same characters, an article at the front aside; `mentions.name`, `mentions.pronoun`, `mentions.description`: and that form |
| coreference | mentions by entity | CoNLL-2012: the mean of the F1 of MUC, B3 and CEAFe over mentions with the same characters; a phrase that is a mention of several entities is left out |
| entities | entities | their mentions overlap most (below), the kind is the same and the name is (`same_name`) |
| office | aligned entities' roles | the words are the same, case aside |
| country | aligned entities' countries, countries and places aside | the code is the same |
| metonyms | mentions by metonym; found places that stand for a state | a mention on these words (half overlap) belongs to the entity that is meant, and that has its kind |
| statements | statements | the contents overlap by half and the sources touch, or both have none; `statements.content`: the contents alone |
| speaker, addressee, via | entities of matched statements | they are aligned |
| cue | matched statements' cues | they overlap by half |
| statements.kind, act, said_on | those of matched statements | they are equal |
| times | time expressions | they touch; `times.strict`: have the same characters; `times.value`: touch and have the same value |
| events.type | events | the kind is the same, and the triggers touch or stand in one sentence |
| events | events | so, and every wanted participant is there on its side (`same_side`) |
| participants | (entity, role) of matched events | they are aligned and the role is the same |
| roles | roles of aligned participants of matched events | they are equal |
| participants.status | (entity, own status) of matched events | they are aligned and the status is the same |
| status | statuses of matched events | they are equal |
| events.time | times of matched events | they have the same bounds; the same value where one has no bounds |
| place | places of matched events | they are aligned |
| events.sources | statements of matched events | they are matched (contents) |
| attendee_count | numbers of matched events | they are equal |
| discrepancies | discrepancies | the values are the same, or every wanted place is touched |

*Overlap by half*: Dice, 2 |common characters| / (|one| + |other|), is at least 1/2. *Touch*: share a character.
*Aligned* entities: one to one, so that the sum over overlapping mentions of their Dice is greatest; a pair with the same
kind and name weighs half a mention more. *Matched* statements, times and events: one to one, best first; statements by
Dice, then by source; times by Dice, then by value; events by the triggers' Dice, then by participants, then by nearness.
*Parts of matched or aligned items* are judged on these only, and are 0 when there are none though the gold has items.
*Optional* items of either side neither help nor hurt: what they match is taken out of the count too, and so are an
optional entity's mentions and parts in events. Items that are not optional are matched with each other first.
"""  # noqa: E501

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from readout.model import Article, Discrepancy, Entity, Event, EventTime, Mention, Record, Span, Statement, Time

HALF = 0.5
MUTUAL = frozenset(("meeting", "talks", "call", "agreement", "cooperate", "war", "ceasefire"))
WITH_COUNTRY = ("person", "organisation", "group")
_BREAK = re.compile(r"[.!?]['\"”’)\]]{0,3}\s+(?=['\"“‘(\[]{0,3}[A-Z0-9])|\n+")
_NO_BREAK = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gov|Sens?|Reps?|Gen|Lt|Col|Capt|Sgt|Rev|St|No|vs)\.$")
_ARTICLE = re.compile(r"^(?:the|an?)\s+")

Place = Span | Mention | Time


def characters(spans: Iterable[Place]) -> set[int]:
    """The characters that spans cover."""
    return {at for span in spans for at in range(span.start, span.end)}


def dice(one: Sequence[Place], other: Sequence[Place]) -> float:
    """The overlap of two lists of spans in characters, 0 to 1."""
    if len(one) == len(other) == 1:
        common = min(one[0].end, other[0].end) - max(one[0].start, other[0].start)
        return 2 * max(common, 0) / (one[0].end - one[0].start + other[0].end - other[0].start)
    ours, theirs = characters(one), characters(other)
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours and theirs else 0.0


def touch(one: Place, other: Place) -> bool:
    """Whether two spans share a character."""
    return one.start < other.end and other.start < one.end


def folded(words: str | None) -> str:
    """Words as they are compared: case, articles at the front, possessive marks, dots and white space aside."""
    plain = " ".join((words or "").replace("’", "'").replace(".", "").casefold().split())
    return _ARTICLE.sub("", plain).removesuffix("'s").removesuffix("'")


def without_articles(record: Record) -> Record:
    """The record with no mention beginning at an article: readers differ on whether "the" is part of a description."""
    text = record.article.text

    def cut(mention: Mention) -> Mention:
        article = _ARTICLE.match(text[mention.start : mention.end].lower())
        return replace(mention, start=mention.start + article.end()) if article else mention

    entities = tuple(replace(e, mentions=tuple(map(cut, e.mentions))) for e in record.entities)
    return replace(record, entities=entities)


def same_name(one: Entity, other: Entity) -> bool:
    """Equal names; the same code of two countries; half of the words where neither has a name but descriptions."""
    ours, theirs = folded(one.name), folded(other.name)
    if ours == theirs:
        return True
    if one.kind == other.kind == "country":
        return one.country is not None and one.country == other.country
    if _named(one) or _named(other):
        return False
    first, second = set(ours.split()), set(theirs.split())
    return 2 * len(first & second) >= HALF * (len(first) + len(second))


def _named(entity: Entity) -> bool:
    return any(m.form in ("name", "metonym") for m in entity.mentions)


def same_entity(one: Entity, other: Entity) -> bool:
    """The kind and the name; of two entities that are aligned."""
    return one.kind == other.kind and same_name(one, other)


def stands_for_state(words: str, entity: Entity) -> bool:
    """Whether words that are not a country's name are read as the country."""
    return entity.kind == "country" and folded(words) != folded(entity.name)


def alignment_weight(one: Entity, other: Entity) -> float:
    """How much two entities are one by their mentions; 0 when no two mentions overlap by half."""
    overlaps = (dice([m], [n]) for m in one.mentions for n in other.mentions if touch(m, n))
    weight = sum(d for d in overlaps if d >= HALF)
    return weight + 0.5 * same_entity(one, other) if weight else 0.0


def same_content(one: Statement, other: Statement) -> bool:
    return dice(one.content, other.content) >= HALF


def same_source(one: Statement, other: Statement) -> bool:
    if one.source is None or other.source is None:
        return one.source is other.source
    return touch(one.source, other.source)


def same_cue(one: Span, other: Span) -> bool:
    return dice([one], [other]) >= HALF


def same_extent(one: Place, other: Place) -> bool:
    return (one.start, one.end) == (other.start, other.end)


def same_event(one: Event, other: Event, sentences: Sequence[int]) -> bool:
    """The kind, and triggers that touch or stand in one sentence; `sentences` are the offsets where sentences begin."""
    if one.type != other.type:
        return False
    return touch(one.trigger, other.trigger) or (
        bisect_right(sentences, one.trigger.start) == bisect_right(sentences, other.trigger.start)
    )


def same_side(kind: str, wanted: str, found: str) -> bool:
    """The same role; in kinds where one does with another what that one does with the first, both are on one side."""
    return wanted == found or (kind in MUTUAL and {wanted, found} == {"actor", "recipient"})


def told_time(event: Event) -> EventTime | None:
    """An event's time, unless only the publication date bounds it: readers note what the text tells."""
    return None if event.time is None or event.time.by == "published" else event.time


def same_time(one: EventTime, other: EventTime) -> bool:
    ours, theirs = (one.begin, one.until), (other.begin, other.until)
    if any(ours) and any(theirs):
        return ours == theirs
    return one.value is not None and one.value == other.value


def same_discrepancy(wanted: Discrepancy, found: Discrepancy) -> bool:
    if {folded(v) for v in wanted.values} == {folded(v) for v in found.values}:
        return True
    return bool(wanted.spans) and all(any(touch(s, f) for f in found.spans) for s in wanted.spans)


def sentence_starts(article: Article) -> list[int]:
    """Where the sentences begin; the edges of blocks part them too."""
    text = article.text
    ends = (m for m in _BREAK.finditer(text) if not _NO_BREAK.search(text[max(0, m.start() - 6) : m.start() + 1]))
    return sorted({0, *(m.end() for m in ends), *(edge for b in article.blocks for edge in (b.start, b.end))})
