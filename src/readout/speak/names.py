"""Names whose spelling misleads an English voice: by a table, as pinyin, or by the letters of their language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from readout.lexicon import table

_WORD = re.compile(r"[^\W\d_]{1,40}(?:['’][^\W\d_]{1,40})?")
_LONGEST = 6  # letters of a pinyin syllable
_WHOLE_NAME = 14  # letters of a given name in pinyin


class Named(NamedTuple):
    """A name's place, how it is said, and its sounds where they are known."""

    start: int
    end: int
    said: str
    sounds: str = ""


def _names() -> dict[str, Any]:
    found: dict[str, Any] = table("spoken_names")
    return found


def spoken_names(text: str) -> Iterator[Named]:
    """The words of a text that are names to be said otherwise than English letters are."""
    before: re.Match[str] | None = None
    words: dict[str, str] = _names()["words"]
    surnames = _surnames()
    for word in _WORD.finditer(text):
        name = word.group()
        after_surname = bool(before and before.group() in surnames and text[before.end() : word.start()] == " ")
        before = word
        if not name[0].isupper() and name not in words:
            continue
        chinese = _pinyin(name, alone=not after_surname)
        if chinese is None and name in surnames and len(name) > 1:
            following = _WORD.match(text, word.end() + 1)
            given = following.group() if following and text[word.end()] == " " else ""
            if given[:1].isupper() and _pinyin(given, alone=False):
                chinese = _pinyin(name, alone=False)
        if chinese:
            yield Named(word.start(), word.end(), *chinese)
        elif name in words:
            if words[name] != name:
                yield Named(word.start(), word.end(), words[name])
        elif name[0].isupper():
            said = by_language(name)
            if said:
                yield Named(word.start(), word.end(), said)


@cache
def _surnames() -> frozenset[str]:
    return frozenset(_names()["pinyin"]["surnames"])


@cache
def _telling() -> re.Pattern[str]:
    return re.compile(_names()["pinyin"]["telling"])


@cache
def _syllables() -> dict[str, tuple[str, str]]:
    """Every syllable of pinyin: {spelling: (respelling, sounds)}."""
    rules = _names()["pinyin"]
    found = {name: (said, sounds) for name, (said, sounds) in rules["whole"].items()}
    for initial, (start, sound) in rules["initials"].items():
        for final, (rest, sounds) in rules["finals"].items():
            if initial not in rules["only"].get(final, (initial,)):
                continue
            said = (rest, sounds)
            if final == "i" and initial in rules["hissing"]:
                said = tuple(rules["hissed"])
            elif initial in rules["fronted"] and final in ("u", "uan", "un"):
                said = {"u": ("oo", "u"), "uan": ("wen", "wɛn"), "un": ("oon", "un")}[final]
            found[initial + final] = (start + said[0], sound + said[1])
    return found


def _pinyin(name: str, alone: bool) -> tuple[str, str] | None:
    """How a Chinese name is said; `alone` asks for letters that no other language writes so."""
    if len(name) > _WHOLE_NAME or (alone and not _telling().search(name)):
        return None
    parts = _taken_apart(name.lower().replace("’", "'"))
    if not parts:
        return None
    said = [_syllables()[part] for part in parts]
    sounds = [_stressed(sound) for _, sound in said]
    return "".join(one for one, _ in said).capitalize(), "".join(sounds)


def _stressed(sounds: str) -> str:
    """The sounds of a syllable with the stress mark before its vowel."""
    return re.sub(r"([ɑɔʌIAWOiɛuɪʊə])", r"ˈ\1", sounds, count=1)


def _taken_apart(name: str) -> list[str] | None:
    """A name as syllables of pinyin, the longest first; None when it is none."""
    if not name:
        return []
    for size in range(min(_LONGEST, len(name)), 0, -1):
        head = name[:size]
        if head in _syllables() and (size == len(name) or head not in ("a", "o", "e")):
            rest = _taken_apart(name[size:].removeprefix("'"))
            if rest is not None:
                return [head, *rest]
    return None


@cache
def _languages() -> list[tuple[re.Pattern[str], dict[str, str], dict[str, str], re.Pattern[str], dict[str, str]]]:
    found = []
    for language in _names()["languages"]:
        letters = sorted(language["letters"], key=len, reverse=True)
        pattern = re.compile(f"({'|'.join(map(re.escape, letters))})")
        found.append((re.compile(language["when"]), language["first"], language["last"], pattern, language["letters"]))
    return found


def by_language(name: str) -> str | None:
    """A name respelled by the letters of the language it shows, or None."""
    for when, first, last, pattern, letters in _languages():
        if not when.search(name):
            continue
        body, tail = name.lower(), ""
        for end in sorted(last, key=len, reverse=True):
            if body.endswith(end) and len(body) > len(end):
                body, tail = body[: -len(end)], last[end]
                break
        head = ""
        for start, said in first.items():
            if body.startswith(start):
                body, head = body[len(start) :], said
                break
        respelled = "".join(letters.get(part, part) for part in pattern.split(body))
        return (head + respelled + tail).capitalize()
    return None
