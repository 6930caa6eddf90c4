"""The outlet of a page without metadata: what its promotion, copyright and contact lines call it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from readout.lexicon import table
from readout.model import Dropped
from readout.read.boilerplate import boilerplate
from readout.read.names import byline, outlets, sections, title

_CAPITAL = r"[A-Z][\w.&-]*"
# No other capitalised word goes on after the name.
_ALONE = r"(?!\s[A-Z][a-z]|-)"
_OPENER = re.compile(
    r"(?:\b(?:welcome to|subscribe to|sign up (?:for|to)|about|contact|advertise (?:with|on|in)|follow|support"
    r"|download the|work (?:for|at)|careers at|owned by|published by|edition of|more from|donate to|join|copyright"
    r"|available in)|(?<!©)©|\(c\))(?:[\s,©|-]|copyright)*+(?:(?:19|20)\d\d[\s,|-]*)?$",
    re.IGNORECASE,
)
_VERBS = re.compile(
    r"^(?:Contact|Follow|Support|About|Subscribe|Join|Welcome|Copyright|Download|Advertise|From|More|Read|Get|Watch|And|Of)\s+"
)
# Reasons for which a line is left out that speak of the outlet itself, and how far a name in it is trusted.
_TRUST = {"promotion": 2, "subscription": 1, "copyright": 2, "legal": 1, "author note": 1}
_OFFERS = frozenset({"promotion", "subscription"})
ENOUGH, MASTHEAD = 2, 3
_DAY_FIRST = re.compile(r"(?:(?<!\W)\W+)?(?:date:?\s)?(?:19|20)\d\d-\d\d-\d\d\s+")
_NEW_PLACE = re.compile(r"\bNew (?=York|Jersey|Hampshire|Mexico|England|Orleans|Haven|Delhi|Zealand|Straits|Indian)")
_EDITION = re.compile(r"\s(?:e-?paper|app|newsletters?|online|digital)$", re.IGNORECASE)
_AFTER_TITLE = re.compile(r"\s+(?:[|–—•·]|-{1,2})\s+((?:[A-Z][\w.&'’-]*\s?){1,5})$")


@cache
def _name(then: str = "") -> re.Pattern[str]:
    """An outlet's name: capitalised words, the last of them one that outlets are called by; then what `then` says."""
    heads = sorted(table("page")["outlets"]["heads"], key=len, reverse=True)
    return re.compile(rf"\b(?:The )?(?:(?:{_CAPITAL}|&|of) ){{0,4}}(?:{'|'.join(map(re.escape, heads))})\b{then}")


def _is_section(name: str) -> bool:
    """Whether a name is of a part of a site: "Business News", but not "New York Post"."""
    words = _NEW_PLACE.sub("", name).removeprefix("The ").split()
    return any(w.lower() in sections() for w in words[:-1])


def outlet(dropped: Iterable[Dropped]) -> str | None:
    """The outlet that the lines around an article name after words such as "subscribe to", or as their own."""
    seen: Counter[str] = Counter()
    for line in dropped:
        for match in _name(_ALONE).finditer(line.text[:400]):
            name = match[0]
            while verb := _VERBS.match(name):
                name = name[verb.end() :]
            name = name[name.rindex("The ") :] if " The " in name else name
            words = name.removeprefix("The ").split()
            if not words or (len(words) < 2 and not name.startswith("The ")) or _is_section(name):
                continue
            named = _OPENER.search(line.text[: match.end() - len(name)]) is not None
            own = name.startswith("The ") or line.text[match.end() : match.end() + 2] in ("'s", "’s")
            seen[name] += 2 * named + (_TRUST.get(line.why, 0) if named or own else 0)
    best = seen.most_common(2)
    tied = len(best) > 1 and best[0][1] == best[1][1]
    return best[0][0] if best and best[0][1] >= ENOUGH and not tied else None


def masthead(above: Iterable[str]) -> str | None:
    """The outlet that the first lines above a headline name, alone on a line or before a colon and an offer of its own.

    Further down its menus name its other papers and shows.
    """
    above = [_DAY_FIRST.sub("", line, count=1) for line in above]
    first = [line for line in above if not boilerplate(line, len(line.split()))][:MASTHEAD]
    names = (*map(_offering, above[:MASTHEAD]), *map(_known_alone, first), *map(_alone, first[:1]))
    return next(filter(None, names), None)


def _known_alone(line: str) -> str | None:
    known = outlets().get(line.casefold())
    return known if line == known or line.isupper() else None


def _alone(line: str) -> str | None:
    words = line.strip(" |•·–—-")
    name = title(words) if words.isupper() else words
    found = _name().fullmatch(name) if not _VERBS.match(name) else None
    return name if found and " " in name and not _is_section(name) else None


def _offering(line: str) -> str | None:
    """The outlet of "The Daily Herald: read all we print. Subscribe now"."""
    name, colon, offer = line.partition(": ")
    name = _EDITION.sub("", name)
    if not colon or not ((found := _name().fullmatch(name)) or outlets().get(name.casefold()) == name):
        return None
    sentences = re.split(r"(?<=[.!?])\s+", offer)
    offers = any((rule := boilerplate(s, len(s.split()))) and rule.why in _OFFERS for s in sentences)
    return name if offers and not (found and _is_section(name)) else None


def titled(dropped: Iterable[Dropped], headline: str | None) -> str | None:
    """The outlet after the headline in a page's title: "Headline | Outlet"."""
    for line in dropped:
        if headline and line.text.startswith(headline) and (rest := _AFTER_TITLE.match(line.text[len(headline) :])):
            return rest[1]
    return None


def is_outlet_and_author(text: str) -> bool:
    """Whether a line is an outlet's name and an author's after it."""
    found = _name().match(text)
    if not found or _is_section(found[0]):
        return False
    rest = text[found.end() :].strip(" ,|·•/")
    read = byline(rest)
    return read is not None and not read.opened and rest in read.authors
