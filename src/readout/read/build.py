"""Articles out of text and blocks: paragraphs, ids, word counts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from itertools import pairwise
from statistics import median

from readout.model import Block, BlockKind

Piece = tuple[BlockKind, str]

BODY: frozenset[BlockKind] = frozenset({"paragraph", "list", "quote", "heading"})
WIDEST_WRAP = 110
FIRST_WORDS, LONGEST_WORD = 12, 40
_FINAL = re.compile(r"[.!?:;][\"'”’)\]]*$")


def article_id(url: str | None, name: str | None, headline: str | None, published: str | None, text: str) -> str:
    """12 hex digits of SHA-256 over the address, else the file's name with what its article is, else the text.

    What an article is: the words of its headline (of its beginning, where it has none) and the day of publication.
    So a page keeps its id when its text is corrected, when its file moves and when it is packed, while two articles
    that lie in two folders as `index.html` differ; a new headline makes a new article.
    """
    what = re.findall(r"\w+", headline or text[: FIRST_WORDS * LONGEST_WORD])[: None if headline else FIRST_WORDS]
    page = (name.removesuffix(".gz"), " ".join(what).casefold(), (published or "")[:10]) if name else None
    known = url or (page and "\n".join(page)) or text
    return hashlib.sha256(known.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def lines(text: str) -> list[tuple[int, int]]:
    """[start, end) of each line, stripped of white space; a blank line has start == end."""
    found, at = [], 0
    for line in text.splitlines(keepends=True):
        body = line.strip()
        start = at + len(line) - len(line.lstrip()) if body else at
        found.append((start, start + len(body)))
        at += len(line)
    return found


def paragraphs(text: str) -> list[tuple[int, int]]:
    """[start, end) of each paragraph: each line, or what blank lines separate where the lines are hard-wrapped."""
    runs: list[list[tuple[int, int]]] = [[]]
    for start, end in lines(text):
        if start < end:
            runs[-1].append((start, end))
        elif runs[-1]:
            runs.append([])
    if wrapped(text, runs):
        return [(run[0][0], run[-1][1]) for run in runs if run]
    return [line for run in runs for line in run]


def wrapped(text: str, runs: list[list[tuple[int, int]]]) -> bool:
    """Whether lines break where a width was full: the next line's first word would not have fitted."""
    if len(runs) < 2:
        return False
    widths = [end - start for run in runs for start, end in run]
    widest = max(widths, default=0)
    inner = [(a, b, c) for run in runs for (a, b), (c, _) in pairwise(run)]
    if not inner or widest > WIDEST_WRAP or median(b - a for a, b, _ in inner) < 30:
        return False
    full = sum(b - a + 1 + len(text[c : c + 60].split(None, 1)[0]) > widest - 12 for a, b, c in inner)
    open_ended = sum(not _FINAL.search(text[max(a, b - 4) : b]) for a, b, _ in inner)
    return full >= 0.8 * len(inner) and open_ended >= 0.6 * len(inner)


def joined(pieces: Iterable[Piece]) -> tuple[str, tuple[Block, ...]]:
    """The pieces' words with blank lines between, and their blocks; a piece without words is left out."""
    parts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for kind, words in pieces:
        if words := words.strip():
            parts.append(words)
            blocks.append(Block(kind, at, at + len(words)))
            at += len(words) + 2
    return "\n\n".join(parts), tuple(blocks)


def body_text(text: str, blocks: Iterable[Block]) -> str:
    """The words of the body's blocks, one line each."""
    return "\n".join(text[b.start : b.end] for b in blocks if b.kind in BODY)
