"""Whether two of the store are one: what the machine is unsure of, what people say, and how they take it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Engine, and_, exists, not_, or_, select

from readout.link.judgements import Telling
from readout.model import ReadoutError, Record, Span
from readout.store import schema
from readout.store.engine import clear_failures, writing
from readout.store.event_judgements import MARK, note, side, told
from readout.store.identity import MACHINE, judge, meant
from readout.store.reading import newest
from readout.store.rows import sentence_around
from readout.store.who import articles_of, sides


class Overtaken(ReadoutError):
    """Others judged the same two since the asker looked."""


class Unsure(Struct, frozen=True):
    """Two that go by like names: the numbers (@N) of both, what speaks for one of them, and how much (0 to 1)."""

    one: int
    other: int
    names: tuple[str, str]
    why: str
    score: float


class Side(Struct, frozen=True):
    """One side of a judgement: words, and the article whose they are, if it is about one article's alone."""

    words: str
    article: str | None = None
    start: int | None = None


class Said(Struct, frozen=True):
    """A person's judgement on two, of events or else of who is who; `stands` as long as no later one is on the same."""

    number: int
    about: str
    judgement: str
    one: Side
    other: Side
    user: str
    made: str
    stands: bool


class InArticle(Struct, frozen=True):
    """Someone in one article: the entity's id there, name, office, and a sentence with the first mention marked."""

    article: str
    entity: str
    headline: str | None
    publisher: str | None
    published: str | None
    name: str
    role: str | None
    quote: str
    start: int
    marks: tuple[Span, ...]


class Alike:
    """Judgements of a store on two, who is who and which events are one; `find` gives articles that begin so."""

    def __init__(self, where: str, engine: Engine, find: Callable[[str], list[str]]) -> None:
        self._where, self._engine, self._find = where, engine, find

    def judge(self, one: str, other: str, judgement: str, user: str, seen: int | None = None) -> tuple[int, ...]:
        """Note a judgement on who is who, as `Store.judge` does; the numbers of whom both mean now.

        Raises Overtaken where others judged these two after the judgement `seen`.
        """
        with clear_failures(self._where), writing(self._engine) as connection:
            (left, first), (right, second) = (sides(connection, what, self._find) for what in (one, other))
            if left == right:
                what = "both mean the same"
                raise ReadoutError(f"{one}, {other}", what, "name entities of two articles (ARTICLE:eN)")
            _check(connection, left, right, seen)
            if judgement == "positive":
                # What told these two apart by other articles or names would still win.
                for apart in _telling_apart(connection, first, second) - {(left, right), (right, left)}:
                    judge(connection, *apart, "none", user)
            return tuple(judge(connection, left, right, judgement, user))

    def judge_events(self, one: Telling, other: Telling, judgement: str, user: str, seen: int | None = None) -> None:
        """Note whether two tellings are of one event ("same", "different"); raises Overtaken as `judge` does."""
        with clear_failures(self._where), writing(self._engine) as connection:
            _check(connection, side(one), side(other), seen)
            note(connection, judgement, one, other, user)

    def undo(self, number: int, user: str) -> None:
        """Take a judgement back: what was judged of the two before it holds again. That can be undone too."""
        log = schema.judgement
        with clear_failures(self._where), writing(self._engine) as connection:
            row = connection.execute(select(log).where(log.c.id == number, log.c.user != MACHINE)).one_or_none()
            if row is None or not row.right:
                raise ReadoutError(f"judgement {number}", "there is none of this number", "see the history")
            _check(connection, row.left, row.right, number)
            asked = select(log.c.judgement).where(_pair(row.left, row.right), log.c.id < number, log.c.user != MACHINE)
            before = connection.execute(asked.order_by(log.c.id.desc()).limit(1)).scalar_one_or_none() or "none"
            if row.left.startswith(MARK):
                note(connection, before, told(row.left), told(row.right), user)
            else:
                judge(connection, row.left, row.right, before, user)

    def number(self, what: str) -> int:
        """The number (@N) of whom ARTICLE:eN or a name means; raises ReadoutError where it means nobody, or several."""
        with clear_failures(self._where), self._engine.connect() as connection:
            return sides(connection, what, self._find)[1]

    def last(self) -> int:
        """The number of the last judgement, 0 for none: what `seen` says."""
        log = schema.judgement
        with clear_failures(self._where), self._engine.connect() as connection:
            return connection.execute(select(log.c.id).order_by(log.c.id.desc()).limit(1)).scalar_one_or_none() or 0

    def unsure(self, limit: int = 50, offset: int = 0) -> list[Unsure]:
        """Pairs that the machine found alike without being sure, the likeliest first, until a person judges them."""
        log, one, other = schema.judgement, schema.profile.alias("one"), schema.profile.alias("other")
        said = schema.judgement.alias("said")
        first, second = ("name:" + table.c.kind + ":" + table.c.folded for table in (one, other))
        judged = exists().where(
            said.c.user != MACHINE,
            said.c.judgement != "none",
            or_(and_(said.c.left == first, said.c.right == second), and_(said.c.left == second, said.c.right == first)),
        )
        asked = (
            select(one.c.thing, other.c.thing, one.c.name, other.c.name, log.c.why, log.c.score)
            .join(one, one.c.key == log.c.left)
            .join(other, other.c.key == log.c.right)
            .where(log.c.user == MACHINE, log.c.judgement == "unsure", one.c.thing != other.c.thing, not_(judged))
            .order_by(log.c.score.desc(), log.c.id)
        )
        with clear_failures(self._where), self._engine.connect() as connection:
            rows = connection.execute(asked.limit(limit).offset(offset)).all()
        return [Unsure(row[0], row[1], (row[2], row[3]), row[4] or "", row[5] or 0.0) for row in rows]

    def history(self, limit: int = 50, offset: int = 0, article: str | None = None) -> list[Said]:
        """People's judgements on two, the latest first; only those on events of an article, if asked."""
        log = schema.judgement
        wanted = [log.c.user != MACHINE, log.c.right != ""]
        if article is not None:
            ends = (column.startswith(MARK) & column.endswith(f" {article}", autoescape=True) for column in _SIDES)
            wanted.append(or_(*ends))
        with clear_failures(self._where), self._engine.connect() as connection:
            rows = connection.execute(
                select(log).where(*wanted).order_by(log.c.id.desc()).limit(limit).offset(offset)
            ).all()
            return [self._said(connection, row) for row in rows]

    def in_articles(self, thing: int, limit: int = 50, offset: int = 0) -> list[InArticle]:
        """Someone (@N) in each article that names this one, the earliest first."""
        with clear_failures(self._where), self._engine.connect() as connection:
            pairs = articles_of(connection, thing)[offset : offset + limit]
            found = newest(connection, self._where, {key for key, _ in pairs})
        return [row for key, ref in pairs for row in _in_article(found[key][0], ref)]

    def _said(self, connection: Connection, row: Any) -> Said:
        log = schema.judgement
        later = select(log.c.id).where(_pair(row.left, row.right), log.c.id > row.id, log.c.user != MACHINE).limit(1)
        about = "event" if row.left.startswith(MARK) else "who"
        one, other = (self._side(connection, end) for end in (row.left, row.right))
        stands = connection.execute(later).first() is None
        return Said(row.id, about, row.judgement, one, other, row.user, row.made, stands)

    def _side(self, connection: Connection, ref: str) -> Side:
        if ref.startswith(MARK):
            at = told(ref)
            key = select(schema.article.c.id).where(schema.article.c.name == at.article)
            found = newest(connection, self._where, connection.execute(key).scalars())
            words = next((" ".join(r.article.text[at.start : at.end].split()) for r, _ in found.values()), "")
            return Side(words or "…", at.article, at.start)
        what, _, rest = ref.partition(":")
        if what == "name":
            return Side(rest.partition(":")[2])
        article, _, name = rest.rsplit(":", 2)
        return Side(name, article)


