"""What leads people on: how a search's articles divide, words that were meant, and who is in the store."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct
from sqlalchemy import ColumnElement, Engine, RowMapping, Select, func, select

from readout.store import schema
from readout.store.engine import clear_failures
from readout.store.fulltext import ARTICLES, held, joined_rows
from readout.store.reading import newest
from readout.store.rows import StatementRow, statement_rows
from readout.store.words import folded, full_text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Words shorter than this have too many neighbours to guess from.
_SHORTEST = 4
_LONGEST = 24
_TRIED = 4
# Rows asked for by number at once: databases take no more than some ten thousand.
_ROWS = 10_000
# Values of a facet that are told.
_VALUES = 12


class Thing(Struct, frozen=True):
    """A person, body or place of the store: `id` is the number of @N, `days` the first and last that speak of it.

    `name` is what most articles call it, `names` are all that do.
    """

    id: int
    kind: str
    name: str
    names: tuple[str, ...]
    countries: tuple[str, ...]
    offices: tuple[str, ...]
    articles: int
    days: tuple[str | None, str | None]


class Headed(NamedTuple):
    """What names an article: its id, headline, outlet and day (ISO)."""

    article: str
    headline: str | None
    publisher: str | None
    day: str | None


class Divided:
    """By what articles divide, held so that any number of them is counted at once: outlet and year by row."""

    def __init__(self, rows: Sequence[tuple[int, str | None, str | None]]) -> None:
        import numpy as np

        most = max((row for row, _, _ in rows), default=0)
        self._values: dict[str, list[str]] = {}
        self._codes = {}
        columns = {"publisher": [row[1] for row in rows], "year": [row[2] for row in rows]}
        for facet, column in columns.items():
            numbers = {value: n for n, value in enumerate(dict.fromkeys(filter(None, column)), 1)}
            codes = np.zeros(most + 1, np.int32)
            for (row, _, _), value in zip(rows, column, strict=True):
                codes[row] = numbers.get(value or "", 0)
            self._values[facet], self._codes[facet] = ["", *numbers], codes

    def facets(self, rows: NDArray[np.int64]) -> dict[str, dict[str, int]]:
        """How these articles divide: {"publisher" | "year": {value: how many}}, the most first."""
        import numpy as np

        counted = {}
        for facet, codes in self._codes.items():
            values = self._values[facet]
            many = np.bincount(codes[rows[rows < len(codes)]], minlength=len(values)).tolist()
            ranked = sorted(((-n, value) for n, value in zip(many, values, strict=True) if n and value))
            counted[facet] = {value: -n for n, value in ranked[:_VALUES]}
        return counted


class Finder:
    """What helps to find something in a store, for those who read it in a browser."""

    def __init__(self, where: str, engine: Engine) -> None:
        self._where = where
        self._engine = engine

    def divided(self) -> Divided:
        """By what the articles divide as they are now."""
        table = schema.article
        asked = select(table.c.id, table.c.publisher, func.substr(table.c.day, 1, 4))
        with clear_failures(self._where), self._engine.connect() as connection:
            return Divided([(row[0], row[1], row[2]) for row in connection.execute(asked)])

    def search_facets(self, words: str, divided: Divided | None = None) -> dict[str, dict[str, int]]:
        """How a search's articles divide: {"publisher" | "year": {value: how many}}, the most first."""
        import numpy as np

        asked = joined_rows(ARTICLES, full_text(words))
        with clear_failures(self._where), self._engine.connect() as connection:
            found = connection.execute(asked).scalar_one()
        rows = np.fromstring(found or "", np.int64, sep=" ")
        return (divided or self.divided()).facets(rows)

    def meant(self, word: str) -> list[str]:
        """Words that articles hold and that differ from this one by a letter, those of most articles first."""
        word = folded(word).strip()
        if not _SHORTEST <= len(word) <= _LONGEST or " " in word:
            return []
        with clear_failures(self._where), self._engine.connect() as connection:
            near = sorted(held(connection, set(_neighbours(word))), key=lambda row: (-row[1], row[0]))
        return [other for other, _ in near[:_TRIED]]

    def said(self, thing: int, about: bool, since: str | None, until: str | None, limit: int) -> list[StatementRow]:
        """Statements of @N, or `about` @N: those whose content mentions it by any word. The latest first."""
        table, of_about = schema.statement, schema.statement_about
        mentions = select(of_about.c.statement).where(of_about.c.entity.in_(_of_thing(thing)))
        wanted: list[ColumnElement[bool]] = [
            table.c.id.in_(mentions) if about else table.c.speaker.in_(_of_thing(thing))
        ]
        wanted += [table.c.day >= since] if since else []
        wanted += [table.c.day <= until] if until else []
        latest = (table.c.day.desc().nulls_last(), table.c.article.desc(), table.c.id)
        asked = select(table.c.article, table.c.ref).where(*wanted).order_by(*latest).limit(limit)
        with clear_failures(self._where), self._engine.connect() as connection:
            pairs = [(row.article, row.ref) for row in connection.execute(asked)]
            found = newest(connection, self._where, {key for key, _ in pairs})
        rows = {key: {row.statement: row for row in statement_rows(*pair)} for key, pair in found.items()}
        return [rows[key][ref] for key, ref in pairs]

    def headlines(self, numbers: Iterable[int]) -> dict[int, Headed]:
        """What names each of these articles (by row) that are there."""
        table = schema.article
        asked = select(table.c.id, table.c.name, table.c.headline, table.c.publisher, table.c.day)
        wanted, found = sorted(set(numbers)), dict[int, Headed]()
        with clear_failures(self._where), self._engine.connect() as connection:
            for begin in range(0, len(wanted), _ROWS):
                rows = connection.execute(asked.where(table.c.id.in_(wanted[begin : begin + _ROWS])))
                found |= {number: Headed(*row) for number, *row in rows}
        return found

    def things(self) -> list[Thing]:
        """Everyone and everything that articles name, those of most articles first."""
        with clear_failures(self._where), self._engine.connect() as connection:
            return _things(connection.execute(_seen()).mappings())

    def thing(self, number: int) -> Thing | None:
        """Who or what @N is, or None."""
        table = schema.profile
        meant = select(table.c.thing).where(table.c.id == number).scalar_subquery()
        with clear_failures(self._where), self._engine.connect() as connection:
            return next(iter(_things(connection.execute(_seen().where(table.c.thing == meant)).mappings())), None)


