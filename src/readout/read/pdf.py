"""PDF documents with a text layer, such as press releases: headline by its size, paragraphs by their lines' places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from msgspec.structs import replace

from readout.model import Article, Dropped, Problem
from readout.read.assemble import Given, assembled
from readout.read.build import Piece
from readout.read.dates import find_date
from readout.read.decode import clean
from readout.read.format import Format
from readout.read.stream import Source, Stream, TooLargeError

LIMIT = 100_000_000
MOST_PAGES, MOST_CHARACTERS = 300, 2_000_000
# Lines around the headline where a release has its date.
_NEAR = 8
_PAGE_NUMBER = re.compile(r"(?:page)?[-–—\s]*\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?[-–—\s]*", re.IGNORECASE)
_OVER = re.compile(r"[\s*]*(?:#\s?#\s?#|-\s?30\s?-|–\s?30\s?–|-?\s?ends?\s?-?|\[ends\])[\s*]*", re.IGNORECASE)
_ENDED = re.compile(r"[.!?:][\"'”’)\]]*$")
# What the library writes for the hyphen of a word that a line breaks, and the hyphen that is only seen there.
_BROKEN, _SOFT = "\x02\ufffe", "\u00ad"


@dataclass(slots=True)
class Row:
    """A line of a page: its words, its place in points from the lower left, the size of its letters."""

    page: int
    text: str
    left: float
    right: float
    low: float
    size: float


def _matches(head: bytes, name: str) -> bool:
    return b"%PDF-" in head[:1024]


def _read(stream: Stream, source: Source) -> Iterator[Article | Problem]:
    data = stream.up_to(LIMIT)
    if len(data) > LIMIT:
        raise TooLargeError
    try:
        rows = _rows(data)
    except Exception as error:  # damage comes as any of many exceptions
        locked = "password" in str(error).lower()
        what = "locked with a password; save it without" if locked else "the PDF document is damaged; fetch it again"
        yield Problem(source.name, what)
        return
    if not any(row.text for row in rows):
        yield Problem(source.name, "a PDF document without a text layer, as scans are; have its text recognised first")
        return
    yield _article(rows, source)


def _rows(data: bytes) -> list[Row]:
    """The lines of all pages in the order in which they are read."""
    from pypdfium2 import PdfDocument

    rows: list[Row] = []
    left = MOST_CHARACTERS
    document = PdfDocument(data)
    try:
        for number in range(min(len(document), MOST_PAGES)):
            page = document[number]
            text = page.get_textpage()
            try:
                left -= text.count_chars()
                if left < 0:
                    break
                rows += _page_rows(text, number)
            finally:
                text.close()
                page.close()
    finally:
        document.close()
    return rows


def _page_rows(page: Any, number: int) -> list[Row]:
    from pypdfium2 import raw

    rows: list[Row] = []
    letters: list[str] = []
    marks: list[int] = []

    def end() -> None:
        text = clean(" ".join("".join(letters).split()))
        if text and marks:
            first, last = page.get_charbox(marks[0], loose=True), page.get_charbox(marks[-1], loose=True)
            size = raw.FPDFText_GetFontSize(page, marks[len(marks) // 2])
            tall = abs(first[3] - first[1])
            rows.append(Row(number, text, first[0], last[2], first[1], tall if size < 2 else min(size, tall * 2)))
        letters.clear()
        marks.clear()

    for at in range(page.count_chars()):
        code = raw.FPDFText_GetUnicode(page, at)
        letter = chr(code) if 0 < code < 0x110000 else " "
        if letter in _BROKEN:
            letters.append("-")
        if letter in f"\r\n{_BROKEN}":
            end()
        else:
            letters.append(letter)
            if not letter.isspace():
                marks.append(at)
    end()
    return rows


def _article(rows: list[Row], source: Source) -> Article:
    repeated = _running(rows)
    body = [row for row in rows if row.text not in repeated]
    first, after = _headline(body)
    headline = _joined([row.text for row in body[first:after]], _vocabulary(rows)) if after else None
    over = next((n for n in range(after, len(body)) if _OVER.fullmatch(body[n].text)), len(body))
    near = [row.text for row in (*body[:first], *body[after : after + _NEAR])]
    day = next((found.iso for text in near if (found := find_date(text))), None)
    article = assembled(_pieces(body[after:over], rows), Given(headline=headline, published=day), source)
    left = [
        *(Dropped(text, "running head") for text in sorted(repeated)),
        *(Dropped(row.text, "letterhead") for row in body[:first]),
        *(Dropped(row.text, "note after the end") for row in body[over:]),
    ]
    return replace(article, dropped=(*article.dropped, *left))


def _running(rows: Sequence[Row]) -> set[str]:
    """The lines that stand on every other page but for their numbers, and the numbers of pages."""
    pages = len({row.page for row in rows})
    seen = Counter(key for key, _ in {(re.sub(r"\d+", "0", row.text), row.page) for row in rows})
    often = {key for key, many in seen.items() if pages > 1 and many * 2 >= max(pages, 3)}
    return {row.text for row in rows if re.sub(r"\d+", "0", row.text) in often or _PAGE_NUMBER.fullmatch(row.text)}


def _headline(rows: Sequence[Row]) -> tuple[int, int]:
    """[start, end) of the lines of the headline: the first page's largest of at least three words; (0, 0) for none."""
    usual = median(row.size for row in rows) if rows else 0.0
    page = [n for n, row in enumerate(rows) if row.page == rows[0].page][:40]
    best = max((n for n in page if row_words(rows[n]) >= 3), key=lambda n: (round(rows[n].size, 1), -n), default=None)
    if best is None or rows[best].size < usual * 1.08:
        return 0, 0
    first, last = best, best + 1
    while first > 0 and abs(rows[first - 1].size - rows[best].size) < 0.3 and rows[first - 1].page == rows[best].page:
        first -= 1
    while last < len(rows) and abs(rows[last].size - rows[best].size) < 0.3 and last - first < 6:
        last += 1
    return first, last


