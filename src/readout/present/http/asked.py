"""What can be asked: one struct a question, from which parameters are checked, described and offered to assistants."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct, field

from readout.link.history import State
from readout.model import EntityKind, Status
from readout.present.http.problems import Refusal
from readout.store.tokens import Scope

MOST_ROWS = 500
_FARTHEST = 1_000_000
_LONGEST = 300

Words = Annotated[str, Meta(min_length=1, max_length=_LONGEST)]
Name = Annotated[str, Meta(min_length=1, max_length=_LONGEST, description="Whole words of a name, or a country code.")]
Article = Annotated[str, Meta(min_length=1, max_length=2000, description="An article's id.")]
Since = Annotated[date, Meta(description="This day or later.")]
Until = Annotated[date, Meta(description="This day or before.")]
On = Annotated[date, Meta(description="What was known on this day; if none is given, the day of the newest article.")]
Cursor = Annotated[
    str, Meta(min_length=1, max_length=4000, description="Where the rows begin: what `next` of the page before says.")
]
Asked = TypeVar("Asked", bound=Struct)


class Plain(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Nothing can be asked."""


class Paged(Plain, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A page of rows."""

    limit: Annotated[int, Meta(ge=1, le=MOST_ROWS, description="At most so many rows.")] = 50
    cursor: Cursor | None = None


class Between(Paged, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Rows of some days."""

    since: Since | None = field(default=None, name="from")
    until: Until | None = field(default=None, name="to")


class Articles(Between, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Articles by day and publisher."""

    publisher: Words | None = None


class Version(Plain, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which version of an article."""

    version: Annotated[int, Meta(ge=1, le=_FARTHEST)] | None = None


class OfArticle(Plain, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An article."""

    article: Article


class Search(Between, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words to be found; "a phrase", prefix*, AND, OR, NOT and brackets work."""

    q: Words
    publisher: Words | None = None


class Events(Between, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Events by who takes part, place, type (or PLOVER type), status, days and article."""

    who: Name | None = None
    where: Name | None = None
    kind: Words | None = None
    status: Status | None = None
    article: Article | None = None


class Statements(Between, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Statements by speaker, subject, days and article."""

    by: Name | None = None
    about: Words | None = None
    article: Article | None = None


class Entities(Paged, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Persons, bodies and places by words of a name, kind and country (ISO 3166-1 alpha-3)."""

    name: Name | None = None
    kind: EntityKind | None = None
    country: Annotated[str, Meta(pattern="^[A-Z]{3}$")] | None = None


class Timeline(Between, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Events over all articles by who takes part, kind, status and days."""

    who: Name | None = None
    beside: Name | None = field(default=None, name="with")
    kind: Words | None = None
    status: State | None = None
    on: On | None = None


class Person(Between, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One person, body or state, and some days."""

    who: Name
    on: On | None = None


class Upcoming(Paged, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is planned, with whom."""

    who: Name | None = None
    on: On | None = None


class Changes(Paged, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What changed in articles from a day on."""

    since: Since
    about: Name | None = None
    on: On | None = None


class Claims(Paged, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Claims about someone; only those that are contradicted, if so asked."""

    about: Name | None = None
    contradicted: bool = False
    on: On | None = None


class Stories(Paged, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Stories that so many articles tell."""

    least: Annotated[int, Meta(ge=1, le=1000, description="Stories of at least so many articles.")] = 2


class Export(Plain, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is written: articles by their days of publication, or of them what concerns someone."""

    who: Name | None = None
    since: Since | None = field(default=None, name="from")
    until: Until | None = field(default=None, name="to")


class NewPage(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A page to be read and kept: HTML, text, JSON or mail as it was saved, and where it is from."""

    page: Annotated[str, Meta(min_length=1)]
    source: Annotated[str, Meta(min_length=1, max_length=_LONGEST)] = "page.html"
    url: Annotated[str, Meta(max_length=2000)] | None = None


class NewToken(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A token to be made: whose it is, what it lets do, and the last day on which it is good."""

    name: Annotated[str, Meta(min_length=1, max_length=100, pattern=r"^[^\s\x00-\x1f\x7f](.*[^\s\x00-\x1f\x7f])?$")]
    scope: Scope = "read"
    until: date | None = None


class Alike(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two of whom it is judged whether they are one ("none" takes it back): each @N, ARTICLE:eN or a name."""

    one: Words
    other: Words
    judgement: Literal["positive", "negative", "none"]


class OnEvent(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A word on an event (ARTICLE:vN): right, wrong or its status; or on two: same, different, or none (taken back)."""

    one: Words
    other: Words | None = None
    judgement: Literal["right", "wrong", "same", "different", "none"] | Status


def iso(day: date | None) -> str | None:
    """A day as the store has it."""
    return day.isoformat() if day else None


def parsed(pairs: Iterable[tuple[str, str]], wanted: type[Asked]) -> Asked:
    """The question in an address; raises Refusal (400) that says what is wrong with it."""
    given: dict[str, str] = {}
    for name, value in pairs:
        if name in given:
            raise Refusal(400, "The question can't be read.", [f"{name[:40]!r} is given twice."])
        given[name] = value
    return checked(given, wanted)


def checked(given: Any, wanted: type[Asked]) -> Asked:
    """The question that some values are; numbers may be words. Raises Refusal (400)."""
    try:
        found = msgspec.convert(given, wanted, strict=False)
    except msgspec.ValidationError as error:
        raise Refusal(400, "The question can't be read.", [str(error)]) from error
    since, until = getattr(found, "since", None), getattr(found, "until", None)
    if since and until and since > until:
        raise Refusal(400, "The question can't be answered.", [f"from ({since}) is after to ({until})."])
    return found


def said(body: bytes, wanted: type[Asked]) -> Asked:
    """What a request's body says; raises Refusal (400)."""
    try:
        return msgspec.json.decode(body, type=wanted)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Refusal(400, "The body can't be read.", [str(error)]) from error
