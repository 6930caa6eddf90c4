"""Names of authors out of bylines and metadata."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from readout.lexicon import table
from readout.read.dates import find_dates
from readout.read.decode import clean

_WORD = r"(?:[^\W\d_]|['’.-])"
_STOP = re.compile(
    r"(?:(?<!\s)\s+)?(?:[|•·@(\[/\u2022]|\s[-–—]+\s|(?:\b|(?-i:(?<=[a-z])(?=[A-Z])))(?:updated|published|posted)\b|\bposts?\b|"
    r"\bfor\b|\bon\b|\bin\b|\bat\b|\bvia\b|\bprint\b|\bshare\b|\bfollow\b|\d)",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"(?:(?<!\s)\s+)?(?:,\s*(?:and|&)\s+|[,;&])\s*|(?<!\s)\s+(?:and|with)\s+", re.IGNORECASE)
_RUN_ON = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_INITIAL = re.compile(r"[A-Z]\.?(?:-?[A-Z]\.)*$")
_WEEKDAY = re.compile(
    r"(?:(?<![\s,|])[\s,|]+)?(?:\b|(?-i:(?<=[a-z])(?=[A-Z])))(?:mon|tues|wednes|thurs|fri|satur|sun)day\b,?\s*$",
    re.IGNORECASE,
)
_BY = frozenset({"Von", "Par", "Por", "VON", "PAR", "POR"})
LONGEST_BYLINE, LONGEST_OFFICE = 30, 7


class Byline(NamedTuple):
    """What a byline names: persons, or the agency or outlet where it names no person."""

    authors: tuple[str, ...]
    opened: bool
    signed: bool = False  # an office, an agency or a handle stands beside the name
    office: bool = False


@cache
def _opener() -> re.Pattern[str]:
    words = table("page")["byline"]
    openers = "|".join(map(re.escape, sorted(words["openers"], key=len, reverse=True)))
    labels = "|".join(map(re.escape, words["labels"]))
    # "ByJane Doe" and "NewsByJane Doe" come of a page whose elements were run together.
    return re.compile(
        rf"\W{{0,3}}(?:(?:{openers})\b\s*:?|(?-i:(?:[A-Z][a-z]{{2,}})?By(?=[A-Z]))|(?:{labels})\s*:)\s*", re.IGNORECASE
    )


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(str(w).lower() for w in table("page")["byline"][name])


@cache
def outlet_heads() -> frozenset[str]:
    """Last words of outlets' names, in lower case."""
    return frozenset(str(h).lower() for h in table("page")["outlets"]["heads"])


@cache
def outlets() -> dict[str, str]:
    """Well-known outlets as they write themselves, by their names in lower case."""
    return {str(name).casefold(): str(name) for name in table("page")["outlets"]["known"]}


@cache
def agencies() -> frozenset[str]:
    """The names of news and picture agencies."""
    return frozenset(table("page")["agencies"])


def _without_agency(tokens: list[str]) -> list[str]:
    """The tokens without the agency's name at their end."""
    for n in (3, 2, 1):
        if len(tokens) > n and " ".join(tokens[-n:]).strip(".,") in agencies():
            return tokens[:-n]
    return tokens


def byline(line: str) -> Byline | None:
    """The authors that a line names when all of it is a byline; one that opens with "by" or the like says so."""
    if len(line.split()) > LONGEST_BYLINE:
        return None
    dates = list(find_dates(line))
    if dates and not line[: dates[0].start].strip(" |,"):
        line, dates = _before_labels(line[dates[0].end :]), []
    opener = _opener().match(line)
    rest = (
        line[opener.end() : dates[0].start if dates else None] if opener else line[: dates[0].start if dates else None]
    )
    rest = _WEEKDAY.sub("", rest)
    if not rest.strip():
        return Byline((), True) if opener else None
    authors = next(filter(None, (tuple(_persons(part)) for part in (rest.split("|") if opener else [rest]))), ())
    if not authors and opener and re.fullmatch(r"[A-Z][a-zà-ÿ]{2,}", alone := rest.strip(" .,|-–—")):
        authors = (alone,) if alone.lower() not in _words("nobody") else ()
    if not authors:
        return Byline((), True) if opener and is_desk(rest) else None
    signed = not opener and (authors[0] in agencies() or _has_office(rest))
    return Byline(authors, bool(opener), signed, any(map(is_office, rest.split())))


def _before_labels(words: str) -> str:
    """What stands after a date, without the labels of sections that follow a known given name and a surname."""
    tokens = words.split()
    labels = len(tokens) > 3 and tokens[2].lower().strip(",") in _words("not_names") and words.count(",") > 0
    given = labels and any(tokens[0].lower() in names.split() for names in table("given_names").values())
    return " ".join(tokens[:2]) if given else words


def is_of_office(word: str) -> bool:
    """Whether a word stands in names of offices, "business" and "staff" as well as "editor"."""
    return is_office(word) or word.lower().strip(".,") in _words("offices")


def is_office(token: str) -> bool:
    """Whether a word is one that only offices have: "correspondent", "desk"."""
    word = token.lower().strip(".,")
    return word in _words("office_heads") or word.removesuffix("s") in _words("office_heads")


def is_desk(words: str) -> bool:
    """Whether a byline's words name no person but a desk, a staff, an outlet or nobody."""
    name = words.strip(" .,:|-–—")
    tokens = name.lower().split()
    known = name.casefold() in outlets() or name.lower() in _words("nobody")
    return known or (2 <= len(tokens) <= 4 and tokens[-1] in _words("groups") and name[:1].isupper())


