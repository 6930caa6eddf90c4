"""The anatomy of a page flattened into lines: which line is headline, caption, paragraph, and which is none of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from readout.model import Credit
from readout.read.boilerplate import is_pitch
from readout.read.credits import alone_in_brackets, hints, is_labelled, only_credit
from readout.read.header import Header, begins, find_headline, is_signature, read_header
from readout.read.likeness import page_talk
from readout.read.line import Line, credit_only, is_titled, label_only, look_at, menu_labels
from readout.read.outlets import is_outlet_and_author
from readout.read.owners import own_credits

# After so many words of prose, a comments heading or a copyright line ends the article.
ENOUGH = 60
# Weights of the search for the article among a page's lines: a word of prose counts one, up to LONGEST_GAIN a line.
LONGEST_GAIN, LOOSE, MARKED, DATED = 45, -9, -5, -14
LONGEST_TEASER, CUT_SHORT = 30, ("...", "…")
# A box that asks for an address: its title, a sentence, then what to fill in or press.
BOX_LINES, LONGEST_CONTROL, LONGEST_PITCH = 3, 6, 20
LONGEST_HEADING, LONGEST_LABEL, LONGEST_CAPTION, LONGEST_CARD, LONGEST_QUESTION = 14, 6, 45, 8, 8
# Under a headline, so many lines may hold a second one, of at least so many words.
DECK_LINES, SHORTEST_DECK, LONGEST_DECK = 3, 4, 45
# Labels after which short lines are what the label says.
LISTS = frozenset({"related link", "tags", "subscription"})
AFTER_NOTE, FEED = 2, 12
# What stands, in so many lines before it, where an article has ended and a list of others begins.
CLOSING = frozenset({"related link", "navigation", "subscription", "author note", "sharing", "promotion", "tags"})
CLOSING_LINES = 4
# So many lines after an article's last one may be pictures of it.
BELOW_LINES = 12
# So many titles with teasers in a row are a list of other articles; words that tell their matter have more letters.
FEED_PAIRS, TITLE_LEAST, TITLE_MOST, SHORT_WORD, CARD_LINES = 4, 4, 20, 4, 2
# What comes after so many lines is taken as it is.
MOST_LINES = 20_000
# What comes before each title in a list of other articles as it is read to the blind.
_COUNTED = re.compile(r"list \d{1,2} of \d{1,2}$", re.IGNORECASE)
# From such a chance on, a line of no more words than that is taken for the page's own; who is quoted is the article's.
PAGE_TALK, LONGEST_TALK, TALK = 0.8, 40, ("paragraph", "heading")
_QUOTED = re.compile(r"[“”\"]|\b(?:said|says|told)\b")
SUMMARY_LINES = 6
_SUMMED = re.compile(r"\b(?:summary|summari[sz]ed|key points|takeaways)\b", re.IGNORECASE)
_DATELINE = re.compile(r"[A-Z][A-Z .'’-]{2,30}(?:, [A-Z][\w. ]{1,20})?(?: \([^()]{2,30}\))?\s?[–—:-]")
MENU_SHARE, MENU_LINES = 0.4, 8


@dataclass(slots=True)
class Anatomy:
    """A page's lines, each with a kind or with the reason it is left out, and what stands around the article."""

    lines: list[Line]
    signs: bool = False
    final: int = 0
    header: Header | None = None
    captions: list[tuple[str, Credit | None]] = field(default_factory=list)


def dissect(text: str, spans: Sequence[tuple[int, int]]) -> Anatomy:
    """Tell the lines of a page apart; nothing is left out of a text that shows no sign of a page."""
    lines = [look_at(text, start, end) for start, end in spans[:MOST_LINES]]
    lines += [Line(text[a:b], a, b, 0, prose=True, ended=True, bullet=False) for a, b in spans[MOST_LINES:]]
    page = Anatomy(lines)
    _early_notes(lines)
    menu_labels(lines)
    own_credits(lines)
    page.signs = signs = any(line.marked for line in lines)
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
    _mark_summary(lines, body)
    _mark_cards(lines, body)
    _mark_boxes(lines, body)
    _mark_feed(lines, body, last)
    _mark_around(lines, page.header, first, last, menus)
    _mark_body(page, head, body, menus)
    if signs:
        _mark_talk(lines, body)
    return page