_SIDES = (schema.judgement.c.left, schema.judgement.c.right)


def _pair(left: str, right: str) -> Any:
    """Judgements on these two, whichever is named first."""
    one, other = _SIDES
    return or_(and_(one == left, other == right), and_(one == right, other == left))


def _telling_apart(connection: Connection, one: int, other: int) -> set[tuple[str, str]]:
    """The sides of the judgements that stand and by which these two things are not one."""
    log, table = schema.judgement, schema.profile
    rows = connection.execute(select(log).where(log.c.user != MACHINE, log.c.right != "").order_by(log.c.id))
    last = {(row.left, row.right): row.judgement for row in rows}
    some, others = (
        set(connection.execute(select(table.c.id).where(table.c.thing == thing)).scalars()) for thing in (one, other)
    )
    found = set()
    for (left, right), judgement in last.items():
        if judgement == "negative":
            left_of, right_of = meant(connection, left), meant(connection, right)
            if (left_of & some and right_of & others) or (left_of & others and right_of & some):
                found.add((left, right))
    return found


def _check(connection: Connection, left: str, right: str, seen: int | None) -> None:
    """Raises Overtaken where people judged these two after a judgement."""
    if seen is None:
        return
    log = schema.judgement
    asked = select(log.c.user, log.c.made).where(_pair(left, right), log.c.id > seen, log.c.user != MACHINE)
    rows: Sequence[Any] = connection.execute(asked.order_by(log.c.id)).all()
    if rows:
        who = ", ".join(dict.fromkeys(row.user for row in rows))
        raise Overtaken("judgement", f"this was judged meanwhile by {who}", "look at it again and decide anew")


def _in_article(record: Record, ref: str) -> list[InArticle]:
    page, entity = record.article, next((e for e in record.entities if e.id == ref), None)
    if entity is None or not entity.mentions:
        return []
    at = min(entity.mentions, key=lambda m: (m.form != "name", m.start))
    span = Span(at.start, at.end)
    around = sentence_around(page, span)
    quote = page.text[around.start : around.end]
    row = (page.id, ref, page.headline, page.publisher, page.published, entity.name, entity.role)
    return [InArticle(*row, quote, around.start, (span,))]
