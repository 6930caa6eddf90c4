"""Names that tables know: countries, peoples, capitals, cities, organisations; found by their letters."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from readout.extract.entities.scene import Found
from readout.lexicon import table
from readout.model import Analysis

_WORD = re.compile(r"\w+")
_PLAIN = str.maketrans({"’": "'", "‘": "'"})
_PUBLIC = ("houses", "parliaments")
_ORGANISATIONS = ("agencies", *_PUBLIC, "armed", "companies")
_LABELS = {"GPE", "LOC", "FAC"}
# Words that a text may begin in a small letter: "northern Ireland".
_DIRECTIONS = ("north", "south", "east", "west", "northern", "southern", "eastern", "western")
_PLACED = ("country", "adjective", "capital", "city", "likely", "agencies")


class Entry(NamedTuple):
    """A name as written, what it names and the state that it belongs to."""

    written: str
    what: str
    name: str
    country: str | None


def _entries() -> Iterator[Entry]:
    for name in table("places")["world"]:
        yield Entry(name, "city", name, None)
    for adjective, name in table("places")["continents"].items():
        yield Entry(adjective, "continent", name, None)
    for short, name in table("places")["us_states"].items():
        yield Entry(short, "after comma", name, "USA")
    for name in table("groups")["peoples"]:
        yield Entry(name, "stateless", name, None)
    places = table("countries")["places"]
    for certainty in ("likely", "sure"):
        for code, names in places[certainty].items():
            for name in names:
                yield Entry(name, "city" if certainty == "sure" else "likely", name, code)
    for code, country in table("countries")["countries"].items():
        short = country["names"][0]
        for name in country["capitals"]:
            yield Entry(name, "capital", name, code)
        for name in country["people"]:
            yield Entry(name, "people", name, code)
        for name in country["adjectives"]:
            yield Entry(name, "adjective", short, code)
        for name in country["names"]:
            yield Entry(name, "country", short, code)
    organisations = table("organisations")
    for names in organisations["world"]:
        for name in names:
            yield Entry(name, "world", names[0], None)
    for names in organisations["parties"]:
        for name in names:
            yield Entry(name, "party", names[0], None)
    for section in _ORGANISATIONS:
        for code, names in organisations[section].items():
            for name in names:
                yield Entry(name, section, name, code)


@cache
def gazetteer() -> tuple[dict[str, list[Entry]], dict[str, list[Entry]]]:
    """Entries by their first word, the longest first: as written, and in capitals for datelines and headlines."""
    by_name = {entry.written: entry for entry in _entries()}
    written: dict[str, list[Entry]] = defaultdict(list)
    shouted: dict[str, list[Entry]] = defaultdict(list)
    for entry in by_name.values():
        word = _WORD.match(entry.written)
        if word is None:
            continue
        written[word.group()].append(entry)
        if len(entry.written) > 3:
            upper = entry._replace(written=entry.written.upper())
            shouted[word.group().upper()].append(upper)
    for index in (written, shouted):
        for entries in index.values():
            entries.sort(key=lambda e: -len(e.written))
    return dict(written), dict(shouted)


@cache
def countries() -> dict[str, dict[str, Any]]:
    """The states of the world by ISO 3166-1 alpha-3 code."""
    found: dict[str, dict[str, Any]] = table("countries")["countries"]
    return found


@cache
def state_of_body(written: str) -> str | None:
    """The state of a public body that the tables know by that name."""
    word = _WORD.match(written)
    entries = gazetteer()[0].get(word.group(), ()) if word else ()
    return next((e.country for e in entries if e.written == written and e.what in _PUBLIC), None)


@cache
def agencies() -> frozenset[str]:
    """The names of media that the tables know."""
    return frozenset(name for names in table("organisations")["agencies"].values() for name in names)


@cache
def is_states_own(row: Found) -> bool:
    """Does the state that a table gives an organisation follow from its name: a public body, a state's own media?"""
    return row.what in _PUBLIC or row.name in table("organisations")["state_media"]


