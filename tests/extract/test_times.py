"""Times: every rule by its example, the calendar, and what must never happen whatever the text."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readout.extract.times import find_times
from readout.extract.times.values import bounds, duration
from readout.lexicon import table
from readout.model import Analysis, Article, Block, Time

PUBLISHED = "2025-05-08"
Analysed = Callable[..., Analysis]

TIMEX3 = re.compile(
    r"(?:PRESENT|PAST|FUTURE)_REF"
    r"|P(?:X|\d+(?:\.\d+)?)(?:Y|M|W|D|Q|E|C|L|WE|SP|SU|FA|WI)(?:\d+M|\d+D|T\d+H)?|P\d+[DW]|PXX|P(?:\d+[DMW])"
    r"|PT(?:X|\d+)[HMS](?:\d+[MS])?"
    r"|(?:\d{2}|\d{3}|\d{4}|XXXX)"
    r"|(?:\d{4}|XXXX)-(?:\d\d|XX)(?:-(?:\d\d|XX))?"
    r"|(?:\d{4}|XXXX)-(?:Q[1-4X]|H[12]|SP|SU|FA|WI)"
    r"|(?:\d{4}|XXXX)-W(?:\d\d|XX)(?:-WE|-[1-7])?"
    r"|(?:\d{4}|XXXX)-(?:\d\d|XX)-(?:\d\d|XX)T(?:MO|AF|EV|NI|DT|MI|X|XX:XX|\d\d:\d\d(?::\d\d)?)"
)

EXAMPLES = [
    (row["find"], *row["say"].rsplit(" = ", 1), row.get("on", PUBLISHED)) for row in table("times")["rules"]
]


def check(times: tuple[Time, ...], text: str) -> None:
    """What holds for every list of times."""
    at = 0
    for time in times:
        assert at <= time.start < time.end <= len(text)
        at = time.end
        assert TIMEX3.fullmatch(time.value), time.value
        assert (time.begin is None) == (time.until is None)
        if time.begin and time.until:
            assert time.begin <= time.until
            date.fromisoformat(time.begin)
            date.fromisoformat(time.until)


@pytest.mark.parametrize(("find", "say", "value", "on"), EXAMPLES, ids=[row[1] for row in EXAMPLES])
def test_each_rule_reads_its_example(analysed: Analysed, find: str, say: str, value: str, on: str) -> None:
    text = say.replace("[", "").replace("]", "")
    words = say[say.index("[") + 1 : say.index("]")]
    times = find_times(analysed(text, on))
    check(times, text)
    assert (words, value) in [(text[t.start : t.end], t.value) for t in times]
