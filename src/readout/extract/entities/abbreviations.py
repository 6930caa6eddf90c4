"""Abbreviations that a bracket introduces: "Revolutionary United Front (RUF)"."""

from __future__ import annotations

from readout.extract.entities.scene import Found
from readout.model import Analysis

_LONGEST = 10


def find_introduced(a: Analysis) -> list[Found]:
    """The organisations whose abbreviation a bracket gives after their name, and each mention of it."""
    names: dict[str, Found] = {}
    for token in range(1, len(a) - 2):
        short = a.words[token + 1]
        if a.words[token] == "(" and a.words[token + 2] == ")" and short.isupper() and 2 <= len(short) <= _LONGEST:
            first = _start(a, token, short)
            if first is not None and short not in names:
                names[short] = Found(first, token, "organisation", a.text(first, token))
    if not names:
        return []
    found = list(names.values())
    for token in range(len(a)):
        long = names.get(a.words[token])
        if long is not None:
            found.append(Found(token, token + 1, "organisation", long.name))
    return sorted(found)


def _start(a: Analysis, end: int, short: str) -> int | None:
    """The first token of the words before `end` whose initials spell an abbreviation; small words may be skipped."""
    begin = a.sentences[a.sentence_of[end]][0]
    left = len(short) - 1
    for token in range(end - 1, max(begin, end - 2 * len(short) - 2) - 1, -1):
        word = a.words[token]
        if word[0] == short[left]:
            left -= 1
            if left < 0:
                return token
        elif word[0].isupper() or (a.pos[token] in ("PUNCT", "VERB") and word != "-"):
            return None
    return None
