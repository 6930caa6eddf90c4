"""The head of a page: headline, authors, publication date, reading time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from readout.read.dates import Found, find_date, find_dates, find_either, find_yearless, first_published, real_day
from readout.read.line import Line, credit_only, is_titled
from readout.read.names import agencies, only_office, outlet_heads
from readout.read.signers import agreed

_READ_TIME = re.compile(
    r"\b(\d{1,3})\s?-?\s?min(?:ute)?s?[\s-]?read\b|\bread(?:ing)? time:?\s{0,2}(\d{1,3})\s?min", re.IGNORECASE
)
# Such a word may run into the figures beside it: "2025Updated17:20", "UTCUpdated".
_PUBLISHED = re.compile(r"(?-i:(?<![a-z]))(?:published|posted)(?-i:(?![a-z]))", re.IGNORECASE)
_UPDATED = re.compile(r"(?-i:(?<![a-z]))(?:updated|modified|last update)(?-i:(?![a-z]))", re.IGNORECASE)
_DATELINE = re.compile(r"[A-Z][A-Z .'’-]{2,30},? ")
# Whose post was put into the article, and when.
_POST = re.compile(r"[—–-]\s?[^()]{2,60} \(@\w{1,30}\)")
_CONTENT = re.compile(r"[^\W\d_]{4,}")
_TWO = re.compile(r"[a-z’'][.!?] [A-Z‘“]")
ABOVE, BELOW, CLOSE = 4, 9, 3
BANNER_WORDS = 60
# What a byline or a date so many lines below says for a headline.
LEAST = 1.5
NEAR_DAYS, LONGEST_DATED, DATELINE = 3, 1_000, 60
DECK_MARGIN, LEAST_SHARE = 3.0, 0.3
SIGNED = (3.0, 2.5, 2.0, 1.0)
FARTHEST = 45
# Where no headline is, who and when may stand so many lines above the body.
BELOW_TOP = 20
# Ranks of a date in some other line, of an update's, and in some other line above the headline.
OTHER, UPDATE, BANNER = 2, 3, 4
# A date may be broken over so many lines of so few words each.
PIECES, PIECE_WORDS = 3, 3
LONGEST_BARE_NAME, LONGEST_OPENER = 3, 2
# What an outlet's name, and what stands right above a menu, loses as a headline.
LONGEST_MASTHEAD, MASTHEAD, MENU = 5, 3.0, 2.0


@dataclass(frozen=True, slots=True)
class Header:
    """What a page says of its article; `lines` are those numbers of lines that say it, by reason."""

    headline: int | None
    authors: tuple[str, ...]
    published: str | None
    updated: str | None
    read_time: int | None
    bylines: frozenset[int]


def find_headline(lines: Sequence[Line], body: int, last: int, lone: bool) -> int | None:
    """The number of the headline's line among those before the body; `lone` where nothing else speaks for a page."""
    if lone:
        first = lines[0]
        return (
            0 if 0 < body <= 2 and 2 <= first.words <= 25 and not first.ended and first.text[-1] not in ":,;" else None
        )
    matter = Counter(
        w.lower() for line in lines[body : min(last, body + 40)] if line.prose for w in _CONTENT.findall(line.text)
    )
    seen = Counter(line.text for line in lines)
    scores: dict[int, float] = {
        i: _headline_score(lines, i, body, matter) + min(1, seen[lines[i].text] - 1)
        for i in range(max(0, body - FARTHEST), body)
    }
    found = max(scores, key=scores.__getitem__, default=None)
    if found is None or scores[found] < LEAST:
        return None
    # A second headline stands under the first and may fit better.
    while scores.get(found - 1, 0.0) > max(LEAST, scores[found] - DECK_MARGIN) and lines[found - 1].words >= 5:
        if lines[found].text in lines[found - 1].text or _share(lines[found - 1].text, matter) < LEAST_SHARE:
            break
        found -= 1
    return found


