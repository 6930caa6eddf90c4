"""Quoted passages: pairs of quote marks in a paragraph, double ones or, where there are none, single ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from readout.model import Analysis

_DOUBLE = re.compile("''|``|[\"“”„«»]")
_SINGLE = re.compile(r"(?<![\w'])['‘](?=[^\W\d]|[$£€(\[])(?!(?:em|til|cause|tis|twas|bout|n)\b)|(?<=\S)['’](?!\w)")
_OPENS, _CLOSES = "“„«", "”»"
# A quoted passage that ends without one of these goes on in the reporter's sentence: it is a fragment.
_ENDS = ",.?!…—–-"
# Marks behind which a quotation may be closed.
_CLOSED = (",", ".", "!", "?")
_MANY_WORDS = 4
# `, Brown said.` at the end of a paragraph, and the most characters of it.
_SPEAKER = re.compile(r"[,?!] [^,.?!]{1,60} (?:said|says|told|added|asked|wrote|replied)\b[^,?!]{0,40}$")
_TAIL = 120


@dataclass(frozen=True, slots=True)
class Quote:
    """A quoted passage by characters and by tokens, marks included.

    `whole`: it is a sentence of the speaker's own; `lead` and `tail`: the character before it and its last one;
    `opens_sentence`: by its own words it could be whole.
    """

    start: int
    end: int
    first: int
    last: int
    block: int
    whole: bool
    lead: str
    tail: str
    opens_sentence: bool


def find_quotes(analysis: Analysis) -> list[Quote]:
    """The quoted passages in the order of the text; none crosses a paragraph, a long one has a passage in each."""
    text = analysis.article.text
    quotes = []
    for number, block in enumerate(analysis.article.blocks):
        pairs = list(_pairs(text, block.start, block.end)) or list(_single_pairs(text, block.start, block.end))
        for start, end in pairs:
            first, last = analysis.tokens(start, end)
            if first < last and any(c.isalnum() for c in text[start:end]):
                quotes.append(_quote(text, start, end, first, last, number, block.start))
    return quotes


def _quote(text: str, start: int, end: int, first: int, last: int, number: int, floor: int) -> Quote:
    before = text[max(floor, start - 3) : start].rstrip()
    lead = before[-1] if before else ""
    inner = text[start:end].strip("\"“”„«»'‘’` ")
    tail = inner[-1] if inner else ""
    if text[end : end + 1] == ",":  # the British way: the comma stands after the mark
        tail = ","
    opens = inner[:1].isupper() and inner.count(" ") + 1 >= _MANY_WORDS and tail in _ENDS
    goes_on = text[end : end + 3].lstrip()[:1].islower() and tail not in _ENDS
    return Quote(start, end, first, last, number, not goes_on and _is_whole(lead, tail, inner), lead, tail, opens)


def _is_whole(lead: str, tail: str, inner: str) -> bool:
    words = inner.count(" ") + 1
    if lead in ("", ".", "!", "?", ":", "”", '"', "…"):
        return tail in _ENDS or words >= _MANY_WORDS
    return lead in ",—–-;" and tail in _ENDS and (words >= _MANY_WORDS or inner[:1].isupper())


def _pairs(text: str, floor: int, ceiling: int) -> Iterator[tuple[int, int]]:
    """(start, end) of each passage in double marks; one that is never closed runs to its speaker or the end."""
    opened: int | None = None
    even = text.count('"', floor, ceiling) % 2 == 0
    for match in _DOUBLE.finditer(text, floor, ceiling):
        mark, at, end = match.group(), match.start(), match.end()
        before = text[at - 1] if at > floor else " "
        after = text[end] if end < ceiling else " "
        opens = (
            mark in _OPENS
            or mark == "``"
            or (mark not in _CLOSES and (before.isspace() or before in "([—–-") and not after.isspace())
        )
        if opens and mark == '"' and even and opened is not None and text[opened:at].rstrip()[-1:] in _CLOSED:
            opens = False  # `"We can grow, "he said`: the blank stands on the wrong side of the mark
        if opens:
            opened = at
        elif opened is not None:
            yield opened, end
            opened = None
        elif mark not in _CLOSES and not after.isspace() and not before.isalnum():
            opened = at
    if opened is not None:
        speaker = _SPEAKER.search(text, max(opened, ceiling - _TAIL), ceiling)
        yield opened, ceiling if speaker is None else speaker.start() + 1


def _single_pairs(text: str, floor: int, ceiling: int) -> Iterator[tuple[int, int]]:
    """(start, end) of each passage in single marks; of several apostrophes the one behind punctuation closes it."""
    opened: int | None = None
    closed: int | None = None
    sure = False
    for match in _SINGLE.finditer(text, floor, ceiling):
        at = match.start()
        if at == floor or (match.group() == "‘") or not (text[at - 1].isalnum() or text[at - 1] in ",.?!…"):
            if opened is not None and closed is not None:
                yield opened, closed
            opened, closed, sure = at, None, False
        elif opened is not None and not sure:
            sure = text[at - 1] in ",.?!…"
            if sure or closed is None:
                closed = match.end()
    if opened is not None and closed is not None:
        yield opened, closed
