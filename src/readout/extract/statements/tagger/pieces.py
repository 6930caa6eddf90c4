"""Word pieces of a BERT vocabulary: the tokens are the parser's, so only the greedy cut is needed."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Longer tokens are addresses and rubbish: their beginning tells enough.
_LONGEST = 40
_MOST = 8


class Pieces:
    """The numbers of word pieces; a token that the vocabulary cannot spell is `[UNK]`."""

    def __init__(self, vocabulary: list[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self.unknown = self._numbers["[UNK]"]
        self.first = self._numbers["[CLS]"]
        self.last = self._numbers["[SEP]"]
        self.of = lru_cache(maxsize=50_000)(self._of)

    def _of(self, word: str) -> tuple[int, ...]:
        """The pieces of a token: at least one, at most eight."""
        pieces: list[int] = []
        for part in _parts(word[:_LONGEST]):
            pieces.extend(self._cut(part))
        return tuple(pieces[:_MOST]) or (self.unknown,)

    def _cut(self, part: str) -> list[int]:
        found = []
        start = 0
        while start < len(part):
            for end in range(len(part), start, -1):
                number = self._numbers.get(part[start:end] if start == 0 else "##" + part[start:end])
                if number is not None:
                    found.append(number)
                    start = end
                    break
            else:
                return [self.unknown]
        return found


def _parts(word: str) -> list[str]:
    """A token in small letters without accents, its punctuation marks apart, as the vocabulary was made."""
    plain = unicodedata.normalize("NFD", word.lower())
    parts = [""]
    for char in plain:
        kind = unicodedata.category(char)
        if kind == "Mn" or kind[0] == "C":
            continue
        if kind[0] == "P" or (char.isascii() and not char.isalnum()):
            parts += [char, ""]
        else:
            parts[-1] += char
    return [p for p in parts if p]
