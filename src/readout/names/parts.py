"""A person's name taken apart: title, words, initials, descent, numeral."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from readout.lexicon import table
from readout.names.sounds import plain

_ROMAN = re.compile(r"^(?=[ivx])x{0,3}(ix|iv|v?i{0,3})$")
_CAMEL = re.compile(r"\b(El|Al)(?=[A-Z])")
_ABD = re.compile(r"^abd(?:[aeou]?[lrsnztd](?=[bcdfghjklmnpqrstvwxyz])|[aeou]l)?(?=[a-z]{3})")
_WORDS = re.compile(r"[^\W_]+\.?", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Name:
    """A name's words in plain letters without titles and particles; `glued` has particles written with their next word.

    `chain`: it tells descent (bin, ibn), so its order counts. `suffix` is junior or senior, `number` a king's numeral.
    `hyphens`: some of its words are joined by hyphens or apostrophes.
    """

    words: tuple[str, ...]
    glued: tuple[str, ...]
    chain: bool = False
    suffix: str = ""
    number: str = ""
    hyphens: bool = False


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(table("name_parts")[key])


@cache
def _special() -> frozenset[str]:
    """Words that a name of plain words must not hold."""
    keys = ("titles", "dropped_suffixes", "particles", "chains")
    romans = ("ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xxiii")
    return frozenset().union(*(_words(key) for key in keys), table("name_parts")["suffixes"], romans)


@lru_cache(maxsize=50_000)
def parsed(name: str) -> Name:
    """A name taken apart; "Family, Given" is put in order."""
    words = name.lower().split()
    if name.isascii() and "".join(words).isalpha() and len(words) > 1 and _special().isdisjoint(words):
        plain_words = tuple(words)
        if not any(w.startswith("abd") for w in words) and not _CAMEL.search(name):
            return Name(plain_words, plain_words)
    return _parsed(name)


def _parsed(name: str) -> Name:
    suffixes: dict[str, str] = table("name_parts")["suffixes"]
    raw = [
        w.rstrip(".") for w in _WORDS.findall(_in_order(_CAMEL.sub(r"\1 ", name.replace("’", "'").replace("'", ""))))
    ]
    words = [plain(word) for word in raw]
    suffix = next((suffixes[w] for w in words[1:] if w in suffixes), "")
    words = [w for n, w in enumerate(words) if not n or (w not in suffixes and w not in _words("dropped_suffixes"))]
    while len(words) > 2 and words[0] in _words("titles"):
        words = words[1:]
    if len(words) == 2 and words[0] in _words("titles") and words[0] not in ("sheikh", "chief", "don", "tan"):
        words = words[1:]
    number = next((w for w in words[1:] if _ROMAN.match(w) and w != "i" and len(words) > 1 and w not in ("v", "x")), "")
    words = [w for w in words if w != number or not number]
    chain = any(w in _words("chains") for w in words[1:-1])
    words = _devoted([w for w in words if w not in _words("chains")] if chain else words)
    dropped = _without(words)
    return Name(dropped, _glued(words), chain, suffix, number, bool(re.search(r"\w[-'’]\w", name)))


def _in_order(name: str) -> str:
    """A name as it is spoken: what stands before a comma last, unless only a title or "Jr." follows it."""
    family, comma, rest = name.partition(",")
    if not comma:
        return name
    after = [plain(w.rstrip(".")) for w in _WORDS.findall(rest)]
    known = _words("titles") | _words("dropped_suffixes") | set(table("name_parts")["suffixes"])
    if not after:
        return family
    if all(w in known for w in after):
        return f"{family} {rest}" if any(w in table("name_parts")["suffixes"] for w in after) else family
    return f"{rest} {family}"


def _devoted(words: list[str]) -> list[str]:
    """Names of God's servants in one word: Abdel Fattah, Abdul Fattah and Abdelfattah are abdfattah."""
    found: list[str] = []
    for word in words:
        if found and found[-1] == "abd":
            if word in _words("articles"):
                continue
            found[-1] = "abd" + word
        elif word in ("abd", "abdel", "abdul", "abdal", "abdol"):
            found.append("abd")
        else:
            found.append(re.sub(r"^abd(?:[aeuo]l?)?lah$", "abdlah", _ABD.sub("abd", word)))
    return ["abdlah" if w in ("abdallah", "abdullah", "abdollah") else w for w in found]


def _without(words: list[str]) -> tuple[str, ...]:
    kept = [w for n, w in enumerate(words) if w not in _words("particles")]
    return tuple(kept if len(kept) > 1 or len(words) < 2 else words)


def _glued(words: list[str]) -> tuple[str, ...]:
    found: list[str] = []
    open_word = ""
    for n, word in enumerate(words):
        if n and n + 1 < len(words) and word in _words("particles"):
            open_word += "" if word in _words("articles") or len(word) == 1 else word
        else:
            found.append(open_word + word)
            open_word = ""
    return tuple(found)
