"""One JSON object as an article, by the names that its fields have in the table `lexicon/inputs.yaml`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from readout.lexicon import table
from readout.model import Article, Block, Problem
from readout.read.assemble import Given, assembled
from readout.read.build import article_id, body_text, paragraphs
from readout.read.dates import published
from readout.read.decode import clean
from readout.read.fragment import fragment_pieces, is_markup
from readout.read.names import people
from readout.read.stream import Source

Row = dict[str, Any]
_NAMES = ("name", "title", "rendered", "uri")
# Fields beside `text`, which is kept to the letter, in which markup may stand.
_EXACT = "text"


@cache
def _fields() -> dict[str, tuple[str, ...]]:
    return {field: tuple(names) for field, names in table("inputs")["json"].items()}


def articles(value: Any, source: Source) -> Iterator[Article | Problem]:
    """The article of an object, or those of the list inside it: a JSON Feed, the answer of a news service."""
    inner = None if _words(value, "text", "markup") else _listed(value)
    if inner is None:
        yield article(value, source)
        return
    outer = _words(value, "title") if "items" in value else None
    for number, row in enumerate(inner, 1):
        row = row.get("item", row) if isinstance(row, dict) and isinstance(row.get("item"), dict) else row
        yield article(row, source.line(number), outer)


def _listed(value: Any) -> list[Any] | None:
    """The list of objects inside an object, if it has one."""
    for name in table("inputs")["json_lists"] if isinstance(value, dict) else ():
        inner = value.get(name)
        inner = inner.get("results") if isinstance(inner, dict) else inner
        if isinstance(inner, list) and any(isinstance(row, dict) for row in inner):
            return inner
    return None


def article(row: Any, source: Source, site: str | None = None) -> Article | Problem:
    """The article of one object; `site` is the outlet where the object names none."""
    if not isinstance(row, dict):
        return Problem(source.name, "not a JSON object; an article is {text, id?, url?, title?, published?, ...}")
    name, text = _found(row, "text")
    markup = _words(row, "markup")
    if markup or (text and name != _EXACT and is_markup(text)):
        return _of_markup(row, markup or text or "", source, site)
    if text is None:
        text = _words(row, "summary")
    if text is None:
        return Problem(source.name, "no text in it; an article needs a `text` with words")
    if name is None and is_markup(text):
        return _of_markup(row, text, source, site)
    return _of_text(row, text, source, site)


def _of_text(row: Row, text: str, source: Source, site: str | None) -> Article:
    """An article whose text stays as it is, with the title in front where it has one."""
    title, url, day = _title(row), _words(row, "url"), _published(row)
    if title and not text.lstrip().startswith(title):
        text = f"{title}\n\n{text}"
    blocks: list[Block] = []
    first = 0
    if title:
        first = text.index(title) + len(title)
        blocks.append(Block("headline", first - len(title), first))
    for start, end in paragraphs(text[first:]):
        blocks.append(Block("paragraph", first + start, first + end))
    given = _id(row)
    return Article(
        id=article_id(url, source.file, title, day, text) if given is None else given,
        source=source.name,
        text=text,
        url=url,
        publisher=_publisher(row) or site,
        headline=title,
        authors=people(_first(row, "authors")),
        published=day,
        language="en",
        word_count=len(body_text(text, blocks).split()),
        blocks=tuple(blocks),
        retrieved=_retrieved(row),
    )


def _of_markup(row: Row, markup: str, source: Source, site: str | None) -> Article:
    """An article whose text stands in markup."""
    from msgspec.structs import replace

    given = Given(
        headline=_title(row),
        authors=people(_first(row, "authors")),
        publisher=_publisher(row) or site,
        published=_published(row),
        url=_words(row, "url"),
        key=_id(row),
    )
    made, known = assembled(fragment_pieces(markup), given, source), _id(row)
    return replace(made, id=made.id if given.url else known or made.id, retrieved=_retrieved(row))


def _title(row: Row) -> str | None:
    title = _words(row, "title")
    return " ".join(title.split()) if title else None


def _publisher(row: Row) -> str | None:
    """The outlet; an address of something is none."""
    keys = [key for key in _fields()["publisher"] if "/" not in (_found(row, "publisher", key)[1] or "/")]
    return _found(row, "publisher", keys[0])[1] if keys else None


def _published(row: Row) -> str | None:
    crawled = any(key in row for key in table("inputs")["json_crawls"])
    keys = [key for key in _fields()["published"] if row.get(key) and not (crawled and key == "date")]
    return next((day for key in keys if (day := published(row[key]))), None)


def _retrieved(row: Row) -> str | None:
    return next((day for key in _fields()["retrieved"] if row.get(key) and (day := published(row[key]))), None)


def _id(row: Row) -> str | None:
    given = next((row[k] for k in _fields()["id"] if isinstance(row.get(k), str | int) and row[k] != ""), None)
    return None if given is None else clean(str(given))


def _first(row: Row, field: str) -> Any:
    return next((row[key] for key in _fields()[field] if row.get(key)), None)


def _words(row: Any, *fields: str) -> str | None:
    """The words of the first of these fields that has any."""
    return next((words for field in fields if (words := _found(row, field)[1])), None)


def _found(row: Any, field: str, *keys: str) -> tuple[str | None, str | None]:
    """The first of the field's keys that holds words, or an object with a name, or a list of paragraphs; its words."""
    for key in (keys or _fields()[field]) if isinstance(row, dict) else ():
        value = row.get(key)
        if isinstance(value, dict):
            value = next((value[name] for name in _NAMES if isinstance(value.get(name), str)), None)
        if field == "text" and isinstance(value, list) and value and all(isinstance(part, str) for part in value):
            value = "\n".join(value)
        if isinstance(value, str) and value.strip():
            return key, clean(value)
    return None, None
