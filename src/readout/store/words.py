"""What a user types to search, made safe for SQLite's full-text search, and names folded for comparison."""

from __future__ import annotations

import re
import unicodedata

from readout.model import ReadoutError

_PIECE = re.compile(r'"([^"]*)"?|([()])|([^\s()"]+)')


def folded(text: str) -> str:
    """Lower-case words without accents and punctuation, one blank around each: " xi jinping "."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return f" {' '.join(kept.split())} "


def full_text(query: str) -> str:
    """An FTS5 expression for words, "phrases", prefix*, AND, OR, NOT, -word and brackets; words side by side all count.

    Whatever else the query holds is taken as words. Raises ReadoutError when it asks for nothing at all.
    """
    expression = _Parser(_pieces(query)).whole()
    if expression is None:
        raise ReadoutError(f"search {query.strip()!r}", "there is no word to look for", "NOT needs a word before it")
    return expression


def _pieces(query: str) -> list[str]:
    """Operators and brackets as they are, words and phrases as quoted FTS5 strings."""
    pieces: list[str] = []
    for phrase, bracket, word in _PIECE.findall(query.replace("\0", " ").encode(errors="replace").decode()):
        if bracket or word in ("AND", "OR", "NOT"):
            pieces.append(bracket or word)
            continue
        negative = word.startswith("-") and len(word) > 1
        text = phrase or word.removeprefix("-")
        if any(c.isalnum() for c in text):
            pieces += ["NOT"] * negative
            pieces.append(f'"{text.rstrip("*")}"' + "*" * (bool(word) and text.endswith("*")))
    return pieces


class _Parser:
    """Recursive descent over the pieces; a part that is empty or broken is left out."""

    DEEPEST = 50

    def __init__(self, pieces: list[str]) -> None:
        self.pieces, self.at, self.depth = pieces, 0, 0

    def _next(self) -> str:
        return self.pieces[self.at] if self.at < len(self.pieces) else ""

    def _take(self, *wanted: str) -> bool:
        if self._next() not in wanted or not self._next():
            return False
        self.at += 1
        return True

    def whole(self) -> str | None:
        parts: list[str] = []
        while self._next():
            part = self._either()
            parts += [part] if part else []
            self._take(")")
        return _joined(parts, "AND")

    def _either(self) -> str | None:
        parts = [self._all()]
        while self._take("OR"):
            parts.append(self._all())
        return _joined([p for p in parts if p], "OR")

    def _all(self) -> str | None:
        wanted: list[str] = []
        unwanted: list[str] = []
        while self._next() not in ("", ")", "OR"):
            if self._take("AND"):
                continue
            group = unwanted if self._take("NOT") else wanted
            part = self._one()
            group += [part] if part else []
        plus, minus = _joined(wanted, "AND"), _joined(unwanted, "OR")
        return f"({plus} NOT {minus})" if plus and minus else plus

    def _one(self) -> str | None:
        if self._next() in ("", ")", "OR", "AND", "NOT"):
            return None
        if not self._take("("):
            self.at += 1
            return self.pieces[self.at - 1]
        self.depth += 1
        part = self._either() if self.depth <= self.DEEPEST else None
        self.depth -= 1
        self._take(")")
        return part


def _joined(parts: list[str], word: str) -> str | None:
    return parts[0] if len(parts) == 1 else f"({f' {word} '.join(parts)})" if parts else None
