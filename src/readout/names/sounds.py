"""Words of names by their sounds: which spellings newsrooms give to one word of another language or script."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import permutations
from typing import Any

from readout.lexicon import table

_DOUBLED = re.compile(r"([a-z])\1")
# Letters that stand for one sound together, the longest first; w at the start of a word and between vowels is v.
_LETTERS = re.compile(
    r"shch|tsch|dzh|sch|tch|cz|sz|ch|sh|zh|dj|kh|gh|ph|th|dh|ts|tz|ck|qu|gu(?=[ei])|ks|ou|oo|ee|aa|"
    r"[ae][iy](?![aeiouy])|au|aw|ow|[a-z]"
)
_SOUND = {
    "tsch": "ch", "tch": "ch", "cz": "ch", "sch": "sh", "sz": "sh", "dzh": "j", "dj": "j", "ph": "f", "tz": "ts",
    "ck": "k", "qu": "k", "gu": "g", "ks": "x", "w": "v", "ou": "u", "oo": "u", "ee": "i", "aa": "a", "ei": "ai",
    "ey": "ai", "ay": "ai", "aw": "au", "ow": "au", "y": "i",
}  # fmt: skip
_VOWELS = frozenset(("a", "e", "i", "o", "u", "ai", "au"))
# Two spellings of one sound, from the ways that Arabic, Persian, Slavic, Turkic and other names are written in English.
_SOFT = frozenset(
    frozenset(pair.split())
    for pair in str.split(
        "s sh|c ch|c s|c k|c ts|ch sh|k q|g q|g gh|q gh|k kh|h kh|d dh|z dh|t th|j zh|i j|shch sh|shch ch|dj j|"
        "a e|e i|o u|ai e|ai i|ai a|au o|au u|au a",
        "|",
    )
)
# Those that tell no two names of one origin apart.
_USUAL = {
    "slavic": frozenset(
        map(frozenset, (("s", "sh"), ("c", "ch"), ("h", "kh"), ("j", "zh"), ("i", "j"), ("shch", "sh")))
    ),
    "arabic": _SOFT,
}
_LONG, _COST, _MORE = 6, 2, 3


@cache
def _tables() -> dict[str, Any]:
    return dict(table("name_parts"))


@lru_cache(maxsize=200_000)
def plain(word: str) -> str:
    """A word in small letters of the English alphabet, apostrophes gone; Cyrillic and Greek as news spells them."""
    letters: dict[str, str] = _tables()["letters"]
    text = word.casefold()
    if not text.isascii():
        text = "".join(letters.get(c, c) for c in unicodedata.normalize("NFC", text))
        text = "".join(letters.get(c, c) for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return text.replace("'", "").replace("`", "").replace("’", "").replace("‘", "")


@lru_cache(maxsize=200_000)
def sounds(word: str) -> tuple[str, ...]:
    """The sounds of a plain word; doubled letters are one."""
    found: list[str] = []
    for part in _LETTERS.findall(word):
        sound = _SOUND.get(part, part)
        if not found or found[-1] != sound:
            found.append(sound)
    if len(found) > 2 and found[-1] == "f" and found[-2] in _VOWELS and word.endswith("ff"):
        found[-1] = "v"
    return tuple(found)


@lru_cache(maxsize=200_000)
def sound_key(word: str) -> str:
    """What all spellings of a plain word that `alike` takes for one have in common."""
    canonical = given_forms().get(word, word)
    kinds, heard = [], sounds(canonical)
    for number, sound in enumerate(heard):
        if not number and canonical[0] == "i" and len(heard) > 1 and heard[1] in _VOWELS:
            sound = "j"  # Iohannis, Johannis
        if sound in _VOWELS or (sound == "h" and number + 1 == len(heard)):
            continue
        kinds.append(_KINDS.get(sound, sound))
    joined = "".join(k for n, k in enumerate(kinds) if not n or kinds[n - 1] != k)
    return joined or "-"


_KINDS = {
    "k": "k", "q": "k", "g": "k", "gh": "k", "kh": "k", "h": "k", "x": "ks",
    "s": "s", "sh": "s", "c": "s", "ch": "s", "ts": "s", "shch": "s", "z": "s", "zh": "s", "j": "s",
    "d": "t", "dh": "t", "t": "t", "th": "t",
}  # fmt: skip


@cache
def spellings() -> dict[str, str]:
    """Names that newsrooms spell in many ways, to the first of their set."""
    sets = (forms for some in _tables()["spellings"].values() for forms in some)
    return {plain(form): plain(forms[0]) for forms in sets for form in forms}


@cache
def given_forms() -> dict[str, str]:
    """Given names in another language's or a short form, to the first of their set; `spellings` among them."""
    return {plain(form): plain(forms[0]) for forms in _tables()["given"] for form in forms} | spellings()


@cache
def _origins() -> dict[str, str]:
    some = _tables()["spellings"].items()
    return {plain(form): origin for origin, sets in some for forms in sets for form in forms}