def _of_thing(thing: int) -> Select[Any]:
    """The entities of articles that are @N."""
    table, link = schema.profile, schema.entity_profile
    return select(link.c.entity).join(table, table.c.id == link.c.profile).where(table.c.thing == thing)


def _seen() -> Select[Any]:
    """Each profile that articles have, with how many do and from which day to which."""
    table, link, entity, article = schema.profile, schema.entity_profile, schema.entity, schema.article
    many = func.count(entity.c.article.distinct()).label("many")
    days = func.min(article.c.day).label("first"), func.max(article.c.day).label("last")
    columns = (table.c.thing, table.c.kind, table.c.name, table.c.country, table.c.office)
    joined = table.join(link, link.c.profile == table.c.id).join(entity, entity.c.id == link.c.entity)
    return (
        select(*columns, many, *days)
        .select_from(joined.join(article, article.c.id == entity.c.article))
        .group_by(table.c.id)
        .order_by(many.desc(), func.length(table.c.name).desc(), table.c.id)
    )


def _things(rows: Iterable[RowMapping]) -> list[Thing]:
    groups: dict[int, list[RowMapping]] = {}
    for row in rows:
        groups.setdefault(row["thing"], []).append(row)
    found = [_thing(number, group) for number, group in groups.items()]
    return sorted(found, key=lambda thing: (-thing.articles, thing.name, thing.id))


def _thing(number: int, group: list[RowMapping]) -> Thing:
    first, last = [r["first"] for r in group if r["first"]], [r["last"] for r in group if r["last"]]
    return Thing(
        id=number,
        kind=group[0]["kind"],
        name=group[0]["name"],
        names=tuple(dict.fromkeys(r["name"] for r in group)),
        countries=tuple(dict.fromkeys(r["country"] for r in group if r["country"])),
        offices=tuple(dict.fromkeys(r["office"] for r in group if r["office"])),
        articles=sum(r["many"] for r in group),
        days=(min(first, default=None), max(last, default=None)),
    )


def _neighbours(word: str) -> Iterator[str]:
    """Words one slip away: two letters exchanged, one left out, one too many, one for another."""
    cuts = [(word[:n], word[n:]) for n in range(len(word) + 1)]
    yield from (a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1)
    yield from (a + b[1:] for a, b in cuts if b)
    for letter in string.ascii_lowercase:
        yield from (a + letter + b for a, b in cuts)
        yield from (a + letter + b[1:] for a, b in cuts if b)
