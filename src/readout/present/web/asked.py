"""What a page is asked for in its address: each parameter read and checked, and addresses made that keep them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
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


def _status(name: str, value: str) -> str:
    if value not in get_args(Status):
        raise ValueError(f"“{name}” must be one of {', '.join(get_args(Status))}, not “{value[:40]}”.")
    return value


def _format(name: str, value: str) -> str:
    if value not in ("html", "json"):
        raise ValueError(f"“{name}” must be html or json, not “{value[:40]}”.")
    return value


_CHECKS: dict[str, Callable[[str, str], str]] = {
    "from": _day,
    "to": _day,
    "page": _number,
    "version": _number,
    "status": _status,
    "format": _format,
}


def asked(query: Mapping[str, str], *known: str) -> dict[str, str]:
    """The parameters that have a value, checked; raises BadRequest that names every one that is wrong or unknown."""
    problems, found = [], {}
    for name, value in query.items():
        value = value.strip()
        if name not in known and name not in PAGED:
            allowed = ", ".join((*known, *PAGED))
            problems.append(f"There is nothing called “{name[:40]}” to ask for here; there is {allowed}.")
        elif value:
            try:
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
