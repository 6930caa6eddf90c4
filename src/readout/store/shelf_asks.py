"""What linking asks of a store, each statement made once: its making costs more than what it asks."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, literal, literal_column, select, union_all, update

from readout.link.stories import COMMONPLACE
from readout.store import schema, schema_links


@cache
def of(column: Any, *columns: Any, by: Any = None) -> Any:
    """These columns of the rows with one of the values `wanted`."""
    asked = select(*columns).where(column.in_(bindparam("wanted", expanding=True)))
    return asked if by is None else asked.group_by(by)


@cache
def naming() -> Any:
    """The articles that name at least `least` of the `parties` between two days, by number."""
    name = schema_links.link_name.c
    return (
        select(name.article, name.day, name.speaks)
        .where(name.name.in_(bindparam("parties", expanding=True)))
        .where(name.day.between(bindparam("first"), bindparam("last")))
        .group_by(name.article, name.day, name.speaks)
        .having(func.count() >= bindparam("least"))
        .order_by(name.article)
    )


@cache
def counting() -> Any:
    """The events for which an article of a `day` counts that has these `names`."""
    where, parts = schema_links.link_around.c, []
    for long in (False, True):
        own = (
            select(where.event)
            .where(where.name.in_(bindparam("names", expanding=True)), where.long == literal(long))
            .where(where.first <= bindparam("day"), where.last >= bindparam("day"))
            .group_by(where.event, where.least)
            .having(func.count() >= where.least)
        )
        parts.append(own if long else own.where(where.first >= bindparam("first")))
    return union_all(*parts)


@cache
def saw() -> Any:
    """Note for some `rows` that an article of a `day` counts for them."""
    event = schema_links.link_event
    # A day of 0 is no less: then the day is set whatever it was.
    earlier = (event.c.seen < bindparam("least")) | (bindparam("least") == 0)
    own = event.c.id.in_(bindparam("rows", expanding=True))
    return update(event).where(own, earlier).values(seen=bindparam("day"))


@cache
def newest() -> Select[Any]:
    """The newest record of an article by its `number`."""
    article, version = schema.article, schema.version
    own = (version.c.article == article.c.id) & (version.c.number == article.c.version)
    return select(version.c.record).join(article, own).where(article.c.id == bindparam("number"))


@cache
def sharing(many: int, dated: bool) -> Any:
    """The articles that share each of so many words, as far as they are not too many to tell anything."""
    table = schema_links.link_key.c
    parts = []
    for n in range(many):
        own = select(literal_column(str(n)).label("place"), table.article).where(table.key == bindparam(f"key{n}"))
        if dated:
            own = own.where(table.period.in_(bindparam("near", expanding=True)))
        parts.append(select(own.limit(COMMONPLACE + 1).subquery()))
    return union_all(*parts)


@cache
def naming_any(many: int) -> Any:
    """Which of so many names any article names."""
    table = schema_links.link_name.c
    asked = (select(table.name).where(table.name == bindparam(f"name{n}")).limit(1).subquery() for n in range(many))
    return union_all(*(select(one) for one in asked))


@cache
def before() -> Any:
    """So many tellings filed by a `key` before a `place`, the last of them first."""
    table = schema_links.link_meet.c
    here = (table.key == bindparam("key"), table.place < bindparam("place"))
    return select(table.met).where(*here).order_by(table.place.desc()).limit(bindparam("many"))


@cache
def after() -> Any:
    """So many tellings filed by a `key` from a `place` on."""
    table = schema_links.link_meet.c
    here = (table.key == bindparam("key"), table.place >= bindparam("place"))
    return select(table.met).where(*here).order_by(table.place).limit(bindparam("many"))
