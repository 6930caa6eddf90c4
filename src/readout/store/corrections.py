"""What people change of what articles report: kept with who and when, never taken out, and told to who comes second."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, Engine, desc, func, select

from readout.lexicon import table as words_table
from readout.link.judgements import Judgement, Telling
from readout.model import Entity, Event, EventTime, ReadoutError, Record, Span, Statement
from readout.store import schema
from readout.store.corrections_anchor import overlap
from readout.store.corrections_apply import corrected
from readout.store.corrections_doubt import REASONS, THRESHOLD
from readout.store.corrections_model import (
    NOTHING,
    Action,
    Change,
    Correction,
    Part,
    Words,
    in_force,
    standing,
    words_at,
)
from readout.store.corrections_rows import kept, last_number, note
from readout.store.corrections_words import place_of, whole
from readout.store.engine import clear_failures, now, writing
from readout.store.event_judgements import EventWord
from readout.store.packing import unpacked
from readout.store.reading import begun
from readout.store.write import correct_anew

WHY = (THRESHOLD, *REASONS)
_VERDICTS = {"accept": "right", "reject": "wrong"}


class Collision(ReadoutError):
    """Others changed the same thing since the asker looked; `by` are their corrections, the last one last."""

    def __init__(self, where: str, by: Sequence[Correction]) -> None:
        who = ", ".join(dict.fromkeys(row.user for row in by)) or "a newer version of the article"
        super().__init__(where, f"this was changed meanwhile by {who}", "look at it again and decide anew")
        self.by = tuple(by)


class Wish(Struct, frozen=True):
    """What someone wants to change: the item `of`, by its id in the newest record; to `add` needs the words `at` only.

    `seen` is the number of the article's last correction that the asker knows of, `version` the article's version, `at`
    where the item stood there; each is None where whatever there is will do.
    """

    article: str
    part: Part
    of: str
    action: Action
    change: Change = NOTHING
    seen: int | None = None
    version: int | None = None
    at: Span | None = None
    note: str | None = None


class Doubtful(Struct, frozen=True):
    """An item of the queue: of which article, how doubtful (0 to 1) and why, and whether a person vouches for it."""

    article: str
    part: Part
    ref: str
    doubt: float
    why: tuple[str, ...]
    settled: bool


class Corrections:
    """The corrections of a store."""

    def __init__(self, where: str, engine: Engine) -> None:
        self._where = where
        self._engine = engine

    def make(self, wish: Wish, user: str) -> Correction:
        """Keep a correction; every answer of the store has it from now on.

        Raises Collision when others changed the same thing since the asker looked, ReadoutError for what is not there.
        """
        _check(wish.change)
        with clear_failures(self._where), writing(self._engine) as connection:
            record, version = _newest(connection, wish.article)
            rows = kept(connection, schema.correction.c.article == wish.article)
            at = _place(record, version, wish, rows)
            before = wish.change if wish.action == "add" else whole(record, wish.part, wish.of)
            row = _afterwards(
                record,
                Correction(
                    *(0, wish.article, version, wish.part, at, wish.action, user, now()),
                    change=wish.change,
                    whole=before,
                    note=wish.note,
                ),
            )
            done = replace(row, number=note(connection, row))
            correct_anew(connection, wish.article)
        return done

    def judge(self, item: str, judgement: str, user: str) -> Correction:
        """A word on one item: "right" accepts it, "wrong" rejects it, a status corrects that of an event."""
        article, part, of = self.item(item)
        if judgement in ("right", "wrong"):
            return self.make(Wish(article, part, of, "accept" if judgement == "right" else "reject"), user)
        change = msgspec.convert({"status": judgement}, Change)
        return self.make(Wish(article, part, of, "correct", change), user)

    def item(self, name: str) -> tuple[str, Part, str]:
        """(article, part, id) of what is named as ARTICLE:vN (an event), :sN (a statement) or :eN (an entity).

        Raises ReadoutError where the article's newest record has no such item, or the name means several articles.
        """
        begin, _, of = name.rpartition(":")
        with clear_failures(self._where), self._engine.connect() as connection:
            found = begun(connection, begin, 2) if begin else []
            if len(found) != 1:
                what = "several articles begin so" if found else "no such article"
                raise ReadoutError(name, what, "write ARTICLE:vN")
            record, _ = _newest(connection, found[0])
        parts: dict[Part, Iterable[Event | Statement | Entity]] = {
            "event": record.events,
            "statement": record.statements,
            "entity": record.entities,
        }
        for part, items in parts.items():
            if any(one.id == of for one in items):
                return found[0], part, of
        raise ReadoutError(name, "the article has no such event, statement or entity", "see readout show")

    def undo(self, number: int, user: str, seen: int | None = None) -> Correction:
        """Take a correction back; what took one back can be taken back itself.

        Raises Collision when others changed the same thing after `seen`.
        """
        table = schema.correction
        with clear_failures(self._where), writing(self._engine) as connection:
            row = next(iter(kept(connection, table.c.id == number)), None)
            if row is None:
                raise ReadoutError(f"correction {number}", "there is none of this number", "see readout review log")
            rows = kept(connection, table.c.article == row.article)
            if row not in in_force(rows):
                raise ReadoutError(f"correction {number}", "it is undone already", "see readout review log")
            later = [r for r in rows if seen is not None and r.number > seen and _touches(r, row.part, row.at.span)]
            if later:
                raise Collision(f"{row.article} {row.part} {row.at.exact!r}", later)
            back = Correction(
                *(0, row.article, row.version, row.part, row.at, "undo", user, now()), whole=row.whole, undoes=number
            )
            done = replace(back, number=note(connection, back))
            correct_anew(connection, row.article)
        return done

    def rows(
        self, article: str | None = None, user: str | None = None, limit: int = 1000, offset: int = 0
    ) -> list[Correction]:
        """Corrections, the latest first, of an article or a person if asked."""
        table = schema.correction
        wanted = [table.c.article == article] * (article is not None) + [table.c.user == user] * (user is not None)
        asked = select(table.c.id).where(*wanted).order_by(desc(table.c.id)).limit(limit).offset(offset)
        with clear_failures(self._where), self._engine.connect() as connection:
            return kept(connection, table.c.id.in_(asked))[::-1]

    def last(self, article: str) -> int:
        """The number of an article's last correction, 0 for none: what `Wish.seen` says."""
        with clear_failures(self._where), self._engine.connect() as connection:
            return last_number(connection, article)

    def undone(self, article: str) -> frozenset[int]:
        """The numbers of an article's corrections that were taken back."""
        with clear_failures(self._where), self._engine.connect() as connection:
            rows = kept(connection, schema.correction.c.article == article)
        return frozenset({r.number for r in rows} - {r.number for r in in_force(rows)})

    def adrift(self, article: str) -> frozenset[int]:
        """The numbers of an article's corrections whose words its newest version no longer has."""
        with clear_failures(self._where), self._engine.connect() as connection:
            rows = standing(kept(connection, schema.correction.c.article == article))
            return corrected(_machines(connection, article), rows).adrift if rows else frozenset()

    def machine(self, article: str) -> Record:
        """What the machine itself read of the newest version of an article."""
        with clear_failures(self._where), self._engine.connect() as connection:
            return _machines(connection, article)

    def as_of(self, article: str, number: int) -> Record:
        """The newest record of an article as it was with its corrections up to one."""
        table = schema.correction
        with clear_failures(self._where), self._engine.connect() as connection:
            rows = kept(connection, table.c.article == article, table.c.id <= number)
            return corrected(_machines(connection, article), standing(rows)).record

    def on_events(self) -> list[EventWord]:
        """What people said of single events: right, wrong or a status, the latest last."""
        with clear_failures(self._where), self._engine.connect() as connection:
            return _on_events(connection)

    def articles(self) -> list[str]:
        """The articles with corrections, those first corrected first."""
        table = schema.correction
        asked = select(table.c.article).group_by(table.c.article).order_by(func.min(table.c.id))
        with clear_failures(self._where), self._engine.connect() as connection:
            return list(connection.execute(asked).scalars())

    def reviewed(self) -> Iterator[tuple[Record, frozenset[tuple[str, str]]]]:
        """The newest records of the articles with corrections that stand, each with the items that people vouch for."""
        for name in self.articles():
            with clear_failures(self._where), self._engine.connect() as connection:
                rows = standing(kept(connection, schema.correction.c.article == name))
                there = connection.execute(select(schema.article.c.id).where(schema.article.c.name == name)).first()
                made = corrected(_machines(connection, name), rows) if rows and there else None
            if made is not None:
                yield made.record, frozenset((str(part), of) for part, of in made.settled)

    def queue(
        self,
        part: str | None = None,
        why: str | None = None,
        settled: bool = False,
        article: str | None = None,
        limit: int = 50,
        offset: int = 0,
    ) -> list[Doubtful]:
        """What to look at first: the most doubtful items that nobody decided on yet, or those `settled`."""
        table, page = schema.doubt, schema.article
        wanted = [table.c.settled == settled]
        wanted += [table.c.part == part] * (part is not None) + [page.c.name == article] * (article is not None)
        if why:
            wanted.append((" " + table.c.why + " ").contains(f" {why} ", autoescape=True))
        asked = (
            select(table, page.c.name)
            .join(page, page.c.id == table.c.article)
            .where(*wanted)
            .order_by(table.c.doubt.desc(), table.c.article.desc(), table.c.part, table.c.ref)
        )
        with clear_failures(self._where), self._engine.connect() as connection:
            rows = connection.execute(asked.limit(limit).offset(offset)).all()
        return [Doubtful(r.name, r.part, r.ref, r.doubt, tuple(r.why.split()), r.settled) for r in rows]

    def progress(self) -> tuple[int, int]:
        """How many items a person vouches for, and how many there are."""
        table = schema.doubt
        with clear_failures(self._where), self._engine.connect() as connection:
            asked = select(table.c.settled, func.count()).group_by(table.c.settled)
            found = {bool(settled): int(many) for settled, many in connection.execute(asked)}
        return found.get(True, 0), sum(found.values())