def _early_notes(lines: list[Line]) -> None:
    """A line that would be a note on its author at the article's end is a paragraph where the article goes on."""
    prose = 0
    for line in reversed(lines):
        if line.late and prose > AFTER_NOTE:
            line.why = None
        prose += _is_body(line)


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
    return min(line.words, LONGEST_GAIN) if line.prose or (line.words > 3 and line.text[-1] == ".") else LOOSE


def _end(lines: list[Line], first: int, last: int) -> int:
    """Where, after enough prose, a line that ends articles comes, or dates follow each other as in a list of others."""
    words = 0
    for i in range(first, last):
        if words >= ENOUGH and (lines[i].ends or (lines[i].dated and sum(n.dated for n in lines[i : i + FEED]) > 2)):
            return i
        words += lines[i].words if _is_body(lines[i]) else 0
    return last


def _mark_around(lines: list[Line], header: Header, first: int, last: int, menus: bool) -> None:
    """Reasons for the lines outside the article, and for those of its head that say who and when."""
    head, under = header.headline, 0
    for i, line in enumerate(lines):
        if i == head or line.why is not None or (i and label_only(lines[i - 1])):
            continue
        if i in header.bylines or (line.byline and line.byline.opened and not line.prose):
            line.why = "byline"
        elif line.dated:
            line.why = "date"
        elif i >= last and not _still_pictured(lines, i, last):
            line.why = "after the article"
        elif line.caption and line.caption.sure:
            continue
        elif head is not None and i < head:
            line.why = "before the article"
        elif i < first and menus:
            under += 1
            captions = i + 1 < len(lines) and credit_only(lines[i + 1]) and line.words >= SHORTEST_DECK
            line.why = None if captions or (head is not None and under <= DECK_LINES) else "before the article"


def _still_pictured(lines: list[Line], i: int, last: int) -> bool:
    """Whether a line past the article's last is still a picture's: its credit is labelled, no list of others began."""
    caption = lines[i].caption
    if not (caption and caption.credit and is_labelled(caption.words)) or i >= last + BELOW_LINES:
        return False
    return not any(line.why in CLOSING or line.dated for line in lines[last:i])


def _mark_summary(lines: list[Line], body: int) -> None:
    """The sentences that a page says a machine summed it up in, down to a label or a dateline."""
    for i in range(max(0, body - SUMMARY_LINES), min(len(lines), body + SUMMARY_LINES)):
        if lines[i].why != "disclosure" or not _SUMMED.search(lines[i].text):
            continue
        for line in lines[i + 1 : i + 1 + SUMMARY_LINES]:
            if line.marked or not line.ended or line.words > LONGEST_CAPTION or _DATELINE.match(line.text):
                break
            line.why = "machine's summary"


def _mark_cards(lines: list[Line], body: int) -> None:
    """Other articles advertised inside this one: title, teaser, and a line of outlet and author."""
    for i in range(body + 3, len(lines)):
        title, teaser, line = lines[i - 2 : i + 1]
        above = [n for n in range(i - 2 - CARD_LINES, i - 1) if n > body and lines[n].text == teaser.text]
        if above and _is_teased(teaser, line):  # its picture's link and its own
            for n in (*above, i - 1, i):
                lines[n].why = "related link"
        if line.words <= LONGEST_CARD and not line.ended and is_outlet_and_author(line.text):
            line.why = "related link"
            if teaser.ended and teaser.words <= LONGEST_CAPTION and not title.ended and not title.prose:
                title.why = teaser.why = "related link"


def _mark_boxes(lines: list[Line], body: int) -> None:
    """The title and the pitch of a box in the text that ends in a field for an address or a button to subscribe."""
    for i in range(body + 2, len(lines)):
        if lines[i].why != "subscription" or lines[i].words > LONGEST_CONTROL:
            continue
        box = range(max(body + 1, i - BOX_LINES), i)
        top = next((k for k in box if lines[k].words <= LONGEST_LABEL and not lines[k].ended), None)
        inside = lines[top:i] if top is not None else []
        if all(line.words <= LONGEST_PITCH for line in inside) and any(is_pitch(line.text) for line in inside):
            for line in inside:
                line.why = line.why or "subscription"


