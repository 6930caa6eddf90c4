"""Lines that a page has around its article, told by how they begin: the table is in lexicon/page.yaml."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from readout.lexicon import table

_LEAD = re.compile(r"^[\s•·*>»|–—(\[-]+(?=\w)")


class Rule(NamedTuple):
    """Lines of at most `most` words, one of them of `needs`, that match are left out for the reason `why`."""

    why: str
    most: int
    ends: bool
    late: bool
    needs: tuple[str, ...]
    pattern: re.Pattern[str]


def is_pitch(line: str) -> bool:
    """Whether a line speaks as those do that offer a newsletter."""
    return bool(_pitches().search(line))


@cache
def _pitches() -> re.Pattern[str]:
    return re.compile(table("page")["pitches"], re.IGNORECASE)


@cache
def _rules() -> tuple[Rule, ...]:
    return tuple(
        Rule(
            row["why"],
            row["most"],
            row.get("ends", False),
            row.get("late", False),
            tuple(row.get("needs", ())),
            re.compile("|".join(row["patterns"]), re.IGNORECASE),
        )
        for row in table("page")["boilerplate"]
    )


def boilerplate(line: str, words: int) -> Rule | None:
    """The first rule that a line of so many words falls under."""
    start = _LEAD.sub("", line[:400])
    low = start.lower()
    for rule in _rules():
        if words > rule.most or (rule.needs and not any(word in low for word in rule.needs)):
            continue
        if rule.pattern.match(start):
            return rule
    return None