def find_known(a: Analysis) -> list[Found]:
    """Names of the tables in the order of the text, the longer where two overlap."""
    written, shouted = gazetteer()
    ambiguous = _ambiguous()
    careful = _careful()
    after_the = _after_the()
    text = a.article.text.translate(_PLAIN)
    placed = {token for first, last, label in a.names if label in _LABELS for token in range(first, last)}
    end_of = {end: token + 1 for token, end in enumerate(a.ends)}
    found: list[Found] = []
    token, size = 0, len(a)
    while token < size:
        start = a.starts[token]
        word = _WORD.match(text, start)
        entries = written.get(word.group()) if word else None
        if entries is None and word and word.group().isupper():
            entries = shouted.get(word.group())
        small = entries is None and word is not None and word.group() in _DIRECTIONS
        if small and word:
            entries = written.get(word.group().title())
        best = None
        for entry in entries or ():
            last = end_of.get(start + len(entry.written))
            if last is None or last <= token or not text.startswith(entry.written[small:], start + small):
                continue
            if entry.what == "continent" and a.pos[token] != "ADJ" and a.deps[token] not in ("amod", "compound"):
                continue
            if entry.what in ("adjective", "people", "stateless", "city", "continent") and _hyphened(a, token):
                continue
            if entry.written in after_the and (token == 0 or a.lowers[token - 1] != "the" or _goes_on(a, last)):
                continue
            if entry.what in _PLACED and _is_event(a, last):
                continue
            if entry.what == "after comma" and (token == 0 or a.words[token - 1] != ","):
                continue
            if entry.what == "likely" or entry.written in ambiguous:
                if token not in placed and not _located(a, token, last):
                    continue
            elif entry.written in careful and not _fits(a, token, last, placed):
                continue
            best = Found(
                token,
                last,
                "city" if entry.what in ("likely", "after comma") else entry.what,
                entry.name,
                entry.country,
            )
            break
        if best:
            found.append(best)
        token = best.last if best else token + 1
    return found


def _hyphened(a: Analysis, token: int) -> bool:
    """Do the words before a people's name make another of it: "pro-British", "African-American", "Latin American"?"""
    if token and a.lowers[token - 1] in table("groups")["before_people"]["apart"]:
        return True
    glued = token > 1 and a.words[token - 1] == "-" and a.starts[token] == a.ends[token - 1]
    return glued and a.lowers[token - 2] in table("groups")["before_people"]["glued"]


@cache
def _ambiguous() -> frozenset[str]:
    return frozenset(table("countries")["places"]["ambiguous"][""])


@cache
def _after_the() -> frozenset[str]:
    return frozenset(table("places")["after_the"])


def _goes_on(a: Analysis, last: int) -> bool:
    """Does a longer name go on at a token?"""
    return last < len(a) and a.pos[last] == "PROPN" and a.words[last][0].isupper()


def _is_event(a: Analysis, last: int) -> bool:
    """Does the name of an event, a law or an index go on at a token: "Paris Agreement", "Shanghai Composite"?"""
    named = _goes_on(a, last) and a.lowers[last] in table("names")["event"]
    return named or (last < len(a) and a.words[last] == "225")


@cache
def _careful() -> frozenset[str]:
    return frozenset(table("organisations")["careful"])


def _located(a: Analysis, first: int, last: int) -> bool:
    """Does an ambiguous name stand after "in" or "from" and alone?"""
    before = a.lowers[first - 1] if first else ""
    after = last < len(a) and a.words[last][0].isupper() and a.pos[last] == "PROPN"
    return before in ("in", "from", "near") and a.pos[first] == "PROPN" and not after


def _fits(a: Analysis, first: int, last: int, placed: set[int]) -> bool:
    """Does an everyday word stand alone as a name: tagged as one, and no part of a longer run of capitals?"""
    if a.pos[first] != "PROPN" or first in placed:
        return False
    before = first > 0 and a.pos[first - 1] == "PROPN" and a.words[first - 1][:1].isupper()
    after = last < len(a) and a.pos[last] == "PROPN" and a.words[last][:1].isupper()
    return not (before or after)
