"""What a page is asked for in its address: each parameter read and checked, and addresses made that keep them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import get_args
from urllib.parse import quote, urlencode

from readout.model import Status

LONGEST = 300
LAST_PAGE = 100_000
PAGED = ("page", "format")


class BadRequest(Exception):
    """A question that makes no sense; `problems` say why, a line each."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("; ".join(problems))


def _words(name: str, value: str) -> str:
    if len(value) > LONGEST:
        raise ValueError(f"“{name}” is longer than {LONGEST} characters.")
    return value


def _day(name: str, value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise ValueError(f"“{name}” must be a date such as 2025-05-08, not “{value[:40]}”.") from None


def _number(name: str, value: str) -> str:
    if not re.fullmatch(r"[1-9][0-9]{0,5}", value) or int(value) > LAST_PAGE:
        raise ValueError(f"“{name}” must be a number from 1 to {LAST_PAGE}, not “{value[:40]}”.")
    return value


def _one_of(name: str, value: str, choices: Sequence[str]) -> str:
    if value not in choices:
        raise ValueError(f"“{name}” must be one of {', '.join(choices)}, not “{value[:40]}”.")
    return value


def _month(name: str, value: str) -> str:
    try:
        return date.fromisoformat(f"{value}-01").isoformat()[:7]
    except ValueError:
        raise ValueError(f"“{name}” must be a month such as 2025-05, not “{value[:40]}”.") from None


def _format(name: str, value: str) -> str:
    if value not in ("html", "json", "csv"):
        raise ValueError(f"“{name}” must be html, json or csv, not “{value[:40]}”.")
    return value


_CHECKS: dict[str, Callable[[str, str], str]] = {
    "from": _day,
    "to": _day,
    "on": _day,
    "since": _day,
    "month": _month,
    "page": _number,
    "version": _number,
    "format": _format,
}


def asked(query: Mapping[str, str], *known: str, choices: Mapping[str, Sequence[str]] | None = None) -> dict[str, str]:
    """The parameters that have a value, checked; `choices` are the values that one may have.

    Raises BadRequest that names every parameter that is wrong or unknown.
    """
    problems, found = [], {}
    allowed_values = {"status": get_args(Status), **(choices or {})}
    for name, value in query.items():
        value = value.strip()
        if name not in known and name not in PAGED:
            allowed = ", ".join((*known, *PAGED))
            problems.append(f"There is nothing called “{name[:40]}” to ask for here; there is {allowed}.")
        elif value:
            try:
                if name in allowed_values:
                    found[name] = _one_of(name, value, allowed_values[name])
                else:
                    found[name] = _CHECKS.get(name, _words)(name, value)
            except ValueError as wrong:
                problems.append(str(wrong))
    if "from" in found and "to" in found and found["from"] > found["to"]:
        problems.append(f"“from” ({found['from']}) is after “to” ({found['to']}).")
    if problems:
        raise BadRequest(problems)
    return found


def address(path: str, parameters: Mapping[str, str | int]) -> str:
    """An address that keeps a view's state; what is empty is left out."""
    kept = {name: value for name, value in parameters.items() if value not in ("", None)}
    return path + (f"?{urlencode(kept)}" if kept else "")


def article_address(article: str, version: int | None = None, at: str = "") -> str:
    """The address of an article, or of the place in it where `at` has its first words."""
    return address(f"/articles/{quote(article, safe='')}", {"version": version} if version else {}) + (
        f"#at-a1-{quote(at)}" if at else ""
    )
