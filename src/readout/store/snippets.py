"""The passage of an article that best shows why a search found it."""

from __future__ import annotations

import sqlite3

from readout.model import Article, Span
from readout.store.rows import Hit

WIDTH = 240
TOKENIZER = "porter unicode61 remove_diacritics 2"
_PRIVATE = range(0xE000, 0xF8FF)


def matches(expression: str, pages: list[tuple[str, str]]) -> list[tuple[Span, ...]]:
    """Where a full-text expression matches in each (headline, text): spans of the text, by SQLite's own tokenizer."""
    used = set().union(*(set(text) for _, text in pages))
    opens, closes = [mark for mark in map(chr, _PRIVATE) if mark not in used][:2]
    with sqlite3.connect(":memory:") as memory:
        memory.execute(f"CREATE VIRTUAL TABLE t USING fts5(headline, text, tokenize='{TOKENIZER}')")
        memory.executemany(
            "INSERT INTO t(rowid, headline, text) VALUES (?, ?, ?)", ((n, *page) for n, page in enumerate(pages))
        )
        rows = memory.execute("SELECT rowid, highlight(t, 1, ?, ?) FROM t WHERE t MATCH ?", (opens, closes, expression))
        found = {number: tuple(_marked(marked, opens, closes)) for number, marked in rows}
    memory.close()
    return [found.get(number, ()) for number in range(len(pages))]


def _marked(text: str, opens: str, closes: str) -> list[Span]:
    """The marked stretches, as offsets of the text without its marks."""
    spans: list[Span] = []
    at = 0
    for before in text.split(opens)[:-1]:
        at += len(before.replace(closes, ""))
        rest = text[at + 2 * len(spans) + 1 :]
        spans.append(Span(at, at + rest.index(closes)))
    return spans


def passage(text: str, spans: tuple[Span, ...]) -> tuple[Span, tuple[Span, ...]]:
    """The window of the text with most matches (the first of them), cut at blanks, and the matches inside it."""
    if not spans:
        return _at_blanks(text, 0, min(len(text), WIDTH)), ()
    best, most, last = 0, 0, 0
    for first, span in enumerate(spans):
        while last < len(spans) and spans[last].end <= span.start + WIDTH * 3 // 4:
            last += 1
        if last - first > most:
            best, most = first, last - first
    start = max(0, spans[best].start - WIDTH // 4)
    window = _at_blanks(text, start, min(len(text), max(start + WIDTH, spans[best].end)))
    return window, tuple(s for s in spans if window.start <= s.start and s.end <= window.end)


def _at_blanks(text: str, start: int, end: int) -> Span:
    """The window with words that its edges cut left out, unless that would be all of it."""
    if start and not text[start - 1].isspace():
        start = next((i for i in range(start, min(start + 40, end)) if text[i].isspace()), start)
    if end < len(text) and not text[end].isspace():
        end = next((i for i in range(end, max(end - 40, start), -1) if text[i - 1].isspace()), end)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def hit(page: Article, version: int, score: float, places: tuple[Span, ...]) -> Hit:
    """An article that a search found, with the passage that shows it; `places` are where the words match."""
    window, inside = passage(page.text, places)
    return Hit(
        article=page.id,
        version=version,
        headline=page.headline,
        publisher=page.publisher,
        published=page.published,
        url=page.url,
        score=round(score, 4),
        snippet=page.text[window.start : window.end],
        start=window.start,
        end=window.end,
        matches=inside,
    )
