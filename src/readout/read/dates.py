"""Dates and times as pages write them, to ISO 8601 with the precision and zone that are given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
# Months of other languages, which stand between day and year: pages in these are read for what they say of themselves.
_FOREIGN = {
    word: number
    for number, words in enumerate(
        (
            "januar jänner janvier enero gennaio janeiro januari января січня stycznia",
            "februar feber février fevrier febrero febbraio fevereiro februari февраля лютого lutego",
            "märz mars marzo março maart марта березня marca",
            "avril abril aprile апреля квітня kwietnia",
            "mai mayo maggio maio mei maj мая травня maja",
            "juni juin junio giugno junho июня червня czerwca",
            "juli juillet julio luglio julho июля липня lipca",
            "août aout agosto augustus augusti августа серпня sierpnia",
            "septembre septiembre settembre setembro сентября вересня września",
            "oktober octobre octubre ottobre outubro октября жовтня października",
            "novembre noviembre novembro ноября листопада listopada",
            "dezember décembre decembre diciembre dicembre dezembro december декабря грудня grudnia",
        ),
        start=1,
    )
    for word in words.split()
}
_OTHERS = rf"(?:{'|'.join(sorted(_FOREIGN, key=len, reverse=True))})\b"
# A year may run into the time that follows it where the page's boxes were flattened.
_YEAR = r"(?:19|20)\d\d(?!\d(?!\d?:\d\d|\d?\s[A-Z][a-z]{2}))"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
# The time of "Nov 20 15:23:00 +0000 2019".
_INNER = r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:\s[+-]\d{4})?"
_DATE = re.compile(
    rf"(?:\b|(?-i:(?<=[a-z])(?=[A-Z])))(?P<m1>{_MONTH})\s{{0,2}}(?P<d1>{_DAY})\b,?\s{{0,2}}(?:{_INNER}\s)?(?P<y1>{_YEAR})"
    rf"|\b(?P<d2>{_DAY})[\s-]{{0,2}}(?:of\s)?(?P<m2>{_MONTH}),?[\s-]{{0,2}}(?P<y2>{_YEAR})"
    rf"|\b(?P<d5>{_DAY})(?:\.|er|º)?\s{{0,2}}(?:de\s)?(?P<m5>{_OTHERS}|{_MONTH}),?\s{{0,2}}(?:del?\s)?(?P<y5>{_YEAR})"
    rf"|\b(?P<y3>(?:19|20)\d\d)(?P<s3>[-/.])(?P<m3>0?[1-9]|1[0-2])(?P=s3)(?P<d3>3[01]|[12]\d|0?[1-9])(?!\d)"
    rf"|\b(?P<a4>\d\d?)(?P<s4>[-/.])(?P<b4>\d\d?)(?P=s4)(?P<y4>{_YEAR})",
    re.IGNORECASE,
)
_YEARLESS = re.compile(
    rf"\b(?=[A-Z])(?P<m1>(?i:{_MONTH}))\s(?P<d1>{_DAY})\b(?![.:,]?\d)"
    rf"|\b(?<![.:,]\d)(?P<d2>{_DAY})\s(?:of\s)?(?=[A-Z])(?P<m2>(?i:{_MONTH}))"
)
_YEAR_IN = re.compile(r"(?:19|20)\d\d")
# Zones by their usual abbreviations, in minutes from UTC; ones with several common meanings (IST) are not read.
_ZONES = {
    "gmt": 0, "utc": 0, "z": 0, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360,
    "pst": -480, "pdt": -420, "bst": 60, "cet": 60, "cest": 120, "eet": 120, "eest": 180, "msk": 180, "hkt": 480,
    "sgt": 480, "jst": 540, "kst": 540, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780, "sast": 120, "pkt": 300,
    "wib": 420, "ict": 420, "gst": 240, "nst": -210, "ndt": -150, "akst": -540, "akdt": -480, "hst": -600,
}  # fmt: skip
_LOCAL = {"et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles"}
_ZONE = (
    r"(?P<zone>[+-]\d\d:?\d\d\b|(?:GMT|UTC)\s?[+-]\d{1,2}(?::?\d\d)?\b|(?:"
    + "|".join((*_ZONES, *_LOCAL))
    + r")(?-i:(?![a-z\d]))(?!\s*/))"
)
_AMPM = r"(?P<half>[ap]\.?\s?m\b\.?)"
_TIME = re.compile(
    rf"(?:(?<![\d:.])|(?<=20\d\d)(?<!\d{{5}}))(?P<h>[01]?\d|2[0-3])(?P<dot>[:.h])(?P<min>[0-5]\d)(?!\d)(?::(?P<sec>[0-5]\d)(?:\.\d{{1,9}})?)?"
    rf"(?:\s{{0,2}}{_AMPM})?(?:\s{{0,2}}\(?{_ZONE})?",
    re.IGNORECASE,
)
_CLOCK = re.compile(rf"(?<![\d:.])(?P<h>1[0-2]|0?[1-9])\s?{_AMPM}(?:\s\(?{_ZONE})?", re.IGNORECASE)
_MILITARY = re.compile(rf"(?<!\d)(?P<h>[01]\d|2[0-3])(?P<min>[0-5]\d)\s?{_ZONE}", re.IGNORECASE)
_ORDERED = re.compile(
    r"\d\s?(?:[AaPp]\.?[Mm]\.?)?\s?\(?(?:(?P<american>[ECMP][DS]?T)|BST|CES?T|EES?T|MSK|IST|AE[DS]T|NZ[DS]T|SAST)\b"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?)"
# What may stand between a date and its time.
_AFTER = re.compile(
    r"(?:T(?=\d)|[\s,/•·@|–—-]{0,5}(?:(?:at|um|à|alle|om|в|о)\s|@\s?)?(?:approximately\s)?)", re.IGNORECASE
)
_BEFORE = re.compile(
    rf"[\s,/•·|–—-]{{0,4}}(?:\([^()]{{2,20}}\)\s?)?(?:on\s)?(?:{_WEEKDAY}[,\s]{{0,3}})?$", re.IGNORECASE
)
_FIRST = re.compile(r"\bfirst published(?: at)?\s", re.IGNORECASE)
NEAR = 40
# A picture's date without a year is of the year before publication where it is at most so old.
RECENT_DAYS = 60


class Found(NamedTuple):
    """A date in a text: ISO 8601, and the [start, end) of its words, the time's with them."""

    iso: str
    start: int
    end: int

    @property
    def day(self) -> str:
        return self.iso[:10]


