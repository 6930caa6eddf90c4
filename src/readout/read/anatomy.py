"""The anatomy of a page flattened into lines: which line is headline, caption, paragraph, and which is none of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from readout.model import Credit
from readout.read.credits import hints, only_credit
from readout.read.header import Header, begins, find_headline, read_header
from readout.read.line import Line, credit_only, look_at

# After so many words of prose, a comments heading or a copyright line ends the article.
ENOUGH = 60
# Weights of the search for the article among a page's lines: a word of prose counts one, up to LONGEST_GAIN a line.
LONGEST_GAIN, LOOSE, MARKED, DATED = 45, -9, -5, -14
LONGEST_HEADING = 14
MENU_SHARE, MENU_LINES = 0.4, 8


@dataclass(slots=True)
class Anatomy:
    """A page's lines, each with a kind or with the reason it is left out, and what stands around the article."""

    lines: list[Line]
    header: Header | None = None
    captions: list[tuple[str, Credit | None]] = field(default_factory=list)


def dissect(text: str, spans: Sequence[tuple[int, int]]) -> Anatomy:
    """Tell the lines of a page apart; nothing is left out of a text that shows no sign of a page."""
    lines = [look_at(text, start, end) for start, end in spans]
    page = Anatomy(lines)
    signs = any(line.marked for line in lines)
    loose = sum(1 for line in lines if not line.prose and not line.marked)
    menus = signs and loose > max(MENU_LINES, MENU_SHARE * len(lines))
    first, last = _region(lines) if menus else (0, len(lines))
    last = _end(lines, first, last)
    body = begins(lines, first, last)
    if body is None:
        _keep_all(lines)
        return page
    head = find_headline(lines, body, last, lone=not signs)
    page.header = read_header(lines, head, body, last)
    _mark_around(lines, page.header, first, last, menus)
    _mark_body(page, head, first if head is None else min(first, head), last, menus)
    return page


def _is_body(line: Line) -> bool:
    return line.prose and not line.marked


def _keep_all(lines: list[Line]) -> None:
    for line in lines:
        line.kind, line.why = "paragraph", None


def _region(lines: list[Line]) -> tuple[int, int]:
    """[first, last) of the lines with the most prose and the least else: the maximum sum of their weights."""
    best, best_range, total, start = 0, (0, len(lines)), 0, 0
    end = _end(lines, 0, len(lines))
    for i, line in enumerate(lines[:end]):
        if total <= 0:
            total, start = 0, i
        total += _weight(line)
        if total > best:
            best, best_range = total, (start, i + 1)
    return best_range


def _weight(line: Line) -> int:
    if line.dated or (line.byline and line.byline.opened):
        return DATED
    if line.marked:
        return MARKED
    return min(line.words, LONGEST_GAIN) if line.prose else LOOSE


def _end(lines: list[Line], first: int, last: int) -> int:
    """Where a line that ends articles comes after enough prose."""
    words = 0
    for i in range(first, last):
        if lines[i].ends and words >= ENOUGH:
            return i
        words += lines[i].words if _is_body(lines[i]) else 0
    return last


def _mark_around(lines: list[Line], header: Header, first: int, last: int, menus: bool) -> None:
    """Reasons for the lines outside the article, and for those of its head that say who and when."""
    for i, line in enumerate(lines):
        if i == header.headline:
            continue
        if i in header.bylines or (line.byline and line.byline.opened and not line.prose):
            line.why = line.why or "byline"
        elif line.dated:
            line.why = line.why or "date"
        elif line.why is None and i >= last:
            line.why = "after the article"
        elif (
            line.why is None
            and header.headline is not None
            and i < header.headline
            and not (line.caption and line.caption.sure)
        ) or (line.why is None and menus and header.headline is None and i < first):
            line.why = "before the article"


def _mark_body(page: Anatomy, head: int | None, first: int, last: int, menus: bool) -> None:
    lines = page.lines
    seen: set[str] = set()
    for i in range(len(lines)):
        line = lines[i]
        if i == head:
            line.kind, line.why = "headline", None
            seen.add(line.text)
        elif line.why is not None:
            continue
        elif line.text in seen and line.words > 2 and (menus or head is not None):
            line.why = "repeated"
        elif credit_only(line):
            _credit(page, i, head)
        elif line.caption and (line.caption.sure or not line.prose):
            line.kind = "caption"
            page.captions.append((line.caption.caption, line.caption.credit))
        elif line.prose:
            line.kind = "paragraph"
        else:
            _mark_short(lines, i, head, last, menus)
        seen.add(line.text)


def _credit(page: Anatomy, i: int, head: int | None) -> None:
    """A line that is a credit belongs to the line before, which it makes a caption where that may be one."""
    line, before = page.lines[i], page.lines[i - 1] if i else None
    made = line.caption.credit if line.caption else only_credit(line.text)
    line.why = "picture credit"
    if before is None or before.why is not None or i - 1 == head or before.kind == "headline":
        page.captions.append(("", made))
    elif before.kind == "caption" and page.captions and page.captions[-1][1] is None:
        page.captions[-1] = (page.captions[-1][0], made)
    elif before.kind in ("heading", "paragraph") and before.words <= 60 and (not before.prose or hints(before.text)):
        before.kind = "caption"
        page.captions.append((before.text, made))
    else:
        page.captions.append(("", made))


def _mark_short(lines: list[Line], i: int, head: int | None, last: int, menus: bool) -> None:
    """A short line inside the article: a heading, a short paragraph, an item of a list, or a link among links."""
    line = lines[i]
    run = _run(lines, i)
    followed = any(_is_body(n) for n in lines[i + 1 : min(last, i + 4)])
    if line.bullet:
        line.kind = "list"
    elif line.ended and line.words > 1:
        line.kind = "paragraph"
    elif menus and (run > 2 or not followed):
        line.why = "link"
    elif followed and line.words <= LONGEST_HEADING:
        line.kind = "heading"
    else:
        line.kind = "paragraph"


def _run(lines: list[Line], i: int) -> int:
    """How many short, unended lines stand together round a line (counted up to six each way)."""

    def loose(n: int) -> bool:
        return 0 <= n < len(lines) and not lines[n].prose and not lines[n].ended and not lines[n].bullet

    up = next((k for k in range(1, 7) if not loose(i - k)), 7)
    down = next((k for k in range(1, 7) if not loose(i + k)), 7)
    return up + down - 1
