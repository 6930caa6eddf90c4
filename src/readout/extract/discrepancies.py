"""Where an article disagrees with itself: caption, headline and body date or count one happening differently."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import combinations
from typing import NamedTuple

from readout.extract.cast import Cast
from readout.extract.events.numbers import exact_number
from readout.extract.status import event_status
from readout.extract.verbs import ancestors, is_verb, negated, with_particle
from readout.extract.when import event_time
from readout.lexicon import table
from readout.model import Analysis, Discrepancy, Entity, Event, Span, Time

_PLACES = frozenset({"place", "country"})
_AT = frozenset({"in", "at", "to", "into", "near"})
# Days further apart than this are those of two happenings.
_APART = 3
# Headline, caption, body.
_PARTS = 3
# Numbers that differ by less than this share of the larger one may be one number rounded.
_ROUNDING = 0.1


class _Told(NamedTuple):
    """One telling of a happening: whose and what it is, its value with the words, the part of the page, the places."""

    key: tuple[str, str]
    value: str
    span: Span
    part: str
    places: frozenset[str]


def find_discrepancies(
    analysis: Analysis, cast: Cast, times: tuple[Time, ...], events: tuple[Event, ...]
) -> tuple[Discrepancy, ...]:
    """Values that differ between captions, headline and body; doubtful ones are left out."""
    if len({_part(analysis, first) for first, _ in analysis.sentences}) < 2:
        return ()
    dated = _differing(list(_dated(analysis, cast, times)))
    counted = _differing(list(_counted(analysis)))
    names = {entity.id: _short(analysis, entity) for entity in cast.entities}
    found = [Discrepancy(f"{names[whose]}'s {noun}", *_values(tellings)) for (whose, noun), tellings in dated]
    found += [Discrepancy(f"number of {noun}", *_values(tellings)) for (_, noun), tellings in counted]
    return tuple(found)


def _part(a: Analysis, token: int) -> str:
    """Which part of the page a token stands in: headline, caption or body."""
    blocks, number = a.article.blocks, a.block_of[token]
    kind = blocks[number].kind if number < len(blocks) else "paragraph"
    return kind if kind in ("headline", "caption") else "body"


def _differing(tellings: list[_Told]) -> Iterator[tuple[tuple[str, str], list[_Told]]]:
    """The happenings that two parts of the page tell differently, and no part both ways."""
    by_key: dict[tuple[str, str], list[_Told]] = {}
    for told in tellings:
        by_key.setdefault(told.key, []).append(told)
    for key, rows in by_key.items():
        if len({(row.part, row.value) for row in rows}) > len({row.part for row in rows}):
            continue
        one_each = list({row.part: row for row in reversed(rows)}.values())
        pairs = [pair for pair in combinations(one_each, 2) if pair[0].value != pair[1].value and _comparable(*pair)]
        if pairs:
            yield key, sorted({row for pair in pairs for row in pair}, key=lambda row: row.span)


def _comparable(p: _Told, q: _Told) -> bool:
    """Whether two tellings can be of one happening: no other place, no days far apart as an archive picture's are."""
    if p.places and q.places and not p.places & q.places:
        return False
    return "-" not in p.value or abs((date.fromisoformat(p.value) - date.fromisoformat(q.value)).days) <= _APART


def _values(tellings: list[_Told]) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    """Each value once, in order, with the words of its first telling."""
    first = {row.value: row.span for row in reversed(tellings)}
    values = sorted(first, key=lambda value: (len(value), value))
    return tuple(values), tuple(first[value] for value in values)


def _short(a: Analysis, entity: Entity) -> str:
    """The shortest of an entity's names in the text."""
    names = [a.article.text[m.start : m.end] for m in entity.mentions if m.form == "name"]
    return min(names, key=len, default=entity.name)


# --- days


@cache
def _once() -> dict[str, tuple[str, str]]:
    """Verb -> what it tells once in a lifetime or a journey, and whether of its subject or its object."""
    rows = table("discrepancies")["once"]
    return {verb: (row["noun"], row["whose"]) for row in rows for verb in row["verbs"]}


def _dated(a: Analysis, cast: Cast, times: tuple[Time, ...]) -> Iterator[_Told]:
    """The happenings with a day of their own, in sentences that name a day."""
    days = [time for time in times if time.begin and time.begin == time.until]
    seen: set[int] = set()
    for time in days:
        first, last = a.tokens(time.start, time.end)
        number = a.sentence_of[first] if first < last else -1
        if number in seen or number < 0:
            continue
        seen.add(number)
        for verb in range(*a.sentences[number]):
            if is_verb(a, verb) and (told := _telling(a, cast, times, verb)) is not None:
                yield told