def find_dates(text: str) -> Iterator[Found]:
    """Each date in a line, with the time that stands next to it."""
    for match in _DATE.finditer(text) if _YEAR_IN.search(text) else ():
        if day := _day(match) or _zoned_day(text, match):
            yield _with_time(text, day, match.start(), match.end())


def _zoned_day(text: str, match: re.Match[str]) -> str | None:
    """The date in figures whose order the zone of its time gives: American ones have the month first."""
    part, after = match.groupdict(), text[match.end() : match.end() + NEAR]
    if not part["a4"] or not (zone := _ORDERED.search(after)):
        return None
    first, second = int(part["a4"]), int(part["b4"])
    month, day = (first, second) if zone["american"] else (second, first)
    return real_day(int(part["y4"]), month, day)


def find_date(text: str) -> Found | None:
    """The first date in a line."""
    return next(find_dates(text), None)


def find_either(text: str) -> Iterator[tuple[Found, Found]]:
    """Each date in figures whose order of day and month is anyone's guess, read both ways: day first, month first."""
    for match in _DATE.finditer(text) if _YEAR_IN.search(text) else ():
        part = match.groupdict()
        if part["a4"] and part["s4"] != "." and _day(match) is None:
            year, first, second = int(part["y4"]), int(part["a4"]), int(part["b4"])
            days = real_day(year, second, first), real_day(year, first, second)
            if days[0] and days[1]:
                yield _with_time(text, days[0], *match.span()), _with_time(text, days[1], *match.span())


def find_yearless(text: str) -> set[tuple[int, int]]:
    """Each (month, day) that stands in a text without a year."""
    return {
        (_month(match["m1"] or match["m2"]), int(re.sub(r"\D", "", match["d1"] or match["d2"])))
        for match in _YEARLESS.finditer(_DATE.sub(" ", text))
    }


def past_day(month: int, day: int, published: str) -> str | None:
    """The ISO date of a day in the publication's year, or at the end of the year before; None for one still to come."""
    latest = date.fromisoformat(published[:10]) + timedelta(days=1)
    for year in (latest.year, latest.year - 1):
        found = real_day(year, month, day)
        if found and (age := (latest - date.fromisoformat(found)).days) >= 0:
            return found if year == latest.year or age <= RECENT_DAYS else None
    return None


def without_dates(text: str) -> str:
    """A line without its dates and times, also those whose order of day and month is anyone's guess."""
    return _TIME.sub(" ", _DATE.sub(" ", text))