def origin(words: tuple[str, ...]) -> str:
    """The languages, by one of `lexicon/name_parts.yaml`, that a name's words come from; "" when none tells."""
    return next((found for word in words if (found := _origins().get(word))), "")


@cache
def _families() -> dict[str, str]:
    """The known family names that sound like another known one, each with the numbers of the names that it spells."""
    rows = (line.partition(":") for line in table("name_forms")["family"].split(" "))
    return {word: numbers for word, _, numbers in rows}


def _two_names(one: str, other: str) -> bool:
    """Are two words known as family names of their own?"""
    known = _families()
    first, second = known.get(one), known.get(other)
    return first is not None and second is not None and not set(first.split(",")) & set(second.split(",")) - {""}


@lru_cache(maxsize=200_000)
def alike(one: str, other: str, given: bool = False, origin: str = "") -> float:
    """How surely two plain words spell one name: 1 the same letters, 0 not.

    `given`: short forms count too, and two known names may be one; `origin`: what the name's other words come from.
    """
    if one == other:
        return 1.0
    forms = given_forms() if given else spellings()
    if one in forms and forms[one] == forms.get(other):
        return 0.95
    if given and forms.get(one, one) == forms.get(other, other):
        return 0.95
    if sound_key(one) != sound_key(other) or min(len(one), len(other)) < 3:
        return 0.0
    if given or _bare(one) == _bare(other) or not _two_names(one, other):
        return 0.95 if written_alike(one, other) else 0.0
    # Two names of their own are one here only by what is usual where the name comes from.
    return 0.9 if origin and written_alike(one, other, _USUAL[origin]) else 0.0


def _bare(word: str) -> str:
    """A word without doubled letters, and with i for a last y."""
    once = _DOUBLED.sub(r"\1", word)
    return once[:-1] + "i" if once.endswith("y") else once


def written_alike(one: str, other: str, soft: frozenset[frozenset[str]] | None = None) -> bool:
    """Do two plain words spell the same sounds in two ways?"""
    left, right = sounds(one), sounds(other)
    if left == right:
        return True
    most = _COST if max(len(left), len(right)) <= _LONG else _MORE
    return _cost(left, right, most, _SOFT if soft is None else soft) <= most


def _cost(left: tuple[str, ...], right: tuple[str, ...], most: int, soft: frozenset[frozenset[str]]) -> int:
    """How many sounds are written otherwise in two words; more than `most` when another sound stands there."""
    none = most + 1
    if abs(len(left) - len(right)) > most:
        return none
    row = [0] * (len(right) + 1)
    for j in range(1, len(right) + 1):
        row[j] = min(none, row[j - 1] + _gone(right, j - 1, none))
    for i in range(1, len(left) + 1):
        before, row = row, [min(none, row[0] + _gone(left, i - 1, none))] + [none] * len(right)
        for j in range(1, len(right) + 1):
            one, other = left[i - 1], right[j - 1]
            changed = 0 if one == other else 1 if _soft(left, i - 1, right, j - 1, soft) else none
            row[j] = min(
                before[j - 1] + changed,
                before[j] + _gone(left, i - 1, none),
                row[j - 1] + _gone(right, j - 1, none),
                none,
            )
        if min(row) > most:
            return none
    return row[-1]


@cache
def _pairs(soft: frozenset[frozenset[str]]) -> frozenset[tuple[str, ...]]:
    """The pairs in both orders: cheaper to ask for than a set of two."""
    return frozenset(order for pair in soft for order in permutations(pair))


def _soft(left: tuple[str, ...], i: int, right: tuple[str, ...], j: int, soft: frozenset[frozenset[str]]) -> bool:
    one, other = left[i], right[j]
    if (one, other) in _pairs(soft):
        return True
    if {one, other} == {"g", "k"}:
        return i == j == 0
    before = {left[i - 1] if i else "", right[j - 1] if j else ""}
    if {one, other} == {"e", "o"}:  # Gorbachev, Gorbachyov, Gorbachov
        return bool(before & {"i", "ch", "sh", "shch", "zh"})
    ends = i == len(left) - 1 and j == len(right) - 1
    if ends and {one, other} == {"a", "o"}:  # Lukashenko, Lukashenka
        return left[-4:-1] == right[-4:-1] == ("e", "n", "k")
    return ends and {one, other} in ({"f", "v"}, {"d", "t"})  # Ivanoff, Murat


def _gone(word: tuple[str, ...], at: int, none: int) -> int:
    """What it costs to leave a sound out: i beside a vowel, h at the end, e for an umlaut; no other can be."""
    before, after = word[at - 1] if at else "", word[at + 1] if at + 1 < len(word) else ""
    if word[at] == "i" and (before in _VOWELS or after in _VOWELS):
        return 1
    if (word[at] == "h" and not after) or (word[at] == "e" and before in ("a", "o", "u")):
        return 1
    return none