def statuses(connection: Connection) -> list[Judgement]:
    """The statuses that people gave to events, as the linker takes them; what they reject is in no record."""
    return [row.plain for row in _on_events(connection) if row.judgement not in _VERDICTS.values()]


def _on_events(connection: Connection) -> list[EventWord]:
    table, by_article = schema.correction, dict[str, list[Correction]]()
    for row in kept(connection, table.c.part == "event"):
        by_article.setdefault(row.article, []).append(row)
    found = []
    for rows in by_article.values():
        for row in standing(rows):
            word = _VERDICTS.get(row.action) or row.change.fields().get("status")
            if word:
                at = Telling(row.article, row.at.start, row.at.end)
                found.append(EventWord(word, at, None, row.user, row.made, row.number))
    return sorted(found, key=lambda row: row.number)


def _newest(connection: Connection, name: str) -> tuple[Record, int]:
    """The newest record of an article as it stands, and its version."""
    article, version = schema.article, schema.version
    asked = (
        select(version.c.record, version.c.number)
        .join(article, (article.c.id == version.c.article) & (article.c.version == version.c.number))
        .where(article.c.name == name)
    )
    row = connection.execute(asked).one_or_none()
    if row is None:
        raise ReadoutError(name, "no such article in the store")
    return unpacked(row.record), row.number


