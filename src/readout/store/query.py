"""Which articles, events and statements a question means: SQL that answers with row ids of records."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal_column, or_, select, text

from readout.model import ReadoutError
from readout.store.schema import article, entity, entity_name, event, name, participant, statement, statement_about
from readout.store.words import folded, full_text


def entities_called(who: str) -> Select[tuple[int]]:
    """Entities with these words in a name of theirs, or of the country with this name or ISO 3166-1 alpha-3 code."""
    words = folded(who)
    if not words.strip():
        raise ReadoutError(repr(who), "there is no name in this")
    names = select(name.c.id).where(name.c.folded.like(f"%{words}%"))
    exact = select(name.c.id).where(name.c.folded == words)
    called = select(entity_name.c.entity).where(entity_name.c.name.in_(names))
    countries = (
        select(entity.c.country)
        .join(entity_name, entity_name.c.entity == entity.c.id)
        .where(entity_name.c.name.in_(exact), entity.c.kind == "country", entity.c.country.is_not(None))
    )
    of_country = select(entity.c.id).where(
        or_(entity.c.country.in_(countries), entity.c.country == who.strip().upper())
    )
    return called.union(of_country)  # type: ignore[return-value]


def events_asked(
    who: str | None,
    where: str | None,
    kind: str | None,
    status: str | None,
    since: str | None,
    until: str | None,
    within: str | None,
) -> Select[Any]:
    """(article row, event ref) of the events that fit all that is asked, latest first."""
    wanted: list[ColumnElement[bool]] = []
    if kind:
        wanted.append(or_(event.c.type == kind.lower(), event.c.plover == kind.upper()))
    if where:
        wanted.append(event.c.place.in_(entities_called(where)))
    own = participant.c.event == event.c.id
    if who:
        part = and_(own, participant.c.entity.in_(entities_called(who)))
        if status:
            part = and_(part, func.coalesce(participant.c.status, event.c.status) == status)
        wanted.append(select(participant.c.event).where(part).exists())
    elif status:
        some = select(participant.c.event).where(own, participant.c.status == status).exists()
        wanted.append(or_(event.c.status == status, some))
    if since:
        wanted.append(event.c.until >= since)
    if until:
        wanted.append(event.c.begin <= until)
    if within:
        wanted.append(article.c.name == within)
    return (
        select(event.c.article, event.c.ref)
        .join(article, article.c.id == event.c.article)
        .where(*wanted)
        .order_by(event.c.begin.desc().nulls_last(), event.c.article.desc(), event.c.id)
    )


def statements_asked(
    by: str | None, about: str | None, since: str | None, until: str | None, within: str | None
) -> Select[Any]:
    """(article row, statement ref) of the statements that fit all that is asked, latest first."""
    wanted: list[ColumnElement[bool]] = []
    if by:
        named = statement.c.speaker.in_(entities_called(by))
        wanted.append(or_(named, statement.c.source.like(f"%{folded(by)}%")))
    if about:
        words = text("SELECT rowid FROM statement_words WHERE statement_words MATCH :about").bindparams(
            about=full_text(about)
        )
        rows = statement.c.id.in_(words.columns(literal_column("rowid")))
        named = statement.c.id.in_(
            select(statement_about.c.statement).where(statement_about.c.entity.in_(entities_called(about)))
        )
        wanted.append(or_(rows, named))
    if since:
        wanted.append(statement.c.day >= since)
    if until:
        wanted.append(statement.c.day <= until)
    if within:
        wanted.append(article.c.name == within)
    return (
        select(statement.c.article, statement.c.ref)
        .join(article, article.c.id == statement.c.article)
        .where(*wanted)
        .order_by(statement.c.day.desc().nulls_last(), statement.c.article.desc(), statement.c.id)
    )


def articles_asked(publisher: str | None, since: str | None, until: str | None) -> Select[Any]:
    """Article rows that fit all that is asked, latest first."""
    wanted: list[ColumnElement[bool]] = []
    if publisher:
        wanted.append(func.lower(article.c.publisher) == publisher.lower())
    if since:
        wanted.append(article.c.day >= since)
    if until:
        wanted.append(article.c.day <= until)
    return select(article).where(*wanted).order_by(article.c.day.desc().nulls_last(), article.c.id.desc())
