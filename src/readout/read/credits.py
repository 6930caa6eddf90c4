"""Captions and picture credits: "(Name/Agency via Agency)", "Photo: X / AFP", "Credit: Getty", "[File: Reuters]"."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from readout.lexicon import table
from readout.model import Credit
from readout.read.dates import find_date, find_yearless, past_day
from readout.read.names import agencies

_MAKER = (
    r"(?:foto(?:s|graf\w*)?|bild(?:er)?|фото|imagen|photo(?:graph(?:er|y|s)?|s)?|picture|pic|image|video|still"
    r"|illustration|graphic|file photo|handout)s?"
)
_LABEL = re.compile(
    rf"\W{{0,2}}(?:(?:main |cover |lead |header |featured )?{_MAKER}"
    r"\s?(?:credits?|source|copyright|by|courtesy(?: of)?|from|via|:)"
    rf"|{_MAKER}\s?[:|/]|credits?\s?(?::|/|\.\.\.|…)|courtesy(?: of)?\b|source\s?:|©|(?:file|pool|handout)\s?[:|]"
    r"|copyright(?!\s*(?:©|\(c\)|\d)))\s*[:,/|]?\s*",
    re.IGNORECASE,
)
_IMAGE = re.compile(
    r"\W{0,2}(?:image|photo|picture|media|video) ?(?:caption|:)\s*[:,]?\s*|file(?: photo)?\s?:\s*|caption\s?:\s*"
    r"|\[\d+/\d+\]\s*|item \d+ of \d+\s+",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"[(\[]([^()\[\]]{2,140})[)\]]\s*(?:\.\s*)?$")
# A credit that runs on after the caption: "... in Kyiv. Photograph: Name/Agency", "... REUTERS/Name/File Photo".
_TAIL = re.compile(
    r"(?:\s|(?<=[\w.!?’'”\")]))"
    r"((?:(?:Photo|Image|Picture|Video|Foto|Bild|Фото|Imagen)s?\s?(?:Credits?|credits?|Source|source|By|by|Courtesy|courtesy)?\s?[:/]"
    r"|Credits?\s?:|Credits?(?:\.\.\.|…)|CREDIT\s?:|PHOTO\s?:|IMAGE\s?:|(?:REUTERS|AFP|AP|EPA|GETTY|PA|TASS)/(?=[A-Z])"
    r"|(?:Photo|Image|Picture)s? (?:by|courtesy of|from|via) (?=[A-Z])|Photograph(?:er|y)?\s?:"
    r"|Courtesy(?: of)?:?\s|Source\s?:|Pictured?\s?:|©"
    r"|(?<=[.!?] )(?:File|Pool|Handout) ?[|/] ?(?=[A-Z]))\s*[^.:;]{2,80}"
    r"|(?<=[.!?] )[A-Z]{2,}(?: [A-Z]{2,}){0,2}/[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}(?:/[A-Z][\w ]{2,14})?"
    r"|(?<=[.!?] )[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}/[A-Z][\w ]{1,30} via [A-Z][\w ]{1,20})$"
)
_PARTS = re.compile(r"(?:(?<!\s)\s+)?(?:/|\||,|\s[-–—]\s|•|\bfor\b)\s*")
_BIG = r"(?=[^\W\d_])(?![a-z])[\w.'’-]+"
_CREDITED = re.compile(
    rf"(?:\d{{1,3}}(?:st|nd|rd|th) )?"
    rf"(?:@?[^\W\d_][\w.'’-]*|{_BIG}(?: (?:{_BIG}|&|of|the|and|to|for|de|der|den|van|von|al|bin|la)){{1,6}})$"
)
_HINTS = re.compile(
    r"\b(?:file photo|file picture|pictured|seen here|artist['’]s impression|screenshot"
    r"|in this (?:\w+ )?(?:photo|picture|image|file|handout|screengrab|undated|still)"
    r"|(?:is|are) (?:seen|shown|pictured)|poses|arrives|attends|speaks|walks|stands|sits|waves|looks on|gestures"
    r"|celebrates|leaves|reacts|shakes? hands)\b"
    r"|[,(] ?(?:L|R|C|left|right|center|centre|top|bottom)\b ?[,)]",
    re.IGNORECASE,
)
# Who wrote or edited, as "jl/ml" before the agencies that they took from.
_INITIALS = re.compile(r"[a-z]{2,4}(?:[/,-] ?[a-z]{2,4})*$")
_RIGHTS = re.compile(r"(?:(?<![\s,.])[\s,.]+)?(?:purchase|acquire|buy) licensing rights.{0,30}$", re.IGNORECASE)
_VIA = re.compile(r"(?:^|\s|/)(?:via|from|courtesy of)\s+(.{2,60})$", re.IGNORECASE)
_PREFIXED = re.compile(r"(AP|AFP|Reuters|EPA|UPI|PA) ?(?:photo|pool|file photo)?/(.+)", re.IGNORECASE)
# Any agency in capitals before a name: "PAN WIRE/Jo Berg/File Photo".
_CAPITALS = re.compile(
    r"^(?P<agency>[A-Z]{2,}(?: [A-Z]{2,}){0,2})/(?P<name>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3})"
    r"(?:/(?i:file photo|pool|handout))?$"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_FILE = re.compile(r"\bfile(?: photo)?\b\s?:?|\bphotos? by\b|\bphoto\b", re.IGNORECASE)
# Notes beside a name that are no name.
_NOTES = frozenset({"STF", "STAFF", "CONTRIBUTOR", "POOL", "HANDOUT", "STR", "SPECIAL TO", "INC", "INC."})
# What says that a credit is a picture's, and a name alone in brackets.
_PICTURE = re.compile(
    rf"\W{{0,2}}(?:(?:main |cover |lead |header |featured )?{_MAKER}\b|credits?\s?[:/])", re.IGNORECASE
)
_ALONE = re.compile(r"\(([^\W\d_][^()\[\]:;!?]{2,60})\)")
LONGEST_OWNER, SHORTEST_CAPTION = 5, 3
# A name and an agency that ran on after a caption without a mark: "... at the gate Jane Doe, Associated Press".
_NAMED = re.compile(
    r"(?<=[a-z\dI] )([A-Z][a-z’'-]+ (?:[A-Z]\.? )?[A-Z][\w’'-]+)(?:, ?| ?/ ?)([A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+){0,2})$"
)
BRACKETS = (")", "]", ".")
LONGEST_CREDIT = 16


class Captioned(NamedTuple):
    """A line as caption and credit; `words` are the credit's words as the page has them."""

    caption: str
    credit: Credit | None
    words: str
    sure: bool


