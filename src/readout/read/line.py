"""One line of a flattened page, and what its own words say that it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from readout.model import BlockKind
from readout.read.boilerplate import boilerplate
from readout.read.credits import Captioned, captioned, only_credit
from readout.read.dates import Found, find_dates, without_dates
from readout.read.names import Byline, byline

PROSE_WORDS = 9
_ENDED = re.compile(r"(?:[.!?…]|[.!?,…][\"'”’)\]»]{1,3})(?:\s?[■◼▪□●◆♦])?$")
_BRACKET = re.compile(r"(?<=[.!?\"'”’])\s*[(\[][^()\[\]]{2,60}[)\]]$")
_DIGIT = re.compile(r"\d")
_COLON = re.compile(r"[:;—–-]$")
# A question or an answer of an interview.
_ASKED = re.compile(r"(?:Q|A|Question|Answer)\s?:\s")
_SENTENCE = re.compile(r"[.!?…][\"'”’)\]»]{0,3}(?:\s|$)")
_TOKEN = re.compile(r"[^\W\d_]\S*")
# Sentences have at least such shares of words without a capital, and of longer ones among these.
LEAST_SMALL, LEAST_LONGER, SHORT_TOKEN, LONGEST_TITLE = 0.4, 0.09, 3, 400
# One comma in so many words is a list in a sentence, not a row of labels.
LISTED = 8
_LINKS = frozenset(("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"))
_BULLET = re.compile(r"(?:[•·*▪‣◦●■–—-]\s|\d{1,2}[.)]\s)")
# What a line that gives a date has beside it.
_DATE_WORDS = re.compile(
    r"\b(?:first|last|published|publication|updated|posted|modified|created|date|on|at|by|of|in|from|time|ago|an|a|"
    r"edt|est|et|cst|cdt|pst|pdt|gmt|utc|ist|bst|cet|hkt|am|pm|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|min(?:ute)?s?|h(?:ou)?rs?|days?|read|uk|us|local|online|issue|issued|originally|added)\b",
    re.IGNORECASE,
)
LONGEST_DATE_LINE, LABEL_WORDS = 22, 3
# Longer lines are prose, whatever is in them.
LONGEST_LINE = 2_000


@dataclass(slots=True)
class Line:
    """A line with its place in the text; it ends up with a `kind`, or with the reason `why` it is left out."""

    text: str
    start: int
    end: int
    words: int
    prose: bool
    ended: bool
    bullet: bool
    dates: tuple[Found, ...] = ()
    dated: bool = False
    caption: Captioned | None = None
    byline: Byline | None = None
    kind: BlockKind | None = None
    why: str | None = None
    ends: bool = False
    late: bool = False

    @property
    def marked(self) -> bool:
        """Whether its own words say that the line is not of the article's text."""
        return (
            self.why is not None
            or self.dated
            or bool(self.caption and self.caption.sure)
            or bool(self.byline and self.byline.opened)
        )


def is_ended(text: str) -> bool:
    """Whether a line ends as sentences do; an agency or the like in brackets may follow."""
    return bool(_ENDED.search(_BRACKET.sub("", text[-80:]) if text[-1:] in ")]" else text[-6:]))


def is_titled(text: str) -> bool:
    """Whether words are capitalised as titles and the labels of menus are; some sentences are little but names."""
    tokens = _TOKEN.findall(text[:LONGEST_TITLE])
    small = [t for t in tokens if t[0].islower()]
    if text[-1:] == "." and any(t not in _LINKS for t in small):
        return False
    longer = sum(len(t) > SHORT_TOKEN for t in small)
    listed = text.count(",", 0, LONGEST_TITLE) * LISTED > len(tokens)
    return len(small) < LEAST_SMALL * len(tokens) and longer <= LEAST_LONGER * len(tokens) and not listed


def is_prose(text: str, words: int) -> bool:
    """Whether a line reads as sentences: long, or of some length and ended like one; a row of names is none."""
    if words > 2 and _ASKED.match(text):
        return True
    if words >= PROSE_WORDS and is_titled(text):
        return False
    if words >= 40:
        return True
    if words >= PROSE_WORDS and (is_ended(text) or _COLON.search(text)):
        return True
    return words >= 22 and bool(_SENTENCE.search(text))


def look_at(whole: str, start: int, end: int) -> Line:
    """The line at [start, end) of a text, its white space made single."""
    text = " ".join(whole[start:end].split())
    words = text.count(" ") + 1
    line = Line(text, start, end, words, is_prose(text, words), is_ended(text), bool(_BULLET.match(text)))
    if len(text) > LONGEST_LINE:
        return line
    if words <= 90:
        line.caption = captioned(text)
    if words <= LONGEST_DATE_LINE and not line.caption:
        if _DIGIT.search(text):
            line.dates = tuple(find_dates(text))
            line.dated = _only_dates(text)
        line.byline = byline(text) if not line.prose or (words < 24 and not line.ended) else None
    if (
        not (line.caption and line.caption.credit)
        and not (line.byline and line.byline.opened)
        and (rule := boilerplate(text, words))
    ):
        line.why, line.ends, line.late = rule.why, rule.ends, rule.late
    return line


@lru_cache(maxsize=128)
def known_line(text: str) -> Line:
    """What the words of a line, its white space made single, say of it; it is shared, so nobody may change it."""
    return look_at(text, 0, len(text))


def _only_dates(text: str) -> bool:
    """Whether a line has dates or times, and at most an outlet's or a place's name beside them."""
    rest = without_dates(text)
    words = re.findall(r"[^\W\d_]{2,}", _DATE_WORDS.sub(" ", rest))
    return rest != text and len(words) <= 3 and not any(w.islower() and len(w) > 3 for w in words)


def menu_labels(lines: Sequence[Line]) -> None:
    """A label such as "Sponsored content" that a page has more than once is a link of its menus."""
    seen = Counter(line.text for line in lines if line.why == "disclosure" and line.words <= LABEL_WORDS)
    for line in lines:
        if seen[line.text] > 1:
            line.why = "navigation"


def label_only(line: Line) -> bool:
    """Whether a line says no more than that a caption follows."""
    return (
        line.words <= 2
        and re.fullmatch(r"(?:image|photo|picture|media|video)?\s?caption\s?[:,]?", line.text, re.IGNORECASE)
        is not None
    )


def credit_only(line: Line) -> bool:
    """Whether a line holds a picture's credit and nothing else."""
    return bool(line.caption and line.caption.sure and not line.caption.caption) or (
        line.words <= 16 and not line.prose and only_credit(line.text) is not None
    )
