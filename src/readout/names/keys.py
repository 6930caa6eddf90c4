"""What an index of names is asked by: all spellings that `compare` takes for one share a key."""

from __future__ import annotations

from itertools import combinations

from readout.names.east import eastern_keys, is_eastern
from readout.names.parts import parsed
from readout.names.sounds import sound_key

_MOST = 5
# A word from so many letters on may be two words of another spelling.
_LONG = 8


def keys(name: str) -> frozenset[str]:
    """What a name is found by: pairs of its words by their sounds, and its initial with the last word."""
    return _keys(name, "f:", "i:")


def asked_keys(name: str) -> frozenset[str]:
    """What is looked up for a name among the keys of others; a full name asks only for those with an initial."""
    return _keys(name, "i:", "f:")


def _keys(name: str, of_full: str, of_initial: str) -> frozenset[str]:
    parts = parsed(name)
    found = _pairs(parts.words)
    if parts.glued != parts.words:
        found |= _pairs(parts.glued)
    for words in {parts.words, parts.glued}:
        if len(words) > 1:
            end = f"{words[0][0]}|{sound_key(words[-1])}"
            found |= {f"i:{end}", of_initial + end} if len(words[0]) == 1 else {of_full + end}
    if is_eastern(parts):
        found |= eastern_keys(parts)
    elif len(parts.words) > 2 or max(map(len, parts.words), default=0) > _LONG:
        found.add(f"j:{''.join(parts.words)}")
    return frozenset(found)


def _pairs(words: tuple[str, ...]) -> set[str]:
    if len(words) < 2:
        return {sound_key(word) for word in words}
    some = words if len(words) <= _MOST else (*words[: _MOST - 2], *words[-2:])
    sounds = [sound_key(word) if len(word) > 1 else "" for word in some]
    return {f"{a}|{b}" if a < b else f"{b}|{a}" for a, b in combinations(sounds, 2) if a and b}