def _headline_score(lines: Sequence[Line], i: int, body: int, matter: Counter[str]) -> float:
    line = lines[i]
    if line.marked or not 2 <= line.words <= 32 or line.text[-1] in ".,;:|>" or " > " in line.text:
        return 0.0
    share = _share(line.text, matter)
    signed = next((SIGNED[k] for k in range(4) if is_signature(lines, i + 1 + k)), 0.0)
    credited = i + 1 < len(lines) and credit_only(lines[i + 1]) and not is_signature(lines, i + 1)
    signed = -3.0 if credited else max(signed, 1.5 if i and lines[i - 1].dated else 0.0)
    fit = 2.0 if 5 <= line.words <= 24 else 1.0 if line.words >= 4 else 0.0
    # Nothing above it can be the headline: then two sentences are no second one.
    two = bool(_TWO.search(line.text)) and i > 0 and lines[i - 1].why is None and not lines[i - 1].dated
    tokens = line.text.split()
    masthead = len(tokens) <= LONGEST_MASTHEAD and is_titled(line.text) and tokens[-1].lower() in outlet_heads()
    menu = (i + 1 < len(lines) and lines[i + 1].why == "navigation") or (tokens[0] == "Home" and is_titled(line.text))
    other = (
        2.5 * two
        + MASTHEAD * masthead
        + MENU * menu
        + 2.0 * (line.byline is not None and 2 * sum(len(a.split()) for a in line.byline.authors) >= line.words)
    )
    return fit + 4 * share + signed - other - 0.05 * (body - i)


def _share(text: str, matter: Counter[str]) -> float:
    """How much of a line's matter the body has as well, from 0 to 1; less for a line of one or two such words."""
    content = {w.lower() for w in _CONTENT.findall(text)}
    return sum(1 for w in content if w in matter) / max(3, len(content))


def is_signature(lines: Sequence[Line], i: int) -> bool:
    """Whether a line says who wrote or when; a name with an agency credits a picture unless a date follows."""
    line = lines[i] if i < len(lines) else None
    if line is None or (line.caption and line.caption.sure):
        return False
    if line.byline and line.byline.signed and not line.dates:
        return (i + 1 < len(lines) and lines[i + 1].dated) or line.byline.authors[0] in agencies()
    opened = line.byline is not None and line.byline.opened
    return line.dated or opened or bool(line.dates and not line.prose)


def begins(lines: Sequence[Line], first: int, last: int) -> int | None:
    """The first line of the body: prose after the lines of who and when, if no more than a banner comes before them."""
    signed = next((i for i in range(first, last) if is_signature(lines, i)), first)
    if sum(line.words for line in lines[first:signed] if line.prose and not line.marked) > BANNER_WORDS:
        signed = first
    for i in chain(range(signed, last), range(first, signed)):
        line = lines[i]
        if line.prose and not line.marked:
            asks = line.text[-1] != "." and line.words <= 25
            if not (asks and any(is_signature(lines, k) for k in range(i + 1, i + 5))):
                return i
    return None


def read_header(lines: Sequence[Line], head: int | None, body: int, last: int) -> Header:
    """Authors, date, reading time: from the lines round the headline and the beginning, else after the end."""
    start = max(0, (head if head is not None else body) - ABOVE)
    if head is None:  # what was cut off above it leaves who and when at the top
        start = next((i for i in range(max(0, body - BELOW_TOP), start) if is_signature(lines, i)), start)
    zone = [i for i in range(start, min(len(lines), body + BELOW)) if i != head and (i < body or not lines[i].prose)]
    tail = [
        i
        for i in range(max(body + 1, zone[-1] + 1 if zone else 0), min(len(lines), last + BELOW))
        if not lines[i].prose
    ]
    authors, bylines = _authors(lines, head, zone, tail, body)
    authors = agreed(lines, authors, body)
    published = _published(lines, head, zone, tail)
    return Header(head, authors, published, _updated(lines, zone), _read_time(lines, zone), bylines)


def _authors(
    lines: Sequence[Line], head: int | None, zone: list[int], tail: list[int], body: int
) -> tuple[tuple[str, ...], frozenset[int]]:
    for part in (zone, tail):
        for i in part:
            line = lines[i]
            if line.byline and line.byline.opened and line.why is None:
                if line.byline.authors:
                    return line.byline.authors, frozenset({i})
                after = lines[i + 1].byline if i + 1 < len(lines) and line.words <= LONGEST_OPENER else None
                if after and after.authors:
                    return after.authors, frozenset({i, i + 1})
    told = " ".join(line.text for line in lines[body : body + 40] if line.prose and not (line.why or line.late))
    for i in zone:
        line = lines[i]
        if head is None or i < head or i >= body + CLOSE or line.why is not None or line.ended or line.prose:
            continue
        office = i + 1 < len(lines) and only_office(lines[i + 1].text)
        if line.byline and line.byline.authors and (office or _signs(lines, i, head, told)):
            return line.byline.authors, frozenset({i, i + 1} if office else {i})
    return (), frozenset()