def row_words(row: Row) -> int:
    """How many words a line has."""
    return len(row.text.split())


def _pieces(rows: Sequence[Row], document: Sequence[Row]) -> Iterator[Piece]:
    """The paragraphs and headings that lines make up."""
    if not rows:
        return
    usual, words = median(row.size for row in rows), _vocabulary(document)
    gaps = [a.low - b.low for a, b in pairwise(rows) if a.page == b.page and 0 < a.low - b.low < 60]
    leading = median(gaps) if gaps else 14.0
    right = max(row.right for row in rows)
    group = [rows[0]]
    for row in rows[1:]:
        if _parted(group[-1], row, leading, right):
            yield _piece(group, usual, words)
            group = []
        group.append(row)
    yield _piece(group, usual, words)


def _parted(before: Row, row: Row, leading: float, right: float) -> bool:
    """Whether a new paragraph begins between two lines."""
    if abs(before.size - row.size) > 0.6 or re.match(r"[•·▪‣*–-]\s|\d{1,2}[.)]\s", row.text):
        return True
    ended = bool(_ENDED.search(before.text))
    if before.page != row.page or before.low < row.low:
        return ended
    short = before.right < right - 0.18 * max(right - before.left, 1.0)
    indented = row.left > before.left + 0.8 * row.size
    return before.low - row.low > 1.3 * leading or (ended and (short or indented))


def _piece(rows: Sequence[Row], usual: float, words: set[str]) -> Piece:
    text = _joined([row.text for row in rows], words)
    item = re.match(r"(?:[•·▪‣*–-]\s|\d{1,2}[.)]\s)\s*", text)
    if item:
        return "list", text[item.end() :]
    larger = rows[0].size > usual * 1.12 and len(text.split()) <= 25
    return ("heading" if larger else "paragraph"), text


def _vocabulary(rows: Sequence[Row]) -> set[str]:
    """The words of a document, those that a line breaks left out."""
    return {word for row in rows for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*(?!-?$)", row.text.lower())}


def _joined(lines: Sequence[str], words: set[str]) -> str:
    """Lines as one text; a word that was broken is whole again, one that has its hyphen by itself keeps it."""
    text = lines[0]
    for line in lines[1:]:
        broken = re.search(rf"([^\W\d_]{{2,}})[-{_SOFT}]$", text)
        if not broken or not line[:1].islower():
            text = f"{text} {line}"
            continue
        start, rest = broken[1].lower(), (re.match(r"[^\W\d_]+", line) or [""])[0].lower()
        own = f"{start}-{rest}" in words or (start + rest not in words and start in words and rest in words)
        text = text[:-1] + ("-" if own else "") + line
    return text.replace(_SOFT, "")


FORMAT = Format("PDF", _matches, _read, binary=True)
