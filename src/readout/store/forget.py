"""Forgetting articles: out of every table, the index and the file itself."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from html import unescape
from urllib.parse import urlsplit

from sqlalchemy import Connection, Engine, delete, func, or_, select

from readout.model import ReadoutError
from readout.store import schema, schema_links
from readout.store.compact import write_anew
from readout.store.engine import clear_failures, writing
from readout.store.fulltext import merge_words
from readout.store.identity import profiles_of
from readout.store.packing import unpacked
from readout.store.words import folded
from readout.store.write import remove_record

_TAG = re.compile(r"<[^<>]*>")


def articles_naming(engine: Engine, name: str) -> Iterator[str]:
    """Ids of the articles that have a name in any version, in whatever they hold; every record is looked at."""
    wanted = folded(name)
    if not wanted.strip():
        raise ReadoutError(name, "this is no name", "name someone by letters")
    article, version, reading = schema.article, schema.version, schema.reading
    found: set[int] = set()
    with engine.connect() as connection:
        for table in (version, reading):
            asked = select(table.c.article, table.c.record).execution_options(yield_per=100)
            for key, data in connection.execute(asked):
                if key not in found and _holds(data, wanted):
                    found.add(key)
        for key, told in connection.execute(select(article.c.id, article.c.name).order_by(article.c.id)):
            if key in found:
                yield told


def _holds(data: bytes, wanted: str) -> bool:
    record = unpacked(data)
    page = record.article
    captions = [image.caption or "" for image in page.images]
    credit = [c for i in page.images if i.credit for c in (i.credit.photographer, i.credit.agency, i.credit.via) if c]
    dropped = [one.text for one in page.dropped]
    names = [entity.name for entity in record.entities]
    head = [page.headline or "", page.publisher or "", page.url or "", *page.authors]
    # Each by itself: a name does not go on from one to the next.
    return any(wanted in folded(text) for text in (page.text, *head, *captions, *credit, *dropped, *names))


def waiting_naming(engine: Engine, name: str) -> list[int]:
    """Numbers of the pages that wait to be read and have a name in what can be read of them as they are."""
    wanted, table = folded(name), schema.waiting
    with engine.connect() as connection:
        rows = connection.execute(select(table.c.id, table.c.name, table.c.page)).all()
    return [row.id for row in rows if wanted in folded(row.name) or (row.page and wanted in folded(_plain(row.page)))]


def _plain(page: bytes) -> str:
    """The words of a page without its tags."""
    return unescape(_TAG.sub("", zlib.decompress(page).decode("utf-8", "replace")))


def waiting_from(engine: Engine, source: str) -> list[int]:
    """Numbers of the pages that wait to be read and are from a web site, or from a file or address."""
    table = schema.waiting
    with engine.connect() as connection:
        rows = connection.execute(select(table.c.id, table.c.name)).all()
    return [row.id for row in rows if _is_from(source, None, None, row.name)]


def articles_from(engine: Engine, source: str) -> list[str]:
    """Ids of the articles of a publisher, of a web site (with what belongs to it), or of a file or address."""
    table = schema.article
    with engine.connect() as connection:
        rows = connection.execute(select(table.c.name, table.c.publisher, table.c.url, table.c.source)).all()
    return [row.name for row in rows if _is_from(source, row.publisher, row.url, row.source)]


def _is_from(asked: str, publisher: str | None, url: str | None, source: str) -> bool:
    if asked in (source, url) or folded(publisher or "") == folded(asked):
        return True
    try:
        hosts = [urlsplit(address).hostname or "" for address in (url or "", source) if "://" in address]
    except ValueError:
        return False
    site = asked.casefold().removeprefix("www.")
    return "." in site and any(host == site or host.endswith(f".{site}") for host in hosts)


def forget(engine: Engine, where: str, articles: Sequence[str], waiting: Sequence[int] = ()) -> None:
    """Take articles out as if they had never been added, with what people and the machine judged of them; and pages
    that wait to be read, by their numbers.

    A SQLite file keeps none of their words; raises ReadoutError where another program still holds the old pages. A
    Postgres server writes its tables anew, and keeps the words in its log until that is recycled (docs/postgres.md).
    """
    with clear_failures(where):
        with writing(engine) as connection:
            for number in waiting:
                connection.execute(delete(schema.waiting).where(schema.waiting.c.id == number))
            for name in articles:
                _forget_judgements(connection, name)
                connection.execute(delete(schema.correction).where(schema.correction.c.article == name))
                sent = schema.delivery
                place = func.strpos if engine.dialect.name == "postgresql" else func.instr
                connection.execute(delete(sent).where(place(sent.c.body, name) > 0))
            unused = select(schema.entity_name.c.name)
            connection.execute(delete(schema.name).where(schema.name.c.id.not_in(unused)))
            # What linking keeps holds words of the articles that it linked: it is made again.
            for table in reversed(schema_links.KEPT):
                connection.execute(delete(table))
            merge_words(connection)
        if not write_anew(engine):
            what = "the articles are forgotten, but another program still reads pages on the disk that held them"
            raise ReadoutError(where, what, "run the command again, or stop that program")


def _forget_judgements(connection: Connection, name: str) -> None:
    """Remove an article and the judgements that only it gives a meaning."""
    article, profile, log = schema.article, schema.profile, schema.judgement
    key = connection.execute(select(article.c.id).where(article.c.name == name)).scalar_one()
    columns = (profile.c.id, profile.c.key, profile.c.kind, profile.c.folded)
    touched = sorted(profiles_of(connection, key))
    before = [row for at in touched for row in connection.execute(select(*columns).where(profile.c.id == at))]
    remove_record(connection, name)
    kept = set(connection.execute(select(profile.c.id)).scalars())
    named = {(row.kind, row.folded) for row in connection.execute(select(profile.c.kind, profile.c.folded))}
    gone = {row.key for row in before if row.id not in kept}
    gone |= {f"name:{row.kind}:{row.folded}" for row in before if (row.kind, row.folded) not in named}
    for ref in sorted(gone):
        connection.execute(delete(log).where(or_(log.c.left == ref, log.c.right == ref)))
    for side in (log.c.left, log.c.right):
        its_entity = func.substr(side, 1, len(name) + 8) == f"entity:{name}:"
        its_event = (func.substr(side, 1, 8) == "telling ") & side.endswith(f" {name}", autoescape=True)
        connection.execute(delete(log).where(or_(its_entity, its_event)))
