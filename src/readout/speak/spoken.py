"""Text as it is said: each word or number with the words for it and its place in what is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from readout.lexicon import table
from readout.speak.convert import WHOLE, WORDS
from readout.speak.names import spoken_names

_NEAR_BEFORE, _NEAR_AFTER = 40, 25
_SHOUTED = 0.7  # share of capitals from which a line is a headline in capitals
_PLAIN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_FIELD = re.compile(r"\{(\w*):(\w+)\}")
_PAUSE = {"–": ",", "—": ",", "…": ",", ";": ",", "(": ",", ")": ",", "/": ""}


class Piece(NamedTuple):
    """Written words and what is said for them; `sounds` are phonemes (misaki's alphabet), "" where spelling tells."""

    start: int
    end: int
    said: str
    sounds: str = ""


class _Rule(NamedTuple):
    find: re.Pattern[str]
    say: str
    near: frozenset[str]
    unless: str


def macro(name: str) -> str:
    """What <name> in a rule stands for: a part, or any key of a table, the longest first."""
    tables: dict[str, Any] = table("spoken")
    if name in tables["parts"]:
        return str(tables["parts"][name])
    return "(?:" + "|".join(re.escape(key) for key in sorted(tables[name], key=len, reverse=True)) + ")"


def expanded(pattern: str) -> str:
    """A rule's pattern with its parts and tables written out."""
    return re.sub(r"(?<!\?P)<([a-z_]+)>", lambda found: expanded(macro(found.group(1))), pattern)


@cache
def rules() -> tuple[_Rule, ...]:
    """The rules of `lexicon/spoken.yaml`, ready to be tried."""
    tables: dict[str, Any] = table("spoken")
    return tuple(
        _Rule(
            re.compile(expanded(rule["find"])),
            rule["say"],
            frozenset(tables[rule["near"]]) if "near" in rule else frozenset(),
            rule.get("unless", ""),
        )
        for rule in tables["rules"]
    )


def spoken(text: str) -> list[Piece]:
    """A line of text as pieces in its order; together they say all of it, signs of pause included."""
    if _shouted(text):
        text = _calm(text)
    taken = bytearray(len(text))
    found: list[Piece] = []
    for name in _names_first(text):
        _take(taken, found, name)
    for rule in rules():
        for match in rule.find.finditer(text):
            piece = _said(rule, match)
            if piece is not None:
                _take(taken, found, piece)
    for word in _PLAIN.finditer(text):
        _take(taken, found, Piece(word.start(), word.end(), word.group().replace("’", "'")))
    found.sort()
    return found


def said(text: str) -> str:
    """A line of text in the words that are said, with its punctuation."""
    out, last = [], 0
    for piece in spoken(text):
        between = text[last : piece.start]
        out += [_between(between), piece.said]
        last = piece.end
    out.append(_between(text[last:]))
    return re.sub(r" ([,.!?:])", r"\1", " ".join("".join(out).split()))


def _between(signs: str) -> str:
    """Signs between two words as pauses; a hyphen joins what is said apart."""
    return "".join(" " if c == "-" else _PAUSE.get(c, c) for c in signs)


def _names_first(text: str) -> Iterator[Piece]:
    for name in spoken_names(text):
        yield Piece(*name)


def _take(taken: bytearray, found: list[Piece], piece: Piece) -> None:
    if piece.start < piece.end and not any(taken[piece.start : piece.end]):
        taken[piece.start : piece.end] = b"\1" * (piece.end - piece.start)
        found.append(piece)


def _said(rule: _Rule, match: re.Match[str]) -> Piece | None:
    if rule.near and not _is_near(match, rule.near):
        return None
    if rule.unless and rule.unless in (match.groupdict().get("a"), match.groupdict().get("b")):
        return None
    it = "it" if "it" in match.re.groupindex else 0
    start, end = match.span(it)
    # A blank that was only looked at belongs to what follows.
    end -= len(match.string[start:end]) - len(match.string[start:end].rstrip(" -")) if it == 0 else 0

    def filled(field: re.Match[str]) -> str:
        group, how = field.groups()
        if not group:
            return WHOLE[how](match)
        value = match[group]
        return WORDS[how](value) if value else ""

    words = _FIELD.sub(filled, rule.say)
    return Piece(start, end, re.sub(r" {2,}", " ", words).strip())


def _is_near(match: re.Match[str], words: frozenset[str]) -> bool:
    around = match.string[max(0, match.start() - _NEAR_BEFORE) : match.end() + _NEAR_AFTER]
    return any(word.lower() in words for word in re.findall(r"[A-Za-z-]+", around))


def _shouted(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 20 and sum(c.isupper() for c in letters) > _SHOUTED * len(letters)


def _calm(text: str) -> str:
    """A headline in capitals as one in small letters, of the same length; known acronyms stay."""
    known = table("spoken")["acronym"]
    return re.sub(
        r"[A-Z]{2,}", lambda found: found.group() if found.group() in known else found.group().capitalize(), text
    )