def _signs(lines: Sequence[Line], i: int, head: int, told: str) -> bool:
    """Whether a line under the headline that names people, without a word such as "by", names the authors."""
    made = lines[i].byline
    if made is None or made.office or is_signature(lines, i):
        return made is not None
    # A long name, or one among others, is rather a title in a list.
    around = [lines[k] for k in (i - 1, i + 1) if k != head and 0 <= k < len(lines)]
    alone = len(made.authors[0].split()) <= LONGEST_BARE_NAME and not any(_names(n, but=lines[i]) for n in around)
    dated = any(n.dated for n in lines[max(0, i - 2) : i + 3])
    known = any(name in told or name in lines[head].text for name in made.authors)
    return dated and alone and not known and not credit_only(lines[i])


def _names(line: Line, but: Line) -> bool:
    """Whether a line holds nothing but other names."""
    return line.text != but.text and bool(line.byline and line.byline.authors and not line.byline.opened)


def _published(lines: Sequence[Line], head: int | None, zone: list[int], tail: list[int]) -> str | None:
    """The best date: one said to be the publication's, else one without a word, else an update's."""
    ranked: list[tuple[int, int, str]] = []
    zone = sorted(zone, key=lambda i: (head is not None and i < head, i))
    for order, i in enumerate((*zone, *tail)):
        line = lines[i]
        for found in line.dates if not (line.caption and line.caption.sure) and not _POST.match(line.text) else ():
            rank = _rank(line, found)
            if rank == OTHER and head is not None and i < head:
                rank = BANNER
            late = BANNER + 1 if order >= len(zone) and rank else 0
            ranked.append((rank + late, order, first_published(line.text, found).iso))
    return min(ranked)[2] if ranked else _broken(lines, zone) or _guessed(lines, zone)


def _updated(lines: Sequence[Line], zone: list[int]) -> str | None:
    """The first date that words such as "updated" stand before."""
    for line in (lines[i] for i in zone):
        for found in line.dates if not (line.caption and line.caption.sure) else ():
            if _rank(line, found) == UPDATE:
                return found.iso
    return None


def _rank(line: Line, found: Found) -> int:
    """How far a date may be the publication's, 0 the most: a word says so, the line is of dates or authors, ..."""
    before = line.text[: found.start]
    published, updated = _last(_PUBLISHED, before), _last(_UPDATED, before)
    if published == updated:
        return 1 if line.dated or line.byline else OTHER
    return 0 if published > updated else UPDATE


def _broken(lines: Sequence[Line], zone: list[int]) -> str | None:
    """A date that the page shows in pieces: "20", "Nov", "2019" on a line each."""
    for i in zone:
        for end in range(i + 2, i + PIECES + 1):
            pieces = lines[i:end]
            if all(p.words <= PIECE_WORDS for p in pieces) and (found := find_date(" ".join(p.text for p in pieces))):
                return found.iso
    return None


def _guessed(lines: Sequence[Line], zone: list[int]) -> str | None:
    """A date in figures (10/05/2025), read the one way that falls near another date of the page."""
    known: list[date | tuple[int, int]] = [
        date.fromisoformat(f.day) for line in lines for f in find_dates(line.text[:LONGEST_DATED])
    ]
    known += [d for line in lines if _DATELINE.match(line.text) for d in find_yearless(line.text[:DATELINE])]
    for i in zone:
        for ways in find_either(lines[i].text) if not lines[i].prose else ():
            near = [w for w in ways if any(_is_near(date.fromisoformat(w.day), k) for k in known)]
            if len(near) == 1:
                return near[0].iso
    return None


def _is_near(day: date, other: date | tuple[int, int]) -> bool:
    """Whether a date lies near another one, or near a (month, day) of its own year."""
    if isinstance(other, tuple):
        found = real_day(day.year, *other)
        other = date.fromisoformat(found) if found else date.min
    return abs((day - other).days) <= NEAR_DAYS


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((m.start() for m in pattern.finditer(text)), default=-1)


def _read_time(lines: Sequence[Line], zone: list[int]) -> int | None:
    for i in zone:
        if found := _READ_TIME.search(lines[i].text):
            return int(found[1] or found[2])
    return None
