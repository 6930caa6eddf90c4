"""Offices by one name each: "Minister of Foreign Affairs of Slovakia" and "Slovak foreign minister" are one office."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from readout.lexicon import table

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


class Office(NamedTuple):
    """An office's usual name and state (ISO alpha-3); `single`: one person holds it at a time; `past`: it is over."""

    name: str
    country: str | None = None
    single: bool = False
    past: bool = False


@cache
def _names() -> dict[tuple[str, str], str]:
    """(state or "", words of an office) to its usual name."""
    t = table("office_names")
    found = {("", _plain(words)): name for name, forms in t["single"].items() for words in forms}
    for state, offices in t["states"].items():
        found |= {(state, _plain(words)): name for name, forms in offices.items() for words in forms}
    return found


def _plain(title: str) -> str:
    return title.replace("of the ", "of ").replace("for ", "of ")


@cache
def _past() -> frozenset[str]:
    return frozenset(table("office_names")["past"])


@cache
def _state_names() -> dict[str, str]:
    """Names and adjectives of states in lower case, to their codes; those that two states share are left out."""
    found: dict[str, str] = {}
    doubtful: set[str] = set()
    for code, row in table("countries")["countries"].items():
        for name in (*row["names"], *row["adjectives"]):
            words = " ".join(w.lower() for w in _WORD.findall(name))
            doubtful |= {words} if found.setdefault(words, code) != code else set()
    return {words: code for words, code in found.items() if words not in doubtful}


@lru_cache(maxsize=200_000)
def office(title: str, country: str | None = None) -> Office:
    """What office a title is, in the state that it names or in `country`."""
    words = [w.lower() for w in _WORD.findall(title.partition("(")[0])]
    state, words = _without_state(words)
    state = state or country
    over = any(w in _past() for w in words[:2])
    words = [w for w in words if w not in _past() and w not in ("the", "his", "her", "its")]
    plain = " ".join("of" if w in ("for", "on") and n else w for n, w in enumerate(words)).strip()
    plain = re.sub(r"^(of )+|(?<! of)( of)+$", "", plain)
    for key in ((state or "", plain), ("", plain)):
        if name := _names().get(key):
            return Office(name, state, True, over)
    plain = re.sub(r"\bof of\b", "of", plain)
    return Office(plain, state, False, over)


def _without_state(words: list[str]) -> tuple[str | None, list[str]]:
    """The words of a title without the state's name ("of Slovakia", "Slovak"), and that state."""
    states = _state_names()
    for size in (5, 4, 3, 2, 1):
        for at in range(len(words) - size + 1):
            if code := states.get(" ".join(words[at : at + size])):
                begin = at
                while begin and words[begin - 1] in ("of", "the", "for", "republic", "federal", "state", "kingdom"):
                    begin -= 1
                if begin == 0:
                    begin = at
                return code, words[:begin] + words[at + size :]
    return None, words


def same_office(one: str, other: str, country: str | None = None) -> bool:
    """Do two titles name one office, in the same state or in one that only one of them names?"""
    left, right = office(one, country), office(other, country)
    if left.country and right.country and left.country != right.country:
        return False
    return left.name == right.name and bool(left.name)
