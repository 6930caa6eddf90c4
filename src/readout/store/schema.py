"""The tables: `version.record` holds each state of an article whole, with what people corrected; the others index the
newest for the queries.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import TypeDecorator

# The newest migration in migrations/versions: a store that says anything else is migrated or refused.
NEWEST = "0016"
# `PRAGMA application_id` of a readout store ("RDOT").
APPLICATION = 0x52444F54

metadata = MetaData()


class Word(TypeDecorator[str]):
    """One of a few words, kept as its number among them."""

    impl = SmallInteger
    cache_ok = True

    def __init__(self, *words: str) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: str | None, dialect: Dialect) -> int | None:
        return None if value is None else self.words.index(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> str | None:
        return None if value is None else self.words[value]


class Share(TypeDecorator[float]):
    """A number from 0 to 1 of four decimals, kept as ten-thousandths."""

    impl = SmallInteger
    cache_ok = True

    def process_bind_param(self, value: float | None, dialect: Dialect) -> int | None:
        return None if value is None else round(value * 10_000)

    def process_result_value(self, value: int | None, dialect: Dialect) -> float | None:
        return None if value is None else value / 10_000


def belongs(table: str) -> ForeignKey:
    return ForeignKey(f"{table}.id", ondelete="CASCADE")


article = Table(
    "article",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("hash", Text, nullable=False),
    Column("headline", Text),
    Column("publisher", Text),
    Column("published", Text),
    Column("day", Text),
    Column("url", Text),
    Column("source", Text, nullable=False),
    Column("language", Text),
    Column("word_count", Integer, nullable=False),
    Column("added", Text, nullable=False),
    Column("changed", Text, nullable=False),
    Index("article_day", "day"),
)

version = Table(
    "version",
    metadata,
    Column("article", Integer, belongs("article"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("added", Text, nullable=False),
    Column("headline", Text),
    Column("record", LargeBinary, nullable=False),
)

# Each distinct name once, folded and between blanks, so that LIKE '% word %' finds whole words.
name = Table(
    "name",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("folded", Text, nullable=False, unique=True),
)

entity = Table(
    "entity",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article", Integer, belongs("article"), nullable=False),
    Column("ref", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("country", Text),
    UniqueConstraint("article", "ref"),
    Index(
        "entity_country",
        "country",
        "kind",
        sqlite_where=text("country IS NOT NULL"),
        postgresql_where=text("country IS NOT NULL"),
    ),
)

entity_name = Table(
    "entity_name",
    metadata,
    Column("name", Integer, ForeignKey("name.id"), primary_key=True),
    Column("entity", Integer, belongs("entity"), primary_key=True),
    Column("metonym", Boolean, nullable=False),
    Index("entity_name_entity", "entity"),
    sqlite_with_rowid=False,
)

statement = Table(
    "statement",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article", Integer, belongs("article"), nullable=False),
    Column("ref", Text, nullable=False),
    Column("speaker", Integer, belongs("entity")),
    Column("source", Text),
    Column("act", Text, nullable=False),
    Column("day", Text),
    UniqueConstraint("article", "ref"),
    Index("statement_speaker", "speaker"),
    Index("statement_day", "day"),
)

# The entities that a statement's content mentions by name, pronoun or description.
statement_about = Table(
    "statement_about",
    metadata,
    Column("entity", Integer, belongs("entity"), primary_key=True),
    Column("statement", Integer, belongs("statement"), primary_key=True),
    Index("statement_about_statement", "statement"),
    sqlite_with_rowid=False,
)

event = Table(
    "event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article", Integer, belongs("article"), nullable=False),
    Column("ref", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("plover", Text),
    Column("status", Text, nullable=False),
    Column("begin", Text),
    Column("until", Text),
    Column("place", Integer, belongs("entity")),
    UniqueConstraint("article", "ref"),
    Index("event_type", "type"),
    Index("event_plover", "plover"),
    Index("event_begin", "begin"),
    Index("event_place", "place"),
)

participant = Table(
    "participant",
    metadata,
    Column("event", Integer, belongs("event"), primary_key=True),
    Column("entity", Integer, belongs("entity"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("status", Text),
    Index("participant_entity", "entity"),
    Index(
        "participant_status",
        "status",
        sqlite_where=text("status IS NOT NULL"),
        postgresql_where=text("status IS NOT NULL"),
    ),
    sqlite_with_rowid=False,
)

# What articles say of someone or something; `thing` is the smallest id of the profiles that are one with it.
profile = Table(
    "profile",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("country", Text),
    Column("office", Text, nullable=False),
    Column("wikidata", Text),
    Column("pin", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("thing", Integer, nullable=False),
    Index("profile_thing", "thing"),
    Index("profile_folded", "folded"),
)

profile_key = Table(
    "profile_key",
    metadata,
    Column("key", Text, primary_key=True),
    Column("profile", Integer, belongs("profile"), primary_key=True),
    Index("profile_key_profile", "profile"),
    sqlite_with_rowid=False,
)

entity_profile = Table(
    "entity_profile",
    metadata,
    Column("entity", Integer, belongs("entity"), primary_key=True),
    Column("profile", Integer, ForeignKey("profile.id"), nullable=False),
    Index("entity_profile_profile", "profile"),
)

# Never changed, only added to: the last judgement on a pair counts, and a person's counts more than the machine's.
judgement = Table(
    "judgement",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("left", Text, nullable=False),
    Column("right", Text, nullable=False),
    Column("judgement", Text, nullable=False),
    Column("score", Float),
    Column("why", Text),
    Column("user", Text, nullable=False),
    Column("made", Text, nullable=False),
    Index("judgement_left", "left"),
    Index("judgement_right", "right"),
)

# Questions asked again and again: the verb and its options as a JSON list, and marks of the answers that were told.
alert = Table(
    "alert",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("question", Text, nullable=False),
    Column("user", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("checked", Text),
)

alert_told = Table(
    "alert_told",
    metadata,
    Column("alert", Integer, belongs("alert"), primary_key=True),
    Column("mark", Text, primary_key=True),
    sqlite_with_rowid=False,
)

# Who may ask from afar, by a hash of what they show.
token = Table(
    "token",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("hash", Text, nullable=False, unique=True),
    Column("scope", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("until", Text),
)

# What people changed of what an article reports: never changed, only added to. It names its article by the name and
# the item by its words (article.text[first:last] of that version), so that it outlasts readings and row numbers.
correction = Table(
    "correction",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("part", Text, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("exact", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("change", Text, nullable=False),
    Column("whole", Text, nullable=False),
    Column("undoes", Integer),
    Column("note", Text),
    Column("user", Text, nullable=False),
    Column("made", Text, nullable=False),
    Index("correction_article", "article"),
)

# What the machine itself read, where `version.record` has people's corrections in it.
reading = Table(
    "reading",
    metadata,
    Column("article", Integer, belongs("article"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("record", LargeBinary, nullable=False),
)

# How doubtful each event and statement of the newest versions is, for the queue of reviewers.
doubt = Table(
    "doubt",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article", Integer, belongs("article"), nullable=False),
    Column("part", Word("event", "statement"), nullable=False),
    Column("ref", Text, nullable=False),
    Column("doubt", Share(), nullable=False),
    Column("why", Text, nullable=False),
    Column("settled", Boolean, nullable=False),
    Index("doubt_article", "article"),
    Index("doubt_order", "settled", "doubt"),
)

# Who may sign in to the pages; `folded` is the name in whatever case it is typed, `hash` is Argon2's.
account = Table(
    "account",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Column("made", Text, nullable=False),
)

session = Table(
    "session",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("hash", Text, nullable=False, unique=True),
    Column("account", Integer, belongs("account"), nullable=False),
    Column("made", Text, nullable=False),
    Column("until", Text, nullable=False),
    Index("session_account", "account"),
)

# Where an alert's news are sent; a signature needs its secret itself. `private`: addresses that aren't public too.
hook = Table(
    "hook",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("alert", Integer, belongs("alert"), nullable=False),
    Column("url", Text, nullable=False),
    Column("secret", Text, nullable=False),
    Column("private", Boolean, nullable=False),
    Column("user", Text, nullable=False),
    Column("made", Text, nullable=False),
    UniqueConstraint("alert", "url"),
)

# What a webhook was not told yet, with why the last try failed; what was delivered is taken out.
delivery = Table(
    "delivery",
    metadata,
    Column("id", Text, primary_key=True),
    Column("hook", Integer, belongs("hook"), nullable=False),
    Column("body", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("failed", Text),
    Index("delivery_hook", "hook"),
)

# One row: `mark` is another after each write that changes what the store tells.
written = Table("written", metadata, Column("mark", Text, primary_key=True))

# Pages that were given to be read (zlib; none for an address), until they are; `tries` is how often one was begun.
waiting = Table(
    "waiting",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("user", Text, nullable=False),
    Column("given", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("page", LargeBinary),
)