def only_office(line: str) -> bool:
    """Whether a line says what its author is, and no name: "Middle East Correspondent", "BBC News, Delhi"."""
    tokens = [t.lower().strip(".,") for t in line.split()]
    if len(tokens) <= LONGEST_OFFICE and line.partition(",")[0].casefold() in outlets() and "," in line:
        return True
    return any(map(is_office, tokens)) and all(is_office(t) or t in _words("offices") for t in tokens)


def _has_office(words: str) -> bool:
    """Whether an office, an agency or a handle stands beside a name."""
    tokens = _separated(words).split()
    offices = any(map(is_office, tokens))
    return offices or len(_without_agency(tokens)) < len(tokens) or "@" in words


def people(value: Any) -> tuple[str, ...]:
    """The names in a field of metadata: a string, an object with a name, or a list of these."""
    items = value if isinstance(value, list) else [value]
    found: list[str] = []
    for item in items:
        name = item.get("name") if isinstance(item, dict) else item
        if isinstance(name, list):
            found.extend(people(name))
        elif isinstance(name, str) and name.strip() and not name.startswith(("http://", "https://", "@")):
            name = clean(" ".join(html.unescape(name).split()))
            read = byline(name) if len(name) < 300 else None
            found.extend(read.authors if read else [] if is_desk(name) else [name])
    return tuple(dict.fromkeys(found))


def without_outlet(names: Iterable[str], outlet: str) -> tuple[str, ...]:
    """The names that are not the outlet's own, nor of its desks: "Herald Sport", but "Houston" is a name too."""
    own = outlet.lower().split()
    return tuple(n for n in names if not _is_own(n.lower().split(), own))


def _is_own(tokens: list[str], outlet: list[str]) -> bool:
    shared = {t for t in tokens if t in outlet}
    desk = bool(set(tokens) & sections())
    return bool(shared) and (shared == set(tokens) or desk or bool(shared & outlet_heads()))


@cache
def sections() -> frozenset[str]:
    """Words that name a part of an outlet, in lower case."""
    return frozenset(str(s).lower() for s in table("page")["outlets"]["sections"])


def _persons(text: str) -> Iterator[str]:
    """The names at the start of a byline without its opener; an agency only where no person is named."""
    text = _separated(text)
    stop = _STOP.search(text, 1)
    text = text[: stop.start()] if stop else text
    agency: str | None = None
    named = False
    for part in _SPLIT.split(text.strip(" ,:;.|-–—\u00a0")):
        part = _opener().sub("", part, count=1).strip(" .\u00a0") if _opener().match(part) else part.strip()
        if part in agencies():
            agency = agency or part
        elif name := _person(part):
            named = True
            yield name
        elif named or agency:
            break
        else:
            return
    if agency and not named:
        yield agency


def _separated(text: str) -> str:
    """A comma between a name and the office or agency that runs on after it."""
    for match in _RUN_ON.finditer(text):
        first = text[match.end() :].split(None, 1)[0].strip(",.").lower()
        if first in _words("offices"):
            return text[: match.start()] + ", " + text[match.start() :]
    return text


def _person(part: str) -> str | None:
    """A part of a byline as a person's name, without the office or agency after it; None when it is none."""
    tokens = _without_agency(part.split())
    if len(tokens) > 1 and tokens[0].casefold() in outlets() and tokens[-1].lower() in sections():
        return None
    # "By" of other languages, which is no part of a name of two words.
    tokens = tokens[1:] if len(tokens) > 2 and tokens[0] in _BY else tokens
    if tokens and tokens[-1].lower() in _words("groups"):
        return None
    if any(map(is_office, tokens)):
        while tokens and (is_office(tokens[-1]) or tokens[-1].lower().strip(".,") in _words("offices")):
            tokens.pop()
        if any(map(is_office, tokens)):
            return None
    while len(tokens) > 2 and tokens[-1].isupper() and len(tokens[-1]) > 1 and not tokens[0].isupper():
        tokens.pop()
    if len(tokens) > 4:
        if any(t.islower() and t not in _words("particles") for t in tokens):
            return None
        tokens = tokens[: 3 if _INITIAL.match(tokens[1]) else 2]
    if not 2 <= len(tokens) <= 4 or part.lower() in _words("nobody"):
        return None
    if any(t.isupper() and len(t) > 2 for t in tokens) and any(t[1:].islower() for t in tokens):
        return None
    if tokens[-1].lower() in outlet_heads() or any(t.lower() in _words("not_names") for t in tokens):
        return None
    particles = _words("particles")
    if not all(_is_name_word(t) or (i and t.lower().strip("'’.") in particles) for i, t in enumerate(tokens)):
        return None
    if not any(c.islower() for t in tokens for c in t) and sum(map(len, tokens)) > 4:
        tokens = [t if _INITIAL.match(t) and len(t) < 3 else title(t) for t in tokens]
    return " ".join(tokens)


def _is_name_word(token: str) -> bool:
    return bool(re.fullmatch(rf"{_WORD}+", token)) and token.lstrip("'’-")[:1].isupper()


def title(token: str) -> str:
    """Words in capitals with only their first letters so."""
    return re.sub(r"[^\W\d_]+", lambda m: m[0][0] + m[0][1:].lower(), token)
