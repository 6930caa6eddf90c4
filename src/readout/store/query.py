"""Which articles, events and statements a question means: SQL that answers with row ids of records."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Connection, Select, and_, func, or_, select

from readout.model import ReadoutError
from readout.store.fulltext import ARTICLES, STATEMENTS, ranked, rows_with
from readout.store.schema import (
    article,
    entity,
    entity_name,
    entity_profile,
    event,
    name,
    participant,
    profile,
    statement,
    statement_about,
)
from readout.store.words import folded, full_text

# Ranking looks into each article; what is in more of them than this is so common that its rank says little.
RANKED = 5000
# Events of a kind that no more than so many are of are sorted; of others the latest are looked for among all events.
FEW = 10_000


def entities_called(who: str) -> CompoundSelect[int]:
    """Entities with these words in a name of theirs, or of the country with this name or (in capitals) ISO code.

    With each comes who is the same person or body in other articles, whatever the name there.
    """
    words, code = folded(who), who.strip()
    if not words.strip():
        raise ReadoutError(repr(who), "there is no name in this")
    # All names are looked through for this: once, however often they are then asked for.
    named = select(name.c.id).where(name.c.folded.like(f"%{words}%")).cte()
    names = select(named.c.id)
    called = select(entity_name.c.entity).where(entity_name.c.name.in_(names))
    things = (
        select(profile.c.thing)
        .join(entity_profile, entity_profile.c.profile == profile.c.id)
        .join(entity_name, entity_name.c.entity == entity_profile.c.entity)
        .where(entity_name.c.name.in_(names), ~entity_name.c.metonym, profile.c.kind.in_(("person", "organisation")))
    )
    everywhere = (
        select(entity_profile.c.entity)
        .join(profile, profile.c.id == entity_profile.c.profile)
        .where(profile.c.thing.in_(things))
    )
    whole = select(name.c.id).where(name.c.folded == words)
    countries = (
        select(entity.c.country)
        .join(entity_name, entity_name.c.entity == entity.c.id)
        .where(entity_name.c.name.in_(whole), ~entity_name.c.metonym, entity.c.kind == "country")
        .where(entity.c.country.is_not(None))
    )
    belongs = [entity.c.country.in_(countries)] + [entity.c.country == code] * code.isupper()
    return called.union(everywhere, select(entity.c.id).where(or_(*belongs)))


def events_asked(
    who: str | None,
    where: str | None,
    kind: str | None,
    status: str | None,
    since: str | None,
    until: str | None,
    within: str | None,
    *,
    few: bool = False,
) -> Select[Any]:
    """(article row, event ref) of the events that fit all that is asked, latest first; `few` are of the kind asked."""
    wanted: list[ColumnElement[bool]] = []
    if kind:
        wanted.append(event.c.id.in_(_of_kind(kind)) if few else _is_kind(kind))
    if where:
        wanted.append(event.c.place.in_(entities_called(where)))
    part = select(participant.c.event)
    if who:
        part = part.where(participant.c.entity.in_(select(entities_called(who).cte())))
        if not status:
            wanted.append(event.c.id.in_(part))
    if status:
        own = event.c.id.in_(part.where(participant.c.status == status))
        shared = event.c.status == status
        wanted.append(
            or_(own, and_(shared, event.c.id.in_(part.where(participant.c.status.is_(None)))) if who else shared)
        )
    if since:
        wanted.append(event.c.until >= since)
    if until:
        wanted.append(event.c.begin <= until)
    if within:
        wanted.append(event.c.article.in_(select(article.c.id).where(article.c.name == within)))
    latest = (event.c.begin.desc().nulls_last(), event.c.article.desc(), event.c.id)
    return select(event.c.article, event.c.ref).where(*wanted).order_by(*latest)


def few_of_kind(connection: Connection, kind: str | None) -> bool:
    """Whether only a few events are of a kind."""
    if not kind:
        return False
    some = _of_kind(kind).limit(FEW + 1).subquery()
    return int(connection.execute(select(func.count()).select_from(some)).scalar_one()) <= FEW


def _is_kind(kind: str) -> ColumnElement[bool]:
    # Joined to nothing, for no index finds that: very many would be found by it, to be sorted then.
    return or_(event.c.type + "" == kind.lower(), event.c.plover + "" == kind.upper())


def _of_kind(kind: str) -> CompoundSelect[int]:
    """The events of a type or PLOVER type; those of both are given twice."""
    one, other = event.c.type == kind.lower(), event.c.plover == kind.upper()
    return select(event.c.id).where(one).union_all(select(event.c.id).where(other))


def statements_asked(
    by: str | None, about: str | None, since: str | None, until: str | None, within: str | None
) -> Select[Any]:
    """(article row, statement ref) of the statements that fit all that is asked, latest first."""
    wanted: list[ColumnElement[bool]] = []
    if by:
        speakers = statement.c.speaker.in_(entities_called(by))
        wanted.append(or_(speakers, statement.c.source.like(f"%{folded(by)}%")))
    if about:
        worded = rows_with(STATEMENTS, full_text(about))
        mentioned = select(statement_about.c.statement).where(statement_about.c.entity.in_(entities_called(about)))
        wanted.append(or_(statement.c.id.in_(worded), statement.c.id.in_(mentioned)))
    if since:
        wanted.append(statement.c.day >= since)
    if until:
        wanted.append(statement.c.day <= until)
    if within:
        wanted.append(statement.c.article.in_(select(article.c.id).where(article.c.name == within)))
    latest = (statement.c.day.desc().nulls_last(), statement.c.article.desc(), statement.c.id)
    return select(statement.c.article, statement.c.ref).where(*wanted).order_by(*latest)


def articles_asked(publisher: str | None, since: str | None, until: str | None) -> Select[Any]:
    """Article rows that fit all that is asked, latest first."""
    wanted: list[ColumnElement[bool]] = []
    if publisher:
        wanted.append(article.c.publisher == publisher)
    if since:
        wanted.append(article.c.day >= since)
    if until:
        wanted.append(article.c.day <= until)
    many = [
        select(func.count()).where(t.c.article == article.c.id).scalar_subquery().label(label)
        for label, t in (("statements", statement), ("events", event))
    ]
    latest = (article.c.day.desc().nulls_last(), article.c.id.desc())
    return select(article, *many).where(*wanted).order_by(*latest)


def search_asked(
    expression: str, limit: int, offset: int, publisher: str | None, since: str | None, until: str | None
) -> Select[Any]:
    """(article row, score) of the articles with these words, the best first.

    Without bounds no more than `RANKED` (or those asked for, if they are more) are ranked: those added last.
    """
    wanted: list[ColumnElement[bool]] = []
    if publisher:
        wanted.append(article.c.publisher == publisher)
    if since:
        wanted.append(article.c.day >= since)
    if until:
        wanted.append(article.c.day <= until)
    asked, row = ranked(expression).limit(limit).offset(offset), ARTICLES.c.rowid
    if wanted:
        return asked.where(row.in_(select(article.c.id).where(*wanted)))
    last = rows_with(ARTICLES, expression).order_by(row.desc()).limit(1).offset(max(RANKED, offset + limit) - 1)
    return asked.where(row >= func.coalesce(last.correlate(None).scalar_subquery(), 0))
