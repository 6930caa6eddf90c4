"""A readable title of an event in the words of the sentence that tells it, for lists where its kind says too little."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from readout.link.sentences import sentence as sentence_at
from readout.model import Entity, Event, Record, Span, Statement, Status

MOST = 90
_REACH = 240
# Where a clause ends; a stop behind a capital is one of initials.
_BREAK = re.compile(r"[;:—–()\"“”…\n]|[,!?](?=\s|$)|(?<!\b[A-Z])\.(?=\s|$)")
_PASSIVE = re.compile(r"\b(?:was|were|is|are|been|be|being)(?: \w+ly)?\s+$")
# What takes back or bends what stands behind it: a title that begins after it would say more than the article.
_BENT = re.compile(
    r"\b(?:no|not|never|none|nobody|neither|nor|without|if|unless|whether|unlikely|likely|may|might|could|would|should|"
    r"den(?:y|ies|ied|ial)|reject\w*|refus\w+|fail\w*|doubt\w*|rumou?r\w*|alleg\w+|claim\w*|suspect\w*|suspicion\w*|"
    r"plan\w*|propos\w+|expect\w*|hop(?:e|es|ed|ing)|want\w*|urg\w+|call\w* (?:for|on)|threat\w*|fear\w*|try|tried|"
    r"attempt\w*|accus\w+|possib\w+|reported\w*)\b|n[’']t\b",
    re.I,
)
# What says in the title itself that something is not so.
_DENIAL = re.compile(
    r"\b(?:no|not|never|none|nobody|neither|nor|without|den(?:y|ies|ied|ying)|reject\w*)\b|n[’']t\b", re.I
)
# What makes a party part of somebody else's name.
_INSIDE = re.compile(r"\b(?:of|for|from|by|with|to|against|about|between|among|under|like|near|behind)\s+$", re.I)
_ARTICLE = re.compile(r"\b(?:the|a|an)\s+$", re.I)
_VERB = re.compile(r"(?:is|are|was|were|has|have|had|will|would|did|does)\b")
_OPENING = re.compile(r"(and|but|or|that|which|who)\s+", re.I)
_RELATIVE = frozenset({"that", "which", "who"})
# A clause with fewer characters tells too little by itself; so many before the words are kept of a long one.
_LEAST, _BEFORE = 12, 40
_OWNERS = frozenset({"his", "her", "their", "its", "my", "our", "your", "whose"})
_JOINED = re.compile(r",?\s+and\s+|,\s+")


class _Spot(NamedTuple):
    """Where a sentence speaks of a party; `name` is put before what speaks of it by a pronoun, and empty otherwise."""

    start: int
    end: int
    name: str = ""


def event_title(record: Record, event: Event, status: Status | None = None, outlet: str = "", most: int = MOST) -> str:
    """An event as one line of its own words: `Claimed: The army shelled the market, according to Ann Lee`.

    Whether it happened or is planned stands beside it: only what is claimed or denied is marked here. `status` is
    another than the event's own; what the article itself says is according to the `outlet`, if that is given.
    """
    text, cast = record.article.text, {e.id: e for e in record.entities}
    parts = [p for p in event.participants if p.entity in cast]
    doers = [cast[p.entity] for p in parts if p.role != "recipient"]
    others = [cast[p.entity] for p in parts if p.role == "recipient"]
    low, high = _window(record, event.trigger)
    sentence, at = text[low:high], Span(event.trigger.start - low, event.trigger.end - low)
    spots = _mentions(text, doers, low, high)
    done_to = bool(others) and (not doers or bool(_PASSIVE.search(sentence[: at.start])))
    if done_to and not _lead(sentence, spots, at):
        spots, doers = _mentions(text, others, low, high), []
    named = [e.name for e in (*doers[:2], *others[:2]) if any(m.form == "name" for m in e.mentions)]
    told = _clause(sentence, spots, at, named, most)
    status = status or event.status
    said = next((s for s in record.statements if s.id in event.sources), None)
    who = _speaker(text, cast, said) if said else outlet
    if status == "denied" and not _DENIAL.search(
        told, 0, max(0, told.find(text[event.trigger.start : event.trigger.end]))
    ):
        return f"Denied{f' by {who}' if who else ''}: {told}"
    mark = "Claimed: " if status == "claimed" and not told.startswith("Claimed ") else ""
    return mark + told + (f", according to {who}" if who else "")


def marked_title(record: Record, event: Event, status: Status | None = None, outlet: str = "") -> str:
    """The title where no status stands beside it: what is not done or under way is marked as what it is."""
    status = status or event.status
    mark = "" if status in ("happened", "ongoing", "claimed", "denied") else f"{status.capitalize()}: "
    return mark + event_title(record, event, status, outlet)


def _window(record: Record, words: Span) -> tuple[int, int]:
    """Where the sentence round some words begins and ends; of a long one what stands near them."""
    text = record.article.text
    whole = sentence_at(text, words.start)
    low, high = max(whole.start, words.start - _REACH), max(words.end, min(whole.end, words.end + _REACH))
    if low > whole.start:
        low = min(words.start, max(low, text.find(" ", low, words.start) + 1))
    if high < whole.end:
        high = max(words.end, text.rfind(" ", words.end, high))
    return low, high


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


def _clause(sentence: str, spots: Sequence[_Spot], at: Span, parties: Sequence[str], most: int) -> str:
    """The words round `at` from the party before them; who takes part and is not named there stands behind them."""
    opens = _opens(sentence, at.start)
    lead, before, cut, relative = _lead(sentence, spots, at), "", "", False
    if lead is None:
        begin = opens
        if at.end - opens > most:
            begin, cut = _near(sentence, at), "…"
        elif opening := _OPENING.match(sentence, begin, at.start):
            begin, relative = opening.end(), opening[1].lower() in _RELATIVE
    elif (bent := _bent(sentence, lead, at)) is not None:
        begin = bent
    else:
        before, begin = f"{lead.name}: " if lead.name else "", _from(sentence, spots, lead, opens)
        if begin == opens < lead.start and at.end - begin > most:
            begin, cut = _near(sentence, at), "…"
    end = _end(sentence, max(at.end, begin), begin, most)
    piece = before + cut + _unquoted(" ".join(sentence[begin:end].split()).strip(" ,")) + _mark(sentence, end)
    behind = lead is None or bool(not before and lead.name)
    missing = ", ".join(parties) if behind and not any(name in piece for name in parties) else ""
    if missing and (relative or _VERB.match(piece)):
        return f"{_capital(missing)}: {piece}"
    return _capital(piece) + (f" ({missing})" if missing else "")


def _near(sentence: str, at: Span) -> int:
    """Where a word begins not long before the words, for a clause that is too long before them."""
    return sentence.find(" ", at.start - _BEFORE, at.start) + 1 or at.start


def _unquoted(words: str) -> str:
    """Words without marks of a quote of which only one end is among them."""
    if words.count("“") == words.count("”") and words.count('"') % 2 == 0:
        return words
    return words.translate({ord(mark): None for mark in '“”"'})


def _opens(sentence: str, at: int) -> int:
    """Where the clause begins that has `at`."""
    found = max((m.end() for m in _BREAK.finditer(sentence, 0, at)), default=0)
    return found + len(sentence[found:at]) - len(sentence[found:at].lstrip())


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _from(sentence: str, spots: Sequence[_Spot], lead: _Spot, opens: int) -> int:
    """Where a title begins: behind a party that is put before it, else at the first who is named; with the clause where
    the party only tells whose or which: `friends of Ann Lee met` is not `Ann Lee met`.
    """
    if lead.name:
        return lead.start if sentence[lead.end : lead.end + 1] in ("'", "’") else lead.end
    begin = _first(sentence, spots, lead)
    article = _ARTICLE.search(sentence, 0, begin)
    begin = article.start() if article else begin
    return opens if _INSIDE.search(sentence, opens, begin) else begin


def _bent(sentence: str, lead: _Spot, at: Span) -> int | None:
    """Where the words begin that bend what the party before `at` does, if there are any in its clause."""
    opens = max(_opens(sentence, lead.start), sentence.rfind(" but ", 0, lead.start) + 1)
    found = [m.start() for m in _BENT.finditer(sentence, opens, lead.start)]
    return next((place for place in found if at.start - place <= MOST), found[-1] if found else None)


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


def _end(sentence: str, low: int, begin: int, most: int) -> int:
    """Where a title ends: with its clause, or with the last whole word that fits."""
    breaks = (m for m in _BREAK.finditer(sentence, low) if m[0] != "," or m.start() - begin >= _LEAST)
    end = next((m.start() for m in breaks), len(sentence))
    if end <= begin + most:
        return end
    cut = sentence.rfind(" ", low, begin + most + 1)
    return cut if cut > 0 else max(low, min(end, begin + most))


def _mark(sentence: str, end: int) -> str:
    """A mark where words go on behind an end that is no end of a clause."""
    return "…" if sentence[end:].strip() and _BREAK.match(sentence, end) is None else ""