def _mark_feed(lines: list[Line], body: int, last: int) -> None:
    """Titles and teasers of other articles, one after the other, at the end of this one, and the note before them."""
    left = [i for i in range(body, last) if lines[i].why is None and (lines[i].prose or lines[i].ended)]
    while left and is_titled(lines[left[-1]].text):
        left.pop()
    run = next((k for k, i in enumerate(reversed(left)) if not _is_teased(lines[i - 1], lines[i])), 0)
    if run < FEED_PAIRS or sum(lines[i].words for i in left[:-run]) < ENOUGH:
        return
    first = left[-run] - 1
    if not any(lines[k].why in CLOSING for k in range(max(body, first - CLOSING_LINES), first)):
        return  # a round-up has titles and short paragraphs as well, but nothing that ends it before them
    told = {w for line in lines[body:first] if _is_body(line) for w in _matter(line)}
    titles = [w for i in left[-run:] for w in _matter(lines[i - 1])]
    if sum(w in told for w in titles) < len(titles) / 2:
        for line in lines[first:last]:
            line.why = line.why or "related link"
        for i in left[-run - AFTER_NOTE : -run]:
            lines[i].why = "author note" if lines[i].late else None


def _matter(line: Line) -> list[str]:
    return [word for word in line.text.lower().split() if len(word) > SHORT_WORD]


def _is_teased(title: Line, teaser: Line) -> bool:
    """Whether two lines are the title and the short teaser of an article."""
    titled = title.why in (None, "related link") and not title.ended and not title.prose and not title.bullet
    return titled and TITLE_LEAST <= title.words <= TITLE_MOST and teaser.ended and teaser.words <= LONGEST_CAPTION


def _mark_body(page: Anatomy, head: int | None, body: int, menus: bool) -> None:
    """Kinds for the lines of the article, and reasons for those among them that are none of it."""
    seen: set[str] = set()
    links: str | None = None
    page.final = max(
        (i for i, line in enumerate(page.lines) if line.why is None and (_is_body(line) or line.ended)), default=0
    )
    for i, line in enumerate(page.lines):
        if i == head:
            line.kind, line.why, links = "headline", None, None
        elif line.why is not None:
            links = line.why if line.why in LISTS and line.words <= LONGEST_LABEL else links
            continue
        elif line.text in seen and line.words > 2 and (menus or head is not None):
            line.why = "repeated"
        elif links and i > body and line.words <= LONGEST_TEASER and line.text.endswith(CUT_SHORT):
            line.why = links
        elif i and _COUNTED.match(page.lines[i - 1].text):
            line.why = "related link"
        elif label_only(line):
            line.why = "picture label"
        elif credit_only(line) or _is_owner(page, i, body):
            _credit(page, i, head, body)
        elif _is_caption(page, i):
            _caption(page, line)
        elif line.prose or (line.ended and line.words > 1):
            asks = line.text[-1] == "?" and line.words <= LONGEST_QUESTION and i < page.final
            line.kind, links = "heading" if asks or _is_deck(page, i, head, body) else "paragraph", None
        elif links and not line.bullet and (i > body or (links == "related link" and head is not None and i > head)):
            line.why = links
        else:
            _mark_short(page, i, body, menus)
        seen.add(line.text)


def _mark_talk(lines: list[Line], body: int) -> None:
    """Sentences, after the article's first, whose words are like those that pages say for themselves."""
    for line in lines[body + 1 :]:
        short = line.kind in TALK and line.words <= LONGEST_TALK
        if short and not _QUOTED.search(line.text) and page_talk(line.text) >= PAGE_TALK:
            line.kind, line.why = None, "page's own words"


def _is_deck(page: Anatomy, i: int, head: int | None, body: int) -> bool:
    """Whether a sentence is a second headline: right under the first, and who and when come after it."""
    if head is None or not head < i < body or i - head > DECK_LINES or page.lines[i].words > LONGEST_DECK:
        return False
    return any(is_signature(page.lines, k) for k in range(i + 1, body))


