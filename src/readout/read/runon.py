"""Heads of articles that were run together: headline, "By", names, date and first sentence on one line, cut apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from readout.read.dates import Found, find_date
from readout.read.names import byline

# So far into a line a head may reach; it has so many words before "By", and so many characters between "By" and date.
REACH, HEAD_LEAST, HEAD_MOST, NAMES = 500, 3, 32, 90
# So many words make what comes after the head a line of its own.
SENTENCE = 6
_BY = re.compile(
    r"(?:(?<![^\W\d_])(?:(?:[Ww]ritten|[Pp]osted|[Pp]ublished|WRITTEN|POSTED|Analysis|Opinion|Story|Words) (?:by|BY)"
    r"|By|BY|by)|(?<=[a-z])By)(?=:? ?[A-Z])"
)
_SAID = re.compile(r"(?:^|\W|(?<=[a-z]))(?:Published|Posted|Updated|PUBLISHED|POSTED|UPDATED)(?: on)?\W{0,3}$")
_READ = re.compile(r"\W{0,4}\d{1,3}[ -]?min(?:ute)?s?[ -]?read\b", re.IGNORECASE)
_LAST = re.compile(r"\W{0,4}(?:last )?(?:updated|modified)\b(?: on| at)?:?\s{0,2}", re.IGNORECASE)
_GAP = re.compile(r"[\s|•·–—:)-]{0,4}")
_BROKEN = re.compile(r"[a-z’'”\")]{2}[.!?]\s")
_WORD = re.compile(r"(?<!\S)(?=[A-Z])")
# Another name before the last: "Jane Doe and".
_AND = re.compile(r"(?<!\S)[A-Z][\w.'’-]+ (?:[A-Z]\. )?[A-Z][\w'’-]+,? and $")
_JOINED = frozenset(
    ("on", "in", "of", "by", "to", "at", "since", "until", "till", "from", "for", "after", "before", "around", "about",
     "and", "the", "between", "day")
)  # fmt: skip
# An office or an agency has so many words with the names before it.
LONGEST = 8
_BARS = " |•·–—-"


def parted(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The lines of a text, those that hold an article's head and more in parts."""
    for start, end in spans:
        marks = [start, *(start + at for at in cuts(text[start : min(end, start + REACH)])), end]
        for a, b in pairwise(marks):
            part = text[a:b]
            first = a + len(part) - len(part.lstrip(_BARS)) if a > start else a
            yield first, first + len(text[first:b].rstrip()) if b < end else b


def cuts(line: str) -> list[int]:
    """Where a line that runs headline, byline, date and text together is to be cut; none for any other line."""
    date = find_date(line)
    if date is None:
        return []
    rest = _behind(line, date)
    opens = _opens(line[rest:])
    timed = opens == "text" or len(date.iso) > len(date.day) or bool(_READ.match(line, date.end))
    by = _signed(line, date, timed)
    if by is None and (said := _SAID.search(line, max(0, date.start - NAMES), date.start)):
        by = _unopened(line[: said.start()])
    elif by is None and (_READ.match(line, date.end) or (opens == "text" and _stands_alone(line, date))):
        by = _unopened(line[: date.start])
    if by is None or not opens or not _heads(line[:by]):
        return []
    found = [by] if line[:by].strip(_BARS) else []
    return [*found, rest] if opens == "text" else found


def _signed(line: str, date: Found, timed: bool) -> int | None:
    """Where the byline begins that stands right before a date; a small "by" is one only where the head is sure."""
    for by in _BY.finditer(line, max(0, date.start - NAMES), date.start):
        made = byline(line[by.start() : date.end])
        if made and made.authors and made.opened and (timed or by[0][0].isupper()):
            names = line[by.end() : date.start].lstrip(": ")
            if names[:2].casefold() == made.authors[0][:2].casefold():
                return by.start()
    return None


def _unopened(head: str) -> int:
    """Where names begin that an office or an agency stands beside, at the end of a head; its end where none do."""
    starts = [word.start() for word in _WORD.finditer(head)]
    for at in reversed(starts[-LONGEST:]):
        made = byline(head[at:])
        if made and made.signed and made.authors[0].count(" ") == 1 and head.startswith(made.authors[0], at):
            before = _AND.search(head[:at])
            return before.start() if before else at
    return len(head)


def _stands_alone(line: str, date: Found) -> bool:
    """Whether a date that a sentence follows is none of a sentence itself: no small word or preposition before it."""
    before = line[: date.start].split()[-2:]
    return all(word[0].isupper() and word.strip(",.").lower() not in _JOINED for word in before) and len(before) > 1


def _behind(line: str, date: Found) -> int:
    """The end of what belongs to a date: a reading time, and another date that says when it was updated."""
    end = date.end
    if updated := _LAST.match(line, end):
        other = find_date(line[updated.end() :])
        end = updated.end() + other.end if other and other.start < len("Wednesday, ") else end
    if read := _READ.match(line, end):
        end = read.end()
    gap = _GAP.match(line, end)
    return gap.end() if gap else end


def _opens(rest: str) -> str | None:
    """What follows a head: "nothing", "text" that begins as sentences do, or None where a sentence goes on."""
    rest = rest.strip()
    if not rest:
        return "nothing"
    if rest[0].islower() or rest[0] in ",;.":
        return None
    return "text" if rest.count(" ") >= SENTENCE else "nothing"


def _heads(words: str) -> bool:
    """Whether what stands before a byline may be a headline: nothing, or some words that are no sentences."""
    words = words.strip(_BARS)
    if not words:
        return True
    return HEAD_LEAST <= words.count(" ") + 1 <= HEAD_MOST and words[-1] not in ".,;:" and not _BROKEN.search(words)
