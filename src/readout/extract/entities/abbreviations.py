"""Abbreviations that a bracket or "or" introduces: "Revolutionary United Front (RUF)", "... of Colombia, or FARC,"."""

from __future__ import annotations

from readout.extract.entities.scene import Found
from readout.extract.entities.words import word_set
from readout.model import Analysis

_SHORTEST, _LONGEST = 2, 10


def find_introduced(a: Analysis) -> list[Found]:
    """The organisations whose abbreviation the text gives after their name, and each mention of it."""
    names: dict[str, Found] = {}
    for token in range(1, len(a) - 2):
        short = a.words[token + 1]
        if (
            a.words[token] == "("
            and a.words[token + 2] == ")"
            and short.isupper()
            and _SHORTEST <= len(short) <= _LONGEST
        ):
            first = _start(a, token, short)
            if first is not None and short not in names:
                names[short] = Found(first, token, "organisation", a.text(first, token))
        elif a.words[token] == "," and a.lowers[token + 1] == "or":
            named = _named_before(a, token, a.words[token + 2])
            if named is not None:
                names.setdefault(a.words[token + 2], named)
    if not names:
        return []
    found = list(names.values())
    for token in range(len(a)):
        long = names.get(a.words[token])
        if long is not None:
            found.append(Found(token, token + 1, "organisation", long.name))
    return sorted(found)


def _named_before(a: Analysis, end: int, short: str) -> Found | None:
    """The body that the model names right before a comma, if "or" and an abbreviation in capitals follow."""
    if not (short.isupper() and short.isalpha() and _SHORTEST <= len(short) <= _LONGEST):
        return None
    for first, last, label in a.names:
        if last == end and label == "ORG" and last - first > _SHORTEST:
            first += a.pos[first] == "DET"
            return Found(first, last, "organisation", a.text(first, last))
    return None


def with_states(a: Analysis, introduced: list[Found], known: list[Found]) -> list[Found]:
    """The introduced bodies with the state that opens or closes their names: "Kenya Wildlife Service"."""
    inside = {row.first: row for row in known if row.what in ("country", "adjective") and row.country}
    ends = {row.last: row for row in inside.values()}
    states: dict[str, str | None] = {}
    for row in introduced:
        private = word_set("names", "private") & set(a.lowers[row.first : row.last])
        opens, closes = inside.get(row.first), ends.get(row.last)
        of = closes if closes is not None and a.lowers[closes.first - 1] == "of" else None
        found = of or (None if private else opens)
        if row.last - row.first > 1 and found is not None:
            states.setdefault(row.name, found.country)
    return [row._replace(country=states.get(row.name)) for row in introduced]


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