def _is_agency(name: str) -> bool:
    """Whether a name is an agency's; in other letters than the table's only a longer one, or the word "pa" would be."""
    return name in agencies() or (len(name) > 3 and name.lower() in _lower_agencies())


def _agency_name(name: str) -> str:
    """An agency's name as it writes itself, "Reuters" for "REUTERS"; any other name as it is."""
    return _lower_agencies()[name.lower()] if name not in agencies() and _is_agency(name) else name


@cache
def _lower_agencies() -> dict[str, str]:
    """Each agency as it writes itself, by its name in lower case."""
    return {a.lower(): a for a in sorted(agencies())}


def credit(words: str) -> Credit | None:
    """The maker, the agency and who passed it on, of a credit's words; None when they are no credit."""
    label = _LABEL.match(words)
    rest = (words[label.end() :] if label else words).strip(" .,;:|/()[]")
    via = None
    if found := _CAPITALS.match(rest):
        return Credit(found["name"], _agency_name(found["agency"]), None)
    if found := _VIA.search(rest):
        rest, via = rest[: found.start()], found[1].strip()
    if found := _PREFIXED.match(rest):
        rest = f"{found[2]}/{found[1]}"
    parts = [p.strip() for p in _PARTS.split(_FILE.sub("", rest)) if p.strip(" .:") and not _YEAR.fullmatch(p.strip())]
    if not label and not via and not any(map(_is_agency, parts)):
        return None
    if not all(map(_CREDITED.match, parts)) or not (parts or via):
        return None
    parts, via = [_agency_name(p) for p in parts], _agency_name(via) if via else None
    known = [p for p in parts if _is_agency(p)]
    makers = [p for p in parts if p not in known and p.upper() not in _NOTES]
    outlets = [*known, *(p for p in makers if not _is_maker(p))]
    makers = [p for p in makers if p not in outlets]
    outlets += makers[1:]
    if via is None and len(outlets) > 1:
        via = outlets[1]
    return Credit(makers[0] if makers else None, outlets[0] if outlets else None, via)


