"""Names of China, Korea and Vietnam: a family name and syllables, where one letter makes another person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from readout.lexicon import table
from readout.names.parts import Name

_SYLLABLES = re.compile(
    r"^(?:(?:zh|ch|sh|ng|kh|th|tr|ph|nh|gi|ts|tz|hs|[bcdfghjklmnpqrstvwxyz])?(?:[aeiou]{1,3}|y|yo[ou]?|ya|yeo?|wa|wo)"
    r"(?:ng|nh|ch|eh|[nmklptrch])?){1,3}$"
)
_WADE = (
    (r"hs", "x"),
    (r"t[sz]|z|c(?!h)", "z"),
    (r"zh|ch|j|q", "j"),
    (r"t", "d"),
    (r"p", "b"),
    (r"k", "g"),
    (r"ung", "ong"),
    (r"ien", "ian"),
    (r"eh", "e"),
    (r"r", "j"),
)
_KOREAN = (
    (r"eo", "u"),
    (r"oo|woo", "u"),
    (r"ee", "i"),
    (r"ae", "e"),
    (r"^k", "g"),
    (r"^p", "b"),
    (r"^t", "d"),
    (r"^ch", "j"),
)


@cache
def families() -> dict[str, frozenset[int]]:
    """Each family name, with the numbers of the names that it spells."""
    found: dict[str, set[int]] = {}
    for number, forms in enumerate(table("name_parts")["east"]):
        for form in forms:
            found.setdefault(form, set()).add(number)
    return {form: frozenset(numbers) for form, numbers in found.items()}


def is_eastern(name: Name) -> bool:
    """Is this a family name of East Asia with one to three syllables?"""
    words = name.words
    if not 2 <= len(words) <= 4 or name.chain or not (words[0] in families() or words[-1] in families()):
        return False
    return all(_SYLLABLES.match(word) or word in families() for word in words)


def same_eastern(one: Name, other: Name) -> float:
    """How surely two names of East Asia are one: the same family name and the same syllables, in either order."""
    best = 0.0
    for family, given in _readings(one.words):
        for other_family, other_given in _readings(other.words):
            if family != other_family and not families()[family] & families()[other_family]:
                continue
            if given == other_given:
                best = max(best, 1.0 if family == other_family else 0.9)
            elif (one.hyphens != other.hyphens and _folded(_WADE, given) == _folded(_WADE, other_given)) or (
                min(len(given), len(other_given)) > 3 and _korean(given) == _korean(other_given)
            ):
                best = max(best, 0.9)
    return best


def eastern_keys(name: Name) -> set[str]:
    """What all spellings that `same_eastern` takes for this name share, one or the other."""
    found: set[str] = set()
    for family, given in _readings(name.words):
        for number in families()[family]:
            found |= {f"e:{number}:{_folded(_WADE, given)}", f"e:{number}:{_korean(given)}"}
    return found


def _readings(words: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if words[0] in families():
        yield words[0], "".join(words[1:])
    if words[-1] in families():
        yield words[-1], "".join(words[:-1])


def _korean(given: str) -> str:
    return _folded(_KOREAN, given)


def _folded(rules: tuple[tuple[str, str], ...], text: str) -> str:
    for pattern, put in rules:
        text = re.sub(pattern, put, text)
    return text
