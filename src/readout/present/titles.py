"""A readable title of an event in the words of the sentence that tells it, for lists where its kind says too little."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from readout.model import Entity, Event, Record, Span, Statement
from readout.present.words import quote

MOST = 90
_REACH = 240
_PLAIN = ("happened", "ongoing", "scheduled")
# Where a clause ends; a stop behind a capital is one of initials.
_BREAK = re.compile(r"[;:—–()\"“”…\n]|[,!?](?=\s|$)|(?<!\b[A-Z])\.(?=\s|$)")
_PASSIVE = re.compile(r"\b(?:was|were|is|are|been|be|being)(?: \w+ly)?\s+$")
_OWNERS = frozenset({"his", "her", "their", "its", "my", "our", "your", "whose"})
_JOINED = re.compile(r",?\s+and\s+|,\s+")


class _Spot(NamedTuple):
    """Where a sentence speaks of a party; `name` is put before what speaks of it by a pronoun, and empty otherwise."""

    start: int
    end: int
    name: str = ""


def event_title(record: Record, event: Event, most: int = MOST) -> str:
    """An event as one line of its own words: `Claimed: The army shelled the market, according to Ann Lee`."""
    text, cast = record.article.text, {e.id: e for e in record.entities}
    parts = [p for p in event.participants if p.entity in cast]
    doers = [cast[p.entity] for p in parts if p.role != "recipient"]
    others = [cast[p.entity] for p in parts if p.role == "recipient"]
    block = next((b for b in record.article.blocks if b.start <= event.trigger.start < b.end), None)
    found = quote(text, event.trigger, *((block.start, block.end) if block else (0, len(text))), _REACH)
    before = found.before.removeprefix("…")
    low, sentence = found.start - len(before), before + found.words + found.after
    at = Span(len(before), len(before) + len(found.words))
    spots = _mentions(text, doers, low, low + len(sentence))
    if not doers or (_PASSIVE.search(before) and not _lead(sentence, spots, at)):
        spots = _mentions(text, others, low, low + len(sentence))
    told = _clause(sentence, spots, at, ", ".join(e.name for e in (*doers[:2], *others[:2])), most)
    status = "" if event.status in _PLAIN else f"{event.status.capitalize()}: "
    said = next((s for s in record.statements if s.id in event.sources), None)
    return status + told + (f", according to {_speaker(text, cast, said)}" if said else "")


def title_of(sentence: str, parties: Sequence[str], most: int = MOST) -> str:
    """What a sentence tells of one of the parties, from the first of their names on."""
    spots = sorted({spot for name in parties for spot in _spots(sentence, name)})
    at = Span(spots[0].start, spots[0].end) if spots else Span(0, 0)
    return _clause(sentence, spots[:1], at, parties[0] if parties else "", most)


def _mentions(text: str, entities: Sequence[Entity], low: int, high: int) -> list[_Spot]:
    """Where text[low:high] speaks of some entities, counted from `low`."""
    found = sorted((m.start, m.end, m.form == "name", e.name) for e in entities for m in e.mentions)
    within = (
        row
        for row in found
        if low <= row[0] and row[1] <= high and text[row[0] : row[1]].lower() not in _OWNERS
        if text[row[1] : row[1] + 2] not in ("'s", "’s")
    )
    return [_Spot(a - low, b - low, "" if named or text[a:b] == name else name) for a, b, named, name in within]


def _speaker(text: str, cast: dict[str, Entity], said: Statement) -> str:
    if said.speaker in cast:
        return cast[said.speaker].name
    words = " ".join(text[said.source.start : said.source.end].split()) if said.source else ""
    return words if " " in words or (words.istitle() and len(words) > 4) else "a source without a name"


def _spots(sentence: str, name: str) -> list[_Spot]:
    """Where a sentence has a name, or its last word if that is one."""
    last = (name.split() or [""])[-1]
    forms = {name, last} if last[:1].isupper() and len(last) > 2 else {name}
    found = (re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", sentence) for form in forms if form)
    return [_Spot(m.start(), m.end()) for matches in found for m in matches]


def _clause(sentence: str, spots: Sequence[_Spot], at: Span, party: str, most: int) -> str:
    """The words round `at` from the party before them; the party is put before what does not name it."""
    lead = _lead(sentence, spots, at)
    if lead is None:
        begin = at.start if party else max((m.end() for m in _BREAK.finditer(sentence, 0, at.start)), default=0)
    else:
        party, begin = lead.name, lead.end if lead.name else _first(sentence, spots, lead)
    end = _end(sentence, max(at.end, begin), begin + most)
    piece = " ".join(sentence[begin:end].split()).strip(" ,") + _mark(sentence, end)
    return f"{party}: {piece}" if party else piece[:1].upper() + piece[1:]


def _lead(sentence: str, spots: Sequence[_Spot], at: Span) -> _Spot | None:
    """The party that stands last before the words in their clause."""
    return next((s for s in reversed(spots) if s.start <= at.start and not _parted(sentence, s, at)), None)


def _parted(sentence: str, spot: _Spot, at: Span) -> bool:
    """Whether a clause ends between a party and the words, or they stand too far apart."""
    return at.start - spot.start > MOST or (spot.end < at.start and bool(_BREAK.search(sentence, spot.end, at.start)))


def _first(sentence: str, spots: Sequence[_Spot], lead: _Spot) -> int:
    """Where the first of several begins who are named together: `Ann Lee and Kim Park met`."""
    begin = lead.start
    for spot in reversed(spots):
        if not spot.name and spot.end <= begin and _JOINED.fullmatch(sentence, spot.end, begin):
            begin = spot.start
    return begin


def _end(sentence: str, low: int, most: int) -> int:
    found = _BREAK.search(sentence, low)
    end = found.start() if found else len(sentence)
    if end <= most:
        return end
    cut = sentence.rfind(" ", low, most + 1)
    return cut if cut > 0 else max(low, min(end, most))


def _mark(sentence: str, end: int) -> str:
    """A mark where words go on behind an end that is no end of a clause."""
    return "…" if sentence[end:].strip() and _BREAK.match(sentence, end) is None else ""