def _is_caption(page: Anatomy, i: int) -> bool:
    """Whether a line is a picture's; one with no more than an agency in brackets may be an article's last paragraph."""
    line = page.lines[i]
    if line.caption and (line.caption.sure or (i < page.final and line.words <= LONGEST_CAPTION)):
        return True
    return i > 0 and label_only(page.lines[i - 1])


def _is_owner(page: Anatomy, i: int, body: int) -> bool:
    """Whether a line is a name in brackets under a line that is no sentence and too long for a heading's."""
    before = page.lines[i - 1] if i else None
    if before is None or before.kind not in ("heading", "paragraph") or before.ended:
        return False
    return before.words >= SHORTEST_DECK and i > body and alone_in_brackets(page.lines[i].text) is not None


def _caption(page: Anatomy, line: Line) -> None:
    """A caption; a credit that stood on a line before it is its own."""
    line.kind = "caption"
    words, made = (line.caption.caption, line.caption.credit) if line.caption else (line.text, None)
    if made is None and page.captions and not page.captions[-1][0]:
        made = page.captions.pop()[1]
    if words and (words, made) in page.captions:
        line.kind, line.why = None, "repeated"
    else:
        page.captions.append((words, made))


def _credit(page: Anatomy, i: int, head: int | None, body: int) -> None:
    """A line that is a credit belongs to the line before, which it makes a caption where that may be one."""
    line = page.lines[i]
    # A page that holds its pictures twice has the caption's line twice before the credit.
    at = next((k for k in range(i - 1, -1, -1) if page.lines[k].why != "repeated"), -1)
    before = page.lines[at] if at >= 0 else None
    made = line.caption.credit if line.caption else only_credit(line.text) or alone_in_brackets(line.text)
    line.why = "picture credit"
    if (i > page.final and not is_labelled(line.text)) or (at == head and line.caption is None):
        line.why = "agency"
    elif before is None or before.why is not None or at == head:
        page.captions.append(("", made))
    elif before.kind == "caption" and page.captions and page.captions[-1][1] is None:
        page.captions[-1] = (page.captions[-1][0], made)
    elif (
        before.kind in ("heading", "paragraph")
        and before.words <= 60
        and (i < body or not before.prose or hints(before.text))
    ):
        before.kind = "caption"
        page.captions.append((before.text, made))
    else:
        page.captions.append(("", made))


def _is_item(lines: list[Line], i: int, menus: bool) -> bool:
    """Whether a short line is an item of a list: it has a bullet, or a colon or another item comes before it."""
    before = lines[i - 1] if i else None
    if lines[i].bullet or before is None:
        return lines[i].bullet
    told = before.kind is not None and before.text[-1] == ":" and not menus
    return told or (before.kind == "list" and not before.bullet)


def _mark_short(page: Anatomy, i: int, body: int, menus: bool) -> None:
    """A short line that is no sentence: a heading, an item of a list, a paragraph, or a link among links."""
    lines, line = page.lines, page.lines[i]
    followed = any(_is_body(n) or n.ended for n in lines[i + 1 : i + 4] if n.why is None)
    if _is_item(lines, i, menus):
        line.kind = "list"
    elif i < body:
        line.kind = "heading" if line.words >= SHORTEST_DECK else None
        line.why = None if line.kind else "beside the headline"
    elif menus and (not followed or _run(lines, i) > 2):
        line.why = "link"
    elif page.signs and i > page.final:
        line.why = "after the article"
    else:
        line.kind = "heading" if followed and line.words <= LONGEST_HEADING else "paragraph"


def _run(lines: list[Line], i: int) -> int:
    """How many short, unended lines stand together round a line (counted up to six each way)."""

    def loose(n: int) -> bool:
        return 0 <= n < len(lines) and not lines[n].prose and not lines[n].ended and not lines[n].bullet

    up = next((k for k in range(1, 7) if not loose(i - k)), 7)
    down = next((k for k in range(1, 7) if not loose(i + k)), 7)
    return up + down - 1
