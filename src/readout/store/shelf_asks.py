"""What linking asks of a store, each statement made once: its making costs more than what it asks."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, delete, func, insert, literal, literal_column, select, union_all, update

from readout.link.stories import COMMONPLACE, NEAR
from readout.store import schema, schema_links
from readout.store.shelf_run import Among


@cache
def of(column: Any, *columns: Any, by: Any = None) -> Any:
    """These columns of the rows with one of the values `wanted`."""
    asked = select(*columns).where(Among(column, "wanted"))
    return asked if by is None else asked.group_by(by)


@cache
def put(table: Any) -> Any:
    """A row, with all its columns."""
    return insert(table)


@cache
def gone(column: Any) -> Any:
    """The rows with one of the values `wanted` are no more."""
    return delete(column.table).where(Among(column, "wanted"))


@cache
def node_gone() -> Any:
    """The node of an `article` and a `level` is no more."""
    node = schema_links.link_node
    return delete(node).where(node.c.level == bindparam("level"), node.c.article == bindparam("article"))


@cache
def hung() -> Any:
    """The telling filed by a `key` at a `place` is kept as `new`."""
    table = schema_links.link_meet
    own = (table.c.key == bindparam("k"), table.c.place == bindparam("p"))
    return update(table).where(*own).values(met=bindparam("new"))


@cache
def meeting() -> Any:
    """The tellings filed by one of the keys `wanted`, in order."""
    table = schema_links.link_meet.c
    return select(table.key, table.met).where(Among(table.key, "wanted")).order_by(table.key, table.place)


@cache
def beside() -> Any:
    """The events that an `article` bears on without telling them."""
    told = schema_links.link_told.c
    return select(told.event).where(told.article == bindparam("article"), told.beside)


@cache
def late() -> Any:
    """The articles after the `last` that changed or went since they were linked."""
    due = schema_links.link_due.c
    return select(due.article).where(due.linked, due.article > bindparam("last"))


@cache
def many() -> Any:
    """How many articles there are."""
    return select(func.count()).select_from(schema.article)


@cache
def state() -> Any:
    """By which code, in which linking, of how many articles and which judgements all is that is kept."""
    return select(schema_links.link_state)


@cache
def no_state() -> Any:
    """Nothing that is kept holds."""
    return delete(schema_links.link_state)


@cache
def last_event() -> Any:
    """The greatest number of an event."""
    return select(func.coalesce(func.max(schema_links.link_event.c.id), 0))


@cache
def naming() -> Any:
    """The articles that name at least `least` of the `parties` between two days, by number."""
    name = schema_links.link_name.c
    return (
        select(name.article, name.day, name.speaks)
        .where(Among(name.name, "parties"))
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
            .where(Among(where.name, "names"), where.long == literal(long))
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
    own = Among(event.c.id, "rows")
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
            own = own.where(table.period.in_([bindparam(f"near{n}") for n in range(NEAR)]))
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