def _machines(connection: Connection, name: str) -> Record:
    """The newest record of an article as the machine made it."""
    article, reading = schema.article, schema.reading
    asked = (
        select(reading.c.record)
        .join(article, (article.c.id == reading.c.article) & (article.c.version == reading.c.number))
        .where(article.c.name == name)
    )
    data = connection.execute(asked).scalar_one_or_none()
    return _newest(connection, name)[0] if data is None else unpacked(data)


def _place(record: Record, version: int, wish: Wish, rows: Sequence[Correction]) -> Words:
    """The words that a correction is of. Raises Collision where others came first, ReadoutError without words."""
    text, where = record.article.text, f"{wish.article}:{wish.of}" if wish.of else wish.article
    span = wish.at if wish.action == "add" else place_of(record, wish.part, wish.of)
    seen = wish.at or span
    if seen is not None and wish.seen is not None:
        later = [row for row in rows if row.number > wish.seen and _touches(row, wish.part, seen)]
        if later or wish.version not in (None, version):
            raise Collision(where, later)
    if span is None or not text[span.start : span.end].strip():
        raise ReadoutError(where, f"the article has no such {wish.part}", "see readout show")
    if wish.at is not None and wish.at != span:
        raise Collision(where, rows[-1:])
    return words_at(text, span)


def _touches(row: Correction, part: Part, span: Span) -> bool:
    """Whether a correction is of the item at these words."""
    named = [row.at, *(row.change.mentions or ()), *([row.change.into] if row.change.into else [])]
    return row.part == part and any(overlap(words.span, span) for words in named)


def _afterwards(record: Record, row: Correction) -> Correction:
    """A correction with the item as it stands after it; raises ReadoutError for one that can't be done."""
    made = corrected(record, [row])
    if made.adrift:
        what = {"merge": "it can't be merged with that", "split": "it can't be split so"}.get(
            row.action, "not possible"
        )
        raise ReadoutError(f"{row.article} {row.part} {row.at.exact!r}", what, "name other words")
    if row.action not in ("correct", "add"):
        return row
    part, of = next(iter(made.settled))
    return replace(row, whole=whole(made.record, part, of))


def _check(change: Change) -> None:
    """Raises ReadoutError for values that no record may have."""
    fields = change.fields()
    kind = fields.get("type")
    if kind is not None and kind not in words_table("event_kinds"):
        raise ReadoutError(str(kind), "there is no such kind of event", "see docs/annotation.md")
    days = [fields.get("said_on")]
    if isinstance(time := fields.get("time"), EventTime):
        days += [time.begin, time.until]
        if time.begin and time.until and time.begin > time.until:
            raise ReadoutError(f"{time.begin} to {time.until}", "the end is before the beginning")
    for day in filter(None, days):
        try:
            date.fromisoformat(day)
        except ValueError:
            raise ReadoutError(day, "this is no date", "write one such as 2025-05-08") from None