def published(value: Any) -> str | None:
    """A publication date as a program gives it (a string, seconds or milliseconds since 1970) in ISO 8601."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        seconds = value / 1000 if value > 1e11 else value
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds") if 0 < seconds < 4e9 else None
    found = find_date(value[:200]) if isinstance(value, str) else None
    if found:
        return found.iso
    if isinstance(value, str) and (short := re.fullmatch(r"((?:19|20)\d\d)-?(0[1-9]|1[0-2])-?(\d\d)?", value.strip())):
        parts = [p for p in short.groups() if p]
        return "-".join(parts) if len(parts) == 2 or real_day(*map(int, parts)) else None
    return None


def real_day(year: int, month: int, day: int) -> str | None:
    """The ISO date; None for no real day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _day(match: re.Match[str]) -> str | None:
    """The ISO date of a match; None for no real day, or one whose order of day and month is anyone's guess."""
    part = match.groupdict()
    if part["a4"]:
        first, second = int(part["a4"]), int(part["b4"])
        if part["s4"] == "." or first > 12:
            return real_day(int(part["y4"]), second, first)
        return real_day(int(part["y4"]), first, second) if second > 12 or first == second else None
    year, month, day = next((part[f"y{i}"], part[f"m{i}"], part[f"d{i}"]) for i in "1235" if part[f"y{i}"])
    return real_day(int(year), _month(month), int(re.sub(r"\D", "", day)))


def _month(word: str) -> int:
    if word.isdigit():
        return int(word)
    low = word.lower()
    return _FOREIGN[low] if low in _FOREIGN else _MONTHS.index(low[:3]) + 1


def first_published(text: str, found: Found) -> Found:
    """A date with the time of "Updated June 3, 2022 at 7.15am, first published at 5.02am" that is the first."""
    match = _FIRST.search(text, found.end)
    time = _time_at(text[match.end() :]) if match else None
    return found._replace(iso=found.day + _clock(time, found.day)) if time else found


def _with_time(text: str, day: str, start: int, end: int) -> Found:
    """The date with the time that stands inside it, right after it, or right before it."""
    if inner := next(filter(_is_time, _TIME.finditer(text, start, end)), None):
        return Found(day + _clock(inner, day), start, end)
    after = _AFTER.match(text, end)
    if after and (time := _time_at(text[after.end() : after.end() + NEAR])):
        return Found(day + _clock(time, day), start, after.end() + time.end())
    before = text[max(0, start - NEAR) : start]
    if (gap := _BEFORE.search(before)) and (time := _time_to(before[: gap.start()])):
        return Found(day + _clock(time, day), start - len(before) + time.start(), end)
    return Found(day, start, end)


def _time_at(text: str) -> re.Match[str] | None:
    """The time at the beginning of some words."""
    found = (pattern.match(text) for pattern in (_TIME, _CLOCK, _MILITARY))
    return next((match for match in found if match and _is_time(match)), None)


def _time_to(text: str) -> re.Match[str] | None:
    """The time at the end of some words."""
    matches = [m for pattern in (_TIME, _CLOCK, _MILITARY) for m in pattern.finditer(text) if _is_time(m)]
    return next((match for match in matches if match.end() == len(text)), None)


def _is_time(match: re.Match[str]) -> bool:
    """Whether a match is surely a time: "14.05" is one with a zone or a half of the day."""
    part = match.groupdict()
    return part.get("dot") != "." or bool(part["half"] or part["zone"])


def _clock(match: re.Match[str], day: str) -> str:
    part = match.groupdict()
    hour, half = int(part["h"]), (part.get("half") or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    seconds = f":{part['sec']}" if part.get("sec") else ""
    return f"T{hour:02d}:{part.get('min') or '00'}{seconds}{_offset(part.get('zone'), day, hour)}"


def _offset(zone: str | None, day: str, hour: int) -> str:
    if not zone:
        return ""
    zone = zone.lower()
    if number := re.fullmatch(r"(?:gmt|utc)?\s?([+-])(\d{1,2}):?(\d\d)?", zone):
        return f"{number[1]}{int(number[2]):02d}:{number[3] or '00'}"
    if zone in _LOCAL:
        try:
            there = datetime.fromisoformat(day).replace(hour=hour, tzinfo=ZoneInfo(_LOCAL[zone]))
        except ZoneInfoNotFoundError:
            return ""
        return there.isoformat()[-6:]
    minutes = _ZONES[zone]
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
