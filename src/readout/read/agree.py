"""What the parts of a page say of one thing, taken together: what agrees is preferred, what differs is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from readout.model import Disagreement, Told, ToldBy


def plain(text: str) -> str:
    """Words without case and signs."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def instant(iso: str, zone: bool = True) -> datetime | None:
    """A moment to the minute in UTC; None for a bare day, and where a zone is wanted for one without."""
    try:
        moment = datetime.fromisoformat(iso) if len(iso) > 10 else None
        if moment is None or (moment.tzinfo is None and zone):
            return None
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC).replace(second=0, microsecond=0)
    except (ValueError, OverflowError):
        return None


def same_day(one: str, other: str) -> bool:
    """Whether two dates may be of one day: written alike, or alike in UTC."""
    first, second = instant(one), instant(other)
    days = [{iso[:10], *([at.date().isoformat()] if at else [])} for iso, at in ((one, first), (other, second))]
    return bool(days[0] & days[1])


def same_words(one: str, other: str) -> bool:
    """Whether one text has no other words than the other, or is a part of it."""
    first, second = plain(one), plain(other)
    return first in second or second in first


def same_names(one: str, other: str) -> bool:
    """Whether two lists of names, with commas between, are of the same people."""
    return set(map(plain, one.split(", "))) == set(map(plain, other.split(", ")))


def agreed_date(told: Sequence[Told]) -> str | None:
    """The day that most kinds of data give, the first of those given as often, as exact as any has it."""
    if not told:
        return None
    votes = [len({t.by for t in told if same_day(t.value, one.value)}) for one in told]
    best = told[max(range(len(told)), key=lambda i: (votes[i], -i))].value
    alike = [t.value for t in told if same_day(t.value, best)]
    exact = max(alike, key=lambda iso: (instant(iso) is not None, len(iso) > 10, iso[16:].count(":") > 1))
    # A time without a zone that is another's in UTC is the same moment, by a page that left the zone out.
    first = next((iso for iso in alike if len(iso) > 10), exact)
    if instant(first) is None and instant(first, zone=False) in {instant(iso) for iso in alike} - {None}:
        return f"{first}+00:00"
    return exact


def disagreement(
    about: str, taken: str | None, told: Sequence[Told], same: Callable[[str, str], bool]
) -> Disagreement | None:
    """What is told otherwise than what was taken; None where nothing is."""
    others = [t for t in told if taken and not same(t.value, taken)]
    if not others or taken is None:
        return None
    alike = [t.by for t in told if t.value == taken] + [t.by for t in told if same(t.value, taken)]
    source: ToldBy = alike[0] if alike else "page"
    return Disagreement(about, (Told(taken, source), *others))
