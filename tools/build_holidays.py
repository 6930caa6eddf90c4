"""Build `lexicon/holidays.json` from the library holidays: the days that no rule of the Gregorian calendar gives.

    uv pip install holidays pycountry
    python tools/build_holidays.py

`moving` are the first days of feasts of other calendars by year, `national` the day (month-day) of what each country
calls its Independence Day and the like. Sources: holidays (MIT) and dateutil; readout needs no more at run time.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import holidays
import pycountry
from dateutil.easter import easter
from holidays import calendars

TABLE = Path(__file__).parent.parent / "src" / "readout" / "lexicon" / "holidays.json"
YEARS = range(1950, 2078)
SAMPLE = range(2012, 2022)
NAMES = (
    "independence day",
    "republic day",
    "national day",
    "victory day",
    "liberation day",
    "constitution day",
    "unity day",
)


def first_days(of: Callable[[int], Any]) -> dict[str, list[str]]:
    """Year -> days, of a calendar's function that gives days, some with a flag whether they are estimated."""
    found: dict[str, list[str]] = {}
    for year in YEARS:
        for day in dates(of(year)):
            found.setdefault(str(day.year), []).append(f"{day:%m-%d}")
    return {year: sorted(set(days)) for year, days in found.items()}


def dates(given: Any) -> Iterator[date]:
    if isinstance(given, date):
        yield given
    elif isinstance(given, Iterable):
        for part in given:
            yield from dates(part)


def moving() -> dict[str, dict[str, list[str]]]:
    islamic, chinese = calendars._IslamicLunar(), calendars._ChineseLunisolar()
    hindu, hebrew = calendars._HinduLunisolar(), calendars._HebrewLunisolar()
    return {
        "easter": {str(year): [f"{easter(year):%m-%d}"] for year in range(1900, 2101)},
        "orthodox easter": {str(year): [f"{easter(year, 2):%m-%d}"] for year in range(1900, 2101)},
        "ramadan": first_days(islamic.ramadan_beginning_dates),
        "eid al-fitr": first_days(islamic.eid_al_fitr_dates),
        "eid al-adha": first_days(islamic.eid_al_adha_dates),
        "ashura": first_days(islamic.ashura_dates),
        "lunar new year": first_days(chinese.lunar_new_year_date),
        "mid-autumn": first_days(chinese.mid_autumn_date),
        "diwali": first_days(hindu.diwali_india_date),
        "holi": first_days(hindu.holi_date),
        "passover": first_days(hebrew.passover_date),
        "rosh hashanah": first_days(hebrew.rosh_hashanah_date),
        "yom kippur": first_days(hebrew.yom_kippur_date),
        "hanukkah": first_days(hebrew.hanukkah_date),
    }


def national() -> dict[str, dict[str, str]]:
    """Name -> country (alpha-3) -> month-day, where it is the same each year."""
    found: dict[str, dict[str, str]] = {name: {} for name in NAMES}
    for code in holidays.list_supported_countries():
        country = pycountry.countries.get(alpha_2=code)
        if country is None:
            continue
        days: dict[str, list[date]] = {}
        for day, names in english(code).items():
            for name in names.lower().split("; "):
                days.setdefault(name.removesuffix(" (observed)"), []).append(day)
        for name in NAMES:
            told = {f"{d:%m-%d}" for n, all_ in days.items() if n in (name, f"national {name}") for d in all_}
            if len(told) == 1:
                found[name][country.alpha_3] = told.pop()
    return found


def english(code: str) -> dict[date, str]:
    try:
        return dict(holidays.country_holidays(code, years=SAMPLE, language="en_US", observed=False))
    except (NotImplementedError, ValueError):
        return {}


def main() -> None:
    """Write the table."""
    table = {"moving": moving(), "national": national()}
    TABLE.write_text(json.dumps(table, indent=None, sort_keys=True, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
