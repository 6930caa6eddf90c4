"""The words in which a record's codes are shown: dates, statuses, counts, the neighbourhood of a span."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from readout.model import EventTime, ReadoutError, Span, Status

# not strftime: its names follow the machine's locale
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
GROUPS: tuple[tuple[str, tuple[Status, ...]], ...] = (
    ("Happened or under way", ("happened", "ongoing")),
    ("Planned or expected", ("scheduled", "expected", "proposed", "uncertain")),
    ("Put off or called off", ("postponed", "cancelled")),
    ("Claimed or denied", ("claimed", "denied")),
)
KINDS = {
    "person": "People",
    "organisation": "Organisations",
    "country": "Countries",
    "place": "Places",
    "group": "Groups",
}
_VAGUE = {"PRESENT_REF": "now", "PAST_REF": "in the past", "FUTURE_REF": "in the future"}
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "H": "hour", "S": "second"}
_PARTS = {"MO": "morning", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime"}
_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])")
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def day(iso: str) -> str:
    """`2025-05-08` as `8 May 2025`; what is no such date stays as it is."""
    try:
        d = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{d.day} {MONTHS[d.month - 1]} {d.year}"


def moment(iso: str) -> str:
    """`2025-05-08T10:52` as `8 May 2025, 10:52`."""
    on, _, at = iso.partition("T")
    clock = re.match(r"\d\d:\d\d", at)
    return day(on) + (f", {clock[0]}" if clock else "")


def days(begin: str | None, until: str | None) -> str:
    """Two inclusive bounds as one phrase, what they share said once; empty without bounds."""
    if begin and until:
        if begin == until:
            return day(begin)
        one, other = _whole(begin, until) or (day(begin), day(until))
        if one == other:
            return one
        first, last = one.split(" "), other.split(" ")
        while len(first) > 1 and first[-1] == last[len(first) - 1]:
            first.pop()
        return (
            f"{' '.join(first)}–{other}" if first[0].isdigit() and len(first) == 1 else f"{' '.join(first)} – {other}"
        )
    if until:
        return f"until {day(until)}"
    return f"from {day(begin)}" if begin else ""


def _whole(begin: str, until: str) -> tuple[str, str] | None:
    """The two bounds as months, or as years, where all of their days lie between them: "some time in May"."""
    try:
        first, after = date.fromisoformat(begin), date.fromisoformat(until) + timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    if first.day != 1 or after.day != 1:
        return None
    last = after - timedelta(days=1)
    if first.month == 1 and last.month == 12:
        return str(first.year), str(last.year)
    return f"{MONTHS[first.month - 1]} {first.year}", f"{MONTHS[last.month - 1]} {last.year}"


def when(time: EventTime | None) -> str:
    """An event's time in words; empty when it has none but what the publication date says."""
    if time is None or time.by == "published":
        return ""
    named = timex(time.value) if time.value else ""
    return named or days(time.begin, time.until) or (time.value or "")


def lasting(since: str | None, until: str | None) -> str:
    """How long something holds, of dates as precise as they are: `since March 2014`, `2005 – 2021`."""
    first, last = (timex(d) or day(d) if d else "" for d in (since, until))
    if first and last:
        return f"{first} – {last}"
    return f"since {first}" if first else f"until {last}" if last else ""


def timex(value: str) -> str:
    """A TIMEX3 value in words, or nothing when it has no short name."""
    if value in _VAGUE:
        return _VAGUE[value]
    if re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d", value):
        return moment(value)
    if part := re.fullmatch(r"(\d{4}-\d\d-\d\d)T(MO|AF|EV|NI|DT)", value):
        return f"{day(part[1])}, {_PARTS[part[2]]}"
    if month := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", value):
        return f"{MONTHS[int(month[2]) - 1]} {month[1]}"
    if season := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        return f"{_SEASONS[season[2]]} {season[1]}"
    if quarter := re.fullmatch(r"(\d{4})-Q([1-4])", value):
        return f"quarter {quarter[2]} of {quarter[1]}"
    if re.fullmatch(r"\d{4}", value):
        return value
    if re.fullmatch(r"\d{3}", value):
        return f"the {value}0s"
    if length := re.fullmatch(r"P(T?)(\d+(?:\.\d+)?)([YMWDHS])", value):
        return count(length[2], "minute" if length[1] and length[3] == "M" else _UNITS[length[3]])
    return ""


def count(number: int | str, noun: str, plural: str = "") -> str:
    """`1 event`, `2 events`."""
    return f"{number} {noun if str(number) == '1' else plural or noun + 's'}"


def percent(probability: float) -> str:
    """A probability below one as `85 %`, never rounded up to certainty; nothing when it is one."""
    return "" if probability >= 1 else f"{min(99, round(probability * 100))} %"


def how_said(kind: str) -> str:
    """How a statement is given: in its speaker's words or the article's."""
    return {"direct": "quoted", "indirect": "in the article's words", "mixed": "quoted in part"}.get(kind, kind)


def plain(code: str) -> str:
    """A code name as words: `criticise_harshly` as `criticise harshly`."""
    return code.replace("_", " ")


def visible(text: str) -> str:
    """The text without power over what stands around it: control and bidi characters become a replacement mark."""
    return HIDDEN.sub("\ufffd", text)


def short(text: str, most: int = 300) -> str:
    """A headline or name as a line of a list has it: nobody reads a longer one."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def pieces(text: str, marked: Iterable[Span], offset: int = 0) -> Iterator[tuple[str, bool]]:
    """The text in pieces (words, whether marked); `marked` are spans of a text in which this one is at `offset`."""
    at = 0
    for span in sorted(marked):
        start, end = max(at, span.start - offset), min(len(text), span.end - offset)
        if start < end:
            if at < start:
                yield text[at:start], False
            yield text[start:end], True
            at = end
    if at < len(text):
        yield text[at:], False


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the article, exactly, with a little of what stands before and after them in the same block."""

    start: int
    end: int
    before: str
    words: str
    after: str


def quote(text: str, span: Span, low: int, high: int, reach: int = 90) -> Quote:
    """The words of `span` in their sentence, or in up to `reach` characters of [low, high) on each side and `…`."""
    start, end = max(low, span.start - reach), min(high, span.end + reach)
    before, after = text[min(start, span.start) : span.start], text[span.end : max(end, span.end)]
    begins = [m.end() for m in _SENTENCE_END.finditer(text, start, span.start + 1) if m.end() <= span.start]
    ends = _SENTENCE_END.search(text, span.end, min(high, end + 1))
    if begins:
        before = text[begins[-1] : span.start]
    elif start > low:
        before = "…" + before[before.find(" ") + 1 :]
    if ends:
        after = text[span.end : ends.end()].rstrip()
    elif end < high:
        after = after[: after.rfind(" ") if " " in after else len(after)] + "…"
    return Quote(span.start, span.end, before, text[span.start : span.end], after)


def explained(error: ReadoutError) -> list[str]:
    """What is wrong and what to do, a sentence each."""
    return [f"{said[:1].upper()}{said[1:]}." for said in (error.what, error.do) if said]
