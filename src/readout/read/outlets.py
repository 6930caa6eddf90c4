"""The outlet of a page without metadata: what its promotion, copyright and contact lines call it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from readout.lexicon import table
from readout.model import Dropped
from readout.read.names import byline

_CAPITAL = r"[A-Z][\w.&-]*"
# No other capitalised word goes on after the name.
_ALONE = r"(?!\s[A-Z][a-z]|-)"
_OPENER = re.compile(
    r"(?:\b(?:welcome to|subscribe to|sign up (?:for|to)|about|contact|advertise (?:with|on|in)|follow|support"
    r"|download the|work (?:for|at)|careers at|owned by|published by|edition of|more from|donate to|join|copyright"
    r"|available in)|©|\(c\))[\s,©|-]*(?:copyright)?[\s,©-]*(?:(?:19|20)\d\d)?[\s,|-]*$",
    re.IGNORECASE,
)
_VERBS = re.compile(
    r"^(?:Contact|Follow|Support|About|Subscribe|Join|Welcome|Copyright|Download|Advertise|From|More|Read|Get|Watch|And|Of)\s+"
)
# Reasons for which a line is left out that speak of the outlet itself, and how far a name in it is trusted.
_TRUST = {"promotion": 2, "subscription": 1, "copyright": 2, "legal": 1, "author note": 1}
ENOUGH = 2
_AFTER_TITLE = re.compile(r"\s+(?:[|–—•·]|-{1,2})\s+((?:[A-Z][\w.&'’-]*\s?){1,5})$")


@cache
def _name(then: str = "") -> re.Pattern[str]:
    """An outlet's name: capitalised words, the last of them one that outlets are called by; then what `then` says."""
    heads = sorted(table("page")["outlets"]["heads"], key=len, reverse=True)
    return re.compile(rf"\b(?:The )?(?:(?:{_CAPITAL}|&|of) ){{0,4}}(?:{'|'.join(map(re.escape, heads))})\b{then}")


@cache
def _sections() -> frozenset[str]:
    return frozenset(str(s).lower() for s in table("page")["outlets"]["sections"])


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
            if (
                not words
                or (len(words) < 2 and not name.startswith("The "))
                or any(w.lower() in _sections() for w in words[:-1])
            ):
                continue
            named = _OPENER.search(line.text[: match.end() - len(name)]) is not None
            own = name.startswith("The ") or line.text[match.end() : match.end() + 2] in ("'s", "’s")
            seen[name] += 2 * named + (_TRUST.get(line.why, 0) if named or own else 0)
    best = seen.most_common(2)
    tied = len(best) > 1 and best[0][1] == best[1][1]
    return best[0][0] if best and best[0][1] >= ENOUGH and not tied else None


def titled(dropped: Iterable[Dropped], headline: str | None) -> str | None:
    """The outlet after the headline in a page's title: "Headline | Outlet"."""
    for line in dropped:
        if headline and line.text.startswith(headline) and (rest := _AFTER_TITLE.match(line.text[len(headline) :])):
            return rest[1]
    return None


def is_outlet_and_author(text: str) -> bool:
    """Whether a line is an outlet's name and an author's after it."""
    found = _name().match(text)
    if not found or any(w.lower() in _sections() for w in found[0].removeprefix("The ").split()[:-1]):
        return False
    rest = text[found.end() :].strip(" ,|·•/")
    read = byline(rest)
    return read is not None and not read.opened and rest in read.authors