def _is_maker(name: str) -> bool:
    """Whether a name is rather a person's, or a person's handle, than an outlet's."""
    tokens = name.split()
    named = len(tokens) > 1 and not name[0].isdigit() and not {t.lower().strip(".") for t in tokens} & _outlet_words()
    return name[:1].islower() or named


@cache
def _outlet_words() -> frozenset[str]:
    page = table("page")
    return frozenset({"the", *(str(w).lower() for w in (*page["outlets"]["heads"], *page["organisations"]))})


def captioned(line: str) -> Captioned | None:
    """A line as a caption with its credit; None when it carries no sign of one.

    `sure` is False where the only sign is an agency in brackets at the end, which paragraphs have as well.
    """
    line = _RIGHTS.sub("", line) if line.endswith(("ights", "tab")) else line
    label = _IMAGE.match(line)
    opened = _LABEL.match(line)
    if opened and len(line.split()) <= LONGEST_CREDIT and (made := credit(line)):
        named = line[opened.end() :].split()
        if not label or made.agency in agencies() or made.via or len(named) <= 3:
            return Captioned("", made, line, True)
    bracket = _BRACKET.search(line, max(0, len(line) - 150)) if line[-1:] in BRACKETS else None
    if bracket and len(bracket[1].split()) <= LONGEST_CREDIT and (made := credit(bracket[1])):
        caption = _unlabelled(line[: bracket.start()].strip())
        if _INITIALS.match(caption):
            return Captioned("", made, line, True)
        rich = bool(made.photographer or made.via or _LABEL.match(bracket[1]) or label)
        return Captioned(caption, made, line[bracket.start() :].strip(), rich or bool(_HINTS.search(caption)))
    before, bar, last = line.rpartition(" | ")
    if bar and len(last.split()) <= LONGEST_CREDIT and only_credit(line) is None and (made := credit(last)):
        return Captioned(_unlabelled(before.strip(" |")), made, last, True)
    tail = _TAIL.search(line, max(0, len(line) - 120))
    if tail and len(tail[1].split()) <= LONGEST_CREDIT and (made := credit(tail[1])):
        return Captioned(_unlabelled(line[: tail.start(1)].strip()), made, tail[1], True)
    if (run_on := _NAMED.search(line, max(0, len(line) - 80))) and _is_agency(run_on[2]) and len(run_on[2]) > 3:
        caption = line[: run_on.start()].strip()
        if caption.count(" ") >= SHORTEST_CAPTION and not caption.endswith((" and", "By", " by")):
            return Captioned(caption, Credit(run_on[1], _agency_name(run_on[2]), None), run_on[0].strip(), False)
    if label and len(line.split()) > 2:
        return Captioned(line[label.end() :].strip(), None, label[0].strip(), True)
    return None


def only_credit(line: str) -> Credit | None:
    """The credit of a line that holds nothing else, such as "Michael Conroy, AP"."""
    if len(line.split()) > LONGEST_CREDIT:
        return None
    inner = line.strip("()[] ")
    parts = _PARTS.split(re.sub(r"\bvia\b", "/", inner))
    if _is_agency(parts[-1].strip()) and all(_CREDITED.match(p.strip()) for p in parts if p.strip()):
        return credit(inner)
    return None


def _unlabelled(caption: str) -> str:
    label = _IMAGE.match(caption)
    return caption[label.end() :] if label else caption


def is_labelled(words: str) -> bool:
    """Whether a credit says of itself that it is a picture's: "Photo: ...", "Image credit: ..."."""
    return bool(_PICTURE.match(words))


def alone_in_brackets(line: str) -> Credit | None:
    """The credit of a line that is one name in brackets, as a picture's owner stands under a caption."""
    found = _ALONE.fullmatch(line)
    if not found or len(found[1].split()) > LONGEST_OWNER or not _CREDITED.match(found[1]):
        return None
    name = _agency_name(found[1])
    return Credit(name, None, None) if _is_maker(name) and not _is_agency(name) else Credit(None, name, None)


def hints(line: str) -> bool:
    """Whether a line speaks as captions do."""
    return bool(_HINTS.search(line))


def caption_date(caption: str, published: str | None) -> str | None:
    """The ISO date that a caption gives; one without a year, the only one, is taken to lie near the publication."""
    if found := find_date(caption):
        return found.day
    days = find_yearless(caption) if published and len(published) >= 10 else set()
    return past_day(*days.pop(), published) if published and len(days) == 1 else None