def _telling(a: Analysis, cast: Cast, times: tuple[Time, ...], verb: int) -> _Told | None:
    once = _once().get(with_particle(a, verb))
    if once is None or negated(a, verb):
        return None
    noun, whose = once
    whom = _whom(a, cast, verb, whose)
    when = event_time(a, verb, times)
    if whom is None or when is None or when.begin is None or when.begin != when.until:
        return None
    part = _part(a, verb)
    done = event_status(a, verb)[0] == "happened" or (part == "caption" and a.tags[verb] in ("VBZ", "VBP", "VBG"))
    time = _words_of(a, times, verb, when.begin)
    if not done or time is None:
        return None
    return _Told((whom, noun), when.begin, Span(time.start, time.end), part, _places(a, cast, verb))


def _words_of(a: Analysis, times: tuple[Time, ...], verb: int, day: str) -> Time | None:
    """The time expression of a verb's sentence that gives a day; nothing when two do."""
    first, last = a.sentences[a.sentence_of[verb]]
    low, high = a.starts[first], a.ends[last - 1]
    rows = [time for time in times if low <= time.start < high and time.begin == time.until == day]
    return rows[0] if len(rows) == 1 else None


def _whom(a: Analysis, cast: Cast, verb: int, whose: str) -> str | None:
    """The entity that a verb tells of; of a verb in a coordination the first verb's subject."""
    wanted = ("nsubj",) if whose == "subject" else ("nsubjpass", "dobj")
    for head in (verb, *ancestors(a, verb)[:2]):
        for child in a.children[head]:
            if a.deps[child] in wanted:
                row = cast.headed(child)
                return row[1].id if row is not None and row[1].kind in ("person", "organisation") else None
        if a.deps[head] != "conj" or whose == "object":
            return None
    return None


def _places(a: Analysis, cast: Cast, verb: int) -> frozenset[str]:
    """The places that the phrases of a verb's clause name."""
    low, high = a.edges[verb]
    return frozenset(
        entity.id
        for first, _, _, entity in cast.within(low, high)
        if entity.kind in _PLACES and first > low and a.lowers[first - 1] in _AT
    )


# --- numbers


@cache
def _counting() -> dict[str, str]:
    """Verb -> what it counts."""
    return {verb: row["noun"] for row in table("discrepancies")["counted"] for verb in row["verbs"]}


def _counted(a: Analysis) -> Iterator[_Told]:
    """The numbers of what the page counts exactly throughout: no bounds, no parts of a sum, nothing rounded."""
    by_key: dict[tuple[str, str], list[tuple[int, _Told]]] = {}
    for token in range(len(a)):
        if a.tags[token] == "CD" and (told := _number(a, token)) is not None:
            by_key.setdefault(told.key, []).append((token, told))
    for rows in by_key.values():
        tellings = [told for _, told in rows]
        values = {told.value for told in tellings}
        vague = len(values) > _PARTS or any(_is_inexact(a, token) for token, _ in rows)
        if not vague and not any(_rounded(int(p), int(q)) for p, q in combinations(values, 2)):
            yield from tellings


def _number(a: Analysis, token: int) -> _Told | None:
    """What a number counts: `12 killed`, `killed 12 people`, `12 leaders attended`."""
    number = exact_number(a.words[token])
    if number is None:
        return None
    head = a.heads[token]
    noun = "people"
    top = token
    if a.deps[token] == "nummod" and not is_verb(a, head):
        top, noun = head, a.lemmas[head].lower()
        noun = "people" if noun in table("discrepancies")["people"] else noun
    verb = a.heads[top]
    by_object = a.deps[top] in ("dobj", "nsubjpass")
    by_part = next((c for c in a.children[top] if a.deps[c] == "acl" and a.tags[c] == "VBN"), None)
    told = verb if is_verb(a, verb) and (by_object or a.deps[top] == "nsubj") else by_part
    what = _counting().get(a.lemmas[told].lower()) if told is not None else None
    if told is None or what is None or negated(a, told) or event_status(a, told)[0] not in ("happened", "ongoing"):
        return None
    return _Told((noun, what), str(number), a.span(token, token + 1), _part(a, token), frozenset())


def _is_inexact(a: Analysis, token: int) -> bool:
    """Whether the words about a number say that it is a bound, an estimate or a part."""
    first, last = a.sentences[a.sentence_of[token]]
    near = a.lowers[max(first, token - 4) : min(last, token + 3)]
    return any(word in table("discrepancies")["inexact"] for word in near)


def _rounded(p: int, q: int) -> bool:
    """Whether two different numbers may be one number rounded."""
    close = abs(p - q) <= max(p, q) * _ROUNDING
    return close or (min(p, q) >= 10 and (p % 10 == 0 or q % 10 == 0) and abs(p - q) < 10)
