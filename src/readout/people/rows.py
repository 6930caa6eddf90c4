"""What every format of people files is read into: persons and the offices that they held, with the line of each."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from msgspec import Struct

from readout.lexicon import table

QID = re.compile(r"Q[1-9]\d*$")
_DATE = re.compile(r"([+-])?(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?$")


class TermRow(Struct, frozen=True):
    """An office held: `begin` and `until` as the file gives them (2024, 2024-05 or 2024-05-08), None where open.

    `person` and `post` are ids of the file where the row names them instead of saying who and what.
    """

    title: str = ""
    country: str | None = None
    organisation: str | None = None
    begin: str | None = None
    until: str | None = None
    line: int = 0
    person: str = ""
    post: str = ""


class PersonRow(Struct, frozen=True):
    """A person: `key` is the id in the file, `names` the usual one first, `countries` ISO alpha-3 codes."""

    key: str
    names: tuple[str, ...]
    countries: tuple[str, ...] = ()
    wikidata: str | None = None
    terms: tuple[TermRow, ...] = ()
    line: int = 0


class PostRow(Struct, frozen=True):
    """An office by its id in the file, for the rows that name it so."""

    key: str
    title: str
    country: str | None = None
    line: int = 0


class BadRow(Struct, frozen=True):
    """A line that could not be read, and why."""

    line: int
    what: str


Row = PersonRow | TermRow | PostRow | BadRow


@lru_cache(maxsize=4096)
def state(text: str) -> str | None:
    """The ISO alpha-3 code of a state by its codes, its Wikidata item or its English name; None when it is none."""
    word = text.strip()
    ids = table("wikidata")
    if word.upper() in ids["states"]:
        return word.upper()
    if code := ids["codes"].get(word if word[:1] == "Q" else word.lower()):
        return str(code)
    return _by_name().get(word.lower())


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    rows = table("countries")["countries"]
    return {name.lower(): code for code, row in rows.items() for name in row["names"]}


@lru_cache(maxsize=50_000)
def day(text: str | None) -> str | None:
    """A date as far as it is given: 2024, 2024-05 or 2024-05-08; raises ValueError for anything else."""
    if text is None or not text.strip():
        return None
    found = _DATE.match(text.strip())
    if not found or found[1] == "-":
        raise ValueError(f"{text!r} is no date: write 2024, 2024-05 or 2024-05-08")
    year, month, number = found[2], found[3], found[4]
    if month in (None, "00"):
        return year
    if number in (None, "00"):
        date(int(year), int(month), 1)
        return f"{year}-{month}"
    return date(int(year), int(month), int(number)).isoformat()


def first_day(text: str) -> str:
    """The earliest day that a date as far as it is given may mean."""
    return (text + "-01-01")[:10] if len(text) == 4 else (text + "-01")[:10]


def last_day(text: str) -> str:
    """The latest day that a date as far as it is given may mean; a month's 31st stands for its last day."""
    return text + "-12-31" if len(text) == 4 else text + "-31" if len(text) == 7 else text
