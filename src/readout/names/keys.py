"""What an index of names is asked by: all spellings that `compare` takes for one share a key."""

from __future__ import annotations

from itertools import combinations

from readout.names.parts import parsed
from readout.names.sounds import sound_key

_MOST = 5


def keys(name: str) -> frozenset[str]:
    """Pairs of a name's words by their sounds, and its initial with the last word; of a single word, that word's."""
    parts = parsed(name)
    found = _pairs(parts.words)
    return frozenset(found if parts.glued == parts.words else found | _pairs(parts.glued))


def _pairs(words: tuple[str, ...]) -> set[str]:
    if len(words) == 1:
        return {sound_key(words[0])}
    some = words if len(words) <= _MOST else (*words[: _MOST - 2], *words[-2:])
    sounds = [sound_key(word) if len(word) > 1 else "" for word in some]
    found = {f"{a}|{b}" if a < b else f"{b}|{a}" for a, b in combinations(sounds, 2) if a and b}
    found.add(f"{some[0][0]}.|{sounds[-1]}")
    return found
